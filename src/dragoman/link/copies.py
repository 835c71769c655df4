"""Which articles are one story printed several times: reprinted, cut, retitled, updated.

Two articles are copies when their prose shares enough runs of five words, counted against the shorter of the two
(containment; Broder, On the resemblance and containment of documents, 1997), so that a text cut to a third is still
found. Quotations take no part: independent reporters quote the same speech word for word, but do not write alike. An
article that shares an agency's credit needs less.

The judgement looks at two texts only, never at what came before: the order of arrival cannot matter. To find the few
pairs that are worth judging, one shingle in eight is kept, those whose hash is divisible by eight (Broder's sketch by
remainder); unlike a sketch of fixed size it meets a short cut of a long text just as well.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORDS = 5  # words a shingle
SAMPLE = 8  # one shingle in so many is kept to find pairs
SHORT = 64  # shingles; of a shorter text all are kept
LEAST_PROSE = 20  # shingles; with less prose than that, quotations count too
CONTAINED = 0.5  # least share of the shorter text's shingles
CONTAINED_AGENCY = 0.3  # the same where both credit one agency
WINDOW_DAYS = 30  # copies appear within so many days of each other
AGENCY_DAYS = 3  # and an agency's updated version within so many

Shingles = NDArray[np.uint64]  # sorted, each once
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"\n]*\"|«[^»]*»")
_STEP = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing (2^64 / golden ratio)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wording:
    """What is compared of an article."""

    id: str
    shingles: Shingles
    agency: str | None
    published: dt.date | None

    def sample(self) -> list[int]:
        """The shingles by which its copies are found."""
        few = len(self.shingles) < SHORT
        kept: list[int] = (self.shingles if few else self.shingles[self.shingles % np.uint64(SAMPLE) == 0]).tolist()
        return kept


def wording(id: str, text: str, spans: Iterable[tuple[int, int]], *, agency: str | None = None,
            published: dt.date | None = None) -> Wording:  # fmt: skip
    """Reads an article; `spans` are the sentences that tell the story (no headline, byline or boilerplate)."""
    told = "\n".join(text[start:end] for start, end in spans) or text
    prose = shingles(_QUOTED.sub(" ", told))
    return Wording(id=id, shingles=prose if len(prose) >= LEAST_PROSE else shingles(told), agency=agency,
                   published=published)  # fmt: skip


def shingles(text: str) -> Shingles:
    """Hashes of every five words in a row; of a text with fewer, one hash of them all."""
    words = np.array([_hash(word) for word in _WORD.findall(text.lower())], dtype=np.uint64)
    n = min(WORDS, len(words))
    if not n:
        return np.empty(0, np.uint64)
    mixed = np.zeros(len(words) - n + 1, np.uint64)
    for offset in range(n):
        mixed = mixed * _STEP + words[offset : offset + len(mixed)]
    return np.unique(_scramble(mixed))


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _scramble(values: Shingles) -> Shingles:
    """The end of splitmix64 (Steele, Lea and Flood 2014): every bit depends on every bit, also the lowest three."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def contained(one: Wording, other: Wording) -> float:
    """Share of the shorter text's shingles that the longer one has, 0 to 1."""
    shorter = min(len(one.shingles), len(other.shingles))
    if not shorter:
        return 0.0
    return len(np.intersect1d(one.shingles, other.shingles, assume_unique=True)) / shorter


def is_copy(one: Wording, other: Wording) -> bool:
    """Whether the two are one story. The same whichever is named first."""
    apart = abs((one.published - other.published).days) if one.published and other.published else 0
    if apart > WINDOW_DAYS:
        return False
    same_agency = one.agency is not None and one.agency == other.agency and apart <= AGENCY_DAYS
    return contained(one, other) >= (CONTAINED_AGENCY if same_agency else CONTAINED)


Text = tuple[str, str, str | None, dt.date | None, list[tuple[int, int]]]


class Origins:
    """A step of ingest: finds the copies of new articles, among them and in the store."""

    def __init__(self, *, cache: int = 2000) -> None:
        self._cache = cache
        self._read: dict[str, Wording] = {}

    def __call__(self, store: Any, batch: Any) -> None:
        """`store` and `batch` are the store room's; this room does not open onto it."""
        if not batch.written:
            return
        for article_id in batch.removed:
            self._read.pop(article_id, None)
        new = self._wordings(batch.written, store.texts)
        store.write_shingles([(w.id, len(w.shingles), w.sample()) for w in new])
        pairs = sorted({tuple(sorted(pair)) for pair in store.alike(batch.written, window_days=WINDOW_DAYS)})
        read = {w.id: w for w in self._wordings(sorted({id for pair in pairs for id in pair}), store.texts)}
        store.join_origins([(one, other) for one, other in pairs if is_copy(read[one], read[other])])
        self._forget()

    def _wordings(self, article_ids: Sequence[str], texts: Callable[[Sequence[str]], list[Text]]) -> list[Wording]:
        missing = [id for id in article_ids if id not in self._read]
        for id, text, agency, published, spans in texts(missing) if missing else ():
            self._read[id] = wording(id, text, spans, agency=agency, published=published)
        return [self._read[id] for id in article_ids]

    def _forget(self) -> None:
        for id in list(self._read)[: max(0, len(self._read) - self._cache)]:
            del self._read[id]
