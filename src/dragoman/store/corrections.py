"""What an analyst corrected: kept as a list that only grows, and applied on top of what the linker says.

A correction holds to mentions, whose ids are hashes of their article's content: so it survives when articles are coded
again or incidents are linked anew. `merge`: all incidents that hold one of its mentions are one. `split`: its mentions
are an incident of their own. The same holds for histories of the ledger, whose mentions are its records.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dragoman.errors import OptionError

from . import histories, ids, incidents

if TYPE_CHECKING:
    import duckdb

CORRECTIONS = ("merge", "split", "undo")
IN_FORCE = """
SELECT c.kind, c.event_ids FROM corrections c
WHERE c.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = c.correction_id) ORDER BY c.number
"""
MENTIONS = """
SELECT event_id, 'incident' FROM incident_mentions WHERE incident_id = $id
UNION ALL SELECT record_id, kind FROM history_mentions WHERE history_id = $id ORDER BY ALL
"""
LINKED = """
WITH named AS (SELECT DISTINCT unnest(event_ids) AS {mention} FROM corrections)
SELECT {mention}, linked_id, {group} FROM {table}
WHERE linked_id IN (SELECT linked_id FROM {table} JOIN named USING ({mention})) OR {group} <> linked_id
ORDER BY {mention}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """What can be corrected: the table that says which mention is in which group, and what sums the groups up."""

    table: str
    mention: str
    group: str
    refresh: Callable[[duckdb.DuckDBPyConnection, Iterable[str]], None]


GROUPS = (
    Groups(table="incident_mentions", mention="event_id", group="incident_id", refresh=incidents.refresh),
    Groups(table="history_mentions", mention="record_id", group="history_id", refresh=histories.refresh),
)


class Signature(NamedTuple):
    author: str
    reason: str
    at: dt.datetime


def merge(connection: duckdb.DuckDBPyConnection, incident_ids: Sequence[str], *, author: str, reason: str,
          at: dt.datetime) -> str:  # fmt: skip
    named = list(dict.fromkeys(incident_ids))
    if len(named) < 2:
        raise OptionError("correction_merge", f"a merge needs two different incidents or more, was: {' '.join(named)}")
    found = [_mentions(connection, id) for id in named]
    kinds = {kind for kind, _ in found}
    if len(kinds) > 1:
        raise OptionError("correction_merge", f"only things of one kind can be merged, was: {', '.join(sorted(kinds))}")
    events = [event for _, mentions in found for event in mentions]
    return _record(connection, "merge", named, events, None, Signature(author, reason, at))


def split(connection: duckdb.DuckDBPyConnection, incident_id: str, event_ids: Sequence[str], *, author: str,
          reason: str, at: dt.datetime) -> str:  # fmt: skip
    kind, mentions = _mentions(connection, incident_id)
    named = list(dict.fromkeys(event_ids))
    for event in named:
        if event not in mentions:
            raise OptionError("correction_split", f"{kind} {incident_id} has no mention {event}; it has "
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


def _mentions(connection: duckdb.DuckDBPyConnection, id: str) -> tuple[str, list[str]]:
    """What it is, and its mentions."""
    found = connection.execute(MENTIONS, {"id": id}).fetchall()
    if not found:
        raise OptionError("correction_unknown", f"no incident has the id {id}, nor a claim, meeting or other history; "
                          "`dragoman query incidents` (or claims ...) shows them")  # fmt: skip
    return found[0][1], [mention for mention, _ in found]


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
    """Works out the group of every mention that a correction touches or touched, from what the linker said."""
    for groups in GROUPS:
        _apply(connection, groups)


def _apply(connection: duckdb.DuckDBPyConnection, groups: Groups) -> None:
    names = {"table": groups.table, "mention": groups.mention, "group": groups.group}
    rows = connection.execute(LINKED.format(**names)).fetchall()
    if not rows:
        return
    current = {mention: linked for mention, linked, _ in rows}
    for kind, mentions in connection.execute(IN_FORCE).fetchall():
        present = [mention for mention in mentions if mention in current]
        if kind == "merge":
            _join(current, {current[mention] for mention in present})
        else:
            _part(current, present)
    changed = [(mention, before, current[mention]) for mention, _, before in rows if current[mention] != before]
    if not changed:
        return
    connection.executemany("UPDATE {table} SET {group} = ? WHERE {mention} = ?".format(**names),
                           [(now, mention) for mention, _, now in changed])  # fmt: skip
    groups.refresh(connection, {id for _, before, now in changed for id in (before, now)})


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
