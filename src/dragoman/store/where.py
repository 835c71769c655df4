"""A question -> the condition of its SQL. Values go as parameters, never into the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dragoman.errors import OptionError

from .filters import HISTORIES, Filters, Subject
from .parties import Asked, countries

Clause = tuple[str, list[Any]]
Resolve = Callable[[str], Asked]
ROLES = {"actor": "speaker", "recipient": "addressee"}  # of an event -> of a statement


def where(subject: Subject, filters: Filters, resolve: Resolve) -> Clause:
    """The condition, "true" when nothing narrows, and its parameters in order. The table is called t."""
    clauses = [*_own(subject), *_who(subject, filters, resolve), *_what(filters), *_when(subject, filters),
               *_place(filters), *_told(subject, filters, resolve)]  # fmt: skip
    return _all(clauses)


def _own(subject: Subject) -> list[Clause]:
    return [("t.kind = ?", [subject.value.removesuffix("s")])] if subject in HISTORIES else []


def _all(clauses: list[Clause], word: str = "AND") -> Clause:
    if not clauses:
        return "true", []
    return f" {word} ".join(f"({sql})" for sql, _ in clauses), [value for _, values in clauses for value in values]


def _who(subject: Subject, filters: Filters, resolve: Resolve) -> list[Clause]:
    clauses: list[Clause] = []

    def role(asked: Asked, name: str) -> Clause:
        return ROLE[subject](asked, name)

    if filters.actor:
        clauses.append(role(resolve(filters.actor), "actor"))
    if filters.recipient:
        clauses.append(role(resolve(filters.recipient), "recipient"))
    if filters.party:
        party = resolve(filters.party)
        clauses.append(_all([role(party, "actor"), role(party, "recipient")], "OR"))
    if filters.pair:
        one, other = (resolve(words) for words in filters.pair)
        ways = [
            _all([role(one, "actor"), role(other, "recipient")]),
            _all([role(other, "actor"), role(one, "recipient")]),
        ]
        if subject is not Subject.STATEMENTS:  # "A and B signed": both act
            ways.append(_all([role(one, "actor"), role(other, "actor")]))
        clauses.append(_all(ways, "OR"))
    return clauses


def _event_role(asked: Asked, role: str) -> Clause:
    if asked.names:  # one name is looked for faster than a list of one
        one = len(asked.names) == 1
        found = f"list_contains(t.{role}_names, ?)" if one else f"list_has_any(t.{role}_names, ?)"
        return found, [asked.names[0] if one else list(asked.names)]
    if asked.sector:
        return f"list_contains(t.{role}_roles, ?)", [f"{asked.code or ''}:{asked.sector}"]
    return f"list_contains(t.{role}_codes, ?)", [asked.code]


def _statement_role(asked: Asked, role: str) -> Clause:
    who = ROLES[role]
    if asked.names:
        return f"coalesce(t.{who}_name, t.{who}_text) IN (SELECT unnest(?))", [list(asked.names)]
    clauses: list[Clause] = []
    if asked.code:
        clauses.append((f"t.{who}_code = ?", [asked.code]))
    if asked.sector:
        clauses.append((f"t.{who}_sector = ? OR list_contains(t.{who}_other_sectors, ?)", [asked.sector] * 2))
    return _all(clauses)


def _incident_role(asked: Asked, role: str) -> Clause:
    if asked.code and not asked.sector:
        return f"list_contains(t.{role}_codes, ?)", [asked.code]
    sql, values = _event_role(asked, role)
    return _some_mention(sql.replace("t.", "e.")), values


def _some_mention(sql: str) -> str:
    """An incident one of whose mentions (event e) fits."""
    return (
        f"t.incident_id IN (SELECT m.incident_id FROM incident_mentions m JOIN events e USING (event_id) WHERE {sql})"
    )


ROLE: dict[Subject, Callable[[Asked, str], Clause]] = {
    Subject.EVENTS: _event_role,
    Subject.STATEMENTS: _statement_role,
    Subject.INCIDENTS: _incident_role,
    **dict.fromkeys(HISTORIES, _event_role),  # the columns of a history are called as those of an event
}


def _what(filters: Filters) -> list[Clause]:
    clauses: list[Clause] = []
    for column, values in (("type", filters.type), ("type", filters.kind), ("status", filters.status)):
        if values:
            clauses.append((f"t.{column} IN ({', '.join('?' * len(values))})", list(values)))
    if filters.mode:
        clauses.append(("t.mode = ?", [filters.mode]))
    if filters.context:
        clauses.append(("list_contains(t.contexts, ?)", [filters.context]))
    return clauses


def _when(subject: Subject, filters: Filters) -> list[Clause]:
    published = subject in (Subject.STATEMENTS, Subject.ARTICLES)
    first, last = ("t.published",) * 2 if published else ("t.day", "t.until_day")
    clauses: list[Clause] = []
    if filters.since:
        clauses.append((f"{last} >= ?", [filters.since]))
    if filters.until:
        clauses.append((f"{first} <= ?", [filters.until]))
    return clauses


def _place(filters: Filters) -> list[Clause]:
    clauses: list[Clause] = []
    if filters.country:
        country = countries().get(filters.country.lower(), filters.country.upper())
        if country not in countries().values():
            raise OptionError("filter_country", "expected a country's ISO 3166 alpha-3 code or name, was: "
                              f"{filters.country}")  # fmt: skip
        clauses.append(("t.place_country = ?", [country]))
    if filters.place:
        clauses.append(("lower(t.place_name) = lower(?)", [filters.place]))
    return clauses


def _told(subject: Subject, filters: Filters, resolve: Resolve) -> list[Clause]:
    clauses: list[Clause] = []
    if filters.source and subject is Subject.FIGURES:
        sql, values = _source(resolve(filters.source), "r.according_to")
        clauses.append(("t.history_id IN (SELECT m.history_id FROM history_mentions m JOIN figures r ON r.figure_id = "
                        f"m.record_id WHERE {sql})", values))  # fmt: skip
    elif filters.source:
        clauses.append(_mention(subject, _source(resolve(filters.source))))
    if filters.publisher:
        clauses.append(_in_article(subject, "lower(publisher) = lower(?)", [filters.publisher]))
    if filters.article:
        clauses.append(_in_article(subject, "article_id = ? OR document = ?", [filters.article] * 2))
    if filters.coder:
        clauses.append(("coalesce(t.imported_from, 'dragoman') = ?", [filters.coder]))
    if filters.min_confidence:
        clauses.append(_mention(subject, ("t.confidence >= ?", [filters.min_confidence])))
    return clauses


def _in_article(subject: Subject, condition: str, values: list[Any]) -> Clause:
    articles = f"article_id IN (SELECT article_id FROM articles WHERE {condition})"
    if subject in HISTORIES:
        return f"t.history_id IN (SELECT history_id FROM history_mentions WHERE {articles})", values
    return _mention(subject, (f"t.{articles}", values))


def _mention(subject: Subject, clause: Clause) -> Clause:
    sql, values = clause
    return (_some_mention(sql.replace("t.", "e.")), values) if subject is Subject.INCIDENTS else clause


def _source(asked: Asked, who: str = "t.source") -> Clause:
    if asked.names:
        return f"coalesce({who}_name, {who}_text) IN (SELECT unnest(?))", [list(asked.names)]
    clauses: list[Clause] = []
    if asked.code:
        clauses.append((f"{who}_code = ?", [asked.code]))
    if asked.sector:
        clauses.append((f"{who}_sector = ? OR list_contains({who}_other_sectors, ?)", [asked.sector] * 2))
    return _all(clauses)
