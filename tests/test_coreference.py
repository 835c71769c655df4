"""Scores of clusterings against values worked out by hand."""

from __future__ import annotations

import itertools
import random

import pytest

from dragoman.train.coreference import b_cubed, best_matching, ceaf_e, clusters_of, muc, scores


def sets(text: str) -> list[frozenset[str]]:
    """ "ab c" are two clusters."""
    return [frozenset(part) for part in text.split()]


def test_luos_example_scores_as_published() -> None:
    """Luo, On coreference resolution performance metrics, 2005, figure 1: two of three clusters run together."""
    gold, found = sets("12345 67 89ABC"), sets("12345 6789ABC")
    result = scores(gold, found)

    assert (pytest.approx(9 / 10), 1.0) == (result.muc.precision, result.muc.recall)
    assert (pytest.approx(16 / 21), 1.0) == (result.b_cubed.precision, result.b_cubed.recall)
    assert pytest.approx(1 + 10 / 12) == 2 * result.ceaf_e.precision == 3 * result.ceaf_e.recall
    assert (pytest.approx(21 / 31), 1.0) == (result.pairs.precision, result.pairs.recall)
    assert pytest.approx(10 / 31) == result.false_merges
    assert pytest.approx(10 / 45) == result.false_positives
    assert 0.0 == result.missed_merges


def test_conll_is_the_mean_of_three() -> None:
    """abc d against ab cd. MUC 1/2, 1/2; B3 precision (1+1+1/2+1/2)/4, recall (2/3+2/3+1/3+1)/4; CEAF 4/5 + 2/3."""
    result = scores(sets("abc d"), sets("ab cd"))

    assert 0.5 == result.muc.f1
    assert (pytest.approx(3 / 4), pytest.approx(2 / 3)) == (result.b_cubed.precision, result.b_cubed.recall)
    assert pytest.approx((4 / 5 + 2 / 3) / 2) == result.ceaf_e.f1
    assert pytest.approx((result.muc.f1 + result.b_cubed.f1 + result.ceaf_e.f1) / 3) == result.conll


def test_mentions_that_one_side_lacks_count_against_it() -> None:
    """Gold ab; found a and x: B3 precision (1/1 + 0)/2, recall (1/2 + 0)/2."""
    gold, found = sets("ab"), sets("a x")

    assert (0.5, 0.25) == (b_cubed(gold, found).precision, b_cubed(gold, found).recall)
    assert (0.0, 0.0) == (muc(gold, found).precision, muc(gold, found).recall)
    assert (pytest.approx(1 / 3), pytest.approx(2 / 3)) == (ceaf_e(gold, found).precision, ceaf_e(gold, found).recall)


def test_all_alone_has_no_links_and_perfect_precision() -> None:
    result = scores(sets("ab c"), sets("a b c"))

    assert (0.0, 1.0, 0.0, 1.0) == (result.muc.f1, result.b_cubed.precision, result.false_merges, result.missed_merges)


def test_right_clusters_score_one() -> None:
    assert 1.0 == scores(sets("abc de f"), sets("f ed cab")).conll


def test_best_matching_finds_what_trying_all_finds() -> None:
    rng = random.Random(0)
    for _ in range(50):
        n, m = rng.randint(1, 4), rng.randint(4, 5)
        worth = {(i, j): rng.random() for i in range(n) for j in range(m) if rng.random() < 0.6}
        tried = max(
            sum(worth.get((i, j), 0.0) for i, j in enumerate(order)) for order in itertools.permutations(range(m), n)
        )

        assert pytest.approx(tried) == (best_matching(worth) if worth else 0.0)


def test_clusters_of_gathers_by_label() -> None:
    assert {frozenset("ab"), frozenset("c")} == set(clusters_of({"a": 1, "b": 1, "c": 2}))
