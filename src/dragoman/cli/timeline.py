"""`dragoman timeline`: acts in the order of time, each once however often it is told."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import click

from dragoman.cli.asking import db_option, filter_options, filters_from, opened
from dragoman.cli.failing import told

LIMIT = 200  # lines


@click.command()
@db_option
@filter_options
@click.option("--limit", type=int, default=LIMIT, show_default=True, help="At most so many lines.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: one line an act.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write here instead of standard output.")
def timeline(db: Path, form: str, out: Path | None, **given: Any) -> None:
    """What happened, day by day, each line with its words and its sources.

    \b
    dragoman timeline --db situation.duckdb --pair RUS,UKR --status actual --since 2023-03-01
    """
    with told():
        from dragoman.cli.brief import line_words, plain, source_words
        from dragoman.store.brief import sources_of
        from dragoman.store.brief import timeline as acts
        from dragoman.write import Output

        filters = filters_from(given, oldest_first=True)
        with opened(db) as store:
            lines = acts(store, filters)
            sources = sources_of(store, lines)
        with Output(out or sys.stdout) as output:
            if form == "json":
                for line in lines:
                    output.write(json.dumps(dataclasses.asdict(line), ensure_ascii=False, default=plain) + "\n")
                return
            numbers = {source.article_id: n for n, source in enumerate(sources, 1)}
            for line in lines:
                output.write(line_words(line, numbers))
            output.write(source_words(sources) if lines else "no events fit\n")
        if len(lines) == filters.limit:
            click.echo(f"the first {len(lines)} acts; --limit gives more, --since and --until others", err=True)
