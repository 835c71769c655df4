"""GDELT events: version 2 (61 columns) and 1 (57 or 58), without a header line as published or with one as exported.

Column order from "The GDELT Event Database Data Format Codebook V2.0". Countries of actors are CAMEO's, of places FIPS
10-4. A row is a (day, actors, act, place) that reports were counted for, not one report: the counts are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.records import Absence, Failure, Imported, Party, Spot, Status, Story

from .cameo import LeftOut, UnknownCode, reading
from .opening import Line
from .tables import Columns, read_rows
from .values import ACCEPTED, count, day, degrees, number
from .vocabulary import load, sectors_and_kind

NAME = "gdelt"
_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
          "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_HEAD = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")
_ACT = ("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
        "NumSources", "NumArticles", "AvgTone")  # fmt: skip
_SIDES = tuple(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR)
VERSION_2 = (*_HEAD, *_SIDES, *_ACT, *(f"{w}Geo_{name}" for w in ("Actor1", "Actor2", "Action") for name in _GEO),
             "DATEADDED", "SOURCEURL")  # fmt: skip
VERSION_1 = tuple(name for name in VERSION_2 if not name.endswith("ADM2Code"))
COLUMNS = Columns(
    wanted=("GLOBALEVENTID", "SQLDATE", *_SIDES, "IsRootEvent", "EventCode", "EventRootCode", "QuadClass",
            "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", "ActionGeo_Type",
            "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID",
            "DATEADDED", "SOURCEURL"),
    needed=("GLOBALEVENTID", "SQLDATE", "EventCode"),
    layouts=(VERSION_2, VERSION_1, VERSION_1[:-1]),
    aliases={"day": "sqldate"},
)  # fmt: skip
# Geo_Type -> GeoNames feature code of that level: country, state of the USA, city there, city or landmark, state
LEVELS = {"1": "PCL", "2": "ADM1", "3": "PPL", "4": "PPL", "5": "ADM1"}
EVIDENCE = "CAMEO actor codes"


def read_gdelt(lines: Iterable[Line], name: str, *, appeals: bool) -> Iterator[Imported | Failure | LeftOut]:
    """Raises Unreadable where the file holds something else."""
    return read_rows(lines, COLUMNS, name, lambda cells, line: _event(cells, name, line, appeals), _failure)


def _event(cells: tuple[str, ...], name: str, line: int, appeals: bool) -> Imported | LeftOut:
    their_id, sqldate = cells[:2]
    (root_event, code, root, quad, goldstein, mentions, sources, articles, tone, geo_type, full_name, geo_country,
     latitude, longitude, feature, added, url) = cells[22:]  # fmt: skip
    act = reading(code, root, "", appeals)
    if isinstance(act, LeftOut):
        return act
    if not their_id:
        raise ValueError
    one, other = actor(cells[2:12]), actor(cells[12:22])
    told = [told_of(cells[2:12]), told_of(cells[12:22])]
    first = day(sqldate)
    if first is None:
        raise ValueError
    sides = [(one, told[0]), (other, told[1])]
    if act.swapped:
        sides.reverse()
    found = day(added)
    mutual = act.mutual and bool(url) and one is not None and other is not None
    return Imported(
        dataset=NAME,
        file=name,
        line=line,
        their_id=their_id,
        key=(NAME, first.isoformat(), act.same, url, full_name, *sorted(map(str, told))) if mutual else
            (NAME, first.isoformat(), act.code, url, their_id, *map(str, told)),
        mutual=mutual,
        story=story(url or f"event {their_id}", url or None, found),
        type=act.type,
        mode=act.mode,
        contexts=act.contexts,
        status=Status.ACTUAL,
        actors=(sides[0][0],) if sides[0][0] else (),
        recipients=(sides[1][0],) if sides[1][0] else (),
        first_day=first,
        last_day=first,
        place=place(geo_type, full_name, geo_country, latitude, longitude, feature),
        cameo=act.same,
        code=code,
        actor_told=sides[0][1],
        recipient_told=sides[1][1],
        quad=count(quad),
        intensity=number(goldstein),
        is_root=root_event in ("1", "1.0", "true", "True") if root_event else None,
        n_mentions=count(mentions),
        n_sources=count(sources),
        n_articles=count(articles),
        tone=number(tone),
        added=found,
    )  # fmt: skip


def _failure(place: str, cells: tuple[str, ...], error: ValueError) -> Failure:
    if isinstance(error, UnknownCode):
        code, what = "code", f"EventCode {cells[23]!r} is no CAMEO code; correct it, or remove the line"
    elif not cells[0]:
        code, what = "id", "GLOBALEVENTID is empty; give every event its number"
    else:
        days = " / ".join(repr(cell) for cell in (cells[1], cells[37]) if cell)
        code, what = "date", f"{days or 'an empty SQLDATE'} holds no day; write {ACCEPTED}"
    return Failure(article=place, room="bring", code=code, message=f"{place}: {what}")


@lru_cache(maxsize=100_000)
def story(id: str, url: str | None, found: dt.date | None) -> Story:
    """GDELT looks for news every quarter of an hour: the day on which it found an article stands in for its own."""
    return Story(id=id, url=url, published=found, published_assumed=found is not None)


@lru_cache(maxsize=100_000)
def told_of(cells: tuple[str, ...]) -> str | None:
    """What the row says of an actor, for telling sides apart: its code and name, else whatever there is."""
    return " | ".join(filter(None, cells[:2] if any(cells[:2]) else cells)) or None


@lru_cache(maxsize=100_000)
def actor(cells: tuple[str, ...]) -> Party | None:
    """One of the two actors, from its ten cells; None where all are empty."""
    code, name, country, group, _, *rest = cells
    religions, types = rest[:2], rest[2:]
    if not any(cells):
        return None
    tables = load()
    if code and not (country or group or any(types)):
        country, group, types = _parts(code)
    iso = tables.country(country) if country else None
    sectors, kind = sectors_and_kind((tables.roles[t] for t in types if t in tables.roles), country=iso is not None)
    kind = None if iso else tables.groups.get(group, kind)
    if any(religions):
        sectors = (*sectors, "REL")
    sectors = tuple(dict.fromkeys(sectors))
    found = iso or kind
    several = country in tables.cameo_countries and not iso  # ANT: what were the Netherlands Antilles
    absence = Absence.AMBIGUOUS if several else Absence.NO_CANDIDATE if country or name else Absence.NOT_GIVEN
    return Party(span=None, text=None, name=name or None, code=found, sector=sectors[0] if sectors else None,
                 other_sectors=sectors[1:], evidence=EVIDENCE if found or sectors else None,
                 absence=None if found else absence)  # fmt: skip


def _parts(code: str) -> tuple[str, str, list[str]]:
    """Country, known group and roles of a whole CAMEO code, three letters each, as in PSEREBHMS."""
    tables = load()
    country, group, types = "", "", list[str]()
    for part in (code[at : at + 3] for at in range(0, len(code), 3)):
        if part in tables.roles:
            types.append(part)
        elif part in tables.groups:
            group = group or part
        elif not country and (tables.country(part) or part in tables.cameo_countries):
            country = part
    return country, group, types


@lru_cache(maxsize=100_000)
def place(geo_type: str, full_name: str, country: str, latitude: str, longitude: str, feature: str) -> Spot | None:
    """ "Tulsa, Oklahoma, United States": the first part is the name, the last but one the first-level division."""
    level = LEVELS.get(geo_type.removesuffix(".0"))
    if not full_name and not country:
        return None
    parts = [part.strip() for part in full_name.split(",") if part.strip()]
    north, east = degrees(latitude, longitude)
    iso = load().place_country(country) if country else None
    division = parts[0] if level == "ADM1" and parts else parts[-2] if level == "PPL" and len(parts) > 2 else None
    name = full_name.strip() if level == "PCL" else parts[0] if parts else None
    return Spot(name=name or None, country=iso, admin1=division, latitude=north, longitude=east, feature_code=level,
                their_id=feature or None,
                absence=None if iso else Absence.NO_CANDIDATE if country else Absence.NOT_GIVEN)  # fmt: skip
