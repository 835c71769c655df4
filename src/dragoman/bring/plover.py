"""PLOVER JSON: one event a line, or one array; the manual's field names and the dialects that are about.

Names are compared in snake case, so that `actorText` is `actor_text`; `ALIASES` brings the dialects together: the
entities of the manual's chapter 4, the GSR file (source, target, actorText, eventText, textInfo), the output of NGEC
(`attributes` with ACTOR, RECIP, LOC and DATE; `event_geolocation`, `date_resolved`).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from dragoman import ontology
from dragoman.records import Absence, Failure, Imported, Party, Spot, Status, Story

from .cameo import LeftOut, UnknownCode, reading
from .opening import Line, Unreadable
from .values import ACCEPTED, count, day, degrees, number
from .vocabulary import INTERNATIONAL, KOSOVO, known_mode, load

NAME = "plover"
EVIDENCE = "PLOVER code"
Object = dict[str, Any]
ALIASES = {
    "event_id": "id", "source": "actor", "target": "recipient", "recip": "recipient", "event_type": "event",
    "event_mode": "mode", "modes": "mode", "contexts": "context", "event_geolocation": "event_loc",
    "event_location": "event_loc", "location": "event_loc", "loc": "event_loc", "date_resolved": "date",
    "event_date": "date", "end_date": "enddate", "date_coded": "coded_date", "publication_date": "pub_date",
    "raw_text": "entity_text", "actor_text": "entity_text", "text": "entity_text", "entity_name": "identifier_text",
    "wiki": "identifier_text", "wikidata_id": "identifier_id", "actor_code": "code", "sector_code": "sector",
    "code_1": "sector", "code_2": "other_sectors", "other_sector_codes": "other_sectors", "citation_info": "cite_info",
    "publisher": "publication", "headline": "title", "resolved_placename": "resolved_place", "placename":
    "resolved_place", "name": "resolved_place", "extracted_place_name": "extracted_place", "extracted_name":
    "extracted_place", "latitude": "lat", "longitude": "lon", "country_code3": "country_code", "admin1_name":
    "province", "admin1": "province", "admin2_name": "district", "admin2": "district", "city_name": "city",
    "geonames_id": "geonameid",
}  # fmt: skip
AUXILIARIES = {"historical": Status.HISTORICAL, "future": Status.FUTURE, "hypothetical": Status.HYPOTHETICAL,
               "negation": Status.NEGATED, "negated": Status.NEGATED}  # fmt: skip
# Types of PLOVER 1 and stray names of the manual -> type and mode of PLOVER 2
OLD_TYPES = {"DEMAND": ("REQUEST", None), "DISAPPROVE": ("ACCUSE", "disapprove"),
             "INVESTIGATE": ("ACCUSE", "investigate"), "THREAT": ("THREATEN", None), "FIGHT": ("ASSAULT", None),
             "RESTRICT": ("COERCE", "restrict")}  # fmt: skip
OLD_CONTEXTS = {"elections": "election", "disaster": "disasters", "lbgt": "lgbt", "humanitarian": "human_security",
                "democracy": "pro_democracy"}  # fmt: skip
COUNTED = {"dead": "killed", "killed": "killed", "injured": "injured", "arrested": "arrested", "displaced": "displaced",
           "participants": "size", "size": "size"}  # fmt: skip
LEVELS = {"5": "PPLX", "4": "PPL", "3": "ADM2", "2": "ADM1", "1": "PCL"}  # the manual's `resolution` -> feature code
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Wrong(ValueError):
    """A record that is no event, with the field and the remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_plover(lines: Iterable[Line], name: str, *, appeals: bool) -> Iterator[Imported | Failure | LeftOut]:
    """Raises Unreadable for an array that is no JSON."""
    for at, value in _values(lines, name):
        place = f"{name} line {at}"
        try:
            if isinstance(value, ValueError):
                raise Wrong("json", f"malformed JSON ({value}); correct it")
            yield from _events(_object(value, "the line"), name, at, appeals)
        except Wrong as error:
            yield Failure(article=place, room="bring", code=error.code, message=f"{place}: {error}")


