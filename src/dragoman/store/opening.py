"""Opening the file: new files made whole or not at all, locks waited for, everything that can be wrong told.

DuckDB lets one process write, or several read. Its lock is an fcntl lock, which the kernel drops as soon as the process
closes any descriptor of that file: nothing here ever opens a store's file except DuckDB itself, and copies are made by
a child process.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError, InputError, OutputError

from .asking import FEW

if TYPE_CHECKING:
    import duckdb

SNAPSHOT_SUFFIX = ".snapshot"
WAIT_S = 3.0  # a command that only corrects or asks holds the lock for less than this
RETRY_S = 0.05
COPY = (  # argv: from, to; the target appears whole
    "import os,shutil,sys\npart=sys.argv[2]+'.part'\nshutil.copyfile(sys.argv[1],part)\nos.replace(part,sys.argv[2])\n"
)
_PID = re.compile(r"\(PID (\d+)\)")


def snapshot_path(path: Path) -> Path:
    """Where readers find the last snapshot while `path` is being written."""
    return path.with_name(path.name + SNAPSHOT_SUFFIX)


def part_path(target: Path) -> Path:
    """A snapshot while it is being copied."""
    return target.with_name(target.name + ".part")


def connect(path: Path, *, read_only: bool, wait_s: float = WAIT_S) -> duckdb.DuckDBPyConnection:
    """Opens an existing file, waiting up to `wait_s` seconds for another process to let go of it.

    Raises InputError for what is no store, OutputError where it cannot be opened or stays locked.
    """
    import duckdb

    until = time.monotonic() + wait_s
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=read_only)
        except duckdb.Error as error:
            told = explained(error, path)
            if told.code != "store_locked" or time.monotonic() > until:
                raise told from error
            time.sleep(RETRY_S)
        else:
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(f"SET late_materialization_max_rows = {FEW}")  # other columns are read of the rows shown
            return connection


def create(path: Path, fill: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
    """Makes a new file that appears with its tables or not at all; an empty file in its place is taken over."""
    import duckdb

    if log_path(path).exists():
        raise _log_left(path)
    _sweep(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        connection = duckdb.connect(str(part))
        try:
            fill(connection)
        finally:
            connection.close()
        if path.exists() and path.stat().st_size == 0:
            path.unlink()
        with contextlib.suppress(FileExistsError):  # somebody else made it meanwhile: theirs is as good
            os.link(part, path)
    except duckdb.Error as error:
        raise explained(error, path) from error
    except OSError as error:
        raise OutputError("store_not_permitted", f"{path}: cannot be made ({error.strerror}); choose a folder that "
                          "can be written") from error  # fmt: skip
    finally:
        part.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Removes what a killed process left while it made this file."""
    for left in path.parent.glob(f".{path.name}.*.new*"):
        pid = left.name[len(path.name) + 2 :].split(".", 1)[0]
        if pid.isdigit() and not _alive(int(pid)):
            left.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def check_place(path: Path) -> None:
    """Raises OutputError for a folder, or a file in a folder that is not there."""
    if path.is_dir():
        raise OutputError("store_is_folder", f"{path} is a folder; name a file, such as {path / 'situation.duckdb'}")
    if not path.parent.is_dir():
        raise OutputError("store_folder_missing", f"{path}: there is no folder {path.parent}; make it first")


def copy_file(source: Path, target: Path) -> None:
    """Copies in a child process: closing the file here would drop our lock. Raises OutputError."""
    done = subprocess.run([sys.executable, "-I", "-S", "-c", COPY, str(source), str(target)], capture_output=True)
    if done.returncode:
        part_path(target).unlink(missing_ok=True)
        reason = done.stderr.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1]
        raise OutputError("store_snapshot", f"{target}: the snapshot for readers cannot be written ({reason})")


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turns what DuckDB raises into our errors."""
    import duckdb

    try:
        yield
    except duckdb.InterruptException as error:  # Ctrl-C while DuckDB worked
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        raise explained(error, path) from error


def explained(error: Exception, path: Path) -> DragomanError:
    """What DuckDB says, in words that tell what to do."""
    text = str(error)
    match text:
        case _ if "Could not set lock" in text or "different configuration" in text:
            pid = _PID.search(text)
            holder = f"process {pid[1]}" if pid else "another process, or another part of this one"
            return OutputError("store_locked", f"{path}: {holder} has it open; wait until that ends, or end it")
        case _ if "not a valid DuckDB database" in text:
            return InputError("store_not_duckdb", f"{path}: is no DuckDB database; name another file, or move this "
                              "one away and ingest again")  # fmt: skip
        case _ if "WAL does not match" in text:
            return _log_left(path)
        case _ if "database does not exist" in text:
            return missing(path)
        case _ if "version number" in text and "read" in text:
            return InputError("store_newer", f"{path}: was written by a newer DuckDB; upgrade with `pip install "
                              "--upgrade duckdb`")  # fmt: skip
        case _ if "Permission denied" in text or "Read-only file system" in text or "read-only mode" in text:
            return OutputError("store_not_permitted", f"{path}: may not be written here; choose another place or "
                               "change its permissions")  # fmt: skip
        case _ if "No space left" in text or "File too large" in text or "Could not write" in text:
            return OutputError("store_disk_full", f"{path}: the disk is full; what was committed before is kept; free "
                               "some space and ingest again")  # fmt: skip
        case _ if type(error).__name__ in ("IOException", "PermissionException"):
            return OutputError("store_io", f"{path}: cannot be opened or written ({_first_line(text)}); check the disk "
                               "and the path")  # fmt: skip
        case _ if "Corrupt" in text or type(error).__name__ in (
            "FatalException",
            "InternalException",
            "SerializationException",
        ):
            return OutputError("store_damaged", f"{path}: is damaged ({_first_line(text)}); take a copy of it, then "
                               "ingest into a new file")  # fmt: skip
        case _:
            return InputError("store_query", f"{path}: {_first_line(text)}")


def log_path(path: Path) -> Path:
    """What DuckDB has committed but not yet moved into the file: part of the store while it is there."""
    return path.with_name(path.name + ".wal")


def _log_left(path: Path) -> OutputError:
    return OutputError("store_log_left", f"{log_path(path)} belongs to another store than {path}, one that was moved "
                       "or removed; move it back beside its store, or remove it")  # fmt: skip


def missing(path: Path) -> InputError:
    return InputError("store_missing", f"{path}: no such store; make one with `dragoman ingest INPUT... --db {path}`")


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0][:300]
