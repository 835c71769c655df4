"""`gdelt` and `gdelt-mentions`: GDELT 2.0 events (61 columns) and mentions (16), tab-separated, no header line.

Column order and meaning as in "The GDELT Event Database Data Format Codebook V2.0". Countries of actors are CAMEO's,
countries of places FIPS 10-4. docs/formats.md lists what the format cannot carry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from dragoman.records import Coded, Event, Failure, Party, Place, SentenceKind
from dragoman.write import codes
from dragoman.write.output import Options, Output, Record
from dragoman.write.tellings import Ids, Telling, decimal, event_day, joined, line, name_of, number, pairs, tellings

# EventRootCode -> QuadClass. Protest (14) is verbal conflict here, unlike in PLOVER and Phoenix
QUADS = {root: quad for quad, roots in {1: range(1, 6), 2: range(6, 9), 3: range(9, 15), 4: range(15, 21)}.items()
         for root in roots}  # fmt: skip
NOWHERE = ("0", "", "", "", "", "", "", "")  # Geo_Type 0: no place
NOT_FOUND = "-1"  # a character offset of what does not stand in the text
WEB, CITATION = "1", "2"  # MentionType
COUNTRY, US_STATE, US_CITY, CITY, STATE = "1", "2", "3", "4", "5"  # Geo_Type


def write_gdelt(records: Iterable[Record], output: Output, options: Options) -> None:
    """Events in FILE, mentions in FILE.mentions.*, ids in FILE.ids.*; to a stream, the events alone."""
    mentions = output.beside("mentions") if output.is_file else None
    ids = Ids(output)
    for record in records:
        if isinstance(record, Failure):
            continue
        for telling in tellings(record):
            for row, (actor, target) in enumerate(pairs(telling.event)):
                id = ids.add(record, telling.event, row)
                output.write(line(_event(id, telling, actor, target, record, options)))
        if mentions:
            mentions.write("".join(map(line, _mentions(record, options))))
        output.flush()


def write_gdelt_mentions(records: Iterable[Record], output: Output, options: Options) -> None:
    """The mentions alone."""
    for record in records:
        if isinstance(record, Failure):
            continue
        output.write("".join(map(line, _mentions(record, options))))
        output.flush()


def fraction(day: dt.date) -> str:
    """FractionDate: GDELT's files count whole months of 30 days before the day's own month."""
    return f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}"


def _event(
    id: int, telling: Telling, actor: Party | None, target: Party | None, coded: Coded, options: Options
) -> list[str]:
    event = telling.event
    day = event_day(event, coded)
    return [
        str(id),
        *((f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", fraction(day)) if day else ("", "", "", "")),
        *_actor(actor),
        *_actor(target),
        "1" if _in_lead(event, coded) else "0",
        event.cameo,
        event.cameo[:3],
        event.cameo[:2],
        str(QUADS[int(event.cameo[:2])]),
        decimal(event.goldstein, 1),
        str(len(telling.mentions)),
        "1",  # NumSources: an article is one source
        "1",  # NumArticles
        "",  # AvgTone: not measured
        *NOWHERE,
        *NOWHERE,
        *(_place(event.place) if event.place else NOWHERE),
        _added(coded, options),
        coded.article.url or "",
    ]


def _actor(party: Party | None) -> list[str]:
    """Code, name, country, known group, ethnic, religion 1 and 2, type 1 to 3."""
    if party is None:
        return [""] * 10
    tables = codes.load()
    country = tables.country(party.code)
    group, region = tables.group(party)
    roles = tables.roles(party)
    place = country.cameo if country else region
    return [cameo_code(party), name_of(party).upper(), place, group, "", "", "", *(*roles, "", "", "")[:3]]


def cameo_code(party: Party) -> str:
    """CAMEO's code of a party, such as USAGOV, PSEREBHMS, IGOUNO or IGOEUREEC; empty when nothing is known."""
    tables = codes.load()
    country = tables.country(party.code)
    group, region = tables.group(party)
    roles = "".join(tables.roles(party))
    return country.cameo + roles + group if country else roles[:3] + region + group + roles[3:]


