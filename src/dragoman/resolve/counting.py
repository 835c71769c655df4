"""Times that count from another time: "two days after the landing", "four days later"."""

from __future__ import annotations

import datetime as dt
import re

from dragoman.records import Sentence, Span
from dragoman.resolve.dates import Base, resolve_time
from dragoman.resolve.time_words import COUNTED, find_times

_LINKED = re.compile(r"(?<=after|efore)\s+(?:the\s+)?[\w“\"'‘]")  # "two days after the vote", not "two days after, ..."
_LASTING = re.compile(r"\bfor\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)  # "jailed for two weeks after the vote"
_LONG = re.compile(r"(?i:month|year|decade)s?\s")
_CLAUSE = re.compile(r"[,;:]")
NEAR = 40  # characters within a clause between a trigger and the words that count for it


def counted(text: str, sentence: Sentence, trigger: Span, read: Span | None) -> Span | None:
    """Counting words that belong to the trigger more closely than the time that was read for it, if any.

    "He fell on Monday, two days after troops landed": the landing is not Monday's. "It ended on May 3 and began again
    four days later": nor is the new beginning that of May 3.
    """
    for span in find_times(text, sentence.start, sentence.end):
        if not COUNTED.match(text, span.start, span.end) or _LASTING.search(text, sentence.start, span.start):
            continue
        if read is not None and span.start < read.end:
            continue
        if trigger.end <= span.start:
            gap = text[trigger.end : span.start]
        elif span.end <= trigger.start and _linked(text, sentence, span):
            gap = text[span.end : trigger.start]
        else:
            continue
        if len(gap) < NEAR and not _CLAUSE.search(gap):
            return span
    return None


def base_of(
    text: str, sentence: Sentence, trigger: Span, span: Span, *, published: dt.date, last: dt.date | None
) -> Base | None:
    """The day that the words at `span` count from, for the event at `trigger`; None when the text does not tell.

    "It fell two days after troops landed": the fall counts forward from a day told for the landing, and the landing
    back from the day of the fall. Where none is told, months and years back count from the day of publication. Words
    that stand alone ("four days later") count from the time told last in the sentence, else from `last`, the day of the
    event dated last.
    """
    if not _linked(text, sentence, span):
        told = _told(text, sentence.start, span.start, published)
        return told[-1] if told else None if last is None else Base(day=last)
    end = _clause_end(text, sentence, span)
    if not span.end <= trigger.start < end:
        told = _told(text, span.end, end, published)
        return told[0] if told else None
    told = [*reversed(_told(text, sentence.start, span.start, published)), *_told(text, end, sentence.end, published)]
    if not told and not _LONG.search(text, span.start, span.end):
        return None
    return (told[0] if told else Base(day=published))._replace(back=True)


def _linked(text: str, sentence: Sentence, span: Span) -> bool:
    return _LINKED.match(text, span.end, sentence.end) is not None


def _clause_end(text: str, sentence: Sentence, span: Span) -> int:
    """Where the clause after the words ends: at the comma when they open the sentence, else with it."""
    opens = not re.search(r"\w", text[sentence.start : span.start])
    found = re.compile("[,;]" if opens else ";").search(text, span.end, sentence.end)
    return found.start() if found else sentence.end


def _told(text: str, start: int, end: int, published: dt.date) -> list[Base]:
    """The days told in text[start:end], in order."""
    found = (resolve_time(text, span, published=published, direction="past") for span in find_times(text, start, end))
    return [
        Base(day=when.start, grain=when.grain or "day")
        for when in found
        if when.value is not None and when.start is not None
    ]
