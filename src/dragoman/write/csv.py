"""`csv`: one row an event, in FILE, one row a statement, in FILE.statements.csv, and so on; as in RFC 4180.

Lists are joined with ";"; a ";" inside a value becomes ",". Lists of parties become one column a field
(`actors_name`, `actors_text` ...) whose entries stand in the same order, empty where a party lacks the field.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.columns import FILES, STRUCTS, TABLES, Column, Row, rows_of
from dragoman.records import Failure
from dragoman.write.output import Options, Output, Record

FIELDS = {f"list<{name}>": fields for name, fields in STRUCTS.items()}


def write_csv(records: Iterable[Record], output: Output, options: Options) -> None:
    """Without a file (standard output) there are no further files, and the events go out alone."""
    files = {name: output if name == "events" else output.beside(name) for name in FILES} if output.is_file else {
        "events": output}  # fmt: skip
    for name, file in files.items():
        file.write(_line(header(TABLES[name])))
    for record in records:
        if isinstance(record, Failure):
            continue
        for name, file in files.items():
            file.write("".join(_line(_cells(TABLES[name], row)) for row in rows_of(name, record)))
            file.flush()


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
