"""Rows of a store as a table for people, JSON lines, CSV or Parquet."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import OptionError, OutputError

if TYPE_CHECKING:
    from dragoman.arrow import Table as Rows

FORMATS = ("table", "json", "csv", "parquet")
SUFFIXES = {".json": "json", ".jsonl": "json", ".ndjson": "json", ".csv": "csv", ".parquet": "parquet", ".txt": "table"}
COLUMNS = {
    "events": ("day", "act", "status", "who", "to", "where", "words", "told by", "in"),
    "statements": ("day", "who", "to", "kind", "words", "in"),
    "incidents": ("id", "day", "act", "status", "who", "to", "where", "articles", "origins", "words"),
    "articles": ("day", "publisher", "agency", "title", "events", "statements", "copies", "reporting"),
    "claims": ("id", "day", "status", "asserted by", "denied by", "about", "words", "articles", "origins"),
    "commitments": ("id", "day", "kind", "status", "who", "to", "words", "condition", "articles", "origins"),
    "agreements": ("id", "day", "name", "year", "status", "parties", "brokers", "violations", "articles", "origins"),
    "meetings": ("id", "day", "status", "who", "where", "forum", "told", "articles", "origins"),
    "figures": ("id", "day", "kind", "told", "whose", "where", "according to", "articles", "origins"),
}
WORDS = 24  # columns for the words of an article, at least
WHOLE = ("day", "id", "status", "kind", "year", "articles", "origins")  # columns whose cells are not broken
Row = dict[str, Any]


def format_of(form: str | None, out: Path | None) -> str:
    """The format asked for, else the one that goes with the file's ending. Raises OptionError."""
    if form or out is None:
        return form or "table"
    if out.suffix.lower() not in SUFFIXES:
        raise OptionError("format_unknown", f"no format goes with the ending of {out}; give --format, or one of "
                          f"{', '.join(SUFFIXES)}")  # fmt: skip
    return SUFFIXES[out.suffix.lower()]


def show(table: Rows, subject: str, form: str, out: Path | None, n_all: int) -> None:
    """Writes whole or not at all. Raises OutputError."""
    from dragoman.write import Output

    if form == "parquet" and out is None:
        raise OutputError("output_needs_file", "parquet is binary and needs a file: name one with -o FILE")
    with Output(out or sys.stdout) as output:
        match form:
            case "parquet":
                from dragoman.write.parquet import save

                save(table, output)
            case "json":
                for row in table.to_pylist():
                    output.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")
            case "csv":
                output.write(_csv(table))
            case _:
                output.write(_for_people(table.to_pylist(), subject, n_all, colour=out is None and output.isatty()))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value)


