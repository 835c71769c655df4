"""`icews`: the event data of ICEWS: header line, 20 columns, tab-separated, UTF-8.

Column names and order as in the yearly files of the ICEWS Coded Event Data; dates YYYY-MM-DD, CAMEO codes as text.
An act among its actors is told once in each direction. docs/formats.md lists what the format cannot carry.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman import ontology
from dragoman.records import Coded, Event, Failure, Party, Place
from dragoman.write import codes
from dragoman.write.output import Options, Output, Record
from dragoman.write.places import Levels, levels
from dragoman.write.tellings import Ids, decimal, event_day, joined, line, name_of, pairs, story_number, tellings

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
NOBODY = "Unspecified Actor"  # ICEWS's own name for a side that is not named


def write_icews(records: Iterable[Record], output: Output, options: Options) -> None:
    """Events in FILE, the events' own ids in FILE.ids.*; to a stream, the events alone."""
    ids = Ids(output)
    output.write(line(COLUMNS))
    for record in records:
        if isinstance(record, Failure):
            continue
        for telling in tellings(record):
            for row, (source, target) in enumerate(pairs(telling.event)):
                id = ids.add(record, telling.event, row)
                output.write(line(_event(id, telling.event, source, target, record)))
        output.flush()


def _event(id: int, event: Event, source: Party | None, target: Party | None, coded: Coded) -> list[str]:
    day = event_day(event, coded)
    meaning = ontology.load().cameo.get(event.cameo)
    return [
        str(id),
        day.isoformat() if day else "",
        *_party(source),
        meaning.description if meaning else "",
        event.cameo,
        decimal(event.goldstein, 1),
        *_party(target),
        str(story_number(coded.article.id)),
        str(event.sentence + 1),
        coded.article.publisher or coded.provenance.agency or "",
        *_place(event.place),
    ]


def _party(party: Party | None) -> tuple[str, str, str]:
    """Name, sectors, country. Sectors are comma-joined; one that holds a comma does not exist."""
    if party is None:
        return NOBODY, "", ""
    tables = codes.load()
    country = tables.country(party.code)
    return name_of(party) or NOBODY, joined(tables.icews_sectors(party), ","), country.icews if country else ""


def _place(place: Place | None) -> tuple[str, ...]:
    """City, district, province, country, latitude, longitude."""
    found = levels(place) if place else Levels()
    country = codes.load().country(found.country)
    return (
        found.city,
        found.district,
        found.province,
        country.icews if country else "",
        decimal(found.latitude),
        decimal(found.longitude),
    )
