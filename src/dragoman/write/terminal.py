"""`terminal`: what a person reads first. Colour only where the stream is a terminal; 80 to 120 columns."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.records import Coded, Event, Failure, Party, Span, Statement, Status
from dragoman.write import wording
from dragoman.write.output import Options, Output, Record, Tally

WIDTH = 100  # columns, where no terminal says otherwise
WIDEST = 120  # a longer line is hard to follow
EXCERPT = 260  # characters of a sentence shown around its trigger: about three lines
COLOURS = {1: "green", 2: "cyan", 3: "yellow", 4: "red"}  # by quad class
# Escape and other control characters in a text must not steer the terminal; nor may invisible ones reorder it
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


def write_terminal(records: Iterable[Record], output: Output, options: Options) -> None:
    tally = records if isinstance(records, Tally) else Tally(records)
    console = _console(output, options)
    for record in tally:
        _emit(console, output, _failure(record) if isinstance(record, Failure) else _article(record, console))
    _emit(console, output, Text(wording.totals(tally), style="bold"))


def _console(output: Output, options: Options) -> Console:
    colour = output.isatty() if options.colour is None else options.colour
    width = shutil.get_terminal_size((WIDTH, 24)).columns if output.isatty() else WIDTH
    return Console(
        width=options.width or max(40, min(width, WIDEST)),
        force_terminal=colour,
        no_color=None if colour else True,
        color_system="auto" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _emit(console: Console, output: Output, what: RenderableType) -> None:
    with console.capture() as captured:
        console.print(what)
    lines = captured.get().split("\n")
    output.write("\n".join(line.rstrip() for line in lines))
    output.flush()


def safe(text: str) -> str:
    """The text on one line, with what could steer a terminal made visible."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", text)).strip()


def _failure(failure: Failure) -> RenderableType:
    return Group(Text(safe(f"not coded  {wording.failure_words(failure)}"), style="red"), Text())


def _article(coded: Coded, console: Console) -> RenderableType:
    numbers = {event.id: position for position, event in enumerate(coded.events, 1)}
    parts: list[RenderableType] = [_head(coded, console)]
    parts += [_indented(_event(event, coded, numbers, console.no_color)) for event in coded.events]
    if coded.statements:
        parts.append(Text("  statements", style="bold dim"))
        parts += [_indented(_statement(statement, coded)) for statement in coded.statements]
    if not coded.events and not coded.statements:
        parts.append(Text("  no events and no statements found\n", style="dim"))
    parts += [Padding(_labelled([("note", Text(safe(note)))]), (0, 0, 0, 2)) for note in coded.notes]
    if coded.notes:
        parts.append(Text())
    return Group(*parts)


def _head(coded: Coded, console: Console) -> RenderableType:
    rule = Text("─" * console.width, style="dim")
    title = Text(safe(wording.headline(coded)), style="bold")
    parts = [] if wording.headline(coded) == coded.article.id else [coded.article.id]
    line = " · ".join(safe(part) for part in [*parts, *wording.origin(coded)])
    return Group(rule, title, Text(line, style="dim"), Text()) if line else Group(rule, title, Text())


def _indented(rows: list[tuple[str, Text]]) -> RenderableType:
    return Padding(_labelled(rows), (0, 0, 1, 2))


