"""One article while its ledger is read: what was coded in each sentence, who is named where, who says what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.records import Absence, Article, Event, Party, Sentence, SentenceKind, Span, Statement

TOLD = (SentenceKind.BODY, SentenceKind.HEADLINE, SentenceKind.LEAD)
STOP_NAMES = frozenset(
    "he she it they we i you him her them us his its their our my who which that this these those one".split()
)
_LIST = re.compile(r"[\s,]*(?:and|or|/|as\s+well\s+as|along\s+with)?[\s,]*(?:(?:the|its|their|his|her|both)\s+)?")
_NOBODY = re.compile(r"(?:nobody|none|neither|no(?!\.?\s*\d))\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_STEM = re.compile(r"(?:ies|es|s|ed|ing|ment|ion|ions|ly|al)$")
NO_STATES = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
CAMPS = {
    **dict.fromkeys(("REB", "UAF", "CRM"), "rebels"),
    **dict.fromkeys(("CVL", "REF", "SOC", "LAB", "MED", "EDU", "REL"), "people"),
    "OPP": "opposition",
}
FUNCTION_WORDS = frozenset(
    "the a an of to in on at by for with from and or but as that which who whom whose is are was were be been being has"
    " have had it its they their them he his him she her we our us i my you your this these those not no will would"
    " could should may might can than then there so if also into over about after before when while said says say"
    " told".split()
)


class Page:
    """The records of one article by sentence. Cheap to build: a few dictionaries."""

    def __init__(
        self, article: Article, sentences: Sequence[Sentence], events: Sequence[Event], statements: Sequence[Statement]
    ) -> None:
        self.article, self.text = article, article.text
        self.sentences = [s for s in sentences if s.kind in TOLD]
        self.events, self.statements = events, [s for s in statements if not _is_nobody(s.speaker)]
        self.by_index = {s.index: s for s in sentences}
        self.events_in: dict[int, list[Event]] = {}
        self.statements_in: dict[int, list[Statement]] = {}
        for event in events:
            self.events_in.setdefault(event.sentence, []).append(event)
        for statement in self.statements:
            self.statements_in.setdefault(statement.sentence, []).append(statement)
        self._named = self._names()
        self._first = _by_first_word(self._named)

    def _names(self) -> dict[str, Party]:
        named: dict[str, Party] = {}
        for party in self._parties():
            for words in (party.text, party.name):
                key = plain(words or "")
                if len(key) > 1 and key not in STOP_NAMES and (key not in named or not named[key].code):
                    named[key] = party
        return named

    def _parties(self) -> Iterator[Party]:
        for event in self.events:
            yield from event.actors
            yield from event.recipients
            if event.source:
                yield event.source
        for statement in self.statements:
            yield statement.speaker
            if statement.addressee:
                yield statement.addressee

    def parties_at(self, start: int, end: int) -> tuple[Party, ...]:
        """The parties named in text[start:end], by words that name them anywhere in the article; each once."""
        found: dict[tuple[str | None, str | None], Party] = {}
        reached = start
        for match in _WORD.finditer(self.text, start, end):
            first = match.group().lower().replace("’", "'").removesuffix("'s")
            if match.start() < reached or first not in self._first:
                continue
            for key in self._first[first]:
                stop = match.start() + len(key)
                if (
                    stop <= end
                    and plain(self.text[match.start() : stop]) == key
                    and not self.text[stop : stop + 1].isalnum()
                ):
                    reached, party = stop, self._named[key]
                    found.setdefault(
                        (party.name, party.code), at(party, Span(start=match.start(), end=stop), self.text)
                    )
                    break
        return tuple(found.values())

    def words(self, span: Span) -> str:
        return span.of(self.text)

    def sentence_span(self, index: int) -> Span:
        sentence = self.by_index[index]
        return Span(start=sentence.start, end=sentence.end)

    def sentence_at(self, offset: int) -> Sentence | None:
        return next((s for s in self.sentences if s.start <= offset < s.end), None)

    def statements_over(self, sentence: int, offset: int) -> list[Statement]:
        """Statements of the sentence whose content holds the character, the narrowest first."""
        over = [s for s in self.statements_in.get(sentence, []) if any(c.start <= offset < c.end for c in s.content)]
        return sorted(over, key=lambda s: sum(c.end - c.start for c in s.content))

    def speaker_of(self, sentence: int, offset: int) -> Party | None:
        """Who is quoted as saying what stands at the character; None for the writer."""
        for statement in self.statements_over(sentence, offset):
            if statement.speaker.name or statement.speaker.code:
                return statement.speaker
        near = [e for e in self.events_in.get(sentence, []) if e.source and abs(e.trigger.start - offset) < 80]
        return near[0].source if near else None

    def doers_of(self, event: Event) -> tuple[Party, ...]:
        """Who does an act of speech: its speaker where it is told as one, else those named beside its words.

        Of several actors only those of the same sentence count that stand together ("both Paris and Rome"); where no
        actor was read, it is who is quoted with it.
        """
        told = [s for s in self.statements_in.get(event.sentence, []) if s.cue and overlaps(s.cue, event.trigger)]
        speakers = unique(s.speaker for s in told if s.speaker.name or s.speaker.code)
        known = [party for party in event.actors if (party.name or party.code) and not _is_nobody(party)]
        if any(_is_nobody(party) for party in event.actors) and not known:
            return ()
        here = self.here(known, event.sentence)
        if speakers:
            return unique([*speakers, *(p for p in here if any(self._beside(p, s, here) for s in speakers))])
        before = [party for party in here if party.span and party.span.end <= event.trigger.start]
        if before:
            last = max(before, key=lambda party: party.span.end if party.span else 0)
            return unique(party for party in before if self._beside(party, last, before))
        if known:
            return tuple(here or known)
        over = self.statements_over(event.sentence, event.trigger.start)
        return tuple(s.speaker for s in over[:1] if s.speaker.name or s.speaker.code)

    def _beside(self, party: Party, other: Party, among: Sequence[Party]) -> bool:
        """Whether two parties are the same or stand in one list: "Chad, Niger and Mali"."""
        if party is other or (party.name is not None and party.name == other.name):
            return True
        if party.span is None or other.span is None:
            return False
        left, right = sorted((party.span, other.span))
        between = self.text[left.end : right.start]
        for each in among:
            if each.span and left.end <= each.span.start and each.span.end <= right.start:
                between = between.replace(each.span.of(self.text), ",", 1)
        return bool(_LIST.fullmatch(between))

    def here(self, parties: Iterable[Party], sentence: int) -> list[Party]:
        """Those named in the sentence itself, in the order of the text."""
        span = self.sentence_span(sentence)
        here = [(p.span, p) for p in parties if p.span and span.start <= p.span.start < span.end]
        return [party for _, party in sorted(here, key=lambda each: each[0])]

    def two_sides(self, words: Span) -> tuple[Party, ...]:
        """Whom "the two countries" means: the two states that take part most in what was told before."""
        counted: dict[str, list[Party]] = {}
        for event in self.events:
            if event.trigger.start < words.start:
                for party in (*event.actors, *event.recipients):
                    if party.code and party.code not in NO_STATES and _camp(party) == "state":
                        counted.setdefault(party.code, []).append(party)
        most = sorted(counted, key=lambda code: -len(counted[code]))[:2]
        if len(most) < 2:
            return ()
        return tuple(
            replace(counted[code][0], span=words, text=words.of(self.text), antecedent=counted[code][0].span)
            for code in most
        )

    def identity(self, kind: str, span: Span) -> str:
        return hashlib.sha256(f"{self.article.id}\0{kind}\0{span.start}\0{span.end}".encode()).hexdigest()[:16]


def _is_nobody(party: Party) -> bool:
    """ "No group", "nobody": they say and do nothing."""
    return bool(_NOBODY.match(party.text or party.name or ""))


def at(party: Party, span: Span, text: str) -> Party:
    """The party, named at other words of the text."""
    return Party(span=span, text=span.of(text), name=party.name, code=party.code, sector=party.sector,
                 other_sectors=party.other_sectors, office=party.office, antecedent=party.antecedent,
                 evidence=party.evidence, absence=party.absence)  # fmt: skip


def unknown(span: Span, text: str) -> Party:
    """A party that no coded record of the article names."""
    return Party(span=span, text=span.of(text), name=None, code=None, absence=Absence.NO_CANDIDATE)


def plain(words: str) -> str:
    """Lower case, single spaces, no article in front, plain apostrophes."""
    words = " ".join(words.replace("’", "'").replace("\u00a0", " ").lower().split())
    return words.removeprefix("the ").removesuffix("'s")


def _by_first_word(named: Iterable[str]) -> dict[str, list[str]]:
    """First word -> the names that begin with it, the longest first."""
    first: dict[str, list[str]] = {}
    for key in sorted(named, key=lambda key: (-len(key), key)):
        word = _WORD.search(key)
        if word and word.start() == 0:
            first.setdefault(word.group().removesuffix("'s"), []).append(key)
    return first


def stems(words: str) -> frozenset[str]:
    """The content words, cut to stems rough enough to match "deploys" with "deployment"."""
    found = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(words))
    return frozenset(stem(word) for word in found if word not in FUNCTION_WORDS and len(word) > 1)


def stem(word: str) -> str:
    cut = _STEM.sub("", word)
    return cut[:6] if len(cut) >= 3 else word


def overlaps(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def same_side(left: Party, right: Party) -> bool:
    """The same party; of one country only where the state stands on both sides: its rebels and citizens are others."""
    if left.name and left.name == right.name:
        return True
    return bool(left.code) and left.code == right.code and _camp(left) == _camp(right)


def _camp(party: Party) -> str:
    return CAMPS.get(party.sector or "", "state")


def same_party(left: Party, right: Party) -> bool:
    """The same name, or the same country whoever speaks for it; `same_side` keeps its rebels and citizens apart."""
    if left.name and right.name and left.name == right.name:
        return True
    return bool(left.code) and left.code == right.code


def unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, by name and code, in order."""
    found: dict[tuple[str | None, str | None, str | None], Party] = {}
    for party in parties:
        if party.name or party.code or party.text:
            found.setdefault((party.name, party.code, None if party.name else party.text), party)
    return tuple(found.values())
