"""Days and numbers as data sets write them."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache

ACCEPTED = "YYYYMMDD, YYYY-MM-DD or M/D/YYYY"
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?(?:\.0)?\Z")
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?\Z")
_US = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?: .*)?\Z")


@lru_cache(maxsize=100_000)
def day(text: str) -> dt.date | None:
    """The day, or None for "". A time of day is left out. Raises ValueError for what is no day."""
    if not text:
        return None
    if found := _COMPACT.match(text) or _ISO.match(text):
        year, month, number = found.groups()
    elif found := _US.match(text):
        month, number, year = found.groups()
    else:
        raise ValueError(text)
    return dt.date(int(year), int(month), int(number))


def number(text: str) -> float | None:
    """A finite number, else None: a score that cannot be read is a score that is not given."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def count(text: str) -> int | None:
    """A whole number that fits the store's columns (32 bits), else None; tools that hold columns as floats write
    "10.0"."""
    value = number(text)
    return int(value) if value is not None and value.is_integer() and abs(value) < 2**31 else None


@lru_cache(maxsize=100_000)
def degrees(latitude: str, longitude: str) -> tuple[float, float] | tuple[None, None]:
    """Both coordinates, or neither."""
    north, east = number(latitude), number(longitude)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None, None
    return north, east
