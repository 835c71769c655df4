"""Country, sector and group codes of the vocabularies of other formats, read from the tables beside this module.

`countries.tsv`: ISO 3166 alpha-3 (and KOS, as PLOVER writes Kosovo), CAMEO country, FIPS 10-4, Correlates of War
number and abbreviation, English name, name in ICEWS. CAMEO keeps old ISO codes for Romania (ROM), East Timor (TMP),
the Isle of Man (IMY), Montenegro (MTN) and what were the Netherlands Antilles (ANT); it has no code for Kosovo nor for
a few islands, which keep their ISO code. COW columns are empty for what is no state in its list.
`sectors.tsv`: PLOVER sectors and international kinds in CAMEO's and ICEWS's words; empty where there is none.
`groups.tsv`: canonical names of organisations with a CAMEO group code, and the region that stands in CAMEO's code.
`us_states.tsv`: names and postal abbreviations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.errors import AssetError
from dragoman.records import Party, Place

INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
# Between the Gaza Strip (34.22 to 34.57 degrees east) and the West Bank (from 34.88); FIPS has no code for both
_GAZA_EAST_OF = 34.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One line of countries.tsv; empty strings where a system has no code."""

    iso: str
    cameo: str
    fips: str
    cow: str
    cow_name: str
    name: str
    icews: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A PLOVER sector in other vocabularies."""

    cameo: str
    icews: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The tables, by their first column (groups: folded to lower case)."""

    countries: dict[str, Country]
    sectors: dict[str, Words]
    groups: dict[str, tuple[str, str]]
    states: dict[str, str]

    def country(self, code: str | None) -> Country | None:
        return self.countries.get(code) if code else None

    def fips(self, place: Place) -> str:
        """FIPS 10-4 of the place's country; Gaza (GZ) and the West Bank (WE) are told apart by longitude."""
        country = self.country(place.country)
        if country is None:
            return ""
        if country.iso == "PSE" and place.longitude is not None and place.longitude < _GAZA_EAST_OF:
            return "GZ"
        return country.fips

    def group(self, party: Party) -> tuple[str, str]:
        """CAMEO's group code and region of a named organisation, else empty. UNO and EUR have one whatever the name."""
        found = self.groups.get((party.name or "").casefold())
        if found is None and party.code in ("UNO", "EUR"):
            found = ("UNO", "") if party.code == "UNO" else ("EEC", "EUR")
        return found or ("", "")

    def roles(self, party: Party) -> tuple[str, ...]:
        """CAMEO role codes: the international kind, then the sectors, each once."""
        kinds = (party.code, party.sector, *party.other_sectors)
        known = (self.sectors[kind].cameo for kind in kinds if kind in self.sectors)
        return tuple(dict.fromkeys(filter(None, known)))

    def icews_sectors(self, party: Party) -> tuple[str, ...]:
        kinds = (party.code, party.sector, *party.other_sectors)
        known = (word for kind in kinds if kind in self.sectors for word in self.sectors[kind].icews)
        return tuple(dict.fromkeys(known))


@cache
def load() -> Codes:
    """The tables, read once a process. AssetError when one is missing or damaged."""
    try:
        return Codes(
            countries={row[0]: _country(row) for row in _rows("countries.tsv", 7)},
            sectors={row[0]: _words(row) for row in _rows("sectors.tsv", 3)},
            groups={row[0].casefold(): (row[1], row[2]) for row in _rows("groups.tsv", 3)},
            states={row[0]: row[1] for row in _rows("us_states.tsv", 2)},
        )
    except (OSError, ValueError) as error:
        raise AssetError("codes_damaged", f"a code table cannot be read: {error}; install dragoman again") from error


def _country(row: list[str]) -> Country:
    iso, cameo, fips, cow, cow_name, name, icews = row
    return Country(iso=iso, cameo=cameo, fips=fips, cow=cow, cow_name=cow_name, name=name, icews=icews)


def _words(row: list[str]) -> Words:
    return Words(cameo=row[1], icews=tuple(filter(None, row[2].split(","))))


def _rows(name: str, width: int) -> list[list[str]]:
    lines = files("dragoman.write.codes").joinpath(name).read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    wrong = [row for row in rows if len(row) != width]
    if wrong:
        raise ValueError(f"{name}: expected {width} columns, was: {wrong[0]}")
    return rows
