"""The country that a phrase without any name of a country most likely belongs to."""

from __future__ import annotations

from bisect import bisect_left

from dragoman.resolve.actor_words import NEAR
from dragoman.resolve.dictionary import INTERNATIONAL, Hit
from dragoman.resolve.names import Page

# Weights of the country a phrase without a name belongs to, set on the development part of the careful reading.
ARTICLE = 2.0  # share of the article's mentions
NEAR_PLACE = 1.5  # a place, or a country after "in", "of", "from", in the sentence
NAMED = 0.7  # another name of a country in the sentence
REACH = 300  # words looked at on each side, so that a text of one sentence costs no more
BACK = (1.0, 0.6, 0.4, 0.2)  # this sentence, those before
WORDS = 20.0  # distance, in words, at which a name counts half


class Context:
    """Weighs the countries of one page for a place in its text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._hits = page.hits
        self._firsts = [hit.first for hit in page.hits]
        self._total = sum(page.weights.values()) or 1.0

    def country(self, at: int) -> str | None:
        """The country a phrase without any name most likely belongs to: its sentence's places, then the article's."""
        page = self.page
        number = page.sentence_of[at]
        scores: dict[str, float] = {}
        for code, weight in page.weights.items():
            scores[code] = ARTICLE * weight / self._total
        for hit in self._hits[bisect_left(self._firsts, at - REACH) : bisect_left(self._firsts, at + REACH)]:
            back = number - page.sentence_of[hit.first]
            if not 0 <= back < len(BACK):
                continue
            named, near = hit.entries[0].code, self._nearness(hit)
            if named is not None and near:
                scores[named] = scores.get(named, 0.0) + BACK[back] * near / (1.0 + abs(hit.first - at) / WORDS)
        if not scores:
            return None
        return max(sorted(scores), key=lambda code: scores[code])

    def _nearness(self, hit: Hit) -> float:
        """How much a name says of where its sentence plays."""
        entry = hit.entries[0]
        if entry.code in INTERNATIONAL or entry.kind in ("media", "firm", "ngo"):
            return 0.0
        if self.page.backed(hit):
            return 0.1
        before = self.page.tokens[hit.first - 1].key if hit.first else ""
        return NEAR_PLACE if before in NEAR or entry.kind == "place" else NAMED
