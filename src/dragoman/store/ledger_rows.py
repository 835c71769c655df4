"""The ledger of coded articles -> rows: one a record, one a stance or violation, one a party with its role."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dragoman import columns
from dragoman.columns import Column, Row
from dragoman.records import Agreement, Coded, Event, Meeting, Span, Stance, Statement

from . import ids
from .rows import text_ends

T = TypeVar("T", bound=ids.Told)

_PROPER = re.compile(r"\b[A-Z][\w.’'-]*")
_DETERMINER = re.compile(r"(?:the|an?|this|that|its|their)\s+", re.IGNORECASE)
_LITTLE = frozenset("the a an of on in with for between and its their".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_FORMS = {
    **dict.fromkeys(("agreement", "agreements", "accord", "accords", "pact", "pacts", "deals"), "deal"),
    **dict.fromkeys(("ceasefire", "ceasefires", "truces", "armistice"), "truce"), "treaties": "treaty",
}  # fmt: skip
# A meeting that did not take place was put off when its sentence says so; else it was called off
_PUT_OFF = re.compile(
    r"\b(?:postpon\w+|put\s+off|delay(?:s|ed|ing)?|resched\w+|deferr?(?:ed|ing)?|push(?:ed|ing)?\s+back|adjourn\w*)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class LedgerRows:
    """Rows by table, in the order in which they are written."""

    claims: list[Row] = field(default_factory=list)
    stances: list[Row] = field(default_factory=list)
    commitments: list[Row] = field(default_factory=list)
    agreements: list[Row] = field(default_factory=list)
    violations: list[Row] = field(default_factory=list)
    meetings: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    ledger_parties: list[Row] = field(default_factory=list)

    def names(self) -> list[Row]:
        """Names by which somebody can be asked for."""
        by = ((self.stances, "by"), (self.commitments, "by"), (self.figures, "of"), (self.figures, "according_to"))
        found = [row[f"{role}_name"] or row[f"{role}_text"] for rows, role in by for row in rows]
        found += [row["name"] or row["text"] for row in self.ledger_parties]
        return [{"name": name} for name in dict.fromkeys(found) if name]

    def add(self, article_id: str, coded: Coded) -> None:
        """Adds the rows of one article's ledger."""
        read = _Read(article_id, coded)
        self._claims(read)
        self._commitments(read)
        self._agreements(read)
        self._meetings(read)
        self._figures(read)

    def _claims(self, read: _Read) -> None:
        for claim, id in read.with_ids("claim", read.coded.ledger.claims):
            row = read.row(columns.CLAIMS, "claim_id", id, claim)
            stances, about = row.pop("stances"), row.pop("about")
            said = [read.said(stance) for stance in claim.stances]
            row["confidence"] = max((sure for _, sure in said if sure is not None), default=None) if said else (
                read.sure(claim.sentence, claim.span))  # fmt: skip
            self.claims.append(row)
            for position, (stance, (statement_id, _)) in enumerate(zip(stances, said, strict=True)):
                stance["date"] = dt.date.fromisoformat(stance["date"]) if stance["date"] else None
                self.stances.append({"claim_id": id, "article_id": read.article_id, "position": position,
                                     **text_ends(stance), "statement_id": statement_id})  # fmt: skip
            self._parties(read, id, "about", about)

    def _commitments(self, read: _Read) -> None:
        found = list(read.with_ids("commitment", read.coded.ledger.commitments))
        first = {commitment.id: id for commitment, id in found}
        for commitment, id in found:
            row = read.row(columns.COMMITMENTS, "commitment_id", id, commitment)
            self._parties(read, id, "to", row.pop("addressees"))
            row["same_as"] = first.get(row["same_as"])
            row["confidence"] = read.sure(commitment.sentence, commitment.cue)
            self.commitments.append(row)

    def _agreements(self, read: _Read) -> None:
        for agreement, id in read.with_ids("agreement", read.coded.ledger.agreements):
            row = read.row(columns.AGREEMENTS, "agreement_id", id, agreement)
            parties = row.pop("parties")
            self._parties(read, id, "party", parties)
            self._parties(read, id, "broker", row.pop("brokers"))
            for position, told in enumerate(row.pop("violations")):
                self.violations.append({"agreement_id": id, "article_id": read.article_id, "position": position,
                                        **text_ends(told)})  # fmt: skip
            row["sentence"] = read.sentence_at(agreement.span)
            row["proper_keys"], row["keys"] = name_keys(agreement, [party["code"] for party in parties])
            self.agreements.append(row)

    def _meetings(self, read: _Read) -> None:
        for meeting, id in read.with_ids("meeting", read.coded.ledger.meetings):
            row = read.row(columns.MEETINGS, "meeting_id", id, meeting)
            self._parties(read, id, "participant", row.pop("participants"))
            days, published = meeting_days(meeting), row["published"]
            row["status"] = read.status(meeting)
            row["day"], row["until_day"] = days or (published, published)
            row["day_from"] = "text" if days else "published" if published else None
            row["confidence"] = read.sure(meeting.sentence, meeting.span)
            self.meetings.append(row)

    def _figures(self, read: _Read) -> None:
        for figure, id in read.with_ids("figure", read.coded.ledger.figures):
            row = read.row(columns.FIGURES, "figure_id", id, figure)
            row["event_id"] = read.counted(figure.span)
            self.figures.append(row)

    def _parties(self, read: _Read, record_id: str, role: str, parties: Iterable[Row]) -> None:
        for position, party in enumerate(parties):
            self.ledger_parties.append({"record_id": record_id, "article_id": read.article_id, "role": role,
                                        "position": position, **text_ends(party)})  # fmt: skip


