"""Whom a pronoun, or a phrase that names no one, means: by number, gender, kind, subject and distance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from dragoman.records import Span
from dragoman.resolve.actor_words import (
    FEMALE,
    MALE,
    NEUTER,
    OBJECT_ENDS,
    PLURAL,
    PREPOSITIONS,
    PRONOUNS,
    SAYING,
    SPEAKER,
    THIRD,
    VERBS,
)
from dragoman.resolve.describe import Describer
from dragoman.resolve.dictionary import Hit, fold
from dragoman.resolve.names import Noun, Page
from dragoman.resolve.who import Who

ALLIANCES = frozenset({"alliance", "bloc"})  # of states: the nearest international body
NAMED_BODIES = frozenset({"igo", "body", "ngo", "party", "armed", "firm", "media"})
REACH = 1500  # words looked back at most
SAID_WITHIN = 300  # words between a quotation and its verb of saying
LOOK_BACK = 5  # sentences


class Candidate(NamedTuple):
    """An earlier phrase that could be meant: tokens [first, last]."""

    first: int
    last: int
    number: str | None  # s | p | None for a body, which is it and they
    gender: str | None
    kind: str  # person people body state armed
    subject: bool


class Antecedents:
    """Candidates of one page, found once, and the choice among them."""

    def __init__(self, page: Page, describer: Describer) -> None:
        self.page = page
        self.describer = describer
        self.candidates = self._collect()
        self._firsts = [c.first for c in self.candidates]
        self._hit_firsts = [hit.first for hit in page.hits]

    def _collect(self) -> list[Candidate]:
        page = self.page
        found: dict[int, Candidate] = {}
        seen: set[int] = set()
        for person in self.describer.people.found:
            for first, last in person.spots:
                found[last] = self._candidate(first, last, "s", person.gender, "person")
        for hit in page.hits:
            entry = hit.entries[0]
            if entry.kind in ("person", "region", "media", "place") or hit.last in found:
                continue
            noun = page.noun_at.get(hit.last + 1)
            if noun is not None and not page.broken(hit.last, hit.last + 1):
                continue
            plural = entry.kind in ("people", "people_group", "kurd")
            if entry.kind == "people" and not page.tokens[hit.last].raw.endswith(("s", "ese")):
                continue
            kind = {"armed": "armed", "country": "state", "capital": "state", "seat": "state"}.get(
                entry.kind, "people" if plural else "body"
            )
            found[hit.last] = self._candidate(hit.first, hit.last, "p" if plural else None, None, kind)
        for noun in page.nouns:
            if noun.kind in ("force", "place", "vague", "part") or noun.last in found or noun.last in seen:
                continue
            first = self._phrase_start(noun)
            found[noun.last] = self._candidate(first, noun.last, *_noun_traits(noun))
        for surname, people in self.describer.surnames.items():
            self._add_surnames(surname, people[0][1].gender, found)
        return sorted(found.values(), key=lambda c: (c.first, c.last))

    def _add_surnames(self, surname: str, gender: str | None, found: dict[int, Candidate]) -> None:
        for index in self._positions().get(surname, ()):
            token = self.page.tokens[index]
            if (
                index not in found
                and token.raw[0].isupper()
                and index not in self.page.hit_at
                and index not in self.page.noun_at
            ):
                found[index] = self._candidate(index, index, "s", gender, "person")

    def _positions(self) -> dict[str, list[int]]:
        if not hasattr(self, "_spots"):
            self._spots: dict[str, list[int]] = {}
            for index, token in enumerate(self.page.tokens):
                if token.raw[0].isupper():
                    self._spots.setdefault(token.key, []).append(index)
        return self._spots

    def _phrase_start(self, noun: Noun) -> int:
        page, first = self.page, noun.first
        while (
            first > 0
            and not page.broken(first - 1, first)
            and ((first - 1) in page.hit_at or (first - 1) in page.noun_at or page.tokens[first - 1].key == "s")
        ):
            first -= 1
        return first

    def _candidate(self, first: int, last: int, number: str | None, gender: str | None, kind: str) -> Candidate:
        return Candidate(first, last, number, gender, kind, self._subject(first, last))

    def _subject(self, first: int, last: int) -> bool:
        """A rough subject: no preposition before it and a verb right after."""
        page = self.page
        before = first - 1
        while before >= 0 and page.tokens[before].key in ("the", "a", "an", "mr", "mrs", "ms"):
            before -= 1
        if (
            before >= 0
            and page.sentence_of[before] == page.sentence_of[first]
            and page.tokens[before].key in PREPOSITIONS
        ):
            return False
        after = last + 1
        if after >= len(page.tokens):
            return False
        between = page.text[page.tokens[last].end : page.tokens[after].start]
        if between.startswith(("'", "’")):
            return False
        return (
            page.tokens[after].key in VERBS or page.tokens[after].key.endswith("ed") or page.tokens[after].key in SAYING
        )

    # --- choices

    def _before(self, first: int) -> Iterator[Candidate]:
        """Candidates that begin before a token, nearest first, as far as REACH words."""
        for index in range(bisect_left(self._firsts, first) - 1, -1, -1):
            candidate = self.candidates[index]
            if first - candidate.first > REACH:
                return
            yield candidate

    def _hits_before(self, first: int) -> Iterator[Hit]:
        """Known names that end before a token, nearest first."""
        for index in range(bisect_left(self._hit_firsts, first) - 1, -1, -1):
            hit = self.page.hits[index]
            if first - hit.first > REACH:
                return
            if hit.last < first:
                yield hit

    def is_pronoun(self, index: int) -> bool:
        """A pronoun, and not "US" or "IT" written as a name."""
        return self.page.tokens[index].key in PRONOUNS and index not in self.page.hit_at

    def resolve(self, first: int, last: int, event_type: str | None, role: str) -> Who | None:
        """The actor meant by a pronoun, or by a pointing phrase ("the group", "the president"); None when unknown."""
        key = self.page.tokens[first].key
        if key in SPEAKER:
            return self._speaker(first, event_type, role) or self._pick(first, "", event_type, role)
        if key in ("you", "your"):
            return None
        return self._pick(first, key, event_type, role)

    def _pick(self, first: int, key: str, event_type: str | None, role: str) -> Who | None:
        page = self.page
        here = page.sentence_of[first]
        quote = page.quote_of(page.tokens[first].start)
        best: tuple[float, Candidate] | None = None
        for candidate in self._before(first):
            distance = here - page.sentence_of[candidate.first]
            if distance > LOOK_BACK:
                break
            fit = _fit(candidate, key)
            if fit <= 0 or candidate.last >= first or (distance == 0 and self._own_object(candidate, first, key)):
                continue
            score = fit + (0.8 if candidate.subject else 0.0) - 0.7 * distance - 0.02 * min(first - candidate.last, 30)
            inside = page.quote_of(page.tokens[candidate.first].start)
            if inside is not None and inside != quote:
                score -= 0.6
            if best is None or score > best[0]:
                best = (score, candidate)
        return self._who(best[1], event_type, role) if best else None

    def _own_object(self, candidate: Candidate, first: int, key: str) -> bool:
        """ "The minister thanked her": the object of a verb is not its subject."""
        page = self.page
        if key not in ("him", "her", "them") or not candidate.subject or first - candidate.last > 4:
            return False
        if any(page.broken(k, k + 1) for k in range(candidate.last, first)):
            return False
        if key != "her" or first + 1 >= len(page.tokens):
            return True
        return page.broken(first, first + 1) or page.tokens[first + 1].key in OBJECT_ENDS

    def _who(self, candidate: Candidate, event_type: str | None, role: str) -> Who | None:
        who = self.describer.describe(candidate.first, candidate.last, event_type, role)
        if who.kind == "unknown":
            return None
        if who.code is None and who.absence is None:
            who = self.describer.at_home(who, candidate.first, candidate.last)
        span = Span(start=self.page.tokens[candidate.first].start, end=self.page.tokens[candidate.last].end)
        return replace(who, antecedent=span, evidence=f"antecedent; {who.evidence}" if who.evidence else "antecedent")

    def _speaker(self, first: int, event_type: str | None, role: str) -> Who | None:
        """The one who speaks the quotation round this word: beside a verb of saying here or next to it."""
        page = self.page
        quote = page.quote_of(page.tokens[first].start)
        if quote is None:
            return None
        here = page.sentence_of[first]
        for number in (here, here - 1, here + 1, here - 2, here - 3):
            found = self._said_in(number, first, event_type, role)
            if found is not None:
                return found
        return None

    def _said_in(self, number: int, first: int, event_type: str | None, role: str) -> Who | None:
        page = self.page
        near_by = [i for i in self._saying_of(number) if abs(i - first) < SAID_WITHIN]
        spots = [i for i in near_by if page.quote_of(page.tokens[i].start) is None]
        for at in sorted(spots, key=lambda i: abs(i - first)):
            near = [c for c in self._around(at) if page.quote_of(page.tokens[c.first].start) is None]
            for candidate in sorted(near, key=lambda c: min(abs(c.last - at), abs(c.first - at))):
                if candidate.kind in ("person", "people", "body", "armed", "state"):
                    return self._who(candidate, event_type, role)
            for step in (at - 1, at + 1):
                if 0 <= step < len(page.tokens) and page.tokens[step].key in THIRD and step != first:
                    return self._pick(step, page.tokens[step].key, event_type, role)
        return None

    def _saying_of(self, number: int) -> list[int]:
        if not hasattr(self, "_sayings"):
            self._sayings: dict[int, list[int]] = {}
            for index, token in enumerate(self.page.tokens):
                if token.key in SAYING:
                    self._sayings.setdefault(self.page.sentence_of[index], []).append(index)
        return self._sayings.get(number, [])

    def _around(self, at: int) -> list[Candidate]:
        low, high = bisect_left(self._firsts, at - 12), bisect_left(self._firsts, at + 6)
        number = self.page.sentence_of[at]
        return [
            c
            for c in self.candidates[low:high]
            if self.page.sentence_of[c.first] == number and (at - c.last <= 3 or c.subject) and c.first - at <= 2
        ]

    def by_office(self, office: str, first: int) -> Who | None:
        """ "the president": the nearest earlier person whose office ends with that word, else one named later."""
        word = office.split(" ")[-1]
        before: tuple[int, Who] | None = None
        after: tuple[int, Who] | None = None
        for person in self.describer.people.found:
            held = person.office or (person.entry.office if person.entry else None)
            if held is None or held.split(" ")[-1] != word or (held != office and word not in (held, office)):
                continue  # "the minister" may be the foreign minister, the prime minister may not
            exact = 1000 if held == office else 0
            for spot, end in person.spots:
                rank = spot + exact if spot < first else -spot + exact
                if spot < first and (before is None or rank > before[0]):
                    before = (rank, self._named(person.spots[0][0], spot, end))
                elif spot > first and (after is None or rank > after[0]):
                    after = (rank, self._named(person.spots[0][0], spot, end))
        chosen = before or after
        return chosen[1] if chosen else None

    def _named(self, first: int, spot: int, end: int) -> Who:
        who = self.describer.describe(spot, end)
        span = Span(start=self.page.tokens[spot].start, end=self.page.tokens[end].end)
        return replace(who, antecedent=span, evidence=f"office; {who.evidence}" if who.evidence else "office")

    def by_kind(
        self, kinds: frozenset[str], first: int, words: str | None, event_type: str | None, role: str
    ) -> Who | None:
        """The nearest earlier phrase of a kind, or with the same head noun, that says its code by itself."""
        page = self.page
        here = page.sentence_of[first]
        for candidate in self._before(first):
            if here - page.sentence_of[candidate.first] > 8 or candidate.last >= first:
                if candidate.last >= first:
                    continue
                break
            noun = page.noun_at.get(candidate.last)
            if candidate.kind in kinds or (words is not None and noun is not None and noun.words == words):
                who = self.describer.describe(candidate.first, candidate.last, event_type, role)
                if who.explicit and who.code is not None:
                    return self._who(candidate, event_type, role)
        return None

    def by_last_word(self, word: str, first: int, event_type: str | None, role: str) -> Who | None:
        """ "the council", "the commission": the nearest earlier name that ends with the word."""
        page = self.page
        for hit in self._hits_before(first):
            entry = hit.entries[0]
            if (entry.code in ("IGO", "EUR") and entry.kind == "igo" and word in ALLIANCES) or (
                entry.kind in NAMED_BODIES
                and (page.tokens[hit.last].key == word or fold(entry.name).split(" ")[-1] == word)
            ):
                who = self.describer.describe(hit.first, hit.last, event_type, role)
                span = Span(start=hit.start, end=hit.end)
                return replace(who, antecedent=span, evidence=f"antecedent; {who.evidence}")
        return None

    def last_persons(self, first: int, n: int) -> list[Candidate]:
        """The last n distinct persons named before a phrase such as "the two leaders", in text order."""
        found: dict[str, Candidate] = {}
        for candidate in self._before(first):
            person = self.describer.person_at.get(candidate.last)
            if person is not None and person.name not in found:
                found[person.name] = candidate
                if len(found) == n:
                    break
        return list(found.values())[::-1]

    def last_states(self, first: int, n: int) -> list[Candidate]:
        """The last n distinct countries named before a phrase such as "the two countries", in text order."""
        found: dict[str, Candidate] = {}
        for hit in self._hits_before(first):
            entry = hit.entries[0]
            if (
                hit.first < first
                and entry.kind in ("country", "people", "capital", "seat")
                and entry.code
                and entry.code not in found
            ):
                found[entry.code] = Candidate(hit.first, hit.last, "s", None, "state", False)
                if len(found) == n:
                    break
        return list(found.values())[::-1]


def _noun_traits(noun: Noun) -> tuple[str | None, str | None, str]:
    if noun.kind in ("office", "pointer"):
        gender = (
            "f"
            if noun.words.endswith("woman")
            else ("m" if noun.words.endswith("man") and len(noun.words) > 3 else None)
        )
        person = noun.kind == "office" or noun.words in (
            "leader",
            "chief",
            "head",
            "member",
            "founder",
            "chairman",
            "director",
        )
        return "s" if person else None, gender, "person" if person else "body"
    if noun.kind in ("people", "pointers"):
        return "p", None, "armed" if noun.sector == "REB" else "people"
    if noun.kind in ("nation", "nations"):
        return ("p" if noun.kind == "nations" else None), None, "state"
    return None, None, "armed" if noun.sector in ("REB", "PRM") else "body"


def _fit(candidate: Candidate, key: str) -> float:
    if key in MALE:
        return (
            0.0
            if candidate.kind != "person" or candidate.gender == "f"
            else 2.0 + (0.3 if candidate.gender == "m" else 0.0)
        )
    if key in FEMALE:
        return (
            0.0
            if candidate.kind != "person" or candidate.gender == "m"
            else 2.0 + (1.0 if candidate.gender == "f" else 0.0)
        )
    if key in PLURAL:
        if candidate.number == "s":
            return 0.0
        return 2.0 if candidate.number == "p" else 1.4
    if key in NEUTER:
        if candidate.number is not None:
            return 0.0
        return 2.0 if candidate.kind in ("body", "armed") else 1.9
    return 1.0
