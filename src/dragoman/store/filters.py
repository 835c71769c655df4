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
    CLAIMS = "claims"
    COMMITMENTS = "commitments"
    AGREEMENTS = "agreements"
    MEETINGS = "meetings"
    FIGURES = "figures"


CODERS = ("dragoman", "plover", "gdelt", "icews")
HISTORIES = (Subject.CLAIMS, Subject.COMMITMENTS, Subject.AGREEMENTS, Subject.MEETINGS, Subject.FIGURES)
KINDS = {
    Subject.COMMITMENTS: ("demand", "guarantee", "red_line", "threat", "promise", "offer", "refusal"),
    Subject.FIGURES: ("killed", "injured", "arrested", "displaced", "troops", "weapons", "money", "people", "other"),
}
STATUSES: dict[Subject, tuple[str, ...]] = {
    Subject.EVENTS: tuple(status.value for status in Status),
    Subject.INCIDENTS: tuple(status.value for status in Status),
    Subject.CLAIMS: ("asserted", "denied", "contested", "doubted", "reported"),
    Subject.COMMITMENTS: ("open", "met", "accepted", "refused", "crossed"),
    Subject.AGREEMENTS: ("in_force", "announced", "proposed", "ended"),
    Subject.MEETINGS: ("scheduled", "held", "proposed", "postponed", "cancelled", "refused"),
    Subject.FIGURES: ("agreed", "differs"),
}


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
    kind: tuple[str, ...] = ()  # one of these kinds of commitment, or of what a figure counts
    status: tuple[str, ...] = ()
    context: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    country: str | None = None  # where: ISO 3166 alpha-3, or the country's name
    place: str | None = None  # where: name in the gazetteer, or the words
    source: str | None = None  # who is quoted as telling it
    publisher: str | None = None
    article: str | None = None  # its id in the store, or the one that the input gave
    coder: str | None = None  # dragoman, or the data set that it was imported from
    min_confidence: float = 0.0
    limit: int | None = None
    oldest_first: bool = False

    def __post_init__(self) -> None:
        _one_of("type", self.type, load().types)
        _one_of("status", self.status, [status for known in STATUSES.values() for status in known])
        _one_of("kind", self.kind, [kind for known in KINDS.values() for kind in known])
        _one_of("context", [self.context] if self.context else [], load().contexts)
        _one_of("coder", [self.coder] if self.coder else [], CODERS)
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


_ALWAYS = ("since", "until", "publisher", "article")
_WHO = ("actor", "party")
_TO = ("recipient", "pair")
_WHERE = ("country", "place")
ANSWERS: dict[Subject, frozenset[str]] = {
    Subject.EVENTS: frozenset(field.name for field in fields(Filters)) - {"kind"},
    Subject.STATEMENTS: frozenset((*_ALWAYS, *_WHO, *_TO, *_WHERE, "min_confidence")),
    Subject.INCIDENTS: frozenset((*_ALWAYS, *_WHO, *_TO, *_WHERE, "type", "status", "source", "min_confidence")),
    Subject.ARTICLES: frozenset((*_ALWAYS, "coder")),
    Subject.CLAIMS: frozenset((*_ALWAYS, *_WHO, *_TO, "status", "min_confidence")),
    Subject.COMMITMENTS: frozenset((*_ALWAYS, *_WHO, *_TO, "kind", "status", "min_confidence")),
    Subject.AGREEMENTS: frozenset((*_ALWAYS, *_WHO, "pair", "place", "status")),
    Subject.MEETINGS: frozenset((*_ALWAYS, *_WHO, "pair", *_WHERE, "status", "min_confidence")),
    Subject.FIGURES: frozenset((*_ALWAYS, *_WHO, *_WHERE, "kind", "status", "source")),
}
REMEDIES = {
    (Subject.STATEMENTS, "source"): "a statement's source is its speaker: use actor",
    (Subject.STATEMENTS, "type"): "a statement has no type: ask for events of that type, or leave it out",
    (Subject.STATEMENTS, "status"): "a statement has no status: ask for events, or leave it out",
    (Subject.CLAIMS, "source"): "a claim's source is who asserts or denies it: use actor",
    (Subject.CLAIMS, "type"): "a claim has no type: ask for events of that type, or leave it out",
    (Subject.COMMITMENTS, "source"): "a commitment's source is who makes it: use actor",
    (Subject.COMMITMENTS, "type"): "a commitment has a kind, such as demand: use kind",
    (Subject.FIGURES, "type"): "a figure has a kind, such as killed: use kind",
    (Subject.AGREEMENTS, "recipient"): "parties to an agreement stand side by side: use party or pair",
    (Subject.MEETINGS, "recipient"): "those who meet stand side by side: use party or pair",
}


def check(subject: Subject, filters: Filters) -> None:
    """Raises OptionError for a filter, or a value of it, that the subject cannot answer."""
    for name in filters.given():
        if name not in ANSWERS[subject]:
            possible = ", ".join(sorted(ANSWERS[subject] - {"limit", "oldest_first"})).replace("_", "-")
            remedy = REMEDIES.get((subject, name), f"{subject} can be filtered by {possible}")
            raise OptionError(
                "filter_impossible", f"{subject} cannot be filtered by {name.replace('_', '-')}; {remedy}"
            )
    _one_of("status", filters.status, STATUSES.get(subject, ()))
    _one_of("kind", filters.kind, KINDS.get(subject, ()))


def _one_of(what: str, values: Iterable[str], known: Iterable[str]) -> None:
    known = list(dict.fromkeys(known))
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value.upper() if what == "type" else value.lower(), known, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise OptionError(f"filter_{what}", f"expected {what} to be one of {', '.join(known)}, was: {value}{hint}")
