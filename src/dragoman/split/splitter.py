"""Article -> Provenance and Sentences: the page is told from the story, and the story cut into sentences."""

from __future__ import annotations

from dataclasses import replace

from dragoman.records import Article, Provenance, Sentence, SentenceKind, Span

from .blocks import blocks
from .language import detect_language
from .layout import Layout, LayoutReader
from .lead import retold
from .page import is_contributors, is_credit
from .sentences import SentenceCutter


class Splitter:
    """Splits articles. Holds the tables of abbreviations, agencies and boilerplate; threads may share it."""

    def __init__(self) -> None:
        self._cutter = SentenceCutter()
        self._layouts = LayoutReader()

    def split(self, article: Article) -> tuple[Provenance, tuple[Sentence, ...]]:
        """Split one article. Sentences are ordered, never overlap, and leave out only white space and the dateline."""
        text = article.text
        layout = self._layouts.read(text, list(blocks(text)), article.title)
        sentences, contributors = self._sentences(text, layout)
        return _provenance(text, layout, contributors), tuple(_mark_lead(text, sentences, layout))

    def _sentences(self, text: str, layout: Layout) -> tuple[list[Sentence], Span | None]:
        """Cut every block; also find the lines that name contributors."""
        sentences: list[Sentence] = []
        contributors: Span | None = None
        for block in layout.blocks:
            cut = self._cutter.keep if block.kind is SentenceKind.HEADLINE else self._cutter.cut
            for start, end in cut(text, block.story_start, block.end):
                words = text[start:end]
                is_whole = (start, end) == (block.start, block.end)
                kind = self._kind(words, block.kind, is_whole)
                if kind in (SentenceKind.BYLINE, SentenceKind.BOILERPLATE) and (
                    is_contributors(words) or is_credit(words)
                ):
                    contributors = _joined(contributors, Span(start=start, end=end), text)
                sentences.append(Sentence(index=len(sentences), start=start, end=end, kind=kind))
        return sentences, contributors

    def _kind(self, words: str, kind: SentenceKind, is_whole: bool) -> SentenceKind:
        """The kind of a sentence in a block of `kind`; a whole block has been held against boilerplate already."""
        if kind is not SentenceKind.BODY:
            return kind
        if is_contributors(words):
            return SentenceKind.BYLINE
        return SentenceKind.BOILERPLATE if not is_whole and self._layouts.is_boilerplate(words) else kind


def _joined(found: Span | None, span: Span, text: str) -> Span:
    """The contributors found so far, with those of the next sentence when it stands right behind them."""
    if found is None or text[found.end : span.start].strip():
        return found or span
    return Span(start=found.start, end=span.end)


def _mark_lead(text: str, sentences: list[Sentence], layout: Layout) -> list[Sentence]:
    """Mark as lead the body sentences above the dateline that the story below it tells again."""
    if layout.dateline is None or layout.dateline.block_index == 0:
        return sentences
    story_start = layout.dateline.start
    above = [s for s in sentences if s.end <= story_start and s.kind is SentenceKind.BODY]
    below = [text[s.start : s.end] for s in sentences if s.start >= story_start and s.kind is SentenceKind.BODY]
    told = retold([text[s.start : s.end] for s in above], below)
    lead = {s.index for s, is_told in zip(above, told, strict=True) if is_told}
    return [replace(s, kind=SentenceKind.LEAD) if s.index in lead else s for s in sentences]


def _provenance(text: str, layout: Layout, contributors: Span | None) -> Provenance:
    dateline = layout.dateline
    return Provenance(
        agency=layout.agency,
        agency_span=layout.agency_span,
        dateline_place=dateline.place if dateline else None,
        dateline_date=dateline.date if dateline else None,
        byline=layout.byline,
        contributors=contributors,
        language=detect_language(text),
    )
