"""`html`: one page that needs nothing else: each article with its events and statements marked in the text.

The text is cut at every place where a marked span begins or ends, so overlapping spans never nest: each piece knows
all the records and roles it belongs to. Everything from the text is escaped; a content security policy lets run only
the page's own script.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.records import Coded, Event, Party, Place, Run, Span, Statement
from dragoman.write import wording
from dragoman.write.accounts import Account, accounts
from dragoman.write.output import Options, Output, Record, Tally

if TYPE_CHECKING:
    import jinja2

HERE = Path(__file__).parent
# What a piece of text looks like when several records claim it: the first role found wins
RANK = ("trigger", "cue", "actor", "recipient", "speaker", "source", "addressee", "place", "time", "number", "occasion",
        "description", "antecedent", "content")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span that a record points at, and as what."""

    span: Span
    record: str  # id of the record's card in the page
    role: str  # one of RANK
    quad: int = 0  # of an event's trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text that no mark begins or ends in."""

    text: str
    roles: str  # every role here, first of RANK first; "" for plain text
    quad: int
    links: str  # "record:role record:role", for the script
    target: str | None  # the card that a click opens, at the first piece of a trigger or cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A party on a card."""

    role: str
    name: str
    codes: str
    known: bool
    words: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled line on a card."""

    label: str
    value: str
    role: str = ""  # colours the label as in the text
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One record beside the text."""

    id: str
    number: str
    title: str
    mode: str
    status: str
    quad: int
    confidence: str
    start: int
    doers: tuple[Who, ...]
    receivers: tuple[Who, ...]
    facts: tuple[Fact, ...]
    quote: str
    why: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One article as the page shows it."""

    anchor: str
    id: str
    title: str
    origin: tuple[str, ...]
    url: str | None
    language: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    cards: tuple[Card, ...]
    counts: str
    ledger: tuple[Account, ...]
    notes: tuple[str, ...]
    run: str


def write_html(records: Iterable[Record], output: Output, options: Options) -> None:
    """The index stands first, so the page is written when the last article has come."""
    tally = records if isinstance(records, Tally) else Tally(records)
    sheets: list[Sheet] = []
    for record in tally:
        if isinstance(record, Coded):
            sheets.append(_sheet(record, f"a{len(sheets) + 1}"))
    style, script = (HERE / "page.css").read_text("utf-8"), (HERE / "page.js").read_text("utf-8")
    page = _template().stream(
        sheets=sheets,
        failures=[wording.failure_words(failure) for failure in tally.failures],
        totals=wording.totals(tally),
        types=_choices(sheets, "title"),
        statuses=_choices(sheets, "status"),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    for chunk in page:
        output.write(chunk)


@cache
def _template() -> jinja2.Template:
    import jinja2

    loader = jinja2.FileSystemLoader(HERE)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True,
                              undefined=jinja2.StrictUndefined).get_template("page.html.j2")  # fmt: skip


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _choices(sheets: Iterable[Sheet], field: str) -> list[tuple[str, int]]:
    """Each value that cards have, with how many have it, in the order of the alphabet."""
    counts: dict[str, int] = {}
    for sheet in sheets:
        for card in sheet.cards:
            value = getattr(card, field)
            if value:
                counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items())


def _sheet(coded: Coded, anchor: str) -> Sheet:
    article, names = coded.article, _Names(coded, anchor)
    cards = [_event_card(event, coded, names) for event in coded.events]
    cards += [_statement_card(statement, coded, names) for statement in coded.statements]
    return Sheet(
        anchor=anchor,
        id=article.id,
        title=wording.headline(coded),
        origin=tuple(wording.origin(coded)),
        url=article.url if (article.url or "").lower().startswith(("http://", "https://")) else None,
        language=coded.provenance.language or "",
        paragraphs=tuple(_paragraphs(article.text, list(_marks(coded, names)))),
        cards=tuple(sorted(cards, key=lambda card: (card.start, card.id))),
        counts=f"{wording.counted(len(coded.events), 'event')}, {wording.counted(len(coded.statements), 'statement')}",
        ledger=accounts(coded),
        notes=coded.notes,
        run=_versions(coded.run),
    )


def _versions(run: Run) -> str:
    return f"dragoman {run.version} · {run.ontology} · model {run.model} · settings {run.settings}"


class _Names:
    """The short numbers a reader sees (E1, S2), the ids of the cards, and who stands in which sentence."""

    def __init__(self, coded: Coded, anchor: str) -> None:
        self.events_in: dict[int, list[Event]] = {}
        self.statements_in: dict[int, list[Statement]] = {}
        self.told_again: dict[str, list[Event]] = {}
        for event in coded.events:
            self.events_in.setdefault(event.sentence, []).append(event)
            if event.same_as:
                self.told_again.setdefault(event.same_as, []).append(event)
        for statement in coded.statements:
            self.statements_in.setdefault(statement.sentence, []).append(statement)
        self.number = {event.id: f"E{n}" for n, event in enumerate(coded.events, 1)}
        self.number |= {statement.id: f"S{n}" for n, statement in enumerate(coded.statements, 1)}
        self.card = {id: f"{anchor}-{number}" for id, number in self.number.items()}


def _marks(coded: Coded, names: _Names) -> Iterator[Mark]:
    for event in coded.events:
        card = names.card[event.id]
        yield Mark(span=event.trigger, record=card, role="trigger", quad=event.quad)
        yield from _party_marks(event.actors, card, "actor")
        yield from _party_marks(event.recipients, card, "recipient")
        yield from _party_marks([event.source] if event.source else [], card, "source")
        if event.place:
            yield Mark(span=event.place.span, record=card, role="place")
        if event.time:
            yield Mark(span=event.time.span, record=card, role="time")
        for quantity in event.quantities:
            yield Mark(span=quantity.span, record=card, role="number")
    for statement in coded.statements:
        yield from _statement_marks(statement, names.card[statement.id])


def _statement_marks(statement: Statement, card: str) -> Iterator[Mark]:
    yield from (Mark(span=span, record=card, role="content") for span in statement.content)
    yield from _party_marks([statement.speaker], card, "speaker")
    yield from _party_marks([statement.addressee] if statement.addressee else [], card, "addressee")
    for span, role in (
        (statement.description, "description"),
        (statement.cue, "cue"),
        (statement.occasion, "occasion"),
    ):
        if span:
            yield Mark(span=span, record=card, role=role)
    if statement.place:
        yield Mark(span=statement.place.span, record=card, role="place")


def _party_marks(parties: Iterable[Party], card: str, role: str) -> Iterator[Mark]:
    for party in parties:
        if party.span:
            yield Mark(span=party.span, record=card, role=role)
        if party.antecedent:
            yield Mark(span=party.antecedent, record=card, role="antecedent")


def _paragraphs(text: str, marks: list[Mark]) -> Iterator[tuple[Piece, ...]]:
    """The text's lines, blank ones left out, each cut into pieces."""
    opening: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.span.start, []).append(mark)
    cuts = sorted({edge for mark in marks for edge in (mark.span.start, mark.span.end)})
    active: list[Mark] = []
    opened: set[str] = set()  # cards whose trigger or cue already has its link
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        edges = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        pieces: list[Piece] = []
        for left, right in itertools.pairwise(edges):
            active = [m for m in active if m.span.end > left] + opening.get(left, [])
            if right > left:
                pieces.append(_piece(text[left:right], active, opened))
        if line.strip():
            yield tuple(pieces)
        start = end + 1


