"""`dragoman code`: articles in, events and statements out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.failing import NOTHING_DONE, SOME_FAILED, told
from dragoman.write import WRITERS

if TYPE_CHECKING:
    from dragoman.write import Summary, Tally

SHOWN_FAILURES = 20


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=True), help="Write here instead of standard output."
)
@click.option("--format", "form", type=click.Choice(list(WRITERS)),
              help="How to write; by default as OUT's ending says, else terminal.")  # fmt: skip
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication of articles that give none.")
@click.option("--publisher", help="Publisher of articles that give none.")
@click.option("--actors", multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Actor dictionary of your own (CSV or PETRARCH format); may be given several times.")  # fmt: skip
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), help="Leave out what is less sure (else events below the best F1)."
)
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
@click.option("--threads", type=click.IntRange(0), default=0, help="Articles coded side by side; 0: one a processor.")
def code(
    inputs: tuple[str, ...], out: Path | None, form: str | None, published: dt.datetime | None, publisher: str | None,
    actors: tuple[Path, ...], min_confidence: float | None, model: Path | None, threads: int,
) -> None:  # fmt: skip
    """Code news articles: text files, JSON lines (.gz too), folders, or - for standard input.

    \b
    dragoman code examples/                                  a view for people
    dragoman code story.txt --published 2022-03-04 -o story.html
    dragoman code archive.jsonl.gz -o events.parquet
    """
    with told():
        from dragoman.pipeline import Coder
        from dragoman.read import read_inputs
        from dragoman.settings import Settings
        from dragoman.write import Tally, format_of, write

        name = form or (format_of(out) if out else "terminal")
        coder = Coder(settings=Settings(min_confidence=min_confidence, threads=threads), actors=actors, model=model)
        articles = read_inputs(inputs, published=published.date() if published else None, publisher=publisher)
        tally = Tally(coder.code_all(articles))
        try:
            with _progress(tally, quiet=out is None):
                write(tally, out or sys.stdout, format=name)
        except KeyboardInterrupt:
            _tell(tally.summary(), shown=False)
            raise
    summary = tally.summary()
    _tell(summary, shown=name == "terminal")
    if summary.failures:
        sys.exit(SOME_FAILED if summary.documents else NOTHING_DONE)


@contextmanager
def _progress(tally: Tally, *, quiet: bool) -> Iterator[None]:
    """A count of documents on standard error while a file is written, where somebody looks on."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner

    class Count:
        spinner = Spinner("dots")

        def __rich__(self) -> Spinner:
            self.spinner.update(text=f"{tally.documents:,} documents coded, {len(tally.failures):,} failed")
            return self.spinner

    with Live(Count(), console=Console(stderr=True), transient=True, refresh_per_second=4):
        yield


def _tell(summary: Summary, *, shown: bool) -> None:
    """The closing lines on standard error; `shown`: the output has told the counts already."""
    failures = summary.failures
    if not shown or failures:
        counts = f"{summary.documents} documents coded: {summary.events} events, {summary.statements} statements"
        click.echo(f"{counts}; {len(failures)} failed", err=True)
    for failure in failures[:SHOWN_FAILURES]:
        click.echo(f"  {failure.article}: {failure.message}", err=True)
    if len(failures) > SHOWN_FAILURES:
        click.echo(f"  ... and {len(failures) - SHOWN_FAILURES} more", err=True)
