"""Where sentences end: one pass over the candidates that a pattern finds, each decided from the words around it.

A closing quotation mark stays with its sentence, and every sentence of a quotation is its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

MAX_CHARACTERS = 1000  # what follows reads a sentence at once; the longest in the EWT and GUM treebanks has 771
_ABBREVIATIONS = Path(__file__).with_name("abbreviations.toml")
_LOOK_BEHIND = 24  # characters; longer than any abbreviation

_QUOTES = "\"'”’»›"
# One set of characters begins it, which the regex engine can skip to: 11 MB/s instead of 4 with three alternatives.
_END = re.compile(
    r"[.!?…‽。！？۔؟।](?:"
    r"(?<=[.!?…‽])(?<![.!?…‽].)(?:(?<=\.)(?:[ \xa0]\.){1,5}|[.!?…‽]*+)"
    r"(?P<close>[\"'”’»›)\]]*+(?:[ ]?\[\d{1,3}\])*+)(?=\s|\Z)"
    r"|(?<=[。！？۔؟।])[。！？۔؟।]*+[\"”’」』)]*+"
    r"|(?<=[a-z]{3}[.!?])[\"”]?(?=[A-Z][a-z]+[ ,])"  # the space was lost: "on Monday.The minister said"
    r")"
)
_NEXT = re.compile(r"\s*(?P<open>[\"'“‘«‹„(\[¿¡*$€£#@]*)(?P<word>[^\W_]+(?:['’][^\W\d_]+)?)?")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«—–/]+\Z")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_ARABIC_ARTICLE = re.compile(r"\s*[\"“‘]?(?:al|el|as|ash|an|ar|at|az)-[A-Z]")
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:said|says|asked|asks|told|tells|added|wrote|writes|replied|wondered|tweeted|cried)\b"
)
_ROMAN = re.compile(r"[IVXLC]{2,}\Z")


class SentenceCutter:
    """Cuts blocks of text into sentences. Built once; holds the abbreviation tables."""

    def __init__(self) -> None:
        tables = tomllib.loads(_ABBREVIATIONS.read_text("utf-8"))
        groups = ("title", "number", "joined", "open", "clock")
        self._group = {word: group for group in groups for word in tables[group]}
        self._starters = frozenset(tables["starters"])
        self._after_clock = frozenset(tables["after_clock"])

    def cut(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the sentences in text[start:end], without surrounding white space, in order."""
        for sentence_start, sentence_end in self._cut(text, start, end):
            yield from _cut_long(text, sentence_start, sentence_end)

    def keep(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the whole of text[start:end] as one sentence, cut only where it is too long."""
        return _cut_long(text, start, end)

    def _cut(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        start = _skip_space(text, start, end)
        for match in _END.finditer(text, start, end):
            if match.end() < end and self._is_end(text, start, match, end):
                yield start, match.end()
                start = _skip_space(text, match.end(), end)
        end = start + len(text[start:end].rstrip())
        if start < end:
            yield start, end

    def _is_end(self, text: str, start: int, match: re.Match[str], end: int) -> bool:
        close = match["close"]
        if close is None:
            return True
        mark = text[match.start() : match.start("close")]
        following = _NEXT.match(text, match.end(), end)
        word = following["word"] if following else None
        if following is None or not word:
            return False
        if word[0].islower() and not _ARABIC_ARTICLE.match(text, match.end(), end):
            return False
        if match.start() == start:  # an ellipsis that opens the sentence
            return False
        is_quoted = any(quote in _QUOTES for quote in close)
        if "!" in mark or "?" in mark:
            return not (is_quoted and _ATTRIBUTION.match(text, following.start("word"), end))
        if mark != "." or is_quoted:
            return True
        return self._is_full_stop(text, start, match.start(), word)

    def _is_full_stop(self, text: str, start: int, stop: int, word: str) -> bool:
        """Decide on a single stop at `stop`, before `word`, in a sentence begun at `start`."""
        last = _LAST_WORD.search(text, max(start, stop - _LOOK_BEHIND), stop)
        if last is None:
            return True
        token = last[0]
        group = self._group.get(token)
        if group is not None:
            return self._ends_after(group, word)
        opens_sentence = last.start() == start
        if len(token) == 1 and token.isalpha():
            return token.isupper() and not opens_sentence and word in self._starters
        if opens_sentence and len(token) <= 3 and token.isdigit():
            return False  # the number of a list entry
        if _ACRONYM.match(token) or _ROMAN.match(token):
            return word in self._starters
        return True

    def _ends_after(self, group: str, word: str) -> bool:
        if group == "number":
            return not (word[0].isdigit() or _ROMAN.match(word))
        if group == "open":
            return word in self._starters
        if group == "clock":
            return word not in self._after_clock
        return False


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is over MAX_CHARACTERS at the last semicolon, comma or space that leaves at least half; else hard."""
    while end - start > MAX_CHARACTERS:
        cut = _last_break(text, start)
        yield start, start + len(text[start:cut].rstrip())
        start = _skip_space(text, cut, end)
    if start < end:
        yield start, end


def _last_break(text: str, start: int) -> int:
    limit = start + MAX_CHARACTERS
    for mark in ("; ", ", ", " "):
        found = text.rfind(mark, start + MAX_CHARACTERS // 2, limit)
        if found >= 0:
            return found + len(mark.rstrip())
    return limit
