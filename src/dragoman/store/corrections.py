"""What an analyst corrected: kept as a list that only grows, and applied on top of what the linker says.

A correction holds to mentions, whose ids are hashes of their article's content: so it survives when articles are coded
again or incidents are linked anew. `merge`: all incidents that hold one of its mentions are one. `split`: its mentions
are an incident of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.errors import OptionError

from . import ids, incidents

if TYPE_CHECKING:
    import duckdb

CORRECTIONS = ("merge", "split", "undo")
IN_FORCE = """
SELECT c.kind, c.event_ids FROM corrections c
WHERE c.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = c.correction_id) ORDER BY c.number
"""
LINKED = """
WITH named AS (SELECT DISTINCT unnest(event_ids) AS event_id FROM corrections)
SELECT event_id, linked_id, incident_id FROM incident_mentions
WHERE linked_id IN (SELECT linked_id FROM incident_mentions JOIN named USING (event_id)) OR incident_id <> linked_id
ORDER BY event_id
"""


class Signature(NamedTuple):
    author: str
    reason: str
    at: dt.datetime


def merge(connection: duckdb.DuckDBPyConnection, incident_ids: Sequence[str], *, author: str, reason: str,
          at: dt.datetime) -> str:  # fmt: skip
    named = list(dict.fromkeys(incident_ids))
    if len(named) < 2:
        raise OptionError("correction_merge", f"a merge needs two different incidents or more, was: {' '.join(named)}")
    events = [event for incident in named for event in _mentions(connection, incident)]
    return _record(connection, "merge", named, events, None, Signature(author, reason, at))


def split(connection: duckdb.DuckDBPyConnection, incident_id: str, event_ids: Sequence[str], *, author: str,
          reason: str, at: dt.datetime) -> str:  # fmt: skip
    mentions = _mentions(connection, incident_id)
    named = list(dict.fromkeys(event_ids))
    for event in named:
        if event not in mentions:
            raise OptionError("correction_split", f"incident {incident_id} has no mention {event}; it has "
                              f"{', '.join(mentions[:10])}")  # fmt: skip
    if not named or len(named) == len(mentions):
        raise OptionError("correction_split", f"a split takes some of {incident_id}'s {len(mentions)} mentions and "
                          f"leaves some, was: {len(named)}")  # fmt: skip
    return _record(connection, "split", [incident_id], sorted(named), None, Signature(author, reason, at))


def undo(connection: duckdb.DuckDBPyConnection, correction_id: str, *, author: str, reason: str,
         at: dt.datetime) -> str:  # fmt: skip
    found = connection.execute("SELECT kind, undone, incident_ids FROM v_corrections WHERE correction_id = ?",
                               [correction_id]).fetchall()  # fmt: skip
    if not found:
        raise OptionError("correction_unknown", f"no correction has the id {correction_id}; `dragoman correct list` "
                          "shows them")  # fmt: skip
    kind, undone, incident_ids = found[0]
    if kind == "undo":
        raise OptionError("correction_undo", f"{correction_id} is itself an undo; make the correction again instead")
    if undone:
        raise OptionError("correction_undo", f"{correction_id} was taken back before")
    return _record(connection, "undo", incident_ids, [], correction_id, Signature(author, reason, at))


def _mentions(connection: duckdb.DuckDBPyConnection, incident_id: str) -> list[str]:
    sql = "SELECT event_id FROM incident_mentions WHERE incident_id = ? ORDER BY event_id"
    found = [row[0] for row in connection.execute(sql, [incident_id]).fetchall()]
    if not found:
        raise OptionError("correction_unknown", f"no incident has the id {incident_id}; `dragoman query incidents` "
                          "shows them")  # fmt: skip
    return found


def _record(connection: duckdb.DuckDBPyConnection, kind: str, incident_ids: list[str], events: list[str],
            undoes: str | None, signed: Signature) -> str:  # fmt: skip
    if not signed.author.strip() or not signed.reason.strip():
        raise OptionError("correction_unsigned", "a correction needs an author and a reason; give both")
    at = signed.at.astimezone(dt.UTC).replace(tzinfo=None) if signed.at.tzinfo else signed.at
    n_before = connection.execute("SELECT count(*) FROM corrections").fetchall()[0][0]
    correction_id = ids.digest("correction", n_before, kind, *events, undoes, signed.author, signed.reason, at)
    connection.execute("INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [
        correction_id, n_before + 1, kind, incident_ids, events, undoes, signed.author, at, signed.reason])  # fmt: skip
    apply(connection)
    return correction_id


def apply(connection: duckdb.DuckDBPyConnection) -> None:
    """Works out `incident_id` of every mention that a correction touches or touched, from what the linker said."""
    rows = connection.execute(LINKED).fetchall()
    if not rows:
        return
    current = {event: linked for event, linked, _ in rows}
    for kind, events in connection.execute(IN_FORCE).fetchall():
        present = [event for event in events if event in current]
        if kind == "merge":
            _join(current, {current[event] for event in present})
        else:
            _part(current, present)
    changed = [(event, before, current[event]) for event, _, before in rows if current[event] != before]
    if not changed:
        return
    connection.executemany("UPDATE incident_mentions SET incident_id = ? WHERE event_id = ?",
                           [(now, event) for event, _, now in changed])  # fmt: skip
    incidents.refresh(connection, {id for _, before, now in changed for id in (before, now)})


def _join(current: dict[str, str], incident_ids: set[str]) -> None:
    if len(incident_ids) > 1:
        one = min(incident_ids)
        for event, incident in current.items():
            if incident in incident_ids:
                current[event] = one


def _part(current: dict[str, str], events: list[str]) -> None:
    if events:
        own = ids.digest("split", *events)
        for event in events:
            current[event] = own
