"""One pass over an article: which known names and head nouns stand where, and which countries it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from dragoman.records import Article, Sentence, Span
from dragoman.resolve.actor_words import (
    AMBIGUOUS_ACRONYMS,
    BACKED,
    DIRECTIONS,
    GENERIC_BODIES,
    NAME_WORDS,
    NAMESAKES,
    NEAR,
    STARTERS,
    TITLES,
    US_CUES,
)
from dragoman.resolve.dictionary import INTERNATIONAL, Entry, Hit, Names, Token, fold, read_table, split_cell, tokenize
from dragoman.resolve.places import Gazetteer

BREAK = re.compile(r"[,;:()\[\]—–\n\"“”!?]|\s[-.]|\.\s|\s-\s|''|``")
HYPHENS = ("-", "–", "‑")
QUOTES = re.compile("[\"“]([^\"”“]*)[\"”]|(?<![a-z])[‘]([^‘]*?)[’](?![a-z])|''([^']*)''|``([^`']*)''")
DATELINE = re.compile(
    r"^\W*([A-Z][A-Z .'’\-]{2,40}(?:, [A-Z][A-Za-z .]+)?)(?:, [A-Z][a-z]+\.? \d+)?\s*(?:\([^)]{2,30}\))?\s*[-—–]+\s"
)


# What a name counts as a mention of its country.
WORTH = {
    "country": 1.0,
    "people": 1.0,
    "capital": 0.8,
    "seat": 1.0,
    "place": 0.6,
    "person": 0.6,
    "body": 0.6,
    "party": 0.4,
    "armed": 0.4,
    "kurd": 0.0,
    "media": 0.0,
    "firm": 0.0,
    "ngo": 0.2,
}
BEFORE_TOWNS = NEAR | {"of"}
COUNCIL_OF_NATIONS = frozenset({"veto", "seat", "presidency", "resolution"})  # "China's Security Council veto"
SPEAKING = frozenset({"country", "people", "capital", "seat", "place", "person"})


class Noun(NamedTuple):
    """A head noun found in the text: tokens [first, last], its sector and kind in nouns.tsv."""

    first: int
    last: int
    words: str
    sector: str | None
    kind: str


class NounTable:
    """nouns.tsv: what a head noun says of an actor's sector."""

    def __init__(self) -> None:
        self._nouns: dict[str, tuple[str | None, str]] = {}
        self._longest: dict[str, int] = {}
        self.parts: set[str] = set()
        rows = sorted(read_table("nouns"), key=lambda row: row["kind"] == "part")
        for row in rows:
            for words in split_cell(row["nouns"]):
                keys = [t.key for t in tokenize(words)]
                key = " ".join(keys)
                if row["kind"] == "part":
                    self.parts.add(key)
                if key not in self._nouns and row["kind"] != "part":
                    self._nouns[key] = (row["sector"] or None, row["kind"])
                    self._longest[keys[0]] = max(len(keys), self._longest.get(keys[0], 0))
                elif key not in self._nouns:
                    self._nouns.setdefault(key, (None, "pointers"))
                    self._longest[keys[0]] = max(len(keys), self._longest.get(keys[0], 0))

    def get(self, words: str) -> tuple[str | None, str] | None:
        return self._nouns.get(words)

    def scan(self, tokens: Sequence[Token]) -> Iterator[Noun]:
        index, n_tokens, longest = 0, len(tokens), self._longest
        starting = [i for i, token in enumerate(tokens) if token.key in longest]
        for start in starting:
            if start < index:
                continue
            for n in range(min(longest[tokens[start].key], n_tokens - start), 0, -1):
                key = tokens[start].key if n == 1 else " ".join([t.key for t in tokens[start : start + n]])
                found = self._nouns.get(key)
                if found:
                    yield Noun(start, start + n - 1, key, *found)
                    index = start + n
                    break


