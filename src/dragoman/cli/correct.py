"""`dragoman correct`: an analyst's merges and splits of incidents and histories, signed, dated, and never lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from dragoman.cli.asking import db_option, opened
from dragoman.cli.failing import told

F = TypeVar("F", bound=Callable[..., Any])
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"])


def signed(command: F) -> F:
    for option in (
        click.option("--at", type=MOMENT, help="When, in UTC unless it says otherwise; by default now."),
        click.option("--reason", required=True, help="Why."),
        click.option("--author", required=True, help="Who corrects."),
        db_option,
    ):
        command = option(command)
    return command


def _moment(at: dt.datetime | None) -> dt.datetime:
    return at or dt.datetime.now(dt.UTC).replace(microsecond=0)


@click.group()
def correct() -> None:
    """Merge or split incidents, claims, commitments, agreements, meetings or figures; take a correction back, or list
    them.

    A correction holds to mentions: it survives when articles are coded again or new ones come.
    """


@correct.command()
@click.argument("incidents", nargs=-1, required=True, metavar="ID ID...")
@signed
def merge(incidents: tuple[str, ...], db: Path, author: str, reason: str, at: dt.datetime | None) -> None:
    """These incidents are one; or these claims, meetings ... (`history_id` of dragoman query claims)."""
    with told():
        from dragoman.store import Store

        with Store(db, write=True, create=False) as store:
            click.echo(store.merge(incidents, author=author, reason=reason, at=_moment(at)))


@correct.command()
@click.argument("incident", metavar="ID")
@click.argument("events", nargs=-1, required=True, metavar="MENTION...")
@signed
def split(incident: str, events: tuple[str, ...], db: Path, author: str, reason: str, at: dt.datetime | None) -> None:
    """These mentions of the incident are another one; or these records of the history (`record_ids`)."""
    with told():
        from dragoman.store import Store

        with Store(db, write=True, create=False) as store:
            click.echo(store.split(incident, events, author=author, reason=reason, at=_moment(at)))


@correct.command()
@click.argument("correction")
@signed
def undo(correction: str, db: Path, author: str, reason: str, at: dt.datetime | None) -> None:
    """Take a merge or split back."""
    with told():
        from dragoman.store import Store

        with Store(db, write=True, create=False) as store:
            click.echo(store.undo(correction, author=author, reason=reason, at=_moment(at)))


@correct.command(name="list")
@db_option
def list_(db: Path) -> None:
    """Every correction in order, also those taken back."""
    with told():
        from dragoman.cli.shown import visible

        with opened(db) as store:
            rows = store.sql("FROM v_corrections ORDER BY number").to_pylist()
        for row in rows:
            what = f"{row['kind']} {row['undoes'] or ' '.join(row['incident_ids'])}"
            when = f"{row['corrected_at']:%Y-%m-%d %H:%M} UTC"
            undone = " (taken back)" if row["undone"] else ""
            words = f"{row['correction_id']} {when} {row['author']}: {what}{undone}: {row['reason']}"
            click.echo(visible(words))
        if not rows:
            click.echo("no corrections")
