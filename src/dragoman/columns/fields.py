"""What every table of columns is made of: a column, the fields of a party, and where words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dragoman.records import Coded, Party, Place, Quantity, Span, When

T = TypeVar("T")
Row = dict[str, Any]  # column name -> value; lives only between a record and its table


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its Arrow type in words, where the value comes from, and what it means (docs/output.md shows it)."""

    name: str
    type: str
    value: Callable[[T, Coded], Any]
    about: str


# Field of a party: its type, what it means, where it comes from.
_PARTY: tuple[tuple[str, str, str, Callable[[Party], Any]], ...] = (
    ("name", "string", "canonical name", lambda p: p.name),
    ("code", "string", "country (ISO 3166 alpha-3, KOS) or international kind", lambda p: p.code),
    ("sector", "string", "PLOVER sector", lambda p: p.sector),
    ("other_sectors", "list<string>", "further PLOVER sectors", lambda p: list(p.other_sectors)),
    ("office", "string", "office the text or a table gives", lambda p: p.office),
    ("text", "string", "words of the sentence", lambda p: p.text),
    ("start", "int32", "first character of the words", lambda p: p.span and p.span.start),
    ("end", "int32", "end of the words, exclusive", lambda p: p.span and p.span.end),
    ("antecedent_start", "int32", "first character of the earlier words that give the name or office",
     lambda p: p.antecedent and p.antecedent.start),
    ("antecedent_end", "int32", "end of the earlier words, exclusive", lambda p: p.antecedent and p.antecedent.end),
    ("evidence", "string", "table or rule that gave the code", lambda p: p.evidence),
    ("absence", "string", "why there is no code", lambda p: p.absence and p.absence.value),
)  # fmt: skip
PARTY_FIELDS = tuple((key, type) for key, type, _, _ in _PARTY)
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
STANCE_FIELDS = (
    ("stance", "string"),
    ("text", "string"),
    ("start", "int32"),
    ("end", "int32"),
    ("sentence", "int32"),
    ("date", "string"),
    ("outlet", "string"),
    *((f"by_{key}", type) for key, type in PARTY_FIELDS),
)
VIOLATION_FIELDS = (
    ("text", "string"),
    ("start", "int32"),
    ("end", "int32"),
    *((f"{who}_{key}", type) for who in ("accuser", "violator") for key, type in PARTY_FIELDS),
)
STRUCTS = {
    "party": PARTY_FIELDS,
    "quantity": QUANTITY_FIELDS,
    "span": SPAN_FIELDS,
    "sentence": SENTENCE_FIELDS,
    "stance": STANCE_FIELDS,
    "violation": VIOLATION_FIELDS,
}


def party_row(party: Party) -> Row:
    return {key: get(party) for key, _, _, get in _PARTY}


def prefixed(prefix: str, party: Party | None) -> Row:
    """The fields of a party that may be missing, each with a prefix."""
    return {f"{prefix}_{key}": get(party) if party else None for key, _, _, get in _PARTY}


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


def codes_of(parties: Iterable[Party]) -> list[str]:
    """Each code once, in the order of the text."""
    return list(dict.fromkeys(party.code for party in parties if party.code))


def sectors_of(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(party.sector for party in parties if party.sector))


def words(span: Span | None, coded: Coded) -> str | None:
    return span.of(coded.article.text) if span else None


def party_columns(prefix: str, party_of: Callable[[Any], Party | None], role: str) -> tuple[Column[Any], ...]:
    """The flat columns of a single party."""

    def field(get: Callable[[Party], Any]) -> Callable[[Any, Coded], Any]:
        def value(record: Any, coded: Coded) -> Any:
            party = party_of(record)
            return get(party) if party else None

        return value

    return tuple(Column(f"{prefix}_{key}", type, field(get), f"{role}: {about}") for key, type, about, get in _PARTY)


def place_columns() -> tuple[Column[Any], ...]:
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


def time_columns() -> tuple[Column[Any], ...]:
    def field(get: Callable[[When], Any]) -> Callable[[Any, Coded], Any]:
        return lambda record, coded: get(record.time) if record.time else None

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


def words_columns(name: str, span_of: Callable[[Any], Span | None], about: str) -> tuple[Column[Any], ...]:
    """The words and where they stand. Of a record's own words (`text`) the columns are text, text_start, text_end."""

    def end(get: Callable[[Span], int]) -> Callable[[Any, Coded], int | None]:
        def value(record: Any, coded: Coded) -> int | None:
            span = span_of(record)
            return get(span) if span else None

        return value

    return (
        Column(name if name == "text" else f"{name}_text", "string", lambda r, c: words(span_of(r), c), about),
        Column(f"{name}_start", "int32", end(lambda s: s.start), f"{about}: first character"),
        Column(f"{name}_end", "int32", end(lambda s: s.end), f"{about}: end, exclusive"),
    )


def document_columns() -> tuple[Column[Any], ...]:
    return (
        Column("document", "string", lambda record, coded: coded.article.id, "id of the article"),
        Column("published", "date32", lambda record, coded: coded.article.published, "day of publication"),
    )
