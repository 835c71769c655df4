"""The columns of the ledger: claims, commitments, agreements, meetings and figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.columns.fields import (
    Column,
    Row,
    codes_of,
    document_columns,
    party_columns,
    party_row,
    place_columns,
    prefixed,
    span_row,
    time_columns,
    words_columns,
)
from dragoman.records import Agreement, Claim, Coded, Commitment, Figure, Meeting, Party, Span

CLAIMS: tuple[Column[Claim], ...] = (
    Column("id", "string", lambda r, c: r.id, "id of the claim"),
    *document_columns(),
    Column("sentence", "int32", lambda r, c: r.sentence, "number of the sentence that tells it first in full, from 0"),
    *words_columns("text", lambda r: r.span, "the proposition, as first told in full"),
    Column("mentions", "list<span>", lambda r, c: _spans(r.mentions), "every telling and every denial"),
    Column("about_codes", "list<string>", lambda r, c: codes_of(r.about), "codes of those it is about, each once"),
    Column("asserted_by_codes", "list<string>", lambda r, c: codes_of(r.asserted_by), "codes of those who hold it"),
    Column("denied_by_codes", "list<string>", lambda r, c: codes_of(r.denied_by), "codes of those who reject it"),
    Column("about", "list<party>", lambda r, c: _parties(r.about), "whom it is about"),
    Column("stances", "list<stance>", lambda r, c: _stances(r, c), "who asserts, denies, doubts or confirms it"),
)

COMMITMENTS: tuple[Column[Commitment], ...] = (
    Column("id", "string", lambda r, c: r.id, "id of the commitment"),
    *document_columns(),
    Column("sentence", "int32", lambda r, c: r.sentence, "number of the sentence, from 0"),
    Column("kind", "string", lambda r, c: r.kind, "demand, guarantee, red_line, threat, promise, offer or refusal"),
    *words_columns("text", lambda r: r.span, "the content"),
    *words_columns("cue", lambda r: r.cue, "the word that makes it one"),
    *party_columns("by", lambda r: r.by, "who commits or demands"),
    Column("addressee_codes", "list<string>", lambda r, c: codes_of(r.to), "codes of those it addresses, each once"),
    Column("addressees", "list<party>", lambda r, c: _parties(r.to), "whom it addresses"),
    *words_columns("condition", lambda r: r.condition, "the condition, a clause as it stands"),
    *words_columns("consequence", lambda r: r.consequence, "the consequence, a clause as it stands"),
    *words_columns("deadline", lambda r: r.deadline, "the deadline, as it stands"),
    Column("same_as", "string", lambda r, c: r.same_as, "id of the first telling of this commitment in the article"),
)

AGREEMENTS: tuple[Column[Agreement], ...] = (
    Column("id", "string", lambda r, c: r.id, "id of the agreement"),
    *document_columns(),
    Column("name", "string", lambda r, c: r.name, "as the article names it best"),
    *words_columns("text", lambda r: r.span, "the mention that gives the name"),
    Column("mentions", "list<span>", lambda r, c: _spans(r.mentions), "every naming"),
    Column("aliases", "list<string>", lambda r, c: list(r.aliases), "its other names"),
    Column("year", "string", lambda r, c: r.year, "year it was made, YYYY"),
    Column("status", "string", lambda r, c: r.status, "in_force, announced, proposed or ended"),
    Column("party_codes", "list<string>", lambda r, c: codes_of(r.parties), "codes of its parties, each once"),
    Column("parties", "list<party>", lambda r, c: _parties(r.parties), "between whom it is"),
    Column("brokers", "list<party>", lambda r, c: _parties(r.brokers), "who brokered it"),
    *words_columns("place", lambda r: r.place, "where it was made"),
    Column("obligations", "list<span>", lambda r, c: _spans(r.obligations), "where what it obliges to stands"),
    Column("violations", "list<violation>", lambda r, c: _violations(r, c), "alleged breaches; no accuser: the writer"),
)

MEETINGS: tuple[Column[Meeting], ...] = (
    Column("id", "string", lambda r, c: r.id, "id of the meeting"),
    *document_columns(),
    Column("sentence", "int32", lambda r, c: r.sentence, "number of the sentence, from 0"),
    Column("status", "string", lambda r, c: r.status, "scheduled, held, proposed, cancelled or refused"),
    *words_columns("text", lambda r: r.span, "the words that name the meeting"),
    Column("mentions", "list<span>", lambda r, c: _spans(r.mentions), "every telling"),
    Column("participant_codes", "list<string>", lambda r, c: codes_of(r.participants), "codes of who meets, each once"),
    Column("participants", "list<party>", lambda r, c: _parties(r.participants), "who meets"),
    Column("date", "string", lambda r, c: r.date, "day, month or year of the meeting, where the text gives one"),
    *time_columns(),
    *place_columns(),
    *words_columns("forum", lambda r: r.forum, "the larger meeting, or the one on whose sidelines it is"),
)

FIGURES: tuple[Column[Figure], ...] = (
    Column("id", "string", lambda r, c: r.id, "id of the figure"),
    *document_columns(),
    Column("sentence", "int32", lambda r, c: r.sentence, "number of the sentence, from 0"),
    Column("what", "string", lambda r, c: r.what,
           "killed, injured, arrested, displaced, troops, weapons, money, people or other"),
    *words_columns("text", lambda r: r.span, "hedge, number and unit"),
    Column("value", "float64", lambda r, c: r.value, "the number; of money, the amount in the currency of the unit"),
    Column("low", "float64", lambda r, c: r.low, "least, of a range or a vague plural"),
    Column("high", "float64", lambda r, c: r.high, "most, of a range"),
    Column("qualifier", "string", lambda r, c: r.qualifier, "more than, at least, about, nearly, up to or less than"),
    *words_columns("unit", lambda r: r.unit, "the words counted"),
    *party_columns("of", lambda r: r.of, "whose they are"),
    Column("date", "string", lambda r, c: r.date, "day, month or year of the event beside it"),
    *place_columns(),
    *party_columns("according_to", lambda r: r.according_to, "who is quoted as giving it; none where the writer does"),
)  # fmt: skip


def _spans(spans: Iterable[Span]) -> list[Row]:
    return [span_row(span) for span in spans]


def _parties(parties: Iterable[Party]) -> list[Row]:
    return [party_row(party) for party in parties]


def _stances(claim: Claim, coded: Coded) -> list[Row]:
    return [
        {"stance": stance.stance, **_words(stance.span, coded), "sentence": stance.sentence, "date": stance.date,
         "outlet": stance.outlet, **prefixed("by", stance.by)} for stance in claim.stances
    ]  # fmt: skip


def _violations(agreement: Agreement, coded: Coded) -> list[Row]:
    return [
        {**_words(told.span, coded), **prefixed("accuser", told.accuser), **prefixed("violator", told.violator)}
        for told in agreement.violations
    ]


def _words(span: Span, coded: Coded) -> dict[str, Any]:
    return {"text": span.of(coded.article.text), "start": span.start, "end": span.end}
