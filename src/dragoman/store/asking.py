"""A question's SQL, run in two steps where few rows are wanted: those rows, then what belongs to them.

A join of a hundred rows with tables of millions reads those tables whole; ids written out are looked up by index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import OptionError

from .filters import HISTORIES, Filters, Subject

if TYPE_CHECKING:
    import duckdb

    from dragoman.arrow import Table

QUERIES = Path(__file__).with_name("queries")
FEW = 2000  # rows
LOOKED_UP = 2000  # ids; DuckDB looks up to 2,048 up by index
LOOKED_UP_WIDE = 500  # looking an article up takes 0.2 ms; reading two million for the wanted ones, 200 ms
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
    tables = {"chosen": table_of(subject), "articles": "articles", "events": "events", "mentions": "incident_mentions",
              "given": ""}  # fmt: skip
    if subject in HISTORIES:
        tables |= {"columns": OWN[subject], "records": subject.value, "key": f"{subject.value.removesuffix('s')}_id"}
    sql = (QUERIES / f"{table_of(subject)}.sql").read_text("utf-8")
    if not filters.limit or filters.limit > FEW:
        sql = sql.format(where=condition, order=order, order_c=order.replace("t.", "c."), limit=limit, **tables)
        return arrow.Table(connection.sql(sql, params=values))
    columns = "t.* EXCLUDE (text)" if subject is Subject.ARTICLES else "t.*"  # an article's text is never shown
    chosen = f"SELECT {columns} FROM {table_of(subject)} t WHERE {condition} ORDER BY {order} {limit}"
    found = arrow.Table(connection.sql(chosen, params=values))
    tables |= {"chosen": "chosen_rows", **_few(connection, subject, found)}
    connection.register("chosen_rows", found)
    try:
        sql = sql.format(where="true", order=order, order_c=order.replace("t.", "c."), limit="", **tables)
        return arrow.Table(connection.sql(sql))
    finally:
        connection.unregister("chosen_rows")


def table_of(subject: Subject) -> str:
    return "histories" if subject in HISTORIES else subject.value


def _few(connection: duckdb.DuckDBPyConnection, subject: Subject, found: Table) -> dict[str, str]:
    """Instead of whole tables, the rows that belong to these, each read once (`given`)."""
    if subject in (Subject.ARTICLES, *HISTORIES):
        return {}

    def column(sql: str) -> list[str]:
        return [row[0] for row in connection.execute(sql).fetchall()]

    ids: list[str] = list(found[KEYS[subject]].to_pylist())
    if subject is Subject.INCIDENTS:
        mentions = looked_up("incident_mentions", "incident_id", ids)
        events = looked_up("events", "event_id", column(f"SELECT event_id FROM ({mentions})"))
        parts = {"mentions": mentions, "events": events}
        article_ids = column(f"SELECT DISTINCT article_id FROM ({events})")
    else:
        parts = {"mentions": looked_up("incident_mentions", "event_id", ids)} if subject is Subject.EVENTS else {}
        article_ids = sorted(set(found["article_id"].to_pylist()))
    parts["articles"] = looked_up("articles", "article_id", article_ids)
    given = "".join(f"f_{name} AS MATERIALIZED ({sql}), " for name, sql in parts.items())
    return {"given": given, **{name: f"f_{name}" for name in parts}}


def looked_up(table: str, key: str, ids: Sequence[str], columns: str = "*") -> str:
    """The rows of these ids: looked up, or found in one reading of a table with many columns, where they are many."""
    if table == "articles" and len(ids) > LOOKED_UP_WIDE:
        return f"SELECT {columns} FROM {table} WHERE {key} IN (SELECT unnest([{literals(ids)}]))"
    parts = [ids[at : at + LOOKED_UP] for at in range(0, len(ids), LOOKED_UP)] or [()]
    return " UNION ALL ".join(f"SELECT {columns} FROM {table} WHERE {key} IN ({literals(part)})" for part in parts)


def literals(ids: Iterable[str]) -> str:
    """Ids as SQL, 'NULL' for none. Raises OptionError for what is no id."""
    ids = list(ids)
    for id in ids:
        if not _ID.match(id):
            raise OptionError("id_unknown", f"expected an id of letters and digits, was: {id[:60]!r}")
    return ", ".join(f"'{id}'" for id in ids) or "NULL"