class _Read:
    """One article, asked for what its records leave to be looked up."""

    def __init__(self, article_id: str, coded: Coded) -> None:
        self.article_id, self.coded = article_id, coded
        self._text = coded.article.text
        self._statements: dict[int, list[tuple[str, Statement]]] = {}
        for id, statement in zip(ids.statement_ids(article_id, coded.statements), coded.statements, strict=True):
            self._statements.setdefault(statement.sentence, []).append((id, statement))
        self._events: dict[int, list[Event]] = {}
        self._counted: dict[Span, str] = {}
        event_ids = ids.event_ids(article_id, coded.events)
        for event in coded.events:
            self._events.setdefault(event.sentence, []).append(event)
            for quantity in event.quantities:
                self._counted.setdefault(quantity.span, event_ids[event.id])

    def with_ids(self, kind: str, records: Sequence[T]) -> Iterable[tuple[T, str]]:
        return zip(records, ids.ledger_ids(self.article_id, kind, records), strict=True)

    def row(self, table: Sequence[Column[Any]], key: str, id: str, record: object) -> Row:
        """The record as columns.py lays it, under its own id; lists of codes are in ledger_parties."""
        row = columns.row_of(table, record, self.coded)
        del row["id"], row["document"]
        for name in [name for name in row if name.endswith("_codes")]:
            del row[name]
        return {key: id, "article_id": self.article_id, **row}

    def sentence_at(self, span: Span) -> int:
        return next((s.index for s in self.coded.sentences if s.start <= span.start < s.end), 0)

    def said(self, stance: Stance) -> tuple[str | None, float | None]:
        """The statement that holds most of a stance's words, and how sure it or the verb beside it is."""
        best: tuple[int, str, float] | None = None
        for id, statement in self._statements.get(stance.sentence, ()):
            shared = sum(_overlap(span, stance.span) for span in statement.content)
            same = statement.speaker.name == stance.by.name and statement.speaker.code == stance.by.code
            if shared and same and (best is None or shared > best[0]):
                best = shared, id, statement.confidence
        return (best[1], best[2]) if best else (None, self.sure(stance.sentence, stance.span))

    def sure(self, sentence: int, span: Span) -> float | None:
        """How sure the event is whose words these are; else the statement; else the nearest event of the sentence."""
        events = self._events.get(sentence, ())
        own = [event.confidence for event in events if _overlap(event.trigger, span)]
        if own:
            return max(own)
        said = self._statements.get(sentence, ())
        over = [
            s.confidence for _, s in said if any(_overlap(x, span) for x in (*s.content, *([s.cue] if s.cue else [])))
        ]
        if over:
            return max(over)
        near = min(events, key=lambda event: abs(event.trigger.start - span.start), default=None)
        return near.confidence if near else None

    def status(self, meeting: Meeting) -> str:
        if meeting.status != "cancelled":
            return meeting.status
        for sentence in self.coded.sentences:
            told = any(sentence.start <= span.start < sentence.end for span in meeting.mentions)
            if told and _PUT_OFF.search(self._text, sentence.start, sentence.end):
                return "postponed"
        return "cancelled"

    def counted(self, span: Span) -> str | None:
        """The event with a number in these words."""
        return next((id for other, id in self._counted.items() if _overlap(other, span)), None)


def meeting_days(meeting: Meeting) -> tuple[dt.date, dt.date] | None:
    """First and last day that the article tells."""
    time = meeting.time
    if time and time.start and (meeting.date is None or time.value == meeting.date):
        return time.start, time.end or time.start
    return days_of(meeting.date) if meeting.date else None


def days_of(date: str) -> tuple[dt.date, dt.date]:
    """First and last day of YYYY, YYYY-MM or YYYY-MM-DD."""
    year, month, day = (*(int(part) for part in date.split("-")), 0, 0)[:3]
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    if month:
        return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def name_keys(agreement: Agreement, codes: Iterable[str | None]) -> tuple[list[str], list[str]]:
    """What an agreement is looked up by: its names in one form, those that are names of it alone, then all.

    "Truce" and "peace deal" name many: they count with each party only.
    """
    proper: list[str] = []
    keys: list[str] = []
    parties = [code for code in codes if code]
    for name in (agreement.name, *agreement.aliases):
        name = _DETERMINER.sub("", name, count=1) if _DETERMINER.match(name) else name
        key = _one_form(name)
        if _PROPER.search(name):
            proper.append(key)
        else:
            keys += [f"{key} {code}" for code in parties]
    return list(dict.fromkeys(proper)), list(dict.fromkeys([*proper, *keys]))


def _one_form(name: str) -> str:
    """The same for "nuclear deal with Iran" and "the 2015 Iran nuclear accord"."""
    words = (_FORMS.get(word, word) for word in re.sub(r"[^\w\s]", "", name.lower()).split())
    return " ".join(sorted({word for word in words if word not in _LITTLE and not _YEAR.fullmatch(word)}))
