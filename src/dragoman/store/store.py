"""One situation in one DuckDB file: articles in, questions answered, incidents kept."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError, OptionError, OutputError
from dragoman.records import Article, Coded, Failure, Imported, Run

from . import asking, copies, corrections, histories, ids, imported, incidents, writing
from .filters import Filters, Subject, check
from .opening import (
    WAIT_S,
    check_place,
    connect,
    copy_file,
    create,
    guarded,
    missing,
    part_path,
    snapshot_path,
)
from .parties import asked
from .schema import latest, migrate, version_of
from .where import where

if TYPE_CHECKING:
    import duckdb

    from dragoman.arrow import Table

FIRST_SNAPSHOT_S = 2.0  # readers wait this long themselves, so a short ingest makes no snapshot
SNAPSHOT_EVERY_S = 20.0
SNAPSHOT_SHARE = 20  # a snapshot is taken at most every 20 times as long as the last one took: 5 % of the time


class Known:
    """Whether an article is in the store already; `replaces` names rows that it stands instead of."""

    __slots__ = ("replaces", "skip")

    def __init__(self, *, skip: bool, replaces: tuple[str, ...] = ()) -> None:
        self.skip, self.replaces = skip, replaces


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one transaction changed. `written` and `removed` are ids of articles; a re-coded one is in both."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    n_events: int
    n_statements: int


class Store:
    """A store's file. Reads by default; `write=True` migrates an older file, and makes one if there is none and
    `create` allows.

    While another process writes, a reader gets the last snapshot that the writer left (`notice` says so). Raises
    InputError for a file that is no store or a newer one, OutputError where the file cannot be opened or is locked.
    """

    def __init__(self, path: str | Path, *, write: bool = False, create: bool = True, wait_s: float = WAIT_S) -> None:
        self.path = Path(path)
        self.writes = write
        self.notice: str | None = None
        self._opened_at = time.monotonic()
        self._snapshot_at: float | None = None
        self._snapshot_took_s = 0.0
        self._no_snapshots = False
        self._connection = self._writer(create, wait_s) if write else self._reader(wait_s)

    def _writer(self, may_create: bool, wait_s: float) -> duckdb.DuckDBPyConnection:
        check_place(self.path)
        if not self.path.exists() or self.path.stat().st_size == 0:
            if not may_create:
                raise missing(self.path)
            create(self.path, partial(migrate, version=0))
        connection = connect(self.path, read_only=False, wait_s=wait_s)
        try:
            with guarded(self.path):
                version = version_of(connection, self.path)
                if version < latest():
                    migrate(connection, version)
        except BaseException:
            connection.close()
            raise
        return connection

    def _reader(self, wait_s: float) -> duckdb.DuckDBPyConnection:
        check_place(self.path)
        snapshot = snapshot_path(self.path)
        try:
            return self._current(self.path, 0.0 if snapshot.exists() else wait_s)
        except OutputError as error:
            if error.code != "store_locked" or not snapshot.exists():
                raise
            locked = error
        try:
            connection = self._current(snapshot, 0.0)
        except DragomanError:
            raise locked from None
        taken = dt.datetime.fromtimestamp(snapshot.stat().st_mtime, dt.UTC)
        self.notice = f"{self.path} is being written; this is how it stood at {taken:%H:%M:%S} UTC"
        return connection

    def _current(self, path: Path, wait_s: float) -> duckdb.DuckDBPyConnection:
        """A reading connection to a file of this schema, migrated first where it is older."""
        connection = connect(path, read_only=True, wait_s=wait_s)
        try:
            with guarded(path):
                version = version_of(connection, path)
        except BaseException:
            connection.close()
            raise
        if version == latest():
            return connection
        connection.close()
        Store(path, write=True, wait_s=wait_s).close()
        return connect(path, read_only=True, wait_s=wait_s)

    # Articles in

    def known(self, articles: Sequence[Article], run: Run) -> list[Known]:
        """For each article, whether it need not be coded: the store has it, coded by the same run.

        The same text counts as the same article when publisher, address and day are the same or one side lacks them;
        the side that says more stays.
        """
        with guarded(self.path):
            return writing.known(self._connection, articles, ids.run_id(run))

    def add(
        self, coded: Sequence[Coded], failures: Iterable[Failure] = (), *,
        after: Sequence[Callable[[Store, Batch], None]] = (),
    ) -> Batch:  # fmt: skip
        """Writes articles and failures in one transaction, with the steps (copies, linking) that come `after` them."""
        with self.transaction():
            batch = Batch(**writing.write(self._connection, coded, failures))
            if batch.removed:
                incidents.loosen(self._connection, batch.removed)
                histories.loosen(self._connection, batch.removed)
            for step in after:
                step(self, batch)
        return batch

    def add_imported(
        self, records: Sequence[Imported], failures: Iterable[Failure] = (), *, run: Run, anew: Iterable[str] = ()
    ) -> imported.Written:
        """Writes events of other data sets in one transaction. `anew`: files whose earlier failures are forgotten."""
        with self.transaction():
            for file in anew:
                imported.forget_failures(self._connection, file)
            return imported.write(self._connection, records, failures, run)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a killed process leaves what was committed before."""
        with guarded(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            except BaseException:
                with contextlib.suppress(Exception):
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    # Questions

    def query(self, subject: Subject | str, filters: Filters | None = None, **given: Any) -> Table:
        """Rows of "events", "statements", "incidents", "articles", "claims", "commitments", "agreements", "meetings" or
        "figures" that fit, newest first. Of the last five a row is a history, over all articles that tell it.

        Filters are given as one `Filters` or as its fields. Raises OptionError for what makes no sense.
        """
        subject, filters = _question(subject, filters, given)
        with guarded(self.path):
            condition, values = where(subject, filters, partial(asked, self._connection))
            return asking.rows(self._connection, subject, filters, condition, values)

    def count(self, subject: Subject | str, filters: Filters | None = None, **given: Any) -> int:
        """How many rows `query` would give without a limit."""
        subject, filters = _question(subject, filters, given)
        with guarded(self.path):
            condition, values = where(subject, filters, partial(asked, self._connection))
            table = asking.table_of(subject)
            return int(self._connection.execute(f"SELECT count(*) FROM {table} t WHERE {condition}", values)
                       .fetchall()[0][0])  # fmt: skip

    def sql(self, sql: str, values: Sequence[Any] = ()) -> Table:
        """Any SQL of your own; the views v_events, v_statements, v_incidents ... keep their names."""
        with guarded(self.path):
            return self._rows(sql, list(values))

    def _rows(self, sql: str, values: list[Any]) -> Table:
        from dragoman import arrow

        relation = self._connection.sql(sql, params=values) if values else self._connection.sql(sql)
        return arrow.empty() if relation is None else arrow.Table(relation)

    # Copies

    def texts(
        self, article_ids: Sequence[str]
    ) -> list[tuple[str, str, str | None, dt.date | None, list[tuple[int, int]]]]:
        """Id, text, agency, day of publication and the spans of the sentences that tell the story, by id."""
        with guarded(self.path):
            return copies.texts(self._connection, article_ids)

    def write_shingles(self, kept: Sequence[tuple[str, int, Sequence[int]]]) -> None:
        """Keeps what finds copies: of each article its id, how many shingles it has, and a sample of them."""
        with guarded(self.path):
            copies.write_shingles(self._connection, kept)

    def alike(self, article_ids: Sequence[str], *, window_days: int) -> list[tuple[str, str]]:
        """Pairs (one of these articles, another) that share shingles and appeared at most so many days apart."""
        with guarded(self.path):
            return copies.alike(self._connection, article_ids, window_days)

    def join_origins(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Puts both articles of each pair, and all that are with them already, into one origin."""
        with guarded(self.path):
            copies.join_origins(self._connection, pairs)

    # Incidents

    def mentions_in(self, first: dt.date | None = None, last: dt.date | None = None) -> Table:
        """Every event that may fall between two days (inclusive; None: open), with what a linker compares."""
        with guarded(self.path):
            return incidents.mentions_in(self._connection, first, last)

    def incidents_in(self, first: dt.date | None = None, last: dt.date | None = None,
                     *, types: Sequence[str] = ()) -> Table:  # fmt: skip
        """Incidents that may fall between two days, with their mentions' ids."""
        filters = Filters(since=first, until=last, type=tuple(types), oldest_first=True)
        return self.query(Subject.INCIDENTS, filters)

    def write_incidents(self, links: Iterable[tuple[str, str, float]]) -> None:
        """Puts events into incidents: (event_id, incident_id, probability). What an event was linked to before is
        forgotten; corrections are applied on top. Call it inside `transaction`, or as a step of `add`."""
        incidents.write(self._connection, list(links))
        corrections.apply(self._connection)

    def write_histories(
        self, links: Sequence[histories.Link], article_ids: Sequence[str],
        answers: tuple[Sequence[str], Sequence[histories.Answer]],
    ) -> None:  # fmt: skip
        """Puts records of the ledger into histories, and what answers commitments with them: (commitments whose answers
        are told anew, answers). `article_ids` are linked with this. Call it inside `transaction`."""
        touched = histories.write(self._connection, links)
        touched |= histories.write_answers(self._connection, *answers)
        histories.mark(self._connection, article_ids)
        histories.refresh(self._connection, touched)
        corrections.apply(self._connection)

    def merge(self, incident_ids: Sequence[str], *, author: str, reason: str, at: dt.datetime) -> str:
        """Makes one incident (or history of the ledger) of several; returns the correction's id.

        Raises OptionError for one that is not there.
        """
        with self.transaction():
            return corrections.merge(self._connection, incident_ids, author=author, reason=reason, at=at)

    def split(self, incident_id: str, event_ids: Sequence[str], *, author: str, reason: str, at: dt.datetime) -> str:
        """Makes an incident (or history) of their own of some mentions (or records); returns the correction's id."""
        with self.transaction():
            return corrections.split(self._connection, incident_id, event_ids, author=author, reason=reason, at=at)

    def undo(self, correction_id: str, *, author: str, reason: str, at: dt.datetime) -> str:
        """Takes a merge or split back; returns the id of the correction that says so."""
        with self.transaction():
            return corrections.undo(self._connection, correction_id, author=author, reason=reason, at=at)

    # Snapshots and the end

    def offer_snapshot(self) -> bool:
        """Leaves readers a copy of what is committed, when the last one is old enough. True when one was taken."""
        now = time.monotonic()
        if self._snapshot_at is None:
            due = now - self._opened_at >= FIRST_SNAPSHOT_S
        else:
            due = now - self._snapshot_at >= max(SNAPSHOT_EVERY_S, SNAPSHOT_SHARE * self._snapshot_took_s)
        if not due or self._no_snapshots:
            return False
        try:
            self.snapshot()
        except OutputError as error:  # no room for readers' copies is no reason to stop writing
            self._no_snapshots = True
            self.notice = str(error)
            return False
        return True

    def snapshot(self) -> Path:
        """Leaves readers a copy of what is committed; it goes when the store is closed."""
        started = time.monotonic()
        target = snapshot_path(self.path)
        with guarded(self.path):
            self._connection.execute("CHECKPOINT")
        copy_file(self.path, target)
        self._snapshot_at = time.monotonic()
        self._snapshot_took_s = self._snapshot_at - started
        return target

    def close(self) -> None:
        self._connection.close()
        if self.writes:  # also one that a killed writer left
            snapshot = snapshot_path(self.path)
            for left in (snapshot, part_path(snapshot)):
                left.unlink(missing_ok=True)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _question(subject: Subject | str, filters: Filters | None, given: dict[str, Any]) -> tuple[Subject, Filters]:
    try:
        subject = Subject(subject)
    except ValueError:
        raise OptionError("subject_unknown", f"expected one of {', '.join(Subject)}, was: {subject}") from None
    filters = filters or _filters(given)
    check(subject, filters)
    return subject, filters


def _filters(given: dict[str, Any]) -> Filters:
    try:
        for name in ("type", "status", "kind"):
            if isinstance(given.get(name), str):
                given[name] = (given[name],)
        return Filters(**given)
    except TypeError as error:
        known = ", ".join(Filters.__dataclass_fields__)
        raise OptionError("filter_unknown", f"{error}; known filters: {known}") from None
