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
SAME_SPEAKER = 0.3  # the same, where one speaker goes on a few sentences later
SAME_OTHERS = 0.65  # the same, where others tell it
FEW_WORDS = 5  # a denial this short says only that something is not so
NEAR = 4  # sentences between an accusation and a denial that does not repeat it

_ALLEGED = re.compile(
    r"\b(?:alleged|allegedly|reportedly|purported(?:ly)?|supposed(?:ly)?|allegations?\s+(?:that|of)|accusations?\s+(?:that|of)|rumou?rs?\s+(?:that|of)"
    r"|suspicions?\s+(?:that|of)|claims\s+that|reports\s+(?:that|of)|is\s+said\s+to|are\s+said\s+to|accused\s+of|suspected\s+of)\b",
    re.IGNORECASE,
)
_ALLEGED_ACT = re.compile(r"\s+(?:[\w’'-]+\s+){1,2}(?:by|of|to|against|in|on)\b")
_FEARED = re.compile(
    r"\b(?:worr(?:y|ies|ied)|fears?|feared|concerns?|concerned|alarm(?:ed)?|suspect(?:s|ed|ing)?)\b", re.IGNORECASE
)
_OF = re.compile(r"[\s\u00a0,]*(?:(?:of|for|that|with|about|over|against|to|in)\s+)?[“\"]?")
_CHARGED_WITH = re.compile(r"\b(?P<lead>of|for|that)\s+(?=[\w“\"’'])")
_CLAUSE_END = re.compile(
    r"[;.?!](?:\s|$|[”\"’])|,\s+(?:[\w.’'-]+\s+){0,4}(?:said|says|told|added|according|saying|adding|citing|while|although|which)\b|\s+[–—]\s+"
)
_AND_VERB = re.compile(r",?\s+(?:and|but)\s+(?:(?:has|have|had|is|was|were)\s+\w+ed|said|accused|\w+ed)\b")
_NO_SUCH = re.compile(
    r"\b(?:such|that|it|this|these|those|them|so|allegations?|claims?|accusations?|charges?|reports?)\b", re.IGNORECASE
)
_ANAPHOR = re.compile(
    r"[\s“\"’']*(?:it|that|this|they|these|those|there|such|he|she|his|her|their|but|and|so|at\s+that\s+time|now)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"\b(?:doubt\w*|sceptic\w*|skeptic\w*|unconvinced|questioned\s+whether)\b", re.IGNORECASE)
_CONFIRM = re.compile(r"\b(?:confirm\w*|acknowledg\w*|admit\w*|conced\w*|corroborat\w*)\b", re.IGNORECASE)


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
        charges = [event for event in events if _accuses(event) and page.doers_of(event)]
        for event in charges:
            self._charge(event)
        denials = [
            event
            for event in events
            if event.type == "REJECT" and event.status is not Status.NEGATED and is_denial(page, event)
        ]
        for event in denials:
            self._deny(page.doers_of(event), event.recipients, event.trigger, self._denied_words(event), index)
        for statement in said:
            self._statement(statement, charges, denials)
        if not charges and not denials:
            self._alleged(sentence)

    def _charge(self, event: Event) -> None:
        """ "X accused Y of ..."."""
        span = self._after(event.trigger, event.sentence)
        for statement in self.page.statements_over(event.sentence, event.trigger.start):
            if any(same_party(statement.speaker, actor) for actor in self.page.doers_of(event)):
                span = content_span(statement)
        self._assert(
            self.page.doers_of(event), span, event.trigger, event.sentence, about=event.recipients, accuses=True
        )

    def _denied_words(self, event: Event) -> Span:
        """What is denied, or the denial itself where it is a statement."""
        for statement in self.page.statements_over(event.sentence, event.trigger.start):
            if _by(self.page, event, statement.speaker):
                return content_span(statement)
        span = self._after(event.trigger, event.sentence)
        joint = _AND_VERB.search(self.page.text, span.start, span.end)
        return Span(start=span.start, end=joint.start()) if joint else span

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
        if any(_by(page, event, speaker) and _touches(event, span, self.page) for event in [*charges, *denials]):
            inside = any(
                _by(page, event, speaker) and span.start <= event.trigger.start < span.end for event in denials
            )
            if any(_by(page, event, speaker) for event in denials) and (inside or not is_assertion(page, statement)):
                return
            if any(_by(page, event, speaker) for event in charges):
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
            commitment.kind != "refusal"
            and (commitment.by.name or commitment.by.text) == (statement.speaker.name or statement.speaker.text)
            and commitment.span.start < span.end
            and span.start < commitment.span.end
            for commitment in self.bound.get(statement.sentence, [])
        )

    def _assert(self, parties: Sequence[Party], span: Span, cue: Span, sentence: int, *, about: Sequence[Party],
                accuses: bool, goes_on: bool = False) -> None:  # fmt: skip
        span = tidy(self.page.text, span)
        words = stems(self.page.words(span))
        entry = self._told(parties, words, sentence, goes_on)
        if entry is None:
            entry = _Entry(span=span, sentence=sentence, words=words, accuses=accuses)
            self.entries.append(entry)
        entry.accuses |= accuses
        entry.about += about
        entry.spans.append(span)
        stance = (
            "doubts"
            if _DOUBT.search(self.page.words(cue))
            else "confirms"
            if _CONFIRM.search(self.page.words(cue)) and len(entry.stances)
            else "asserts"
        )
        entry.stances += [self._stance(party, stance, span, sentence) for party in parties]

    def _told(self, parties: Sequence[Party], words: frozenset[str], sentence: int, goes_on: bool) -> _Entry | None:
        """The claim told again: in much the same words, or by the same speaker going on about it."""
        for entry in reversed(self.entries):
            share = len(words & entry.words) / max(1, min(len(words), len(entry.words)))
            ours = any(same_party(stance.by, party) for stance in entry.stances for party in parties)
            apart = sentence - entry.stances[-1].sentence if entry.stances else sentence
            least = SAME_SPEAKER if ours and apart <= NEAR else SAME if ours or not entry.stances else SAME_OTHERS
            if share >= least and len(words & entry.words) >= 3:
                return entry
            if goes_on and ours and 0 < apart <= 1 and entry is self.entries[-1]:
                return entry
        return None

    def _deny(self, parties: Sequence[Party], accusers: Sequence[Party], cue: Span, span: Span, sentence: int) -> None:
        """Joins a denial to the claim it denies; one that no claim came before is a claim that only is denied."""
        words = stems(self.page.words(span)) | stems(self.page.words(cue))
        span = tidy(self.page.text, span)
        text = self.page.words(span)
        points = len(text.split()) <= FEW_WORDS or bool(_NO_SUCH.search(" ".join(text.split()[:5])))
        entry = self._denied(parties, accusers, words, sentence, points)
        if entry is None:
            entry = _Entry(span=span, sentence=sentence, words=words)
            entry.stances += [self._stance(party, "asserts", span, sentence) for party in accusers]
            self.entries.append(entry)
        entry.spans.append(span)
        entry.stances += [self._stance(party, "denies", span, sentence) for party in parties]

    def _denied(self, parties: Sequence[Party], accusers: Sequence[Party], words: frozenset[str], sentence: int,
                points: bool) -> _Entry | None:  # fmt: skip
        """The claim that is denied: aimed at the one who denies, made by those he answers, told in the same words."""
        best: tuple[float, int, _Entry] | None = None
        for at, entry in enumerate(self.entries):
            if any(
                same_party(stance.by, party)
                for stance in entry.stances
                if stance.stance != "denies"
                for party in parties
            ):
                continue  # nobody denies his own claim
            aimed = any(same_party(party, target) for target in entry.about for party in parties)
            from_them = any(same_party(stance.by, accuser) for stance in entry.stances for accuser in accusers)
            shared = len(words & entry.words)
            near = sentence - max([entry.sentence, *(stance.sentence for stance in entry.stances)])
            score = 2.0 * aimed + 2.0 * from_them + min(shared, 4) * 0.75 + entry.accuses * 0.5 - 0.4 * near
            if points and aimed and entry.accuses:
                score = max(score, 1.0)  # "no such intention": the last accusation, however far back
                near = 0
            if score >= 1 and (shared >= 3 or (near <= NEAR and (aimed or from_them or shared >= 2))):
                best = max(best, (score, at, entry), key=lambda each: each[:2]) if best else (score, at, entry)
        return best[2] if best else None

    def _alleged(self, sentence: Sentence) -> None:
        """What the writer tells with reserve ("allegedly"): asserted by nobody, or by those said to fear it."""
        page = self.page
        match = _ALLEGED.search(page.text, sentence.start, sentence.end)
        if match is None or page.statements_over(sentence.index, match.start()):
            return
        end = _CLAUSE_END.search(page.text, match.end(), sentence.end)
        words = match.group().lower()
        if words == "alleged" and not _ALLEGED_ACT.match(page.text, match.end(), sentence.end):
            return  # "an alleged militant" says who, not what
        start = match.end() + 1 if words.endswith((" that", " of")) else match.start()
        span = Span(start=start, end=end.start() if end else sentence.end)
        fear = _FEARED.search(page.text, sentence.start, match.start())
        holders: Iterator[Party] = iter(())
        if fear:
            holders = iter(page.parties_at(max(sentence.start, fear.start() - 50), fear.start()))
        about = page.parties_at(match.end(), span.end)
        self._assert(tuple(holders), span, match_span(match), sentence.index, about=about, accuses=True)

    def _stance(self, party: Party, stance: str, span: Span, sentence: int) -> Stance:
        return Stance(
            by=party, stance=stance, span=span, sentence=sentence, date=self.date, outlet=self.page.article.publisher
        )

    def claims(self) -> tuple[Claim, ...]:
        self._join_headlines()
        return tuple(
            Claim(
                id=self.page.identity("claim", entry.span),
                sentence=entry.sentence,
                span=entry.span,
                mentions=tuple(dict.fromkeys(entry.spans)),
                about=unique(entry.about),
                stances=_once(entry.stances),
            )
            for entry in self.entries
        )

    def _join_headlines(self) -> None:
        """A denial told first ("China rebuts criticism") belongs to the claim that the article then spells out."""
        for early in [entry for entry in self.entries if len(entry.words) <= 2 * FEW_WORDS and not entry.accuses]:
            ours = {stance.stance: stance.by for stance in early.stances}
            if set(ours) != {"asserts", "denies"}:
                continue
            for later in self.entries:
                if later.sentence <= early.sentence or len(later.words) <= len(early.words):
                    continue
                if all(
                    any(s.stance == kind and same_party(s.by, by) for s in later.stances) for kind, by in ours.items()
                ):
                    later.stances[:0], later.spans[:0] = early.stances, early.spans
                    self.entries.remove(early)
                    break


def tidy(text: str, span: Span) -> Span:
    """The span without white space, colons and commas at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" \u00a0:,;"))
    end = span.end - (len(words) - len(words.rstrip(" \u00a0:,;")))
    return Span(start=start, end=end) if end > start else span


def _once(stances: Sequence[Stance]) -> tuple[Stance, ...]:
    """Each party's stance once a sentence."""
    found = {(s.by.name, s.by.code, s.stance, s.sentence): s for s in reversed(stances)}
    return tuple(reversed(found.values()))


def match_span(match: re.Match[str]) -> Span:
    return Span(start=match.start(), end=match.end())


def _accuses(event: Event) -> bool:
    """Accusations of an act; disapproval alone is an opinion, an investigation no claim."""
    return (
        event.type == "ACCUSE"
        and event.mode not in ("investigate", "disapprove")
        and event.status in (Status.ACTUAL, Status.HISTORICAL)
    )


def _by(page: Page, event: Event, speaker: Party) -> bool:
    return any(same_party(actor, speaker) for actor in page.doers_of(event))


def _touches(event: Event, span: Span, page: Page) -> bool:
    """Whether the event is told in the statement, or is the act of stating it."""
    return event.trigger.start < span.end + 40 and span.start - 60 < event.trigger.end
