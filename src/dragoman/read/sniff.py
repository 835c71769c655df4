"""Standard input and files of unknown suffix: JSON lines, JSON or text, told by how they begin."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from dragoman.records import Article, Failure

from .bad import Unreadable, failure
from .jsonfile import is_json_lines, read_json
from .jsonlines import UTF16_MARKS, line_record
from .source import GZIP_ERRORS, Source, damaged_gzip, decode, read_all
from .text import text_article


def read_sniffed(stream: BinaryIO, source: Source) -> Iterator[Article | Failure]:
    """Yield what the input holds. JSON lines stream, so a pipe gives its first article before it ends."""
    try:
        head = _first_line(stream)
        if _whole_object(head):
            yield from _stream_lines(head, stream, source)
            return
        data = head + read_all(stream, source.name)
        if data.startswith(UTF16_MARKS):
            data = decode(data, source.name)[0].encode("utf-8", "surrogatepass")
        if _is_json(data, source.name):
            yield from read_json(io.BytesIO(data), source)
        else:
            yield text_article(data, source)
    except Unreadable as error:
        yield failure(source.stem, error.code, str(error))
    except GZIP_ERRORS as error:
        yield failure(source.stem, "gzip", str(damaged_gzip(source.name, error)))


def _first_line(stream: BinaryIO) -> bytes:
    """The first line that is not blank, with the blank ones before it."""
    head = b""
    for line in stream:
        head += line
        if line.strip():
            break
    return head


def _whole_object(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _stream_lines(head: bytes, stream: BinaryIO, source: Source) -> Iterator[Article | Failure]:
    for line_number, line in enumerate(chain(io.BytesIO(head), stream), start=1):
        if line.strip():
            yield line_record(line, source, line_number)


def _is_json(data: bytes, name: str) -> bool:
    """True for a JSON object, an array of objects, or lines most of which open and close as objects."""
    stripped = data.strip().removeprefix(b"\xef\xbb\xbf")
    if not stripped.startswith((b"{", b"[")):
        return False
    if is_json_lines(stripped, name) or (stripped.startswith(b'{"') and stripped.endswith(b"}")):
        return True
    try:
        return isinstance(json.loads(stripped), dict | list)
    except (ValueError, RecursionError):
        return False