def _piece(text: str, active: list[Mark], opened: set[str]) -> Piece:
    ranked = sorted(active, key=lambda m: (RANK.index(m.role), m.record))
    target = next((m.record for m in ranked if m.role in ("trigger", "cue") and m.record not in opened), None)
    if target:
        opened.add(target)
    return Piece(
        text=text,
        roles=" ".join(dict.fromkeys(m.role for m in ranked)),
        quad=ranked[0].quad if ranked else 0,
        links=" ".join(dict.fromkeys(f"{m.record}:{m.role}" for m in ranked)),
        target=target,
    )


def _event_card(event: Event, coded: Coded, names: _Names) -> Card:
    text = coded.article.text
    return Card(
        id=names.card[event.id],
        number=names.number[event.id],
        title=event.type,
        mode=event.mode or "",
        status=event.status.value,
        quad=event.quad,
        confidence=wording.percent(event.confidence),
        start=event.trigger.start,
        doers=tuple(_who(party, "actor", text) for party in event.actors),
        receivers=tuple(_who(party, "recipient", text) for party in event.recipients),
        facts=tuple(_event_facts(event, coded, names)),
        quote="",
        why=tuple(_event_reasons(event, coded)),
    )


def _event_facts(event: Event, coded: Coded, names: _Names) -> Iterator[Fact]:
    text = coded.article.text
    if event.time:
        yield Fact(label="when", value=f"{wording.when_days(event.time)} · “{event.time.text}”", role="time")
    if event.place:
        yield Fact(label="where", value=wording.place_name(event.place), role="place")
    if event.source:
        yield Fact(label="told by", value=_named(event.source), role="source")
    for quantity in event.quantities:
        words = f"{wording.quantity_words(quantity)} · “{quantity.span.of(text)}”"
        yield Fact(label="number", value=words, role="number")
    if event.contexts:
        yield Fact(label="about", value=", ".join(event.contexts))
    yield from _links(event, names)


def _tells_of(statement: Statement, event: Event) -> bool:
    return any(span.start <= event.trigger.start < span.end for span in statement.content)


