"""Tellings -> groups of tellings of one act. The same set of tellings gives the same groups, in whatever order it came.

A telling that comes later can change only the parts (groups.py) that it ties together. So `linked` takes the rows that
are new, finds the whole parts they belong to, and groups those parts anew; with all rows new it groups everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .blocks import Blocks, as_rows
from .facts import Facts, fact_odds, facts
from .groups import MILLION, group, parts
from .similarity import (
    CHUNK,
    Arrays,
    Floats,
    Indexes,
    Interner,
    Telling,
    Weights,
    arrays,
    features,
    read_all,
    weights,
    word_odds,
)
from .words import lexicon

COMPLETE = 400  # tellings: in a part of at most so many every pair is compared, also those that share no key
LEAST = 0.01  # probability; a pair below it counts as 0
SAME_AS = 0.95  # probability of a pair that the coder took for one act


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Tellings of one act: ids in order, each with its mean probability of being one with the others."""

    id: str
    tellings: tuple[str, ...]
    probabilities: tuple[float, ...]


class Comparer:
    """Tellings ready to be compared; rows are in the order of ids."""

    def __init__(self, tellings: Sequence[Telling], model: Weights | None = None) -> None:
        self.tellings = sorted(tellings, key=lambda t: t.id)
        self._model = model or weights()
        known, intern = lexicon(), Interner()
        reads = read_all(self.tellings, known)
        self._words: Arrays = arrays(self.tellings, reads, intern, known)
        self._facts: Facts = facts(self.tellings, intern)
        self.blocks = Blocks(self.tellings, reads)
        row_of = {t.id: row for row, t in enumerate(self.tellings)}
        self._same_as = {(min(row, other), max(row, other)) for row, t in enumerate(self.tellings)
                         if t.same_as and (other := row_of.get(t.same_as)) is not None and other != row}  # fmt: skip

    def features(self, i: Indexes, j: Indexes) -> Floats:
        """What the model of words weighs. Shape: (pairs, len(FEATURES))."""
        starts = range(0, len(i), CHUNK)
        return np.concatenate([features(self._words, i[at : at + CHUNK], j[at : at + CHUNK]) for at in starts])

    def probabilities(self, i: Indexes, j: Indexes) -> Floats:
        """Shape: (pairs,)."""
        found = [self._some(i[at : at + CHUNK], j[at : at + CHUNK]) for at in range(0, len(i), CHUNK)]
        return np.concatenate(found) if found else np.empty(0, np.float32)

    def _some(self, i: Indexes, j: Indexes) -> Floats:
        odds = fact_odds(self._facts, i, j, self._model.facts)
        possible = np.isfinite(odds)
        odds[possible] += word_odds(self._words, i[possible], j[possible], self._model.words)
        return (1 / (1 + np.exp(-np.clip(odds.astype(np.float64), -700, 700)))).astype(np.float32)

    def pairs_of(self, rows: Indexes) -> dict[tuple[int, int], int]:
        """Probabilities in millionths of these rows with all they are worth comparing with; (row, later row)."""
        found: dict[tuple[int, int], int] = {}
        for i, j in self.blocks.pairs(rows):
            self._keep(found, i, j)
        mine = set(rows.tolist())
        for one, other in sorted(self._same_as):
            if one in mine or other in mine:
                found[one, other] = max(found.get((one, other), 0), round(SAME_AS * MILLION))
        return found

    def compare(self, named: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
        found: dict[tuple[int, int], int] = {}
        if named:
            i, j = np.array(named, np.int64).T
            self._keep(found, i, j)
        return found

    def _keep(self, found: dict[tuple[int, int], int], i: Indexes, j: Indexes) -> None:
        low, high = np.minimum(i, j), np.maximum(i, j)
        millionths = np.rint(self.probabilities(low, high).astype(np.float64) * MILLION).astype(np.int64)
        kept = millionths >= LEAST * MILLION
        found.update(
            zip(zip(low[kept].tolist(), high[kept].tolist(), strict=True), millionths[kept].tolist(), strict=True)
        )


def linked(comparer: Comparer, new: Indexes, threshold: float | None = None) -> list[Group]:
    """The groups of all parts that new rows belong to, by their first telling."""
    threshold = weights().threshold if threshold is None else threshold
    rows, pairs = _whole_parts(comparer, new, threshold)
    missing = [(one, other) for part in parts(rows, pairs, threshold) if 2 < len(part) <= COMPLETE
               for at, one in enumerate(part) for other in part[at + 1 :] if (one, other) not in pairs]  # fmt: skip
    pairs |= comparer.compare(missing)
    return [_group(comparer, members, pairs) for members in group(rows, pairs, threshold)]


def _whole_parts(comparer: Comparer, new: Indexes, threshold: float) -> tuple[list[int], dict[tuple[int, int], int]]:
    """All rows tied to the new ones, and every probability among them."""
    least = round(threshold * MILLION)
    waiting = set(new.tolist())
    if len(waiting) < len(comparer.tellings):
        waiting |= set(comparer.blocks.crowded(new).tolist())
    rows: set[int] = set()
    pairs: dict[tuple[int, int], int] = {}
    while waiting:
        rows |= waiting
        found = comparer.pairs_of(as_rows(waiting))
        pairs |= found
        waiting = {row for pair, probability in found.items() if probability >= least for row in pair} - rows
    return sorted(rows), {pair: p for pair, p in pairs.items() if pair[0] in rows and pair[1] in rows}


def _group(comparer: Comparer, members: Sequence[int], pairs: dict[tuple[int, int], int]) -> Group:
    ids = tuple(comparer.tellings[row].id for row in members)
    shares = tuple(_mean([pairs.get((min(row, o), max(row, o)), 0) for o in members if o != row]) for row in members)
    return Group(id=incident_id(ids[0]), tellings=ids, probabilities=shares)


def _mean(millionths: Sequence[int]) -> float:
    """At least a millionth: 0 stands in a store for what is to be linked anew."""
    return max(sum(millionths) / len(millionths) / MILLION, 1 / MILLION) if millionths else 1.0


def incident_id(first_telling: str) -> str:
    """An incident is named after the smallest id of its tellings."""
    return hashlib.sha256(f"incident\x1f{first_telling}".encode()).hexdigest()[:16]