class Page:
    """What one article says by name. All indices are positions in `tokens`."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        tables: Sequence[Names],
        nouns: NounTable,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self.text = article.text
        self.day = article.published.isoformat() if article.published else ""
        self.tokens = tokenize(article.text)
        self.nouns_table = nouns
        self._starts = [t.start for t in self.tokens]
        self._counts = Counter(t.raw for t in self.tokens)
        self.keys = frozenset(fold(word) for word in self._counts)
        self._spoken: frozenset[str | None] | None = None
        self._sentence_starts = [s.start for s in sentences] or [0]
        self.sentence_of = self._number_sentences()
        raw = _merge([table.scan(self.tokens) for table in tables])
        self.weights = self._weigh(raw)
        self._raw_at = {k for h in raw for k in range(h.first, h.last + 1)}
        self._title_cased: dict[int, bool] = {}
        self._strangers: set[str] = set()  # last names that the article gives to persons no table knows
        settled = [h for h in (self._settle(hit) for hit in raw) if h is not None]
        self.hits = self._told_apart(settled)
        self.weights = self._weigh(self.hits)
        self.hits = self._own_bodies()
        self._add_dateline()
        self._add_halves()
        if gazetteer is not None:
            self._add_towns(gazetteer)
        self.hit_at: dict[int, Hit] = {k: h for h in self.hits for k in range(h.first, h.last + 1)}
        self.nouns = [n for n in nouns.scan(self.tokens) if not self._inside_hit(n)]
        self.noun_at: dict[int, Noun] = {k: n for n in self.nouns for k in range(n.first, n.last + 1)}
        self.quotes = [m.span() for m in QUOTES.finditer(self.text)]
        self._quote_starts = [q[0] for q in self.quotes]
        self.dominant = max(self.weights, key=lambda code: self.weights[code]) if self.weights else None

    # --- positions

    def token_range(self, span: Span) -> tuple[int, int]:
        """First and last token inside the span; last < first when it holds no word."""
        first = bisect_left(self._starts, span.start)
        if first > 0 and self.tokens[first - 1].end > span.start:
            first -= 1
        return first, bisect_left(self._starts, span.end) - 1

    def span(self, first: int, last: int) -> Span:
        return Span(start=self.tokens[first].start, end=self.tokens[last].end)

    def _number_sentences(self) -> list[int]:
        numbers: list[int] = []
        number, starts = 0, self._sentence_starts
        n_sentences = len(starts)
        for token in self.tokens:
            while number + 1 < n_sentences and starts[number + 1] <= token.start:
                number += 1
            numbers.append(number)
        return numbers

    def broken(self, left: int, right: int) -> bool:
        """Is there punctuation between two neighbouring tokens that ends a phrase?"""
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        if between in (" ", "-", "’", "'", ""):
            return False
        if (
            between.startswith(". ")
            and len(self.tokens[left].raw) <= 4
            and self.tokens[left].raw[0].isupper()
            and self.tokens[right].raw[0].isupper()
        ):
            return False
        return BREAK.search(between) is not None

    def quote_of(self, offset: int) -> tuple[int, int] | None:
        index = bisect_right(self._quote_starts, offset) - 1
        if index >= 0 and self.quotes[index][0] <= offset < self.quotes[index][1]:
            return self.quotes[index]
        return None

    # --- known names

    def backed(self, hit: Hit) -> bool:
        before = hit.first - 1
        if (
            before >= 0
            and self.tokens[before].key in ("anti", "pro", "non")
            and self.text[self.tokens[before].end : hit.start] in HYPHENS
        ):
            return True
        after = hit.last + 1
        if after >= len(self.tokens):
            return False
        between = self.text[self.tokens[hit.last].end : self.tokens[after].start]
        tied = between in HYPHENS
        word = self.tokens[after].key
        return ((tied or (between == " " and hit.entries[0].kind == "people")) and word in BACKED) or (
            tied and word == "led"
        )

    def _inside_hit(self, noun: Noun) -> bool:
        hit = self.hit_at.get(noun.last)
        return hit is not None and not (hit.first >= noun.first and hit.last < noun.last)

    def _weigh(self, hits: Sequence[Hit]) -> dict[str, float]:
        """How much the article is about each country; early sentences count double (units are mentions)."""
        weights: dict[str, float] = {}
        for hit in hits:
            entry = self._reading(hit) if len(hit.entries) > 1 and weights else hit.entries[0]
            code = entry.code
            if code is None or code in INTERNATIONAL:
                continue
            early = 2.0 if self.sentence_of[hit.first] < 3 else 1.0
            weights[code] = weights.get(code, 0.0) + WORTH.get(entry.kind, 0.3) * early
        return weights

    def _add_dateline(self) -> None:
        match = DATELINE.match(self.text[:200])
        if not match:
            return
        for hit in self.hits:
            if hit.start < match.end(1):
                code = hit.entries[0].code
                if code and code not in INTERNATIONAL:
                    self.weights[code] = self.weights.get(code, 0.0) + 3.0

    def _own_bodies(self) -> list[Hit]:
        """ "Pakistan's Foreign Office" is Pakistan's, and a generic body of a country not spoken of is no name."""
        kept: list[Hit] = []
        for hit in self.hits:
            entry = hit.entries[0]
            if entry.kind not in ("body", "party") or entry.table != "bodies.tsv":
                if not self._states_council(hit, kept[-1] if kept else None):
                    kept.append(hit)
                continue
            owner = kept[-1] if kept and self._owns(kept[-1], hit) else None
            if owner is not None and owner.entries[0].code != entry.code:
                entry = replace(entry, code=owner.entries[0].code)
                kept.append(hit._replace(entries=(entry,)))
            elif not self._strange_body(hit, entry):
                kept.append(hit)
        return kept

    def _owns(self, owner: Hit, hit: Hit) -> bool:
        if owner.entries[0].kind not in ("country", "people", "capital") or owner.entries[0].code is None:
            return False
        return self.text[owner.end : hit.start] in (" ", "'s ", "’s ", "' ", "’ ")

    def _states_council(self, hit: Hit, owner: Hit | None) -> bool:
        """ "Iran's security council", "the secretary of the security council": a state's, not the United Nations'."""
        tokens, first = self.tokens, hit.first
        after = tokens[hit.last + 1].key if hit.last + 1 < len(tokens) else ""
        if [t.key for t in tokens[first : hit.last + 1]] != ["security", "council"] or after in COUNCIL_OF_NATIONS:
            return False
        before = [t.key for t in tokens[max(0, first - 3) : first]]
        if before == ["secretary", "of", "the"] or after == "secretary" or before[-1:] in (["national"], ["supreme"]):
            return True
        return owner is not None and self._owns(owner, hit)

    def _strange_body(self, hit: Hit, entry: Entry) -> bool:
        key = " ".join(t.key for t in self.tokens[hit.first : hit.last + 1])
        if key not in GENERIC_BODIES:
            return False
        if self._spoken is None:
            self._spoken = frozenset(h.entries[0].code for h in self.hits if h.entries[0].kind in SPEAKING)
        return bool(self._spoken - {None} - INTERNATIONAL) and entry.code not in self._spoken

    def _add_halves(self) -> None:
        """ "the North", "the South" in an article on the Koreas or the Sudans."""
        total = sum(self.weights.values()) or 1.0
        halves: dict[str, Entry] = {}
        for north, south in (("PRK", "KOR"), ("SDN", "SSD")):
            pair = self.weights.get(north, 0.0) + self.weights.get(south, 0.0)
            if pair > 0.4 * total and self.weights.get(south, 0.0) and self.weights.get(north, 0.0):
                named = {h.entries[0].code: h.entries[0].name for h in self.hits if h.entries[0].kind == "country"}
                for word, code in (("north", north), ("south", south)):
                    halves[word] = Entry(
                        name=named.get(code, code), code=code, sector="GOV", kind="country", table="countries.tsv"
                    )
        if not halves:
            return
        taken = {k for h in self.hits for k in range(h.first, h.last + 1)}
        for index in range(1, len(self.tokens) - 1):
            token = self.tokens[index]
            if (
                token.key in halves
                and token.raw.istitle()
                and index not in taken
                and self.tokens[index - 1].key == "the"
                and not self.tokens[index + 1].raw.istitle()
            ):
                self.hits.append(Hit(index, index, token.start, token.end, (halves[token.key],)))
        self.hits.sort(key=lambda h: h.first)

    def _add_towns(self, gazetteer: Gazetteer) -> None:
        """ "in Zell am See": places of the gazetteer that no table knows, after a word of place."""
        taken = {k for h in self.hits for k in range(h.first, h.last + 1)}
        countries: dict[str, str | None] = {}
        for first in range(1, len(self.tokens)):
            token = self.tokens[first]
            if (
                first in taken
                or not token.raw[0].isupper()
                or self.tokens[first - 1].key not in BEFORE_TOWNS
                or token.key in STARTERS
            ):
                continue
            last = first
            while last + 1 < len(self.tokens) and last + 1 not in taken and self._goes_on(last):
                last += 1
            span = self.span(first, last)
            name = span.of(self.text)
            if name not in countries:
                found = gazetteer.find_places(self.text, self.tokens[first - 1].start, span.end)
                place = gazetteer.resolve(self.text, span, country_hints=self.weights) if found == (span,) else None
                countries[name] = place.country if place else None
            code = countries[name]
            if code is not None:
                entry = Entry(name=name, code=code, kind="place", table="places")
                self.hits.append(Hit(first, last, span.start, span.end, (entry,)))
                self.weights[code] = self.weights.get(code, 0.0) + WORTH["place"]
        self.hits.sort(key=lambda h: h.first)

    def _goes_on(self, last: int) -> bool:
        """Does a capitalised name go on after a token?"""
        after = self.tokens[last + 1]
        return after.raw[0].isupper() and self.text[self.tokens[last].end : after.start] in (" ", "-")

    def _settle(self, hit: Hit) -> Hit | None:
        """The hit with one reading, or None when the word is no name here."""
        entry = self._reading(hit)
        first = self.tokens[hit.first]
        if hit.first == hit.last:
            if (first.key in NAMESAKES or entry.table == "cities.tsv") and self._part_of_person(hit.first):
                self._strangers.add(first.key)
                return None
            if entry.kind == "person" and self._other_person(hit.first, entry):
                self._strangers.add(first.key)
                return None
            if entry.table == "cities.tsv" and hit.first and self.tokens[hit.first - 1].key in TITLES:
                return None
            if entry.table in ("bodies.tsv",) and self._stray_acronym(first, entry):
                return None
        entry = self._namesake(hit, entry)
        return Hit(hit.first, hit.last, hit.start, hit.end, (entry,))

    def _told_apart(self, hits: Sequence[Hit]) -> list[Hit]:
        """Family names alone mean who is named in full: after "Khizr Khan" not the Khan of the table."""
        named = {h.entries[0].name for h in hits if h.first < h.last}
        full = {self.tokens[h.last].key: h.entries for h in hits if h.first < h.last and h.entries[0].kind == "person"}
        kept = []
        for hit in hits:
            entry, key = hit.entries[0], self.tokens[hit.first].key
            if hit.first < hit.last or entry.name in named:
                kept.append(hit)
            elif entry.kind == "person" and key in full:
                kept.append(hit._replace(entries=full[key]))
            elif entry.kind not in ("person", "place") or key not in self._strangers:
                kept.append(hit)
        return kept

    def _reading(self, hit: Hit) -> Entry:
        """Among readings: those that hold on the day, then the country the article is most about, then table order."""
        entries = hit.entries
        if len(entries) == 1:
            return entries[0]
        holding = (
            [e for e in entries if e.holds_on(self.day)] or [e for e in entries if e.since <= self.day] or list(entries)
        )
        weights = getattr(self, "weights", {})
        order = {"person": 0, "country": 0, "seat": 0, "people": 0, "capital": 0}
        return max(
            enumerate(holding),
            key=lambda pair: (
                -order.get(pair[1].kind, 1) if pair[1].kind in order else -1,
                weights.get(pair[1].code or "", 0.0),
                pair[1].since,
                -pair[0],
            ),
        )[1]

    def _stray_acronym(self, token: Token, entry: Entry) -> bool:
        """An ambiguous acronym of a country the article does not otherwise speak of is most likely something else."""
        if token.key not in AMBIGUOUS_ACRONYMS or entry.code in INTERNATIONAL or entry.code in ("USA", "GBR", None):
            return False
        own = {"body": 0.6, "party": 0.4, "armed": 0.4}.get(entry.kind, 0.3)
        times = self._counts[token.raw]
        return self.weights.get(entry.code, 0.0) <= own * 2 * times + 0.01

    def _part_of_person(self, index: int) -> bool:
        """ "Michael Jordan", "Jordan Smith": a capitalised unknown word stands right beside the name."""
        if index > 0 and self.text[self.tokens[index - 1].end : self.tokens[index].start] == " ":
            before = self.tokens[index - 1]
            if (
                before.raw[0].isupper()
                and before.key not in STARTERS
                and self.nouns_table.get(before.key) is None
                and before.raw.istitle()
                and self._unknown(before)
                and before.key not in DIRECTIONS
            ):
                return True
        if index + 1 < len(self.tokens) and self.text[self.tokens[index].end : self.tokens[index + 1].start] == " ":
            after = self.tokens[index + 1]
            return (
                after.raw.istitle()
                and after.key not in STARTERS
                and self.nouns_table.get(after.key) is None
                and self._unknown(after)
            )
        return False

    def _other_person(self, index: int, entry: Entry) -> bool:
        """ "Anwar Miah" is not Anwar Ibrahim: a family or given name of the table beside a strange one."""
        if self._title_case(self.sentence_of[index]):
            return False
        own = {fold(word) for word in re.split(r"[\s\-]+", entry.name)}
        given = fold(re.split(r"[\s\-]+", entry.name)[0]) == self.tokens[index].key
        for at in (index - 1, index + 1) if given else (index - 1,):
            if (
                not 0 <= at < len(self.tokens)
                or self.text[
                    min(self.tokens[at].end, self.tokens[index].end) : max(
                        self.tokens[at].start, self.tokens[index].start
                    )
                ]
                != " "
            ):
                continue
            token = self.tokens[at]
            first_word = at == 0 or self.sentence_of[at - 1] != self.sentence_of[at]
            if (
                first_word
                or not token.raw.istitle()
                or token.key in own
                or token.key in STARTERS
                or token.key in TITLES
            ):
                continue
            if self.nouns_table.get(token.key) is None and self._unknown(token) and at not in self._raw_at:
                return True
        return False

    def _title_case(self, number: int) -> bool:
        """A headline in capitals tells nothing about which words are names."""
        known = self._title_cased.get(number)
        if known is None:
            first, last = bisect_left(self.sentence_of, number), bisect_right(self.sentence_of, number)
            words = [t for t in self.tokens[first:last] if t.raw.isalpha()]
            capitals = sum(1 for t in words if t.raw[0].isupper())
            known = len(words) > 3 and capitals > 0.6 * len(words)
            self._title_cased[number] = known
        return known

    def _unknown(self, token: Token) -> bool:
        return token.key not in NAME_WORDS

    def _namesake(self, hit: Hit, entry: Entry) -> Entry:
        if entry.kind not in ("country", "people", "capital", "place"):
            return entry
        code = _namesake_code(self.tokens[hit.first].key if hit.first == hit.last else "", entry.code, self)
        if code != entry.code:
            if code == "EUR":
                return Entry(name="European Union", code="EUR", kind="igo", table=entry.table)
            kind = "place" if code == "USA" else entry.kind
            return Entry(
                name=entry.name,
                code=code,
                sector=entry.sector if kind != "place" else None,
                kind=kind,
                table=entry.table,
            )
        return entry


