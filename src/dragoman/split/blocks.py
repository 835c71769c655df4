"""Blocks of a text: its lines, or its paragraphs where the lines are hard-wrapped.

A line break ends a block unless the text is hard-wrapped: broken at a fixed width wherever a word no longer fitted.
That is told by three measures over the lines that another line follows directly: most end in mid-sentence, many
are followed by a lower-case word, and for most the next line's first word would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

MIN_WIDTH, MAX_WIDTH = 40, 110  # columns that text is wrapped at: mail 72, wires 60 to 69, terminals 80, editors 100

# Measured on 241 news articles, wrapped at 60 to 100 columns, and with one to three sentences a line. All 1,205 of the
# first were recognised and none of the second.
MIN_MID_SENTENCE_SHARE = 0.6  # wrapped: 0.86 to 1; sentences on lines: 0
MIN_LOWER_SHARE = 0.35  # wrapped: 0.54 to 0.98; sentences on lines: 0
MIN_FULL_SHARE = 0.6  # wrapped: 1; sentences on lines: 0.1 to 0.5
CLEARLY_SHORT = 12  # columns left empty that show a break was meant
SAMPLE = 2000  # lines measured

_LINE = re.compile(r"[^\n\x0b\x0c\x85\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)\]]*\Z")
_BULLET = re.compile(r"[*•·]\s")
_DASH_OR_NUMBER = re.compile(r"(?:[-–—]|\d{1,2}[.)])\s")  # in mid-sentence these go on: "held by the group\n– or so"
_CLOSE = 24  # characters at a line's end that are looked at


class Line(NamedTuple):
    """A line that is not blank: [start, end) without surrounding space, and what stands around it."""

    start: int
    end: int
    indent: int
    follows: bool  # directly below another line, with no blank line between


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every block of `text`, in order, without surrounding white space."""
    lines = _lines(text)
    width = wrap_width(text, lines)
    if width is None:
        yield from ((line.start, line.end) for line in lines)
        return
    start, last = 0, None
    for line in lines:
        if last is None or not _joins(text, last, line, width):
            if last is not None:
                yield start, last.end
            start = line.start
        last = line
    if last is not None:
        yield start, last.end


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        raw = match[0]
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = match.start() + indent
            follows = bool(lines) and text.count("\n", lines[-1].end, start) == 1
            lines.append(Line(start, start + len(stripped), indent, follows))
    return lines


def wrap_width(text: str, lines: list[Line]) -> int | None:
    """The width in columns that `text` is hard-wrapped at, or None when it is not."""
    sample = lines[:SAMPLE]
    pairs = [(upper, lower) for upper, lower in pairwise(sample) if lower.follows]
    if not pairs:
        return None
    lengths = sorted(_columns(line) for pair in pairs for line in pair)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return None
    n_mid = sum(not _ends_sentence(text, upper.end) for upper, _ in pairs)
    n_lower = sum(text[lower.start].islower() for _, lower in pairs)
    n_full = sum(_room_left(text, _columns(upper), lower, width) <= 0 for upper, lower in pairs)
    least = len(pairs) if len(pairs) < 3 else 0  # with one or two lines, all must agree
    wrapped = (
        n_mid >= max(MIN_MID_SENTENCE_SHARE * len(pairs), least)
        and n_lower >= MIN_LOWER_SHARE * len(pairs)
        and n_full >= max(MIN_FULL_SHARE * len(pairs), least)
    )
    return width if wrapped else None


def _columns(line: Line) -> int:
    return line.indent + line.end - line.start


def _ends_sentence(text: str, end: int) -> bool:
    return _SENTENCE_END.search(text, max(0, end - _CLOSE), end) is not None


def _room_left(text: str, columns: int, lower: Line, width: int) -> int:
    """Columns that would stay empty had the next line's first word been put on this one; 0 or less: it is full."""
    first_word = text[lower.start : min(lower.end, lower.start + width)].split(None, 1)[0]
    return width - (columns + 1 + len(first_word))


def _joins(text: str, last: Line, line: Line, width: int) -> bool:
    """True when `line` goes on the paragraph of `last`, the line above it in a wrapped text."""
    if not line.follows or line.indent >= last.indent + 2 or _BULLET.match(text, line.start, line.end):
        return False
    room = _room_left(text, _columns(last), line, width)
    if _ends_sentence(text, last.end):  # any room left then shows that the break was meant
        return room <= 0 and not _DASH_OR_NUMBER.match(text, line.start, line.end)
    return room < CLEARLY_SHORT or text[line.start].islower()
