"""What the codes of two tellings say for or against their being one act: type, status, days, parties, place.

ECB+ has no such codes, so these weights are not fitted: they are set by judgement in log odds, stand in weights.toml,
and their effect is tested case by case (tests/test_incidents.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .similarity import Bag, Bools, Floats, Indexes, Interner, Ints, Telling, bag, cosine, filled

# Types that tellings of one act are coded as: a strike can be an ASSAULT or a MOBILIZE, never an AGREE
FAMILIES: Mapping[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "CONCEDE", "AID"), "together"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "against in words"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "against in deeds"),
    "RETREAT": "retreat",
}
RECIPROCAL = ("AGREE", "CONSULT", "COOPERATE")
STATUSES = ("actual", "future", "hypothetical", "negated", "historical")
WINDOW_DAYS = 5  # tellings that lie further apart in time are of different acts
WIDE_DAYS = 7  # a told range longer than that does not say when; the day of publication places the telling in time
REACH_DAYS = WIDE_DAYS + 1  # two told ranges of a week may begin so far apart and still meet but for a day
UNTOLD_DAYS = 2  # days between report and act, or between reports, that count as nothing
CODES = 6
NAMES = 12
NO_DAY = 0
EARTH_KM = 6371.0
NEAR_KM, FAR_KM = 40.0, 150.0


@dataclass(slots=True, kw_only=True)
class Facts:
    """The codes of tellings side by side; row = telling. -1 stands for none."""

    type: Ints
    family: Ints
    reciprocal: Bools
    status: Ints
    first: Ints  # proleptic ordinal of the day, NO_DAY for none
    last: Ints
    anchor: Ints
    told: Bools  # the words give the day
    actors: Bag
    recipients: Bag
    parties: Bag  # actors and recipients
    names: Bag
    country: Ints
    place: Ints
    degrees: NDArray[np.float64]  # (tellings, 2), nan for none


def facts(tellings: Sequence[Telling], intern: Interner) -> Facts:
    types = sorted(FAMILIES)
    families = sorted(set(FAMILIES.values()))
    return Facts(
        type=_numbers([types.index(t.type) if t.type else -1 for t in tellings]),
        family=_numbers([families.index(FAMILIES[t.type]) if t.type else -1 for t in tellings]),
        reciprocal=np.array([t.type in RECIPROCAL for t in tellings], np.bool_),
        status=_numbers([STATUSES.index(t.status) if t.status else -1 for t in tellings]),
        first=_numbers([_day(t.first) for t in tellings]),
        last=_numbers([_day(t.last or t.first) for t in tellings]),
        anchor=_numbers([anchor(t) for t in tellings]),
        told=np.array([t.day_is_told for t in tellings], np.bool_),
        actors=bag([dict.fromkeys(t.actors, 1.0) for t in tellings], CODES, intern),
        recipients=bag([dict.fromkeys(t.recipients, 1.0) for t in tellings], CODES, intern),
        parties=bag([dict.fromkeys(t.actors + t.recipients, 1.0) for t in tellings], 2 * CODES, intern),
        names=bag([_name_words(t.names) for t in tellings], NAMES, intern),
        country=_numbers([intern(t.place_country) if t.place_country else -1 for t in tellings]),
        place=_numbers([intern(t.place_name) if t.place_name else -1 for t in tellings]),
        degrees=np.array([t.degrees or (np.nan, np.nan) for t in tellings], np.float64).reshape(-1, 2),
    )


def _name_words(names: Sequence[str]) -> dict[str, float]:
    """Words of names of two words or more: persons and bodies, not countries."""
    return {word: 1.0 for name in names if " " in name for word in name.lower().split() if len(word) > 2}


def _numbers(values: Sequence[int]) -> Ints:
    return np.array(values, np.int32)


def _day(day: dt.date | None) -> int:
    return NO_DAY if day is None else day.toordinal()


def anchor(telling: Telling) -> int:
    """Where in time a telling is looked for: its told day, else the day of publication; NO_DAY when neither is known.
    Those without a day meet only each other."""
    first, last = telling.first, telling.last or telling.first
    if telling.day_is_told and first and last and (last - first).days <= WIDE_DAYS:
        return first.toordinal()
    return _day(telling.published)


def fact_odds(table: Facts, i: Indexes, j: Indexes, by: Mapping[str, float]) -> Floats:
    """Log odds that the codes add to each pair; -inf where they cannot be one act. Shape: (pairs,)."""
    odds = _type(table, i, j, by) + _status(table, i, j, by) + _days(table, i, j, by)
    odds += _parties(table, i, j, by) + _place(table, i, j, by)
    return odds.astype(np.float32)


def _type(table: Facts, i: Indexes, j: Indexes, by: Mapping[str, float]) -> Floats:
    one, other = table.type[i], table.type[j]
    odds = np.where(one == other, by["type_same"], by["type_differs"])
    odds = np.where(table.family[i] != table.family[j], -np.inf, odds)
    return np.where((one < 0) | (other < 0), 0.0, odds)


def _status(table: Facts, i: Indexes, j: Indexes, by: Mapping[str, float]) -> Floats:
    """A meeting planned and then held is one; so is an act that one side denies."""
    one, other = np.minimum(table.status[i], table.status[j]), np.maximum(table.status[i], table.status[j])
    odds = np.full(len(one), by["status_differs"])
    for pair, name in (((0, 1), "status_done"), ((0, 4), "status_done"), ((0, 3), "status_denied")):
        odds[(one == pair[0]) & (other == pair[1])] = by[name]
    odds[(one == other) | (one < 0)] = 0.0
    return odds


def _days(table: Facts, i: Indexes, j: Indexes, by: Mapping[str, float]) -> Floats:
    """Two told days a day apart may be one act (night, time zones); further apart they are two."""
    both = table.told[i] & table.told[j]
    gap = np.maximum(table.first[i], table.first[j]) - np.minimum(table.last[i], table.last[j])
    exact = (table.first[i] == table.last[i]) & (table.first[j] == table.last[j])
    sure = np.where(gap <= 0, np.where(exact, by["day_same"], 0.0), np.where(gap == 1, by["day_off"], -np.inf))
    apart = np.abs(table.anchor[i] - table.anchor[j])
    unsure = by["day_apart"] * np.maximum(apart - UNTOLD_DAYS, 0)
    unsure = np.where(apart > WINDOW_DAYS, -np.inf, unsure)
    return np.where(both, sure, unsure)


def _parties(table: Facts, i: Indexes, j: Indexes, by: Mapping[str, float]) -> Floats:
    either = table.reciprocal[i] & table.reciprocal[j]
    directed = sum(_agree(bag, i, j, by, "party") for bag in (table.actors, table.recipients))
    together = _agree(table.parties, i, j, by, "parties")
    odds = np.where(either, together, directed)
    apart = filled(table.parties)[i] & filled(table.parties)[j] & (cosine(table.parties, i, table.parties, j) == 0)
    odds = np.where(apart, by["parties_apart"], odds)
    return odds + _agree(table.names, i, j, by, "names")


def _agree(bag: Bag, i: Indexes, j: Indexes, by: Mapping[str, float], name: str) -> Floats:
    """Something in common, or nothing in common though both are known."""
    both = filled(bag)[i] & filled(bag)[j]
    shared = cosine(bag, i, bag, j)
    return np.where(both, np.where(shared > 0, by[f"{name}_shared"] * shared, by[f"{name}_differ"]), 0.0)


def _place(table: Facts, i: Indexes, j: Indexes, by: Mapping[str, float]) -> Floats:
    country = (table.country[i] >= 0) & (table.country[j] >= 0)
    odds = np.where(country & (table.country[i] != table.country[j]), by["country_differs"], 0.0)
    km = distance_km(table.degrees[i], table.degrees[j])
    small = np.isfinite(km)
    named = small & (table.place[i] >= 0) & (table.place[i] == table.place[j])
    same = named | (km < NEAR_KM)
    apart = np.where(km > FAR_KM, by["place_far"], by["place_differs"])
    return np.where(small, np.where(same, by["place_same"], apart), odds)


def distance_km(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Along the great circle (haversine); nan where a side has no place. Shape of the sides: (pairs, 2) degrees."""
    a, b = np.radians(one), np.radians(other)
    half = np.sin((a - b) / 2) ** 2
    along = half[:, 0] + np.cos(a[:, 0]) * np.cos(b[:, 0]) * half[:, 1]
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(along, 0, 1))))
