"""The flow of other people's events: read from their files, stored beside our own."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dragoman import __version__, ontology
from dragoman.bring import LeftOut, bring
from dragoman.records import Failure, Imported, Run
from dragoman.store import Store

COMMIT_EVENTS = 10_000  # what a kill can cost: so many rows are read again
SETTINGS = "import"  # stands in a run where settings of the reader do


@dataclass(slots=True)
class Done:
    """What an import did, growing while it goes on."""

    written: int = 0  # events
    known: int = 0  # in the store before
    folded: int = 0  # rows that tell an act which another row tells: its other side, mostly
    left_out: Counter[str] = field(default_factory=Counter)  # by reason
    failures: list[Failure] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows that were read, whatever became of them."""
        return self.written + self.known + self.folded + self.left_out.total()


def run() -> Run:
    """What reads the data sets: this version and its vocabulary; no model."""
    return Run(version=__version__, model="", ontology=ontology.load().version, settings=SETTINGS)


def import_events(
    paths: Sequence[str | Path], store: Store, *, format: str | None = None, appeals: bool = False,
    done: Done | None = None,
) -> Done:  # fmt: skip
    """Brings the events of files into a store, some thousands a transaction; what is there already is left alone.

    Nothing raises for bad input: it is a failure, kept in the store too. `done` counts along, for who looks on.
    """
    done = done or Done()
    anew = list(dict.fromkeys(map(str, paths)))
    events: list[Imported] = []
    failures: list[Failure] = []

    def commit() -> None:
        written = store.add_imported(events, failures, run=run(), anew=anew)
        done.written += written.written
        done.known += written.known
        done.folded += written.folded
        done.failures += failures
        for some in (events, failures, anew):
            some.clear()

    with _no_search_for_cycles():
        for brought in bring(paths, format=format, appeals=appeals):
            match brought:
                case Imported():
                    events.append(brought)
                case Failure():
                    failures.append(brought)
                case LeftOut():
                    done.left_out[brought.reason] += 1
            if len(events) + len(failures) >= COMMIT_EVENTS:
                commit()
                store.offer_snapshot()
        commit()
    return done


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Records and rows hold no cycles; looking for some among so many took 40 % of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
