"""What a noun phrase says of the actor it names: country or international code, sector, office.

The head noun gives the sector (nouns.tsv), a name beside it the code; where no name is given, the sentence and the
article do. Pronouns and phrases that name no one by themselves are left to `antecedents`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import replace

from dragoman.records import Absence, Mention
from dragoman.resolve.actor_words import (
    CUTS,
    DIRECTIONS,
    FORMER,
    GOVERNING,
    LOCAL,
    OF_ALL_COUNTRIES,
    PRONOUNISH,
    RELATIONS,
    VAGUE,
    WANDERING,
)
from dragoman.resolve.context import Context
from dragoman.resolve.dictionary import KINDS_OF_STATE, Entry, Hit, fold
from dragoman.resolve.names import HYPHENS, Noun, Page
from dragoman.resolve.persons import People, Person
from dragoman.resolve.who import (
    FORCE_TYPES,
    NO_RECIPIENT_SECTOR,
    Who,
    combine,
    gender_of,
    number_of,
    of_entry,
    of_kurds,
    placed,
)

PRESENT = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP"})
PARTISAN = frozenset({"PTY", "OPP"})  # a former president, told as such, may lead a party since


class Describer:
    """Reads noun phrases of one page. Token ranges are inclusive."""

    def __init__(self, page: Page, people: People, context: Context) -> None:
        self.page = page
        self.people = people
        self.context = context
        self.person_at: dict[int, Person] = {k: p for p in people.found for a, b in p.spots for k in range(a, b + 1)}
        self.surnames = self._index_surnames()

    def _index_surnames(self) -> dict[str, list[tuple[int, Person]]]:
        index: dict[str, list[tuple[int, Person]]] = {}
        for person in self.people.found:
            first = person.spots[0][0]
            parts = {fold(w) for w in re.split(r"[\s\-]+", person.name)} | {
                self.page.tokens[b].key for _, b in person.spots
            }
            for part in sorted(parts):
                if len(part) > 2:
                    index.setdefault(part, []).append((first, person))
        return index

    # --- phrases

    def describe(self, first: int, last: int, event_type: str | None = None, role: str = "actor") -> Who:
        """What the phrase says by itself; kind "pronoun" or an absent code where it says nothing."""
        named = self._ending_person(first, last)
        if named is not None:
            return named
        end = self._main_end(first, last)
        hit = self._last_hit(first, end)
        noun = self._last_noun(first, end)
        if hit is not None and hit.entries[0].kind == "person" and (noun is None or noun.last < hit.first):
            return self._person(self.person_at[hit.last], hit.first)
        led = self._leader_of_coalition(first, last, event_type)
        if led is not None:
            return led
        tail = self._unknown_name(
            max(first, (noun.last if noun else first - 1) + 1, (hit.last if hit else first - 1) + 1), end
        )
        if tail is not None and (noun is None or noun.kind == "office" or noun.kind == "pointer"):
            person = self._lookup(*tail)
            if person is not None and (
                hit is None or hit.entries[0].kind in ("people", "person", "country", "party") or noun
            ):
                return self._person(person, tail[0])
            if noun is None and hit is None:
                return Who(name=self._words(*tail), kind="person", sector=None, number="s")
        if noun is not None and (hit is None or hit.last < noun.last):
            if noun.sector == "MIL" and self._led_coalition(noun, first):
                return Who(
                    name=self._words(first, end),
                    code="IGO",
                    sector="MIL",
                    kind="igo",
                    evidence="coalition named in the text",
                    explicit=True,
                )
            return self._noun_phrase(noun, first, end, last, event_type, role)
        if hit is not None:
            if hit.entries[0].kind == "people_group" and hit.entries[0].code is None:
                owner = self._modifier(first, hit.first - 1)
                if owner is not None and owner.entries[0].code:
                    return replace(
                        of_entry(owner.entries[0], event_type, role),
                        name=self._words(first, end),
                        sector="CVL",
                        kind="people",
                        number="p",
                    )
            after = self._adjective_noun(hit, end)
            return self._named(hit, after, event_type, role)
        return Who(name=self._words(first, last), kind="unknown")

    def _ending_person(self, first: int, last: int) -> Who | None:
        """ "His successor, NAME", "Minister for Foreign Affairs NAME": a person named at the end of an office."""
        person = self.person_at.get(last)
        if person is None:
            return None
        start = next(a for a, z in person.spots if a <= last <= z)
        noun = next((self.page.noun_at[k] for k in range(first, start) if k in self.page.noun_at), None)
        if noun is None or start == first or noun.kind not in ("office", "pointer"):
            return None
        words = self.page.tokens[first:start]
        titled = all(t.raw[0].isupper() or t.key in ("the", "of", "for", "and") for t in words)
        apposed = self.page.text[words[-1].end : self.page.tokens[start].start] == ", "
        if not apposed and not (titled and words[-1].raw[0].isupper()):
            return None
        who, head = self._person(person, start), self.describe(first, start - 1)
        return who if who.explicit or head.code is None else replace(who, code=head.code, explicit=head.explicit)

    def _words(self, first: int, last: int) -> str:
        words = " ".join(self.page.text[self.page.tokens[first].start : self.page.tokens[last].end].split())
        return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I)

    def _main_end(self, first: int, last: int) -> int:
        """Last token of the phrase before its first preposition, comma or relative clause."""
        page, index = self.page, first
        while index <= last:
            hit, noun = page.hit_at.get(index), page.noun_at.get(index)
            if (
                index > first
                and (page.tokens[index].key in CUTS or self._comma(index))
                and not self._covers(hit, noun, index)
            ):
                headed = any(
                    k in page.hit_at or k in page.noun_at or page.tokens[k].raw[0].isupper()
                    for k in range(first, index)
                )
                if headed and not self._compound_adjective(index):
                    return index - 1
            index += 1
        return last

    def _covers(self, hit: Hit | None, noun: Noun | None, index: int) -> bool:
        return (hit is not None and hit.first < index) or (noun is not None and noun.first < index)

    def _comma(self, index: int) -> bool:
        between = self.page.text[self.page.tokens[index - 1].end : self.page.tokens[index].start]
        return (any(c in between for c in ",;:(—–") and between not in (",", ":")) or " - " in between

    def _compound_adjective(self, index: int) -> bool:
        """ "US-backed", "Berlin-based": a participle tied by a hyphen does not end the phrase."""
        return self.page.text[self.page.tokens[index - 1].end : self.page.tokens[index].start] in HYPHENS

    def _last_hit(self, first: int, end: int) -> Hit | None:
        for index in range(end, first - 1, -1):
            hit = self.page.hit_at.get(index)
            if hit is not None and hit.last <= end and not (hit.last < end and self.page.backed(hit)):
                return hit
        return None

    def _last_noun(self, first: int, end: int) -> Noun | None:
        for index in range(end, first - 1, -1):
            noun = self.page.noun_at.get(index)
            if noun is not None and noun.last <= end and noun.first >= first:
                return noun
        return None

    def _unknown_name(self, first: int, end: int) -> tuple[int, int] | None:
        """Trailing capitalised words that no table knows."""
        page = self.page
        start = end + 1
        for index in range(end, first - 1, -1):
            token = page.tokens[index]
            if index in page.hit_at or not (
                token.raw[0].isupper() or token.key in ("al", "de", "bin", "van", "s", "jr")
            ):
                break
            if token.raw[0].isupper() and token.key not in ("the", "a", "an") and token.key not in ("s",):
                start = index
        stop = end
        while stop > start and page.tokens[stop].key == "s":
            stop -= 1
        if start > end or page.tokens[start].key in PRONOUNISH:
            return None
        return start, stop

    def _lookup(self, first: int, last: int) -> Person | None:
        """The person of the article whose name these words are, or end with: the nearest before, else the first."""
        if last in self.person_at:
            return self.person_at[last]
        known = self.surnames.get(self.page.tokens[last].key, ())
        before = [p for at, p in known if at <= first]
        if known:
            return before[-1] if before else known[0][1]
        entry = self.people.surname_entry(last, share=0.2) if first == last else None
        return Person(name=entry.name, entry=entry, gender=entry.gender, spots=[(first, last)]) if entry else None

    # --- persons

    def _person(self, person: Person, at: int) -> Who:
        entry, page = person.entry, self.page
        own = page.tokens[at - 1].key if at > 0 else ""
        if entry is None:
            who = Who(
                name=person.name,
                code=person.code,
                sector=person.sector,
                office=person.office,
                kind="person",
                evidence="introduced in the text" if person.office else "context",
                antecedent=person.introduced,
                explicit=person.code is not None,
                gender=person.gender,
                number="s",
            )
            first, last = person.spots[0]
            return who if person.code else self.at_home(who, first, last)
        sector, others = entry.sector, entry.others
        left = entry.until and page.day >= entry.until and entry.table == "persons.tsv"
        former = person.sector == "ELI" or own in FORMER
        dated = bool(entry.until) and entry.holds_on(page.day)
        if left and not former and person.sector is not None:
            sector, others = person.sector, ()
        elif (sector in PRESENT and (left or (former and not dated))) or (sector in PARTISAN and former):
            sector = "ELI"
        return Who(
            name=entry.name,
            code=entry.code,
            sector=sector,
            others=others,
            office=person.office or entry.office,
            kind="person",
            evidence=entry.table,
            antecedent=person.introduced,
            explicit=True,
            gender=person.gender,
            number="s",
        )

    # --- where strangers are from

    def hear(self, mention: Mention) -> None:
        """Keeps what the reader says of where a mention, and the earlier one it is linked to, is from."""
        if mention.home:
            for span in {mention.span, mention.antecedent or mention.span}:
                first, last = self.page.token_range(span)
                if first <= last:
                    self.context.hear(self._key(first, last), mention)

    def _key(self, first: int, last: int) -> Hashable:
        """One key for all mentions of a person, else for the phrases that end with one word of the text."""
        who = self.describe(first, last)
        return who.name if who.kind == "person" else self._main_end(first, last)

    def at_home(self, who: Who, first: int, last: int) -> Who:
        """With the country that the reader, the sentence and the article speak for."""
        if who.code is not None:
            return who
        key = who.name if who.kind == "person" else self._main_end(first, last)
        found = self.context.country(first, who.sector, (key,), who.office or who.noun)
        if found is None:
            return replace(who, absence=Absence.NO_CANDIDATE)
        return placed(who, found.code, found.entry, found.span)

    # --- known names alone

    def _adjective_noun(self, hit: Hit, end: int) -> Noun | None:
        """The noun right after a bare adjective ("Turkish" [airstrikes]), even outside the phrase."""
        if hit.entries[0].kind not in ("people", "kurd", "country", "person", "armed", "people_group", "capital"):
            return None
        page, index = self.page, hit.last + 1
        if (
            hit.entries[0].kind != "people"
            and hit.entries[0].kind != "kurd"
            and not page.text[page.tokens[hit.last].end :].startswith((" ", "’s ", "'s "))
        ):
            return None
        for at in range(index, min(index + 3, len(page.tokens))):
            if page.broken(at - 1, at) or page.tokens[at].key in CUTS:
                return None
            noun = page.noun_at.get(at)
            if noun is not None:
                return noun if hit.entries[0].kind in ("people", "kurd", "country") else None
            if page.tokens[at].key in ("and", "or", "have", "has", "had", "are", "were", "was", "is", "will"):
                return None
        return None

    def _named(self, hit: Hit, after: Noun | None, event_type: str | None, role: str) -> Who:
        entry = hit.entries[0]
        who = of_entry(entry, event_type, role)
        if entry.kind == "ngo" and entry.code == "NGO" and hit.first:
            owner = self.page.hit_at.get(hit.first - 1)
            if (
                owner is not None
                and owner.entries[0].kind in ("country", "people", "capital", "place")
                and not self.page.broken(hit.first - 1, hit.first)
            ):
                return replace(who, code=owner.entries[0].code, sector="SOC")  # the Kenya Red Cross
        if entry.kind == "kurd":
            return of_kurds(after.sector if after else None, self.page.weights)
        if entry.kind == "people":
            return self._people(hit, entry, after, event_type, role)
        if entry.kind in ("country", "capital") and after is not None and after.kind == "force":
            return replace(who, sector="MIL")
        return who

    def _people(self, hit: Hit, entry: Entry, after: Noun | None, event_type: str | None, role: str) -> Who:
        """ "Turkish" alone or "the Turks": by the noun that follows, else the plural people, else as the country."""
        who = of_entry(entry, event_type, role)
        word = self.page.tokens[hit.last]
        plural = word.raw.endswith("s") and not word.raw.endswith("ss") and word.key not in ("swiss", "cypriots")
        if after is not None and after.kind != "pointers" and after.sector is not None:
            return replace(who, sector=after.sector if after.kind != "place" else who.sector)
        acting = role == "actor" and hit.first > 0 and self.page.tokens[hit.first - 1].key == "the"
        if plural and not acting and event_type not in ("CONSULT", "AGREE", "REQUEST"):
            return replace(who, sector="CVL", kind="people", number="p")
        if event_type == "ASSAULT":
            return replace(who, sector="MIL")
        return who

    # --- head nouns

    def _noun_phrase(self, noun: Noun, first: int, end: int, last: int, event_type: str | None, role: str) -> Who:
        page = self.page
        name = self._words(first, last if last - first < 9 else end)
        sector = self._noun_sector(noun, event_type, role)
        base = Who(
            name=name,
            sector=sector,
            kind="noun",
            noun=noun.words,
            evidence="nouns.tsv",
            number=number_of(noun),
            gender=gender_of(noun),
        )
        former = any(page.tokens[k].key in FORMER for k in range(first, noun.first))
        if (
            former
            and sector in ("GOV", "LEG", "MIL", "JUD", "SPY")
            and noun.kind in ("office", "people", "pointer", "pointers")
        ):
            base = replace(base, sector="ELI")
        if noun.kind == "office":
            base = replace(base, office=noun.words)
        if noun.kind in ("office", "people") and noun.sector == "GOV" and self._european(first, noun.first - 1):
            return replace(base, code="EUR", sector=None, explicit=True)  # "European leaders", a senior official
        modifier = self._modifier(first, noun.first - 1)
        if noun.kind == "nation" and end + 2 <= last and page.tokens[end + 1].key == "of":
            whole = page.hit_at.get(end + 2)  # "the Soviet republic of Tajikistan"
            modifier = whole if whole is not None and whole.entries[0].kind == "country" else modifier
        if modifier is not None:
            return self._combine(noun, base, modifier, event_type, role)
        if noun.words in LOCAL and not self._vague(noun, first) and last - first < 2:
            return base
        if noun.kind == "vague" or self._vague(noun, first):
            return self._international(noun, first, base) or replace(
                base, kind="vague", absence=Absence.AMBIGUOUS, explicit=True
            )
        if noun.words in (
            "organizations",
            "organisations",
            "agencies",
            "inspectors",
            "monitors",
        ) and self._international(noun, first, base):
            return self._international(noun, first, base) or base
        behind = self._behind(noun, end, last, event_type, role)
        if behind is None and noun.words in WANDERING and page.tokens[first].key not in ("the", "these", "those"):
            return replace(base, kind="vague", absence=Absence.AMBIGUOUS, explicit=True)
        if behind is not None:
            owner, itself = behind
            return owner if itself else combine(noun, base, owner)
        if noun.words in OF_ALL_COUNTRIES and not any(page.tokens[k].key == "local" for k in range(first, noun.first)):
            return replace(base, code="NGO", sector=None, explicit=True)
        return base

    def _noun_sector(self, noun: Noun, event_type: str | None, role: str) -> str | None:
        if noun.words in GOVERNING and event_type == "ASSAULT" and role == "actor":
            return "MIL"
        if noun.kind in ("nation", "nations"):
            return None if role == "recipient" and event_type in NO_RECIPIENT_SECTOR else "GOV"
        return noun.sector

    def _modifier(self, first: int, last: int) -> Hit | None:
        """The last name before the head noun that tells whose it is."""
        chosen: Hit | None = None
        index = last
        while index >= first:
            hit = self.page.hit_at.get(index)
            if hit is not None:
                index = hit.first
                entry = hit.entries[0]
                nameless = entry.kind == "people_group" and entry.code is None
                weak = chosen is None or (chosen.entries[0].kind == "region" and entry.code is not None)
                if weak and not nameless and not self.page.backed(hit):
                    chosen = hit
            index -= 1
        return chosen

    def _international(self, noun: Noun, first: int, base: Who) -> Who | None:
        """ "international organisations" are IGO, "international aid groups" NGO."""
        if not any(self.page.tokens[k].key == "international" for k in range(first, noun.first)):
            return None
        if noun.sector == "SOC":
            return replace(base, code="NGO", sector=None, explicit=True)
        if noun.words in (
            "organizations",
            "organisations",
            "bodies",
            "agencies",
            "monitors",
            "inspectors",
            "peacekeepers",
        ):
            return replace(base, code="IGO", sector=None, explicit=True)
        return None

    def _vague(self, noun: Noun, first: int) -> bool:
        words = [self.page.tokens[k].key for k in range(first, noun.first)]
        if noun.kind == "nations" or (noun.words in RELATIONS and "s" not in words):
            return True
        if (
            noun.sector in ("GOV", "SOC", None)
            and noun.kind in ("people", "pointers")
            and any(w in VAGUE for w in words)
        ):
            return not any(w in ("the", "two", "three") for w in words[:1]) or any(
                w in ("foreign", "international", "western", "world") for w in words
            )
        return False

    def _combine(self, noun: Noun, base: Who, hit: Hit, event_type: str | None, role: str) -> Who:
        entry = hit.entries[0]
        if entry.kind == "kurds":
            armed = noun.kind in ("pointer", "pointers") or base.sector in ("MIL", "REB", "PRM")
            return replace(
                base,
                code=entry.code,
                sector=entry.sector if armed else base.sector,
                evidence=entry.table,
                explicit=True,
            )
        if entry.kind == "kurd":
            who = of_kurds(base.sector if noun.kind != "pointer" else None, self.page.weights)
            return replace(who, name=base.name, noun=noun.words, number=base.number)
        if entry.kind == "person":
            owner = self._person(self.person_at[hit.last], hit.first)
            return combine(noun, base, owner)
        owner = of_entry(entry, event_type, role)
        return combine(noun, base, owner)

    def _behind(self, noun: Noun, end: int, last: int, event_type: str | None, role: str) -> tuple[Who, bool] | None:
        """What stands behind "of", "in", "from": the owner, or with True the actor itself ("members of")."""
        page, index = self.page, end + 1
        if index > last:
            return None
        key = page.tokens[index].key
        if (key == "of" and noun.words.split(" ")[-1] in page.nouns_table.parts) or (
            key in ("of", "from") and noun.sector is None
        ):
            rest = self.describe(index + 1, last, event_type, role) if index + 1 <= last else None
            if rest is not None and rest.kind not in ("unknown", "pronoun"):
                if noun.sector is None and rest.kind in ("noun", "people", "armed", "party", "vague"):
                    return replace(
                        rest, name=self._words(noun.first, last), number="p" if noun.kind != "pointer" else "s"
                    ), True
                if rest.code is not None or rest.kind == "vague":
                    return rest, False
        for at in range(index, last + 1):
            hit = page.hit_at.get(at)
            if hit is None or hit.first != at or self.page.backed(hit):
                continue
            before = page.tokens[at - 1].key if at > 0 else ""
            if before == "the" and at > 1:
                before = page.tokens[at - 2].key
            entry = hit.entries[0]
            if before in ("against", "by", "with", "backing", "fleeing", "to", "over") or entry.kind in (
                "people_group",
                "region",
                "vague",
            ):
                continue
            if entry.kind == "kurd":
                return of_kurds(noun.sector, self.page.weights), False
            if entry.kind == "person":
                return self._person(self.person_at[hit.last], hit.first), False
            return of_entry(entry, event_type, role), False
        return None

    def _european(self, first: int, at: int) -> bool:
        """ "European", but neither "pro-European" nor "East European"."""
        page = self.page
        if at < first or page.tokens[at].key != "european":
            return False
        joined = at > 0 and page.text[page.tokens[at - 1].end : page.tokens[at].start] in HYPHENS
        return not joined and (at == first or page.tokens[at - 1].key not in DIRECTIONS)

    def _leader_of_coalition(self, first: int, last: int, event_type: str | None) -> Who | None:
        """ "US-led" [airstrikes]: in an article that speaks of a coalition they are its, else the country's."""
        page = self.page
        at = last if page.tokens[last].key == "led" else last + 1
        hit = page.hit_at.get(at - 1)
        if hit is None or hit.first < first or hit.entries[0].kind not in KINDS_OF_STATE or at >= len(page.tokens):
            return None
        if page.tokens[at].key != "led" or page.text[hit.end : page.tokens[at].start] not in HYPHENS:
            return None
        if event_type not in FORCE_TYPES or "coalition" not in page.keys:
            return of_entry(hit.entries[0], event_type, "actor") if at == last else None
        return Who(
            name=f"{page.text[hit.start : hit.end]}-led coalition",
            code="IGO",
            sector="MIL",
            kind="igo",
            evidence="coalition named in the text",
            explicit=True,
        )

    def _led_coalition(self, noun: Noun, first: int) -> bool:
        """ "US-led air coalition", and "the coalition" in an article that names such a one."""
        page = self.page
        if any(
            page.tokens[k].key == "led" and page.tokens[k - 1].key not in ("kurdish", "shia", "shiite")
            for k in range(first + 1, noun.first)
        ):
            return True
        if noun.words not in ("coalition", "alliance", "coalition troops", "alliance forces"):
            return False
        return noun.first - first <= 1 and any(h.entries[0].name.endswith("-led coalition") for h in page.hits)
