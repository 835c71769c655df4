"""What a store holds of the ledger -> records as they are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from .likeness import NEGATED, NO_DAY, Sides, Told, content
from .words import stem

Row = dict[str, Any]
# Of each kind: its columns as the comparison names them, and the tables they come from
KINDS: Mapping[str, tuple[str, str]] = {
    "claim": ("r.claim_id AS id, r.text, EXISTS (SELECT 1 FROM stances s WHERE s.claim_id = r.claim_id AND "
              "s.stance IN ('asserts', 'confirms')) AS asserted", "claims r"),
    "commitment": ("r.commitment_id AS id, r.text, r.kind AS type, r.same_as", "commitments r"),
    "agreement": ("r.agreement_id AS id, r.name AS text, r.keys, r.proper_keys, r.year, r.place_text AS place",
                  "agreements r"),
    "meeting": ("r.meeting_id AS id, '' AS text, r.day_from, r.\"day\" AS first, r.until_day AS last, r.forum_text, "
                "coalesce(r.place_name, r.place_text) AS place, r.place_country AS country", "meetings r"),
    "figure": ("r.figure_id AS id, a.text[s.start_char + 1:r.text_start] || ' ' || a.text[r.text_end + 1:s.end_char] "
               "AS text, r.what AS type, r.unit_text, coalesce(r.\"value\", r.low, r.high) AS size, r.date, "
               "coalesce(r.place_name, r.place_text) AS place, r.place_country AS country",
               "figures r JOIN articles a USING (article_id) JOIN sentences s ON s.article_id = r.article_id AND "
               "s.sentence = r.sentence"),
}  # fmt: skip
LOAD = """
WITH found AS (
  SELECT {columns}, r.article_id, r.published, coalesce(m.probability, 0) > 0 AS linked
  FROM {tables} LEFT JOIN history_mentions m ON m.record_id = r.{key}
  WHERE {where}
), who AS (
  SELECT record_id, list(struct_pack(role := role, code := code, name := coalesce(name, text), evidence := evidence)
                         ORDER BY role, position) AS parties
  FROM v_ledger_parties WHERE record_id IN (SELECT id FROM found) GROUP BY record_id
)
SELECT f.*, w.parties FROM found f LEFT JOIN who w ON w.record_id = f.id ORDER BY f.id
"""
UNLINKED = """
SELECT min(r.published) AS first, max(r.published) AS last, count(*) AS n,
       count(*) FILTER (r.published IS NULL) AS n_undated
FROM {table} r LEFT JOIN history_mentions m ON m.record_id = r.{key} WHERE coalesce(m.probability, 0) = 0
"""
BETWEEN = "r.published BETWEEN ? AND ? OR (? AND r.published IS NULL)"
SAME_NAME = "list_has_any(r.keys, ?)"
NEW = "coalesce(m.probability, 0) = 0"
DOERS = frozenset(("asserts", "confirms", "doubts", "denies", "by", "party", "participant", "of"))
COUNTRY = "countries.tsv"  # evidence of a party that is the country itself


def unlinked(store: Any, kind: str) -> Row:
    """First and last day of publication of what no history holds yet, how much there is, how much has no day."""
    (row,) = store.sql(UNLINKED.format(table=f"{kind}s", key=f"{kind}_id")).to_pylist()
    found: Row = row
    return found


def load(store: Any, kind: str, where: str, values: Iterable[Any] = ()) -> list[Told]:
    """The records of a kind for which the condition holds, by id."""
    columns, tables = KINDS[kind]
    sql = LOAD.format(columns=columns, tables=tables, key=f"{kind}_id", where=where)
    return [told(kind, row) for row in store.sql(sql, list(values)).to_pylist()]


def told(kind: str, row: Row) -> Told:
    first, last = _days(row)
    return Told(
        id=row["id"],
        article=row["article_id"],
        kind=kind,
        published=_ordinal(row["published"]),
        words=content(row["text"]),
        type=row.get("type"),
        doers=sides(p for p in row["parties"] or () if p["role"] in DOERS),
        others=sides(p for p in row["parties"] or () if p["role"] in ("about", "to")),
        first=first,
        last=last,
        place=row.get("place"),
        country=row.get("country"),
        keys=frozenset(row.get("keys") or ()),
        proper=frozenset(row.get("proper_keys") or ()),
        year=row.get("year"),
        forum=content(row.get("forum_text") or ""),
        unit=frozenset(stem(word) for word in (row.get("unit_text") or "").split()),
        size=row.get("size"),
        asserted=row.get("asserted", True),
        negated=bool(NEGATED.search(row["text"])),
        same_as=row.get("same_as"),
        linked=row["linked"],
    )


def sides(parties: Iterable[Row]) -> Sides:
    """A country is its code; a person or body also the last word of its name, as later articles shorten it."""
    each = frozenset((party["code"] or "", _last_word(party)) for party in parties)
    return Sides(codes=frozenset(code for code, _ in each if code), names=frozenset(name for _, name in each if name),
                 each=each)  # fmt: skip


def _last_word(party: Row) -> str:
    words = (party["name"] or "").split()
    return stem(words[-1]) if words and (not party["code"] or party["evidence"] != COUNTRY) else ""


def _days(row: Row) -> tuple[int, int]:
    """Days of the thing itself, where its article tells them."""
    if row.get("day_from") == "text":
        return _ordinal(row["first"]), _ordinal(row["last"] or row["first"])
    if row.get("date") and len(row["date"]) == len("YYYY-MM-DD"):
        day = dt.date.fromisoformat(row["date"]).toordinal()
        return day, day
    return NO_DAY, NO_DAY


def _ordinal(day: dt.date | None) -> int:
    return NO_DAY if day is None else day.toordinal()
