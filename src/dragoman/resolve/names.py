"""One pass over an article: which known names stand where, which persons are introduced, which countries it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.records import Article, Sentence, Span
from dragoman.resolve.dictionary import INTERNATIONAL, Entry, Hit, Names, Token, _split, _table, fold, tokenize

BREAK = re.compile(r"[,;:()\[\]—–\n\"“”!?]|\s[-.]|\.\s|\s-\s|''|``")
# Words that begin sentences and so are capitalised without being names.
STARTERS = frozenset(
    """
    the a an in on at of for from by with as but and or nor so yet if when while since after before until because though
    although despite during under over among between both each every all some many most few several no not it its he his
    she her they their them we our you your i my me this that these those there here what who why how where which one two
    three four five six seven eight nine ten according meanwhile however also even still just now then later earlier
    yesterday today tomorrow last next first second third other another such more less than to into about against along
    around without within through across monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december mr mrs ms dr miss sir lord lady dame jan feb mar apr
    jun jul aug sept sep oct nov dec yes well let asked told said speaking instead perhaps once amid only
    """.split()
)
TITLES = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lord": "m", "lady": "f", "dame": "f", "dr": None}
PARTICLES = frozenset("de del da das dos di la le el al bin ben ibn van von der den du ould abu abd ter".split())
# Countries and towns that are also given or family names.
NAMESAKES = frozenset(
    """
    jordan chad georgia israel washington paris austin sydney florence victoria lincoln london savannah dallas madison
    jackson kent england ireland france holland german english french york montana virginia carolina brooklyn lima sofia
    santiago kingston hamilton nassau male bern brazil india china cuba troy mali malta kiev german roman lamu tripoli
    """.split()
)
QUOTES = re.compile("[\"“]([^\"”“]*)[\"”]|(?<![a-z])[‘]([^‘]*?)[’](?![a-z])|''([^']*)''|``([^`']*)''")
FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "retired", "onetime", "exiled", "erstwhile", "toppled", "then"})
US_CUES = frozenset("atlanta savannah augusta republican republicans democrat democrats governor senator gop kemp abrams ga statehouse".split())
DATELINE = re.compile(r"^\W*([A-Z][A-Z .'’\-]{2,40}(?:, [A-Z][A-Za-z .]+)?)(?:, [A-Z][a-z]+\.? \d+)?\s*(?:\([^)]{2,30}\))?\s*[-—–]+\s")


class Noun(NamedTuple):
    """A head noun found in the text: tokens [first, last], its sector and kind in nouns.tsv."""

    first: int
    last: int
    words: str
    sector: str | None
    kind: str


@dataclass(slots=True, kw_only=True)
class Person:
    """A person of the article, from the table, from an introduction, or both."""

    name: str
    entry: Entry | None = None
    office: str | None = None
    sector: str | None = None
    code: str | None = None
    others: tuple[str, ...] = ()
    gender: str | None = None
    evidence: str | None = None
    introduced: Span | None = None
    spots: list[tuple[int, int]] = field(default_factory=list)  # token ranges


def load_given_names() -> dict[str, str]:
    """Common given names and the gender they speak for."""
    return {fold(name): row["gender"] for row in _table("given_names") for name in _split(row["names"])}


class NounTable:
    """nouns.tsv: what a head noun says of an actor's sector."""

    def __init__(self) -> None:
        self._nouns: dict[str, tuple[str | None, str]] = {}
        self.given_names = load_given_names()
        self._longest: dict[str, int] = {}
        self.parts: set[str] = set()
        rows = sorted(_table("nouns"), key=lambda row: row["kind"] == "part")
        for row in rows:
            for words in _split(row["nouns"]):
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

    def __init__(self, article: Article, sentences: Sequence[Sentence], tables: Sequence[Names], nouns: NounTable, surnames: Mapping[str, tuple[Entry, ...]]) -> None:
        self.text = article.text
        self.day = article.published.isoformat() if article.published else ""
        self.tokens = tokenize(article.text)
        self.nouns_table = nouns
        self._tables = tables
        self._surnames = surnames
        self._starts = [t.start for t in self.tokens]
        self._sentence_starts = [s.start for s in sentences] or [0]
        self.sentence_of = self._number_sentences()
        raw = _merge([table.scan(self.tokens) for table in tables])
        self.weights = self._weigh(raw)
        self._raw_at = {k for h in raw for k in range(h.first, h.last + 1)}
        self._title_cased: dict[int, bool] = {}
        self.hits = [h for h in (self._settle(hit) for hit in raw) if h is not None]
        self.weights = self._weigh(self.hits)
        self._add_dateline()
        self._add_halves()
        self.hit_at: dict[int, Hit] = {k: h for h in self.hits for k in range(h.first, h.last + 1)}
        self.nouns = [n for n in nouns.scan(self.tokens) if not self._inside_hit(n)]
        self.noun_at: dict[int, Noun] = {k: n for n in self.nouns for k in range(n.first, n.last + 1)}
        self.quotes = [m.span() for m in QUOTES.finditer(self.text)]
        self._quote_starts = [q[0] for q in self.quotes]
        self.people: list[Person] = []
        self._find_people()
        self.dominant = max(self.weights, key=lambda code: self.weights[code]) if self.weights else None

    # --- positions

    def token_range(self, span: Span) -> tuple[int, int]:
        """First and last token inside the span; last < first when it holds no word."""
        first = bisect_left(self._starts, span.start)
        if first > 0 and self.tokens[first - 1].end > span.start:
            first -= 1
        return first, bisect_left(self._starts, span.end) - 1

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
        if between.startswith(". ") and len(self.tokens[left].raw) <= 4 and self.tokens[left].raw[0].isupper() and self.tokens[right].raw[0].isupper():
            return False
        return BREAK.search(between) is not None

    def quote_of(self, offset: int) -> tuple[int, int] | None:
        index = bisect_right(self._quote_starts, offset) - 1
        if index >= 0 and self.quotes[index][0] <= offset < self.quotes[index][1]:
            return self.quotes[index]
        return None

    # --- known names

    def _inside_hit(self, noun: Noun) -> bool:
        hit = self.hit_at.get(noun.last)
        return hit is not None and not (hit.first >= noun.first and hit.last < noun.last)

    def _weigh(self, hits: Sequence[Hit]) -> dict[str, float]:
        """How much the article is about each country; early sentences count double (units are mentions)."""
        weights: dict[str, float] = {}
        worth = {"country": 1.0, "people": 1.0, "capital": 0.8, "seat": 1.0, "place": 0.6, "person": 0.6, "body": 0.6, "party": 0.4, "armed": 0.4, "kurd": 0.0, "media": 0.0, "firm": 0.0, "ngo": 0.2}
        for hit in hits:
            entry = self._reading(hit) if len(hit.entries) > 1 and weights else hit.entries[0]
            code = entry.code
            if code is None or code in INTERNATIONAL:
                continue
            early = 2.0 if self.sentence_of[hit.first] < 3 else 1.0
            weights[code] = weights.get(code, 0.0) + worth.get(entry.kind, 0.3) * early
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

    def _add_halves(self) -> None:
        """ "the North", "the South" in an article on the Koreas or the Sudans."""
        total = sum(self.weights.values()) or 1.0
        halves: dict[str, Entry] = {}
        for north, south in (("PRK", "KOR"), ("SDN", "SSD")):
            pair = self.weights.get(north, 0.0) + self.weights.get(south, 0.0)
            if pair > 0.4 * total and self.weights.get(south, 0.0) and self.weights.get(north, 0.0):
                named = {h.entries[0].code: h.entries[0].name for h in self.hits if h.entries[0].kind == "country"}
                for word, code in (("north", north), ("south", south)):
                    halves[word] = Entry(name=named.get(code, code), code=code, sector="GOV", kind="country", table="countries.tsv")
        if not halves:
            return
        taken = {k for h in self.hits for k in range(h.first, h.last + 1)}
        for index in range(1, len(self.tokens) - 1):
            token = self.tokens[index]
            if token.key in halves and token.raw.istitle() and index not in taken and self.tokens[index - 1].key == "the" and not self.tokens[index + 1].raw.istitle():
                self.hits.append(Hit(index, index, token.start, token.end, (halves[token.key],)))
        self.hits.sort(key=lambda h: h.first)

    def _settle(self, hit: Hit) -> Hit | None:
        """The hit with one reading, or None when the word is no name here."""
        entry = self._reading(hit)
        first = self.tokens[hit.first]
        if hit.first == hit.last:
            if (first.key in NAMESAKES or entry.table == "cities.tsv") and self._part_of_person(hit.first):
                return None
            if entry.kind == "person" and self._other_person(hit.first, entry):
                return None
            if entry.table == "cities.tsv" and hit.first and self.tokens[hit.first - 1].key in TITLES:
                return None
            if entry.table in ("bodies.tsv",) and self._stray_acronym(first, entry):
                return None
        entry = self._namesake(hit, entry)
        return Hit(hit.first, hit.last, hit.start, hit.end, (entry,))

    def _reading(self, hit: Hit) -> Entry:
        """Among readings: those that hold on the day, then the country the article is most about, then table order."""
        entries = hit.entries
        if len(entries) == 1:
            return entries[0]
        holding = [e for e in entries if e.holds_on(self.day)] or [e for e in entries if e.since <= self.day] or list(entries)
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
        """A short acronym of a country the article does not otherwise speak of is most likely something else."""
        letters = token.raw.replace(".", "")
        if not letters.isupper() or len(letters) > 3 or entry.code in INTERNATIONAL or entry.code in ("USA", "GBR", None):
            return False
        own = {"body": 0.6, "party": 0.4, "armed": 0.4}.get(entry.kind, 0.3)
        times = sum(1 for t in self.tokens if t.raw == token.raw)
        return self.weights.get(entry.code, 0.0) <= own * 2 * times + 0.01 and not (
            entry.kind == "armed" and len(letters) >= 3
        )

    def _part_of_person(self, index: int) -> bool:
        """ "Michael Jordan", "Jordan Smith": a capitalised unknown word stands right beside the name."""
        if index > 0 and self.text[self.tokens[index - 1].end : self.tokens[index].start] == " ":
            before = self.tokens[index - 1]
            if before.raw[0].isupper() and before.key not in STARTERS and self.nouns_table.get(before.key) is None and before.raw.istitle() and self._unknown(before) and before.key not in _DIRECTIONS:
                return True
        if index + 1 < len(self.tokens) and self.text[self.tokens[index].end : self.tokens[index + 1].start] == " ":
            after = self.tokens[index + 1]
            return after.raw.istitle() and after.key not in STARTERS and self.nouns_table.get(after.key) is None and self._unknown(after)
        return False

    def _other_person(self, index: int, entry: Entry) -> bool:
        """ "Anwar Miah" is not Anwar Ibrahim: a family or given name of the table beside a strange one."""
        if self._title_case(self.sentence_of[index]):
            return False
        own = {fold(word) for word in re.split(r"[\s\-]+", entry.name)}
        given = fold(re.split(r"[\s\-]+", entry.name)[0]) == self.tokens[index].key
        for at in (index - 1, index + 1) if given else (index - 1,):
            if not 0 <= at < len(self.tokens) or self.text[min(self.tokens[at].end, self.tokens[index].end) : max(self.tokens[at].start, self.tokens[index].start)] != " ":
                continue
            token = self.tokens[at]
            first_word = at == 0 or self.sentence_of[at - 1] != self.sentence_of[at]
            if first_word or not token.raw.istitle() or token.key in own or token.key in STARTERS or token.key in TITLES:
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
        return token.key not in _NAME_WORDS

    def _namesake(self, hit: Hit, entry: Entry) -> Entry:
        if entry.kind not in ("country", "people", "capital", "place"):
            return entry
        code = _namesake_code(self.tokens[hit.first].key if hit.first == hit.last else "", entry.code, self)
        if code != entry.code:
            kind = "place" if code == "USA" else entry.kind
            return Entry(name=entry.name, code=code, sector=entry.sector if kind != "place" else None, kind=kind, table=entry.table)
        return entry

    # --- persons

    def _find_people(self) -> None:
        by_name: dict[str, Person] = {}
        spots = [*((h.first, h.last, h.entries[0]) for h in self.hits if h.entries[0].kind == "person"), *((a, b, self._known_person(a, b)) for a, b in self._name_runs())]
        for first, last, entry in sorted(spots, key=lambda s: s[0]):
            name = entry.name if entry else self.text[self.tokens[first].start : self.tokens[last].end]
            key = self.tokens[last].key if not entry and first == last else fold(name)
            person = by_name.get(key)
            if person is None:
                gender = entry.gender if entry else None
                person = Person(name=name, entry=entry, gender=gender or self.nouns_table.given_names.get(self.tokens[first].key) if first < last or gender else None)
                if entry and person.gender is None:
                    person.gender = self.nouns_table.given_names.get(fold(re.split(r"[\s\-]+", entry.name)[0]))
                by_name[key] = person
                if not entry:
                    by_name.setdefault(self.tokens[last].key, person)
                self.people.append(person)
            person.spots.append((first, last))
            self._introduce(person, first, last)

    def _known_person(self, first: int, last: int) -> Entry | None:
        """ "Lindsey O. Graham" without the initial; "President Bush" by family name, when no fuller name stands in the text."""
        words = [t.key for t in self.tokens[first : last + 1] if len(t.key) > 1]
        if len(words) > 1:
            found = [e for table in self._tables for e in table.get(" ".join(words)) if e.kind == "person"]
            return self._on_the_day(found) if len(words) <= last - first else None
        return self.surname_entry(last, share=0.05)

    def surname_entry(self, index: int, *, share: float) -> Entry | None:
        """The office holder of this family name in a country with at least this share of the article's mentions."""
        entries = self._surnames.get(self.tokens[index].key, ())
        total = sum(self.weights.values()) or 1.0
        fitting = [e for e in entries if e.code in INTERNATIONAL or self.weights.get(e.code or "", 0.0) >= share * total]
        return self._on_the_day(fitting)

    def _on_the_day(self, entries: Sequence[Entry]) -> Entry | None:
        if not entries:
            return None
        holding = [e for e in entries if e.holds_on(self.day)] or [e for e in entries if e.since <= self.day]
        return max(holding, key=lambda e: (self.weights.get(e.code or "", 0.0), e.since)) if holding else None

    def _name_runs(self) -> Iterator[tuple[int, int]]:
        """Runs of capitalised unknown words: two or more, or one after a title or office."""
        index, n_tokens = 0, len(self.tokens)
        while index < n_tokens:
            if not self._name_word(index):
                index += 1
                continue
            last = index
            while last + 1 < n_tokens and not self._breaks_name(last, last + 1):
                if self._name_word(last + 1):
                    last += 1
                elif self.tokens[last + 1].key in PARTICLES and last + 2 < n_tokens and self._name_word(last + 2) and not self._breaks_name(last + 1, last + 2):
                    last += 2
                else:
                    break
            if last > index or self._titled(index):
                yield index, last
            index = last + 1

    def _breaks_name(self, left: int, right: int) -> bool:
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        return between not in (" ", "-", "’", "'") and not (between == ". " and len(self.tokens[left].raw) == 1)

    def _name_word(self, index: int) -> bool:
        token = self.tokens[index]
        if not token.raw[0].isupper() or index in self.hit_at or token.key in STARTERS or token.key == "s":
            return False
        noun = self.noun_at.get(index)
        if noun is not None and noun.first == noun.last and noun.kind == "office" and token.raw.istitle() and self._between_names(index):
            return True
        if noun is not None and not (noun.first == noun.last and noun.kind in ("pointer", "pointers", "place", "force")):
            return False
        return not (token.raw.isupper() and len(token.raw) > 1)

    def _between_names(self, index: int) -> bool:
        """ "Charles Prince Overtoom": a title word with an unknown capitalised word on both sides is part of the name."""
        for at in (index - 1, index + 1):
            if not 0 <= at < len(self.tokens) or at in self.hit_at or at in self.noun_at:
                return False
            token = self.tokens[at]
            if not token.raw.istitle() or token.key in STARTERS:
                return False
        return not self._breaks_name(index - 1, index) and not self._breaks_name(index, index + 1)

    def _titled(self, index: int) -> bool:
        if index == 0:
            return False
        before = self.tokens[index - 1]
        if before.key in TITLES:
            return True
        noun = self.noun_at.get(index - 1)
        return noun is not None and noun.kind == "office" and not self.broken(index - 1, index)

    def _introduce(self, person: Person, first: int, last: int) -> None:
        """Take office, sector and country from the words right before or after the name, where they say so."""
        if first > 0 and self.tokens[first - 1].key in TITLES:
            person.gender = person.gender or TITLES[self.tokens[first - 1].key]
        found = self._office_before(first) or self._office_after(last)
        if found is None or person.office is not None:
            return
        noun, code, former = found
        if noun.kind == "origin":
            person.code = person.code or code
            return
        person.office, person.introduced = noun.words, self.span(min(noun.first, first), max(noun.last, last))
        person.sector = "ELI" if former and noun.sector in ("GOV", "LEG", "MIL", "JUD", "SPY") else noun.sector
        person.code = code
        if noun.words.endswith("woman"):
            person.gender = "f"
        elif noun.words.endswith("man") or noun.words == "king":
            person.gender = person.gender or "m"

    def span(self, first: int, last: int) -> Span:
        return Span(start=self.tokens[first].start, end=self.tokens[last].end)

    def _office_before(self, first: int) -> tuple[Noun, str | None, bool] | None:
        """ "Turkey's deputy prime minister, NAME", "Russian Foreign Minister NAME" ."""
        index, comma = first - 1, False
        if index < 0:
            return None
        if self.tokens[index].key in TITLES:
            index -= 1
        if index >= 0 and self.broken(index, index + 1):
            if self.text[self.tokens[index].end : self.tokens[index + 1].start] != ", ":
                return None
            comma = True
        noun = self.noun_at.get(index)
        if noun is None or noun.kind not in ("office", "pointer"):
            return None
        if comma and noun.kind == "pointer":
            return None
        return noun, *self._code_left(noun.first)

    def _code_left(self, first: int) -> tuple[str | None, bool]:
        """Country and "former" among the words before a noun, in the same phrase."""
        index, former = first - 1, False
        for _ in range(7):
            if index < 0 or self.broken(index, index + 1):
                break
            token, hit = self.tokens[index], self.hit_at.get(index)
            if token.key in FORMER:
                former = True
            elif hit is not None:
                entry = hit.entries[0]
                if entry.code and not (entry.kind == "people_group"):
                    return entry.code, former or (hit.first > 0 and self.tokens[hit.first - 1].key in FORMER)
                index = hit.first
            elif token.key not in _LINKS and index not in self.noun_at and not token.raw[0].islower():
                break
            elif token.raw[0].islower() and token.key in _STOPS:
                break
            index -= 1
        return None, former

    def _home_after(self, age: int) -> tuple[Noun, str | None, bool] | None:
        """ "NAME, 24, a teacher from Leeds,": what stands behind the age."""
        return self._office_after(age) if age + 1 < len(self.tokens) else None

    def _office_after(self, last: int) -> tuple[Noun, str | None, bool] | None:
        """ "NAME, the Turkish foreign minister," and "NAME, president of the Swiss National Bank," ."""
        index = last + 1
        if index >= len(self.tokens) or self.text[self.tokens[last].end : self.tokens[index].start] not in (", ", " (", ", “"):
            return None
        noun: Noun | None = None
        code: str | None = None
        former = False
        for step in range(14):
            at = index + step
            if at >= len(self.tokens) or (step and self.broken(at - 1, at)) or self.sentence_of[at] != self.sentence_of[last]:
                break
            token = self.tokens[at]
            if token.raw.isdigit() and step == 0:  # an age: "NAME, 24, from Leeds,"
                return self._home_after(at)
            if token.key in FORMER and noun is None:
                former = True
            if noun is not None and (token.key in _VERBISH or token.key in ("who", "which", "that")):
                break
            here = self.noun_at.get(at)
            if noun is None and here is not None and here.kind in ("office", "pointer") and here.last == at:
                noun = here
            hit = self.hit_at.get(at)
            if code is None and hit is not None and hit.entries[0].kind not in ("people_group", "media", "kurd"):
                code = hit.entries[0].code
            if noun is None and (token.key in _VERBISH or (step == 0 and token.key in _NOT_APPOSED)):
                return None
        if noun is None and code is not None and self.tokens[index].key in ("from", "of"):
            noun = Noun(index, index, "resident", None, "origin")
        return (noun, code, former) if noun is not None and noun.first - index < 7 else None


_DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest northern southern eastern western central upper lower greater new old inner outer modern ancient".split())
_NAME_WORDS = frozenset("city state county post times university river sea bank street bridge summit accord agreement treaty olympics press today daily herald".split())
_LINKS = frozenset("s of the and for deputy vice assistant senior chief acting interim".split())
_STOPS = frozenset("in on at by with to from after before when while who that which said told says was were is are has had as but".split())
_VERBISH = frozenset("said says told was were is are has had have will would could may might warned added asked called who".split())
_NOT_APPOSED = frozenset("and but who which where when while with in on at as he she it they saying after before or".split())


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
        states = any(t.key in US_CUES for t in page.tokens)
        tbilisi = any(t.key in ("tbilisi", "abkhazia", "ossetia", "saakashvili", "caucasus") for t in page.tokens)
        return "USA" if not tbilisi and (states or weights.get("USA", 0) > max(2.0, home + weights.get("GEO", 0))) else "GEO"
    if key in ("congo", "congolese"):
        return "COG" if any(t.key in ("brazzaville", "sassou") for t in page.tokens) and not any(t.key in ("kinshasa", "kabila", "tshisekedi", "goma") for t in page.tokens) else "COD"
    if key in ("korea", "korean", "koreans"):
        return "PRK" if weights.get("PRK", 0) > 3 * weights.get("KOR", 0) + 2 else "KOR"
    if key in ("dominican", "dominicans"):
        return "DMA" if any(t.key in ("dominica", "roseau") for t in page.tokens) else "DOM"
    return code
