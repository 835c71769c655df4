"""A line of a timeline or dossier, and the articles that it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article that a line rests on."""

    article_id: str
    published: dt.date | None
    publisher: str | None
    title: str
    url: str | None
    agency: str | None
    n_copies: int  # articles of its origin, itself included


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act, statement or record of the ledger. `words` stand in the first of `articles`; `against` are the words of
    who says otherwise, `later` what became of it. `status` of an act, else None: actual as soon as one telling has it
    so."""

    day: dt.date | None
    until: dt.date | None
    day_told: bool  # False: the day is that of publication
    what: str
    words: str
    told_by: str | None
    articles: tuple[str, ...]
    n_origins: int
    against: tuple[Line, ...] = ()
    later: tuple[Line, ...] = ()
    status: str | None = None
    events: tuple[str, ...] = ()  # ids of the mentions of an act


def who(row: dict[str, Any], role: str) -> str:
    """Names and codes, "Ana Duarte (PRT)"; a dash for nobody named."""
    codes = f" ({' '.join(row[f'{role}_codes'])})" if row[f"{role}_codes"] else ""
    return ", ".join(row[f"{role}_names"]) + codes if row[f"{role}_names"] else codes.strip() or "–"
