"""The front of the read room: paths in, Articles and Failures out, lazily."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from dragoman.records import Article, Failure

from .bad import Unreadable, failure
from .jsonfile import read_json
from .jsonlines import read_json_lines
from .sniff import read_sniffed
from .source import STDIN, Source, open_source
from .text import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One input format: the suffixes it owns (before any .gz) and the function that reads it."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, Source], Iterator[Article | Failure]]


READERS: tuple[Reader, ...] = (
    Reader(name="text", suffixes=(".txt", ".text", ".md"), read=read_text),
    Reader(name="JSON lines", suffixes=(".jsonl", ".ndjson"), read=read_json_lines),
    Reader(name="JSON", suffixes=(".json",), read=read_json),
    Reader(name="told by its beginning", suffixes=(), read=read_sniffed),  # standard input and unknown suffixes
)
_SNIFFER = READERS[-1]
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}


def read_inputs(
    paths: Sequence[str | Path], *, published: dt.date | None = None, publisher: str | None = None
) -> Iterator[Article | Failure]:
    """Yield every article of `paths` in order: files, folders (recursive, sorted) and "-" for standard input.

    `published` and `publisher` stand in where an article does not give its own. Nothing raises for bad input:
    it is a Failure, and so is the second article of an id already read.
    """
    seen: dict[str, str] = {}
    for path in paths:
        for record in _read_path(path):
            if isinstance(record, Article):
                record = _first_of_its_id(_filled(record, published, publisher), seen)
            yield record


def _filled(article: Article, published: dt.date | None, publisher: str | None) -> Article:
    if (published is None or article.published) and (publisher is None or article.publisher):
        return article
    return replace(article, published=article.published or published, publisher=article.publisher or publisher)


def _first_of_its_id(article: Article, seen: dict[str, str]) -> Article | Failure:
    place = article.origin or article.id
    if article.id not in seen:
        seen[article.id] = place
        return article
    message = f"{place}: the id {article.id!r} was already read from {seen[article.id]}; give one of them another id"
    return failure(article.id, "duplicate_id", message)


def _read_path(path: str | Path) -> Iterator[Article | Failure]:
    if str(path) == "-":
        yield from _read_source(Source(path=None, name=STDIN, stem="stdin"), _SNIFFER)
        return
    path = Path(path)
    try:
        if path.is_dir():
            yield from _read_folder(path)
        else:
            yield from _read_file(path, _stem(path))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield failure(str(path), "unreadable", f"{path}: cannot be read ({error}); check the path")


def _read_folder(folder: Path) -> Iterator[Article | Failure]:
    """Every file below `folder`; ids are paths below it, so that two sub-folders may hold the same file name."""
    n_files = 0
    for file in _files(folder, frozenset()):
        n_files += 1
        if isinstance(file, Failure):
            yield file
        elif not file.is_file():
            yield _not_a_file(file)
        else:
            yield from _read_file(file, (file.parent.relative_to(folder) / _stem(file)).as_posix())
    if not n_files:
        yield failure(
            str(folder), "empty", f"{folder}: an empty folder (hidden files are not read); put articles there"
        )


def _files(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path | Failure]:
    """Files in sorted order, depth first. `above` holds the folders we are in, against links in a circle."""
    try:
        status = folder.stat()
        names = sorted(entry for entry in os.listdir(folder) if not entry.startswith("."))
    except OSError as error:
        yield failure(
            str(folder), "unreadable", f"{folder}: cannot be listed ({error.strerror}); check its permissions"
        )
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for name in names:
        path = folder / name
        if path.is_dir():
            yield from _files(path, above | {here})
        else:
            yield path


def _not_a_file(path: Path) -> Failure:
    what = "a link that leads nowhere" if path.is_symlink() else "not a regular file"
    return failure(str(path), "unreadable", f"{path}: is {what}; remove it or mend it")


def _read_file(path: Path, article_id: str) -> Iterator[Article | Failure]:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    reader = _BY_SUFFIX.get(suffixes[-1], _SNIFFER) if suffixes else _SNIFFER
    yield from _read_source(Source(path=path, name=str(path), stem=article_id), reader)


def _read_source(source: Source, reader: Reader) -> Iterator[Article | Failure]:
    try:
        stream = open_source(source)
    except FileNotFoundError:
        yield failure(source.stem, "missing", f"{source.name}: no such file; check the path")
        return
    except Unreadable as error:
        yield failure(source.stem, error.code, str(error))
        return
    except OSError as error:
        yield failure(
            source.stem, "unreadable", f"{source.name}: cannot be read ({error.strerror}); check its permissions"
        )
        return
    try:
        yield from reader.read(stream, source)
    except OSError as error:
        yield failure(source.stem, "unreadable", f"{source.name}: reading broke off ({error}); check the disk")
    finally:
        if source.path is not None:
            stream.close()


def _stem(path: Path) -> str:
    """The file's name without .gz and without its suffix, when the suffix is letters (not "report 2.5")."""
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    base = Path(name)
    return base.stem if base.suffix[1:].isalpha() or base.suffix.lower() in _BY_SUFFIX else name
