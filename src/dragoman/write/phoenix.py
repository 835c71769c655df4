"""`phoenix`: the event data of Phoenix (Open Event Data Alliance): no header line, 26 fields, tab-separated.

Actors in CAMEO codes, root and agent apart; quad classes 0 to 4. docs/formats.md lists what the format cannot carry.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Coded, Failure, Party, Place
from dragoman.write import codes
from dragoman.write.output import Options, Output, Record
from dragoman.write.places import Levels, levels
from dragoman.write.tellings import Ids, Telling, decimal, event_day, joined, line, pairs, tellings

# Root code -> quad class: 0 neutral, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict
QUADS = {
    **dict.fromkeys((1, 2), 0),
    **dict.fromkeys((3, 4, 5), 1),
    **dict.fromkeys((6, 7, 8), 2),
    **dict.fromkeys((9, 10, 11, 12, 13, 16), 3),
    **dict.fromkeys((14, 15, 17, 18, 19, 20), 4),
}
UNKNOWN = "---"  # TABARI's and PETRARCH's code for an actor, or the country of one, that is not known


def write_phoenix(records: Iterable[Record], output: Output, options: Options) -> None:
    """Events in FILE, the events' own ids in FILE.ids.*; to a stream, the events alone."""
    ids = Ids(output)
    for record in records:
        if isinstance(record, Failure):
            continue
        for telling in tellings(record):
            for row, (source, target) in enumerate(pairs(telling.event)):
                id = ids.add(record, telling.event, row)
                output.write(line(_event(id, telling, source, target, record)))
        output.flush()


def _event(id: int, telling: Telling, source: Party | None, target: Party | None, coded: Coded) -> list[str]:
    event = telling.event
    day = event_day(event, coded)
    article = coded.article
    return [
        f"{id}_{coded.run.version}",
        *((f"{day:%Y%m%d}", f"{day:%Y}", f"{day:%m}", f"{day:%d}") if day else ("", "", "", "")),
        *_party(source),
        *_party(target),
        event.cameo,
        event.cameo[:2],
        str(QUADS[int(event.cameo[:2])]),
        decimal(event.goldstein, 1),
        ";".join(f"{context.upper()},1" for context in event.contexts),
        *_place(event.place),
        joined([f"{article.id}_{told.sentence + 1}" for told in telling.mentions], ";"),
        joined((article.url or "",), ";"),
        joined((article.publisher or coded.provenance.agency or "",), ";"),
    ]


def _party(party: Party | None) -> tuple[str, str, str, str]:
    """Whole code, root (country or international kind), agent (first role), other roles."""
    if party is None:
        return UNKNOWN, UNKNOWN, "", ""
    tables = codes.load()
    country = tables.country(party.code)
    group, _ = tables.group(party)
    roles = tables.roles(party)
    if country is None and party.code in codes.INTERNATIONAL:
        root, roles = roles[0], roles[1:]
    else:
        root = country.cameo if country else UNKNOWN
    agents = tuple(filter(None, (*roles, group)))
    return root + "".join(agents), root, agents[0] if agents else "", ";".join(agents[1:])


def _place(place: Place | None) -> tuple[str, ...]:
    """Latitude, longitude, place name, state, country (ISO alpha-3)."""
    found = levels(place) if place else Levels()
    name = place.name or "" if place else ""
    return decimal(found.latitude), decimal(found.longitude), name, found.province, found.country
