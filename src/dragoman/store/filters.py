"""What a question may ask for, and which subject can answer it."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from dragoman.errors import OptionError
from dragoman.ontology import load
from dragoman.records import Status


class Subject(StrEnum):
    """What can be asked about."""

    EVENTS = "events"
    STATEMENTS = "statements"
    INCIDENTS = "incidents"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """A question. What is None or empty does not narrow; what is given must all hold.

    A party is a code (RUS), a code and sector (RUS:MIL), a sector (:REB), the name of a country, or a name as it stands
    in the store. Days are inclusive; an event whose time is a month or a year fits when it overlaps.
    """

    actor: str | None = None  # who acts, or speaks
    recipient: str | None = None  # who is acted upon, or spoken to
    party: str | None = None  # in either role
    pair: tuple[str, str] | None = None  # both, whoever acts
    type: tuple[str, ...] = ()  # one of these PLOVER types
    mode: str | None = None
    status: tuple[str, ...] = ()
    context: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    country: str | None = None  # where: ISO 3166 alpha-3, or the country's name
    place: str | None = None  # where: name in the gazetteer, or the words
    source: str | None = None  # who is quoted as telling it
    publisher: str | None = None
    min_confidence: float = 0.0
    limit: int | None = None
    oldest_first: bool = False

    def __post_init__(self) -> None:
        _one_of("type", self.type, load().types)
        _one_of("status", self.status, [status.value for status in Status])
        _one_of("context", [self.context] if self.context else [], load().contexts)
        if self.mode is not None:
            types = self.type or tuple(load().types)
            _one_of("mode", [self.mode], [mode for type in types for mode in load().modes(type)])
        if self.since and self.until and self.since > self.until:
            raise OptionError("filter_empty", f"nothing can lie between since {self.since} and until {self.until}; "
                              "swap them")  # fmt: skip
        if not 0 <= self.min_confidence <= 1:
            raise OptionError("filter_confidence", "expected a confidence from 0 to 1, was: "
                              f"{self.min_confidence:g}")  # fmt: skip
        if self.limit is not None and self.limit < 1:
            raise OptionError("filter_limit", f"expected a limit of at least 1, was: {self.limit}")
        if self.pair and self.pair[0] == self.pair[1]:
            raise OptionError("filter_pair", f"expected two different parties, was: {self.pair[0]},{self.pair[1]}")
        if self.pair and (self.actor or self.recipient):
            raise OptionError("filter_pair", "a pair holds in both directions; leave out actor and recipient, or leave "
                              "out the pair")  # fmt: skip

    def given(self) -> Iterator[str]:
        """Names of the filters that narrow."""
        for field in fields(self):
            if field.name not in ("limit", "oldest_first") and getattr(self, field.name) not in (None, (), 0.0):
                yield field.name


ANSWERS: dict[Subject, frozenset[str]] = {
    Subject.EVENTS: frozenset(field.name for field in fields(Filters)),
    Subject.STATEMENTS: frozenset(
        ["actor", "recipient", "party", "pair", "since", "until", "country", "place", "publisher", "min_confidence"]
    ),
    Subject.INCIDENTS: frozenset(
        [
            "actor",
            "recipient",
            "party",
            "pair",
            "type",
            "status",
            "since",
            "until",
            "country",
            "place",
            "source",
            "publisher",
            "min_confidence",
        ]
    ),
    Subject.ARTICLES: frozenset(["since", "until", "publisher"]),
}
REMEDIES = {
    (Subject.STATEMENTS, "source"): "a statement's source is its speaker: use actor",
    (Subject.STATEMENTS, "type"): "a statement has no type: ask for events of that type, or leave it out",
    (Subject.STATEMENTS, "status"): "a statement has no status: ask for events, or leave it out",
}


def check(subject: Subject, filters: Filters) -> None:
    """Raises OptionError for a filter that the subject cannot answer."""
    for name in filters.given():
        if name not in ANSWERS[subject]:
            possible = ", ".join(sorted(ANSWERS[subject] - {"limit", "oldest_first"})).replace("_", "-")
            remedy = REMEDIES.get((subject, name), f"{subject} can be filtered by {possible}")
            raise OptionError(
                "filter_impossible", f"{subject} cannot be filtered by {name.replace('_', '-')}; {remedy}"
            )


def _one_of(what: str, values: Iterable[str], known: Iterable[str]) -> None:
    known = list(dict.fromkeys(known))
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value.upper() if what == "type" else value.lower(), known, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise OptionError(f"filter_{what}", f"expected {what} to be one of {', '.join(known)}, was: {value}{hint}")
