"""Texts in capitals (MUC-4) as they would be printed, letter by letter: other texts tell which words are names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEW_SENTENCE = re.compile(r"(?:\A|(?<![ .(][A-Z])[.!?]|:|--)[\s\"“(]*\Z")
_ACRONYM = re.compile(r"\(([A-Z]{2,5}[B-DF-HJ-NP-TV-Z]|[B-DF-HJ-NP-TV-Z]+)\)(?<=[B-DF-HJ-NP-TV-Z]{2}\))")
_ENDING = re.compile(r"(?:e?s|e?d|ing|ly)\Z")
PLAIN = 0.15  # least share of its tellings in small letters that makes a plain word
LEAST = 2  # tellings of a pair of words as names, more than as plain words


class Recaser:
    """Knows how texts in ordinary print write a word, alone and before the next, and writes capitals so."""

    def __init__(self, printed: Iterable[str], capitals: Iterable[str]) -> None:
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()
        self._capitals: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in printed:
            self._count(text)
        unseen = {word for text in capitals for word in _ACRONYM.findall(text) if not self._small[word.lower()]}
        seen = {
            word.upper() for word, n in self._capitals.items() if n > self._large[word] / 2 and not self._plain(word)
        }
        self._acronyms = unseen | seen

    def _count(self, text: str) -> None:
        before, end = "", 0
        for match in _WORD.finditer(text):
            word, start = match[0], match.start()
            if text[start - 1 : start] == " " and text[max(0, start - 2) : start - 1] not in ".!?:\"“”’'":
                (self._small if word.islower() else self._large)[word.lower()] += 1
                self._capitals[word.lower()] += word.isupper() and len(word) > 1
                if before and text[end:start] == " ":
                    self._pairs[before.lower(), word.lower()] += 1 if before[0].isupper() and word[0].isupper() else -1
            before, end = word, match.end()

    def _plain(self, word: str) -> bool:
        """Whether a word in small letters is no name, by itself or without its ending."""
        small, large = self._small[word], self._large[word]
        if small or large > LEAST:
            return small >= PLAIN * (small + large)
        stem = _ENDING.sub("", word)
        return any(self._small[s] > self._large[s] for s in (stem, stem + "e", stem[:-1]) if len(s) > 2)

    def __call__(self, text: str) -> str:
        """The text with its letters in ordinary case; every character keeps its place."""
        words = list(_WORD.finditer(text))
        names = set()
        for at, (one, two) in enumerate(pairwise(words)):
            if text[one.end() : two.start()] == " " and self._pairs[one[0].lower(), two[0].lower()] >= LEAST:
                names |= {at, at + 1}
        out, end = [], 0
        for at, match in enumerate(words):
            word, start = match[0], match.start()
            out.append(text[end:start])
            end = match.end()
            small = word.lower()
            if text[start - 1 : start].isdigit():
                out.append(small)
            elif word in self._acronyms or (len(word) == 1 and text[end : end + 1] == "."):
                out.append(word)
            elif at in names or not self._plain(small) or _NEW_SENTENCE.search(text[max(0, start - 8) : start]):
                out.append(small[0].upper() + small[1:])
            else:
                out.append(small)
        return "".join(out) + text[end:]
