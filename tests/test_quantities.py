"""Quantities: which numbers count people of an act, how hedges and ranges are kept, and whose they are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Quantity, Span
from dragoman.resolve.quantities import attach, find_quantities

CASES = Path(__file__).parent / "cases" / "quantities"


def read_cases() -> list[Any]:
    cases = []
    for path in sorted(CASES.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        cases += [pytest.param(case, id=case["text"]) for case in content["case"]]
    return cases


def row(text: str, quantity: Quantity) -> list[Any]:
    fields = [quantity.value, quantity.low, quantity.high, quantity.qualifier]
    return [quantity.span.of(text), quantity.what, *("" if field is None else field for field in fields)]


@pytest.mark.parametrize("case", read_cases())
def test_numbers_that_count_people_are_read(case: dict[str, Any]) -> None:
    text = case["text"]
    assert case["found"] == [row(text, quantity) for quantity in find_quantities(text)]


def test_offsets_are_the_articles_and_other_sentences_stay_out() -> None:
    text = "Police arrested 5 men. A mob killed 3 women. Rebels killed 9 men."
    start = text.index("A mob")
    (quantity,) = find_quantities(text, start, text.index(" Rebels"))
    assert ("3", "killed") == (quantity.span.of(text), quantity.what)


def spans(text: str, *words: str) -> list[Span]:
    return [Span(start=text.index(word), end=text.index(word) + len(word)) for word in words]


def test_attach_gives_an_event_only_what_its_type_takes() -> None:
    text = "Police arrested 40 people and shot dead 3 protesters."
    arrested, shot = spans(text, "arrested", "shot dead")
    quantities = find_quantities(text)
    assert ["40"] == [quantity.span.of(text) for quantity in attach(quantities, arrested, "COERCE")]
    assert ["3"] == [quantity.span.of(text) for quantity in attach(quantities, shot, "ASSAULT")]
    assert () == attach(quantities, shot, "CONSULT")


def test_attach_lets_the_nearest_trigger_win() -> None:
    text = "A bombing killed 12 people, and an ambush killed 7 soldiers."
    bombing, ambush = spans(text, "bombing", "ambush")
    quantities = find_quantities(text)
    first = attach(quantities, bombing, "ASSAULT", others=[(ambush, "ASSAULT")])
    second = attach(quantities, ambush, "ASSAULT", others=[(bombing, "ASSAULT")])
    assert (["12"], ["7"]) == ([q.span.of(text) for q in first], [q.span.of(text) for q in second])


def test_attach_ignores_nearer_events_that_cannot_take_it() -> None:
    text = "The attack, he said, killed 12 people."
    attack, said = spans(text, "attack", "said")
    quantities = find_quantities(text)
    assert quantities == attach(quantities, attack, "ASSAULT", others=[(said, "CONSULT")])


PIECES = ["killed", "wounded", "12", "dozens", "a dozen", "between 3 and 5", "people", "were", "and", ",", "more than"]
PIECES += ["1,000,000", "99999999999999999999", "two hundred", "arrested", "troops", "of", "a soldier", "half a", "-"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_pile_of_words_is_read_in_order_without_a_crash(words: list[str]) -> None:
    text = " ".join(words)
    quantities = find_quantities(text)
    assert sorted(quantities, key=lambda quantity: quantity.span.start) == list(quantities)
    for quantity in quantities:
        assert (quantity.value is None) == (quantity.low is not None)
        assert quantity.high is None or quantity.low is None or quantity.low <= quantity.high
