"""`terminal`: what a person reads first. Colour only where the stream is a terminal; 80 to 120 columns."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from dragoman.records import Coded, Event, Failure, Party, Span, Statement, Status
from dragoman.write import wording
from dragoman.write.accounts import accounts
from dragoman.write.output import Options, Output, Record, Tally

WIDTH = 100  # columns, where no terminal says otherwise
MARGIN = 11  # columns left of what a label says
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
        lines = _failure(record, console) if isinstance(record, Failure) else _article(record, console)
        _emit(lines, console, output)
    _emit([Text(wording.totals(tally), style="bold")], console, output)


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


def _emit(lines: Iterable[Text], console: Console, output: Output) -> None:
    if console.is_terminal:
        with console.capture() as captured:
            console.print(Text("\n").join(lines), soft_wrap=True)
        output.write(captured.get())
    else:
        output.write("".join(f"{line.plain.rstrip()}\n" for line in lines))
    output.flush()


def safe(text: str) -> str:
    """The text on one line, with what could steer a terminal made visible."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", text)).strip()


def _failure(failure: Failure, console: Console) -> list[Text]:
    said = Text().append(safe(wording.failure_words(failure)), style="red")
    return [*_labelled([("failed", said)], console), Text()]


def _article(coded: Coded, console: Console) -> list[Text]:
    numbers = {event.id: position for position, event in enumerate(coded.events, 1)}
    plain = not console.is_terminal
    lines = _head(coded, console)
    for event in coded.events:
        lines += [*_labelled(_event(event, coded, numbers, plain), console), Text()]
    if coded.statements:
        lines.append(Text("  statements", style="bold dim"))
    for statement in coded.statements:
        lines += [*_labelled(_statement(statement, coded), console), Text()]
    lines += _ledger(coded, console)
    if not coded.events and not coded.statements:
        lines += [Text("  no events and no statements found", style="dim"), Text()]
    if coded.notes:
        lines += [*_labelled([("note", Text(safe(note))) for note in coded.notes], console), Text()]
    return lines


def _ledger(coded: Coded, console: Console) -> list[Text]:
    """A line a record, what belongs to it below."""
    told = accounts(coded)
    if not told:
        return []
    lines = [Text("  ledger", style="bold dim")]
    for account in told:
        rows = [(account.kind, Text(safe(account.line))), *(("", Text(safe(d), style="dim")) for d in account.details)]
        lines += _labelled(rows, console)
    return [*lines, Text()]


def _head(coded: Coded, console: Console) -> list[Text]:
    title = wording.headline(coded)
    parts = [*([] if title == coded.article.id else [coded.article.id]), *wording.origin(coded)]
    lines = [Text("─" * console.width, style="dim"), *_wrapped(Text(safe(title), style="bold"), console, 0)]
    if parts:
        lines += _wrapped(Text(" · ".join(safe(part) for part in parts), style="dim"), console, 0)
    return [*lines, Text()]


def _labelled(rows: Iterable[tuple[str, Text]], console: Console) -> list[Text]:
    """Rows of a dim label in a margin, and what it says, wrapped beside it."""
    lines: list[Text] = []
    for label, said in rows:
        margin = Text().append(f"{label:>{MARGIN - 1}} ", style="dim")
        for line in _wrapped(said, console, MARGIN):
            lines.append(Text.assemble(margin, line))
            margin = Text(" " * MARGIN)
    return lines


def _wrapped(said: Text, console: Console, margin: int) -> list[Text]:
    return list(said.wrap(console, max(20, console.width - margin), overflow="fold"))


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
    if statement.description:
        words = safe(statement.description.of(text))
        line.append(f" {words}" if words.startswith("(") else f" ({words})", style="dim")
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
