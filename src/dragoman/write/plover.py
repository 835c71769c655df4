"""`jsonl`: PLOVER JSON lines, one event a line, with the field names of the codebook (chapter "JSON fields").

A status other than actual is appended to `context` as one of the codebook's auxiliaries: historical, future,
hypothetical, negation. The type is never changed: a scheduled meeting stays CONSULT with the auxiliary future.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Coded, Event, Failure, Party, Place, Status
from dragoman.write.json import Object, count, day, line, rounded
from dragoman.write.output import Options, Output, Record

AUXILIARIES = {
    Status.FUTURE: "future",
    Status.HYPOTHETICAL: "hypothetical",
    Status.NEGATED: "negation",
    Status.HISTORICAL: "historical",
}
# a count of another kind keeps its name
SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested", "size": "participants"}
# GeoNames feature code -> the codebook's resolution: 5 below a city, 4 city, 3 district, 2 province, 1 country
RESOLUTIONS = (("PPLX", 5), ("PPL", 4), ("ADM2", 3), ("ADM1", 2), ("PCL", 1))
FEATURE_CLASSES = (("PPL", "P"), ("ADM", "A"), ("PCL", "A"), ("RGN", "L"))


def write_plover(records: Iterable[Record], output: Output, options: Options) -> None:
    for record in records:
        if isinstance(record, Failure):
            continue
        told_again = {event.same_as for event in record.events}
        output.write("".join(line(_event(event, record, told_again, options)) for event in record.events))
        output.flush()


def _event(event: Event, coded: Coded, told_again: set[str | None], options: Options) -> Object:
    article = coded.article
    first = event.time.start if event.time else None
    last = event.time.end if event.time else None
    record: Object = {
        "id": event.id,
        "date": day(first) or event.date or day(article.published),
        "enddate": day(last) if last != first else None,
        "actor": [_entity(party) for party in event.actors],
        "recipient": [_entity(party) for party in event.recipients],
        "event": [event.type],
        "mode": [event.mode] if event.mode else [],
        "context": [*event.contexts, *_auxiliary(event.status)],
        "quad_code": event.quad,
        "event_scale": rounded(event.score),
        "event_loc": _location(event.place) if event.place else None,
        "event_text": [event.trigger.of(article.text)],
        "size": _size(event),
        "link": event.same_as or (event.id if event.id in told_again else None),
        "text_info": {"sequence": event.sentence, "start": event.trigger.start, "end": event.trigger.end},
        "cite_info": _citation(coded),
    }
    if options.coder is not None:
        record["coder"] = options.coder
    if options.coded_date is not None:
        record["coded_date"] = day(options.coded_date)
    return record


def _auxiliary(status: Status) -> list[str]:
    return [AUXILIARIES[status]] if status in AUXILIARIES else []


def _entity(party: Party) -> Object:
    return {
        "code": party.code,
        "sector": party.sector,
        "other_sectors": list(party.other_sectors),
        "entity_text": party.text,
        "identifier_text": party.name,
        "office": party.office,
    }


def _location(place: Place) -> Object:
    feature = place.feature_code or ""
    return {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonames_id,
        "lat": rounded(place.latitude, 5),
        "lon": rounded(place.longitude, 5),
        "city": place.name if feature.startswith("PPL") else None,
        "province": place.admin1,
        "country_code": place.country,
        "feature_class": next((name for prefix, name in FEATURE_CLASSES if feature.startswith(prefix)), None),
        "feature_code": place.feature_code,
        "resolution": next((value for prefix, value in RESOLUTIONS if feature.startswith(prefix)), None),
    }


def _size(event: Event) -> Object | None:
    """Counts by what they count: the number, else the low end of a vague one; the first told of each kind."""
    size: Object = {}
    for quantity in event.quantities:
        value = quantity.low if quantity.value is None else quantity.value
        size.setdefault(SIZES.get(quantity.what, quantity.what), count(value))
    return size or None


def _citation(coded: Coded) -> Object:
    article = coded.article
    return {
        "citation": article.id,
        "url": article.url,
        "title": article.title,
        "language": coded.provenance.language,
        "publication": article.publisher or coded.provenance.agency,
        "coder": f"dragoman {coded.run.version} {coded.run.model}",
        "codebook": coded.run.ontology,
    }
