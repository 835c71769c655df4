"""Scores of a clustering against the right one: pairs, MUC, B-cubed, CEAF, their CoNLL mean.

As the reference scorer of CoNLL-2012 (Pradhan et al., Scoring coreference partitions of predicted mentions, 2014)
defines them: a mention that only one side has counts against the side that lacks it. Singletons count in B-cubed and
CEAF; MUC counts links only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
Clusters = Sequence[frozenset[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """`false_merges` is the share of merged pairs that are wrong, `missed_merges` that of right pairs left apart;
    `false_positives` the share of pairs of different events that were merged."""

    pairs: Score
    muc: Score
    b_cubed: Score
    ceaf_e: Score
    false_merges: float
    missed_merges: float
    false_positives: float

    @property
    def conll(self) -> float:
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def clusters_of(labels: Mapping[K, Hashable]) -> list[frozenset[K]]:
    """Mention -> name of its cluster, as a list of clusters."""
    found: dict[Hashable, set[K]] = defaultdict(set)
    for mention, label in labels.items():
        found[label].add(mention)
    return [frozenset(members) for members in found.values()]


def scores(gold: Clusters, found: Clusters) -> Scores:
    pairs, false_positives = _pairs(gold, found)
    return Scores(
        pairs=pairs,
        muc=muc(gold, found),
        b_cubed=b_cubed(gold, found),
        ceaf_e=ceaf_e(gold, found),
        false_merges=1 - pairs.precision if any(len(c) > 1 for c in found) else 0.0,
        missed_merges=1 - pairs.recall,
        false_positives=false_positives,
    )


def _pairs(gold: Clusters, found: Clusters) -> tuple[Score, float]:
    right = sum(_choose(n) for n in _overlaps(gold, found).values())
    wanted, merged = (sum(_choose(len(c)) for c in side) for side in (gold, found))
    n = len(set().union(*gold) & set().union(*found)) if gold and found else 0
    different = _choose(n) - wanted
    score = Score(precision=_share(right, merged), recall=_share(right, wanted))
    return score, _share(merged - right, different)


def muc(gold: Clusters, found: Clusters) -> Score:
    """Links (Vilain et al. 1995): a cluster of n needs n - 1; those the other side's parts leave are found."""
    return Score(precision=_links_kept(found, gold), recall=_links_kept(gold, found))


def _links_kept(one: Clusters, other: Clusters) -> float:
    where = {mention: at for at, cluster in enumerate(other) for mention in cluster}
    kept = needed = 0
    for cluster in one:
        parts = {where[m] for m in cluster if m in where}
        n_parts = len(parts) + sum(m not in where for m in cluster)
        kept += len(cluster) - n_parts
        needed += len(cluster) - 1
    return _share(kept, needed)


def b_cubed(gold: Clusters, found: Clusters) -> Score:
    """Mean over mentions of the share of their cluster that is right (Bagga and Baldwin 1998)."""
    by_gold = by_found = 0.0
    for (g, f), n in _overlaps(gold, found).items():
        by_gold += n * n / len(gold[g])
        by_found += n * n / len(found[f])
    return Score(
        precision=_share(by_found, sum(len(c) for c in found)), recall=_share(by_gold, sum(len(c) for c in gold))
    )


def ceaf_e(gold: Clusters, found: Clusters) -> Score:
    """The best one-to-one matching of clusters, by 2 |both| / (|one| + |other|) (Luo 2005, phi 4)."""
    worth = {(g, f): 2 * n / (len(gold[g]) + len(found[f])) for (g, f), n in _overlaps(gold, found).items()}
    total = sum(best_matching(part) for part in _parts(worth))
    return Score(precision=_share(total, len(found)), recall=_share(total, len(gold)))


def _overlaps(gold: Clusters, found: Clusters) -> Counter[tuple[int, int]]:
    """Mentions in common of every two clusters that have some."""
    where = {mention: at for at, cluster in enumerate(found) for mention in cluster}
    return Counter((g, where[m]) for g, cluster in enumerate(gold) for m in cluster if m in where)


def _parts(worth: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The matching falls apart where no overlap ties clusters together."""
    above: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while above.setdefault(node, node) != node:
            node = above[node]
        return node

    for g, f in worth:
        above[root(("gold", g))] = root(("found", f))
    parts: dict[tuple[str, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for (g, f), value in worth.items():
        parts[root(("gold", g))][g, f] = value
    return list(parts.values())


def best_matching(worth: Mapping[tuple[int, int], float]) -> float:
    """Most worth that a one-to-one matching reaches; pairs not named are worth 0. Hungarian method, O(n^2 m)."""
    rows, columns = sorted({g for g, _ in worth}), sorted({f for _, f in worth})
    if len(rows) > len(columns):
        return best_matching({(f, g): value for (g, f), value in worth.items()})
    n, m = len(rows), len(columns)
    cost = [[-worth.get((g, f), 0.0) for f in columns] for g in rows]
    row_price, column_price, matched = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        _augment(row, cost, row_price, column_price, matched)
    return -sum(cost[matched[j] - 1][j - 1] for j in range(1, m + 1) if matched[j])


def _augment(
    row: int, cost: list[list[float]], row_price: list[float], column_price: list[float], matched: list[int]
) -> None:
    """Matches one more row along the cheapest path; columns count from 1, 0 stands for the new row's start."""
    m = len(column_price) - 1
    matched[0] = row
    least, before, done = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
    column = 0
    while True:
        done[column] = True
        here, step, nearest = matched[column], float("inf"), 0
        for j in range(1, m + 1):
            if done[j]:
                continue
            reduced = cost[here - 1][j - 1] - row_price[here] - column_price[j]
            if reduced < least[j]:
                least[j], before[j] = reduced, column
            if least[j] < step:
                step, nearest = least[j], j
        for j in range(m + 1):
            if done[j]:
                row_price[matched[j]] += step
                column_price[j] -= step
            else:
                least[j] -= step
        column = nearest
        if not matched[column]:
            break
    while column:
        matched[column] = matched[before[column]]
        column = before[column]


def _choose(n: int) -> int:
    return n * (n - 1) // 2


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
