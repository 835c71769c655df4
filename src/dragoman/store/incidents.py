"""Incidents in the file: which mention belongs to which, and the row that sums an incident up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from dragoman.arrow import Table

QUERIES = Path(__file__).with_name("queries")
LOOSEN = """
UPDATE incident_mentions SET probability = 0 WHERE linked_id IN (
  SELECT m.linked_id FROM incident_mentions m LEFT JOIN events e USING (event_id)
  WHERE e.event_id IS NULL OR e.article_id IN (SELECT unnest(?)))
"""
Link = tuple[str, str, float]  # event_id, incident_id, probability


def mentions_in(connection: duckdb.DuckDBPyConnection, first: dt.date | None, last: dt.date | None) -> Table:
    from dragoman import arrow

    sql = (QUERIES / "mentions.sql").read_text("utf-8")
    return arrow.Table(connection.sql(sql, params={"first": first, "last": last}))


def write(connection: duckdb.DuckDBPyConnection, links: list[Link]) -> None:
    """The linker's word: `linked_id` anew for these events. The rows of incidents follow from `refresh`."""
    if not links:
        return
    from dragoman import arrow

    events, linked, probabilities = (list(column) for column in zip(*links, strict=True))
    touched = _incidents_of(connection, events)
    connection.execute("DELETE FROM incident_mentions WHERE event_id IN (SELECT unnest(?))", [events])
    table = arrow.of_columns({"event_id": ("string", events), "incident_id": ("string", linked),
                              "linked_id": ("string", linked), "probability": ("float64", probabilities)})  # fmt: skip
    connection.register("incoming", table)
    try:
        connection.execute("INSERT INTO incident_mentions BY NAME SELECT * FROM incoming ORDER BY event_id")
    finally:
        connection.unregister("incoming")
    refresh(connection, {*touched, *linked})


def refresh(connection: duckdb.DuckDBPyConnection, incident_ids: Iterable[str]) -> None:
    """Makes the rows of these incidents anew; one without mentions goes."""
    named = sorted(incident_ids)
    connection.execute("DELETE FROM incidents WHERE incident_id IN (SELECT unnest(?))", [named])
    connection.execute((QUERIES / "incident_rows.sql").read_text("utf-8"), [named])


def loosen(connection: duckdb.DuckDBPyConnection, removed: Sequence[str]) -> None:
    """After articles were removed, or coded again: mentions of events that are no more go, and what was linked with
    them or with events coded anew keeps its place for now, with probability 0: whoever links next links it anew."""
    connection.execute(LOOSEN, [list(removed)])
    lost = "FROM incident_mentions WHERE event_id NOT IN (SELECT event_id FROM events)"
    touched = {row[0] for row in connection.execute(f"SELECT DISTINCT incident_id {lost}").fetchall()}
    if touched:
        connection.execute(f"DELETE {lost}")
        refresh(connection, touched)


def _incidents_of(connection: duckdb.DuckDBPyConnection, events: list[str]) -> set[str]:
    sql = "SELECT DISTINCT incident_id FROM incident_mentions WHERE event_id IN (SELECT unnest(?))"
    return {row[0] for row in connection.execute(sql, [events]).fetchall()}
