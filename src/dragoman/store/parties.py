"""A party as a person writes it -> the codes, sectors and stored names that it stands for."""

from __future__ import annotations

import csv
import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import dragoman
from dragoman.errors import OptionError
from dragoman.ontology import load

if TYPE_CHECKING:
    import duckdb

# The resolver's table of countries, read here as data: a question must know the names that the coding knew.
COUNTRIES = Path(dragoman.__file__).parent / "resolve" / "actors_data" / "countries.tsv"
CODED = re.compile(r"(?P<code>[A-Z]{3})?(?::(?P<sector>[A-Z]{3}))?\Z")
NAMES = "SELECT name FROM names ORDER BY name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is meant: by code, by code and sector, or by any of the stored names."""

    words: str
    code: str | None = None
    sector: str | None = None
    names: tuple[str, ...] = ()


@cache
def countries() -> dict[str, str]:
    """Lower-case name -> code of every country."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found: dict[str, str] = {}
    for row in rows:
        for name in (row["name"], *row["names"].split("|")):
            if name:
                found.setdefault(name.lower(), row["code"])
    return found


@cache
def codes() -> frozenset[str]:
    return frozenset(countries().values()) | frozenset(load().international)


def asked(connection: duckdb.DuckDBPyConnection, words: str) -> Asked:
    """Raises OptionError for a code or sector that is none, and for a name that the store does not hold."""
    words = words.strip()
    coded = CODED.match(words)
    if coded and words:
        return _coded(words, coded["code"], coded["sector"])
    country = countries().get(words.lower())
    return Asked(words=words, code=country) if country else Asked(words=words, names=_names(connection, words))


def _coded(words: str, code: str | None, sector: str | None) -> Asked:
    if code and code not in codes():
        near = difflib.get_close_matches(code, sorted(codes()), 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise OptionError("filter_party", f"{code} is no country code (ISO 3166 alpha-3, KOS) and no international "
                          f"kind ({', '.join(load().international)}){hint}")  # fmt: skip
    if sector and sector not in load().sectors:
        raise OptionError("filter_party", f"{sector} is no sector; expected one of {', '.join(load().sectors)}")
    return Asked(words=words, code=code, sector=sector)


def _names(connection: duckdb.DuckDBPyConnection, words: str) -> tuple[str, ...]:
    """Stored names that are those words, whatever their case; else those in which they stand as whole words."""
    names = [name for (name,) in connection.execute(NAMES).fetchall()]
    same = tuple(name for name in names if name.lower() == words.lower())
    inside = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    found = same or (tuple(name for name in names if inside.search(name)) if words else ())
    if not found:
        near = difflib.get_close_matches(words, names[:20000], 3)
        hint = f"; near it: {', '.join(near)}" if near else "; give a code such as RUS, or a name as the store has it"
        raise OptionError("filter_party", f"nobody in this store is called {words!r}{hint}")
    return found