def _links(event: Event, names: _Names) -> Iterator[Fact]:
    if event.same_as:
        number = names.number.get(event.same_as, event.same_as)
        yield Fact(label="same act", value=f"told before, in {number}", link=names.card.get(event.same_as))
    for other in names.told_again.get(event.id, []):
        yield Fact(label="same act", value=f"told again, in {names.number[other.id]}", link=names.card[other.id])
    for statement in names.statements_in.get(event.sentence, []):
        if _tells_of(statement, event):
            number = names.number[statement.id]
            yield Fact(label="said in", value=f"statement {number}", link=names.card[statement.id])


def _event_reasons(event: Event, coded: Coded) -> Iterator[Fact]:
    trigger = event.trigger
    where = f"{_characters(trigger)}, sentence {event.sentence}"
    yield Fact(label="trigger", value=f"“{trigger.of(coded.article.text)}”, {where}")
    yield Fact(label="probability", value=f"{event.confidence:.4f}")
    yield Fact(label="status", value=wording.STATUSES[event.status])
    yield Fact(label="class", value=f"{event.quad}, {wording.QUADS[event.quad]}; PLOVER score {event.score:g}")
    yield Fact(label="CAMEO", value=f"{event.cameo}; Goldstein {event.goldstein:g}")
    if event.time and event.time.absence:
        yield Fact(label="no date", value=wording.REASONS[event.time.absence])
    if event.place:
        yield Fact(label="place", value=_place_reason(event.place))
    if event.source:
        yield from (Fact(label="source", value=reason) for reason in _party_reasons(event.source, coded.article.text))
    yield Fact(label="id", value=event.id)


def _characters(span: Span) -> str:
    return f"characters {span.start} to {span.end}"


def _place_reason(place: Place) -> str:
    if place.geonames_id is None:
        return wording.REASONS[place.absence] if place.absence else "not in the gazetteer"
    spot = f"{place.latitude:.5f}, {place.longitude:.5f}" if place.latitude is not None else "no coordinates"
    return f"GeoNames {place.geonames_id}, {place.feature_code or 'no feature code'}, {spot}"


def _statement_card(statement: Statement, coded: Coded, names: _Names) -> Card:
    text = coded.article.text
    return Card(
        id=names.card[statement.id],
        number=names.number[statement.id],
        title="statement",
        mode=statement.kind if statement.act == "say" else f"{statement.kind}, {statement.act}",
        status="",
        quad=0,
        confidence=wording.percent(statement.confidence),
        start=statement.content[0].start if statement.content else 0,
        doers=(_who(statement.speaker, "speaker", text),),
        receivers=(_who(statement.addressee, "addressee", text),) if statement.addressee else (),
        facts=tuple(_statement_facts(statement, coded, names)),
        quote=" … ".join(span.of(text) for span in statement.content),
        why=tuple(_statement_reasons(statement, coded)),
    )


def _statement_facts(statement: Statement, coded: Coded, names: _Names) -> Iterator[Fact]:
    if statement.description:
        yield Fact(label="who is", value=statement.description.of(coded.article.text), role="description")
    if statement.occasion:
        yield Fact(label="occasion", value=statement.occasion.of(coded.article.text), role="occasion")
    if statement.place:
        yield Fact(label="where", value=wording.place_name(statement.place), role="place")
    for event in names.events_in.get(statement.sentence, []):
        if _tells_of(statement, event):
            value = f"{event.type}, {names.number[event.id]}"
            yield Fact(label="tells of", value=value, link=names.card[event.id])


def _statement_reasons(statement: Statement, coded: Coded) -> Iterator[Fact]:
    cue = f"“{statement.cue.of(coded.article.text)}”" if statement.cue else "none: the quotation runs on"
    yield Fact(label="cue", value=cue)
    yield Fact(label="probability", value=f"{statement.confidence:.4f}")
    for span in statement.content:
        yield Fact(label="content", value=f"{_characters(span)}, sentence {statement.sentence}")
    if statement.place:
        yield Fact(label="place", value=_place_reason(statement.place))
    yield Fact(label="id", value=statement.id)


def _who(party: Party, role: str, text: str) -> Who:
    return Who(
        role=role,
        name=wording.party_name(party),
        codes=wording.party_code(party)[1:-1],
        known=party.code is not None,
        words=wording.party_words(party),
        why=tuple(_party_reasons(party, text)),
    )


def _named(party: Party) -> str:
    return " ".join(filter(None, [wording.party_name(party), wording.party_code(party), wording.party_words(party)]))


def _party_reasons(party: Party, text: str) -> Iterator[str]:
    """Why this code, or why none: the table or rule, the earlier words, the reason."""
    if party.evidence:
        yield f"code from {party.evidence}"
    if party.office:
        yield f"office: {party.office}"
    if party.antecedent:
        yield f"named earlier: “{party.antecedent.of(text)}”, {_characters(party.antecedent)}"
    if party.span is None:
        yield "not named in the sentence; plain from the article"
    if party.absence:
        yield f"no code: {wording.REASONS[party.absence]}"
