"""Records -> files. A new format is one file here and its line in `WRITERS`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import OptionError
from dragoman.write.output import Options, Output, Record, Summary, Tally, Target

__all__ = ["WRITERS", "Format", "Options", "Output", "Record", "Summary", "Tally", "Target", "format_of", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One output format. `by_line` formats write as articles arrive; the others at the end.

    `writer` names module and function; it is imported when first used, since some need heavy libraries.
    """

    name: str
    about: str
    suffixes: tuple[str, ...]
    writer: str
    by_line: bool = False
    binary: bool = False  # needs a file: it cannot go to standard output

    def load(self) -> Callable[[Iterable[Record], Output, Options], None]:
        module, _, function = self.writer.partition(":")
        return getattr(importlib.import_module(module), function)  # type: ignore[no-any-return]


WRITERS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            name="terminal",
            about="a view for people, in words and colours",
            suffixes=(".txt",),
            writer="dragoman.write.terminal:write_terminal",
            by_line=True,
        ),
        Format(
            name="json",
            about="JSON lines, one object an article, with every span",
            suffixes=(".json", ".ndjson"),
            writer="dragoman.write.json:write_json",
            by_line=True,
        ),
        Format(
            name="jsonl",
            about="PLOVER JSON lines, one event a line, field names of the codebook",
            suffixes=(".jsonl",),
            writer="dragoman.write.plover:write_plover",
            by_line=True,
        ),
        Format(
            name="csv",
            about="one row an event; statements, claims and so on in FILE.statements.csv, FILE.claims.csv ...",
            suffixes=(".csv",),
            writer="dragoman.write.csv:write_csv",
            by_line=True,
        ),
        Format(
            name="parquet",
            about="one row an event; statements, claims and so on in FILE.statements.parquet ...",
            suffixes=(".parquet",),
            writer="dragoman.write.parquet:write_parquet",
            binary=True,
        ),
        Format(
            name="html",
            about="one self-contained page: the articles with their events and statements marked in the text",
            suffixes=(".html", ".htm"),
            writer="dragoman.write.html:write_html",
        ),
        Format(
            name="gdelt",
            about="GDELT 2.0 events, 61 columns; mentions in FILE.mentions, event ids in FILE.ids",
            suffixes=(".export.csv",),
            writer="dragoman.write.gdelt:write_gdelt",
            by_line=True,
        ),
        Format(
            name="gdelt-mentions",
            about="GDELT 2.0 mentions, 16 columns",
            suffixes=(".mentions.csv",),
            writer="dragoman.write.gdelt:write_gdelt_mentions",
            by_line=True,
        ),
        Format(
            name="icews",
            about="ICEWS events, 20 columns with a header line; event ids in FILE.ids",
            suffixes=(".tab",),
            writer="dragoman.write.icews:write_icews",
            by_line=True,
        ),
        Format(
            name="polecat",
            about="POLECAT events, 40 columns with a header line",
            suffixes=(".polecat.txt", ".polecat.tsv"),
            writer="dragoman.write.polecat:write_polecat",
            by_line=True,
        ),
        Format(
            name="phoenix",
            about="Phoenix events, 26 fields without a header line; event ids in FILE.ids",
            suffixes=(".phoenix.txt", ".phoenix.tsv"),
            writer="dragoman.write.phoenix:write_phoenix",
            by_line=True,
        ),
    )
}


def format_of(path: Path) -> str:
    """The format that a file's name asks for, by its longest known ending. Raises OptionError."""
    name = path.name.lower()
    endings = [
        (len(suffix), form.name) for form in WRITERS.values() for suffix in form.suffixes if name.endswith(suffix)
    ]
    if endings:
        return max(endings)[1]
    known = ", ".join(f"{suffix} ({form.name})" for form in WRITERS.values() for suffix in form.suffixes)
    raise OptionError("format_unknown", f"no format goes with the ending of {path}; give --format, or one of {known}")


def write(
    records: Iterable[Record], target: Target, *, format: str = "json", options: Options | None = None
) -> Summary:
    """Write every record to a path or stream.

    Whatever stops `records` (Ctrl-C too) is raised again after what had come is safely written; pass a `Tally` to
    read the counts then. Raises OutputError where the target cannot be written, OptionError for an unknown format.
    """
    if format not in WRITERS:
        raise OptionError("format_unknown", f"the output format must be one of {', '.join(WRITERS)}, was: {format}")
    form = WRITERS[format]
    write_records = form.load()
    tally = records if isinstance(records, Tally) else Tally(records)
    with Output(target) as output:
        try:
            write_records(tally, output, options or Options())
        except KeyboardInterrupt as reason:  # struck between two articles, inside the writer
            if not form.by_line:
                raise
            tally.stopped_by = reason
        if tally.stopped_by is not None and tally.empty:
            raise tally.stopped_by
    if tally.stopped_by is not None:
        raise tally.stopped_by
    return tally.summary()