def _values(lines: Iterable[Line], name: str) -> Iterator[tuple[int, object]]:
    """Number and value of each line, or of each element of an array; a ValueError for a line that is no JSON."""
    source = iter(lines)
    first = next(source, None)
    if first is None:
        return
    if first.text.lstrip().startswith("["):
        try:
            array = json.loads("\n".join((first.text, *(line.text for line in source))))
        except (ValueError, RecursionError) as error:
            raise Unreadable("json", f"{name}: malformed JSON array ({error}); correct it, or give one event a "
                             "line") from error  # fmt: skip
        yield from enumerate(array, start=1)
        return
    for line in chain((first,), source):
        try:
            yield line.number, json.loads(line.text)
        except (ValueError, RecursionError) as error:
            yield line.number, ValueError(str(error))


def _object(value: object, what: str) -> Object:
    """With the names brought together; of two fields of one meaning, the manual's own name counts."""
    if not isinstance(value, dict):
        raise Wrong("type", f"expected {what} to be a JSON object, found {_short(value)}; see docs/formats.md")
    snake = {_CAPITAL.sub("_", str(name)).lower(): value for name, value in value.items()}
    return {ALIASES[name]: value for name, value in snake.items() if name in ALIASES} | {
        name: value for name, value in snake.items() if name not in ALIASES
    }


def _events(raw: Object, name: str, line: int, appeals: bool) -> Iterator[Imported | LeftOut]:
    if raw.get("has_event") is False:
        yield LeftOut(reason="records whose has_event is false")
        return
    record = _merged(raw)
    their_id = record.get("id")
    if not isinstance(their_id, str | int) or str(their_id).strip() == "":
        raise Wrong("id", f'"id" must be a text or number, is {_short(their_id)}; give every event one')
    types = [word for word in _words(record.get("event"), "event") if word]
    if not types:
        raise Wrong("type_missing", f'"event" must name a type, such as ["CONSULT"], is {_short(record.get("event"))}')
    for type in types:
        yield _event(record, type, str(their_id), name, line, appeals)


def _merged(raw: Object) -> Object:
    """An NGEC record with what `attributes` says of its parties, place and date."""
    attributes = raw.get("attributes")
    if not isinstance(attributes, dict):
        return raw
    inner = _object(attributes, '"attributes"')
    record = {"actor": [], "date": raw.get("pub_date"), **inner, **{k: v for k, v in raw.items() if v is not None}}
    if isinstance(record.get("date"), list | dict):
        record["date"] = next((str(d.get("date_resolved") or d.get("text")) for d in _list(record["date"])
                               if isinstance(d, dict)), raw.get("pub_date"))  # fmt: skip
    story = raw.get("event_text")
    return {**record, "event_text": None, "passage": story} if isinstance(story, str) else record


