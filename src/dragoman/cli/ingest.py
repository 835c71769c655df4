"""`dragoman ingest`: articles in, into a store."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.asking import DAY
from dragoman.cli.failing import NOTHING_DONE, SOME_FAILED, told

if TYPE_CHECKING:
    from dragoman.ingest import Ingested

SHOWN_FAILURES = 20


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--db", required=True, type=click.Path(path_type=Path), help="The store's file; made if there is none.")
@click.option("--published", type=DAY, help="Day of publication of articles that give none.")
@click.option("--publisher", help="Publisher of articles that give none.")
@click.option("--actors", multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Actor dictionary of your own (CSV or PETRARCH format); may be given several times.")  # fmt: skip
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), help="Leave out what is less sure (else events below the best F1)."
)
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
@click.option("--threads", type=click.IntRange(0), default=0, help="Articles coded side by side; 0: one a processor.")
def ingest(
    inputs: tuple[str, ...], db: Path, published: dt.datetime | None, publisher: str | None, actors: tuple[Path, ...],
    min_confidence: float | None, model: Path | None, threads: int,
) -> None:  # fmt: skip
    """Code news articles into a store. What the store has already is left alone, so an ingest can be repeated.

    \b
    dragoman ingest examples/ --db situation.duckdb
    dragoman ingest archive.jsonl.gz more/ --db situation.duckdb
    """
    with told():
        from dragoman.ingest import Ingested
        from dragoman.ingest import ingest as run
        from dragoman.pipeline import Coder
        from dragoman.read import read_inputs
        from dragoman.settings import Settings
        from dragoman.store import Store

        done = Ingested()
        with Store(db, write=True) as store:
            coder = Coder(settings=Settings(min_confidence=min_confidence, threads=threads), actors=actors, model=model)
            articles = read_inputs(inputs, published=published.date() if published else None, publisher=publisher)
            try:
                with _progress(done):
                    run(articles, store, coder, done=done)
            except KeyboardInterrupt:
                _tell(done, db)
                raise
    _tell(done, db)
    if done.failures:
        sys.exit(SOME_FAILED if done.documents + done.known else NOTHING_DONE)


@contextmanager
def _progress(done: Ingested) -> Iterator[None]:
    """A count on standard error where somebody looks on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner

    class Count:
        spinner = Spinner("dots")

        def __rich__(self) -> Spinner:
            counts = f"{done.documents:,} documents stored, {done.known:,} known, {len(done.failures):,} failed"
            self.spinner.update(text=counts)
            return self.spinner

    with Live(Count(), console=Console(stderr=True), transient=True, refresh_per_second=4):
        yield


def _tell(done: Ingested, db: Path) -> None:
    click.echo(f"{db}: {done.documents} documents stored: {done.events} events, {done.statements} statements; "
               f"{done.known} known before; {len(done.failures)} failed", err=True)  # fmt: skip
    for failure in done.failures[:SHOWN_FAILURES]:
        click.echo(f"  {failure.article}: {failure.message}", err=True)
    if len(done.failures) > SHOWN_FAILURES:
        click.echo(f"  ... and {len(done.failures) - SHOWN_FAILURES} more (table failures)", err=True)
