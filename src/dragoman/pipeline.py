"""The corridor: the only module that knows the order of the rooms."""

from __future__ import annotations

import datetime as dt
import os
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from dragoman import __version__
from dragoman.assets import DATA, model_files
from dragoman.decode import decode
from dragoman.encode import Reader, Tokenizer, Tokens, Window, pack
from dragoman.encoding import Encoding
from dragoman.errors import DragomanError, InputError
from dragoman.ledger import read_ledger
from dragoman.records import (
    Article,
    Coded,
    Draft,
    DraftStatement,
    Event,
    Failure,
    Provenance,
    Run,
    Sentence,
    SentenceKind,
    Signs,
    Span,
)
from dragoman.resolve import UNFITTED, Resolver, read_confidence
from dragoman.settings import DecodeSettings, Settings
from dragoman.split import Splitter

if TYPE_CHECKING:
    from dragoman.arrow import Table

TOLD = (SentenceKind.BODY, SentenceKind.HEADLINE, SentenceKind.LEAD)  # sentences that tell of the world
READ_AS = " (read as "  # what an origin says where the encoding had to be told from the bytes
TOKENIZED_AT_ONCE = 256  # sentences; a text of a million sentences is not held in pieces as a whole


class Coder:
    """Codes articles. Load once, use for any number; safe to share between threads.

    `actors` are dictionaries of the user's own (see docs/actors.md); `model` is a folder with another model than the
    package's. Raises `AssetError` when the model is missing or damaged.
    """

    def __init__(
        self, *, settings: Settings | None = None, actors: Sequence[str | Path] = (), model: str | Path | None = None
    ) -> None:
        self.settings = settings or Settings()
        files = model_files(Path(model) if model else DATA)
        self._tokenizer = Tokenizer(files.tokenizer)
        self._reader = Reader(files, self.settings.encode)
        self._splitter = Splitter()
        confidence = read_confidence(files.confidence) if files.confidence else UNFITTED
        self._resolver = Resolver(actors_files=tuple(Path(path) for path in actors), confidence=confidence)
        self._confidence = confidence
        self.run = Run(
            version=__version__,
            model=files.checksum,
            ontology=self._resolver.ontology.version,
            settings=self.settings.checksum(*filter(None, [confidence.checksum])),
        )

    def code(
        self,
        article: Article | str,
        *,
        published: dt.date | None = None,
        publisher: str | None = None,
        id: str = "article",
    ) -> Coded:
        """Codes one article, or a text with its day of publication.

        Raises `InputError` for an empty text or one that is not in English.
        """
        if isinstance(article, str):
            article = Article(id=id, text=article, published=published, publisher=publisher)
        return self._code(article, Flag())

    def _code(self, article: Article, stop: Flag) -> Coded:
        if not article.text.strip():
            raise InputError("empty", f"{article.origin or article.id}: no text; give the article's text")
        provenance, sentences = self._splitter.split(article)
        if provenance.language not in (None, "en"):
            raise InputError("language", f"{article.origin or article.id}: the text seems to be in "
                             f"'{provenance.language}', and only English is read; translate it first")  # fmt: skip
        drafts, statements = self._read(article, provenance, sentences, stop)
        events, said = self._resolver.resolve(article, sentences, drafts, statements, self.settings.decode)
        least = self.settings.min_confidence
        if least is not None:
            events = _sure(events, least)
            said = tuple(s for s in said if s.confidence >= least)
        return Coded(
            article=article,
            provenance=provenance,
            sentences=sentences,
            events=events,
            statements=said,
            notes=tuple(_notes(article, provenance)),
            run=self.run,
            ledger=read_ledger(article, sentences, events, said),
        )

    def code_all(self, articles: Iterable[Article | Failure]) -> Iterator[Coded | Failure]:
        """Codes articles in their order, several at a time; one that fails becomes a `Failure`, the others go on.

        Whatever stops `articles` (Ctrl-C too) is raised again after what had been read is coded; a second Ctrl-C breaks
        off what is being coded.
        """
        n_threads = self.settings.threads or _n_processors()
        waiting: deque[Future[Coded | Failure]] = deque()
        stop = Flag()
        stopped_by: BaseException | None = None
        with ThreadPoolExecutor(n_threads) as pool:
            try:
                try:
                    for article in articles:
                        waiting.append(pool.submit(self._attempt, article, stop))
                        while waiting and (len(waiting) > 2 * n_threads or waiting[0].done()):
                            yield _first(waiting)
                except GeneratorExit:
                    raise
                except BaseException as reason:
                    stopped_by = reason
                while waiting:
                    yield _first(waiting)
            finally:
                stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
        if stopped_by is not None:
            raise stopped_by

    def _attempt(self, article: Article | Failure, stop: Flag) -> Coded | Failure:
        if isinstance(article, Failure):
            return article
        try:
            return self._code(article, stop)
        except DragomanError as error:
            return Failure(article=article.id, room="code", code=error.code, message=str(error))
        except Exception as error:  # a bad article is a record, never the end of a batch
            where = article.origin or article.id
            message = f"{where}: could not be coded ({type(error).__name__}: {error}); please report it with this text"
            return Failure(article=article.id, room="code", code="internal", message=message)

    def _wanted(self, signs: Signs) -> bool:
        """Whether an event is sure enough to be resolved: what all others are read beside does not hang on the user."""
        least, usual = self.settings.min_confidence, self._confidence.least
        return self._confidence.event(signs) >= (usual if least is None else min(least, usual))

    def _read(
        self, article: Article, provenance: Provenance, sentences: Sequence[Sentence], stop: Flag
    ) -> tuple[list[Draft], list[DraftStatement]]:
        told = [s for s in sentences if s.kind in TOLD]
        drafts: list[Draft] = []
        statements: list[DraftStatement] = []
        for window in self._windows(article.text, provenance, told):
            if stop.is_set():
                raise InputError("stopped", f"{article.origin or article.id}: stopped while it was coded")
            some, said = drafts_of(article.text, told, window, self._reader(window), self.settings.decode, self._wanted)
            drafts += some
            statements += said
        return drafts, statements

    def _windows(self, text: str, provenance: Provenance, told: Sequence[Sentence]) -> Iterator[Window]:
        """What the encoder reads: the sentences that tell, the first of them with its dateline.

        The dateline names the country of "the police" and the place of "here", as it does in the training corpus.
        """
        spans = [(s.start, s.end) for s in told]
        place = provenance.dateline_place
        at = bisect_right(spans, (place.start, len(text))) if place else len(spans)
        if place and at < len(spans) and len(text[place.start : spans[at][0]].splitlines()) == 1:
            spans[at] = (place.start, spans[at][1])
        return pack(self._tokens(text, spans), max_pieces=self.settings.encode.max_pieces)

    def _tokens(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Tokens]:
        for at in range(0, len(spans), TOKENIZED_AT_ONCE):
            yield from self._tokenizer.tokens(text, spans[at : at + TOKENIZED_AT_ONCE])


