"""The corpus flow: articles are coded, stored, and brought together with those that came before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from dragoman.link import link_new
from dragoman.link.copies import Origins
from dragoman.records import Article, Coded, Failure, Run
from dragoman.store import Batch, Store

ASK = 32  # articles looked up in the store at once
COMMIT_DOCUMENTS = 64  # what a kill can cost: so many articles, or the time below, are coded again
COMMIT_S = 5.0
LINK_EVENTS = 5000  # so many new events are linked at once, the rest at the end

Step = Callable[[Store, Batch], None]


class Codes(Protocol):
    """What codes: a `Coder`, or anything of its shape."""

    run: Run

    def code_all(self, articles: Iterable[Article | Failure], /) -> Iterator[Coded | Failure]: ...


@dataclass(slots=True)
class Ingested:
    """What an ingest did, growing while it goes on."""

    documents: int = 0  # written
    known: int = 0  # in the store already, coded by the same run
    events: int = 0
    statements: int = 0
    failures: list[Failure] = field(default_factory=list)


def ingest(
    articles: Iterable[Article | Failure], store: Store, coder: Codes, *, steps: Sequence[Step] | None = None,
    done: Ingested | None = None,
) -> Ingested:  # fmt: skip
    """Codes what the store lacks and writes it, some dozens of articles a transaction.

    `done` counts along, for who looks on. Whatever stops it (Ctrl-C too), what was coded until then is written; what
    was written and not linked yet is linked by the next ingest.
    """
    done = done or Ingested()
    steps = default_steps() if steps is None else steps
    waiting: list[Coded | Failure] = []
    since = time.monotonic()
    n_linked = done.events
    try:
        for record in coder.code_all(_lacking(articles, store, coder.run, done)):
            waiting.append(record)
            if len(waiting) >= COMMIT_DOCUMENTS or time.monotonic() - since >= COMMIT_S:
                _commit(store, waiting, steps, done)
                if done.events - n_linked >= LINK_EVENTS:
                    link_new(store)
                    n_linked = done.events
                store.offer_snapshot()
                since = time.monotonic()
    finally:
        _commit(store, waiting, steps, done)
    link_new(store)
    return done


def default_steps() -> tuple[Step, ...]:
    return (Origins(),)


def _lacking(
    articles: Iterable[Article | Failure], store: Store, run: Run, done: Ingested
) -> Iterator[Article | Failure]:
    source = iter(articles)
    while some := list(islice(source, ASK)):
        asked = [article for article in some if isinstance(article, Article)]
        skip = {id(a) for a, known in zip(asked, store.known(asked, run), strict=True) if known.skip}
        done.known += len(skip)
        yield from (article for article in some if id(article) not in skip)


def _commit(store: Store, waiting: list[Coded | Failure], steps: Sequence[Step], done: Ingested) -> None:
    """Writes what waits. Nothing is forgotten before it is committed, so a second try after an interruption is safe."""
    if not waiting:
        return
    coded = [record for record in waiting if isinstance(record, Coded)]
    failures = [record for record in waiting if isinstance(record, Failure)]
    batch = store.add(coded, failures, after=steps)
    done.documents += len(batch.written)
    done.known += len(coded) - len(batch.written)
    done.events += batch.n_events
    done.statements += batch.n_statements
    done.failures += failures
    waiting.clear()
