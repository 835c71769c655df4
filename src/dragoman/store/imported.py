"""Events of other people's data sets -> the same rows as our own, with null where they have no text to point into.

Ids are hashes of what makes an event the same, so an import repeated changes nothing. Of a mutual act (they meet, they
fight) that id holds no direction: the row of the other side, in whatever batch or file it comes, makes both of them
actors of the one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dragoman.columns import Row
from dragoman.ontology import load as ontology
from dragoman.records import Absence, Failure, Imported, Party, Run, Spot

from . import ids, writing
from .rows import failure_rows, run_row

if TYPE_CHECKING:
    import duckdb

NOT_GIVEN = Absence.NOT_GIVEN.value
NOWHERE = Spot(absence=Absence.NOT_GIVEN)
STANDING = "SELECT i.* FROM imports i JOIN incoming USING (event_id) ORDER BY i.event_id"
OF_EVENTS = ("imports", "quantities", "event_parties", "events")
COUNT = """
UPDATE articles SET n_events = n, published = first FROM (
  SELECT article_id, count(*) AS n, min(published) AS first FROM events JOIN incoming USING (article_id) GROUP BY ALL
) c WHERE articles.article_id = c.article_id
"""


@dataclass(slots=True)
class Written:
    """`known`: in the store before; `folded`: rows that tell an act which another row tells too."""

    written: int = 0
    known: int = 0
    folded: int = 0


@dataclass(slots=True)
class _Act:
    """One event to be written: a record of it, in whichever direction that tells it, and its row in imports."""

    record: Imported
    row: Row
    stands: bool = False  # in the store already, to be replaced
    anew: bool = False  # another version wrote what stands, and its own row has not come yet


@dataclass(slots=True)
class _Batch:
    acts: dict[str, _Act] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    done: Written = field(default_factory=Written)


def write(connection: duckdb.DuckDBPyConnection, records: Sequence[Imported], failures: Iterable[Failure], run: Run
          ) -> Written:  # fmt: skip
    """Inside a transaction."""
    run_id = ids.run_id(run)
    named = [ids.imported_id(record) for record in records]
    standing = {row["event_id"]: row for row in _joined(connection, STANDING, "event_id", named)}
    batch = _Batch()
    for event_id, record in zip(named, records, strict=True):
        _take(batch, record, standing.get(event_id), _import_row(event_id, record, run_id))
    acts = [
        replace(act, record=_oriented(act))
        for _, act in sorted(batch.acts.items())
        if act.row["event_id"] in batch.changed
    ]
    _replace(connection, [act.row["event_id"] for act in acts if act.stands])
    _insert(connection, acts, run)
    writing.insert(connection, "failures", failure_rows(failures))
    batch.done.written = sum(not act.stands for act in acts)
    return batch.done


def forget_failures(connection: duckdb.DuckDBPyConnection, file: str) -> None:
    """What went wrong with the file before: it is read anew."""
    connection.execute("DELETE FROM failures WHERE room = 'bring' AND (document = ? OR starts_with(document, ?) OR "
                       "starts_with(document, ?))", [file, f"{file} line ", f"{file}/"])  # fmt: skip


def _take(batch: _Batch, record: Imported, standing: Row | None, row: Row) -> None:
    """A row of a file: new, known, or another row of an act that is there."""
    event_id = row["event_id"]
    act = batch.acts.get(event_id)
    if act is None and standing is None:
        batch.acts[event_id] = _Act(record, row)
        batch.changed.add(event_id)
        return
    if act is None:
        assert standing is not None
        act = batch.acts[event_id] = _Act(record, standing, stands=True)
        if standing["run_id"] != row["run_id"]:  # another version reads it: what it read stands instead
            act.row, act.anew = {**standing, "run_id": row["run_id"]}, True
            batch.changed.add(event_id)
    if act.anew and row["their_id"] == act.row["their_id"]:
        kept = {name: act.row[name] for name in ("file", "line", "also_ids", "mirrored")}
        act.record, act.row, act.anew = record, {**row, **kept}, False
    if row["their_id"] == act.row["their_id"] or row["their_id"] in act.row["also_ids"]:
        batch.done.known += 1
        return
    batch.done.folded += 1
    batch.changed.add(event_id)
    first = min((act.row, row), key=lambda r: (len(r["their_id"]), r["their_id"]))
    others = {*act.row["also_ids"], act.row["their_id"], row["their_id"]} - {first["their_id"]}
    mirrored = act.row["mirrored"] or row["actor_told"] != act.row["actor_told"]
    act.row = {**first, "also_ids": sorted(others), "mirrored": mirrored}


def _oriented(act: _Act) -> Imported:
    """The record in the direction of the row that stands for it; both are actors where both sides told it."""
    record, row = act.record, act.row
    if record.mutual and record.actor_told != row["actor_told"]:
        record = replace(record, actors=record.recipients, recipients=record.actors)
    return replace(record, actors=record.actors + record.recipients, recipients=()) if row["mirrored"] else record


def _joined(connection: duckdb.DuckDBPyConnection, sql: str, column: str, values: Sequence[str]) -> list[Row]:
    from dragoman import arrow

    connection.register("incoming", arrow.of_columns({column: ("string", sorted(set(values)))}))
    try:
        relation = connection.sql(sql)
        rows: list[Row] = [] if relation is None else arrow.Table(relation).to_pylist()
        return rows
    finally:
        connection.unregister("incoming")


def _replace(connection: duckdb.DuckDBPyConnection, event_ids: Sequence[str]) -> None:
    for table in OF_EVENTS if event_ids else ():
        _joined(connection, f"DELETE FROM {table} WHERE event_id IN (SELECT event_id FROM incoming)", "event_id",
                event_ids)  # fmt: skip


def _insert(connection: duckdb.DuckDBPyConnection, acts: Sequence[_Act], run: Run) -> None:
    if not acts:
        return
    writing.insert(connection, "runs", [run_row(run)])
    stories: dict[str, Row] = {}
    parties: list[Row] = []
    for act in acts:
        event_id, article_id = act.row["event_id"], act.row["article_id"]
        if article_id not in stories:
            stories[article_id] = _article_row(article_id, act.record, run)
        for role, who in (("actor", act.record.actors), ("recipient", act.record.recipients)):
            parties += [_party_row(event_id, article_id, role, n, party) for n, party in enumerate(who)]
    there = "SELECT article_id FROM articles JOIN incoming USING (article_id)"
    known = {row["article_id"] for row in _joined(connection, there, "article_id", list(stories))}
    names = dict.fromkeys(row["name"] or row["text"] for row in parties)
    _put(connection, "articles", [row for id, row in stories.items() if id not in known])
    _put(connection, "events", [_event_row(act) for act in acts])
    _put(connection, "event_parties", parties)
    _put(connection, "quantities", [row for act in acts for row in _quantity_rows(act)])
    _put(connection, "imports", [act.row for act in acts])
    writing.insert(connection, "names", [{"name": name} for name in names if name])
    _joined(connection, COUNT, "article_id", list(stories))


def _put(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Rows with the same columns each, and only those: what an import has nothing for takes no time."""
    if not rows:
        return
    from dragoman import arrow

    names = ", ".join(f'"{name}"' for name in rows[0])
    shape = arrow.Shape(arrow.Table(connection.sql(f"SELECT {names} FROM {table} LIMIT 0")).schema)
    connection.register("incoming", arrow.table(rows, shape))
    try:
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    finally:
        connection.unregister("incoming")


