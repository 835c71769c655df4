"""Ids of what is stored: hashes of content, so that the same article is the same row wherever it was read from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

from dragoman.records import Article, Coded, Event, Failure, Imported, Run, Span, Statement

SEPARATOR = "\x1f"  # ASCII unit separator: stands in no news text


def digest(*parts: object) -> str:
    """First 16 hex digits of the sha256 of the parts; None and "" differ."""
    text = SEPARATOR.join("\0" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_id(article: Article) -> str:
    """File names, ids of the input and titles take no part: the same news read from elsewhere is the same article."""
    return digest("article", article.text, article.publisher, article.url, article.published)


def text_hash(article: Article) -> str:
    return digest("text", article.text)


def run_id(run: Run) -> str:
    return digest("run", run.version, run.model, run.ontology, run.settings)


def failure_id(failure: Failure) -> str:
    return digest("failure", failure.article, failure.room, failure.code, failure.message)


def event_ids(article: str, events: Iterable[Event]) -> dict[str, str]:
    """Id that the coder gave -> id in the store, which hangs on the article's content and not on its name."""
    return _numbered(
        (event.id, ("event", article, event.type, event.trigger.start, event.trigger.end)) for event in events
    )


def statement_ids(article: str, statements: Iterable[Statement]) -> list[str]:
    found = _Numbers()
    return [found.id("statement", article, s.act, *((x.start, x.end) for x in s.content)) for s in statements]


class Told(Protocol):
    """A record of the ledger: what its words are."""

    @property
    def span(self) -> Span: ...


def ledger_ids(article: str, kind: str, records: Iterable[Told]) -> list[str]:
    """`kind` is claim, commitment, agreement, meeting or figure; a second record of the same words gets its own id."""
    found = _Numbers()
    return [found.id(kind, article, record.span.start, record.span.end) for record in records]


def _numbered(keys: Iterable[tuple[str, tuple[object, ...]]]) -> dict[str, str]:
    found = _Numbers()
    return {own: found.id(*key) for own, key in keys}


class _Numbers:
    """Tells apart records of one article whose content is the same: the second gets another id than the first."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def id(self, *key: object) -> str:
        first = digest(*key)
        n_before = self._seen.get(first, 0)
        self._seen[first] = n_before + 1
        return digest(*key, n_before) if n_before else first


def coded_article_id(coded: Coded) -> str:
    return article_id(coded.article)


def imported_id(record: Imported) -> str:
    """File and line take no part: the same event read from elsewhere is the same event."""
    return digest("imported", *record.key)


def story_id(record: Imported) -> str:
    """Of the article that an imported event names."""
    return digest("imported article", record.dataset, record.story.id)
