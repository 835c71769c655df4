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

from dragoman.records import Absence, Sentence, Span, Status
from dragoman.resolve.counting import base_of, counted
from dragoman.resolve.dates import Base, direction_of, find_times, resolve_time
from dragoman.resolve.tense import status_told
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
    base = Base(day=case["base"]) if "base" in case else None
    when = resolve_time(text, spans[0], published=case["published"], direction=case.get("direction"), base=base)
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
        ("The attack on Friday was brief.", "attack", Status.ACTUAL, "past"),
        ("No attack on Friday is known.", "attack", Status.NEGATED, None),
        ("On Friday they said they would not talk.", "talk", Status.ACTUAL, "past"),
        ("On Friday they would talk.", "talk", Status.FUTURE, "future"),
        ("He didn’t sign the pact.", "sign", Status.NEGATED, "past"),
    ],
)
def test_direction_follows_tense_and_status(text: str, trigger: str, status: Status, direction: str | None) -> None:
    start = text.index(trigger)
    assert direction == direction_of(text, start, start + len(trigger), status)


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "told"),
    [
        ("Ministers have not met.", "met", "CONSULT", Status.NEGATED),
        ("Guards never actually fired.", "fired", "ASSAULT", Status.NEGATED),
        ("They left without any talks.", "talks", "CONSULT", Status.NEGATED),
        ("Guards have not only beaten but robbed them.", "beaten", "ASSAULT", Status.ACTUAL),
        ("Guards without warning opened fire.", "opened fire", "ASSAULT", Status.ACTUAL),
        ("Ministers will meet.", "meet", "CONSULT", Status.FUTURE),
        ("She spoke of planned talks on Monday.", "talks", "CONSULT", Status.FUTURE),
        ("The planned talks with rebels took place on Monday.", "talks", "CONSULT", Status.ACTUAL),
        ("Paris will not only reject it.", "reject", "REJECT", Status.ACTUAL),
    ],
)
def test_status_told_by_the_words_around_an_act(text: str, trigger: str, kind: str, told: Status) -> None:
    before, after = text.split(trigger)
    assert status_told(before, after, kind, Status.ACTUAL) is told
    assert status_told(before, after, kind, Status.HISTORICAL) is Status.HISTORICAL


def test_will_before_a_time_says_nothing_of_an_act_told_as_done() -> None:
    text = "He wants to know the meaning of Tuesday's vote."
    (span,) = find_times(text)
    values = [resolve_time(text, span, published=PUBLISHED, direction=d).value for d in ("past", None)]
    assert ["2022-03-15", "2022-03-22"] == values


def counted_day(text: str, trigger: str, *, read: str | None = None, last: dt.date | None = None) -> str | None:
    """The value of the time that counts for the trigger, in an article of 17 March 2022."""
    sentence = Sentence(index=0, start=0, end=len(text))
    start = text.index(trigger)
    at = Span(start=start, end=start + len(trigger))
    told = Span(start=text.index(read), end=text.index(read) + len(read)) if read else None
    span = counted(text, sentence, at, told)
    if span is None:
        return None
    base = base_of(text, sentence, at, span, published=PUBLISHED, last=last)
    return resolve_time(text, span, published=PUBLISHED, direction="past", base=base).value


@pytest.mark.parametrize(
    ("text", "trigger", "read", "value"),
    [
        ("He fell on Monday, two days after troops landed.", "landed", "Monday", "2022-03-12"),
        ("Two days after troops landed, he fell on Monday.", "landed", None, "2022-03-12"),
        ("He fell two days after the landing on Monday.", "fell", None, "2022-03-16"),
        ("It ended on May 3, 2019, and began again four days later.", "began", "May 3, 2019", "2019-05-07"),
        ("It was sworn in March 2006 and broken nine months later.", "broken", "March 2006", "2006-12"),
        ("It was sworn in March 2006 and broken nine days later.", "broken", "March 2006", None),
        ("The league may let it in, seven years after expelling it.", "expelling", None, "2015"),
        ("The league may let it in, seven days after expelling it.", "expelling", None, None),
    ],
)
def test_counting_words_belong_to_the_nearest_act(text: str, trigger: str, read: str | None, value: str | None) -> None:
    assert value == counted_day(text, trigger, read=read)


def test_words_that_stand_alone_count_from_the_event_dated_last() -> None:
    assert counted_day("He resigned a week later.", "resigned") is None
    assert "2022-02" == counted_day("He resigned a week later.", "resigned", last=dt.date(2022, 2, 7))


@pytest.mark.parametrize(
    ("text", "trigger", "read"),
    [
        ("He was jailed for two weeks after the vote.", "vote", None),  # lasting
        ("Two days after the vote he fled, and rebels landed.", "landed", None),  # another clause
        ("Two days after the vote he fled on Monday.", "fled", "Monday"),  # a time of its own
    ],
)
def test_counting_words_of_another_act_are_left_alone(text: str, trigger: str, read: str | None) -> None:
    assert counted_day(text, trigger, read=read) is None


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
