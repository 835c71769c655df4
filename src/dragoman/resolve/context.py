"""The country that a phrase without any name of a country most likely belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from math import exp, log
from typing import NamedTuple

from dragoman.records import Mention, Span
from dragoman.resolve.actor_words import NEAR
from dragoman.resolve.dictionary import INTERNATIONAL, Entry, Hit, read_table, split_cell
from dragoman.resolve.names import Page
from dragoman.resolve.who import of_kurds

# Log odds of the country a phrase without a name belongs to: a conditional logit fitted on the 8,065 such parties of
# the corpus's training part; right in 0.715 of them, 0.691 of the development part and 0.710 of the test part.
ARTICLE = 1.5  # log of the share of the article's mentions
SHARE = 0.03  # added to the share, so that a country named once has one
FIRST = 0.6  # the first country that the article names
PLACE = 2.8  # a place, or a country after "in", "of", "from", earlier in the sentence
OWNER = 1.7  # "Turkish", "Turkey's" earlier in the sentence
NAMED = 1.2  # another name of a country earlier in the sentence
PLACE_AFTER = 1.5  # a place later in the sentence
BACK = (0.7, 0.35)  # named in the sentence before, in the one before that
SECTOR = 0.6  # a body, party or person of the phrase's sector is named
WORDS = 15.0  # words at which a name of the sentence counts 1/e
REACH = 300  # words looked at on each side, so that a text of one sentence costs no more
HOME = 8.0  # all the reader's probability on a country's names; from 4 to 20 alike on development and test documents
STRANGE_OFFICE = 8.0  # the country has no such office (offices.tsv); as much as all the reader's probability
STRANGE_HOME = 8.0  # a state's office, police or court at home in an armed group
SECTORED = frozenset({"body", "party", "person", "armed", "igo"})
OF_STATES = frozenset({"GOV", "LEG", "JUD", "COP"})
NO_PLACE = frozenset({"media", "firm", "ngo"})


class Offices(NamedTuple):
    """Codes of the countries that alone have an office (all, where empty), and of those that do not."""

    only: frozenset[str]
    never: frozenset[str]

    def strange(self, code: str) -> bool:
        return code in self.never or (bool(self.only) and code not in self.only and code not in INTERNATIONAL)


@cache
def load_offices() -> Mapping[str, Offices]:
    """offices.tsv by the words of the office: no king of France, no prime minister of the United States."""
    return {
        words: Offices(frozenset(row["only"].split()), frozenset(row["never"].split()))
        for row in read_table("offices")
        for words in split_cell(row["offices"])
    }


class Country(NamedTuple):
    """Where a party is from: a code, and the words and table row that the reader takes for the reason, if any."""

    code: str
    span: Span | None = None
    entry: Entry | None = None


class Context:
    """Weighs the countries of one page for a place in its text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._hits = page.hits
        self._firsts = [hit.first for hit in page.hits]
        total = sum(page.weights.values()) or 1.0
        self._article = {code: ARTICLE * log(weight / total + SHARE) for code, weight in page.weights.items()}
        if first := next((code for code in (h.entries[0].code for h in page.hits) if code in self._article), None):
            self._article[first] += FIRST
        self._sectors = {(h.entries[0].sector, h.entries[0].code) for h in page.hits if h.entries[0].kind in SECTORED}
        self._homes: dict[Hashable, dict[str, float]] = {}  # party -> code -> sum of probabilities
        self._words: dict[tuple[Hashable, str], tuple[float, Hit]] = {}  # the likeliest name of each

    def hear(self, party: Hashable, mention: Mention) -> None:
        """Adds what the reader takes for the home of one mention of a party."""
        masses = self._homes.setdefault(party, {})
        for span, probability in mention.home:
            hit = self.page.hit_at.get(self.page.token_range(span)[0])
            code = self._code(hit) if hit else None
            if hit is None or code is None:
                continue
            masses[code] = masses.get(code, 0.0) + probability
            if probability > self._words.get((party, code), (0.0, hit))[0]:
                self._words[party, code] = (probability, hit)

    def _code(self, hit: Hit) -> str | None:
        entry = hit.entries[0]
        return of_kurds(None, self.page.weights).code if entry.kind == "kurd" else entry.code

    def country(
        self, at: int, sector: str | None = None, parties: Iterable[Hashable] = (), office: str | None = None
    ) -> Country | None:
        """Where the phrase at a token is most likely from; `parties` are the keys under which it was heard of."""
        scores = dict(self._article)
        for code in scores:
            if sector is not None and (sector, code) in self._sectors:
                scores[code] += SECTOR
        for code, weight in self._named_near(at).items():
            scores[code] = scores.get(code, ARTICLE * log(SHARE)) + weight
        known: dict[str, Hashable] = {}
        for party in parties:
            for code, mass in self._homes.get(party, {}).items():
                scores[code] = scores.get(code, ARTICLE * log(SHARE)) + HOME * min(mass, 1.0)
                known.setdefault(code, party)
        offices = load_offices().get(office or "")
        for code in scores:
            if offices is not None and offices.strange(code):
                scores[code] -= STRANGE_OFFICE
            if code == "IMG" and sector in OF_STATES:
                scores[code] -= STRANGE_HOME
        if not scores:
            return None
        best = max(sorted(scores), key=lambda code: scores[code])
        if best not in known:
            return Country(best)
        hit = self._words[known[best], best][1]
        return Country(best, Span(start=hit.start, end=hit.end), hit.entries[0])

    def _named_near(self, at: int) -> dict[str, float]:
        """What the names of countries in this sentence and the two before it say."""
        page, number = self.page, self.page.sentence_of[at]
        best: dict[tuple[str, float], float] = {}
        before: dict[str, set[int]] = {}
        for hit in self._hits[bisect_left(self._firsts, at - REACH) : bisect_left(self._firsts, at + REACH)]:
            code, back = hit.entries[0].code, number - page.sentence_of[hit.first]
            if code is None or code in INTERNATIONAL or hit.entries[0].kind in NO_PLACE or page.backed(hit):
                continue
            if 0 < back <= len(BACK):
                before.setdefault(code, set()).add(back)
            weight = self._weight(hit, hit.first < at) if back == 0 else 0.0
            if weight:
                near = weight * exp(-abs(hit.first - at) / WORDS)
                best[code, weight] = max(best.get((code, weight), 0.0), near)
        found: dict[str, float] = {code: sum(BACK[b - 1] for b in sorted(backs)) for code, backs in before.items()}
        for (code, _), near in best.items():
            found[code] = found.get(code, 0.0) + near
        return found

    def _weight(self, hit: Hit, earlier: bool) -> float:
        """How much a name says of where its sentence plays."""
        entry, page = hit.entries[0], self.page
        before = page.tokens[hit.first - 1].key if hit.first else ""
        if before in NEAR or entry.kind == "place":
            return PLACE if earlier else PLACE_AFTER
        if not earlier:
            return 0.0
        return OWNER if entry.kind == "people" or page.text[hit.end : hit.end + 1] in ("'", "’") else NAMED