def drafts_of(
    text: str,
    told: Sequence[Sentence],
    window: Window,
    encoding: Encoding,
    settings: DecodeSettings,
    wanted: Callable[[Signs], bool] = lambda signs: True,
) -> tuple[list[Draft], list[DraftStatement]]:
    """Drafts of one window, by the article's own numbers of its sentences; events of `wanted` signs.

    A dateline is read for the places it names; nothing happens and nothing is said in it.
    """
    drafts, statements = decode(text, window, encoding, settings, wanted)
    happened = [d for d in drafts if d.trigger.start >= told[d.sentence].start]
    said = [
        replace(s, content=content, sentence=told[s.sentence].index)
        for s in statements
        if (s.cue is None or s.cue.start >= told[s.sentence].start)
        and (content := tuple(_behind(told[s.sentence].start, s.content)))
    ]
    return [replace(d, sentence=told[d.sentence].index) for d in happened], said


def _behind(start: int, spans: Iterable[Span]) -> Iterator[Span]:
    """What of the spans stands at `start` or later."""
    for span in spans:
        if span.end > start:
            yield span if span.start >= start else Span(start=start, end=span.end)


def _n_processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _first(waiting: deque[Future[Coded | Failure]]) -> Coded | Failure:
    record = waiting[0].result()  # taken out only when it is there: an interruption must not lose it
    waiting.popleft()
    return record


def _sure(events: Iterable[Event], least: float) -> tuple[Event, ...]:
    """The events of at least this confidence; the first of them that tells an act is what later tellings point to."""
    told_by: dict[str, str] = {}
    kept = []
    for event in events:
        if event.confidence < least:
            continue
        if event.same_as is not None:
            first = told_by.setdefault(event.same_as, event.id)
            event = replace(event, same_as=None if first == event.id else first)
        else:
            told_by[event.id] = event.id
        kept.append(event)
    return tuple(kept)


def to_arrow(coded: Iterable[Coded | Failure]) -> dict[str, Table]:
    """Arrow tables of coded articles, for pandas, polars and DuckDB: events, statements, documents, and the claims,
    commitments, agreements, meetings and figures of the ledger. Articles that failed have no rows."""
    from dragoman.columns import to_arrow as tables

    return tables(coded)


def _notes(article: Article, provenance: Provenance) -> Iterator[str]:
    if article.published is None:
        yield "no publication date was given (--published): days told relative to it are left open"
    if article.origin and READ_AS in article.origin:
        yield f"{article.origin}: save it as UTF-8 if letters look wrong"
    if provenance.language is None:
        yield "too little text to tell the language: taken for English"
