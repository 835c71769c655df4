"""What the one-actor, one-target formats share: tellings gathered, parties paired, ids as integers, clean cells.

An act told again in its article (`same_as`) is one row and two mentions. Parties are expanded to pairs: each actor
with each recipient; an act among its actors (`reciprocal`) gives every pair of them, in both directions where the
format mirrors such events; all else gives one row an actor, with nobody as target.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.records import Coded, Event, Party, Status
from dragoman.write.output import Output

ID_BITS = 53  # what fits a double exactly, since many readers (R, spreadsheets) hold large integers as doubles
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
IDS_HEADER = ("number", "event_id", "row", "article_id")

Pair = tuple[Party | None, Party | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One act of an article: the event that stands for it and every event that tells it (itself the first)."""

    event: Event
    mentions: tuple[Event, ...]


def actual(event: Event) -> bool:
    return event.status is Status.ACTUAL


def tellings(coded: Coded, kept: Callable[[Event], bool] = actual) -> list[Telling]:
    """The acts of an article in the order told; what `kept` refuses is left out before tellings are gathered."""
    acts: dict[str, list[Event]] = {}
    for event in coded.events:
        if kept(event):
            acts.setdefault(event.same_as or event.id, []).append(event)
    return [Telling(event=events[0], mentions=tuple(events)) for events in acts.values()]


def reciprocal(event: Event) -> bool:
    """Whether the actors act on each other: no recipients, and an act that takes two.

    An ASSAULT counts only without a mode ("clashed"): with one ("bombed"), the actors may be allies and the victim
    not named.
    """
    if event.recipients or len(event.actors) < 2:
        return False
    return event.type in ("CONSULT", "AGREE", "COOPERATE") or (event.type == "ASSAULT" and event.mode is None)


def pairs(event: Event, *, mirrored: bool = True) -> list[Pair]:
    """Actor and target of every row of the event, at least one; None stands for nobody named."""
    if reciprocal(event):
        several = itertools.permutations if mirrored else itertools.combinations
        return list(several(event.actors, 2))
    return list(itertools.product(event.actors or (None,), event.recipients or (None,)))


def number(event_id: str, row: int) -> int:
    """The integer id of an event's row (counted from 0): the first 53 bits of a SHA-256, the same in every run."""
    digest = hashlib.sha256(f"{event_id}\0{row}".encode("utf-8", "backslashreplace")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - ID_BITS)


def story_number(article_id: str) -> int:
    return number(article_id, 0)


def event_day(event: Event, coded: Coded) -> dt.date | None:
    """The day the act took place: the first of those told, else the day of publication, as coders of this family do."""
    return (event.time.start if event.time else None) or coded.article.published


class Ids:
    """FILE.ids.*: which event each integer id stands for. Without a file (standard output) there is none."""

    def __init__(self, output: Output) -> None:
        self._output = output.beside("ids") if output.is_file else None
        self._write(IDS_HEADER)

    def add(self, coded: Coded, event: Event, row: int) -> int:
        """The integer id of the row, noted in the file."""
        value = number(event.id, row)
        self._write((str(value), event.id, str(row), coded.article.id))
        return value

    def _write(self, cells: Sequence[str]) -> None:
        if self._output:
            self._output.write(line(cells))


def line(cells: Sequence[str]) -> str:
    """One row: cells cleaned and joined by tabs."""
    return "\t".join(map(clean, cells)) + "\n"


def clean(cell: str) -> str:
    """A cell that no reader can break a row at: white space and control characters are one space, '"' becomes "'".

    Readers of these formats differ in whether '"' quotes; without any, all of them read the same.
    """
    return _BREAKS.sub(" ", cell).strip().replace('"', "'")


def decimal(value: float | None, digits: int = 4) -> str:
    """A number without exponent; empty for None."""
    if value is None:
        return ""
    return f"{round(value, digits) + 0.0:.{digits}f}".rstrip("0").rstrip(".")


def name_of(party: Party | None) -> str:
    return (party.name or party.text or "") if party else ""


def joined(values: Iterator[str] | Sequence[str], mark: str) -> str:
    """Distinct values in their order, joined by a mark that stands in none of them."""
    other = " " if mark == "," else ","
    return mark.join(dict.fromkeys(clean(value).replace(mark, other) for value in values if value))