def _place(place: Place) -> tuple[str, ...]:
    """Type, full name, country, ADM1, ADM2, latitude, longitude, feature; only places the gazetteer resolved."""
    tables = codes.load()
    country = tables.country(place.country)
    if country is None or place.name is None:
        return NOWHERE
    kind = _geo_type(place)
    fips = tables.fips(place)
    admin = "" if kind == COUNTRY else place.admin1 or ""
    parts = [part for part in (place.name, admin, country.name) if part]
    return (
        kind,
        ", ".join(dict.fromkeys([country.name] if kind == COUNTRY else parts)),
        fips,
        fips if kind == COUNTRY else _first_level(place, fips),
        "",
        decimal(place.latitude),
        decimal(place.longitude),
        fips if kind == COUNTRY else "",  # our ids are GeoNames's, not those of GNS or GNIS
    )


def _geo_type(place: Place) -> str:
    feature = place.feature_code or ""
    if feature.startswith("PCL") or feature in ("TERR", "CONT"):
        return COUNTRY
    if feature.startswith("ADM1"):
        return US_STATE if place.country == "USA" else STATE
    return US_CITY if place.country == "USA" else CITY


def _first_level(place: Place, fips: str) -> str:
    """ADM1Code: known for the United States only, since FIPS first-level codes are not in the gazetteer."""
    state = codes.load().states.get(place.admin1 or "") or codes.load().states.get(place.name or "")
    return fips + state if place.country == "USA" and state else ""


def _added(coded: Coded, options: Options) -> str:
    """DATEADDED: the day of coding where the caller gives it, else of publication, at midnight: no clock is read."""
    day = options.coded_date or coded.article.published
    return f"{day:%Y%m%d}000000" if day else ""


def _in_lead(event: Event, coded: Coded) -> bool:
    """IsRootEvent: told in a headline, an aggregator's lead, or the story's first paragraph."""
    sentence = next((s for s in coded.sentences if s.index == event.sentence), None)
    if sentence is None or sentence.kind is not SentenceKind.BODY:
        return sentence is not None and sentence.kind in (SentenceKind.HEADLINE, SentenceKind.LEAD)
    first = next(s for s in coded.sentences if s.kind is SentenceKind.BODY)
    return "\n" not in coded.article.text[first.start : sentence.start]


def _mentions(coded: Coded, options: Options) -> Iterator[list[str]]:
    """A row a telling of each row of the events file."""
    article = coded.article
    source = (_host(article.url) if article.url else "") or article.publisher or coded.provenance.agency or ""
    added = _added(coded, options)
    for telling in tellings(coded):
        for row, (actor, target) in enumerate(pairs(telling.event)):
            id = str(number(telling.event.id, row))
            for told in telling.mentions:
                yield [
                    id,
                    added,
                    added,
                    WEB if article.url else CITATION,
                    source,
                    article.url or article.id,
                    str(told.sentence + 1),
                    _offset(actor, told.actors),
                    _offset(target, told.recipients or told.actors),
                    str(told.trigger.start),
                    "1",  # InRawText
                    str(round(told.confidence * 100)),
                    str(len(article.text)),
                    "",  # MentionDocTone: not measured
                    "",  # MentionDocTranslationInfo: nothing is translated
                    joined((f"event={telling.event.id}", f"mention={told.id}", f"row={row}"), ";"),
                ]


def _offset(party: Party | None, told: tuple[Party, ...]) -> str:
    """Where the party stands in a telling: itself, or the party there of the same name or code."""
    if party is None:
        return NOT_FOUND
    same = party if party in told else next((other for other in told if _same(party, other)), None)
    return NOT_FOUND if same is None or same.span is None else str(same.span.start)


def _same(party: Party, other: Party) -> bool:
    return name_of(party) == name_of(other) or (party.code is not None and party.code == other.code)


def _host(url: str) -> str:
    """The site's name; empty for what is no web address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
