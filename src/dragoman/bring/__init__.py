"""The bring room: other people's event data -> Imported. One file per format and the FORMATS table.

A bad row becomes a Failure that names file, line and remedy; a sound row that is no PLOVER event a LeftOut; the others
go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

from dragoman.records import Failure, Imported

from .cameo import LeftOut
from .gdelt import read_gdelt
from .icews import read_icews
from .kinds import told_from
from .opening import BROKEN, Line, Unreadable, lines, opened
from .plover import read_plover

__all__ = ["FORMATS", "Brought", "LeftOut", "bring"]

Brought = Imported | Failure | LeftOut


class Reads(Protocol):
    def __call__(self, lines: Iterable[Line], name: str, *, appeals: bool) -> Iterator[Brought]: ...


FORMATS: Mapping[str, Reads] = {"plover": read_plover, "gdelt": read_gdelt, "icews": read_icews}


def bring(paths: Sequence[str | Path], *, format: str | None = None, appeals: bool = False) -> Iterator[Brought]:
    """Every event of the files in order, lazily. Nothing raises for bad input: it is a Failure.

    `format` is one of FORMATS, None to tell it from each file's beginning; `appeals`: CAMEO 02 as REQUEST.
    """
    for path in map(Path, paths):
        yield from _guarded(path, lambda path=path: _file(path, format, appeals))  # type: ignore[misc]


def _guarded(path: Path, read: Callable[[], Iterator[Brought]]) -> Iterator[Brought]:
    try:
        yield from read()
    except Unreadable as error:
        yield _failure(path, error.code, str(error))
    except FileNotFoundError:
        yield _failure(path, "missing", f"{path}: no such file; check the path")
    except BROKEN as error:
        yield _failure(path, "damaged", f"{path}: the packed data is damaged ({error}); fetch the file again")
    except (OSError, ValueError) as error:
        yield _failure(path, "unreadable", f"{path}: cannot be read ({error}); check the path and its permissions")


def _failure(path: Path, code: str, message: str) -> Failure:
    return Failure(article=str(path), room="bring", code=code, message=message)


def _file(path: Path, format: str | None, appeals: bool) -> Iterator[Brought]:
    if path.is_dir():
        raise Unreadable("folder", f"{path}: is a folder; name its files")
    for name, stream in opened(path):
        yield from _stream(stream, name, format, appeals)


def _stream(stream: BinaryIO, name: str, format: str | None, appeals: bool) -> Iterator[Brought]:
    source = lines(stream, name)
    first = next(source, None)
    if first is None:
        raise Unreadable("empty", f"{name}: empty, no event to import; give events or leave it out")
    read = FORMATS[format or told_from(first.text, name)]
    yield from read(chain((first,), source), name, appeals=appeals)