def _event(record: Object, word: str, their_id: str, name: str, line: int, appeals: bool) -> Imported | LeftOut:
    words = [w.lower() for field in ("mode", "context", "auxiliary") for w in _words(record.get(field), field)]
    status = next((AUXILIARIES[w] for w in words if w in AUXILIARIES), Status.ACTUAL)
    act = _act(word, _words(record.get("mode"), "mode"), words, appeals)
    if isinstance(act, LeftOut):
        return act
    type, mode, contexts, code = act
    if "date" not in record:
        raise Wrong("date", f'there is no "date"; give the day, {ACCEPTED}')
    first = _day(record.get("date"), "date")
    last = _day(record.get("enddate"), "enddate") or first
    if first and last and last < first:
        raise Wrong("date", f'"enddate" {last} lies before "date" {first}; correct one of them')
    actors, recipients = _parties(record, "actor"), _parties(record, "recipient")
    cited = _object(record.get("cite_info") or {}, '"cite_info"')
    within = _object(record.get("text_info") or {}, '"text_info"')
    told = [_told(record, side) for side in ("actor", "recipient")]
    url, citation = _text(cited.get("url") or record.get("url")), _text(cited.get("citation"))
    story = url or citation or _text(record.get("story_id")) or f"event {their_id}"
    passage = record.get("passage") or within.get("text_story") or within.get("markup")
    return Imported(
        dataset=NAME,
        file=name,
        line=line,
        their_id=their_id,
        key=(NAME, their_id, story, str(first), type, mode, status.value, *map(str, told)),
        mutual=False,
        story=Story(id=story, url=url, publisher=_text(cited.get("publication") or record.get("publication")),
                    title=_text(cited.get("title") or record.get("title")), language=_text(cited.get("language")),
                    published=_day(record.get("pub_date"), "pub_date")),
        type=type,
        mode=mode,
        contexts=contexts,
        status=status,
        actors=actors,
        recipients=recipients,
        first_day=first,
        last_day=last,
        place=_spot(record.get("event_loc")),
        cameo=ontology.load().nearest_cameo(type, mode, contexts)[0],
        code=code,
        words=_joined(record.get("event_text")),
        label=", ".join(dict.fromkeys(w for f in ("context", "auxiliary") for w in _words(record.get(f), f))) or None,
        quantities=_counted(record.get("size")),
        actor_told=told[0],
        recipient_told=told[1],
        quad=_whole(record.get("quad_code")),
        intensity=number(str(record.get("event_scale"))),
        sentence=_whole(within.get("sequence") or within.get("sentence")),
        text_start=_whole(within.get("start")),
        text_end=_whole(within.get("end")),
        passage=_joined(passage),
        coder=_text(cited.get("coder")) or _text(record.get("coder")),
        added=_day(record.get("coded_date"), "coded_date"),
    )  # fmt: skip


def _act(word: str, modes: Sequence[str], words: Sequence[str], appeals: bool
         ) -> LeftOut | tuple[str, str | None, tuple[str, ...], str]:  # fmt: skip
    """Type, mode, contexts, and the record's own code. Modes and contexts that PLOVER 2 lacks are left out."""
    told = [mode for mode in modes if mode.lower() not in AUXILIARIES]
    code = "/".join((word, *told))
    known = ontology.load()
    if word[:1].isdigit():
        try:
            found = reading(word, appeals=appeals)
        except UnknownCode:
            raise Wrong("type_unknown", f'"event" {word!r} is neither a PLOVER type nor a CAMEO code') from None
        if isinstance(found, LeftOut):
            return found
        type, own_mode, from_code = found.type, found.mode, found.contexts
    else:
        type, own_mode = OLD_TYPES.get(word.upper(), (word.upper(), None))
        from_code = ()
        if type not in known.types:
            raise Wrong("type_unknown", f'"event" {word!r} is no type of PLOVER 2.0; expected one of '
                        f"{', '.join(known.types)}")  # fmt: skip
    mode = next((m for m in (known_mode(type, mode.lower()) for mode in told) if m), known_mode(type, own_mode))
    contexts = dict.fromkeys(c for w in (*from_code, *words) if (c := OLD_CONTEXTS.get(w, w)) in known.contexts)
    return type, mode, tuple(contexts), code


def _parties(record: Object, side: str) -> tuple[Party, ...]:
    if side == "actor" and "actor" not in record:
        raise Wrong("actor", 'there is no "actor"; give a list of entities, [] where nobody is named')
    found = (_party(_object(entity, f'each entity of "{side}"')) for entity in _entities(record, side))
    return tuple(party for party in found if party)


def _entities(record: Object, side: str) -> list[Any]:
    return [{"code": entity} if isinstance(entity, str) else entity for entity in _list(record.get(side))]


