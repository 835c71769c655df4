"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.records import Article, Failure

from .bad import Unreadable, failure
from .record import checked_text
from .source import Source, clean, decode, read_all


def read_text(stream: BinaryIO, source: Source) -> Iterator[Article | Failure]:
    """Yield the file's one Article, or the Failure that says why there is none."""
    try:
        yield text_article(read_all(stream, source.name), source)
    except Unreadable as error:
        yield failure(source.stem, error.code, str(error))


def text_article(data: bytes, source: Source) -> Article:
    """Build the Article of a text file's bytes. Raises Unreadable."""
    text, encoding = decode(data, source.name)
    origin = source.name if encoding == "utf-8" else f"{source.name} (read as {encoding})"
    return Article(id=source.stem, text=checked_text(clean(text), source.name), origin=origin)
