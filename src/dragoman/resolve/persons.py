"""The persons of an article: by the tables, by family name, or introduced with an office in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.records import Span
from dragoman.resolve.actor_words import (
    DEPARTMENTS,
    FORMER,
    LINKS,
    LONG_OFFICES,
    NOT_APPOSED,
    PARTICLES,
    STARTERS,
    STOPS,
    TITLES,
    VERBISH,
)
from dragoman.resolve.dictionary import (
    INTERNATIONAL,
    KINDS_OF_STATE,
    Entry,
    Hit,
    Names,
    Shelf,
    fold,
    read_table,
    split_cell,
)
from dragoman.resolve.names import Noun, Page
from dragoman.resolve.who import Who, combine, of_entry, of_kurds

SENT = frozenset({"ambassador", "envoy", "representative", "diplomat"})  # by a state to a body


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
    return {fold(name): row["gender"] for row in read_table("given_names") for name in split_cell(row["names"])}


class People:
    """Finds the persons of one page; `found` is in text order."""

    def __init__(
        self,
        page: Page,
        tables: Sequence[Names],
        known: Shelf,
        given_names: Mapping[str, str],
    ) -> None:
        self.page = page
        self._tables = tables
        self._known = known
        self._given_names = given_names
        self.found: list[Person] = []
        self._find()

    def _find(self) -> None:
        by_name: dict[str, Person] = {}
        runs = [(a, b, self._known_person(a, b)) for a, b in self._name_runs()]
        strangers = {self.page.tokens[b].key for a, b, entry in runs if a < b and entry is None}
        spots = [
            *((h.first, h.last, h.entries[0]) for h in self.page.hits if h.entries[0].kind == "person"),
            *((a, b, None if a == b and self.page.tokens[b].key in strangers else entry) for a, b, entry in runs),
        ]
        for first, last, entry in sorted(spots, key=lambda s: s[0]):
            name = entry.name if entry else self.page.text[self.page.tokens[first].start : self.page.tokens[last].end]
            key = self.page.tokens[last].key if not entry and first == last else fold(name)
            person = by_name.get(key)
            if person is None:
                gender = entry.gender if entry else None
                person = Person(
                    name=name,
                    entry=entry,
                    gender=gender or self._given_names.get(self.page.tokens[first].key)
                    if first < last or gender
                    else None,
                )
                if entry and person.gender is None:
                    person.gender = self._given_names.get(fold(re.split(r"[\s\-]+", entry.name)[0]))
                by_name[key] = person
                if not entry:
                    by_name.setdefault(self.page.tokens[last].key, person)
                self.found.append(person)
            person.spots.append((first, last))
            self._introduce(person, first, last)

    def _known_person(self, first: int, last: int) -> Entry | None:
        """ "Lindsey O. Graham" without the initial; "President Bush" by family name alone."""
        words = [t.key for t in self.page.tokens[first : last + 1] if len(t.key) > 1]
        if len(words) > 1:
            found = [e for table in self._tables for e in table.get(" ".join(words)) if e.kind == "person"]
            return self._on_the_day(found) if len(words) <= last - first else None
        return self.surname_entry(last, share=0.05)

    def surname_entry(self, index: int, *, share: float) -> Entry | None:
        """The office holder of this family name in a country with at least this share of the article's mentions.

        Of several, those whose office stands before the name.
        """
        entries = self._known.of_family(self.page.tokens[index].key)
        total = sum(self.page.weights.values()) or 1.0
        fitting = [
            e for e in entries if e.code in INTERNATIONAL or self.page.weights.get(e.code or "", 0.0) >= share * total
        ]
        noun = self.page.noun_at.get(index - 1)
        if noun is not None and noun.kind == "office":
            title = self.page.tokens[index - 1].key
            fitting = [e for e in fitting if e.office and title in fold(e.office).split()] or fitting
        return self._on_the_day(fitting)

    def _on_the_day(self, entries: Sequence[Entry]) -> Entry | None:
        if not entries:
            return None
        holding = [e for e in entries if e.holds_on(self.page.day)] or [e for e in entries if e.since <= self.page.day]
        return max(holding, key=lambda e: (self.page.weights.get(e.code or "", 0.0), e.since)) if holding else None

    def _name_runs(self) -> Iterator[tuple[int, int]]:
        """Runs of capitalised unknown words: two or more, or one after a title or office."""
        index, n_tokens = 0, len(self.page.tokens)
        while index < n_tokens:
            if not self._name_word(index):
                index += 1
                continue
            last = index
            while last + 1 < n_tokens and not self._breaks_name(last, last + 1):
                if self._name_word(last + 1):
                    last += 1
                elif (
                    self.page.tokens[last + 1].key in PARTICLES
                    and last + 2 < n_tokens
                    and self._name_word(last + 2)
                    and not self._breaks_name(last + 1, last + 2)
                ):
                    last += 2
                else:
                    break
            if last > index or self._titled(index):
                yield index, last
            index = last + 1

    def _breaks_name(self, left: int, right: int) -> bool:
        between = self.page.text[self.page.tokens[left].end : self.page.tokens[right].start]
        return between not in (" ", "-", "’", "'") and not (between == ". " and len(self.page.tokens[left].raw) == 1)

    def _name_word(self, index: int) -> bool:
        token = self.page.tokens[index]
        if not token.raw[0].isupper() or index in self.page.hit_at or token.key in STARTERS or token.key in DEPARTMENTS:
            return False
        noun = self.page.noun_at.get(index)
        if (
            noun is not None
            and noun.first == noun.last
            and noun.kind == "office"
            and token.raw.istitle()
            and self._between_names(index)
        ):
            return True
        if noun is not None and not (
            noun.first == noun.last and noun.kind in ("pointer", "pointers", "place", "force")
        ):
            return False
        return not (token.raw.isupper() and len(token.raw) > 1)

    def _between_names(self, index: int) -> bool:
        """ "Charles Prince Overtoom": a title word between two unknown capitalised words is part of the name."""
        for at in (index - 1, index + 1):
            if not 0 <= at < len(self.page.tokens) or at in self.page.hit_at or at in self.page.noun_at:
                return False
            token = self.page.tokens[at]
            if not token.raw.istitle() or token.key in STARTERS:
                return False
        return not self._breaks_name(index - 1, index) and not self._breaks_name(index, index + 1)

    def _titled(self, index: int) -> bool:
        if index == 0:
            return False
        before = self.page.tokens[index - 1]
        if before.key in TITLES:
            return True
        noun = self.page.noun_at.get(index - 1)
        return noun is not None and noun.kind == "office" and not self.page.broken(index - 1, index)

    def _introduce(self, person: Person, first: int, last: int) -> None:
        """Take office, sector and country from the words right before or after the name, where they say so."""
        if first > 0 and self.page.tokens[first - 1].key in TITLES:
            person.gender = person.gender or TITLES[self.page.tokens[first - 1].key]
        found = self._office_before(first) or self._office_after(last) or self._home_behind(last)
        if found is None:
            return
        noun, owner, former = found
        behind = self._home_behind(last) if owner is None else None
        owner = behind[1] if behind else owner
        if person.office is not None or noun.kind == "origin":
            if person.code is None and owner is not None:
                self._belongs(person, noun, owner)
            return
        person.office = LONG_OFFICES.get(noun.words, noun.words)
        person.introduced = self.page.span(min(noun.first, first), max(noun.last, last))
        person.sector = "ELI" if former and noun.sector in ("GOV", "LEG", "MIL", "JUD", "SPY") else noun.sector
        if owner is not None:
            self._belongs(person, noun, owner)
        if noun.words.endswith("woman"):
            person.gender = "f"
        elif noun.words.endswith("man") or noun.words == "king":
            person.gender = person.gender or "m"

    def _belongs(self, person: Person, noun: Noun, owner: Entry) -> None:
        """The code of the country or body a person speaks for; a body may also change the sector of the office."""
        if owner.kind in ("kurd", "kurds"):
            whose = of_kurds(person.sector, self.page.weights)
        else:
            whose = of_entry(owner, None, "actor")
        whole = combine(noun, Who(sector=person.sector), whose)
        person.code, person.others = whole.code, whole.others
        if owner.kind not in KINDS_OF_STATE and person.sector != "ELI":
            person.sector = whole.sector

    def _home_behind(self, last: int) -> tuple[Noun, Entry | None, bool] | None:
        """ "NAME of Human Rights Watch", "NAME from Norway"."""
        page, index = self.page, last + 1
        if index + 1 >= len(page.tokens) or page.broken(last, index) or page.tokens[index].key not in ("of", "from"):
            return None
        for at in range(index + 1, min(index + 4, len(page.tokens))):
            if page.broken(at - 1, at):
                return None
            hit = page.hit_at.get(at)
            if hit is not None and hit.entries[0].kind not in ("people_group", "person", "vague"):
                return Noun(index, index, "resident", None, "origin"), hit.entries[0], False
        return None

    def _office_before(self, first: int) -> tuple[Noun, Entry | None, bool] | None:
        """ "Turkey's deputy prime minister, NAME", "Russian Foreign Minister NAME" ."""
        index, comma = first - 1, False
        if index < 0:
            return None
        if self.page.tokens[index].key in TITLES:
            index -= 1
        if index >= 0 and self.page.broken(index, index + 1):
            if self.page.text[self.page.tokens[index].end : self.page.tokens[index + 1].start] != ", ":
                return None
            comma = True
        noun = self.page.noun_at.get(index)
        if noun is None or noun.kind not in ("office", "pointer"):
            noun = self._department_head(index)
        if noun is None or noun.kind not in ("office", "pointer"):
            return None
        if comma and noun.kind == "pointer":
            return None
        return noun, *self._owner_left(noun.first)

    def _department_head(self, index: int) -> Noun | None:
        """ "Minister for Foreign Affairs", "secretary of state for the elderly": the office before its department."""
        linked = False
        for at in range(index, max(index - 6, -1), -1):
            noun = self.page.noun_at.get(at)
            if noun is not None and noun.kind == "office":
                return noun if linked else None
            word = self.page.tokens[at].key
            if (at < index and self.page.broken(at, at + 1)) or at in self.page.hit_at or word in STOPS - {"by"}:
                return None
            linked = linked or word in ("of", "for")
        return None

    def _owner_left(self, first: int) -> tuple[Entry | None, bool]:
        """Country and "former" among the words before a noun, in the same phrase."""
        index, former, loose = first - 1, False, False
        for _ in range(7):
            if index < 0 or self.page.broken(index, index + 1):
                break
            token, hit = self.page.tokens[index], self.page.hit_at.get(index)
            if token.key in FORMER:
                former = True
            elif hit is not None:
                entry = hit.entries[0]
                if loose and entry.kind != "people" and not self._possessive(hit):
                    break  # "Germany shunned President NAME"
                sent = entry.code in INTERNATIONAL and self.page.tokens[first].key in SENT and self._state_before(hit)
                if entry.code and entry.kind != "people_group" and not sent:
                    return entry, former or (hit.first > 0 and self.page.tokens[hit.first - 1].key in FORMER)
                index = hit.first
            elif token.key not in LINKS and index not in self.page.noun_at:
                if not token.raw[0].islower() or token.key in STOPS:
                    break
                loose = True
            index -= 1
        return None, former

    def _state_before(self, hit: Hit) -> bool:
        """ "the British UN [ambassador]": a state stands right before a body."""
        owner = self.page.hit_at.get(hit.first - 1)
        return (
            owner is not None
            and owner.entries[0].kind in KINDS_OF_STATE
            and not self.page.broken(owner.last, hit.first)
        )

    def _possessive(self, hit: Hit) -> bool:
        return self.page.text[hit.end : hit.end + 1] in ("'", "’")

    def _home_after(self, age: int) -> tuple[Noun, Entry | None, bool] | None:
        """ "NAME, 24, a teacher from Leeds,": what stands behind the age."""
        return self._office_after(age) if age + 1 < len(self.page.tokens) else None

    def _office_after(self, last: int) -> tuple[Noun, Entry | None, bool] | None:
        """ "NAME, the Turkish foreign minister," and "NAME, president of the Swiss National Bank," ."""
        index = last + 1
        if index >= len(self.page.tokens) or self.page.text[
            self.page.tokens[last].end : self.page.tokens[index].start
        ] not in (", ", " (", ", “"):
            return None
        noun: Noun | None = None
        owner: Entry | None = None
        former = False
        for step in range(16):
            at = index + step
            if (
                at >= len(self.page.tokens)
                or (step and self.page.broken(at - 1, at))
                or self.page.sentence_of[at] != self.page.sentence_of[last]
            ):
                break
            token = self.page.tokens[at]
            if token.raw.isdigit() and step == 0:  # an age: "NAME, 24, from Leeds,"
                return self._home_after(at)
            if token.key in FORMER and noun is None:
                former = True
            if noun is not None and (token.key in VERBISH or token.key in ("who", "which", "that")):
                break
            here = self.page.noun_at.get(at)
            if noun is None and here is not None and here.kind in ("office", "pointer") and here.last == at:
                noun = here
            hit = self.page.hit_at.get(at)
            if owner is None and hit is not None and hit.entries[0].kind not in ("people_group", "media"):
                owner = hit.entries[0] if hit.entries[0].code or hit.entries[0].kind == "kurd" else None
            if noun is None and (token.key in VERBISH or (step == 0 and token.key in NOT_APPOSED)):
                return None
        if noun is None and owner is not None and self.page.tokens[index].key in ("from", "of"):
            noun = Noun(index, index, "resident", None, "origin")
        return (noun, owner, former) if noun is not None and noun.first - index < 12 else None
