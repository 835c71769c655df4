"""Mentions -> parties: name, country or international code, sector, office and the words they rest on.

`ActorResolver` holds the tables (built once); `document` reads an article once; `party` and `expand` then answer for
single mentions. A party that stays unknown keeps its words and a typed reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.records import Absence, Article, Mention, Party, Sentence, Span
from dragoman.resolve.actor_words import COMMON_BODIES, INDEFINITE, JIHADIST, QUANTITIES
from dragoman.resolve.antecedents import Antecedents
from dragoman.resolve.context import Context
from dragoman.resolve.describe import Describer
from dragoman.resolve.dictionary import INTERNATIONAL, Names, load_names, read_user_actors
from dragoman.resolve.names import NounTable, Page
from dragoman.resolve.persons import People, load_given_names
from dragoman.resolve.places import Gazetteer
from dragoman.resolve.who import Who


class ActorResolver:
    """The tables of known actors; a user's files come before the built-in ones.

    Raises InputError for an actors file that cannot be read.
    """

    def __init__(self, *, actors_files: tuple[Path, ...] = (), gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or Gazetteer()
        self._tables: list[Names] = []
        if actors_files:
            own = Names()
            for path in actors_files:
                for alias, entry in read_user_actors(path):
                    own.add(alias, entry)
            self._tables.append(own)
        built_in = load_names()
        self._tables.append(built_in)
        self._persons = built_in.persons
        self._nouns = NounTable()
        self._given_names = load_given_names()

    def document(self, article: Article, sentences: Sequence[Sentence]) -> DocumentActors:
        """One pass over the text: known names, persons with offices, weights of countries."""
        page = Page(article, sentences, self._tables, self._nouns, self._gazetteer)
        return DocumentActors(page, People(page, self._tables, self._persons, self._given_names))


class DocumentActors:
    """Answers for the mentions of one article, in any order."""

    def __init__(self, page: Page, people: People) -> None:
        self._page = page
        self._describer = Describer(page, people, Context(page))
        self._antecedents = Antecedents(page, self._describer)

    def hear(self, mentions: Iterable[Mention]) -> None:
        """What the reader says of where each mention's party is from; each place in the text counts once."""
        for mention in {mention.span: mention for mention in mentions}.values():
            self._describer.hear(mention)

    @property
    def countries(self) -> Mapping[str, float]:
        """Weighted mentions of each country (ISO alpha-3, KOS) in the article, in the order first named."""
        return self._page.weights

    def party(self, mention: Mention | None, *, sentence: int, role: str, event_type: str | None = None) -> Party:
        """Who is meant. `role` is actor, recipient, speaker, source or addressee; None asks for nobody's words."""
        if mention is None:
            return Party(span=None, text=None, name=None, code=None, absence=Absence.NOT_MENTIONED)
        first, last = self._page.token_range(mention.span)
        if last < first:
            return self._party(mention, Who(absence=Absence.NO_CANDIDATE), role, event_type)
        return self._party(mention, self._who(mention, first, last, role, event_type), role, event_type)

    def expand(
        self, mention: Mention | None, *, sentence: int, role: str, event_type: str | None = None
    ) -> tuple[Party, ...]:
        """The parties of a mention: one, or each of "Russia and China", "U.S. and Iranian officials", "both sides"."""
        if mention is None:
            return (self.party(None, sentence=sentence, role=role, event_type=event_type),)
        first, last = self._page.token_range(mention.span)
        parts = self._conjuncts(first, last) or self._both(first, last)
        if not parts:
            return (self.party(mention, sentence=sentence, role=role, event_type=event_type),)
        parties = [
            self._party(replace(mention, span=span, antecedent=None), who, role, event_type)
            for span, who in self._parts(parts, last, role, event_type)
        ]
        distinct: dict[tuple[str | None, str | None], Party] = {}
        for party in parties:
            distinct.setdefault((party.name, party.code), party)
        if len({party.code for party in distinct.values()}) < 2 and len(distinct) < 2:
            return (self.party(mention, sentence=sentence, role=role, event_type=event_type),)
        return tuple(distinct.values())

    # --- one mention

    def _who(self, mention: Mention, first: int, last: int, role: str, event_type: str | None) -> Who:
        page = self._page
        key = page.tokens[first].key
        pronoun = self._antecedents.is_pronoun(first)
        if pronoun and (first == last or key in ("he", "she", "they", "it", "we", "i")):
            return (
                self._linked(mention, role, event_type)
                or self._antecedents.resolve(first, first, event_type, role)
                or Who(absence=Absence.NO_CANDIDATE)
            )
        who = self._describer.describe(first, last, event_type, role)
        if who.absence is not None or who.explicit:
            return who
        if pronoun:  # "his forces", "their leaders"
            owner = self._antecedents.resolve(first, first, event_type, role)
            if owner is not None and owner.code is not None and who.kind == "noun":
                armed = owner.kind == "armed" and who.sector in (None, "GOV", "MIL", "PTY", "REB")
                return replace(
                    who,
                    code=owner.code,
                    sector=owner.sector if armed or who.sector is None else who.sector,
                    others=owner.others if armed else (),
                    evidence=owner.evidence,
                    antecedent=owner.antecedent,
                )
        linked = self._linked(mention, role, event_type)
        if linked is not None and linked.code is not None:
            return replace(linked, sector=who.sector or linked.sector, office=linked.office or who.office)
        if mention.sector == "REB" and who.kind in ("person", "unknown"):  # the reader takes a stranger for a fighter
            group = self._antecedents.by_kind(frozenset({"armed"}), first, None, event_type, role)
            if group is not None:
                return replace(who, code=group.code, sector="REB", evidence=group.evidence, antecedent=group.antecedent)
        return self._definite(who, first, last, role, event_type) or self._describer.at_home(who, first, last)

    def _linked(self, mention: Mention, role: str, event_type: str | None) -> Who | None:
        """The neural reader's link, when the words it points at say who they are."""
        if mention.antecedent is None or mention.antecedent == mention.span:
            return None
        first, last = self._page.token_range(mention.antecedent)
        if last < first:
            return None
        if first == last and self._antecedents.is_pronoun(first):
            who = self._antecedents.resolve(first, first, event_type, role)
        else:
            who = self._describer.describe(first, last, event_type, role)
            if who.code is None and who.absence is None and who.kind != "unknown":
                who = self._definite(who, first, last, role, event_type) or self._describer.at_home(who, first, last)
        if who is None or (who.kind == "unknown" and who.code is None):
            return None
        return replace(
            who,
            antecedent=mention.antecedent,
            evidence=f"coreference; {who.evidence}" if who.evidence else "coreference",
        )

    def _definite(self, who: Who, first: int, last: int, role: str, event_type: str | None) -> Who | None:
        """ "the president", "the group", "the rebels", "the country": an earlier mention that says more."""
        page = self._page
        lead = page.tokens[first].key
        noun = page.nouns_table.get(who.noun) if who.noun else None
        if who.kind == "unknown" and lead == "the" and last == first + 1:  # "the Observatory"
            return self._antecedents.by_last_word(page.tokens[last].key, first, event_type, role)
        if noun is None or who.noun is None or lead in INDEFINITE:
            return None
        sector, kind = noun
        if kind == "office" and who.office:
            found = self._antecedents.by_office(who.office, first)
            if found is not None:
                return replace(found, sector=found.sector or who.sector, office=found.office or who.office)
        if kind in ("body", "pointer") and lead == "the" and last == first + 1 and who.noun not in COMMON_BODIES:
            found = self._antecedents.by_last_word(who.noun.split(" ")[-1], first, event_type, role)
            if found is not None and found.code is not None:
                return found
        if kind == "pointer":
            return self._antecedents.by_office(who.noun, first) or self._antecedents.by_kind(
                _POINTED.get(who.noun, _GROUPS), first, None, event_type, role
            )
        if sector == "REB" and (lead in ("the", "these", "those") or who.noun in JIHADIST):
            return self._antecedents.by_kind(frozenset({"armed"}), first, who.noun, event_type, role)
        if kind == "nation":
            found = self._antecedents.by_kind(frozenset({"state"}), first, None, event_type, role)
            return replace(found, sector=who.sector) if found is not None else None
        if lead in ("the", "these", "those") and kind in ("people", "body", "pointers"):
            found = self._antecedents.by_kind(frozenset(), first, who.noun, event_type, role)
            return replace(found, sector=found.sector or who.sector, name=who.name) if found is not None else None
        return None

    def _party(self, mention: Mention, who: Who, role: str, event_type: str | None) -> Party:
        code = who.code
        sector = who.sector
        guess = mention.sector if mention.sector not in INTERNATIONAL else None
        if guess is not None and _open_to_guess(who):
            sector = guess
        if (
            sector is None
            and code not in INTERNATIONAL
            and (who.kind == "person" or who.noun in QUANTITIES or _suffering(who, role, event_type))
        ):
            sector = "CVL"
        absence = who.absence if code is None else None
        if code is None and absence is None:
            absence = Absence.NO_CANDIDATE
        return Party(
            span=mention.span,
            text=mention.span.of(self._page.text),
            name=who.name,
            code=code,
            sector=sector,
            other_sectors=tuple(o for o in who.others if o != sector),
            office=who.office,
            antecedent=who.antecedent,
            evidence=who.evidence,
            absence=absence,
        )

    # --- several parties in one mention

    def _conjuncts(self, first: int, last: int) -> list[tuple[int, int]]:
        """Token ranges joined by "and" or commas, each with a name of its own; empty when the phrase is one actor."""
        page = self._page
        cuts: list[tuple[int, int]] = []
        start = first
        joined = False
        for index in range(first, last + 1):
            token = page.tokens[index]
            hit = page.hit_at.get(index)
            if hit is not None and hit.first < index:
                continue
            if token.key == "and" and index > start:
                cuts.append((start, index - 1))
                start, joined = index + 1, True
            elif index > start and page.text[page.tokens[index - 1].end : token.start].strip() == ",":
                cuts.append((start, index - 1))
                start = index
        cuts.append((start, last))
        if not joined or any(b < a for a, b in cuts):
            return []
        return cuts if all(self._names_someone(a, b) for a, b in cuts) else []

    def _names_someone(self, first: int, last: int) -> bool:
        page = self._page
        for index in range(first, last + 1):
            hit = page.hit_at.get(index)
            if (
                hit is not None
                and hit.entries[0].kind not in ("region", "people_group", "place")
                and not page.backed(hit)
            ):
                return True
            if index in self._describer.person_at:
                return True
        return False

    def _both(self, first: int, last: int) -> list[tuple[int, int]]:
        """ "the two countries", "both sides": the last two countries named."""
        page = self._page
        keys = [page.tokens[k].key for k in range(first, last + 1)]
        n = next((COUNTED[key] for key in keys if key in COUNTED), 0)
        if len(keys) > 4 or not n:
            return []
        if keys[-1] in ("countries", "sides", "nations", "governments", "neighbours", "neighbors", "allies", "powers"):
            found = self._antecedents.last_states(first, n)
        elif keys[-1] in ("leaders", "presidents", "ministers", "men", "women", "diplomats", "candidates"):
            found = self._antecedents.last_persons(first, n)
        else:
            return []
        return [(c.first, c.last) for c in found] if len(found) == n else []

    def _parts(
        self, parts: list[tuple[int, int]], last: int, role: str, event_type: str | None
    ) -> list[tuple[Span, Who]]:
        """Each conjunct by itself; a bare adjective borrows the head noun at the end ("U.S. and Iranian officials")."""
        page, found = self._page, []
        tail = page.noun_at.get(last)
        for first, end in parts:
            who = self._describer.describe(first, end, event_type, role)
            if (
                tail is not None
                and tail.first > end
                and who.kind == "state"
                and tail.sector
                and _bare(page, first, end)
            ):
                who = replace(who, sector=tail.sector, name=f"{who.name} {tail.words}")
            if who.code is None and who.absence is None:
                who = self._describer.at_home(who, first, end)
            found.append((page.span(first, end), who))
        return found


COUNTED = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_GROUPS = frozenset({"armed", "body", "party"})
_POINTED = {
    "leader": frozenset({"person"}),
    "chief": frozenset({"person"}),
    "head": frozenset({"person"}),
    "director": frozenset({"person"}),
    "founder": frozenset({"person"}),
    "chairman": frozenset({"person"}),
}


SUFFERED = frozenset({"ASSAULT", "COERCE", "AID", "RETREAT"})


def _open_to_guess(who: Who) -> bool:
    """Where the tables are not specific the reader's own sector counts: strangers and plain people."""
    if who.kind in ("unknown", "pronoun") or (who.sector is None and who.kind in ("person", "noun")):
        return True
    return who.kind in ("noun", "person") and who.sector == "CVL" and who.evidence is not None


def _suffering(who: Who, role: str, event_type: str | None) -> bool:
    """ "at least 80", "dozens" killed, arrested, helped: people."""
    return role == "recipient" and event_type in SUFFERED and who.kind in ("noun", "unknown")


def _bare(page: Page, first: int, end: int) -> bool:
    return all(
        k in page.hit_at or page.tokens[k].key in ("the", "both", "senior", "top") for k in range(first, end + 1)
    )