def _labelled(rows: list[tuple[str, Text]]) -> Table:
    """Two columns: a short dim label, and what it says."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=7, no_wrap=True, justify="right")
    table.add_column(overflow="fold", ratio=1)
    for label, said in rows:
        table.add_row(Text(label, style="dim"), said)
    return table


def _event(event: Event, coded: Coded, numbers: dict[str, int], plain: bool) -> list[tuple[str, Text]]:
    rows = [(str(numbers[event.id]), _what(event)), ("who", _who(event))]
    if event.time:
        rows.append(("when", _said(wording.when_days(event.time), event.time.text)))
    if event.place:
        rows.append(("where", _said(wording.place_name(event.place), event.place.text)))
    if event.source:
        rows.append(("told by", _party(event.source)))
    if event.quantities:
        words = "; ".join(f"{wording.quantity_words(q)} “{q.span.of(coded.article.text)}”" for q in event.quantities)
        rows.append(("numbers", Text(safe(words))))
    if event.contexts:
        rows.append(("about", Text(safe(", ".join(event.contexts)))))
    if event.same_as:
        rows.append(("same as", Text(f"event {numbers.get(event.same_as, event.same_as)}, told again")))
    return [*rows, ("words", _words(event.trigger, event.sentence, coded, plain, COLOURS[event.quad]))]


def _what(event: Event) -> Text:
    line = Text().append(event.type, style=f"bold {COLOURS[event.quad]}")
    if event.mode:
        line.append(f" {event.mode}", style=COLOURS[event.quad])
    line.append("  ").append(event.status.value, style="" if event.status is Status.ACTUAL else "bold magenta")
    return line.append(f"  {wording.percent(event.confidence)}", style="dim")


def _who(event: Event) -> Text:
    line = _parties(event.actors) if event.actors else Text().append("nobody named", style="dim")
    return line.append(" → ", style="bold").append(_parties(event.recipients)) if event.recipients else line


def _parties(parties: Iterable[Party]) -> Text:
    return Text(", ").join(_party(party) for party in parties)


def _party(party: Party) -> Text:
    line = Text().append(safe(wording.party_name(party)), style="bold" if party.code else "italic")
    line.append(f" {safe(wording.party_code(party))}", style="" if party.code else "dim")
    words = wording.party_words(party)
    return line.append(f" {safe(words)}", style="dim") if words else line


def _said(value: str, words: str) -> Text:
    line = Text(safe(value))
    return line if value.startswith(words) else line.append(f" “{safe(words)}”", style="dim")


def _words(trigger: Span, sentence: int, coded: Coded, plain: bool, colour: str) -> Text:
    """The sentence around the trigger, the trigger set off: in colour, or in brackets where there is none."""
    text, around = coded.article.text, wording.sentence_span(coded, sentence, trigger)
    room = max(0, EXCERPT - (trigger.end - trigger.start)) // 2
    start, end = max(around.start, trigger.start - room), min(around.end, trigger.end + room)
    before, after = _clipped(text[start : trigger.start], start > around.start, False), text[trigger.end : end]
    after = _clipped(after, False, end < around.end)
    line = Text().append(_keep_edges(before), style="dim")
    words = safe(trigger.of(text))
    line.append(f"[{words}]" if plain else words, style=f"bold underline {colour}")
    return line.append(_keep_edges(after), style="dim")


def _clipped(text: str, at_start: bool, at_end: bool) -> str:
    """Cut at a word's edge, with dots where something is left out."""
    if at_start:
        text = "… " + text.partition(" ")[2]
    return text.rpartition(" ")[0] + " …" if at_end else text


def _keep_edges(text: str) -> str:
    """`safe`, but the spaces beside the trigger stay."""
    inner = safe(text)
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"


def _statement(statement: Statement, coded: Coded) -> list[tuple[str, Text]]:
    text = coded.article.text
    line = _party(statement.speaker)
    if statement.cue:
        line.append(f" {safe(statement.cue.of(text))}", style="magenta")
    if statement.addressee:
        line.append(" → ").append(_party(statement.addressee))
    detail = statement.kind if statement.act == "say" else f"{statement.kind}, {statement.act}"
    line.append(f"  {detail}  {wording.percent(statement.confidence)}", style="dim")
    content = " … ".join(safe(span.of(text)) for span in statement.content)
    rows = [("", line), ("", Text(f"“{content}”" if statement.kind == "direct" else content))]
    where = [statement.occasion.of(text)] if statement.occasion else []
    where += [wording.place_name(statement.place)] if statement.place else []
    return [*rows, ("at", Text(safe(", ".join(where)), style="dim"))] if where else rows
