"""ICEWS coded events: header line, 20 tab-separated columns; dates YYYY-MM-DD or M/D/YYYY.

An act that two sides do (they meet, agree, fight) stands there twice, with source and target swapped: both rows of a
story's sentence are one event with two actors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.records import Absence, Failure, Imported, Party, Spot, Status, Story

from .cameo import LeftOut, UnknownCode, reading
from .opening import Line
from .tables import Columns, read_rows
from .values import ACCEPTED, count, day, degrees, number
from .vocabulary import load, sectors_and_kind

NAME = "icews"
PUBLISHED = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
COLUMNS = Columns(wanted=PUBLISHED, needed=("Event ID", "Event Date", "CAMEO Code"), layouts=(PUBLISHED,), aliases={})
NOBODY = "unspecified actor"  # ICEWS's name for a side that is not named
# Sectors come in no certain order: the one that says most of a party is its first
FIRST = ("MIL", "COP", "SPY", "JUD", "LEG", "PTY", "REB", "UAF", "JRN", "MED", "EDU", "GOV")


def read_icews(lines: Iterable[Line], name: str, *, appeals: bool) -> Iterator[Imported | Failure | LeftOut]:
    """Raises Unreadable where the file holds something else."""
    return read_rows(lines, COLUMNS, name, lambda cells, line: _event(cells, name, line, appeals), _failure)


def _event(cells: tuple[str, ...], name: str, line: int, appeals: bool) -> Imported | LeftOut:
    (their_id, date, source_name, source_sectors, source_country, text, code, intensity, target_name, target_sectors,
     target_country, story_id, sentence, publisher, city, district, province, country, latitude, longitude
     ) = cells  # fmt: skip
    act = reading(code, "", text, appeals)
    if isinstance(act, LeftOut):
        return act
    first = day(date)
    if not their_id or first is None:
        raise ValueError
    one = party(source_name, source_sectors, source_country)
    other = party(target_name, target_sectors, target_country)
    told = [told_of(source_name, source_sectors, source_country), told_of(target_name, target_sectors, target_country)]
    sides = [(one, told[0]), (other, told[1])]
    if act.swapped:
        sides.reverse()
    spot = place(city, district, province, country, latitude, longitude)
    mutual = act.mutual and bool(story_id) and one is not None and other is not None
    where = "|".join((city, district, province, country))
    return Imported(
        dataset=NAME,
        file=name,
        line=line,
        their_id=their_id,
        key=(NAME, first.isoformat(), act.same, story_id, sentence, where, *sorted(map(str, told))) if mutual else
            (NAME, first.isoformat(), act.code, story_id, sentence, their_id, *map(str, told)),
        mutual=mutual,
        story=story(story_id, publisher) if story_id else Story(id=f"event {their_id}", publisher=publisher or None),
        type=act.type,
        mode=act.mode,
        contexts=act.contexts,
        status=Status.ACTUAL,
        actors=(sides[0][0],) if sides[0][0] else (),
        recipients=(sides[1][0],) if sides[1][0] else (),
        first_day=first,
        last_day=first,
        place=spot,
        cameo=act.same,
        code=code,
        label=text or None,
        actor_told=sides[0][1],
        recipient_told=sides[1][1],
        intensity=number(intensity),
        sentence=count(sentence),
    )  # fmt: skip


def _failure(place: str, cells: tuple[str, ...], error: ValueError) -> Failure:
    if isinstance(error, UnknownCode):
        code, what = "code", f"CAMEO Code {cells[6]!r} is none; correct it, or remove the line"
    elif not cells[0]:
        code, what = "id", "Event ID is empty; give every event its number"
    else:
        code, what = "date", f"Event Date {cells[1]!r} is no day; write {ACCEPTED}"
    return Failure(article=place, room="bring", code=code, message=f"{place}: {what}")


@lru_cache(maxsize=100_000)
def story(id: str, publisher: str) -> Story:
    return Story(id=id, publisher=publisher or None)


@lru_cache(maxsize=100_000)
def told_of(name: str, sectors: str, country: str) -> str | None:
    """Name, sectors and country as the row has them; sectors by the alphabet, since their order means nothing."""
    if not (name or sectors or country) or (name.lower() == NOBODY and not sectors and not country):
        return None
    return " | ".join(filter(None, (name, country, ", ".join(sorted(_words(sectors))))))


def _words(sectors: str) -> list[str]:
    return [word.strip() for word in sectors.split(",") if word.strip()]


@lru_cache(maxsize=100_000)
def party(name: str, sectors: str, country: str) -> Party | None:
    """Source or target; None where nobody is named."""
    if name.lower() == NOBODY:
        name = ""
    if not (name or sectors or country):
        return None
    tables = load()
    iso = tables.named(country) if country else None
    roles = [tables.icews_sectors[word.lower()] for word in _words(sectors) if word.lower() in tables.icews_sectors]
    found, kind = sectors_and_kind(roles, country=iso is not None or bool(country))
    own = tuple(sorted(found, key=lambda sector: (FIRST.index(sector) if sector in FIRST else len(FIRST), sector)))
    body = None if country else tables.bodies.get(name.lower(), kind)
    code = iso or body
    evidence = "ICEWS country" if iso else "ICEWS name or sector" if body or own else None
    absence = None if code else Absence.NO_CANDIDATE if country or name else Absence.NOT_GIVEN
    return Party(span=None, text=None, name=name or None, code=code, sector=own[0] if own else None,
                 other_sectors=own[1:], evidence=evidence, absence=absence)  # fmt: skip


@lru_cache(maxsize=100_000)
def place(city: str, district: str, province: str, country: str, latitude: str, longitude: str) -> Spot | None:
    """The smallest level that is named gives the name and its kind."""
    levels = (("PPL", city), ("ADM2", district), ("ADM1", province), ("PCL", country))
    level, name = next(((level, name) for level, name in levels if name), (None, None))
    if level is None:
        return None
    north, east = degrees(latitude, longitude)
    iso = load().named(country) if country else None
    return Spot(name=name, country=iso, admin1=province or None, latitude=north, longitude=east, feature_code=level,
                absence=None if iso else Absence.NO_CANDIDATE if country else Absence.NOT_GIVEN)  # fmt: skip
