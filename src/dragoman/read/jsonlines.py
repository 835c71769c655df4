"""JSON lines: one article a line, streamed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from dragoman.records import Article, Failure

from .bad import Unreadable, failure, short
from .record import article_from_value, record_id
from .source import GZIP_ERRORS, Source, damaged_gzip, decode, read_all

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WHOLE_FILE_CODES = ("binary", "html")  # said once when the first line is such, not again for every line


def read_json_lines(stream: BinaryIO, source: Source) -> Iterator[Article | Failure]:
    """Yield an Article or a Failure for every line that is not blank; lines count from 1."""
    n_records = 0
    try:
        for line_number, line in enumerate(_lines(stream, source.name), start=1):
            if not line.strip():
                continue
            record = line_record(line, source, line_number)
            if isinstance(record, Failure) and not n_records and record.code in WHOLE_FILE_CODES:
                raise Unreadable(record.code, record.message)
            n_records += 1
            yield record
    except Unreadable as error:
        yield failure(source.stem, error.code, str(error))
        return
    except GZIP_ERRORS as error:
        yield failure(
            source.stem, "gzip", f"{damaged_gzip(source.name, error)}; {n_records} records before it were read"
        )
        return
    if not n_records:
        yield failure(
            source.stem, "empty", f"{source.name}: empty, no JSON line to read; give it records or leave it out"
        )


def line_record(line: bytes, source: Source, line_number: int) -> Article | Failure:
    """Read one line."""
    place, fallback_id = f"{source.name} line {line_number}", f"{source.stem}-{line_number}"
    return json_record(line, place, fallback_id)


def json_record(data: bytes, place: str, fallback_id: str) -> Article | Failure:
    """Read one JSON object given as bytes."""
    value: object = None
    try:
        value, encoding = load_json(data, place)
        origin = place if encoding != "windows-1252" else f"{place} (read as {encoding})"
        return article_from_value(value, place=place, fallback_id=fallback_id, origin=origin)
    except Unreadable as error:
        return failure(record_id(value, fallback_id), error.code, str(error))


def load_json(data: bytes, place: str) -> tuple[object, str]:
    """Parse JSON and say which encoding it was in. Raises Unreadable("json"), ("encoding") or ("binary")."""
    text, encoding = decode(data, place)
    try:
        return json.loads(text.rstrip()), encoding  # else a line cut short is told at line 2
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        message = f"{place}: malformed JSON at {where} ({error.msg}): {short(text.strip())}; correct it"
        raise Unreadable("json", message) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets nested thousands deep
        raise Unreadable("json", f"{place}: JSON that cannot be held ({error}); correct it") from error


def _lines(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Lines as bytes. UTF-16 is decoded as a whole first, since its line ends are no single bytes."""
    first = stream.readline()
    if not first.startswith(UTF16_MARKS):
        return chain((first,), stream)
    text, _ = decode(first + read_all(stream, name), name)
    return iter(io.BytesIO(text.encode("utf-8", "surrogatepass")))
