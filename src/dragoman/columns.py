"""Records <-> Arrow: the one place that knows how records lie in columns.

Three tables: `EVENTS` and `STATEMENTS`, one row each, and `DOCUMENTS`, one row an article. A `Column` names its Arrow
type in words, so that this module is read without the Arrow library, which is loaded only to build or read a table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dragoman.records import Absence, Coded, Event, Party, Place, Quantity, Span, Statement, Status, When

if TYPE_CHECKING:
    from dragoman.arrow import Schema, Stream, Table

T = TypeVar("T")
Row = dict[str, Any]  # column name -> value; lives only between a record and its table


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its Arrow type in words, where the value comes from, and what it means (docs/output.md shows it)."""

    name: str
    type: str
    value: Callable[[T, Coded], Any]
    about: str


PARTY_FIELDS = (
    ("name", "string"),
    ("code", "string"),
    ("sector", "string"),
    ("other_sectors", "list<string>"),
    ("office", "string"),
    ("text", "string"),
    ("start", "int32"),
    ("end", "int32"),
    ("antecedent_start", "int32"),
    ("antecedent_end", "int32"),
    ("evidence", "string"),
    ("absence", "string"),
)
QUANTITY_FIELDS = (
    ("what", "string"),
    ("value", "float64"),
    ("low", "float64"),
    ("high", "float64"),
    ("qualifier", "string"),
    ("start", "int32"),
    ("end", "int32"),
)
SPAN_FIELDS = (("start", "int32"), ("end", "int32"))
SENTENCE_FIELDS = (("index", "int32"), ("start", "int32"), ("end", "int32"), ("kind", "string"))
STRUCTS = {"party": PARTY_FIELDS, "quantity": QUANTITY_FIELDS, "span": SPAN_FIELDS, "sentence": SENTENCE_FIELDS}


def party_row(party: Party) -> Row:
    return {
        "name": party.name,
        "code": party.code,
        "sector": party.sector,
        "other_sectors": list(party.other_sectors),
        "office": party.office,
        "text": party.text,
        "start": party.span.start if party.span else None,
        "end": party.span.end if party.span else None,
        "antecedent_start": party.antecedent.start if party.antecedent else None,
        "antecedent_end": party.antecedent.end if party.antecedent else None,
        "evidence": party.evidence,
        "absence": party.absence.value if party.absence else None,
    }


def quantity_row(quantity: Quantity) -> Row:
    return {
        "what": quantity.what,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "qualifier": quantity.qualifier,
        "start": quantity.span.start,
        "end": quantity.span.end,
    }


