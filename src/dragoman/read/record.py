"""One JSON value -> Article, or a plain word on what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from dragoman.records import Article

from .bad import Unreadable, short
from .dates import ACCEPTED, parse_date
from .source import clean

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def article_from_value(value: object, *, place: str, fallback_id: str, origin: str) -> Article:
    """Build the Article that a JSON value describes. Raises Unreadable; `place` is named in its message."""
    if not isinstance(value, Mapping):
        kind = type(value).__name__
        raise Unreadable(
            "json_type", f'{place}: expected a JSON object with a field "text", found {kind}: {short(value)}'
        )
    return Article(
        id=_id(value, place) or fallback_id,
        text=_text(value, place),
        published=_published(value, place),
        publisher=_words(value, "publisher", place),
        url=_words(value, "url", place),
        title=_words(value, "title", place),
        origin=origin,
    )


def record_id(value: object, fallback_id: str) -> str:
    """The id to name in a Failure, as far as the value has one."""
    found = value.get("id") if isinstance(value, Mapping) else None
    return clean(str(found)) if isinstance(found, str | int) and str(found).strip() else fallback_id


def _id(value: Mapping[str, object], place: str) -> str | None:
    found = value.get("id")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return _words(value, "id", place)


def _words(value: Mapping[str, object], field: str, place: str) -> str | None:
    found = value.get(field)
    if found is None:
        return None
    if not isinstance(found, str):
        raise Unreadable(
            "field_type", f'{place}: "{field}" must be a string, is {short(found)}; correct it or leave it out'
        )
    return clean(found).strip() or None


def _text(value: Mapping[str, object], place: str) -> str:
    if "text" not in value:
        known = ", ".join(sorted(map(str, value))[:8]) or "none"
        raise Unreadable("no_text", f'{place}: no field "text" (fields found: {known}); put the article\'s text there')
    found = value["text"]
    if not isinstance(found, str):
        raise Unreadable("text_type", f'{place}: "text" must be a string, is {short(found)}')
    return checked_text(clean(found), place)


def checked_text(text: str, place: str) -> str:
    """Return `text` when there is anything to read in it. Raises Unreadable("empty")."""
    if not _LETTER_OR_DIGIT.search(text):
        raise Unreadable("empty", f"{place}: empty, no words to read; give it text or leave it out")
    return text


def _published(value: Mapping[str, object], place: str) -> dt.date | None:
    found = value.get("published")
    if found is None or found == "":
        return None
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    try:
        return parse_date(found) if isinstance(found, str) else _no_date(found)
    except (ValueError, OverflowError) as error:
        message = f'{place}: "published" is {short(found)}, which is no date; write {ACCEPTED}, or leave it out'
        raise Unreadable("date", message) from error


def _no_date(found: object) -> dt.date:
    raise ValueError(f"no date: {found!r}")
