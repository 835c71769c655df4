"""Meetings: who met, meets, is to meet or will not meet whom, where and when; one record a meeting and article.

Telephone calls, letters, interviews, hearings, debates, news conferences and speeches are no meetings. A visit is one
when both sides are named. "The talks" alone are those last told of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dragoman.ledger.page import Page, unique, unknown
from dragoman.ledger.speech import is_denial
from dragoman.records import Event, Meeting, Party, Span, Status, When

CLAUSE = 110  # characters after the words that name a meeting in which its circumstances are looked for
NEAR = 3  # sentences over which "the talks" still mean the last ones
_NO_MEETING = re.compile(
    r"\b(?:phone|telephone|telephoned|called?|calls|calling|letter|e-?mails?|interview\w*|told|briefed|testif\w+|testimony|hear(?:ing|s)"
    r"|debates?|debated|face-off|convention|speech\w*|address(?:ed|es)?|notif\w+|tweet\w*|town\s?hall|news\s+conference"
    r"|press\s+conference|rally|telephone\s+diplomacy|videoconference|wrote)\b",
    re.IGNORECASE,
)
_PRESS = re.compile(r"\b(?:news|press)\s+conference|\bbriefing\b", re.IGNORECASE)
_TRAVEL = re.compile(
    r"\b(?:trips?|flight|flew|flown|tour\w*|travel\w*|arriv\w+|return\w*|headed|sent|send|dispatch\w*)\b", re.IGNORECASE
)
_BROKERED = re.compile(r"\b(?:broker\w*|mediat\w+|process(?:es)?|diplomacy|efforts?)\b", re.IGNORECASE)
_MEET = re.compile(
    r"\b(?:met|meet(?!s?\s+(?:its|their|his|her|the|a|all|these|those|our|any)\s+(?:\w+\s+)?(?:obligation|commitment|demand|need|target"
    r"|deadline|condition|requirement|goal|standard|challenge|criteri))s?|meeting|meetings|talks?(?!\s+of\b)|talking|negotiat\w+|summits?|dialogues?|discussions?|consultations?|conferences?"
    r"|sit\s+down|round\s+table|gathering)\b",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\b(?:cancel\w*|call(?:s|ed|ing)?\s+off|postpon\w+|put\s+off|suspend\w*|scrapp\w+|shelv\w+|delay\w*|abandon\w*|collapsed)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:refus\w+|reject\w*|declin\w+|boycott\w*|rebuff\w*|rul(?:e[sd]?|ing)\s+out|turn(?:s|ed)?\s+down|pull(?:s|ed)?\s+out"
    r"|(?:will|would|do|does|did)(?:\s+not|n[’']t)|won[’']t|never|skip\w*|snub\w*)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(r"\b(?:offer\w*|invit\w+|propos\w+|ready|willing|open|prepared|suggest\w*)\b", re.IGNORECASE)
_PASSED = r"cancel+ed|called\s+off|postponed|put\s+off|suspended|scrapped|shelved|delayed|abandoned"
_CANCELS = re.compile(  # "called off his planned" visit
    rf"\b(?:{_PASSED})\s+(?:(?!(?:and|but|before|after|when|while|as|then|to)\b)[\w’'-]+\s+){{0,3}}$", re.IGNORECASE
)
_CANCELLED_AFTER = re.compile(rf"\b(?:was|were|is|been|being)\s+(?:\w+ly\s+)?(?:{_PASSED})\b", re.IGNORECASE)
_STALLED = re.compile(
    r"\b(?:stalled|deadlock\w*|frozen|broke(?:n)?\s+down|on\s+hold|at\s+an\s+impasse)\b", re.IGNORECASE
)
_WAS_DUE = re.compile(
    r"\b(?:had\s+been|was|were)\s+(?:due|scheduled|set|supposed|expected|planned|slated)\s+to\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DUE = re.compile(r"\b(?:scheduled|set|due|planned|slated|expected)\s+(?:for|on|to\s+\w+)\b", re.IGNORECASE)
_HOPED = re.compile(
    r"\b(?:hop(?:e[sd]?|ing)|wants?|wanted|seek(?:s|ing)?|sought|would\s+like|offer(?:s|ed)?|propos(?:es|ed)|suggest(?:s|ed)|invit(?:es|ed)"
    r"|(?:ready|willing|prepared|open))\b(?:\s+[\w’'-]+){0,5}\s*$",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"\bno\s+(?:more\s+|further\s+|new\s+|direct\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE)
_TAKEN_UP = re.compile(r"\b(?:agree[sd]?|accept\w*|confirm\w*)\b", re.IGNORECASE)
_SPOKE = re.compile(r"\b(?:spoke|spoken|speak\w*|reach\w*)\b", re.IGNORECASE)
_PHONE = re.compile(r"\b(?:phone\w*|telephone\w*|calls?|called|video\w*|hotline)\b", re.IGNORECASE)
_COMES_TOGETHER = re.compile(
    rf"{_MEET.pattern}|\b(?:visit\w*|host\w*|receiv\w*|welcom\w*|greet\w*|summon\w*|confer\w*|discuss\w*|sessions?|conven\w*|gather\w*"
    r"|consult\w*|arriv\w+|tour\w*|travel\w*|trips?|fl(?:y|ies|ew|own)|audience|delegation|see|saw|join\w*|attend\w*|together|parley|round)\b",
    re.IGNORECASE,
)
_PARLIAMENT = re.compile(
    r"\bsessions?\s+of\s+(?:the\s+)?(?:[\w-]+\s+)?(?:parliament|congress|senate|lawmakers|legislature|national\s+assembly|cabinet)\b",
    re.IGNORECASE,
)
_TO_MEET = re.compile(
    r"\b(?:for|to)\s+(?:[\w’'-]+\s+){0,3}?(?:talks|meet(?:ings?)?|summit|discuss\w*|consultations|negotiations|see)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:the\s+)?(?:two|both)\s+(?:[\w-]+\s+){0,2}?(?:countries|nations|sides|governments|states|neighbou?rs|parties|capitals|leaders|presidents|ministers"
    r"|premiers|delegations|armies|militaries)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:and|but|while)\s+(?:had|has|have|will|would|is|was|were|said|hoped|plans?)\b|;", re.IGNORECASE
)
_SIDELINES = re.compile(
    r"\bon\s+the\s+(?:sidelines?|margins?)\s+of\s+(?P<forum>(?:the\s+|an?\s+)?[^,.;”\"]{3,70}?)(?=\s+(?:in|on|next|this|last|to|where|and)\b|[,.;”\"]|$)"
)
_FORUM = re.compile(
    r"\b(?:at|during|for)\s+(?P<forum>(?:the\s+|an?\s+)?(?:[\w’'-]+\s+){0,4}(?:summit|conference|forum|assembly|session|ministerial\s+meeting|meeting|congress)"
    r"(?:\s+of\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]+|for|and|in|of|the|on))*\b)?)"
)
_ASKED = re.compile(
    r"\S+(?:[\s\u00a0]+(?!(?:during|amid|at|after|before|ahead|until)\b)[\w’'“”\"-]+){0,7}?[\s\u00a0]+[“\"]?"
    + _MEET.pattern,
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|these|those|this|that|both|such|further)\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
_PARTNER = re.compile(r"with\s+(?:the\s+|his\s+|her\s+|its\s+)?(?P<who>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)")
_WITH = re.compile(r"\b(?:with|between)\s+[^.;,]{3,80}")


@dataclass(slots=True)
class _Told:
    """One telling of a meeting."""

    event: Event
    status: str
    participants: tuple[Party, ...]
    vague: bool  # only "the talks"
    date: str | None = None


@dataclass(slots=True)
class _Entry:
    tellings: list[_Told] = field(default_factory=list)

    @property
    def participants(self) -> tuple[Party, ...]:
        return unique(party for told in self.tellings for party in told.participants)

    @property
    def dates(self) -> list[str]:
        return [told.date for told in self.tellings if told.date]


def find_meetings(page: Page) -> tuple[Meeting, ...]:
    """The meetings of an article, in the order first told."""
    entries: list[_Entry] = []
    for event in page.events:
        told = _told(page, event)
        if told is None:
            continue
        entry = next((entry for entry in reversed(entries) if _same(entry, told)), None)
        if entry:
            entry.tellings.append(told)
        elif not told.vague:
            entries.append(_Entry(tellings=[told]))
    meetings = tuple(_meeting(page, entry) for entry in entries)
    return tuple(_dated(page, meeting, meetings) for meeting in meetings)


def _dated(page: Page, meeting: Meeting, others: Sequence[Meeting]) -> Meeting:
    """An undated meeting on a journey has the journey's date; one told beside a dated one of the same person, its date.

    "Blinken and Lavrov will meet Thursday. Blinken will first meet Kuleba."
    """
    if meeting.date:
        return meeting
    names = _names(meeting.participants)
    if meeting.status == "held":
        for event in page.events:
            journey = event.type == "CONSULT" and event.mode == "visit" and event.status is Status.ACTUAL
            if journey and event.date and _names(event.actors) & names:
                return replace(meeting, date=event.date)
    for other in others:
        near = abs(other.sentence - meeting.sentence) <= 1 and other.status == meeting.status == "scheduled"
        if near and other.date and _names(other.participants) & names:
            return replace(meeting, date=other.date, forum=meeting.forum or other.forum)
    return meeting


def _told(page: Page, event: Event) -> _Told | None:
    words, around = page.words(event.trigger), _clause(page, event)
    if event.type == "CONSULT":
        if not _is_meeting(event, words, around) or _is_governed(page, event):
            return None
        status = _status(page, event, around)
    elif not _is_asked(event, around) or _CANCELLED.search(around[len(words) :]):
        return None
    elif event.type == "REQUEST" or (event.type == "AGREE" and _OFFERED.search(words)):
        status = "scheduled" if _DUE.search(page.words(_rest(page, event))) else "proposed"
    elif event.type == "AGREE" and _TAKEN_UP.search(words) and not _is_denied(page, event):
        status = "scheduled"
    elif event.type == "REJECT" and not is_denial(page, event):
        status = "cancelled" if _CANCELLED.search(words) else "refused"
    else:
        return None
    parties = _participants(page, event, around)
    known = [party for party in parties if party.code or party.name or party.text]
    few = len(known) < 2
    if few and (_is_visit(event, words) or event.status is Status.HYPOTHETICAL):
        return None
    definite = bool(_DEFINITE.search(page.text, max(0, event.trigger.start - 40), event.trigger.start))
    vague = not known or (event.type == "CONSULT" and few and (definite or event.mode != "multilateral"))
    date = _date(page, event)
    published = page.article.published
    if status == "held" and date and published and date > published.isoformat():
        status = "scheduled"
    return _Told(event=event, status=status, participants=parties, vague=vague, date=date)


def _is_meeting(event: Event, words: str, around: str) -> bool:
    """Whether a consultation is one face to face: no call, no news conference, no journey to nobody."""
    if event.mode == "phone" and (not _MEET.search(words) or _PHONE.search(around)):
        return False
    if _PRESS.search(around[: len(words) + 12]) or (_NO_MEETING.search(words) and not _MEET.search(words)):
        return False
    if (_BROKERED.search(words) or _SPOKE.search(words)) and not _MEET.search(words):
        return False
    if _PARLIAMENT.search(around) or _STALLED.search(around) or not _COMES_TOGETHER.search(around):
        return False
    return not (_TRAVEL.search(words) and not _MEET.search(words) and not _TO_MEET.search(around))


def _is_governed(page: Page, event: Event) -> bool:
    """Whether the meeting is what another act of the sentence asks for, refuses or denies; that act tells of it."""
    for other in page.events_in[event.sentence]:
        if other.type not in ("REQUEST", "REJECT", "AGREE") or other.trigger.end > event.trigger.start:
            continue
        match = _ASKED.match(_clause(page, other))
        if match is None or event.trigger.start >= other.trigger.start + match.end():
            continue
        if other.type != "AGREE" or _OFFERED.search(page.words(other.trigger)):
            return True
        if _is_denied(page, other):
            return True
    return False


def _is_denied(page: Page, event: Event) -> bool:
    """Whether a denial governs the act: "denied that it had agreed to talks"."""
    return any(
        other.type == "REJECT" and other.trigger.end <= event.trigger.start and is_denial(page, other)
        for other in page.events_in[event.sentence]
    )


def _rest(page: Page, event: Event) -> Span:
    return Span(start=event.trigger.end, end=page.sentence_span(event.sentence).end)


def _date(page: Page, event: Event) -> str | None:
    """The event's own date, or one told beside it; never one of the next clause."""

    def beside(time: When | None) -> bool:
        if time is None or time.value is None:
            return False
        first, last = sorted((event.trigger, time.span))
        return not _NEXT.search(page.text, first.end, last.start)

    if beside(event.time):
        return event.date
    times = [
        (abs(e.time.span.start - event.trigger.end), e.time.value)
        for e in page.events_in[event.sentence]
        if e.time and e.time.span.start >= event.trigger.end and beside(e.time)
    ]
    return min(times)[1] if times and min(times)[0] < CLAUSE else None