def span_row(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _codes(parties: Iterable[Party]) -> list[str]:
    """Each code once, in the order of the text."""
    return list(dict.fromkeys(party.code for party in parties if party.code))


def _sectors(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(party.sector for party in parties if party.sector))


def _words(span: Span | None, coded: Coded) -> str | None:
    return span.of(coded.article.text) if span else None


def _party_columns(prefix: str, party_of: Callable[[Any], Party | None], role: str) -> tuple[Column[Any], ...]:
    """The flat columns of a single party."""

    def field(key: str) -> Callable[[Any, Coded], Any]:
        def value(record: Any, coded: Coded) -> Any:
            party = party_of(record)
            return party_row(party)[key] if party else None

        return value

    about = {
        "name": "canonical name",
        "code": "country (ISO 3166 alpha-3, KOS) or international kind",
        "sector": "PLOVER sector",
        "other_sectors": "further PLOVER sectors",
        "office": "office the text or a table gives",
        "text": "words of the sentence",
        "start": "first character of the words",
        "end": "end of the words, exclusive",
        "antecedent_start": "first character of the earlier words that give the name or office",
        "antecedent_end": "end of the earlier words, exclusive",
        "evidence": "table or rule that gave the code",
        "absence": "why there is no code",
    }
    return tuple(Column(f"{prefix}_{key}", type, field(key), f"{role}: {about[key]}") for key, type in PARTY_FIELDS)


def _place_columns() -> tuple[Column[Any], ...]:
    def field(get: Callable[[Place], Any]) -> Callable[[Any, Coded], Any]:
        return lambda record, coded: get(record.place) if record.place else None

    return (
        Column("place_text", "string", field(lambda p: p.text), "where: words of the sentence"),
        Column("place_start", "int32", field(lambda p: p.span.start), "where: first character of the words"),
        Column("place_end", "int32", field(lambda p: p.span.end), "where: end of the words, exclusive"),
        Column("place_name", "string", field(lambda p: p.name), "where: name in the gazetteer"),
        Column("place_country", "string", field(lambda p: p.country), "where: country, ISO 3166 alpha-3"),
        Column("place_admin1", "string", field(lambda p: p.admin1), "where: first-level division"),
        Column("place_geonames_id", "int64", field(lambda p: p.geonames_id), "where: GeoNames id"),
        Column("place_latitude", "float64", field(lambda p: p.latitude), "where: degrees north, WGS 84"),
        Column("place_longitude", "float64", field(lambda p: p.longitude), "where: degrees east, WGS 84"),
        Column("place_feature_code", "string", field(lambda p: p.feature_code), "where: GeoNames feature code"),
        Column("place_absence", "string", field(lambda p: p.absence and p.absence.value), "where: why unresolved"),
    )


def _time_columns() -> tuple[Column[Event], ...]:
    def field(get: Callable[[When], Any]) -> Callable[[Event, Coded], Any]:
        return lambda event, coded: get(event.time) if event.time else None

    return (
        Column("time_text", "string", field(lambda w: w.text), "when: words of the sentence"),
        Column("time_start", "int32", field(lambda w: w.span.start), "when: first character of the words"),
        Column("time_end", "int32", field(lambda w: w.span.end), "when: end of the words, exclusive"),
        Column("time_value", "string", field(lambda w: w.value), "when: YYYY, YYYY-MM or YYYY-MM-DD"),
        Column("first_day", "date32", field(lambda w: w.start), "when: first day"),
        Column("last_day", "date32", field(lambda w: w.end), "when: last day, inclusive"),
        Column("grain", "string", field(lambda w: w.grain), "when: day, week, month, season, year or decade"),
        Column("time_absence", "string", field(lambda w: w.absence and w.absence.value), "when: why unresolved"),
    )


def _document_column() -> tuple[Column[Any], ...]:
    return (
        Column("document", "string", lambda record, coded: coded.article.id, "id of the article"),
        Column("published", "date32", lambda record, coded: coded.article.published, "day of publication"),
    )


EVENTS: tuple[Column[Event], ...] = (
    Column("id", "string", lambda e, c: e.id, "id of the event, the same whenever the same text is coded"),
    *_document_column(),
    Column("sentence", "int32", lambda e, c: e.sentence, "number of the sentence, from 0"),
    Column("type", "string", lambda e, c: e.type, "PLOVER type, one of 16"),
    Column("mode", "string", lambda e, c: e.mode, "PLOVER mode of that type"),
    Column("status", "string", lambda e, c: e.status.value, "actual, future, hypothetical, negated or historical"),
    Column("trigger_text", "string", lambda e, c: _words(e.trigger, c), "the words that name the act"),
    Column("trigger_start", "int32", lambda e, c: e.trigger.start, "first character of those words"),
    Column("trigger_end", "int32", lambda e, c: e.trigger.end, "end of those words, exclusive"),
    Column("contexts", "list<string>", lambda e, c: list(e.contexts), "PLOVER contexts"),
    Column("actor_codes", "list<string>", lambda e, c: _codes(e.actors), "codes of the actors, each once"),
    Column("actor_sectors", "list<string>", lambda e, c: _sectors(e.actors), "sectors of the actors, each once"),
    Column("recipient_codes", "list<string>", lambda e, c: _codes(e.recipients), "codes of the recipients, each once"),
    Column("recipient_sectors", "list<string>", lambda e, c: _sectors(e.recipients), "sectors of the recipients, once"),
    Column("actors", "list<party>", lambda e, c: [party_row(p) for p in e.actors], "who does it"),
    Column("recipients", "list<party>", lambda e, c: [party_row(p) for p in e.recipients], "to whom it is done"),
    Column("date", "string", lambda e, c: e.date, "day, month or year of the event, where the sentence gives one"),
    *_time_columns(),
    *_place_columns(),
    *_party_columns("source", lambda e: e.source, "who is quoted as saying that it happened"),
    Column("quantities", "list<quantity>", lambda e, c: [quantity_row(q) for q in e.quantities], "numbers told of it"),
    Column("quad", "int8", lambda e, c: e.quad, "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict"),
    Column("score", "float64", lambda e, c: e.score, "PLOVER score, -10 to 10"),
    Column("cameo", "string", lambda e, c: e.cameo, "nearest CAMEO code; text, since it may begin with 0"),
    Column("goldstein", "float64", lambda e, c: e.goldstein, "Goldstein score of that code, -10 to 10"),
    Column("same_as", "string", lambda e, c: e.same_as, "id of the first telling of this act in the article"),
    Column("confidence", "float64", lambda e, c: e.confidence, "0 to 1"),
)

STATEMENTS: tuple[Column[Statement], ...] = (
    Column("id", "string", lambda s, c: s.id, "id of the statement"),
    *_document_column(),
    Column("sentence", "int32", lambda s, c: s.sentence, "number of the sentence, from 0"),
    Column("kind", "string", lambda s, c: s.kind, "direct, indirect or mixed"),
    Column("act", "string", lambda s, c: s.act, "say, or think for an attributed belief or intention"),
    Column("cue_text", "string", lambda s, c: _words(s.cue, c), "the word that attributes it; none where it runs on"),
    Column("cue_start", "int32", lambda s, c: s.cue.start if s.cue else None, "first character of the cue"),
    Column("cue_end", "int32", lambda s, c: s.cue.end if s.cue else None, "end of the cue, exclusive"),
    Column("content_text", "string", lambda s, c: " ".join(x.of(c.article.text) for x in s.content), "what is said"),
    Column("content", "list<span>", lambda s, c: [span_row(x) for x in s.content], "where the content stands"),
    *_party_columns("speaker", lambda s: s.speaker, "who says it"),
    *_party_columns("addressee", lambda s: s.addressee, "to whom it is said"),
    Column("occasion_text", "string", lambda s, c: _words(s.occasion, c), "on what occasion"),
    Column("occasion_start", "int32", lambda s, c: s.occasion.start if s.occasion else None, "its first character"),
    Column("occasion_end", "int32", lambda s, c: s.occasion.end if s.occasion else None, "its end, exclusive"),
    *_place_columns(),
    Column("confidence", "float64", lambda s, c: s.confidence, "0 to 1"),
)

DOCUMENTS: tuple[Column[Coded], ...] = (
    Column("id", "string", lambda d, c: c.article.id, "id of the article"),
    Column("published", "date32", lambda d, c: c.article.published, "day of publication"),
    Column("published_assumed", "bool", lambda d, c: c.provenance.published_assumed, "no date was given; assumed"),
    Column("publisher", "string", lambda d, c: c.article.publisher, "who published it"),
    Column("title", "string", lambda d, c: c.article.title, "headline"),
    Column("url", "string", lambda d, c: c.article.url, "address"),
    Column("language", "string", lambda d, c: c.provenance.language, "ISO 639-1"),
    Column("agency", "string", lambda d, c: c.provenance.agency, "news agency"),
    Column("dateline_place", "string", lambda d, c: _words(c.provenance.dateline_place, c), "place of the dateline"),
    Column("dateline_date", "string", lambda d, c: _words(c.provenance.dateline_date, c), "date of the dateline"),
    Column("byline", "string", lambda d, c: _words(c.provenance.byline, c), "byline"),
    Column("contributors", "string", lambda d, c: _words(c.provenance.contributors, c), "who contributed"),
    Column("text", "string", lambda d, c: c.article.text, "the text that all offsets point into"),
    Column("sentences", "list<sentence>", lambda d, c: _sentence_rows(c), "its sentences, and what kind each is"),
    Column("n_events", "int32", lambda d, c: len(c.events), "number of events"),
    Column("n_statements", "int32", lambda d, c: len(c.statements), "number of statements"),
    Column("notes", "list<string>", lambda d, c: list(c.notes), "what was assumed or left uncoded"),
    Column("version", "string", lambda d, c: c.run.version, "version of the code"),
    Column("model", "string", lambda d, c: c.run.model, "checksum of the model"),
    Column("ontology", "string", lambda d, c: c.run.ontology, "version of the vocabulary"),
    Column("settings", "string", lambda d, c: c.run.settings, "checksum of the settings"),
)

TABLES: dict[str, Sequence[Column[Any]]] = {"events": EVENTS, "statements": STATEMENTS, "documents": DOCUMENTS}


def _sentence_rows(coded: Coded) -> list[Row]:
    return [{"index": s.index, "start": s.start, "end": s.end, "kind": s.kind.value} for s in coded.sentences]


def row_of(columns: Sequence[Column[T]], record: T, coded: Coded) -> Row:
    return {column.name: column.value(record, coded) for column in columns}


def event_rows(coded: Coded) -> list[Row]:
    return [row_of(EVENTS, event, coded) for event in coded.events]


def statement_rows(coded: Coded) -> list[Row]:
    return [row_of(STATEMENTS, statement, coded) for statement in coded.statements]


def document_row(coded: Coded) -> Row:
    return row_of(DOCUMENTS, coded, coded)


def to_arrow(records: Iterable[Coded]) -> dict[str, Table]:
    """The tables "events", "statements" and "documents" of the articles, in their order."""
    events: list[Row] = []
    statements: list[Row] = []
    documents: list[Row] = []
    for coded in records:
        events += event_rows(coded)
        statements += statement_rows(coded)
        documents.append(document_row(coded))
    rows = {"events": events, "statements": statements, "documents": documents}
    return {name: table_of(name, table) for name, table in rows.items()}


def table_of(name: str, rows: Sequence[Row]) -> Table:
    """The rows of one of `TABLES` as a table."""
    from dragoman import arrow

    return arrow.table(rows, schema(name))


def from_arrow(events: Stream) -> tuple[Event, ...]:
    """The events of a table that `to_arrow` made, also after it has been through a Parquet file."""
    from dragoman import arrow

    return tuple(_event(row) for row in arrow.Table(events).to_pylist())


@cache
def schema(table: str) -> Schema:
    """Arrow schema of one of `TABLES`; each field's metadata says what it means."""
    from dragoman import arrow

    return arrow.schema_of([(c.name, c.type, c.about) for c in TABLES[table]], STRUCTS)


def _event(row: Row) -> Event:
    return Event(
        id=row["id"],
        sentence=row["sentence"],
        trigger=Span(start=row["trigger_start"], end=row["trigger_end"]),
        type=row["type"],
        mode=row["mode"],
        contexts=tuple(row["contexts"]),
        status=Status(row["status"]),
        actors=tuple(_party(party) for party in row["actors"]),
        recipients=tuple(_party(party) for party in row["recipients"]),
        source=_source(row),
        place=_place(row),
        time=_time(row),
        date=row["date"],
        quantities=tuple(_quantity(quantity) for quantity in row["quantities"]),
        quad=row["quad"],
        score=row["score"],
        cameo=row["cameo"],
        goldstein=row["goldstein"],
        same_as=row["same_as"],
        confidence=row["confidence"],
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start=start, end=end)


def _absence(value: str | None) -> Absence | None:
    return None if value is None else Absence(value)


def _party(row: Row) -> Party:
    return Party(
        span=_span(row["start"], row["end"]),
        text=row["text"],
        name=row["name"],
        code=row["code"],
        sector=row["sector"],
        other_sectors=tuple(row["other_sectors"]),
        office=row["office"],
        antecedent=_span(row["antecedent_start"], row["antecedent_end"]),
        evidence=row["evidence"],
        absence=_absence(row["absence"]),
    )


def _source(row: Row) -> Party | None:
    """None where the writer asserts the event: only then is the list of sectors absent, not merely empty."""
    fields = {key: row[f"source_{key}"] for key, _ in PARTY_FIELDS}
    return None if fields["other_sectors"] is None else _party(fields)


def _place(row: Row) -> Place | None:
    if row["place_start"] is None:
        return None
    return Place(
        span=Span(start=row["place_start"], end=row["place_end"]),
        text=row["place_text"],
        name=row["place_name"],
        country=row["place_country"],
        admin1=row["place_admin1"],
        geonames_id=row["place_geonames_id"],
        latitude=row["place_latitude"],
        longitude=row["place_longitude"],
        feature_code=row["place_feature_code"],
        absence=_absence(row["place_absence"]),
    )


def _time(row: Row) -> When | None:
    if row["time_start"] is None:
        return None
    first: dt.date | None = row["first_day"]
    return When(
        span=Span(start=row["time_start"], end=row["time_end"]),
        text=row["time_text"],
        value=row["time_value"],
        start=first,
        end=row["last_day"],
        grain=row["grain"],
        absence=_absence(row["time_absence"]),
    )


def _quantity(row: Row) -> Quantity:
    return Quantity(
        span=Span(start=row["start"], end=row["end"]),
        what=row["what"],
        value=row["value"],
        low=row["low"],
        high=row["high"],
        qualifier=row["qualifier"],
    )
