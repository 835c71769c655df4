"""Dates: what the finder finds, what days the words mean, and which way the tense points."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Absence, Span, Status
from dragoman.resolve.dates import direction_of, find_times, resolve_time
from dragoman.resolve.time_words import FINDER

CASES = Path(__file__).parent / "cases" / "dates"
PUBLISHED = dt.date(2022, 3, 17)


def read_cases() -> list[Any]:
    cases = []
    for path in sorted(CASES.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in content["case"]:
            name = f"{path.stem}: {case['words']} {case.get('direction', '')}".strip()
            cases.append(pytest.param({"published": content["published"], **case}, id=name))
    return cases


@pytest.mark.parametrize("case", read_cases())
def test_time_is_found_and_resolved(case: dict[str, Any]) -> None:
    text = case["text"]
    spans = find_times(text)
    assert [case["words"]] == [span.of(text) for span in spans]
    when = resolve_time(
        text, spans[0], published=case["published"], direction=case.get("direction"), base=case.get("base")
    )
    value = case.get("value")
    day = dt.date.fromisoformat(value) if value and len(value) == 10 else None
    start = None if case.get("open") == "start" else case.get("start", day)
    assert (value, start, case.get("end", day)) == (when.value, when.start, when.end)
    assert case.get("absence") == when.absence
    assert case.get("grain", "day" if day else None) == when.grain
    assert (spans[0], case["words"]) == (when.span, when.text)


@pytest.mark.parametrize(
    "text",
    [
        "He may march on the town.",
        "May said she would go.",
        "The march killed 2000 people.",
        "They paid $2014 for it.",
        "A will of iron, an august body and a sun king.",
        "Nothing here tells when.",
        "",
    ],
)
def test_words_that_are_no_time_are_not_found(text: str) -> None:
    assert () == find_times(text)


def test_finder_keeps_to_its_sentence_and_its_order() -> None:
    text = "It began on Monday. It paused in 2014 and on 3 May; it ends on Friday. Then came Sunday."
    start, end = text.index("It paused"), text.index(" Then")
    assert ["2014", "3 May", "Friday"] == [span.of(text) for span in find_times(text, start, end)]


def test_span_with_words_around_the_time_is_resolved() -> None:
    text = "He left late on Tuesday, aides said."
    when = resolve_time(text, Span(start=8, end=23), published=PUBLISHED)
    assert ("late on Tuesday", "2022-03-15") == (when.text, when.value)


def test_span_without_a_time_gives_no_candidate() -> None:
    when = resolve_time("the hour of need", Span(start=0, end=16), published=PUBLISHED)
    assert (None, None, None, Absence.NO_CANDIDATE) == (when.value, when.start, when.end, when.absence)


@pytest.mark.parametrize(
    ("text", "trigger", "status", "direction"),
    [
        ("Ministers will meet on Thursday.", "meet", Status.ACTUAL, "future"),
        ("Ministers met on Thursday.", "met", Status.ACTUAL, "past"),
        ("Ministers are to meet on Thursday.", "meet", Status.ACTUAL, "future"),
        ("The two have signed a pact.", "signed", Status.ACTUAL, "past"),
        ("Talks scheduled for Friday may fail.", "Talks", Status.HYPOTHETICAL, "future"),
        ("Talks on Friday.", "Talks", Status.FUTURE, "future"),
        ("They recall the attack of spring.", "attack", Status.HISTORICAL, "past"),
        ("The attack on Friday was brief.", "attack", Status.ACTUAL, None),
        ("He didn’t sign the pact.", "sign", Status.NEGATED, "past"),
    ],
)
def test_direction_follows_tense_and_status(text: str, trigger: str, status: Status, direction: str | None) -> None:
    start = text.index(trigger)
    assert direction == direction_of(text, start, start + len(trigger), status)


FRAGMENTS = ["on Thursday", "31 February", "in 2014", "last", "week", "the 1990s", "two days ago", "March", "3-5", "99"]
FRAGMENTS += ["between March and May", "early", "2022-02-30", "to", "the", "summer of", "overnight", "9999 years ago"]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=6), st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_any_pile_of_time_words_resolves_without_a_crash(words: list[str], published: dt.date) -> None:
    text = " ".join(words)
    for span in find_times(text):
        for direction in ("past", "future", None):
            when = resolve_time(text, span, published=published, direction=direction)
            assert (when.absence is None) == (when.start is not None or when.end is not None)
            assert when.start is None or when.end is None or when.start <= when.end
            assert when.value is None or when.end is None or when.value[:4] <= str(when.end)[:4]


@given(st.lists(st.sampled_from([*FRAGMENTS, "he", "fled", "Jan. 6", "Christmas Eve", "’90s", "."]), max_size=8))
def test_finder_near_anchors_equals_the_whole_search(words: list[str]) -> None:
    text = " ".join(words)
    assert [match.span() for match in FINDER.finditer(text)] == [(span.start, span.end) for span in find_times(text)]


def test_examples_of_the_guide_run() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "places-and-dates.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    assert 3 == len(blocks)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "places-and-dates.md", "exec"), names)