def _is_asked(event: Event, around: str) -> bool:
    """Whether what is asked for, offered or refused is a meeting."""
    if event.status in (Status.NEGATED, Status.HYPOTHETICAL):
        return False
    return bool(_MEET.search(around)) if event.mode == "meet" else bool(_ASKED.match(around))


def _clause(page: Page, event: Event) -> str:
    """The trigger and what follows it in its clause."""
    stop = page.sentence_span(event.sentence).end
    text = page.text[event.trigger.start : min(stop, event.trigger.end + CLAUSE)]
    end = re.search(r"[;.]\s|,\s+(?:saying|adding|said|while|but|which|who|after)\b", text)
    return text[: end.start()] if end else text


def _status(page: Page, event: Event, around: str) -> str:
    before = page.text[max(page.sentence_span(event.sentence).start, event.trigger.start - 60) : event.trigger.start]
    if _CANCELLED.search(around[:60]) or _CANCELS.search(before) or _CANCELLED_AFTER.search(around):
        return "cancelled"
    if _WAS_DUE.search(before) and _CANCELLED.search(page.words(_rest(page, event))):
        return "cancelled"
    if _NO_MORE.search(before):
        return "refused"
    match event.status:
        case Status.ACTUAL | Status.HISTORICAL:
            return "held"
        case Status.FUTURE:
            return "proposed" if _HOPED.search(before) else "scheduled"
        case Status.HYPOTHETICAL:
            return "proposed"
        case Status.NEGATED:
            return "refused"


