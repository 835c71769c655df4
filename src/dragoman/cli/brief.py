"""Lines of timelines and dossiers in words; the text is Markdown that also reads well as it is."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.cli.asking import width
from dragoman.cli.shown import visible

if TYPE_CHECKING:
    from dragoman.store.brief import Dossier
    from dragoman.store.lines import Line, Source


def plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def line_words(line: Line, numbers: Mapping[str, int], *, indent: int = 0) -> str:
    """Day, what, who tells it, where it stands; then the words themselves."""
    told = f", as {visible(line.told_by)} tells it" if line.told_by else ""
    marks = "".join(f"[{numbers[article]}]" for article in line.articles)
    origins = f" {line.n_origins} origins" if line.n_origins > 1 else ""
    status = f", {line.status}" if line.status not in (None, "actual") else ""
    head = f"- {day_words(line)}  {visible(line.what)}{status}{told} {marks}{origins}"
    text = _wrapped(head, indent, 2)
    text += _wrapped(f"> {visible(line.words)}", indent + 2, 2) if line.words else ""
    for other in line.against:
        text += _wrapped("but:", indent + 2, 0) + line_words(other, numbers, indent=indent + 2)
    for other in line.later:
        text += _wrapped("then:", indent + 2, 0) + line_words(other, numbers, indent=indent + 2)
    return text


def day_words(line: Line) -> str:
    """A tilde where only the day of publication is known."""
    if line.day is None:
        return "undated"
    span = "" if line.until in (None, line.day) else f" to {line.until}"
    return f"{'' if line.day_told else '~'}{line.day}{span}"


def source_words(sources: Sequence[Source]) -> str:
    text = "\nSources\n"
    for number, source in enumerate(sources, 1):
        parts = [source.publisher, source.agency, plain(source.published) if source.published else None]
        copies = f"; one of {source.n_copies} copies" if source.n_copies > 1 else ""
        where = f" {source.url}" if source.url not in (None, source.title) else ""
        text += _wrapped(f"[{number}] {visible(', '.join([*filter(None, parts), source.title]))}{copies}{where}", 0, 4)
    return text


def dossier_words(dossier: Dossier) -> str:
    days = f"{dossier.first_day} to {dossier.last_day}" if dossier.first_day else "no day known"
    text = f"# {visible(dossier.about)}\n\n"
    text += _wrapped(f"{days} · events: {dossier.n_events} · statements: {dossier.n_statements} · articles: "
                     f"{dossier.n_articles} · independent origins: {dossier.n_origins}", 0, 0)  # fmt: skip
    if dossier.by_type:
        text += _wrapped(", ".join(f"{name} {n}" for name, n in dossier.by_type), 0, 0)
    numbers = {source.article_id: n for n, source in enumerate(dossier.sources, 1)}
    for section in dossier.sections:
        text += f"\n## {section.name}\n\n" + "".join(line_words(line, numbers) for line in section.lines)
        text += "" if section.lines else "nothing in this store\n"
        text += f"... and {section.n_more} more (--lines)\n" if section.n_more else ""
    return text + source_words(dossier.sources)


def _wrapped(text: str, indent: int, hang: int) -> str:
    first, rest = " " * indent, " " * (indent + hang)
    lines = textwrap.wrap(text, width(), initial_indent=first, subsequent_indent=rest, break_long_words=False,
                          break_on_hyphens=False)  # fmt: skip
    return "\n".join(lines) + "\n"
