"""How bad input is told: a Failure that names the file, the line, and what to do."""

from __future__ import annotations

from dragoman.records import Failure

ROOM = "read"


class Unreadable(Exception):
    """Input that cannot be read; carried inside the room only and handed out as a Failure."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def failure(article: str, code: str, message: str) -> Failure:
    """Build this room's Failure; `article` is the id when known, else the place."""
    return Failure(article=article, room=ROOM, code=code, message=message)


def short(value: object) -> str:
    """Show an offending value in at most 60 characters."""
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
