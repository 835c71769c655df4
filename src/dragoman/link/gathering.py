"""Incidents: mentions of one act, across sentences, articles, outlets and days, brought together.

`incidents` does so for coded articles in memory, `link_new` for what a store holds and has not linked yet.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.records import Coded, Event, FigureReport, Incident, Party, Report, Status, Version, When

from .blocks import as_rows
from .facts import REACH_DAYS, anchor
from .linking import Comparer, Group, linked
from .similarity import ARTICLE_CHARS, Telling
from .window import inside, moved

TELLINGS = Path(__file__).with_name("tellings.sql")
UNLINKED = Path(__file__).with_name("unlinked.sql")
MARGIN_DAYS = 30  # read around the days that are new; more when a part reaches its edge
COUNTRY_FEATURES = "PCL"  # GeoNames feature codes of whole countries begin so


class _Told(NamedTuple):
    """An event with its article."""

    event: Event
    coded: Coded


def incidents(coded: Iterable[Coded]) -> tuple[Incident, ...]:
    """Brings together the events of articles, by first day and id. Articles and events must have ids of their own."""
    told = {event.id: _Told(event, record) for record in coded for event in record.events}
    tellings = [telling(t.event, t.coded) for t in told.values()]
    comparer = Comparer(tellings)
    groups = linked(comparer, as_rows(range(len(tellings))))
    found = [_incident(group, [told[id] for id in group.tellings]) for group in groups]
    return tuple(sorted(found, key=lambda i: (i.first_day or i.first_report or dt.date.min, i.id)))


def telling(event: Event, coded: Coded) -> Telling:
    """An event as it is compared."""
    article = coded.article
    sentence = next((s for s in coded.sentences if s.index == event.sentence), None)
    start, end = (sentence.start, sentence.end) if sentence else (event.trigger.start, event.trigger.end)
    told = _told_days(event.time)
    place = event.place
    small = place is not None and place.latitude is not None and place.longitude is not None and not (
        place.feature_code or "").startswith(COUNTRY_FEATURES)  # fmt: skip
    return Telling(
        id=event.id,
        article=article.id,
        sentence=article.text[start:end],
        trigger=(event.trigger.start - start, event.trigger.end - start),
        sentence_index=event.sentence,
        about=article.text[:ARTICLE_CHARS],
        type=event.type,
        status=event.status.value,
        actors=_codes(event.actors),
        recipients=_codes(event.recipients),
        names=_names((*event.actors, *event.recipients)),
        place_country=place.country if place else None,
        place_name=place.name if place else None,
        degrees=(place.latitude, place.longitude) if small else None,  # type: ignore[arg-type, union-attr]
        published=article.published,
        first=told[0] if told else article.published,
        last=told[1] if told else article.published,
        day_is_told=told is not None,
        same_as=event.same_as,
    )


def _told_days(time: When | None) -> tuple[dt.date, dt.date] | None:
    return (time.start, time.end or time.start) if time and time.start else None


def _codes(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.code for party in parties if party.code))


def _names(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for party in parties if (name := party.name or party.text)))


def _incident(group: Group, told: Sequence[_Told]) -> Incident:
    reports = sorted(
        (_report(t, p) for t, p in zip(told, group.probabilities, strict=True)),
        key=lambda r: (r.published or dt.date.max, r.article, r.trigger, r.event),
    )
    order = {report.event: at for at, report in enumerate(reports)}
    told = sorted(told, key=lambda t: order[t.event.id])
    days = [pair for t in told if (pair := _told_days(t.event.time))]
    exact = _most([pair for pair in days if pair[0] == pair[1]]) or _most(days)
    published = [report.published for report in reports if report.published]
    figures = tuple(figure for t in told for figure in _figures(t))
    return Incident(
        id=group.id,
        type=_most([t.event.type for t in told]) or "",
        mode=_most([t.event.mode for t in told if t.event.mode]),
        status=_most([t.event.status for t in told]) or Status.ACTUAL,
        first_day=exact[0] if exact else None,
        last_day=exact[1] if exact else None,
        actors=_agreed([_codes(t.event.actors) for t in told]),
        recipients=_agreed([_codes(t.event.recipients) for t in told]),
        place=_most([t.event.place.name for t in told if t.event.place and t.event.place.name]),
        country=_most([t.event.place.country for t in told if t.event.place and t.event.place.country]),
        first_report=min(published, default=None),
        last_report=max(published, default=None),
        reports=tuple(reports),
        figures=figures,
        disagreements=tuple(_disagreements(told, figures)),
    )


def _report(told: _Told, probability: float) -> Report:
    event, article = told.event, told.coded.article
    return Report(
        event=event.id,
        article=article.id,
        publisher=article.publisher,
        published=article.published,
        sentence=event.sentence,
        trigger=event.trigger,
        status=event.status,
        source=_name(event.source),
        probability=probability,
    )


def _figures(told: _Told) -> Iterator[FigureReport]:
    article = told.coded.article
    for q in told.event.quantities:
        yield FigureReport(what=q.what, value=q.value, low=q.low, high=q.high, qualifier=q.qualifier, span=q.span,
                           event=told.event.id, article=article.id, publisher=article.publisher,
                           published=article.published, source=_name(told.event.source))  # fmt: skip


def _name(party: Party | None) -> str | None:
    return (party.name or party.text) if party else None


def _most(values: Sequence[Any]) -> Any:
    """The value told most often; of several, the one told first. None when there is none."""
    return Counter(values).most_common(1)[0][0] if values else None


def _agreed(told: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Codes that half or more of those who name any tell."""
    naming = [codes for codes in told if codes]
    counts = Counter(code for codes in naming for code in codes)
    often = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(code for code, n in often if 2 * n >= len(naming))


