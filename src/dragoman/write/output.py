"""Where records go: a file written whole or not at all, or a stream; and the count of what went by."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from dragoman.errors import OutputError
from dragoman.records import Coded, Failure

Record = Coded | Failure
Target = str | os.PathLike[str] | IO[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a caller may say about the look of an output; no format needs any of it."""

    coder: str | None = None  # jsonl: who coded
    coded_date: dt.date | None = None  # jsonl: when; never taken from the clock
    width: int | None = None  # terminal: columns; None asks the terminal, or takes 100
    colour: bool | None = None  # terminal: None means only when the stream is a terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was written: counts of articles, events and statements, and the articles that failed."""

    documents: int
    events: int
    statements: int
    failures: tuple[Failure, ...]


class Tally:
    """Records passing by, counted. Whatever stops the source ends the iteration and is kept in `stopped_by`.

    So a writer always reaches its last line, and an interruption loses nothing that was coded.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = records
        self.documents = 0
        self.events = 0
        self.statements = 0
        self.failures: list[Failure] = []
        self.stopped_by: BaseException | None = None

    def __iter__(self) -> Iterator[Record]:
        source = iter(self._records)
        while True:
            try:
                record = next(source)
            except StopIteration:
                return
            except BaseException as reason:
                self.stopped_by = reason
                return
            self._count(record)
            yield record

    def _count(self, record: Record) -> None:
        if isinstance(record, Failure):
            self.failures.append(record)
            return
        self.documents += 1
        self.events += len(record.events)
        self.statements += len(record.statements)

    @property
    def empty(self) -> bool:
        return not self.documents and not self.failures

    def summary(self) -> Summary:
        return Summary(
            documents=self.documents,
            events=self.events,
            statements=self.statements,
            failures=tuple(self.failures),
        )


class Output:
    """A place to write UTF-8 text or bytes.

    A path is written beside itself and renamed when `keep` is called, so a reader never sees half a file; a device or
    pipe named by a path, and a stream, are written as they are. Every `OSError` leaves as an `OutputError`.
    """

    def __init__(self, target: Target) -> None:
        self.path: Path | None = None
        self._part: Path | None = None
        self._beside: list[Output] = []
        if isinstance(target, str | os.PathLike):
            self.path = Path(target)
            self._stream: IO[Any] = self._open(self.path)
        else:
            self._stream = _bytes_below(target)
        self._takes_text = isinstance(self._stream, io.TextIOBase)

    def _open(self, path: Path) -> IO[Any]:
        if path.is_dir():
            raise OutputError("output_is_folder", f"{path} is a folder; name a file, such as {path / 'coded.json'}")
        try:
            real = path.resolve()
            if real.exists() and not real.is_file():
                return real.open("wb")
            if real.exists() and not os.access(real, os.W_OK):
                raise PermissionError(13, "Permission denied")
            self._part = real.with_name(f".{real.name}.{os.getpid()}.part")
            return self._part.open("wb")
        except (OSError, RuntimeError) as error:
            self._part = None
            raise _explained(error, path) from error

    @property
    def is_file(self) -> bool:
        """Whether this is a file of its own, not a stream or a device."""
        return self._part is not None

    def beside(self, table: str) -> Output:
        """Open the file of a second table: `coded.csv` has `coded.statements.csv`. Needs a file."""
        if self.path is None or not self.is_file:
            raise OutputError("output_needs_file", f"the {table} need a file of their own; name one with -o FILE")
        other = Output(self.path.with_name(f"{self.path.stem.removesuffix('.export')}.{table}{self.path.suffix}"))
        self._beside.append(other)
        return other

    def write(self, text: str) -> None:
        """Write text. What UTF-8 cannot hold (half a surrogate pair) goes out as a backslash escape."""
        data = text.encode("utf-8", "backslashreplace")
        self._guard(lambda: self._stream.write(data.decode("utf-8") if self._takes_text else data))

    def flush(self) -> None:
        self._guard(self._stream.flush)

    def isatty(self) -> bool:
        return bool(getattr(self._stream, "isatty", lambda: False)())

    @property
    def file(self) -> Path:
        """The file to fill, for a library that writes it itself; it is put in its place by `keep`."""
        if self._part is None:
            raise OutputError("output_needs_file", "this format is binary and needs a file: name one with -o")
        return self._part

    def keep(self) -> None:
        """Finish: flush, close what was opened here, and put the file in its place."""
        for other in self._beside:
            other.keep()
        self.flush()
        if self.path is None:
            return
        self._guard(self._stream.close)
        if self._part is not None:
            part, real = self._part, self.path.resolve()
            self._guard(lambda: part.replace(real))

    def drop(self) -> None:
        """Give up: what was opened here is closed and what was written is removed."""
        for other in self._beside:
            other.drop()
        if self.path is None:
            return
        with suppress(OSError):
            self._stream.close()
        if self._part is not None:
            self._part.unlink(missing_ok=True)

    def _guard(self, action: Callable[[], object]) -> None:
        try:
            action()
        except (OSError, ValueError) as error:
            raise _explained(error, self.path) from error

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            try:
                self.keep()
            except OutputError:
                self.drop()
                raise
            return
        self.drop()
        if isinstance(error, OSError) and not isinstance(error, OutputError):
            raise _explained(error, self.path) from error


def _bytes_below(stream: IO[Any]) -> IO[Any]:
    """The byte stream under a text stream where there is one, so that the locale cannot choose the encoding."""
    below = getattr(stream, "buffer", None)
    if below is None:
        return stream
    with suppress(OSError, ValueError):
        stream.flush()
    return below  # type: ignore[no-any-return]


def _explained(error: Exception, path: Path | None) -> OutputError:
    where = "standard output" if path is None else str(path)
    match error:
        case OutputError():
            return error
        case BrokenPipeError():
            return OutputError("output_pipe_closed", f"{where}: its reader has stopped; the rest was not written")
        case FileNotFoundError() | NotADirectoryError():
            parent = "" if path is None else path.parent
            return OutputError("output_folder_missing", f"{where} cannot be written: make the folder {parent} first")
        case PermissionError():
            remedy = "permission denied; choose another place with -o"
            return OutputError("output_not_permitted", f"{where} cannot be written: {remedy}")
        case OSError():
            remedy = "free some space or choose another place with -o"
            return OutputError("output_failed", f"{where} cannot be written: {error.strerror or error}; {remedy}")
        case _:
            return OutputError("output_failed", f"{where} cannot be written: {error}")
