"""`csv`: one row an event, in FILE, and one row a statement, in FILE.statements.csv; as in RFC 4180.

Lists are joined with ";"; a ";" inside a value becomes ",". Lists of parties become one column a field
(`actors_name`, `actors_text` ...) whose entries stand in the same order, empty where a party lacks the field.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman import columns
from dragoman.columns import PARTY_FIELDS, QUANTITY_FIELDS, SPAN_FIELDS, Column, Row
from dragoman.records import Failure
from dragoman.write.output import Options, Output, Record

FIELDS = {"list<party>": PARTY_FIELDS, "list<quantity>": QUANTITY_FIELDS, "list<span>": SPAN_FIELDS}


def write_csv(records: Iterable[Record], output: Output, options: Options) -> None:
    """Without a file (standard output) there is no second file, and the events go out alone."""
    statements = output.beside("statements") if output.is_file else None
    output.write(_line(header(columns.EVENTS)))
    if statements:
        statements.write(_line(header(columns.STATEMENTS)))
    for record in records:
        if isinstance(record, Failure):
            continue
        output.write("".join(_line(_cells(columns.EVENTS, row)) for row in columns.event_rows(record)))
        output.flush()
        if statements:
            rows = columns.statement_rows(record)
            statements.write("".join(_line(_cells(columns.STATEMENTS, row)) for row in rows))
            statements.flush()


def header(table: Sequence[Column[Any]]) -> list[str]:
    names: list[str] = []
    for column in table:
        fields = FIELDS.get(column.type)
        names += [f"{column.name}_{key}" for key, _ in fields] if fields else [column.name]
    return names


def _cells(table: Sequence[Column[Any]], row: Row) -> list[str]:
    cells: list[str] = []
    for column in table:
        value = row[column.name]
        fields = FIELDS.get(column.type)
        if fields is None:
            cells.append(_cell(value))
        else:
            cells += [";".join(_entry(item[key]) for item in value) for key, _ in fields]
    return cells


def _entry(value: Any) -> str:
    """One entry of a list column; a list inside it (other sectors) is joined with a space."""
    if isinstance(value, list):
        return " ".join(value)
    return _cell(value).replace(";", ",")


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ";".join(_entry(item) for item in value)
        case float():
            return _number(value)
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float) -> str:
    short = round(value, 5) + 0.0
    return str(int(short)) if short.is_integer() else repr(short)


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
