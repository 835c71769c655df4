"""`polecat`: the event data of POLECAT: header line, 40 columns, tab-separated, UTF-8.

Types, modes, contexts, sectors and countries are PLOVER's own, read by PLOVER's rules for what is ahead: a scheduled
meeting is AGREE on the day it is reported. docs/formats.md lists what the format cannot carry.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman import ontology
from dragoman.records import Coded, Event, Failure, Party, Place, Status
from dragoman.write import codes
from dragoman.write.output import Options, Output, Record
from dragoman.write.places import Levels, levels
from dragoman.write.tellings import decimal, event_day, joined, line, name_of, pairs, tellings

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
MISSING = "None"  # what POLECAT writes for a party, or part of one, that is not known: its users filter this word


def write_polecat(records: Iterable[Record], output: Output, options: Options) -> None:
    output.write(line(COLUMNS))
    for record in records:
        if isinstance(record, Failure):
            continue
        story = _story(record)
        for telling in tellings(record, _told_as_done):
            for row, (actor, recipient) in enumerate(pairs(telling.event, mirrored=False)):
                output.write(line([*_event(row, telling.event, actor, recipient, record), *story]))
        output.flush()


def _told_as_done(event: Event) -> bool:
    """Whether PLOVER's rules leave no auxiliary on the event."""
    return ontology.plover_view(event.type, event.mode, event.status)[2] is Status.ACTUAL


def _event(row: int, event: Event, actor: Party | None, recipient: Party | None, coded: Coded) -> list[str]:
    type, mode, _ = ontology.plover_view(event.type, event.mode, event.status)
    plover = ontology.load()
    # what is ahead is coded for the promise of it, which is of the day it is reported
    day = event_day(event, coded) if event.status is Status.ACTUAL else coded.article.published
    same = (type, mode) == (event.type, event.mode)
    return [
        f"{event.id}-{row}",
        day.isoformat() if day else "",
        type,
        mode or "",
        decimal(event.score if same else plover.score(type, mode), 1),
        ontology.QUADS[event.quad if same else plover.quad(type)].upper(),
        joined(event.contexts, ";"),
        *_party(actor),
        *_party(recipient),
        *_place(event.place),
    ]


def _party(party: Party | None) -> tuple[str, ...]:
    """Name, country, COW number, first sector, all sectors, title, raw name, Wikipedia id (which we do not give)."""
    if party is None:
        return MISSING, MISSING, "", MISSING, MISSING, MISSING, MISSING, ""
    country = codes.load().country(party.code)
    sectors = joined([party.sector or "", *party.other_sectors], ";")
    return (
        name_of(party) or MISSING,
        party.code or MISSING,
        country.cow if country else "",
        party.sector or MISSING,
        sectors or MISSING,
        party.office or MISSING,
        party.text or MISSING,
        "",
    )


def _place(place: Place | None) -> tuple[str, ...]:
    """Place name, city, district, province, country (ISO alpha-3), coordinates, GeoNames id, words, feature code."""
    found = levels(place) if place else Levels()
    return (
        place.name or "" if place else "",
        found.city,
        found.district,
        found.province,
        found.country,
        decimal(found.latitude),
        decimal(found.longitude),
        str(place.geonames_id) if place and place.geonames_id is not None else "",
        place.text if place else "",
        place.feature_code or "" if place else "",
    )


def _story(coded: Coded) -> tuple[str, ...]:
    """Source, publication date, people, organisations and locations of the article, language, version."""
    article = coded.article
    parties = [party for event in coded.events for party in (*event.actors, *event.recipients, event.source) if party]
    parties += [statement.speaker for statement in coded.statements]
    places = [event.place for event in coded.events] + [statement.place for statement in coded.statements]
    return (
        article.publisher or coded.provenance.agency or "",
        article.published.isoformat() if article.published else "",
        joined([name_of(party) for party in parties if party.office], ";"),
        joined([name_of(party) for party in parties if party.code in codes.INTERNATIONAL], ";"),
        joined([place.name or place.text for place in places if place], ";"),
        coded.provenance.language or "",
        f"dragoman {coded.run.version}",
    )