def _disagreements(told: Sequence[_Told], figures: Sequence[FigureReport]) -> Iterator[Version]:
    """Fields told in more than one way. A report that is silent on a field does not disagree."""
    versions: dict[str, dict[str, list[str]]] = {}

    def tell(field: str, value: str | None, event: str) -> None:
        if value:
            versions.setdefault(field, {}).setdefault(value, []).append(event)

    for event, _ in told:
        tell("type", event.type, event.id)
        tell("mode", event.mode, event.id)
        tell("status", event.status.value, event.id)
        tell("actors", " ".join(sorted(_codes(event.actors))), event.id)
        tell("recipients", " ".join(sorted(_codes(event.recipients))), event.id)
        tell("country", event.place.country if event.place else None, event.id)
        tell("place", event.place.name if event.place else None, event.id)
        tell("day", event.time.value if event.time else None, event.id)
    for figure in figures:
        tell(figure.what, _said(figure), figure.event)
    for field, values in versions.items():
        if len(values) > 1:
            yield from (Version(field=field, value=v, events=tuple(events)) for v, events in values.items())


def _said(figure: FigureReport) -> str:
    """A number in words and figures: "at least 12", "10 to 15", "12 or more"."""
    if figure.value is not None:
        return f"{figure.qualifier} {figure.value:g}" if figure.qualifier else f"{figure.value:g}"
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:g} to {figure.high:g}"
    return f"{figure.low:g} or more" if figure.low is not None else f"up to {figure.high or 0:g}"


def link_new(store: Any) -> int:
    """Links every event of a store that no incident holds yet; returns how many there were.

    What is linked already is looked at again only where the new events tie in, so the work grows with what is new, and
    the result is that of linking everything at once. Call it outside a transaction; nothing is written when it fails.
    """
    first, last, n_new, n_undated = _span(store)
    if not n_new:
        return 0
    margin = MARGIN_DAYS
    while True:
        low, high = moved(first, -margin), moved(last, margin)
        rows = store.sql(TELLINGS.read_text("utf-8"), [low, high, n_undated > 0]).to_pylist()
        tellings = [_from_row(row) for row in rows]
        comparer = Comparer(tellings)
        unlinked = {row["event_id"] for row in rows if not row["is_linked"]}
        groups = linked(comparer, as_rows(at for at, t in enumerate(comparer.tellings) if t.id in unlinked))
        anchors = {t.id: anchor(t) for t in tellings}
        if inside((anchors[id] for group in groups for id in group.tellings), low, high, REACH_DAYS):
            break
        margin *= 4
    links = [(id, group.id, p) for group in groups for id, p in zip(group.tellings, group.probabilities, strict=True)]
    with store.transaction():
        store.write_incidents(links)
    return n_new


def _span(store: Any) -> tuple[dt.date | None, dt.date | None, int, int]:
    """First and last day of what is new, how much is new, and how much of it has no day."""
    (row,) = store.sql(UNLINKED.read_text("utf-8")).to_pylist()
    return row["first"], row["last"], row["n_new"], row["n_undated"]


def _from_row(row: dict[str, Any]) -> Telling:
    start = row["sentence_start"] if row["sentence_start"] is not None else row["trigger_start"]
    small = row["place_latitude"] is not None and not (row["place_feature_code"] or "").startswith(COUNTRY_FEATURES)
    return Telling(
        id=row["event_id"],
        article=row["article_id"],
        sentence=row["sentence"] or row["trigger_text"],
        trigger=(row["trigger_start"] - start, row["trigger_end"] - start),
        sentence_index=row["sentence_index"],
        about=row["about"],
        type=row["type"],
        status=row["status"],
        actors=tuple(row["actor_codes"]),
        recipients=tuple(row["recipient_codes"]),
        names=tuple(dict.fromkeys(row["actor_names"] + row["recipient_names"])),
        place_country=row["place_country"],
        place_name=row["place_name"],
        degrees=(row["place_latitude"], row["place_longitude"]) if small else None,
        published=row["published"],
        first=row["day"],
        last=row["until_day"],
        day_is_told=row["day_from"] == "text",
        same_as=row["same_as"],
    )