def _is_visit(event: Event, words: str) -> bool:
    return event.mode == "visit" and not _MEET.search(words)


def _participants(page: Page, event: Event, around: str) -> tuple[Party, ...]:
    parties = [*event.actors, *event.recipients]
    here = page.here(parties, event.sentence)
    if len({party.code for party in here if party.code}) >= 2:
        parties = _of_this(page, event, here)
    if event.type != "CONSULT":
        governed = (
            other
            for other in page.events_in[event.sentence]
            if other.type == "CONSULT" and 0 < other.trigger.start - event.trigger.end < CLAUSE
        )
        parties += [party for other in governed for party in page.here(other.actors, event.sentence)]
    if event.type != "CONSULT" or len(parties) < 2:
        start = event.trigger.start
        for match in _WITH.finditer(around):
            named = page.parties_at(start + match.start(), start + match.end())
            parties += named or _partner(page, start + match.start())
    return unique(_both(page, event, parties))


def _of_this(page: Page, event: Event, here: list[Party]) -> list[Party]:
    """Without whom the sentence tells to meet first: "will see Duarte before she flies to Oslo to meet Haugen"."""
    trigger = event.trigger
    if not any(party.span and party.span.start >= trigger.end for party in here):
        return here
    earlier = [
        other
        for other in page.events_in[event.sentence]
        if other.type == "CONSULT" and other.trigger.end < trigger.start
    ]
    return [
        party
        for party in here
        if not any(
            party.span and other.trigger.end <= party.span.start < trigger.start
            and any(theirs.span == party.span for theirs in (*other.actors, *other.recipients))
            for other in earlier
        )
    ]  # fmt: skip


