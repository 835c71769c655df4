"""A .json file: one article, or an array of them. It is read whole; JSON lines are what streams."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.records import Article, Failure

from .bad import Unreadable, failure
from .jsonlines import load_json, read_json_lines
from .record import article_from_value, record_id
from .source import Source, decode, read_all


def read_json(stream: BinaryIO, source: Source) -> Iterator[Article | Failure]:
    """Yield an Article or a Failure for the object, or for each element of the array (counted from 1)."""
    try:
        data = read_all(stream, source.name)
        if is_json_lines(data, source.name):
            yield from read_json_lines(io.BytesIO(data), source)
            return
        value, encoding = load_json(data, source.name) if data.strip() else ([], "utf-8")
    except Unreadable as error:
        yield failure(source.stem, error.code, str(error))
        return
    yield from _records(value, source, " (read as windows-1252)" if encoding == "windows-1252" else "")


def is_json_lines(data: bytes, name: str) -> bool:
    """True when the first line is a whole JSON object and more follows it: JSON lines under another name."""
    first, _, rest = data.lstrip().partition(b"\n")
    if not (first.startswith(b"{") and rest.strip()):
        return False
    try:
        return isinstance(json.loads(decode(first, name)[0]), dict)
    except (ValueError, RecursionError, Unreadable):
        return False


def _records(value: object, source: Source, note: str) -> Iterator[Article | Failure]:
    """`note` is added to the origin of each article."""
    if not isinstance(value, list):
        yield _record(value, source.name, source.stem, note)
    elif not value:
        yield failure(
            source.stem, "empty", f"{source.name}: empty, no article to read; give it records or leave it out"
        )
    else:
        for number, element in enumerate(value, start=1):
            yield _record(element, f"{source.name} element {number}", f"{source.stem}-{number}", note)


def _record(value: object, place: str, fallback_id: str, note: str) -> Article | Failure:
    try:
        return article_from_value(value, place=place, fallback_id=fallback_id, origin=place + note)
    except Unreadable as error:
        return failure(record_id(value, fallback_id), error.code, str(error))
