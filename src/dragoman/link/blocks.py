"""Which pairs are worth comparing: those that share a key of two rare things and lie near in time.

No pass over all pairs: keys are sorted once, and each telling looks up the nearest in time under its own keys. Under a
key that many share (a war's daily news) only the `NEAREST` before and after are looked at, so that the work grows with
the number of tellings and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .facts import FAMILIES, REACH_DAYS, anchor
from .similarity import Bools, Indexes, Read, Telling, Weighted

RARE_WORDS = 6  # of a sentence
RARE_PAIRS = 5
TRIGGER_WORDS = 2
NEAREST = 48  # looked at before and after under one key
ROWS_AT_ONCE = 4096
Key = tuple[str, str, str]


def keys(telling: Telling, found: Read) -> Iterator[Key]:
    """Trigger and rare word; two rare words; with a day that is told, who and trigger, who and place."""
    family = FAMILIES.get(telling.type or "", "")
    rare = _rarest(found.sentence, RARE_WORDS)
    triggers = _rarest(found.trigger, TRIGGER_WORDS)
    for trigger in triggers:
        yield from ((family, trigger, word) for word in rare)
    yield from ((family, one, other) for one, other in combinations(sorted(rare[:RARE_PAIRS]), 2))
    parties = sorted({*telling.actors, *telling.recipients})
    if parties and telling.day_is_told:
        day = f"{' '.join(parties)} {telling.first}"
        yield from ((family, day, trigger) for trigger in triggers)
        if telling.place_name:
            yield family, day, f"@{telling.place_name}"


def _rarest(weighed: Weighted, n: int) -> list[str]:
    return sorted(weighed, key=lambda word: (-weighed[word], word))[:n]


class Blocks:
    """Tellings under their keys, each key's in the order of day and id. Rows must be in the order of ids."""

    def __init__(self, tellings: Sequence[Telling], reads: Sequence[Read]) -> None:
        names: dict[Key, int] = {}
        key_of: list[int] = []
        row_of: list[int] = []
        for telling, found, at in zip(tellings, reads, range(len(tellings)), strict=True):
            own = sorted(set(keys(telling, found)))
            key_of += [names.setdefault(name, len(names)) for name in own]
            row_of += [at] * len(own)
        self._day = np.array([anchor(t) for t in tellings], np.int64)
        key, row = np.array(key_of, np.int64), np.array(row_of, np.int64)
        order = np.lexsort((row, self._day[row], key))
        self._key, self._row = key[order], row[order]
        starts = np.searchsorted(self._key, np.arange(len(names) + 1))
        self._start, self._end = starts[self._key], starts[self._key + 1]
        by_row = np.argsort(self._row, kind="stable")
        self._entries = by_row
        self._from = np.searchsorted(self._row[by_row], np.arange(len(tellings) + 1))

    def pairs(self, rows: Indexes) -> Iterator[tuple[Indexes, Indexes]]:
        """(one of these rows, any other), each pair once, some at a time."""
        asked = np.zeros(len(self._day), np.bool_)
        asked[rows] = True
        for at in range(0, len(rows), ROWS_AT_ONCE):
            yield self._near(rows[at : at + ROWS_AT_ONCE], asked)

    def crowded(self, rows: Indexes) -> Indexes:
        """Rows that these ones may push out of each other's sight: those beside them under a key many share."""
        entries = self._entries_of(rows)
        full = entries[self._end[entries] - self._start[entries] > NEAREST]
        low = np.maximum(full - NEAREST, self._start[full])
        high = np.minimum(full + NEAREST + 1, self._end[full])
        return np.unique(self._row[_ranges(low, high)])

    def _near(self, rows: Indexes, asked: Bools) -> tuple[Indexes, Indexes]:
        entries = self._entries_of(rows)
        low = np.maximum(entries - NEAREST, self._start[entries])
        high = np.minimum(entries + NEAREST + 1, self._end[entries])
        i = np.repeat(self._row[entries], high - low)
        j = self._row[_ranges(low, high)]
        days = np.abs(self._day[i] - self._day[j])
        once = (i != j) & (~asked[j] | (i < j)) & (days <= REACH_DAYS)
        n = len(self._day)
        found = np.unique(i[once] * n + j[once])
        return found // n, found % n

    def _entries_of(self, rows: Indexes) -> Indexes:
        return self._entries[_ranges(self._from[rows], self._from[rows + 1])]


def _ranges(low: Indexes, high: Indexes) -> Indexes:
    """All whole numbers of the ranges [low, high), one range after the other."""
    sizes = high - low
    n = int(sizes.sum())
    if not n:
        return np.empty(0, np.int64)
    offsets: NDArray[np.int64] = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.arange(n, dtype=np.int64) - offsets + np.repeat(low, sizes)


def as_rows(rows: Iterable[int]) -> Indexes:
    return np.array(sorted(rows), np.int64)
