"""Codes of CAMEO, FIPS 10-4 and ICEWS -> ISO 3166, PLOVER types and sectors.

The tables are those that the exports are written with (write/codes) and the resolver's (resolve/actors_data), read here
as data, so that what was written comes back; `cameo_roles.tsv` and `icews_sectors.tsv` add what only comes in.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import dragoman
from dragoman.errors import AssetError
from dragoman.ontology import load as ontology

PACKAGE = Path(dragoman.__file__).parent
CODES = PACKAGE / "write" / "codes"
ACTORS = PACKAGE / "resolve" / "actors_data"
HERE = Path(__file__).parent
INTERNATIONAL = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
KOSOVO = {"XKX": "KOS", "XKV": "KOS"}  # how GeoNames and others write it


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A CAMEO role or ICEWS sector. `domestic`: PLOVER sector of a country's own; `kind`: PLOVER code of one without a
    country; `general`: says less than any other word beside it."""

    domestic: str | None
    kind: str | None
    general: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Look-ups by the other data set's code; names are folded to lower case."""

    iso: frozenset[str]
    cameo_countries: Mapping[str, str | None]  # None: one code of several countries
    fips: Mapping[str, str]
    country_names: Mapping[str, str]
    bodies: Mapping[str, str]  # name of an international body -> IGO, UNO, EUR, NGO ...
    groups: Mapping[str, str]  # CAMEO known group -> the same
    roles: Mapping[str, Role]
    icews_sectors: Mapping[str, Role]

    def country(self, code: str) -> str | None:
        """ISO alpha-3 of a CAMEO or ISO country code; None for a region, or what is none."""
        if code in self.cameo_countries:
            return self.cameo_countries[code]
        code = KOSOVO.get(code, code)
        return code if code in self.iso else None

    def place_country(self, code: str) -> str | None:
        """ISO alpha-3 of a place's FIPS 10-4 code. Two letters are never read as ISO: CH is China here."""
        return self.fips.get(code) if len(code) == 2 else self.country(code)

    def named(self, name: str) -> str | None:
        return self.country_names.get(name.lower())


@cache
def load() -> Vocabulary:
    """Read once a process. AssetError when a table is missing or damaged."""
    try:
        return _load()
    except (OSError, KeyError, ValueError) as error:
        raise AssetError("codes_damaged", f"a code table cannot be read: {error!r}; install dragoman again") from error


def _load() -> Vocabulary:
    countries = _rows(CODES / "countries.tsv")
    cameo: dict[str, str | None] = {}
    for row in countries:
        cameo[row["cameo"]] = None if row["cameo"] in cameo else row["iso"]
    bodies = {alias.lower(): row["code"] for row in _rows(ACTORS / "bodies.tsv") if row["code"] in INTERNATIONAL
              for alias in (row["name"], *row["aliases"].split("|")) if alias}  # fmt: skip
    groups: dict[str, str] = {}
    for row in _rows(CODES / "groups.tsv"):
        if row["name"].lower() in bodies:
            groups.setdefault(row["group"], bodies[row["name"].lower()])
    return Vocabulary(
        iso=frozenset(row["iso"] for row in countries),
        cameo_countries=cameo,
        fips={**{row["fips"]: row["iso"] for row in countries if row["fips"]}, "GZ": "PSE"},
        country_names=_country_names(countries),
        bodies=bodies,
        groups=groups,
        roles=_roles(_rows(HERE / "cameo_roles.tsv")),
        icews_sectors={name.lower(): role for name, role in _roles(_rows(HERE / "icews_sectors.tsv")).items()},
    )


def _country_names(countries: Iterable[Mapping[str, str]]) -> dict[str, str]:
    found = {row[column].lower(): row["iso"] for column in ("icews", "name") for row in countries}
    for row in _rows(ACTORS / "countries.tsv"):
        for name in (row["name"], *row["names"].split("|")):
            if name:
                found.setdefault(name.lower(), row["code"])
    return found


def _roles(rows: Iterable[Mapping[str, str]]) -> dict[str, Role]:
    return {
        row["word"]: Role(domestic=row["domestic"] or None, kind=row["kind"] or None, general=row["general"] == "yes")
        for row in rows
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def sectors_and_kind(roles: Iterable[Role], *, country: bool) -> tuple[tuple[str, ...], str | None]:
    """PLOVER sectors in the order given, each once, and the international kind of who has no country."""
    roles = list(roles)
    kind = None if country else next((role.kind for role in roles if role.kind), None)
    told = [role for role in roles if not (kind and role.kind)]  # with a kind, its own word says no sector
    exact = [role for role in told if not role.general] or told
    return tuple(dict.fromkeys(role.domestic for role in exact if role.domestic)), kind


def known_mode(type: str, mode: str | None) -> str | None:
    return mode if mode and (type, mode) in ontology().scores else None