def _merge(scans: Sequence[list[Hit]]) -> list[Hit]:
    """Hits of several tables; those of an earlier table win where they overlap."""
    if len(scans) == 1:
        return scans[0]
    taken: set[int] = set()
    kept: list[Hit] = []
    for hits in scans:
        free = [h for h in hits if not any(k in taken for k in range(h.first, h.last + 1))]
        kept += free
        taken.update(k for h in free for k in range(h.first, h.last + 1))
    return sorted(kept, key=lambda h: h.first)


def _namesake_code(key: str, code: str | None, page: Page) -> str | None:
    """Georgia, the Congos, the Koreas, Dominica: the reading the rest of the article speaks for."""
    weights = page.weights
    if key in ("georgia", "georgian", "georgians"):
        home = weights.get("RUS", 0) + weights.get("ARM", 0) + weights.get("AZE", 0) + weights.get("UKR", 0)
        states = not US_CUES.isdisjoint(page.keys)
        tbilisi = not page.keys.isdisjoint(("tbilisi", "abkhazia", "ossetia", "saakashvili", "caucasus"))
        return (
            "USA"
            if not tbilisi and (states or weights.get("USA", 0) > max(2.0, home + weights.get("GEO", 0)))
            else "GEO"
        )
    if key in ("congo", "congolese"):
        return (
            "COG"
            if not page.keys.isdisjoint(("brazzaville", "sassou"))
            and page.keys.isdisjoint(("kinshasa", "kabila", "tshisekedi", "goma"))
            else "COD"
        )
    if key in ("korea", "korean", "koreans"):
        return "PRK" if weights.get("PRK", 0) > 3 * weights.get("KOR", 0) + 2 else "KOR"
    if key == "brussels":
        words = page.keys
        union = words & {"eu", "european", "commission"} and not words & {"belgian", "belgium", "belgians"}
        return "EUR" if union else code
    if key in ("dominican", "dominicans"):
        return "DMA" if not page.keys.isdisjoint(("dominica", "roseau")) else "DOM"
    return code
