"""A question's SQL, run in two steps where few rows are wanted: which rows, then what belongs to them.

A join of a hundred rows with tables of millions reads those tables whole; ids written out are looked up by index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import OptionError

from .filters import HISTORIES, Filters, Subject

if TYPE_CHECKING:
    import duckdb

    from dragoman.arrow import Table

QUERIES = Path(__file__).with_name("queries")
FEW = 1000  # rows; DuckDB itself looks up to 2,048 ids up by index
KEYS = {Subject.EVENTS: "event_id", Subject.STATEMENTS: "statement_id", Subject.INCIDENTS: "incident_id",
        Subject.ARTICLES: "article_id", **dict.fromkeys(HISTORIES, "history_id")}  # fmt: skip
ORDERS = {
    Subject.EVENTS: "t.day {0} NULLS LAST, t.published {0} NULLS LAST, t.article_id, t.trigger_start, t.event_id",
    Subject.STATEMENTS: "t.published {0} NULLS LAST, t.article_id, t.sentence, t.statement_id",
    Subject.INCIDENTS: "t.day {0} NULLS LAST, t.incident_id",
    Subject.ARTICLES: "t.published {0} NULLS LAST, t.article_id",
    **dict.fromkeys(HISTORIES, "t.day {0} NULLS LAST, t.history_id"),
}
WHO = "c.actor_codes, c.actor_names"
TO = "c.recipient_codes, c.recipient_names"
WHERE = "c.place_name, c.place_country"
# What a history of each subject has of its own: c the history, g what its steps come to, r its main record
OWN = {
    Subject.CLAIMS: f"c.status, c.label AS text, g.asserted_by, g.denied_by, {WHO}, {TO}",
    Subject.COMMITMENTS: f"c.type AS kind, c.status, c.label AS text, r.cue_text, {WHO}, {TO}, r.condition_text, "
                         "r.consequence_text, r.deadline_text",
    Subject.AGREEMENTS: f"c.label AS name, r.aliases, r.year, c.status, {WHO}, c.recipient_names AS broker_names, "
                        f"{WHERE}, g.n_violations, r.obligations",
    Subject.MEETINGS: f"c.status, c.label AS text, {WHO}, {WHERE}, r.forum_text",
    Subject.FIGURES: f"c.type AS kind, c.status, c.label AS text, g.least, g.most, r.unit_text, {WHO}, {WHERE}, "
                     "g.according_to",
}  # fmt: skip
_ID = re.compile(r"[\w-]+\Z")


def rows(
    connection: duckdb.DuckDBPyConnection, subject: Subject, filters: Filters, condition: str, values: list[Any]
) -> Table:
    from dragoman import arrow

    order = ORDERS[subject].format("ASC" if filters.oldest_first else "DESC")
    limit = f"LIMIT {filters.limit:d}" if filters.limit else ""
    tables = {"articles": "articles", "events": "events", "mentions": "incident_mentions", "given": ""}
    if filters.limit and filters.limit <= FEW:
        key = KEYS[subject]
        sql = f"SELECT {key} FROM {table_of(subject)} t WHERE {condition} ORDER BY {order} {limit}"
        found = [row[0] for row in connection.execute(sql, values).fetchall()]
        condition, values, limit = f"t.{key} IN ({literals(found)})", [], ""
        tables |= _few(connection, subject, found) if subject not in HISTORIES else {}
    if subject in HISTORIES:
        tables |= {"columns": OWN[subject], "records": subject.value, "key": f"{subject.value.removesuffix('s')}_id"}
    sql = (QUERIES / f"{table_of(subject)}.sql").read_text("utf-8")
    sql = sql.format(where=condition, order=order, order_c=order.replace("t.", "c."), limit=limit, **tables)
    return arrow.Table(connection.sql(sql, params=values))


def table_of(subject: Subject) -> str:
    return "histories" if subject in HISTORIES else subject.value


def _few(connection: duckdb.DuckDBPyConnection, subject: Subject, found: list[str]) -> dict[str, str]:
    """Instead of whole tables, the rows that belong to these, each read once (`given`)."""

    def column(sql: str) -> list[str]:
        return [row[0] for row in connection.execute(sql).fetchall()]

    ids = literals(found)
    if subject is Subject.INCIDENTS:
        events = literals(column(f"SELECT event_id FROM incident_mentions WHERE incident_id IN ({ids})"))
        mentions = f"incident_id IN ({ids})"
    else:
        events, mentions = ids, f"event_id IN ({ids})"
    source = {Subject.INCIDENTS: f"events WHERE event_id IN ({events})"}.get(
        subject, f"{subject.value} WHERE {KEYS[subject]} IN ({ids})"
    )
    articles = literals(column(f"SELECT DISTINCT article_id FROM {source}"))
    given = (f"f_articles AS MATERIALIZED (SELECT * FROM articles WHERE article_id IN ({articles})), "
             f"f_events AS MATERIALIZED (SELECT * FROM events WHERE event_id IN ({events})), "
             f"f_mentions AS MATERIALIZED (SELECT * FROM incident_mentions WHERE {mentions}),")  # fmt: skip
    return {"articles": "f_articles", "events": "f_events", "mentions": "f_mentions", "given": given}


def literals(ids: Iterable[str]) -> str:
    """Ids as SQL, 'NULL' for none. Raises OptionError for what is no id."""
    ids = list(ids)
    for id in ids:
        if not _ID.match(id):
            raise OptionError("id_unknown", f"expected an id of letters and digits, was: {id[:60]!r}")
    return ", ".join(f"'{id}'" for id in ids) or "NULL"