def _both(page: Page, event: Event, parties: list[Party]) -> list[Party]:
    """With "the two countries" read as those the article is about."""
    found = [party for party in parties if _BOTH.search(f"{party.text} {party.name}")]
    spans = [party.span for party in found if party.span]
    sides = [side for span in spans[:1] for side in page.two_sides(span)]
    if not sides:
        named = frozenset(party.code for party in parties if party.code)
        match = _BOTH.search(page.text, max(page.sentence_span(event.sentence).start, event.trigger.start - 80),
                             min(page.sentence_span(event.sentence).end, event.trigger.end + CLAUSE))  # fmt: skip
        if match is None or len(named) >= 2:
            return parties
        sides = list(page.two_sides(Span(start=match.start(), end=match.end())))
    kept = [party for party in parties if party not in found or not sides]
    return [*kept, *(side for side in sides if side.code not in {party.code for party in kept})]


def _partner(page: Page, offset: int) -> tuple[Party, ...]:
    """Whom one meets, by words that no coded record of the article names."""
    match = _PARTNER.match(page.text, offset)
    return (unknown(Span(start=match.start("who"), end=match.end("who")), page.text),) if match else ()


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(party.code for party in parties if party.code)


def _names(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(party.name or party.text or "" for party in parties)


def _same(entry: _Entry, told: _Told) -> bool:
    last = entry.tellings[-1]
    apart = told.event.sentence - last.event.sentence
    ours, theirs = _codes(entry.participants), _codes(told.participants)
    shared = _names(entry.participants) & _names(told.participants)
    nested = bool(shared) and (ours <= theirs or theirs <= ours)
    if nested and apart == 0 and last.date and last.status == told.status and told.date in (last.date, None):
        return True
    if nested and apart == 0 and last.status == told.status == "cancelled":
        return True  # "were due to meet on Monday, but the session was put off until Friday"
    if not _times_fit(entry, told) or (last.status != told.status and apart > NEAR and not told.date):
        return False
    if {last.status, told.status} == {"proposed", "scheduled"} and apart > NEAR:
        return False
    if told.vague:
        return apart <= NEAR and (not told.participants or bool(_codes(told.participants) & _codes(entry.participants)))
    if _names(entry.participants) == _names(told.participants):
        return True
    if len(ours) < 2 or len(theirs) < 2:
        return bool(ours) and ours == theirs and apart <= NEAR and bool(shared)
    return ours <= theirs or theirs <= ours


def _times_fit(entry: _Entry, told: _Told) -> bool:
    """The same day as far as both tell, and a status that the first may come to."""
    date = told.date
    if date and any(not (date.startswith(other) or other.startswith(date)) for other in entry.dates):
        return False
    pair = {entry.tellings[0].status, told.status}
    return pair != {"held", "scheduled"} and pair != {"held", "refused"} and pair != {"held", "proposed"}


def _meeting(page: Page, entry: _Entry) -> Meeting:
    told = max(entry.tellings, key=lambda t: (len(t.participants), bool(t.date), -t.event.trigger.start))
    events = [t.event for t in entry.tellings]
    statuses = [t.status for t in entry.tellings]
    status = next((s for s in ("cancelled", "held") if s in statuses), None) or (
        "scheduled" if "scheduled" in statuses else statuses[0]
    )
    return Meeting(
        id=page.identity("meeting", events[0].trigger),
        sentence=told.event.sentence,
        span=told.event.trigger,
        mentions=tuple(dict.fromkeys(event.trigger for event in events)),
        participants=entry.participants,
        date=max(entry.dates, key=len) if entry.dates else None,
        time=next((event.time for event in events if event.time), None),
        place=next((event.place for event in events if event.place), None),
        forum=next((forum for event in events if (forum := _forum(page, event))), None),
        status=status,
    )


def _forum(page: Page, event: Event) -> Span | None:
    sentence = page.sentence_span(event.sentence)
    match = _SIDELINES.search(page.text, sentence.start, sentence.end) or _FORUM.search(
        page.text, event.trigger.end, sentence.end
    )
    if match is None:
        return None
    start, end = match.span("forum")
    return None if start <= event.trigger.start < end else Span(start=start, end=end)
