"""Claims: one record a proposition and article, with everybody who asserts or denies it; never whether it is true.

A claim is an accusation, or an attributed assertion of an act or a state. Forecasts, wishes, opinions and what somebody
binds himself to are none, nor is what the writer says himself. A bare denial joins the claim it denies; one that adds a
fact of its own is a claim too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.ledger.page import Page, same_party, stems, unique
from dragoman.ledger.speech import content_span, content_words, denies, is_assertion, is_denial
from dragoman.records import Claim, Commitment, Event, Party, Sentence, Span, Stance, Statement, Status

SAME = 0.5  # least share of content words that two tellings of one claim have in common
NEAR = 4  # sentences between an accusation and a denial that does not repeat it

_ALLEGED = re.compile(
    r"\b(?:alleged|allegedly|reportedly|purported(?:ly)?|supposed(?:ly)?|allegations?\s+(?:that|of)|accusations?\s+(?:that|of)|rumou?rs?\s+(?:that|of)"
    r"|suspicions?\s+(?:that|of)|claims\s+that|reports\s+(?:that|of)|is\s+said\s+to|are\s+said\s+to|accused\s+of|suspected\s+of)\b",
    re.IGNORECASE,
)
_FEARED = re.compile(r"\b(?:worr(?:y|ies|ied)|fears?|feared|concerns?|concerned|alarm(?:ed)?|suspect(?:s|ed|ing)?)\b", re.IGNORECASE)
_OF = re.compile(r"[\s\u00a0,]*(?:(?:of|for|that|with|about|over|against|to|in)\s+)?[“\"]?")
_CHARGED_WITH = re.compile(r"\b(?P<lead>of|for|that)\s+(?=[\w“\"’'])")
_CLAUSE_END = re.compile(
    r"[;.?!](?:\s|$|[”\"’])|,\s+(?:[\w.’'-]+\s+){0,4}(?:said|says|told|added|according|saying|adding|citing|while|although|which)\b|\s+[–—]\s+"
)
_ANAPHOR = re.compile(r"[\s“\"’']*(?:it|that|this|they|these|those|there|such|he|she|his|her|their|but|and|so|at\s+that\s+time|now)\b", re.IGNORECASE)
_DOUBT = re.compile(r"\b(?:doubt\w*|question\w*|sceptic\w*|skeptic\w*|cast\w*\s+doubt|unconvinced|unclear\s+whether)\b", re.IGNORECASE)
_CONFIRM = re.compile(r"\b(?:confirm\w*|acknowledg\w*|admit\w*|conced\w*|corroborat\w*)\b", re.IGNORECASE)
_ALLEGING = re.compile(
    r"\b(?:accus\w+|alleg\w+|blam\w+|charg\w+|claim\w*|assail\w*|suspect\w*|fault\w*|attribut\w+|denounc\w+|implicat\w+|point\w*|criticis\w+|criticiz\w+"
    r"|complain\w*|condemn\w*|lambast\w*|accusation\w*|slam\w*|attack\w*|cit\w+|warn\w*|decr\w+|deplor\w+|said|says|argu\w+|called|describ\w+)\b",
    re.IGNORECASE,
)
_OFFICIAL = frozenset("JRN".split())


@dataclass(slots=True)
class _Entry:
    """A claim while its tellings are gathered."""

    span: Span
    sentence: int
    about: list[Party] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    accuses: bool = False


def find_claims(page: Page, commitments: Sequence[Commitment]) -> tuple[Claim, ...]:
    """The claims of an article, in the order first told."""
    book = _Book(page, commitments)
    for sentence in page.sentences:
        book.read(sentence)
    return book.claims()


class _Book:
    """Claims so far, and the words that already belong to one."""

    def __init__(self, page: Page, commitments: Sequence[Commitment]) -> None:
        self.page = page
        self.entries: list[_Entry] = []
        self.bound: dict[int, list[Commitment]] = {}
        for commitment in commitments:
            self.bound.setdefault(commitment.sentence, []).append(commitment)
        published = page.article.published
        self.date = published.isoformat() if published else None

    def read(self, sentence: Sentence) -> None:
        page, index = self.page, sentence.index
        events, said = page.events_in.get(index, []), page.statements_in.get(index, [])
        charges = [event for event in events if _accuses(event)]
        for event in charges:
            self._charge(event)
        denials = [event for event in events if event.type == "REJECT" and event.status is not Status.NEGATED and is_denial(page, event)]
        for event in denials:
            self._deny(event.actors, event.recipients, event.trigger, self._after(event.trigger, index), index)
        for statement in said:
            self._statement(statement, charges, denials)
        if not charges and not denials:
            self._alleged(sentence)

    def _charge(self, event: Event) -> None:
        """ "X accused Y of ..."."""
        span = self._after(event.trigger, event.sentence)
        for statement in self.page.statements_over(event.sentence, event.trigger.start):
            if any(same_party(statement.speaker, actor) for actor in event.actors):
                span = content_span(statement)
        self._assert(event.actors, span, event.trigger, event.sentence, about=event.recipients, accuses=True)

    def _after(self, trigger: Span, sentence: int) -> Span:
        """The proposition after a verb: what follows "of", "for" or "that", to the end of its clause."""
        text, stop = self.page.text, self.page.sentence_span(sentence).end
        end = _CLAUSE_END.search(text, trigger.end, stop)
        last = end.start() if end else stop
        lead = _CHARGED_WITH.search(text, trigger.end, last)
        start = lead.end() if lead and lead.start() - trigger.end < 60 else None
        if start is None:
            gap = _OF.match(text, trigger.end, last)
            start = gap.end() if gap else trigger.end
        return Span(start=start, end=last) if last - start > 3 else trigger

    def _statement(self, statement: Statement, charges: Sequence[Event], denials: Sequence[Event]) -> None:
        page, speaker = self.page, statement.speaker
        span, index = content_span(statement), statement.sentence
        if statement.act != "say" or not (speaker.name or speaker.code):
            return
        if any(_by(event, speaker) and _touches(event, span, self.page) for event in [*charges, *denials]):
            if any(_by(event, speaker) for event in denials) and not is_assertion(page, statement):
                return
            if any(_by(event, speaker) for event in charges):
                return
        if denies(page, statement):
            self._deny((speaker,), (), statement.cue or span, span, index)
            return
        if not is_assertion(page, statement) or self._binds(statement):
            return
        self._assert((speaker,), span, statement.cue or span, index, about=self._subject(span, speaker), accuses=False,
                     goes_on=statement.cue is None or bool(_ANAPHOR.match(content_words(page, statement))))  # fmt: skip

    def _subject(self, span: Span, speaker: Party) -> tuple[Party, ...]:
        named = self.page.parties_at(span.start, min(span.end, span.start + 60))
        return tuple(party for party in named if party.name != speaker.name)[:2]

    def _binds(self, statement: Statement) -> bool:
        """Whether the statement is what somebody binds himself to."""
        span = content_span(statement)
        return any(
            same_party(commitment.by, statement.speaker) and commitment.span.start < span.end and span.start < commitment.span.end
            for commitment in self.bound.get(statement.sentence, [])
        )

    def _assert(self, parties: Sequence[Party], span: Span, cue: Span, sentence: int, *, about: Sequence[Party],
                accuses: bool, goes_on: bool = False) -> None:  # fmt: skip
        words = stems(self.page.words(span))
        entry = self._told(parties, words, sentence, goes_on)
        if entry is None:
            entry = _Entry(span=span, sentence=sentence, words=words, accuses=accuses)
            self.entries.append(entry)
        entry.accuses |= accuses
        entry.about += about
        entry.spans.append(span)
        stance = "confirms" if _CONFIRM.search(self.page.words(cue)) and len(entry.stances) else "asserts"
        entry.stances += [self._stance(party, stance, span, sentence) for party in parties]

    def _told(self, parties: Sequence[Party], words: frozenset[str], sentence: int, goes_on: bool) -> _Entry | None:
        """The claim told again: in much the same words, or by the same speaker going on about it."""
        for entry in reversed(self.entries):
            share = len(words & entry.words) / max(1, min(len(words), len(entry.words)))
            ours = any(same_party(stance.by, party) for stance in entry.stances for party in parties)
            apart = sentence - entry.stances[-1].sentence if entry.stances else sentence
            if share >= (SAME if ours or not entry.stances else SAME + 0.15) and len(words & entry.words) >= 3:
                return entry
            if goes_on and ours and 0 < apart <= 1 and entry is self.entries[-1]:
                return entry
        return None

    def _deny(self, parties: Sequence[Party], accusers: Sequence[Party], cue: Span, span: Span, sentence: int) -> None:
        """Joins a denial to the claim it denies; one that no claim came before is a claim that only is denied."""
        words = stems(self.page.words(span)) | stems(self.page.words(cue))
        entry = self._denied(parties, accusers, words, sentence)
        if entry is None:
            entry = _Entry(span=span, sentence=sentence, words=words)
            entry.stances += [self._stance(party, "asserts", span, sentence) for party in accusers]
            self.entries.append(entry)
        entry.spans.append(span)
        entry.stances += [self._stance(party, "denies", span, sentence) for party in parties]

    def _denied(self, parties: Sequence[Party], accusers: Sequence[Party], words: frozenset[str], sentence: int) -> _Entry | None:
        best: tuple[float, int, _Entry] | None = None
        for at, entry in enumerate(self.entries):
            if any(same_party(stance.by, party) for stance in entry.stances if stance.stance != "denies" for party in parties):
                continue  # nobody denies his own claim
            aimed = any(same_party(party, target) for target in entry.about for party in parties)
            from_them = any(same_party(stance.by, accuser) for stance in entry.stances for accuser in accusers)
            shared = len(words & entry.words)
            near = sentence - max([entry.sentence, *(stance.sentence for stance in entry.stances)])
            score = 2.0 * aimed + 2.0 * from_them + min(shared, 4) * 0.75 + entry.accuses * 0.5 - 0.4 * near
            if near <= NEAR and score >= 1 and (aimed or from_them or shared >= 2) or (shared >= 3 and score >= 1):
                best = max(best, (score, at, entry), key=lambda each: each[:2]) if best else (score, at, entry)
        return best[2] if best else None

    def _alleged(self, sentence: Sentence) -> None:
        """What the writer tells with reserve: "allegedly", "reportedly"; asserted by nobody, or by those said to fear it."""
        page = self.page
        match = _ALLEGED.search(page.text, sentence.start, sentence.end)
        if match is None or page.statements_over(sentence.index, match.start()):
            return
        end = _CLAUSE_END.search(page.text, match.end(), sentence.end)
        span = Span(start=match.start(), end=end.start() if end else sentence.end)
        fear = _FEARED.search(page.text, sentence.start, match.start())
        holders: Iterator[Party] = iter(())
        if fear:
            holders = iter(page.parties_at(max(sentence.start, fear.start() - 50), fear.start()))
        about = page.parties_at(match.end(), span.end)
        self._assert(tuple(holders), span, match_span(match), sentence.index, about=about, accuses=True)

    def _stance(self, party: Party, stance: str, span: Span, sentence: int) -> Stance:
        return Stance(by=party, stance=stance, span=span, sentence=sentence, date=self.date, outlet=self.page.article.publisher)

    def claims(self) -> tuple[Claim, ...]:
        return tuple(
            Claim(
                id=self.page.identity("claim", entry.span),
                sentence=entry.sentence,
                span=entry.span,
                mentions=tuple(dict.fromkeys(entry.spans)),
                about=unique(entry.about),
                stances=tuple(entry.stances),
            )
            for entry in self.entries
        )


def match_span(match: re.Match[str]) -> Span:
    return Span(start=match.start(), end=match.end())


def _accuses(event: Event) -> bool:
    """Accusations of an act; disapproval alone is an opinion, an investigation no claim."""
    return (
        event.type == "ACCUSE"
        and event.mode not in ("investigate", "disapprove")
        and event.status in (Status.ACTUAL, Status.HISTORICAL)
        and bool(event.actors)
    )


def _by(event: Event, speaker: Party) -> bool:
    return any(same_party(actor, speaker) for actor in event.actors)


def _touches(event: Event, span: Span, page: Page) -> bool:
    """Whether the event is told in the statement, or is the act of stating it."""
    return event.trigger.start < span.end + 40 and span.start - 60 < event.trigger.end
