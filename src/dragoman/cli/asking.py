"""The filters of every command that asks the store, and the opening of it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.errors import OptionError

if TYPE_CHECKING:
    from dragoman.store import Filters, Store

F = TypeVar("F", bound=Callable[..., Any])
DAY = click.DateTime(["%Y-%m-%d"])
NAMES = ("actor", "recipient", "party", "pair", "type", "mode", "kind", "status", "context", "since", "until",
         "country", "place", "source", "publisher", "article", "coder", "min_confidence", "limit")  # fmt: skip

db_option = click.option("--db", required=True, type=click.Path(path_type=Path), help="The store's file.")

OPTIONS = (
    click.option("--actor", metavar="PARTY", help="Who acts, or speaks: RUS, RUS:MIL, :REB, a country or a name."),
    click.option("--recipient", metavar="PARTY", help="Who is acted upon, or spoken to."),
    click.option("--party", metavar="PARTY", help="In either role."),
    click.option("--pair", metavar="A,B", help="Between these two, whoever acts."),
    click.option("--type", multiple=True, help="PLOVER type, such as ASSAULT; may be given several times."),
    click.option("--mode", help="PLOVER mode, such as drone."),
    click.option(
        "--kind", multiple=True, help="Kind of a commitment (demand), or of a figure (killed); several times."
    ),
    click.option(
        "--status",
        multiple=True,
        help="Of an event: actual, future, hypothetical, negated or historical; of "
        "a claim: asserted, denied, contested; of a commitment: open, refused; of a meeting: scheduled, held ...",
    ),
    click.option("--context", help="PLOVER context, such as nuclear."),
    click.option("--since", type=DAY, help="First day."),
    click.option("--until", type=DAY, help="Last day, inclusive."),
    click.option("--country", help="Where: ISO 3166 alpha-3 or the country's name."),
    click.option("--place", help="Where: the place's name."),
    click.option("--source", metavar="PARTY", help="Who is quoted as telling it."),
    click.option("--publisher", help="Who published it."),
    click.option("--article", metavar="ID", help="What this article tells: its id, here or in the input."),
    click.option("--coder", help="dragoman, or where it was imported from: plover, gdelt or icews."),
    click.option("--min-confidence", type=float, default=0.0, help="Leave out what is less sure, 0 to 1."),
)


def filter_options(command: F) -> F:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def filters_from(given: dict[str, Any], *, oldest_first: bool = False) -> Filters:
    """Filters from a command's options. Raises OptionError."""
    from dragoman.store import Filters

    values = {name: given[name] for name in NAMES if given.get(name) is not None}
    if "pair" in values:
        values["pair"] = pair_of(values["pair"])
    for name in ("since", "until"):
        if isinstance(values.get(name), dt.datetime):
            values[name] = values[name].date()
    if "type" in values:
        values["type"] = tuple(name.upper() for name in values["type"])
    return Filters(**values, oldest_first=oldest_first)


def pair_of(words: str) -> tuple[str, str]:
    """ "A,B" -> A and B. Raises OptionError."""
    parts = [part.strip() for part in words.split(",")]
    if len(parts) != 2 or not all(parts):
        raise OptionError(
            "filter_pair", f"expected two parties with a comma between them, such as RUS,UKR, was: {words}"
        )
    return parts[0], parts[1]


@contextmanager
def opened(db: Path) -> Iterator[Store]:
    """The store for reading; tells on standard error when it is a snapshot."""
    from dragoman.store import Store

    with Store(db) as store:
        if store.notice:
            click.echo(f"dragoman: {store.notice}", err=True)
        yield store


def width() -> int:
    """Columns to write: the terminal's, up to 160; 120 in a file."""
    import shutil

    return min(shutil.get_terminal_size((120, 24)).columns, 160) if sys.stdout.isatty() else 120