def _told(record: Object, side: str) -> str | None:
    """The parties as the record has them, for telling one record from another."""
    entities = _entities(record, side)
    return json.dumps(entities, ensure_ascii=False, sort_keys=True) if entities else None


def _party(entity: Object) -> Party | None:
    """`code` may hold sectors too (USAGOVMIL); a country may be given by name."""
    whole = _text(entity.get("code")) or ""
    country = _text(entity.get("country_name")) or _text(entity.get("country")) or ""
    code, *more = [whole[at : at + 3] for at in range(0, len(whole), 3)] or [""]
    named = [s for field in ("sector", "other_sectors") for s in _words(entity.get(field), field)]
    sectors = [part.upper() for s in (*more, *named) for part in (s[at : at + 3] for at in range(0, len(s), 3))]
    found = (
        _code(code) or _code(country) or load().named(country) or next((s for s in sectors if s in INTERNATIONAL), None)
    )
    if code and not found and code in ontology.load().sectors:
        sectors.insert(0, code)
    own = tuple(dict.fromkeys(s for s in sectors if s in ontology.load().sectors))
    text = _text(entity.get("entity_text"))
    name = _text(entity.get("identifier_text")) or text
    if not (found or own or name):
        return None
    absence = None if found else Absence.NO_CANDIDATE if whole or country or name else Absence.NOT_GIVEN
    return Party(span=None, text=text, name=name, code=found, sector=own[0] if own else None, other_sectors=own[1:],
                 office=_text(entity.get("office")), evidence=EVIDENCE if found or own else None,
                 absence=absence)  # fmt: skip


def _code(code: str) -> str | None:
    code = KOSOVO.get(code.upper(), code.upper())
    return code if code in INTERNATIONAL or code in load().iso else None


def _spot(value: object) -> Spot | None:
    entries = [entry for entry in _list(value) if entry]
    if not entries:
        return None
    place = _object(entries[0], '"event_loc"')
    city, district, province = (_text(place.get(field)) for field in ("city", "district", "province"))
    country = _text(place.get("country_code")) or _text(place.get("country")) or ""
    iso = (_code(country) or load().named(country)) if country else None
    text = _text(place.get("extracted_place")) or _text(place.get("entity_text"))
    name = _text(place.get("resolved_place")) or city or district or province or _text(place.get("country"))
    if not (name or text or iso):
        return None
    north, east = degrees(str(place.get("lat")), str(place.get("lon")))
    level = LEVELS.get(str(place.get("resolution")))
    return Spot(name=name, text=text, country=iso, admin1=province, geonames_id=_whole(place.get("geonameid")),
                latitude=north, longitude=east, feature_code=_text(place.get("feature_code")) or level,
                absence=None if iso else Absence.NO_CANDIDATE if country else Absence.NOT_GIVEN)  # fmt: skip


def _counted(value: object) -> tuple[tuple[str, float], ...]:
    """What PLOVER's size object counts; codes for ranges and counts of other things are left out."""
    if not isinstance(value, dict):
        return ()
    found = ((COUNTED.get(str(what).lower()), number(str(n))) for what, n in value.items())
    return tuple((what, n) for what, n in found if what and n is not None)


def _day(value: object, field: str) -> dt.date | None:
    try:
        return day("" if value is None else str(value).strip())
    except ValueError:
        raise Wrong("date", f'"{field}" is {_short(value)}, which is no day; write {ACCEPTED}') from None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None or value == "" else [value]


def _words(value: object, field: str) -> list[str]:
    """A text, or a list of texts."""
    found = _list(value)
    if not all(isinstance(word, str) for word in found):
        raise Wrong("field_type", f'"{field}" must be a text or a list of texts, is {_short(value)}')
    return [word.strip() for word in found if word.strip()]


def _joined(value: object) -> str | None:
    return " ... ".join(text for piece in _list(value) if (text := str(piece).strip())) or None


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _whole(value: object) -> int | None:
    return count(str(value))


def _short(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
