"""Every type that walks through the house: frozen, keyword-only, tuples instead of lists.

Offsets are characters of `Article.text`, half-open. A field that names something in the world points at the
characters that say so, or carries an `Absence`: the typed reason why there is no value.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Absence(StrEnum):
    """Why a field has no value. Not knowing is a value."""

    NOT_MENTIONED = "not_mentioned"  # the text does not say
    NO_CANDIDATE = "no_candidate"  # words are there, no table knows them
    AMBIGUOUS = "ambiguous"  # several readings, none clearly better
    BELOW_THRESHOLD = "below_threshold"  # a reading exists, too unsure to give
    NOT_APPLICABLE = "not_applicable"  # the codebook gives no such field here
    NOT_GIVEN = "not_given"  # the data set that it was imported from does not say


class Status(StrEnum):
    """Whether an act is told as done (PLOVER 2.0 auxiliary modes, codebook section 2.1)."""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class SentenceKind(StrEnum):
    BODY = "body"
    HEADLINE = "headline"
    LEAD = "lead"  # an aggregator's lead, told again by the story below it
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Characters [start, end) of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news text as it was read."""

    id: str
    text: str
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    origin: str | None = None  # the file (and line) it came from


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the article; `start` and `end` leave out surrounding white space and any dateline."""

    index: int
    start: int
    end: int
    kind: SentenceKind = SentenceKind.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the page says about itself: fields, never events."""

    agency: str | None = None
    agency_span: Span | None = None
    dateline_place: Span | None = None
    dateline_date: Span | None = None
    byline: Span | None = None
    contributors: Span | None = None
    language: str | None = None  # ISO 639-1
    published_assumed: bool = False  # no date was given and another day stands in; the reader never assumes one


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words the reader found in the text, with the probability it gave them."""

    span: Span
    probability: float
    sector: str | None = None  # the reader's own guess, PLOVER sector or international kind
    antecedent: Span | None = None  # an earlier mention of the same party, when the reader linked one
    home: tuple[tuple[Span, float], ...] = ()  # words that may tell where the party is from, with probabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for and against an event at a word, in probabilities.

    P is that of a type at a word, times that of being worth coding, over the words of the sentence.
    """

    probability: float  # of its type
    core: float  # that a careful coder codes it
    second: float = 0.0  # of the next likeliest type
    elsewhere: float = 0.0  # sum of P of its type at the other words
    rival: float = 0.0  # greatest P of another trigger of its type
    beside: float = 0.0  # greatest P of a trigger of another type


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Signs):
    """One event as decoded from a sentence, before names are resolved."""

    sentence: int
    trigger: Span
    type: str
    mode: str | None
    status: Status
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    source: Mention | None
    place: Mention | None
    time: Mention | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStatement:
    """One attribution as decoded, before the speaker is resolved."""

    sentence: int
    cue: Span | None  # None for a quotation that runs on without a cue
    act: str  # "say" or "think"
    speaker: Mention | None
    content: tuple[Span, ...]
    probability: float  # of its cue
    ends: float  # probability of the first word said times that of the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who: actor, recipient, speaker or source.

    `code` is an ISO 3166 alpha-3 country, KOS, or one of IGO UNO EUR NGO ISM IMG MNC; `sector` and
    `other_sectors` are PLOVER sectors. `absence` says why `code` is None.
    """

    span: Span | None  # the words in the sentence; None when plain from the document only
    text: str | None
    name: str | None
    code: str | None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    antecedent: Span | None = None  # the earlier words that give the name or office
    evidence: str | None = None  # the table or rule that gave the code
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where. Coordinates in WGS 84 degrees; `country` ISO alpha-3; `geonames_id` from GeoNames (CC BY 4.0)."""

    span: Span
    text: str
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature_code: str | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When: `start` and `end` days (inclusive) and the grain; `value` is YYYY, YYYY-MM or YYYY-MM-DD."""

    span: Span
    text: str
    value: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    grain: str | None = None  # day | week | month | season | year | decade
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number told of an event. `what` is killed, injured, arrested, displaced, or size (people taking part)."""

    span: Span
    what: str
    value: float | None
    low: float | None
    high: float | None
    qualifier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act in the vocabulary of PLOVER 2.0."""

    id: str
    sentence: int
    trigger: Span
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    source: Party | None
    place: Place | None
    time: When | None
    date: str | None  # the event's date: `time.value`, else None
    quantities: tuple[Quantity, ...]
    quad: int  # 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    score: float  # PLOVER score, -10 to 10
    cameo: str  # nearest CAMEO code, text
    goldstein: float
    same_as: str | None  # id of the first telling of this act in the article
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what."""

    id: str
    sentence: int
    speaker: Party
    description: Span | None  # what stands of the speaker behind the name: "a retired general"
    addressee: Party | None
    cue: Span | None
    kind: str  # direct | indirect | mixed
    act: str  # say | think
    content: tuple[Span, ...]
    occasion: Span | None
    place: Place | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How one party stands to a claim: asserts | denies | doubts | confirms."""

    by: Party
    stance: str
    span: Span  # the words that say so
    sentence: int
    date: str | None = None  # YYYY-MM-DD, the day it was reported
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition of an article, who asserts it and who denies it; never whether it is true.

    Nobody asserts what only "allegedly" or "reportedly" holds.
    """

    id: str
    sentence: int
    span: Span  # the proposition, as first told in full
    mentions: tuple[Span, ...]  # every telling and every denial, in the order of the text
    about: tuple[Party, ...]
    stances: tuple[Stance, ...]

    @property
    def asserted_by(self) -> tuple[Party, ...]:
        return tuple(stance.by for stance in self.stances if stance.stance in ("asserts", "confirms"))

    @property
    def denied_by(self) -> tuple[Party, ...]:
        return tuple(stance.by for stance in self.stances if stance.stance == "denies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What somebody binds himself or others to: demand | guarantee | red_line | threat | promise | offer | refusal."""

    id: str
    sentence: int
    kind: str
    span: Span  # the content
    cue: Span  # the word that makes it one
    by: Party
    to: tuple[Party, ...]
    condition: Span | None
    consequence: Span | None
    deadline: Span | None
    same_as: str | None  # id of the first telling of this commitment in the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """An alleged breach of an agreement; no accuser where the writer says it, no violator where nobody is named."""

    accuser: Party | None
    violator: Party | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A treaty, accord, deal or truce. `status` is in_force | announced | proposed | ended."""

    id: str
    name: str
    span: Span  # the mention that gives the name
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...]
    year: str | None
    parties: tuple[Party, ...]
    brokers: tuple[Party, ...]
    place: Span | None
    obligations: tuple[Span, ...]
    violations: tuple[Violation, ...]
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Talks of at least one named party. `status` is scheduled | held | proposed | cancelled | refused."""

    id: str
    sentence: int
    span: Span  # the words that name the meeting
    mentions: tuple[Span, ...]
    participants: tuple[Party, ...]
    date: str | None  # YYYY, YYYY-MM or YYYY-MM-DD
    time: When | None
    place: Place | None
    forum: Span | None  # the larger meeting it is part of, or on the sidelines of
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count: killed | injured | arrested | displaced | troops | weapons | money | people | other.

    A vague plural ("dozens") has `low` only, a range `low` and `high`; money has its amount as `value`.
    """

    id: str
    sentence: int
    span: Span  # hedge, number and unit
    what: str
    value: float | None
    low: float | None
    high: float | None
    qualifier: str | None
    unit: Span | None
    of: Party | None
    place: Place | None
    date: str | None
    according_to: Party | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The record of a situation, as one article tells it."""

    claims: tuple[Claim, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that could not be coded: where, why, what to do."""

    article: str
    room: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What coded a record: enough to code it again."""

    version: str
    model: str  # sha256 of the model file, first 16 digits
    ontology: str
    settings: str  # sha256 of the settings in force, first 16 digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An article and all that was read in it."""

    article: Article
    provenance: Provenance
    sentences: tuple[Sentence, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    notes: tuple[str, ...]  # what was assumed or left uncoded, in words
    run: Run
    ledger: Ledger = Ledger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One mention of an incident: an event as one article tells it. Offsets point into that article's text."""

    event: str  # id of the event
    article: str
    publisher: str | None
    published: dt.date | None
    sentence: int
    trigger: Span
    status: Status
    source: str | None  # who is quoted as telling it; None when the writer does
    probability: float  # mean probability of being one act with the other reports


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReport:
    """A number that one report gives. `what` is killed, injured, arrested, displaced, or size."""

    what: str
    value: float | None
    low: float | None
    high: float | None
    qualifier: str | None
    span: Span
    event: str
    article: str
    publisher: str | None
    published: dt.date | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One value of a field that reports disagree on, with the ids of the events that tell it so."""

    field: str  # type | mode | status | actors | recipients | country | place | day | killed | injured | ...
    value: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One act, however often it is told. Single values are those told most often, ties to the first in order."""

    id: str
    type: str
    mode: str | None
    status: Status
    first_day: dt.date | None  # of the act
    last_day: dt.date | None
    actors: tuple[str, ...]  # codes that half or more of the reports with any code tell
    recipients: tuple[str, ...]
    place: str | None
    country: str | None
    first_report: dt.date | None
    last_report: dt.date | None
    reports: tuple[Report, ...]  # in the order of publication
    figures: tuple[FigureReport, ...]  # in the order of publication: how a number moved
    disagreements: tuple[Version, ...]  # every version of each field that is told in more than one way


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where, as another data set gives it. Coordinates in WGS 84 degrees; `country` ISO alpha-3."""

    name: str | None = None
    text: str | None = None  # the words, where the data set keeps them
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature_code: str | None = None  # GeoNames; PCL, ADM1, ADM2 or PPL where the data set says only the level
    their_id: str | None = None  # the data set's own id of the place
    absence: Absence | None = None  # why `country` is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The article that another data set names. Its text is not there."""

    id: str  # what the data set calls it: an address or a number
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: dt.date | None = None
    published_assumed: bool = False  # the day on which the data set found it stands in
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One event of somebody else's data. There is no text of ours: what the data set does not give is None."""

    dataset: str  # plover | gdelt | icews
    file: str
    line: int  # from 1
    their_id: str
    key: tuple[str | None, ...]  # what makes it the same event wherever it is read from
    mutual: bool  # the key holds no direction: a second row with the sides swapped tells the same act
    story: Story
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    first_day: dt.date | None
    last_day: dt.date | None
    place: Spot | None
    cameo: str
    code: str  # the data set's own code of the act, as it stands there
    words: str | None = None  # that name the act
    label: str | None = None  # the data set's own words for its code
    quantities: tuple[tuple[str, float], ...] = ()  # what is counted, number
    actor_told: str | None = None  # the data set's own codes of the sides
    recipient_told: str | None = None
    quad: int | None = None  # the data set's own quad class
    intensity: float | None = None  # the data set's own score
    is_root: bool | None = None  # GDELT: told in the lead
    n_mentions: int | None = None
    n_sources: int | None = None
    n_articles: int | None = None
    tone: float | None = None
    sentence: int | None = None  # the data set's own count
    text_start: int | None = None  # offsets into a text that is not there
    text_end: int | None = None
    passage: str | None = None  # sentences of the story, where the record carries them
    coder: str | None = None
    added: dt.date | None = None  # when the data set took it in
