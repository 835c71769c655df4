"""Claims: one record a proposition and article, with everybody who asserts or denies it; never whether it is true.

A claim is an accusation, or an attributed assertion of an act or a state. Forecasts, wishes, opinions and what somebody
binds himself to are none, nor is what the writer says himself. A bare denial joins the claim it denies; one that adds a
fact of its own is a claim too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from dragoman.ledger.page import Page, overlaps, same_party, same_side, stems, unique
from dragoman.ledger.speech import (
    UNTRUE,
    content_span,
    content_words,
    denies,
    first_clause,
    is_assertion,
    is_denial,
    is_negated,
    points_back,
)
from dragoman.records import Claim, Commitment, Event, Party, Sentence, Span, Stance, Statement, Status

SAME = 0.5  # least share of content words that two tellings of one claim have in common
SAME_SPEAKER = 0.3  # the same, where one speaker goes on a few sentences later
SAME_OTHERS = 0.65  # the same, where others tell it
FEW_WORDS = 5  # a denial this short says only that something is not so
NEAR = 4  # sentences between an accusation and a denial that does not repeat it
SPEECH = frozenset(
    ("ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE", "SUPPORT", "CONSULT")
)  # told as acts themselves
OPENING = 50  # characters of a statement in which the verb stands that binds the speaker
BESIDE = 2  # sentences between a claim and the accused side's "our troops did not"

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
_AND_VERB = re.compile(
    r",?\s+(?:and|but)\s+(?:(?:has|have|had|is|was|were)\s+\w+ed|said|says?|accuses?|calls?|warns?|demands?|blames?|insists?|urges?|\w+ed)\b"
)
_AND_SAID = re.compile(
    r",?\s+(?:and|but|while)\s+(?:\w+ly\s+)?(?:said|says|accuse[sd]|call(?:s|ed)|promise[sd]|vow(?:s|ed)|urge[sd]|demand(?:s|ed)|warn(?:s|ed)|threaten(?:s|ed)"
    r"|release[sd]|offer(?:s|ed)|ask(?:s|ed)|den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|insist(?:s|ed)|pledge[sd])\b"
)
_THAT = re.compile(r",?\s+(?:and|but)\s+(?:that|(?:said|says)(?:\s+that)?)\s+")
_POINTER = re.compile(
    r"[\s“\"]*(?:it|this|that|so|them|both|doing\s+so|(?:(?:any|all|its|his|her|their)\s+)?(?:responsibility|wrongdoing|involvement|guilt)|(?:all|the|these|those|such|any|its|their|his)\b[^.]{0,40}"
    r"\b(?:allegations?|claims?|accusations?|charges?|suggestions?|reports?|criticisms?|rumou?rs?|assertions?|figures?|findings?)\b.*)[\s”\".]*",
    re.IGNORECASE | re.DOTALL,
)
_ACCUSING = re.compile(r"\b(?:accus\w*|alleg\w*|charg\w*|blam\w*|claim\w*|implicat\w*)\b", re.IGNORECASE)
_PROTEST = re.compile(r"\b(?:summon\w*|protest\w*|express\w*|lodg\w*|condol\w*|recall\w*)\b", re.IGNORECASE)
_LIAR = re.compile(r"\b(?:lying|liars?|lied|lies)\b", re.IGNORECASE)
_BARE = re.compile(r"[\s“\"]*(?:it|this|that|so|them|both|doing\s+so|\w+)[\s”\".]*", re.IGNORECASE)
_TOLD_BY = re.compile(r"\s+(?:by|from|of|in)\s+")
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
    pointer: bool = False  # only "the charge", until the claim is found
    denial: bool = False  # first told as a denial
    touched: list[Party] = field(default_factory=list)  # whom the acts in it are done to


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
        """The acts of a sentence in the order of the text: accusations, denials, assertions."""
        page, index = self.page, sentence.index
        events, said = page.events_in.get(index, []), page.statements_in.get(index, [])
        denied = [s for s in said if s.act == "say" and (s.speaker.name or s.speaker.code) and denies(page, s)]
        charges = [event for event in events if _accuses(page, event) and self._charges(event, denied)]
        denials = [
            event
            for event in events
            if event.type == "REJECT" and event.status is not Status.NEGATED and is_denial(page, event)
            and page.doers_of(event) and not any(_told_by(page, event, s) for s in denied)
        ]  # fmt: skip
        acts: list[tuple[int, Callable[[], None]]] = []
        acts += [(event.trigger.start, partial(self._charge, event)) for event in charges]
        acts += [(event.trigger.start, partial(self._deny_event, event)) for event in denials]
        for statement in said:
            act = self._deny_statement if statement in denied else self._statement
            start = (statement.cue or statement.content[0]).start if statement in denied else statement.content[0].start
            acts.append((start, partial(act, statement, charges, denials)))
        for _, act_on in sorted(acts, key=lambda each: each[0]):
            act_on()
        if not charges and not denials and not denied:
            self._alleged(sentence)
        self._sourced(events, said)

    def _charges(self, event: Event, denied: Sequence[Statement]) -> bool:
        """Whether an event tells an accusation of its own, not a charge that is denied in the same breath."""
        if not self.page.doers_of(event) or any(_told_by(self.page, event, s) for s in denied):
            return False
        stop = self.page.sentence_span(event.sentence).end
        words = self.page.words(event.trigger)
        over = self.page.statements_over(event.sentence, event.trigger.start)
        if over and not _ACCUSING.search(words) and not any(_by(self.page, event, s.speaker) for s in over):
            return False  # what somebody is accused of, not an accusation
        named = UNTRUE.fullmatch(words.strip())
        return not (named and any(event.trigger.end <= s.trigger.start < stop and s.type == "REJECT"
                                  for s in self.page.events_in[event.sentence]))  # fmt: skip

    def _charge(self, event: Event) -> None:
        """ "X accused Y of ..."."""
        doers = self.page.doers_of(event)
        span = self._after(event.trigger, event.sentence)
        for statement in self.page.statements_over(event.sentence, event.trigger.start):
            if any(same_party(statement.speaker, actor) for actor in doers):
                span = content_span(statement)
        for statement in self.page.statements_in.get(event.sentence, []):
            if statement.cue and overlaps(statement.cue, event.trigger):
                told = content_span(statement)
                span = Span(start=span.start, end=told.end) if told.start <= span.start < told.end - 3 else told
        about = [party for party in event.recipients if not any(same_side(party, doer) for doer in doers)]
        self._assert(doers, span, event.trigger, event.sentence, about=about or event.recipients, accuses=True)

    def _deny_event(self, event: Event) -> None:
        page, doers = self.page, self.page.doers_of(event)
        back = points_back(page, event.trigger)
        span = event.trigger if back else self._denied_words(event)
        self._deny(doers, self._accusers(span, event.sentence), event.trigger, span, event.sentence, back=back)

    def _deny_statement(self, statement: Statement, charges: Sequence[Event], denials: Sequence[Event]) -> None:
        """A denial told as a statement, and what it adds: "it was a lie and that the truce holds"."""
        page, span = self.page, content_span(statement)
        cue = statement.cue or span
        words = page.words(span)
        clause = first_clause(words)
        denied = Span(start=span.start, end=span.start + len(clause))
        parties = unique(
            party
            for event in page.events_in.get(statement.sentence, [])
            if statement.cue and overlaps(event.trigger, statement.cue)
            for party in page.doers_of(event)
        )
        back = points_back(page, cue)
        if _LIAR.search(clause) and self._contradict(statement, denied):
            return
        self._deny(parties or (statement.speaker,), self._accusers(denied, statement.sentence), cue, denied,
                   statement.sentence, back=back)  # fmt: skip
        added = _THAT.match(words, len(clause))
        if added and len(words[added.end() :].split()) > FEW_WORDS:
            rest, speaker = Span(start=span.start + added.end(), end=span.end), statement.speaker
            self._assert((speaker,), rest, cue, statement.sentence, about=self._subject(rest, speaker), accuses=False)

    def _contradict(self, statement: Statement, span: Span) -> bool:
        """ "Rome was lying": against what Rome denied or asserted last."""
        for entry in reversed(self.entries):
            for stance in reversed(entry.stances):
                if any(same_party(stance.by, party) for party in self.page.parties_at(span.start, span.end)):
                    kind = "asserts" if stance.stance == "denies" else "denies"
                    entry.spans.append(span)
                    entry.stances.append(self._stance(statement.speaker, kind, span, statement.sentence))
                    return True
        return False

    def _accusers(self, span: Span, sentence: int) -> tuple[Party, ...]:
        """Whose claim it is, where the denial says so: "the U.S. charge", "allegations by Kyiv"."""
        page, here = self.page, self.page.sentence_span(sentence)
        charge = UNTRUE.search(page.text, max(here.start, span.start - 1), min(here.end, span.end + 40))
        if charge is None:
            return ()
        before = page.parties_at(max(here.start, span.start - 1), charge.start())
        by = _TOLD_BY.match(page.text, charge.end(), here.end)
        after = page.parties_at(by.end(), min(here.end, by.end() + 40)) if by else ()
        return unique([*before[-1:], *after[:1]])

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
        span, index = self._own_words(content_span(statement)), statement.sentence
        if statement.act != "say" or not (speaker.name or speaker.code):
            return
        if any(_told_by(page, event, statement) for event in [*charges, *denials]):
            return
        cue = statement.cue or span
        if is_negated(page, statement) and self._counters(statement):
            return
        if not is_assertion(page, statement) or self._binds(statement):
            return
        self._assert((speaker,), span, cue, index, about=self._subject(span, speaker), accuses=False,
                     goes_on=statement.cue is None or bool(_ANAPHOR.match(content_words(page, statement))))  # fmt: skip

    def _own_words(self, span: Span) -> Span:
        """What is said, without a further act of speech: "it shot down 3 planes, and accuses Rome of spying"."""
        joint = _AND_SAID.search(self.page.text, span.start, span.end)
        return Span(start=span.start, end=joint.start()) if joint else span

    def _counters(self, statement: Statement) -> bool:
        """Joins "our troops did not" to what others have just told of the speaker's side."""
        span, speaker = content_span(statement), statement.speaker
        words = stems(self.page.words(span))
        for entry in reversed(self.entries):
            apart = statement.sentence - max([entry.sentence, *(s.sentence for s in entry.stances)])
            if apart > BESIDE or _holds(entry, speaker):
                continue
            going_on = any(same_side(s.by, speaker) for s in entry.stances if s.stance == "denies")
            if going_on or (_aims(entry, speaker) and (len(words & entry.words) or apart <= 1)):
                entry.spans.append(span)
                entry.stances.append(self._stance(speaker, "denies", span, statement.sentence))
                return True
        return False

    def _sourced(self, events: Sequence[Event], said: Sequence[Statement]) -> None:
        """Acts that somebody is read to have told, where his statement was not read."""
        page = self.page
        for event in events:
            source = event.source
            if source is None or not source.code or event.status not in (Status.ACTUAL, Status.HISTORICAL):
                continue
            if event.type in SPEECH or any(same_party(s.speaker, source) for s in said):
                continue
            here = page.sentence_span(event.sentence)
            if not (source.span and here.start <= source.span.start < here.end):
                continue
            if page.statements_over(event.sentence, event.trigger.start):
                continue
            if any(same_party(stance.by, source) and stance.sentence == event.sentence
                   for entry in self.entries for stance in entry.stances):  # fmt: skip
                continue
            span = Span(start=event.trigger.start, end=self._after(event.trigger, event.sentence).end)
            about = [party for party in event.actors if not same_side(party, source)]
            self._assert((source,), span, event.trigger, event.sentence, about=about, accuses=False)

    def _subject(self, span: Span, speaker: Party) -> tuple[Party, ...]:
        named = self.page.parties_at(span.start, min(span.end, span.start + 60))
        doing = (
            party
            for event in self.page.events
            if span.start <= event.trigger.start < span.end
            for party in event.actors
            if party.span and span.start <= party.span.start < span.end
        )
        return tuple(party for party in unique([*doing, *named]) if party.name != speaker.name)[:3]

    def _binds(self, statement: Statement) -> bool:
        """Whether the statement is what somebody binds himself to."""
        span = self._own_words(content_span(statement))
        return any(
            commitment.kind != "refusal"
            and same_party(commitment.by, statement.speaker)
            and overlaps(commitment.span, span)
            and commitment.cue.start < span.start + OPENING
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
        elif entry.sentence == 0 and 2 * len(entry.words) <= min(len(words), 2 * FEW_WORDS):
            entry.span, entry.sentence, entry.words = span, sentence, words  # the headline told in full
        entry.accuses |= accuses
        entry.about += about
        entry.touched += self._touched(span)
        entry.spans.append(span)
        stance = (
            "doubts"
            if _DOUBT.search(self.page.words(cue))
            else "confirms"
            if _CONFIRM.search(self.page.words(cue)) and len(entry.stances)
            else "asserts"
        )
        deniers = [s.by for s in entry.stances if s.stance == "denies"]
        entry.stances += [
            self._stance(party, "denies" if any(same_side(party, by) for by in deniers) else stance, span, sentence)
            for party in parties
        ]

    def _touched(self, span: Span) -> list[Party]:
        inside = (event for event in self.page.events if span.start <= event.trigger.start < span.end)
        return [party for event in inside if event.type not in SPEECH for party in event.recipients]

    def _told(self, parties: Sequence[Party], words: frozenset[str], sentence: int, goes_on: bool) -> _Entry | None:
        """The claim told again: in much the same words, or by the same speaker going on about it."""
        for entry in reversed(self.entries):
            share = len(words & entry.words) / max(1, min(len(words), len(entry.words)))
            ours = any(same_party(stance.by, party) for stance in entry.stances for party in parties)
            headline = entry.sentence == 0 and len(entry.words) <= FEW_WORDS and entry.accuses
            if headline and ours and 0 < sentence <= BESIDE and share:
                return entry
            apart = sentence - entry.stances[-1].sentence if entry.stances else sentence
            least = SAME_SPEAKER if ours and apart <= NEAR else SAME if ours or not entry.stances else SAME_OTHERS
            if share >= least and len(words & entry.words) >= 3:
                return entry
            ours = ours and any(same_side(stance.by, party) for stance in entry.stances for party in parties)
            if goes_on and ours and 0 < apart <= 1 and entry is self.entries[-1]:
                return entry
        return None

    def _deny(self, parties: Sequence[Party], accusers: Sequence[Party], cue: Span, span: Span, sentence: int, *,
              back: bool) -> None:  # fmt: skip
        """Joins a denial to the claim it denies; one that no claim came before is a claim that only is denied."""
        accusers = [accuser for accuser in accusers if not any(same_side(accuser, party) for party in parties)]
        words = stems(self.page.words(span)) | stems(self.page.words(cue))
        span = tidy(self.page.text, span)
        text = self.page.words(span)
        only = back or bool(_POINTER.fullmatch(text))
        points = only or len(text.split()) <= FEW_WORDS or bool(_NO_SUCH.search(" ".join(text.split()[:5])))
        charged = bool(UNTRUE.search(f"{text} {self.page.words(cue)}"))
        entry = self._denied(parties, accusers, words, sentence, points, back, charged)
        if entry is None:
            entry = _Entry(span=span, sentence=sentence, words=words, pointer=only, denial=True)
            entry.stances += [self._stance(party, "asserts", span, sentence) for party in accusers]
            self.entries.append(entry)
        entry.spans.append(span)
        entry.stances += [self._stance(party, "denies", span, sentence) for party in parties]

    def _denied(self, parties: Sequence[Party], accusers: Sequence[Party], words: frozenset[str], sentence: int,
                points: bool, back: bool, charged: bool) -> _Entry | None:  # fmt: skip
        """The claim that is denied: aimed at the one who denies, made by those he answers, told in the same words."""
        best: tuple[float, int, _Entry] | None = None
        for at, entry in enumerate(self.entries):
            if any(_holds(entry, party) for party in parties):
                continue  # nobody denies his own claim
            aimed = any(_aims(entry, party) for party in parties)
            from_them = any(same_party(stance.by, accuser) for stance in entry.stances for accuser in accusers)
            shared = len(words & entry.words)
            near = sentence - max([entry.sentence, *(stance.sentence for stance in entry.stances)])
            near = max(near, 0)
            touched = not aimed and any(same_side(party, other) for other in entry.touched for party in parties)
            going_on = (near <= BESIDE or charged) and any(
                same_side(s.by, party) for s in entry.stances if s.stance == "denies" for party in parties
            )
            score = 2.0 * aimed + 2.0 * from_them + 1.0 * touched + 1.5 * going_on + min(shared, 4) * 0.75
            score += entry.accuses * (1.5 if charged else 0.5) - 0.3 * near
            if points and aimed and entry.accuses:
                score = max(score, 1.0)  # "no such intention": the last accusation, however far back
                near = 0
            if back and near == 0:
                score += 3.0  # "..., an allegation that Rome rejects"
            near = 0 if going_on else near
            close = near <= NEAR and (aimed or from_them or touched or going_on or shared >= 2)
            if score >= 1 and (shared >= 3 or close or (back and near == 0)):
                best = max(best, (score, at, entry), key=lambda each: each[:2]) if best else (score, at, entry)
            elif points and near <= 1 and entry.stances and best is None:
                best = (0.0, at, entry)  # "Baku denied it"
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

    def _find_holders(self) -> None:
        """Who holds what is only denied so far: others who say it of the deniers in much the same words."""
        for entry in self.entries:
            deniers = [stance.by for stance in entry.stances if stance.stance == "denies"]
            if len(deniers) != len(entry.stances):
                continue
            for statement in self.page.statements:
                if statement.speaker.code and not any(same_side(statement.speaker, by) for by in deniers):
                    self._hold(entry, deniers, statement)
            entry.stances.sort(key=lambda stance: stance.sentence)

    def _hold(self, entry: _Entry, deniers: Sequence[Party], statement: Statement) -> None:
        span = content_span(statement)
        words = stems(self.page.words(span))
        if len((words & entry.words) - self._names_of(deniers)) < 2:
            return
        named = self.page.parties_at(span.start, span.end)
        if any(same_side(party, denier) for party in named for denier in deniers):
            entry.spans.append(span)
            entry.stances.append(self._stance(statement.speaker, "asserts", span, statement.sentence))

    def _names_of(self, parties: Sequence[Party]) -> frozenset[str]:
        return stems(" ".join(f"{party.name or ''} {party.text or ''}" for party in parties))

    def claims(self) -> tuple[Claim, ...]:
        self._join_headlines()
        self._find_holders()
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
        """A denial told before the claim ("Rome rebuts criticism") belongs to the claim that the article then tells."""
        for early in [entry for entry in self.entries if not entry.accuses]:
            kinds = {stance.stance for stance in early.stances}
            if "denies" not in kinds or not early.denial:
                continue
            later = self._told_later(early)
            if later:
                told = {(s.stance, s.by.name, s.by.code) for s in later.stances}
                later.stances[:0] = [s for s in early.stances if (s.stance, s.by.name, s.by.code) not in told]
                later.spans[:0] = early.spans
                self.entries.remove(early)
        self.entries = [e for e in self.entries if not (e.pointer and all(s.stance == "denies" for s in e.stances)
                                                        and _BARE.fullmatch(self.page.words(e.span)))]  # fmt: skip

    def _told_later(self, early: _Entry) -> _Entry | None:
        """The claim of others against the deniers that tells what they denied, or the first one after a bare denial."""
        deniers = [stance.by for stance in early.stances if stance.stance == "denies"]
        holders = [stance.by for stance in early.stances if stance.stance == "asserts"]
        for later in self.entries:
            asserted = [stance.by for stance in later.stances if stance.stance == "asserts"]
            if later is early or later.sentence <= early.sentence:
                continue
            if any(_holds(later, denier) for denier in deniers):
                continue
            aimed = any(_aims(later, denier) for denier in deniers)
            from_them = any(same_party(by, holder) for by in asserted for holder in holders)
            shared = len(early.words & later.words)
            if (shared >= 3 and (aimed or from_them)) or (early.words and shared >= SAME * len(early.words)):
                return later
            if later.sentence - early.sentence <= BESIDE and (early.pointer or from_them) and (aimed or from_them):
                return later
        return None


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


def _holds(entry: _Entry, party: Party) -> bool:
    """Whether the party's side asserts the claim; in a quarrel within one country only he himself does."""
    holders = [stance.by for stance in entry.stances if stance.stance != "denies"]
    if _at_home(entry, holders):
        return any(party.name is not None and party.name == holder.name for holder in holders)
    return any(same_side(party, holder) for holder in holders)


def _aims(entry: _Entry, party: Party) -> bool:
    """Whether the claim is about the party's side; in a quarrel within one country, about him."""
    holders = [stance.by for stance in entry.stances if stance.stance != "denies"]
    if _at_home(entry, holders):
        return any(party.name is not None and party.name == target.name for target in entry.about)
    return any(same_side(party, target) for target in entry.about)


def _at_home(entry: _Entry, holders: Sequence[Party]) -> bool:
    """Whether somebody accuses a person or body of his own country: not merely "our ships were in port"."""
    return entry.accuses and any(
        same_side(target, holder) and target.name != holder.name for target in entry.about for holder in holders
    )


def _accuses(page: Page, event: Event) -> bool:
    """Accusations of an act; disapproval alone is an opinion, an investigation or a summons no claim."""
    return (
        event.type == "ACCUSE"
        and not _PROTEST.search(page.words(event.trigger))
        and (event.mode == "allege" or bool(_ACCUSING.search(page.words(event.trigger))))
        and event.mode not in ("investigate", "disapprove")
        and event.status in (Status.ACTUAL, Status.HISTORICAL)
    )


def _by(page: Page, event: Event, speaker: Party) -> bool:
    return any(same_party(actor, speaker) for actor in page.doers_of(event))


def _told_by(page: Page, event: Event, statement: Statement) -> bool:
    """Whether the statement is the event: its cue names it, or its own speaker does it in its words."""
    if statement.cue and overlaps(statement.cue, event.trigger):
        return True
    span = content_span(statement)
    return span.start <= event.trigger.start < span.end and _by(page, event, statement.speaker)
