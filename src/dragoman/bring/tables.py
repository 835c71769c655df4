"""Tab- or comma-separated lines -> the cells of the columns that are wanted, always in one order."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeVar

from dragoman.records import Failure

from .opening import Line, Unreadable

EMPTY = frozenset(("NULL", "null", "None", "nan", "NaN", "\\N"))  # how tools write that there is nothing
T = TypeVar("T")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


class Row(NamedTuple):
    """The wanted cells of one line, "" for what is empty or not there."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What is wanted of a format. Names are compared without case, blanks and marks.

    `layouts`: the columns, in order, of files that have no header line, widest first. `aliases`: names in the wild.
    """

    wanted: tuple[str, ...]
    needed: tuple[str, ...]
    layouts: tuple[tuple[str, ...], ...]
    aliases: Mapping[str, str]


def plain(name: str) -> str:
    """A column's name as it is compared."""
    return _NOT_NAME.sub("", name.lower())


def header(text: str) -> tuple[str, ...]:
    """The first line's cells as compared names."""
    return tuple(plain(cell) for cell in _split(text, _mark(text)))


def rows(lines: Iterable[Line], columns: Columns, name: str) -> Iterator[Row | Failure]:
    """Raises Unreadable where the first line shows that the file holds something else."""
    source = iter(lines)
    first = next(source, None)
    if first is None:
        return
    mark = _mark(first.text)
    cells = _split(first.text, mark)
    names = [columns.aliases.get(plain(cell), plain(cell)) for cell in cells]
    has_header = plain(columns.needed[0]) in names
    if not has_header:
        names = [plain(n) for n in _layout(cells, columns, name)]
        source = chain((first,), source)
    at = {own: position for position, own in reversed(list(enumerate(names)))}
    missing = [n for n in columns.needed if plain(n) not in at]
    if missing:
        raise Unreadable("columns", f"{name}: the header line lacks {', '.join(missing)}; give the file as published")
    width = len(cells)
    chosen = itemgetter(*(at.get(plain(n), width) for n in columns.wanted))
    for number, text in source:
        found = _split(text, mark)
        if len(found) != width and (len(found) < width or any(cell.strip() for cell in found[width:])):
            yield _wrong_width(name, number, width, len(found))
            continue
        found[width:] = [""]
        cells = [cell.strip() for cell in chosen(found)]
        yield Row(number, tuple("" if cell in EMPTY else cell for cell in cells))


def read_rows(
    lines: Iterable[Line],
    columns: Columns,
    name: str,
    event: Callable[[tuple[str, ...], int], T],
    failure: Callable[[str, tuple[str, ...], ValueError], Failure],
) -> Iterator[T | Failure]:
    """What `event` makes of the cells and number of each line; where it raises ValueError, what `failure` says."""
    for row in rows(lines, columns, name):
        if isinstance(row, Failure):
            yield row
            continue
        try:
            yield event(row.cells, row.number)
        except ValueError as error:
            yield failure(f"{name} line {row.number}", row.cells, error)


def _layout(cells: Sequence[str], columns: Columns, name: str) -> tuple[str, ...]:
    for layout in columns.layouts:
        if len(cells) >= len(layout):
            return layout
    widths = " or ".join(str(len(layout)) for layout in columns.layouts)
    raise Unreadable("columns", f"{name}: expected {widths} columns, or a header line, found {len(cells)}; name "
                     "the format with --format, or give the file as published")  # fmt: skip


def _wrong_width(name: str, number: int, expected: int, found: int) -> Failure:
    why = "it is cut, or a line break stands in a cell" if found < expected else "a mark stands in a cell"
    place = f"{name} line {number}"
    return Failure(article=place, room="bring", code="columns",
                   message=f"{place}: expected {expected} columns, found {found} ({why}); mend or remove the "
                   "line")  # fmt: skip


def _mark(text: str) -> str:
    """Tab, else comma: what files with a header line are exported with."""
    return "\t" if "\t" in text else ","


def _split(text: str, mark: str) -> list[str]:
    """Quotation marks around a whole cell go; one that stands alone in a name quotes nothing. Each line is read by
    itself, so that a quotation that never ends costs no other."""
    if mark != "\t":
        try:
            return next(csv.reader([text.replace("\r", " ")]))
        except csv.Error:
            return [text]
    cells = text.split(mark)
    return [_unquoted(cell) for cell in cells] if '"' in text else cells


def _unquoted(cell: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell
