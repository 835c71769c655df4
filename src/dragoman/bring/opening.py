"""Files as they are published (plain, .gz, .zip) -> lines of text with their numbers."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

GZIP_MAGIC, ZIP_MAGIC = b"\x1f\x8b", b"PK\x03\x04"
OTHERS = {b"PAR1": "a Parquet table", b"SQLite format 3": "an SQLite database", b"%PDF-": "a PDF",
          b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive", b"\xff\xfe": "UTF-16 text",
          b"\xfe\xff": "UTF-16 text"}  # fmt: skip
BROKEN = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile)
BLOCK = 1 << 22  # bytes of lines held at once


class Line(NamedTuple):
    """A line that is not blank, without its end; `number` counts from 1."""

    number: int
    text: str


class Unreadable(Exception):
    """What cannot be read; carried inside the room only and handed out as a Failure."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def opened(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Name and bytes of the file, or of each file in a zip archive. Raises OSError or Unreadable."""
    with path.open("rb") as raw:
        magic = raw.peek(16)
        for begin, what in OTHERS.items():
            if magic.startswith(begin):
                raise Unreadable(
                    "binary", f"{path}: is {what}; give the data set's own text file, or that in .gz or .zip"
                )
        if magic.startswith(ZIP_MAGIC):
            yield from _members(path, raw)
        elif magic.startswith(GZIP_MAGIC):
            yield str(path), io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=raw)))
        elif path.suffix.lower() in (".gz", ".zip"):
            raise Unreadable("binary", f"{path}: is not what its ending says; pack it again or drop the ending")
        else:
            yield str(path), raw


def _members(path: Path, raw: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    with zipfile.ZipFile(raw) as archive:
        names = sorted(info.filename for info in archive.infolist() if not info.is_dir())
        if not names:
            raise Unreadable("empty", f"{path}: the archive holds no file; fetch it again")
        for name in names:
            try:
                with archive.open(name) as member:
                    yield f"{path}/{name}", cast(BinaryIO, member)
            except RuntimeError as error:  # a password
                raise Unreadable("binary", f"{path}/{name}: cannot be unpacked ({error}); unpack it first") from error


def lines(stream: BinaryIO, name: str) -> Iterator[Line]:
    """Raises Unreadable where packed data is damaged, or a line holds what no text does."""
    number = 0
    while True:
        try:
            block = stream.readlines(BLOCK)
        except BROKEN as error:
            raise Unreadable("damaged", f"{name}: the packed data is damaged after line {number} ({error}); fetch the "
                             "file again") from error  # fmt: skip
        if not block:
            return
        for raw in block:
            number += 1
            text = _decoded(raw).strip("\r\n")
            if number == 1:
                text = text.removeprefix("\ufeff")
            if "\0" in text:
                raise Unreadable("binary", f"{name} line {number}: holds NUL bytes; give a text file")
            if text.strip():
                yield Line(number, text)


def _decoded(raw: bytes) -> str:
    """UTF-8; a line that is not, as Windows-1252, which is what readers and writers of ISO-8859-1 leave."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
