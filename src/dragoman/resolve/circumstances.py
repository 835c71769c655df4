"""To whom, on what occasion and where something was said: read from the words around the cue, outside what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.records import Sentence, Span

# Verbs that take the person spoken to as their object; "said" takes "to".
_TOLD = re.compile(
    r"(?:t(?:old|ell(?:s|ing)?)|inform(?:ed|s|ing)?|assur(?:ed?|es|ing)|warn(?:ed|s|ing)?|remind(?:ed|s|ing)?|urg(?:ed?|es|ing)"
    r"|ask(?:ed|s|ing)?|address(?:ed|es|ing)?|brief(?:ed|s|ing)?|call(?:ed|ing)? on|appeal(?:ed|s|ing)? to"
    r"|(?:said|says|speaking|spoke) to|pledg(?:ed?|es|ing) to)$",
    re.IGNORECASE,
)
# The object ends where a clause, a quotation or another phrase begins.
_OBJECT = re.compile(
    r"\s+((?:(?!that\b|to\b|in\b|on\b|at\b|after\b|before\b|during\b|by\b|from\b|about\b|against\b|not\b|it\b|for\b|as\b|who\b)"
    r"[\w.'’&-]+ ?){1,6}?)(?=\s*(?:[,.;:“\"]|that\b|to\b|in\b|on\b|at\b|after\b|before\b|during\b|by\b|from\b|about\b"
    r"|against\b|not\b|it\b|for\b|as\b|who\b|$))",
    re.IGNORECASE,
)
_SPAN_OF_TIME = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btoday\b|\byesterday\b", re.IGNORECASE)
_OCCASION = re.compile(
    r"\b(?i:(?:in|at|during|on|through|via|by)\s+(?:(?:a|an|the|his|her|their|its)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:statement|news conference|press conference|conference|briefing|interview|speech|address|remarks|comments"
    r"|letter|tweet|post|message|telephone call|phone call|call|e-?mail|report|testimony|hearing|meeting|summit|rally"
    r"|ceremony|session|debate|op-ed|article|broadcast|video|memo|communiqu[eé]|telegram|visit|editorial"
    r"|press release)\b"
    r"(?:\s+(?:with|to|on|in|of|at)\s+(?:the\s+)?(?-i:(?:[A-Z][\w.’'-]*\s?){1,4}))?"
    r"|on (?:Twitter|Facebook|Telegram|X|state television))"
)


def addressee(text: str, cue: Span | None, sentence: Sentence, content: Sequence[Span]) -> Span | None:
    """The words that name whom the speaker spoke to, or None: "told reporters", "warned Turkey"."""
    if cue is None or not _TOLD.search(text[max(sentence.start, cue.start - 12) : cue.end]):
        return None
    found = _OBJECT.match(text, cue.end, sentence.end)
    if found is None or _SPAN_OF_TIME.search(found.group(1)):
        return None
    start, end = found.start(1), found.start(1) + len(found.group(1).rstrip(" ."))
    span = Span(start=start, end=end)
    return None if any(_inside(span, part) for part in content) else span


def occasion(text: str, sentence: Sentence, content: Sequence[Span]) -> Span | None:
    """The words that tell the occasion: "at a news conference in Geneva", "in a statement"."""
    for found in _OCCASION.finditer(text, sentence.start, sentence.end):
        span = Span(start=found.start(), end=found.start() + len(found.group().rstrip()))
        if not any(_inside(span, part) for part in content):
            return span
    return None


def place_said(places: Sequence[Span], text: str, sentence: Sentence, content: Sequence[Span]) -> Span | None:
    """The first known place outside what was said that follows "in" or "at": "told parliament in Kyiv"."""
    for span in places:
        led_in = re.search(r"\b(?:in|at)\s+(?:the\s+)?$", text[max(sentence.start, span.start - 8) : span.start])
        if led_in and not any(_inside(span, part) for part in content):
            return span
    return None


def _inside(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
