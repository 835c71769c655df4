"""Histories in the file: which record belongs to which, what answers a commitment, and the row that sums it all up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .writing import insert

if TYPE_CHECKING:
    import duckdb

QUERIES = Path(__file__).with_name("queries")
RECORDS = {"claims": "claim_id", "commitments": "commitment_id", "agreements": "agreement_id", "meetings": "meeting_id",
           "figures": "figure_id"}  # fmt: skip
ALL_RECORDS = " UNION ALL ".join(f"SELECT {key} FROM {table}" for table, key in RECORDS.items())
# Whoever shares a history with a record that is no more, or is coded anew, is linked again
LOOSEN = f"""
UPDATE history_mentions SET probability = 0 WHERE linked_id IN (
  SELECT linked_id FROM history_mentions WHERE article_id IN (SELECT unnest(?)) OR record_id NOT IN ({ALL_RECORDS}))
"""
GONE = f"record_id NOT IN ({ALL_RECORDS})"
Link = tuple[str, str, str, str, float]  # record_id, article_id, kind, history_id, probability
Answer = tuple[str, str, str, str]  # record_id of the commitment, answer_id, article_id of the answer, answer


def write(connection: duckdb.DuckDBPyConnection, links: Sequence[Link]) -> set[str]:
    """The linker's word: `linked_id` anew for these records. Returns the histories to be summed up anew."""
    records = [link[0] for link in links]
    touched = _histories_of(connection, records)
    connection.execute("DELETE FROM history_mentions WHERE record_id IN (SELECT unnest(?))", [records])
    insert(connection, "history_mentions", [
        {"record_id": record, "article_id": article, "kind": kind, "history_id": history, "linked_id": history,
         "probability": probability} for record, article, kind, history, probability in sorted(links)])  # fmt: skip
    return {*touched, *(link[3] for link in links)}


def write_answers(connection: duckdb.DuckDBPyConnection, asked: Sequence[str], answers: Sequence[Answer]) -> set[str]:
    """What answers these commitments, instead of what was thought before. Returns the histories that this touches."""
    old = "SELECT DISTINCT record_id FROM answers WHERE record_id IN (SELECT unnest(?))"
    touched = {row[0] for row in connection.execute(old, [list(asked)]).fetchall()} | {answer[0] for answer in answers}
    connection.execute("DELETE FROM answers WHERE record_id IN (SELECT unnest(?))", [list(asked)])
    insert(connection, "answers", [
        {"record_id": record, "answer_id": by, "article_id": article, "answer": answer}
        for record, by, article, answer in sorted(answers)])  # fmt: skip
    return _histories_of(connection, sorted(touched))


def mark(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> None:
    """The ledger of these articles is linked."""
    insert(connection, "ledger_linked", [{"article_id": id} for id in sorted(article_ids)])


def refresh(connection: duckdb.DuckDBPyConnection, history_ids: Iterable[str]) -> None:
    """Makes the rows of these histories anew; one without records goes."""
    named = sorted(history_ids)
    if named:
        connection.execute("DELETE FROM histories WHERE history_id IN (SELECT unnest(?))", [named])
        connection.execute((QUERIES / "history_rows.sql").read_text("utf-8"), [named])


def loosen(connection: duckdb.DuckDBPyConnection, removed: Sequence[str]) -> None:
    """After articles were removed, or coded again: links of records that are no more go, and what shared a history with
    them keeps its place for now, with probability 0: whoever links next links it anew."""
    connection.execute(LOOSEN, [list(removed)])
    touched = {row[0] for row in connection.execute(f"SELECT DISTINCT history_id FROM history_mentions WHERE {GONE}")
               .fetchall()}  # fmt: skip
    connection.execute(f"DELETE FROM history_mentions WHERE {GONE}")
    answered = "SELECT DISTINCT record_id FROM answers WHERE article_id IN (SELECT unnest(?))"
    records = [row[0] for row in connection.execute(answered, [list(removed)]).fetchall()]
    connection.execute(f"DELETE FROM answers WHERE article_id IN (SELECT unnest(?)) OR {GONE}", [list(removed)])
    refresh(connection, touched | _histories_of(connection, records))


def _histories_of(connection: duckdb.DuckDBPyConnection, records: Sequence[str]) -> set[str]:
    sql = "SELECT DISTINCT history_id FROM history_mentions WHERE record_id IN (SELECT unnest(?))"
    return {row[0] for row in connection.execute(sql, [list(records)]).fetchall()}