def _csv(table: Rows) -> str:
    """RFC 4180; lists are joined with ";"."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([_cell(value) for value in row.values()])
    return text.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return ";".join(_cell(item).replace(";", ",") for item in value)
        case dict():
            return " ".join(_cell(item) for item in value.values() if item is not None)
        case _:
            return _plain(value)


def _for_people(rows: list[Row], subject: str, n_all: int, *, colour: bool) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dragoman.cli.asking import width

    if not rows:
        return f"no {subject} fit\n"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for name in COLUMNS[subject]:
        wide = WORDS if name in ("words", "told", "name") else None
        table.add_column(name, no_wrap=name in WHOLE, overflow="fold", min_width=wide)
    for row in rows:
        table.add_row(*(Text(cell) for cell in _cells(row, subject)))
    console = Console(width=width(), force_terminal=colour, no_color=None if colour else True, highlight=False)
    with console.capture() as captured:
        console.print(table)
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    more = f" of {n_all} (--limit gives more)" if n_all > len(rows) else ""
    return f"{text.rstrip()}\n{len(rows)} {subject}{more}\n"


def _cells(row: Row, subject: str) -> list[str]:
    match subject:
        case "events":
            cells = [day(row), act(row), row["status"], who(row, "actor"), who(row, "recipient"),
                     where(row), row["trigger_text"] or "", row["source_name"] or "", outlet(row)]  # fmt: skip
        case "statements":
            cells = [day(row), speaker(row, "speaker"), speaker(row, "addressee"), row["kind"],
                     row["content_text"], outlet(row)]  # fmt: skip
        case "incidents":
            cells = [row["incident_id"], day(row), act(row), row["status"], who(row, "actor"),
                     who(row, "recipient"), where(row), str(row["n_articles"]), str(row["n_origins"]),
                     row["sentence"] or ""]  # fmt: skip
        case "claims" | "commitments" | "agreements" | "meetings" | "figures":
            first = day(row) if subject == "meetings" else day({**row, "until_day": None})
            cells = [row["history_id"], first, *_history_cells(row, subject), str(row["n_articles"]),
                     str(row["n_origins"])]  # fmt: skip
        case _:
            cells = [day(row), row["publisher"] or "", row["agency"] or "", row["title"] or row["document"],
                     str(row["n_events"]), str(row["n_statements"]), str(row["n_copies"]),
                     row["reporting"] or ""]  # fmt: skip
    return [visible(cell) for cell in cells]


def _history_cells(row: Row, subject: str) -> list[str]:
    match subject:
        case "claims":
            return [row["status"], ", ".join(row["asserted_by"] or ()), ", ".join(row["denied_by"] or ()),
                    who(row, "recipient"), row["text"]]  # fmt: skip
        case "commitments":
            return [row["kind"], row["status"], who(row, "actor"), who(row, "recipient"), row["text"],
                    row["condition_text"] or ""]  # fmt: skip
        case "agreements":
            violations = str(row["n_violations"]) if row["n_violations"] else ""
            return [row["name"], row["year"] or "", row["status"], who(row, "actor"), ", ".join(row["broker_names"]),
                    violations]  # fmt: skip
        case "meetings":
            return [row["status"], who(row, "actor"), where(row), row["forum_text"] or "", went(row, "step")]
        case _:
            return [row["kind"], went(row, "text"), who(row, "actor"), where(row), ", ".join(row["according_to"] or ())]


def went(row: Row, field: str) -> str:
    """How a history went: what was told, in the order of publication, each once in a row."""
    told: list[str] = []
    for step in row["steps"] or ():
        if not told or told[-1] != step[field]:
            told.append(step[field])
    return " → ".join(told)


def visible(text: str) -> str:
    """Text of an article cannot steer the terminal: control characters become U+FFFD, line breaks a space."""
    return "".join("\ufffd" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in " ".join(text.split()))


def day(row: Row) -> str:
    """The day, with a tilde when it is only the day of publication."""
    if row["day"] is None:
        return "?"
    first, last = row["day"], row.get("until_day")
    text = first.isoformat() if last in (None, first) else f"{first.isoformat()}/{last.isoformat()}"
    return f"~{text}" if row.get("day_from") == "published" else text


def act(row: Row) -> str:
    return " ".join(filter(None, [row["type"], row["mode"]]))


def who(row: Row, role: str) -> str:
    names = row[f"{role}_names"] or []
    codes = row[f"{role}_codes"] or []
    return ", ".join(names) + (f" ({' '.join(codes)})" if codes else "")


def speaker(row: Row, role: str) -> str:
    name = row[f"{role}_name"] or row[f"{role}_text"] or ""
    code = row[f"{role}_code"]
    return f"{name} ({code})" if code else name


def where(row: Row) -> str:
    return ", ".join(filter(None, [row["place_name"], row["place_country"]]))


def outlet(row: Row) -> str:
    """Who published it; of an imported event that names only an address, the site."""
    imported = row.get("coder", "dragoman") != "dragoman"
    return row["publisher"] or (imported and _site(row["url"] or "")) or row["document"] or ""


def _site(url: str) -> str:
    from urllib.parse import urlsplit

    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