def _article_row(article_id: str, record: Imported, run: Run) -> Row:
    story = record.story
    return {
        "article_id": article_id, "document": story.id, "read_from": f"{record.file} line {record.line}",
        "text_absence": NOT_GIVEN, "imported_from": record.dataset, "published": story.published,
        "published_assumed": story.published_assumed, "publisher": story.publisher, "url": story.url,
        "title": story.title, "language": story.language, "n_events": 0, "n_statements": 0, "notes": [],
        "run_id": ids.run_id(run), "origin_id": article_id, "n_shingles": 0,
    }  # fmt: skip


def _event_row(act: _Act) -> Row:
    record, story = act.record, act.record.story
    first, last = record.first_day, record.last_day or record.first_day
    exact = first.isoformat() if first and first == last else None
    spot = record.place or NOWHERE
    return {
        "event_id": act.row["event_id"], "article_id": act.row["article_id"], "published": story.published,
        "day": first or story.published, "until_day": last or story.published,
        "day_from": "given" if first else "published" if story.published else None,
        "type": record.type, "mode": record.mode, "status": record.status.value, "trigger_text": record.words,
        "trigger_absence": None if record.words else NOT_GIVEN, "imported_from": record.dataset,
        "contexts": list(record.contexts), **_sides("actor", record.actors), **_sides("recipient", record.recipients),
        "date": exact, "time_value": exact, "grain": "day" if exact else None, "first_day": first, "last_day": last,
        "time_absence": None if first else NOT_GIVEN, "source_absence": NOT_GIVEN,
        **_worth(record.type, record.mode, record.contexts, record.cameo), "place_text": spot.text,
        "place_name": spot.name, "place_country": spot.country, "place_admin1": spot.admin1,
        "place_geonames_id": spot.geonames_id, "place_latitude": spot.latitude, "place_longitude": spot.longitude,
        "place_feature_code": spot.feature_code, "place_absence": spot.absence.value if spot.absence else None,
    }  # fmt: skip


