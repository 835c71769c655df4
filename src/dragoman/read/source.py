"""Bytes from a file or standard input, unpacked when gzipped, and decoded to text."""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from .bad import Unreadable

GZIP_MAGIC = b"\x1f\x8b"
GZIP_ERRORS = (EOFError, gzip.BadGzipFile, zlib.error)
STDIN = "standard input"

# First bytes of what people most often mistake for text, and the remedy.
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "extract its text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"\x89PNG", "a PNG image", "give text"),
    (b"\xff\xd8\xff", "a JPEG image", "give text"),
    (b"GIF8", "a GIF image", "give text"),
    (b"PAR1", "a Parquet table", "export it as JSON lines"),
    (b"BZh", "a bzip2 archive", "unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "an xz archive", "unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it, or pack it with gzip"),
    (b"SQLite format 3", "an SQLite database", "export it as JSON lines"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)

# Nearly any bytes decode as Windows-1252, so the result must also look like Western text. Letters outside ASCII are
# 9 % of a French news sentence, and 85 % of a Russian one in its own code page read this way.
MAX_NON_ASCII_SHARE = 0.2
_MOJIBAKE = re.compile("[ÃÂ][\x80-\xbf\u0152-\u2122]|â€")  # UTF-8 read as Windows-1252
_SIGN_IN_WORD = re.compile("[A-Za-z][\u00a1-\u00b3\u00b5-\u00b6\u00b8-\u00bf×÷][a-z]")  # Polish, Czech read as Western
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one input comes from. `path` is None for standard input; `name` is how messages call it."""

    path: Path | None
    name: str
    stem: str


def open_source(source: Source) -> BinaryIO:
    """Open for reading, unpacking gzip by its first bytes or its suffix. Raises OSError or Unreadable("gzip")."""
    raw = _raw(source)
    buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))
    packed = buffered.peek(2)[:2] == GZIP_MAGIC
    if not packed and source.path is not None and source.path.suffix.lower() == ".gz" and buffered.peek(1):
        buffered.close()
        raise Unreadable("gzip", f"{source.name}: named .gz but not gzip data; pack it again or drop the suffix")
    return _unpacked(buffered, source) if packed else buffered


def _unpacked(packed: io.BufferedReader, source: Source) -> BinaryIO:
    unpacked = gzip.GzipFile(fileobj=packed)
    if source.path is not None:
        unpacked.myfileobj = cast(io.FileIO, packed)  # closed together with the unpacked stream
    return io.BufferedReader(cast(io.RawIOBase, unpacked))


def _raw(source: Source) -> BinaryIO:
    return sys.stdin.buffer if source.path is None else source.path.open("rb")


def read_all(stream: BinaryIO, name: str) -> bytes:
    """Read everything. Raises Unreadable("gzip") when the packed data is damaged."""
    try:
        return stream.read()
    except GZIP_ERRORS as error:
        raise damaged_gzip(name, error) from error


def damaged_gzip(name: str, error: BaseException) -> Unreadable:
    return Unreadable("gzip", f"{name}: damaged gzip data ({error}); fetch or pack the file again")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode `data` and say which encoding it was in: "utf-8", "utf-16" or "windows-1252".

    Raises Unreadable with code "binary", "html" or "encoding".
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_utf16(data, name), "utf-16"
    _refuse_known_formats(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse_binary(data, name)
        return _decode_windows_1252(data, name, error), "windows-1252"
    _refuse_binary(data, name)
    return text, "utf-8"


def _decode_utf16(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        message = f"{name}: starts as UTF-16 but breaks at byte {error.start}; save the file as UTF-8"
        raise Unreadable("encoding", message) from error


def _refuse_known_formats(data: bytes, name: str) -> None:
    for magic, what, remedy in MAGIC:
        if data.startswith(magic):
            raise Unreadable("binary", f"{name}: is {what}, not text; {remedy}")
    if _HTML.match(data, 0, 1000):
        raise Unreadable("html", f"{name}: is a web page, not text; extract the article first and give its text")


def _refuse_binary(data: bytes, name: str) -> None:
    """Refuse what holds NUL bytes, or more control characters in the first 64 KiB than any text does."""
    head = data[:65536]
    n_control = len(_CONTROL.findall(head))
    if b"\x00" in data or n_control * 100 > len(head):
        remedy = "give plain text (if it is UTF-16 without a byte order mark, save it as UTF-8)"
        raise Unreadable("binary", f"{name}: is binary, not text; {remedy}")


def _decode_windows_1252(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    where = f"byte {error.start} is 0x{data[error.start]:02x}"
    message = f"{name}: not UTF-8 ({where}) nor any encoding that can be told for sure; save the file as UTF-8"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable("encoding", message) from error
    n_non_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if n_non_ascii > MAX_NON_ASCII_SHARE * len(text) or _MOJIBAKE.search(text) or _SIGN_IN_WORD.search(text):
        raise Unreadable("encoding", message)
    return text


def clean(text: str) -> str:
    """Remove a byte order mark, turn CRLF and CR into LF, and lone surrogates (no characters) into U+FFFD."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
