"""`dragoman dossier`: a readable brief on one party or on two."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import click

from dragoman.cli.asking import DAY, db_option, filters_from, opened, pair_of
from dragoman.cli.failing import told


@click.command()
@click.argument("about", metavar="PARTY|A,B")
@db_option
@click.option("--since", type=DAY, help="First day.")
@click.option("--until", type=DAY, help="Last day, inclusive.")
@click.option("--min-confidence", type=float, default=0.0, help="Leave out what is less sure, 0 to 1.")
@click.option("--lines", type=click.IntRange(1), default=30, show_default=True, help="Lines of each section.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text is Markdown.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write here instead of standard output.")
def dossier(about: str, db: Path, lines: int, form: str, out: Path | None, **given: object) -> None:
    """What was said and done, what is disputed, what is planned: every line with its words and its sources.

    \b
    dragoman dossier RUS --db situation.duckdb
    dragoman dossier RUS,UKR --db situation.duckdb -o brief.md
    """
    with told():
        from dragoman.cli.brief import dossier_words, plain
        from dragoman.store.brief import dossier as brief
        from dragoman.write import Output

        party, other = pair_of(about) if "," in about else (about, None)
        with opened(db) as store:
            found = brief(store, party, other, lines=lines, filters=filters_from(given))
        with Output(out or sys.stdout) as output:
            if form == "json":
                output.write(json.dumps(dataclasses.asdict(found), ensure_ascii=False, default=plain, indent=1) + "\n")
            else:
                output.write(dossier_words(found))
