"""A gold folder's documents, encoded once and decoded under any settings: what thresholds and weights are tried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.encode import Window
from dragoman.encoding import Encoding
from dragoman.ledger import read_ledger
from dragoman.pipeline import TOLD, Coder, drafts_of
from dragoman.read import read_inputs
from dragoman.records import Article, Coded, Draft, DraftStatement, Provenance, Sentence
from dragoman.settings import DecodeSettings, EncodeSettings, Settings


@dataclass(frozen=True, slots=True)
class _Page:
    article: Article
    provenance: Provenance
    sentences: Sequence[Sentence]
    told: Sequence[Sentence]
    windows: Sequence[tuple[Window, Encoding]]


@dataclass(frozen=True, slots=True)
class Read:
    """A document with the drafts that its records were made of."""

    coded: Coded
    drafts: tuple[Draft, ...]
    statements: tuple[DraftStatement, ...]


class Reading:
    """Documents of `gold` as `model` (a folder; None: the package's) encodes them."""

    def __init__(self, gold: Path, *, model: Path | None = None, encode: EncodeSettings | None = None) -> None:
        self.gold = gold
        self.coder = Coder(settings=Settings(encode=encode or EncodeSettings()), model=model)
        articles = read_inputs([gold / "docs.jsonl"])
        self._pages = [self._page(article) for article in articles if isinstance(article, Article)]

    def _page(self, article: Article) -> _Page:
        coder = self.coder
        provenance, sentences = coder._splitter.split(article)
        told = [s for s in sentences if s.kind in TOLD]
        windows = coder._windows(article.text, provenance, told)
        return _Page(article, provenance, sentences, told, [(window, coder._reader(window)) for window in windows])

    def read(self, settings: DecodeSettings | None = None, *, every: bool = False) -> Iterator[Read]:
        """Every document, decoded and resolved. `every`: with the events too unsure to be coded."""
        wanted = (lambda signs: True) if every else self.coder._wanted
        for page in self._pages:
            drafts: list[Draft] = []
            statements: list[DraftStatement] = []
            for window, encoding in page.windows:
                some, said = drafts_of(
                    page.article.text, page.told, window, encoding, settings or DecodeSettings(), wanted
                )
                drafts += some
                statements += said
            events, told = self.coder._resolver.resolve(page.article, page.sentences, drafts, statements, settings)
            coded = Coded(
                article=page.article, provenance=page.provenance, sentences=tuple(page.sentences), events=events,
                statements=told, notes=(), run=self.coder.run,
                ledger=read_ledger(page.article, page.sentences, events, told),
            )  # fmt: skip
            yield Read(coded, tuple(drafts), tuple(statements))
