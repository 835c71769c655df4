"""Drafts -> records: every name, place, date and number of an article's drafts, resolved together."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from dragoman.ontology import Contexts, load, normalise
from dragoman.records import (
    Absence,
    Article,
    Draft,
    DraftStatement,
    Event,
    Mention,
    Party,
    Place,
    Quantity,
    Sentence,
    SentenceKind,
    Span,
    Statement,
    Status,
    When,
)
from dragoman.resolve.actors import ActorResolver, DocumentActors
from dragoman.resolve.circumstances import addressee, description, occasion, place_said
from dragoman.resolve.confidence import UNFITTED, Confidence
from dragoman.resolve.counting import base_of, counted
from dragoman.resolve.dates import direction_of, find_times, resolve_time
from dragoman.resolve.doers import with_doers
from dragoman.resolve.names import DATELINE
from dragoman.resolve.places import Gazetteer
from dragoman.resolve.quantities import attach, find_quantities
from dragoman.resolve.roles import Read, choose
from dragoman.resolve.tense import SPEECH, status_told
from dragoman.settings import DecodeSettings

# Two days far apart: a time that means the same seen from both needs no day of publication.
SOME_DAYS = (dt.date(1987, 6, 3), dt.date(2019, 10, 29))
HISTORICAL_DAYS = 92
SURE = 0.5  # least probability of a place or time whose words no table knows; set by judgement
WORDING_GAP = 45  # characters between two wordings of one act; development part
# Least share of words that two tellings of one act have in common; set by judgement, the gold marks no second tellings
SAME_TELLING = 0.5
MAX_ALIKE = 20  # acts of one article alike but for their sentences; a bound, so that no article takes quadratic time
BESIDE = 40  # characters
PLAN_MARGIN = 0.1  # of probability; set by judgement
QUOTES = re.compile('[“"«]([^”"»]*)[”"»]?')
QUOTATION_MARKS = '“”"«»'
RUNS_ON = 3  # sentences from a statement to a quotation without a cue by the same speaker; set by judgement
POINTERS = frozenset({"them", "him", "her", "it", "us", "me", "you"})
NOBODY = Party(span=None, text=None, name=None, code=None, absence=Absence.NOT_MENTIONED)


class Resolver:
    """Tables of actors and places, loaded once."""

    def __init__(self, *, actors_files: tuple[Path, ...] = (), confidence: Confidence = UNFITTED) -> None:
        self.ontology = load()
        self._contexts = Contexts()
        self._gazetteer = Gazetteer()
        self._actors = ActorResolver(actors_files=actors_files, gazetteer=self._gazetteer)
        self._confidence = confidence

    def resolve(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        drafts: Sequence[Draft],
        statements: Sequence[DraftStatement],
        settings: DecodeSettings | None = None,
    ) -> tuple[tuple[Event, ...], tuple[Statement, ...]]:
        """Events and statements in the order of the text. `settings` are those the drafts were decoded with."""
        statements = tellings(article.text, statements)
        page = _Page(self, article, sentences, drafts, settings or DecodeSettings())
        page.actors.hear(_parties_read(drafts, statements))
        in_text = sorted(drafts, key=lambda d: d.trigger)
        worded = _one_wording(article.text, [(page.event(d), d.probability * d.core) for d in in_text])
        events = with_doers(worded)
        in_order = sorted(statements, key=lambda s: (s.content[0], s.cue or s.content[0]))
        said = [(statement, draft.probability) for draft in in_order for statement in page.statements(draft)]
        return tuple(_same_acts(article.text, sentences, events)), tuple(_one_a_speaker(said))


class _Page:
    """One article while its drafts are resolved."""

    def __init__(
        self,
        resolver: Resolver,
        article: Article,
        sentences: Sequence[Sentence],
        drafts: Sequence[Draft],
        settings: DecodeSettings,
    ) -> None:
        self.article, self.sentences = article, sentences
        self.ontology, self.settings = resolver.ontology, settings
        self.gazetteer = resolver._gazetteer
        self.confidence = resolver._confidence
        self.actors: DocumentActors = resolver._actors.document(article, sentences)
        texts = [article.text[s.start : s.end] for s in sentences]
        self.contexts = resolver._contexts.profile(texts)
        self.triggers: dict[int, list[tuple[Span, str]]] = defaultdict(list)
        self.planned: dict[Span, float] = {}  # probability of a time as that of an act to come
        for draft in drafts:
            self.triggers[draft.sentence].append((draft.trigger, draft.type))
            if draft.time is not None and draft.status is Status.FUTURE:
                known = self.planned.get(draft.time.span, 0.0)
                self.planned[draft.time.span] = max(known, draft.time.probability)
        self.last_day: dt.date | None = None  # of the event dated last: what "two days earlier" counts from

    def event(self, draft: Draft) -> Event:
        here, text = self.sentences[draft.sentence], self.article.text
        before, after = text[here.start : draft.trigger.start], text[draft.trigger.end : here.end]
        draft = replace(draft, status=status_told(before, after, draft.type, draft.status))
        kind, mode, status = normalise(draft.type, self.mode(draft), draft.status)
        actors, recipients = choose(
            self.parties(draft.actors, draft, "actor"),
            self.parties(draft.recipients, draft, "recipient"),
            kind,
            self.settings,
        )
        time = self.when(draft)
        status = _by_date(status, kind, time, self.article.published)
        contexts = self.ontology.with_mode_context(kind, mode, self.contexts[draft.sentence])
        cameo, goldstein = self.ontology.nearest_cameo(kind, mode, contexts, status)
        return Event(
            id=_identity(self.article.id, kind, draft.trigger),
            sentence=draft.sentence,
            trigger=draft.trigger,
            type=kind,
            mode=mode,
            contexts=contexts,
            status=status,
            actors=actors,
            recipients=recipients,
            source=self.source(draft),
            place=self.place(draft.place, draft.sentence),
            time=time,
            date=time.value if time else None,
            quantities=self.quantities(draft),
            quad=self.ontology.quad(kind),
            score=self.ontology.score(kind, mode),
            cameo=cameo,
            goldstein=goldstein,
            same_as=None,
            confidence=self.confidence.event(draft),
        )

    def mode(self, draft: Draft) -> str | None:
        """The mode as read; beside the word "suicide" an attack of no mode or with explosives is a suicide attack."""
        if draft.type != "ASSAULT" or draft.mode not in (None, "explosives"):
            return draft.mode
        here, at = self.sentences[draft.sentence], draft.trigger
        near = self.article.text[max(here.start, at.start - BESIDE) : min(here.end, at.end + BESIDE)]
        return "suicide-attack" if "suicide" in near.lower() else draft.mode

    def parties(self, mentions: Sequence[Mention], draft: Draft, role: str) -> list[Read]:
        """The parties read in one role, each once, with the sum of the probabilities of its mentions."""
        found: list[Read] = []
        for mention in mentions:
            for party in self.actors.expand(mention, sentence=draft.sentence, role=role, event_type=draft.type):
                at = next((i for i, (other, _) in enumerate(found) if _same_party(party, other)), None)
                if at is None:
                    found.append((self.outside(party, draft.sentence), mention.probability))
                else:
                    found[at] = (found[at][0], found[at][1] + mention.probability)
        return found

    def outside(self, party: Party, sentence: int) -> Party:
        """A party whose words stand in another sentence is plain from the document only: they are its antecedent."""
        here = self.sentences[sentence]
        if party.span is None or here.start <= party.span.start < here.end:
            return party
        return replace(party, span=None, text=None, antecedent=party.span)

    def source(self, draft: Draft) -> Party | None:
        if draft.source is None:
            return None
        party = self.actors.party(draft.source, sentence=draft.sentence, role="source", event_type=draft.type)
        return self.outside(party, draft.sentence)

    def place(self, mention: Mention | None, sentence: int) -> Place | None:
        if mention is None:
            return None
        here = self.sentences[sentence]
        text = self.article.text
        where = (self.dateline_place() if mention.span.of(text).lower() == "here" else None) or mention.span
        near = [span.of(text) for span in self.gazetteer.find_places(text, here.start, here.end) if span != where]
        place = self.gazetteer.resolve(text, where, country_hints=self.actors.countries, near=near)
        doubtful = place.absence is Absence.NO_CANDIDATE and mention.probability < SURE
        return None if doubtful and place.text.islower() and " " not in place.text else place

    def dateline_place(self) -> Span | None:
        """The place that a dateline names: where "here" is."""
        found = DATELINE.match(self.article.text[:200])
        return Span(start=found.start(1), end=found.start(1) + len(found[1].rstrip())) if found else None

    def quantities(self, draft: Draft) -> tuple[Quantity, ...]:
        here = self.sentences[draft.sentence]
        found = find_quantities(self.article.text, here.start, here.end)
        others = [other for other in self.triggers[draft.sentence] if other[0] != draft.trigger]
        return attach(found, draft.trigger, draft.type, others) if found else ()

    def when(self, draft: Draft) -> When | None:
        text, here = self.article.text, self.sentences[draft.sentence]
        taken = draft.time is not None and draft.status is Status.ACTUAL and self.taken(draft.time)
        read = self.time_words(draft.time, here) if draft.time and not taken else None
        span = counted(text, here, draft.trigger, read) or read
        if span is None:
            return None
        start, end = (at - here.start for at in (draft.trigger.start, draft.trigger.end))
        direction = direction_of(text[here.start : here.end], start, end, draft.status)
        published = self.article.published
        if published is None:
            span = read or span
            return _absolute(*(resolve_time(text, span, published=d, direction=direction) for d in SOME_DAYS))
        when = resolve_time(text, span, published=published, direction=direction)
        if when.absence is Absence.AMBIGUOUS:
            base = base_of(text, here, draft.trigger, span, published=published, last=self.last_day)
            when = resolve_time(text, span, published=published, direction=direction, base=base)
        if when.absence is Absence.AMBIGUOUS and read is not None and read != span:
            when = resolve_time(text, read, published=published, direction=direction)
        if when.grain == "day":
            self.last_day = when.start
        return when

    def taken(self, mention: Mention) -> bool:
        """Whether a time is more likely that of a plan beside it: "they met and will meet again on Friday"."""
        return self.planned.get(mention.span, 0.0) > mention.probability + PLAN_MARGIN

    def time_words(self, mention: Mention, here: Sentence) -> Span | None:
        """The words of a time: as read, or the longer expression that they are part of ("7 October" of "7 October last
        year", "a day" of "a day after")."""
        text, span = self.article.text, mention.span
        told = bool(find_times(text, span.start, span.end))
        for found in find_times(text, here.start, here.end):
            around = found.start <= span.start and span.end <= found.end
            if around or (not told and found.start < span.end and span.start < found.end):
                return found
        return span if told or mention.probability >= SURE else None

    def statements(self, draft: DraftStatement) -> Iterator[Statement]:
        """One statement a speaker: what two ministries say together is said by each."""
        speakers: Sequence[Party] = (NOBODY,)
        if draft.speaker is not None:
            speakers = self.actors.expand(draft.speaker, sentence=draft.sentence, role="speaker")
        for number, speaker in enumerate(speakers):
            yield self.statement(draft, self.outside(speaker, draft.sentence), number)

    def statement(self, draft: DraftStatement, speaker: Party, number: int) -> Statement:
        act = f"{draft.act} {number}" if number else draft.act
        return Statement(
            id=_identity(self.article.id, act, draft.cue or draft.content[0]),
            sentence=draft.sentence,
            speaker=speaker,
            description=self.description(draft, speaker),
            addressee=self.addressee(draft),
            cue=draft.cue,
            kind=_kind(self.article.text, draft.content),
            act=draft.act,
            content=draft.content,
            occasion=occasion(self.article.text, self.sentences[draft.sentence], draft.content),
            place=self.place_said(draft),
            confidence=self.confidence.statement(draft, speaker),
        )

    def description(self, draft: DraftStatement, speaker: Party) -> Span | None:
        return description(self.article.text, speaker.span, draft.cue, self.sentences[draft.sentence], draft.content)

    def addressee(self, draft: DraftStatement) -> Party | None:
        span = addressee(self.article.text, draft.cue, self.sentences[draft.sentence], draft.content)
        if span is None:
            return None
        words = span.of(self.article.text)
        if words.lower() in POINTERS:  # the reader links pronouns of parties only, and a guess would be worse
            return Party(span=span, text=words, name=None, code=None, absence=Absence.AMBIGUOUS)
        return self.actors.party(Mention(span=span, probability=1.0), sentence=draft.sentence, role="addressee")

    def place_said(self, draft: DraftStatement) -> Place | None:
        text, here = self.article.text, self.sentences[draft.sentence]
        span = place_said(self.gazetteer.find_places(text, here.start, here.end), text, here, draft.content)
        return self.gazetteer.resolve(text, span, country_hints=self.actors.countries) if span else None


def tellings(text: str, statements: Sequence[DraftStatement]) -> list[DraftStatement]:
    """What is told of what is read, in the order of the text: quotations in whole, and those that run on with their
    speaker."""
    return _with_speakers(_whole_quotations(text, statements))


def _whole_quotations(text: str, statements: Sequence[DraftStatement]) -> list[DraftStatement]:
    """A quotation of several sentences in one paragraph is one telling: "We came. We saw," he said.

    Its speaker and cue are those of the sentence that names them.
    """
    joined: list[DraftStatement] = []
    for statement in sorted(statements, key=lambda s: (s.act, s.content)):
        if joined and _same_quotation(text, joined[-1], statement):
            last = joined[-1]
            teller = max(last, statement, key=lambda s: (s.cue is not None, s.probability))
            content = Span(start=last.content[0].start, end=max(last.content[0].end, statement.content[0].end))
            joined[-1] = replace(teller, content=(content,))
        else:
            joined.append(statement)
    return joined


def _with_speakers(statements: Sequence[DraftStatement]) -> list[DraftStatement]:
    """A quotation without a cue whose speaker is not read is that of whoever spoke just before."""
    out: list[DraftStatement] = []
    spoke: DraftStatement | None = None
    for statement in sorted(statements, key=lambda s: (s.content, s.act)):
        near = spoke is not None and statement.sentence - spoke.sentence <= RUNS_ON
        if spoke is not None and near and statement.cue is None and statement.speaker is None:
            statement = replace(statement, speaker=spoke.speaker)
        out.append(statement)
        if statement.act == "say" and statement.speaker is not None:
            spoke = statement
    return out


def _same_quotation(text: str, first: DraftStatement, second: DraftStatement) -> bool:
    """Whether the sentence of the second follows within the quotation, still open, that holds the first's end."""
    if first.act != second.act or first.sentence == second.sentence:
        return False
    end, start = first.content[-1].end, second.content[0].start
    line = text[text.rfind("\n", 0, end) + 1 : start]
    if "\n" in text[end:start] or any(mark in text[end:start] for mark in QUOTATION_MARKS):
        return False
    return line.count("“") > line.count("”") or line.count("«") > line.count("»") or line.count('"') % 2 == 1


def _parties_read(drafts: Sequence[Draft], statements: Sequence[DraftStatement]) -> Iterator[Mention]:
    for draft in drafts:
        yield from (*draft.actors, *draft.recipients, *([draft.source] if draft.source else []))
    yield from (s.speaker for s in statements if s.speaker)


def _by_date(status: Status, kind: str, time: When | None, published: dt.date | None) -> Status:
    """An act told as done is historical when its date, the middle of a year, lies over about three months back (guide,
    rule 3).

    It is yet to come when its date is, unless it is one of speech: "threatened to leave in 2050" was said. What began
    long ago and lasts ("since 1990") may be either: the reader decides.
    """
    if time is None or published is None or time.end is None or status not in (Status.ACTUAL, Status.HISTORICAL):
        return status
    if time.start is not None and time.start > published:
        return status if kind in SPEECH else Status.FUTURE
    last = time.end
    if time.grain == "year" and time.start is not None and last < published:  # "last year", told in February
        last = time.start + (last - time.start) / 2
    if (published - last).days > HISTORICAL_DAYS:
        return Status.HISTORICAL
    lasting = time.start is not None and (published - time.start).days > HISTORICAL_DAYS
    return status if lasting else Status.ACTUAL


def _absolute(one: When, other: When) -> When:
    """The time, when it does not depend on the day of publication; else its words and why it is left open."""
    if (one.start, one.end) == (other.start, other.end):
        return one
    return When(span=one.span, text=one.text, absence=Absence.NOT_MENTIONED)


def _identity(article: str, kind: str, span: Span) -> str:
    return hashlib.sha256(f"{article}\0{kind}\0{span.start}\0{span.end}".encode()).hexdigest()[:16]


def _same_party(left: Party, right: Party) -> bool:
    return left.name == right.name and left.code == right.code and left.sector == right.sector


def _one_wording(text: str, events: Sequence[tuple[Event, float]]) -> list[Event]:
    """Two wordings of one act in a sentence are one event, the likelier (guide, rule 7): "are due to meet".

    Only triggers that follow each other within a clause, of one type and status, whose parties do not contradict each
    other, count as wordings of one act. A role that the likelier wording leaves empty is as the other has it.
    """
    kept: list[tuple[Event, float]] = []
    for event, probability in events:
        if not kept or not _same_wording(text, kept[-1][0], event):
            kept.append((event, probability))
            continue
        last, least = kept[-1]
        chosen, other = (event, last) if probability > least else (last, event)
        chosen = replace(chosen, actors=chosen.actors or other.actors, recipients=chosen.recipients or other.recipients)
        kept[-1] = (chosen, max(probability, least))
    return [event for event, _ in kept]


def _same_wording(text: str, first: Event, second: Event) -> bool:
    if (first.sentence, first.type, first.status) != (second.sentence, second.type, second.status):
        return False
    between = text[first.trigger.end : second.trigger.start]
    near = len(between) <= WORDING_GAP and not re.search(r"[,;:.]|\band\b|\bor\b", between)
    sides = zip(_codes(first), _codes(second), strict=True)
    exchanged = (*product(first.actors, second.recipients), *product(second.actors, first.recipients))
    return (
        near
        and all(not one or not other or one & other for one, other in sides)
        and not any(_same_party(actor, recipient) for actor, recipient in exchanged)
    )


def _kind(text: str, content: Sequence[Span]) -> str:
    """direct: all within quotation marks; mixed: partly; indirect: none."""
    words = " ".join(span.of(text) for span in content)
    before = text[max(0, content[0].start - 1) : content[0].start]
    marks = sum(c in QUOTATION_MARKS for c in words)
    if marks == 0:
        return "direct" if before and before in '“"«' else "indirect"
    quoted = sum(len(m.group(1).split()) for m in QUOTES.finditer(("“" if before and before in '“"' else "") + words))
    return "direct" if quoted >= 0.9 * len(words.split()) else "mixed"


def _same_acts(text: str, sentences: Sequence[Sentence], events: Sequence[Event]) -> list[Event]:
    """Marks the second telling of an act: same type, status and parties, told in much the same words.

    An aggregator's lead repeats the story below it; there the words of the whole sentence decide.
    """
    out: list[Event] = []
    firsts: dict[object, list[Event]] = defaultdict(list)  # by all but the words of their sentences
    for event in events:
        alike = firsts[event.type, event.status, event.trigger.of(text).lower(), _codes(event)]
        first = next((e for e in alike if _told_again(text, sentences, e, event)), None)
        out.append(replace(event, same_as=first.id) if first else event)
        if first is None and len(alike) < MAX_ALIKE:
            alike.append(event)
    return out


def _told_again(text: str, sentences: Sequence[Sentence], first: Event, second: Event) -> bool:
    if first.sentence == second.sentence:
        return False
    one, two = sentences[first.sentence], sentences[second.sentence]
    a, b = (set(re.findall(r"\w{3,}", text[s.start : s.end].lower())) for s in (one, two))
    limit = SAME_TELLING if SentenceKind.LEAD in (one.kind, two.kind) else SAME_TELLING + 0.1
    return len(a & b) >= limit * min(len(a), len(b))


def _one_a_speaker(statements: Sequence[tuple[Statement, float]]) -> list[Statement]:
    """One statement a sentence and speaker, the likeliest (guide, rule 10): "said ... , adding that ..." is one."""
    best: dict[tuple[int, str, str | None], tuple[Statement, float]] = {}
    for statement, probability in statements:
        key = (statement.sentence, statement.act, statement.speaker.name)
        if key not in best or probability > best[key][1]:
            best[key] = (statement, probability)
    chosen = {statement.id: statement for statement, _ in sorted(best.values(), key=lambda pair: pair[1])}
    return [statement for statement, _ in statements if chosen.get(statement.id) is statement]


def _codes(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(p.code for p in event.actors if p.code),
        frozenset(p.code for p in event.recipients if p.code),
    )
