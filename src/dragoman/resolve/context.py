"""The country that a phrase without any name of a country most likely belongs to."""

from __future__ import annotations

from dragoman.resolve.actor_words import NEAR
from dragoman.resolve.dictionary import INTERNATIONAL, Hit
from dragoman.resolve.names import Page

# Weights of the country a phrase without a name belongs to, set on the development part of the careful reading.
ARTICLE = 2.0  # share of the article's mentions
NEAR_PLACE = 1.5  # a place, or a country after "in", "of", "from", in the sentence
NAMED = 0.7  # another name of a country in the sentence
BACK = (1.0, 0.6, 0.4, 0.2)  # this sentence, those before
WORDS = 20.0  # distance, in words, at which a name counts half


class Context:
    """Weighs the countries of one page for a place in its text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._by_sentence: dict[int, list[Hit]] = {}
        for hit in page.hits:
            self._by_sentence.setdefault(page.sentence_of[hit.first], []).append(hit)

    def country(self, at: int) -> str | None:
        """The country a phrase without any name most likely belongs to: its sentence's places, then the article's."""
        page = self.page
        number = page.sentence_of[at]
        scores: dict[str, float] = {}
        total = sum(page.weights.values()) or 1.0
        for code, weight in page.weights.items():
            scores[code] = ARTICLE * weight / total
        for back, share in enumerate(BACK):
            for hit in self.hits_of_sentence(number - back):
                entry = hit.entries[0]
                if entry.code is None or entry.code in INTERNATIONAL or entry.kind in ("media", "firm", "ngo"):
                    continue
                before = page.tokens[hit.first - 1].key if hit.first else ""
                near = NEAR_PLACE if before in NEAR or entry.kind == "place" else NAMED
                if self.page.backed(hit):
                    near = 0.1
                distance = abs(hit.first - at)
                scores[entry.code] = scores.get(entry.code, 0.0) + share * near / (1.0 + distance / WORDS)
        if not scores:
            return None
        return max(sorted(scores), key=lambda code: scores[code])

    def hits_of_sentence(self, number: int) -> list[Hit]:
        return self._by_sentence.get(number, [])
