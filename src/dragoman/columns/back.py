"""Rows -> events: the way back from a table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dragoman.columns.fields import PARTY_FIELDS, Row
from dragoman.records import Absence, Event, Party, Place, Quantity, Span, Status, When

if TYPE_CHECKING:
    from dragoman.arrow import Stream


def from_arrow(events: Stream) -> tuple[Event, ...]:
    """The events of a table that `to_arrow` made, also after it has been through a Parquet file."""
    from dragoman import arrow

    return tuple(_event(row) for row in arrow.Table(events).to_pylist())


def _event(row: Row) -> Event:
    return Event(
        id=row["id"],
        sentence=row["sentence"],
        trigger=Span(start=row["trigger_start"], end=row["trigger_end"]),
        type=row["type"],
        mode=row["mode"],
        contexts=tuple(row["contexts"]),
        status=Status(row["status"]),
        actors=tuple(_party(party) for party in row["actors"]),
        recipients=tuple(_party(party) for party in row["recipients"]),
        source=_source(row),
        place=_place(row),
        time=_time(row),
        date=row["date"],
        quantities=tuple(_quantity(quantity) for quantity in row["quantities"]),
        quad=row["quad"],
        score=row["score"],
        cameo=row["cameo"],
        goldstein=row["goldstein"],
        same_as=row["same_as"],
        confidence=row["confidence"],
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start=start, end=end)


def _absence(value: str | None) -> Absence | None:
    return None if value is None else Absence(value)


def _party(row: Row) -> Party:
    return Party(
        span=_span(row["start"], row["end"]),
        text=row["text"],
        name=row["name"],
        code=row["code"],
        sector=row["sector"],
        other_sectors=tuple(row["other_sectors"]),
        office=row["office"],
        antecedent=_span(row["antecedent_start"], row["antecedent_end"]),
        evidence=row["evidence"],
        absence=_absence(row["absence"]),
    )


def _source(row: Row) -> Party | None:
    """None where the writer asserts the event: only then is the list of sectors absent, not merely empty."""
    fields = {key: row[f"source_{key}"] for key, _ in PARTY_FIELDS}
    return None if fields["other_sectors"] is None else _party(fields)


def _place(row: Row) -> Place | None:
    if row["place_start"] is None:
        return None
    return Place(
        span=Span(start=row["place_start"], end=row["place_end"]),
        text=row["place_text"],
        name=row["place_name"],
        country=row["place_country"],
        admin1=row["place_admin1"],
        geonames_id=row["place_geonames_id"],
        latitude=row["place_latitude"],
        longitude=row["place_longitude"],
        feature_code=row["place_feature_code"],
        absence=_absence(row["place_absence"]),
    )


def _time(row: Row) -> When | None:
    if row["time_start"] is None:
        return None
    first: dt.date | None = row["first_day"]
    return When(
        span=Span(start=row["time_start"], end=row["time_end"]),
        text=row["time_text"],
        value=row["time_value"],
        start=first,
        end=row["last_day"],
        grain=row["grain"],
        absence=_absence(row["time_absence"]),
    )


def _quantity(row: Row) -> Quantity:
    return Quantity(
        span=Span(start=row["start"], end=row["end"]),
        what=row["what"],
        value=row["value"],
        low=row["low"],
        high=row["high"],
        qualifier=row["qualifier"],
    )
