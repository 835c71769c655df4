"""Histories: claims, commitments, agreements, meetings and figures, brought together over the articles that tell them.

As incidents are: pairs by likeness, average linkage within connected parts, and a look again only at the parts that
something new ties in. So the same articles give the same histories in whatever order they came.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from . import records
from .answers import answers
from .groups import MILLION, group, parts
from .likeness import Told, keys, likeness, weights
from .window import inside, moved

LEAST = 10_000  # millionths; a pair below it counts as 0
COMPLETE = 400  # records: in a part of at most so many every pair is compared
MARGIN = 2  # times the days of a kind, read before and after what is new; more when a part reaches its edge
NEW_ARTICLES = """
SELECT article_id, published FROM articles
WHERE imported_from IS NULL AND article_id NOT IN (SELECT article_id FROM ledger_linked) ORDER BY ALL
"""
Pairs = dict[tuple[int, int], int]


class Link(NamedTuple):
    """A record's place."""

    record: str
    article: str
    kind: str
    history: str
    probability: float


class Book:
    """Records of one kind by what they are looked up by; rows are in the order of ids."""

    def __init__(self, tellings: Iterable[Told]) -> None:
        self.tellings = sorted(tellings, key=lambda told: told.id)
        self._keys = [sorted(set(keys(told))) for told in self.tellings]
        self._under: dict[str, list[int]] = defaultdict(list)
        for row, own in enumerate(self._keys):
            for key in own:
                self._under[key].append(row)
        row_of = {told.id: row for row, told in enumerate(self.tellings)}
        self._tied: dict[int, set[int]] = defaultdict(set)
        for row, told in enumerate(self.tellings):
            if told.same_as in row_of:
                self._tied[row].add(row_of[told.same_as])
                self._tied[row_of[told.same_as]].add(row)

    def groups(self, new: Iterable[int], same: float) -> list[list[int]]:
        """The groups of all parts that new rows belong to."""
        rows, pairs = self._whole_parts(new, round(same * MILLION))
        for part in parts(rows, pairs, same):
            if 2 < len(part) <= COMPLETE:
                self._compare(pairs, ((one, other) for at, one in enumerate(part) for other in part[at + 1 :]))
        return group(rows, pairs, same)

    def _whole_parts(self, new: Iterable[int], least: int) -> tuple[list[int], Pairs]:
        waiting, rows, pairs = set(new), set[int](), Pairs()
        while waiting:
            rows |= waiting
            near = ((min(row, other), max(row, other)) for row in sorted(waiting) for other in self._near(row))
            found = self._compare(pairs, near)
            waiting = {row for pair in found if pairs[pair] >= least for row in pair} - rows
        return sorted(rows), {pair: p for pair, p in pairs.items() if p and pair[0] in rows and pair[1] in rows}

    def _near(self, row: int) -> set[int]:
        near = {other for key in self._keys[row] for other in self._under[key]}
        return (near | self._tied.get(row, set())) - {row}

    def _compare(self, pairs: Pairs, asked: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Adds the likeness of these pairs in millionths, 0 for none, so that no pair is compared twice."""
        found = []
        for pair in asked:
            if pair not in pairs:
                alike = round(likeness(self.tellings[pair[0]], self.tellings[pair[1]]) * MILLION)
                pairs[pair] = alike if alike >= LEAST else 0
                found.append(pair)
        return found

    def links(self, groups: Iterable[Sequence[int]], kind: str) -> list[Link]:
        links: list[Link] = []
        for members in groups:
            told = [self.tellings[row] for row in members]
            history = history_id(told[0].id)
            for one in told:
                alike = [likeness(one, other) for other in told if other is not one]
                mean = sum(alike) / len(alike) if alike else 1.0
                links.append(Link(one.id, one.article, kind, history, max(round(mean, 6), 1 / MILLION)))
        return links


def history_id(first_record: str) -> str:
    """A history is named after the smallest id of its records."""
    return hashlib.sha256(f"history\x1f{first_record}".encode()).hexdigest()[:16]


def link_histories(store: Any) -> int:
    """Links every record of a store's ledger that no history holds yet; returns how many there were.

    Call it outside a transaction; nothing is written when it fails.
    """
    new = store.sql(NEW_ARTICLES).to_pylist()
    links = [link for kind in records.KINDS for link in _linked(store, kind)]
    if not new and not links:
        return 0
    with store.transaction():
        articles = [row["article_id"] for row in new]
        days = [row["published"] for row in new if row["published"]]
        store.write_histories(links, articles, answers(store, set(articles), days))
    return len(links)


def _linked(store: Any, kind: str) -> list[Link]:
    new = records.unlinked(store, kind)
    if not new["n"]:
        return []
    by = weights()[kind]
    if kind == "agreement":
        book = Book(_same_names(store))
        return book.links(book.groups(_new_rows(book), by["same"]), kind)
    margin, undated = int(MARGIN * by["days"]), new["n_undated"] > 0
    while True:
        low, high = moved(new["first"], -margin), moved(new["last"], margin)
        book = Book(records.load(store, kind, records.BETWEEN, [low, high, undated]))
        groups = book.groups(_new_rows(book), by["same"])
        days = (book.tellings[row].published for members in groups for row in members)
        if inside(days, low, high, int(by["days"])):
            return book.links(groups, kind)
        margin *= 4


def _new_rows(book: Book) -> list[int]:
    return [row for row, told in enumerate(book.tellings) if not told.linked]


def _same_names(store: Any) -> list[Told]:
    """The new agreements, and all that are called as they are, or as those are that are called so."""
    found = {told.id: told for told in records.load(store, "agreement", records.NEW)}
    asked: set[str] = set()
    while wanted := {key for told in found.values() for key in told.keys} - asked:
        asked |= wanted
        found |= {told.id: told for told in records.load(store, "agreement", records.SAME_NAME, [sorted(wanted)])}
    return list(found.values())
