"""Shingles and origins in the file. What makes two articles copies is said in link/copies.py; here it is looked up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .asking import literals

if TYPE_CHECKING:
    import duckdb

Text = tuple[str, str, str | None, dt.date | None, list[tuple[int, int]]]
TEXTS = """
SELECT a.article_id, any_value(a.text), any_value(a.agency), any_value(a.published),
       list([s.start_char, s.end_char] ORDER BY s.sentence) FILTER (s.kind IN ('body', 'lead'))
FROM articles a LEFT JOIN sentences s USING (article_id)
WHERE a.article_id IN ({ids}) GROUP BY a.article_id ORDER BY a.article_id
"""
# One shared shingle is enough where a text is so short that few are kept of it
ALIKE = """
WITH mine AS (
  SELECT s.shingle, a.article_id, a.published, a.n_shingles FROM shingles s JOIN articles a USING (article_id)
  WHERE article_id IN ({ids})
)
SELECT m.article_id, o.article_id
FROM mine m JOIN shingles o USING (shingle) JOIN articles a ON a.article_id = o.article_id
WHERE m.article_id <> o.article_id
  AND (m.published IS NULL OR a.published IS NULL OR abs(m.published - a.published) <= $days)
GROUP BY ALL HAVING count(*) >= 2 OR any_value(least(m.n_shingles, a.n_shingles)) < 64 ORDER BY ALL
"""


def texts(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[Text]:
    rows = connection.execute(TEXTS.format(ids=literals(article_ids))).fetchall()
    return [
        (id, text, agency, day, [(start, end) for start, end in spans or []]) for id, text, agency, day, spans in rows
    ]


def write_shingles(connection: duckdb.DuckDBPyConnection, kept: Sequence[tuple[str, int, Sequence[int]]]) -> None:
    from dragoman import arrow

    counts = arrow.of_columns({
        "article_id": ("string", [id for id, _, _ in kept]), "n": ("int32", [n for _, n, _ in kept]),
    })  # fmt: skip
    sample = arrow.of_columns({
        "shingle": ("uint64", [value for _, _, values in kept for value in values]),
        "article_id": ("string", [id for id, _, values in kept for _ in values]),
    })  # fmt: skip
    for name, table in (("counts", counts), ("sample", sample)):
        connection.register(name, table)
    try:
        connection.execute(
            "UPDATE articles SET n_shingles = n FROM counts WHERE articles.article_id = counts.article_id"
        )
        connection.execute("INSERT INTO shingles BY NAME SELECT * FROM sample")
    finally:
        for name in ("counts", "sample"):
            connection.unregister(name)


def alike(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str], window_days: int) -> list[tuple[str, str]]:
    found = connection.execute(ALIKE.format(ids=literals(article_ids)), {"days": window_days}).fetchall()
    return [(one, other) for one, other in found]


def join_origins(connection: duckdb.DuckDBPyConnection, pairs: Sequence[tuple[str, str]]) -> None:
    """An origin is named after the smallest id in it, so it does not matter who came first."""
    if not pairs:
        return
    named = sorted({article for pair in pairs for article in pair})
    sql = "SELECT article_id, origin_id FROM articles WHERE article_id IN (SELECT unnest(?))"
    origin = dict(connection.execute(sql, [named]).fetchall())
    joined = _joined([(origin[one], origin[other]) for one, other in pairs])
    members = connection.execute(
        "SELECT origin_id, min(article_id) FROM articles WHERE origin_id IN (SELECT unnest(?)) GROUP BY origin_id",
        [sorted(joined)]).fetchall()  # fmt: skip
    least: dict[str, str] = {}
    for own, smallest in members:
        root = joined[own]
        least[root] = min(least.get(root, smallest), smallest)
    for own, _ in sorted(members):
        if least[joined[own]] != own:
            connection.execute("UPDATE articles SET origin_id = ? WHERE origin_id = ?", [least[joined[own]], own])


def _joined(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Every name -> the name that stands for all it is joined with."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        above.setdefault(name, name)
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for one, other in pairs:
        one, other = sorted((root(one), root(other)))
        above[other] = one
    return {name: root(name) for name in sorted(above)}
