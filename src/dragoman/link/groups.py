"""Pairs with probabilities -> groups: average linkage, made so that no order of arrival can show.

Groups whose members are alike on average are joined, the likest first, until none reach the threshold. Probabilities
are counted in millionths, so that sums are exact; ties go to the groups with the smallest rows. A join needs at least
one pair above the threshold, so each connected part of those pairs is grouped by itself, and a new telling can touch
nothing outside the parts that it ties together.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

MILLION = 1_000_000
COUNTED = 1024  # pairs: between groups of thirty and more, pairs never compared count as 0 up to so many only
Pairs = Mapping[tuple[int, int], int]  # (row, later row) -> probability in millionths


def parts(rows: Iterable[int], pairs: Pairs, threshold: float) -> list[list[int]]:
    """Rows tied by pairs at or above the threshold, each part sorted, parts by their first row."""
    least = round(threshold * MILLION)
    above = {row: row for row in rows}

    def root(row: int) -> int:
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    for (one, other), probability in pairs.items():
        if probability >= least:
            low, high = sorted((root(one), root(other)))
            above[high] = low
    found: dict[int, list[int]] = defaultdict(list)
    for row in sorted(above):
        found[root(row)].append(row)
    return [found[first] for first in sorted(found)]


def group(rows: Iterable[int], pairs: Pairs, threshold: float) -> list[list[int]]:
    """Groups of rows, each sorted, by their first row."""
    tied = parts(rows, pairs, threshold)
    part_of = {row: at for at, part in enumerate(tied) for row in part}
    within: list[dict[tuple[int, int], int]] = [{} for _ in tied]
    for (one, other), probability in pairs.items():
        if part_of[one] == part_of[other]:
            within[part_of[one]][one, other] = probability
    found = [g for part, own in zip(tied, within, strict=True) for g in _Linkage(part, own).groups(threshold)]
    return sorted(found)


class _Linkage:
    """One connected part. A group is named by its first row."""

    def __init__(self, rows: Sequence[int], pairs: Pairs) -> None:
        self._members = {row: [row] for row in rows}
        self._ties: dict[int, dict[int, tuple[int, int]]] = {row: {} for row in rows}  # other -> (sum, pairs)
        for (one, other), probability in pairs.items():
            self._ties[one][other] = self._ties[other][one] = (probability, 1)

    def groups(self, threshold: float) -> list[list[int]]:
        least = threshold * MILLION
        heap = [entry for one, ties in self._ties.items() for other in ties if one < other
                for entry in [self._entry(one, other)] if -entry[0] >= least]  # fmt: skip
        heapq.heapify(heap)
        while heap:
            entry = heapq.heappop(heap)
            _, one, other = entry
            if other not in self._ties.get(one, {}) or entry != self._entry(one, other):
                continue  # one of them has grown or gone since
            for near in self._join(one, other):
                new = self._entry(*sorted((one, near)))
                if -new[0] >= least:
                    heapq.heappush(heap, new)
        return [sorted(rows) for rows in self._members.values()]

    def _entry(self, one: int, other: int) -> tuple[float, int, int]:
        total, n = self._ties[one][other]
        all_pairs = len(self._members[one]) * len(self._members[other])
        return -total / max(n, min(all_pairs, COUNTED)), one, other

    def _join(self, one: int, other: int) -> list[int]:
        """`other` becomes part of `one`, the smaller name; returns the groups tied to both together."""
        self._members[one] += self._members.pop(other)
        mine, theirs = self._ties[one], self._ties.pop(other)
        del mine[other], theirs[one]
        for near, (total, n) in theirs.items():
            sum_before, n_before = mine.get(near, (0, 0))
            mine[near] = self._ties[near][one] = (sum_before + total, n_before + n)
            del self._ties[near][other]
        return list(mine)
