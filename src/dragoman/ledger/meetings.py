"""Meetings: who met, meets, is to meet or will not meet whom, where and when; one record a meeting and article.

Telephone calls, letters, interviews, hearings, debates, news conferences and speeches are no meetings. A visit is one
when both sides are named. "The talks" alone are those last told of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dragoman.ledger.page import Page, unique, unknown
from dragoman.records import Event, Meeting, Party, Span, Status

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
    r"|deadline|condition|requirement|goal|standard|challenge|criteri))s?|meeting|meetings|talks?|talking|negotiat\w+|summits?|dialogues?|discussions?|consultations?|conferences?"
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


@dataclass(slots=True)
class _Entry:
    tellings: list[_Told] = field(default_factory=list)

    @property
    def participants(self) -> tuple[Party, ...]:
        return unique(party for told in self.tellings for party in told.participants)

    @property
    def dates(self) -> list[str]:
        return [told.event.date for told in self.tellings if told.event.date]


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
        if event.mode == "phone" or _PRESS.search(words) or (_NO_MEETING.search(words) and not _MEET.search(words)):
            return None
        if _BROKERED.search(words) and not _MEET.search(words):
            return None
        if re.match(r"\s+conference", page.text[event.trigger.end : event.trigger.end + 12]):
            return None
        status = _status(event, around)
    elif not _is_asked(event, around):
        return None
    elif event.type == "REQUEST" or (event.type == "AGREE" and _OFFERED.search(words)):
        status = "proposed"
    elif event.type == "REJECT":
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
    if _TRAVEL.search(words) and not _MEET.search(words):
        return None
    return _Told(event=event, status=status, participants=parties, vague=vague)


def _is_asked(event: Event, around: str) -> bool:
    """Whether what is asked for, offered or refused is a meeting."""
    if event.status in (Status.NEGATED, Status.HYPOTHETICAL):
        return False
    return bool(_MEET.search(around)) if event.mode == "meet" else bool(_ASKED.match(around))


def _clause(page: Page, event: Event) -> str:
    """The trigger and what follows it in its clause."""
    stop = page.sentence_span(event.sentence).end
    text = page.text[event.trigger.start : min(stop, event.trigger.end + 110)]
    end = re.search(r"[;.]\s|,\s+(?:saying|adding|said|while|but|which|who|after)\b", text)
    return text[: end.start()] if end else text


def _status(event: Event, around: str) -> str:
    if _CANCELLED.search(around[:60]):
        return "cancelled"
    match event.status:
        case Status.ACTUAL | Status.HISTORICAL:
            return "held"
        case Status.FUTURE:
            return "scheduled"
        case Status.HYPOTHETICAL:
            return "proposed"
        case Status.NEGATED:
            return "refused"


def _is_visit(event: Event, words: str) -> bool:
    return event.mode == "visit" and not _MEET.search(words)


def _participants(page: Page, event: Event, around: str) -> tuple[Party, ...]:
    parties = [*event.actors, *event.recipients]
    if event.type != "CONSULT" or len(parties) < 2:
        start = event.trigger.start
        for match in _WITH.finditer(around):
            named = page.parties_at(start + match.start(), start + match.end())
            parties += named or _partner(page, start + match.start())
    return unique(parties)


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
    if not _times_fit(entry, told) or (last.status != told.status and apart > NEAR and not told.event.date):
        return False
    if {last.status, told.status} == {"proposed", "scheduled"} and apart > NEAR:
        return False
    if told.vague:
        return apart <= NEAR and (not told.participants or bool(_codes(told.participants) & _codes(entry.participants)))
    ours, theirs = _codes(entry.participants), _codes(told.participants)
    if _names(entry.participants) == _names(told.participants):
        return True
    if len(ours) < 2 or len(theirs) < 2:
        shared = _names(entry.participants) & _names(told.participants)
        return bool(ours) and ours == theirs and apart <= NEAR and bool(shared)
    return ours <= theirs or theirs <= ours


def _times_fit(entry: _Entry, told: _Told) -> bool:
    """The same day as far as both tell, and a status that the first may come to."""
    date = told.event.date
    if date and any(not (date.startswith(other) or other.startswith(date)) for other in entry.dates):
        return False
    pair = {entry.tellings[0].status, told.status}
    return pair != {"held", "scheduled"} and pair != {"held", "refused"} and pair != {"held", "proposed"}


def _meeting(page: Page, entry: _Entry) -> Meeting:
    told = max(entry.tellings, key=lambda t: (len(t.participants), bool(t.event.date), -t.event.trigger.start))
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