@lru_cache(maxsize=4096)
def _worth(type: str, mode: str | None, contexts: tuple[str, ...], cameo: str) -> Row:
    """Quad class and score are PLOVER's, the Goldstein score the code's; the data set's own lie in imports."""
    known = ontology()
    line = known.cameo.get(cameo)
    goldstein = line.goldstein if line else None
    return {"quad": known.quad(type), "score": known.score(type, mode), "cameo": cameo,
            "goldstein": known.nearest_cameo(type, mode, contexts)[1] if goldstein is None else goldstein}  # fmt: skip


@lru_cache(maxsize=100_000)
def _sides(role: str, parties: tuple[Party, ...]) -> Row:
    """What a question looks for: codes, sectors, both together, names."""
    told = [(p.code, sector) for p in parties for sector in (p.sector, *p.other_sectors) if sector]
    return {
        f"{role}_codes": list(dict.fromkeys(p.code for p in parties if p.code)),
        f"{role}_sectors": list(dict.fromkeys(sector for _, sector in told)),
        f"{role}_roles": list(
            dict.fromkeys(r for code, sector in told for r in (f"{code or ''}:{sector}", f":{sector}"))
        ),
        f"{role}_names": list(dict.fromkeys(name for p in parties if (name := p.name or p.text))),
    }


def _party_row(event_id: str, article_id: str, role: str, position: int, party: Party) -> Row:
    return {
        "event_id": event_id, "article_id": article_id, "role": role, "position": position, "name": party.name,
        "code": party.code, "sector": party.sector, "other_sectors": list(party.other_sectors), "office": party.office,
        "text": party.text, "evidence": party.evidence, "absence": party.absence.value if party.absence else None,
    }  # fmt: skip


def _quantity_rows(act: _Act) -> list[Row]:
    own = {"event_id": act.row["event_id"], "article_id": act.row["article_id"]}
    return [{**own, "position": n, "what": what, "value": value}
            for n, (what, value) in enumerate(act.record.quantities)]  # fmt: skip


def _import_row(event_id: str, record: Imported, run_id: str) -> Row:
    kept: dict[str, Any] = {name: getattr(record, name) for name in KEPT}
    spot = record.place
    return {"event_id": event_id, "article_id": ids.story_id(record), "also_ids": [], "mirrored": False,
            "place_id": spot.their_id if spot else None, "run_id": run_id, **kept}  # fmt: skip


KEPT = ("dataset", "file", "line", "their_id", "code", "label", "actor_told", "recipient_told", "quad", "intensity",
        "is_root", "n_mentions", "n_sources", "n_articles", "tone", "sentence", "text_start", "text_end", "passage",
        "coder", "added")  # fmt: skip
