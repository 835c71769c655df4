"""The page laid out: its blocks, each with its kind and the place where its story starts."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import SentenceKind, Span

from .dateline import Dateline, DatelineFinder
from .page import MAX_BOILERPLATE, Page, headline_indices, is_byline, staff_agency

BYLINE_BLOCKS = 8  # bylines stand among the first blocks or, signed, among the last
LAST_BLOCKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Characters [start, end) of the text; the story in it starts at `story_start`, behind any dateline."""

    start: int
    end: int
    story_start: int
    kind: SentenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All blocks of a page, in order, and what the page says about who wrote it."""

    blocks: tuple[Block, ...]
    dateline: Dateline | None
    byline: Span | None
    agency: str | None
    agency_span: Span | None


class LayoutReader:
    """Reads the layout of a page. Built once; holds the agencies and the boilerplate patterns."""

    def __init__(self) -> None:
        self._datelines = DatelineFinder()
        self._page = Page()

    def is_boilerplate(self, sentence: str) -> bool:
        return self._page.is_boilerplate(sentence)

    def read(self, text: str, ranges: list[tuple[int, int]], title: str | None) -> Layout:
        """Lay out the blocks given as `ranges`; one with a dateline in its midst is cut in two before it."""
        ranges = _cut_at(text, ranges, self._datelines.inline_starts(text))
        dateline = self._datelines.find(text, ranges)
        lines = [_line(text, start, end) for start, end in ranges]
        kinds = [self._kind(line) for line in lines]
        bylines = self._bylines(lines, kinds, dateline)
        for index in bylines:
            kinds[index] = SentenceKind.BYLINE
        body = [index for index, kind in enumerate(kinds) if kind is SentenceKind.BODY]
        for index in headline_indices(lines, body, title):
            if dateline is None or index != dateline.block_index:
                kinds[index] = SentenceKind.HEADLINE
        agency, agency_span = self._agency(lines, ranges, bylines, dateline)
        return Layout(
            blocks=_blocks(ranges, kinds, dateline),
            dateline=dateline,
            byline=next((Span(start=ranges[i][0], end=ranges[i][1]) for i in bylines if is_byline(lines[i])), None),
            agency=agency,
            agency_span=agency_span,
        )

    def _kind(self, line: str) -> SentenceKind:
        return SentenceKind.BOILERPLATE if self._page.is_boilerplate(line) else SentenceKind.BODY

    def _bylines(self, lines: list[str], kinds: list[SentenceKind], dateline: Dateline | None) -> list[int]:
        """Indices of bylines and of lines that give the agency alone; none where the page is a single block."""
        n_blocks = len(lines)
        near_edge = [i for i in range(n_blocks) if i < BYLINE_BLOCKS or i >= n_blocks - LAST_BLOCKS]
        return [
            i
            for i in near_edge
            if n_blocks > 1
            and kinds[i] is SentenceKind.BODY
            and (dateline is None or i != dateline.block_index)
            and (is_byline(lines[i]) or self._credited_agency(lines[i]) is not None)
        ]

    def _credited_agency(self, line: str) -> tuple[str, str] | None:
        """The agency's name, and its words at the end of a line such as "Jane Doe, Associated Press"."""
        form = staff_agency(line)
        name = self._datelines.agency_name(form) if form else None
        return (name, form) if name and form else None

    def _agency(
        self, lines: list[str], ranges: list[tuple[int, int]], bylines: list[int], dateline: Dateline | None
    ) -> tuple[str | None, Span | None]:
        """The agency of the dateline, else of a byline."""
        if dateline is not None and dateline.agency is not None:
            return dateline.agency, dateline.agency_span
        for index in bylines:
            credited = self._credited_agency(lines[index].removeprefix("By ").removeprefix("BY "))
            if credited is not None:
                name, form = credited
                start = ranges[index][0] + lines[index].rindex(form)
                return name, Span(start=start, end=start + len(form))
        return None, None


def _line(text: str, start: int, end: int) -> str:
    """The block as a line. A long one is no headline whatever it says: it is cut and closed with a point."""
    return text[start:end] if end - start <= MAX_BOILERPLATE else text[start : start + MAX_BOILERPLATE] + "."


def _cut_at(text: str, ranges: list[tuple[int, int]], cuts: list[int]) -> list[tuple[int, int]]:
    """Cut the ranges that hold one of `cuts` inside; all cuts lie near the beginning."""
    cut_ranges = list(ranges)
    for cut in cuts:
        for index, (start, end) in enumerate(cut_ranges):
            if start < cut < end:
                cut_ranges[index : index + 1] = [(start, start + len(text[start:cut].rstrip())), (cut, end)]
            if end > cut:
                break
    return cut_ranges


def _blocks(ranges: list[tuple[int, int]], kinds: list[SentenceKind], dateline: Dateline | None) -> tuple[Block, ...]:
    at = dateline.block_index if dateline is not None else -1
    story_start = dateline.end if dateline is not None else 0
    return tuple(
        Block(start=start, end=end, story_start=story_start if index == at else start, kind=kind)
        for index, ((start, end), kind) in enumerate(zip(ranges, kinds, strict=True))
    )
