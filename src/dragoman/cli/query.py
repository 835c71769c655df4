"""`dragoman query`: rows of a store that fit, for people and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.asking import db_option, filter_options, filters_from, opened
from dragoman.cli.failing import told
from dragoman.cli.shown import FORMATS, format_of, show

SUBJECTS = (
    "events", "statements", "incidents", "articles", "claims", "commitments", "agreements", "meetings", "figures",
)  # fmt: skip
LIMIT = 100  # rows of a table for people


@click.command()
@click.argument("subject", type=click.Choice(SUBJECTS))
@db_option
@filter_options
@click.option("--oldest-first", is_flag=True, help="In the order of time; by default the newest first.")
@click.option("--limit", type=int, help=f"At most so many rows (table: {LIMIT}; other formats: all).")
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default as OUT's ending says, else table.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write here instead of standard output.")
def query(subject: str, db: Path, form: str | None, out: Path | None, oldest_first: bool, **given: Any) -> None:
    """Ask a store for events, statements, incidents or articles; or for claims, commitments, agreements, meetings or
    figures, each once however many articles tell it.

    \b
    dragoman query events --db situation.duckdb --pair RUS,UKR --type ASSAULT --since 2023-01-01
    dragoman query statements --db situation.duckdb --actor "Sergey Lavrov" --format csv -o said.csv
    dragoman query claims --db situation.duckdb --pair RUS,UKR --status contested
    dragoman query meetings --db situation.duckdb --party USA --status scheduled
    """
    with told():
        name = format_of(form, out)
        if name == "table" and given["limit"] is None:
            given["limit"] = LIMIT
        filters = filters_from(given, oldest_first=oldest_first)
        with opened(db) as store:
            table = store.query(subject, filters)
            full = filters.limit is not None and table.num_rows == filters.limit
            n_all = store.count(subject, filters) if full else table.num_rows
        show(table, subject, name, out, n_all)
