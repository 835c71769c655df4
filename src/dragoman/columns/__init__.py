"""Records <-> Arrow: the one place that knows how records lie in columns.

`TABLES` names them: events, statements and the five records of the ledger, one row each, and documents, one row an
article. A `Column` names its Arrow type in words, so that this module is read without the Arrow library, which is
loaded only to build or read a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.columns.back import from_arrow
from dragoman.columns.fields import (
    PARTY_FIELDS,
    QUANTITY_FIELDS,
    SPAN_FIELDS,
    STRUCTS,
    Column,
    Row,
    T,
    party_row,
    span_row,
)
from dragoman.columns.ledger import AGREEMENTS, CLAIMS, COMMITMENTS, FIGURES, MEETINGS
from dragoman.columns.told import DOCUMENTS, EVENTS, STATEMENTS
from dragoman.records import Coded, Failure

if TYPE_CHECKING:
    from dragoman.arrow import Shape, Table

__all__ = [
    "AGREEMENTS", "CLAIMS", "COMMITMENTS", "DOCUMENTS", "EVENTS", "FIGURES", "FILES", "MEETINGS", "PARTY_FIELDS",
    "QUANTITY_FIELDS", "SPAN_FIELDS", "STATEMENTS", "STRUCTS", "TABLES", "Column", "Row", "document_row", "event_rows",
    "from_arrow", "party_row", "row_of", "rows_of", "span_row", "statement_rows", "table_of", "to_arrow",
]  # fmt: skip

TABLES: dict[str, Sequence[Column[Any]]] = {
    "events": EVENTS,
    "statements": STATEMENTS,
    "claims": CLAIMS,
    "commitments": COMMITMENTS,
    "agreements": AGREEMENTS,
    "meetings": MEETINGS,
    "figures": FIGURES,
    "documents": DOCUMENTS,
}
FILES = tuple(name for name in TABLES if name != "documents")  # what a format of tables writes, each to a file
_RECORDS: dict[str, Callable[[Coded], Sequence[Any]]] = {
    "events": lambda c: c.events,
    "statements": lambda c: c.statements,
    "claims": lambda c: c.ledger.claims,
    "commitments": lambda c: c.ledger.commitments,
    "agreements": lambda c: c.ledger.agreements,
    "meetings": lambda c: c.ledger.meetings,
    "figures": lambda c: c.ledger.figures,
    "documents": lambda c: (c,),
}


def row_of(columns: Sequence[Column[T]], record: T, coded: Coded) -> Row:
    return {column.name: column.value(record, coded) for column in columns}


def rows_of(table: str, coded: Coded) -> list[Row]:
    """The rows of one article in one of `TABLES`."""
    columns = TABLES[table]
    return [row_of(columns, record, coded) for record in _RECORDS[table](coded)]


def event_rows(coded: Coded) -> list[Row]:
    return rows_of("events", coded)


def statement_rows(coded: Coded) -> list[Row]:
    return rows_of("statements", coded)


def document_row(coded: Coded) -> Row:
    return row_of(DOCUMENTS, coded, coded)


def to_arrow(records: Iterable[Coded | Failure]) -> dict[str, Table]:
    """All `TABLES` of the articles, rows in their order; an article that failed has none."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for coded in records:
        if isinstance(coded, Failure):
            continue
        for name, found in rows.items():
            found += rows_of(name, coded)
    return {name: table_of(name, found) for name, found in rows.items()}


def table_of(name: str, rows: Sequence[Row]) -> Table:
    """The rows of one of `TABLES` as a table."""
    from dragoman import arrow

    return arrow.table(rows, _shape(name))


@cache
def _shape(table: str) -> Shape:
    from dragoman import arrow

    return arrow.shape_of([(c.name, c.type, c.about) for c in TABLES[table]], STRUCTS)
