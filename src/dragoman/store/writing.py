"""Articles -> rows in the file: what is known is left alone, what is coded anew replaces what it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.records import Article, Coded, Failure

from . import ids
from .ledger_rows import LedgerRows
from .rows import Rows, failure_rows

if TYPE_CHECKING:
    import duckdb

    from dragoman.arrow import Shape

    from .store import Known

OF_ARTICLES = ("ledger_linked", "ledger_parties", "figures", "meetings", "violations", "agreements", "commitments",
               "stances", "claims", "quantities", "event_parties", "events", "statements", "sentences", "shingles",
               "articles")  # fmt: skip
SAME_TEXT = """
SELECT text_hash, article_id, run_id, publisher, url, published FROM articles
WHERE text_hash IN (SELECT unnest(?)) ORDER BY article_id
"""
Identity = tuple[Any, Any, Any]  # publisher, address, day of publication


def known(connection: duckdb.DuckDBPyConnection, articles: Sequence[Article], run_id: str) -> list[Known]:
    from .store import Known

    hashes = [ids.text_hash(article) for article in articles]
    found: dict[str, list[tuple[str, str, Identity]]] = {}
    for text_hash, article_id, run, *identity in connection.execute(SAME_TEXT, [hashes]).fetchall():
        found.setdefault(text_hash, []).append((article_id, run, (identity[0], identity[1], identity[2])))
    result: list[Known] = []
    for article, text_hash in zip(articles, hashes, strict=True):
        own = (article.publisher, article.url, article.published)
        same = found.get(text_hash, [])
        skip = any(_covers(other, own) and (run == run_id or other != own) for _, run, other in same)
        result.append(Known(skip=skip, replaces=tuple(id for id, _, other in same if _covers(own, other))))
    return result


def _covers(more: Identity, less: Identity) -> bool:
    """Whether the first says all that the second says, and nothing against it."""
    return all(there is None or there == here for here, there in zip(more, less, strict=True))


def write(connection: duckdb.DuckDBPyConnection, coded: Sequence[Coded], failures: Iterable[Failure]) -> dict[str, Any]:
    """Inside a transaction. Returns the fields of a Batch."""
    rows, ledger, written, removed = Rows(), LedgerRows(), [], set[str]()
    kept = _to_write(connection, coded)
    for record, replaces in kept:
        written.append(rows.add(record))
        ledger.add(written[-1], record)
        removed.update(replaces)
    _remove(connection, sorted(removed))
    for table in ("runs", *reversed(OF_ARTICLES)):
        insert(connection, table, getattr(rows, table, None) or getattr(ledger, table, []))
    insert(connection, "names", [*rows.names(), *ledger.names()])
    _fail(connection, [record.article.id for record, _ in kept], failure_rows(failures))
    return {"written": tuple(written), "removed": tuple(sorted(removed)), "n_events": len(rows.events),
            "n_statements": len(rows.statements)}  # fmt: skip


def _to_write(connection: duckdb.DuckDBPyConnection, coded: Sequence[Coded]) -> list[tuple[Coded, tuple[str, ...]]]:
    """What the store lacks, each with the ids it replaces; of two of the same article in one batch, the fuller."""
    kept: list[tuple[Coded, tuple[str, ...]]] = []
    by_run: dict[str, list[Coded]] = {}
    for record in _fullest(coded):
        by_run.setdefault(ids.run_id(record.run), []).append(record)
    for run_id, records in by_run.items():
        standing = known(connection, [record.article for record in records], run_id)
        kept += [(record, k.replaces) for record, k in zip(records, standing, strict=True) if not k.skip]
    return kept


def _fullest(coded: Sequence[Coded]) -> list[Coded]:
    by_text: dict[str, list[Coded]] = {}
    for record in coded:
        by_text.setdefault(record.article.text, []).append(record)
    kept: list[Coded] = []
    for same in by_text.values():
        alone = list({_identity(record): record for record in same}.values())
        kept += [r for r in alone if not any(o is not r and _covers(_identity(o), _identity(r)) for o in alone)]
    return kept


def _identity(record: Coded) -> Identity:
    return record.article.publisher, record.article.url, record.article.published


def _remove(connection: duckdb.DuckDBPyConnection, article_ids: list[str]) -> None:
    if article_ids:
        for table in OF_ARTICLES:
            connection.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT unnest(?))", [article_ids])


def _fail(connection: duckdb.DuckDBPyConnection, documents: list[str], rows: list[dict[str, Any]]) -> None:
    connection.execute("DELETE FROM failures WHERE room = 'code' AND document IN (SELECT unnest(?))", [documents])
    insert(connection, "failures", rows)


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Rows go in as one Arrow table; of a table with a key, those that are there already are left alone."""
    if not rows:
        return
    from dragoman import arrow

    keyed = table in ("runs", "failures", "names")
    connection.register("incoming", arrow.table(rows, _shape(connection, table)))
    try:
        connection.execute(f"INSERT {'OR IGNORE ' if keyed else ''}INTO {table} BY NAME SELECT * FROM incoming")
    finally:
        connection.unregister("incoming")


@cache
def _shapes() -> dict[str, Shape]:
    return {}


def _shape(connection: duckdb.DuckDBPyConnection, table: str) -> Shape:
    from dragoman import arrow

    known = _shapes()
    if table not in known:
        known[table] = arrow.Shape(arrow.Table(connection.sql(f"SELECT * FROM {table} LIMIT 0")).schema)
    return known[table]
