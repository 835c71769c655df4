"""`dragoman import`: events of other people's data sets, into a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.failing import NOTHING_DONE, SOME_FAILED, told

if TYPE_CHECKING:
    from dragoman.imports import Done

FORMATS = ("plover", "gdelt", "icews")
SHOWN_FAILURES = 20


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--db", required=True, type=click.Path(path_type=Path), help="The store's file; made if there is none.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default as each file's beginning tells.")
@click.option("--appeals", is_flag=True, help="Take CAMEO 02 (appeals) as REQUEST; PLOVER leaves them out.")
def import_(files: tuple[Path, ...], db: Path, form: str | None, appeals: bool) -> None:
    """Bring events of other data sets into a store, beside those coded here: PLOVER JSON lines, GDELT, ICEWS; as
    published, .gz and .zip too. What the store has already is left alone, so an import can be repeated.

    \b
    dragoman import 20240306.export.CSV.zip --db situation.duckdb
    dragoman import events.2023.20240101.tab.zip more.jsonl --db situation.duckdb
    """
    with told():
        from dragoman.imports import Done, import_events
        from dragoman.store import Store

        done = Done()
        with Store(db, write=True) as store:
            import_events(files, store, format=form, appeals=appeals, done=done)
    _tell(done, db)
    if done.failures:
        sys.exit(SOME_FAILED if done.rows else NOTHING_DONE)


def _tell(done: Done, db: Path) -> None:
    folded = f"; {done.folded} rows tell an act that another tells" if done.folded else ""
    click.echo(f"{db}: {done.written} events imported; {done.known} known before{folded}; {len(done.failures)} failed",
               err=True)  # fmt: skip
    for reason, n in sorted(done.left_out.items()):
        click.echo(f"  left out: {n} of {reason}", err=True)
    for failure in done.failures[:SHOWN_FAILURES]:
        click.echo(f"  {failure.message}", err=True)
    if len(done.failures) > SHOWN_FAILURES:
        click.echo(f"  ... and {len(done.failures) - SHOWN_FAILURES} more (table failures)", err=True)
