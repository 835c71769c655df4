"""A situation as people read it: acts folded together, each with its words and its sources; timelines and dossiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from . import brief_ledger
from .asking import looked_up
from .filters import Filters, Subject
from .lines import Line, Source, who

if TYPE_CHECKING:
    from .store import Store

Row = dict[str, Any]
OWN = "dragoman"  # coder of what was not imported
Ledger = dict[str, list[tuple[str, str]]]  # event -> (kind, history) in which it has a part
READ_LEDGER = 500  # histories of a kind looked at for one section
READ = 1000  # rows looked at for one section; a section shows a few dozen
TELLINGS = 5  # of an act; a timeline reads so many times its lines, and more where an act is told more often
DENIAL_DAYS = 30  # a denial answers what was told so many days before or after it
NUMBERS = """
SELECT event_id, what, "value", low, high, qualifier, text FROM quantities WHERE event_id IN (SELECT unnest(?))
ORDER BY event_id, position
"""
NUMBERS_AT_ODDS = """
SELECT q.incident_id, q.what, list(DISTINCT q.value ORDER BY q.value) AS told
FROM v_quantities q WHERE q.incident_id IN (SELECT unnest(?)) AND q.value IS NOT NULL
GROUP BY ALL HAVING count(DISTINCT q.value) > 1 ORDER BY ALL
"""
SPOKEN_OF = """
SELECT DISTINCT s.statement_id FROM statements s JOIN ({events}) e USING (article_id, sentence)
"""
ORIGINS = """
WITH named AS (SELECT article_id, published, publisher, title, url, document, agency, origin_id FROM ({articles}))
SELECT n.*, o.n_copies FROM named n JOIN (
  SELECT origin_id, count(*) AS n_copies FROM articles WHERE origin_id IN (SELECT origin_id FROM named) GROUP BY ALL
) o USING (origin_id) ORDER BY published NULLS LAST, article_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`n_more`: lines that fit and are not shown."""

    name: str
    lines: tuple[Line, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What the store holds on one party, or on two.

    `n_events` counts all that fit; the rest is taken from the newest 1,000 events and statements.
    """

    about: str
    first_day: dt.date | None
    last_day: dt.date | None
    n_events: int
    n_statements: int
    n_articles: int
    n_origins: int
    by_type: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def timeline(store: Store, filters: Filters) -> tuple[Line, ...]:
    """Acts that fit in the order of time, each once however often it is told, with who denies them and what became of
    meetings and commitments. The limit counts lines."""
    n = min(READ, filters.limit * TELLINGS) if filters.limit else READ
    rows = _events(store, replace(filters, oldest_first=True, limit=n))
    while filters.limit and len(rows) == n and len(_fold(rows)) < filters.limit:
        n *= 2
        rows = _events(store, replace(filters, oldest_first=True, limit=n))
    lines = _act_lines(store, rows)
    return brief_ledger.with_outcome(store, lines[: filters.limit] if filters.limit else lines)


def dossier(store: Store, party: str, other: str | None = None, *, lines: int = 30, filters: Filters | None = None
            ) -> Dossier:  # fmt: skip
    """What was done, said, disputed and planned. Raises OptionError for a party that the store does not know."""
    base = filters or Filters()
    base = replace(base, pair=(party, other)) if other else replace(base, party=party)
    events = _events(store, base)
    said = _said(store, base, events, party, other)
    by_status = {s: [e for e in events if e["status"] == s] for s in ("actual", "future", "hypothetical")}
    ledger = _of_ledger(base)
    part_of = brief_ledger.connected(store, [event["event_id"] for event in events])
    claimed = brief_ledger.disputed(store, ledger)
    disputed = [*claimed, *_disputed(store, [e for e in events if not _in_claim(e, part_of, claimed)])]
    contested = {(line.words, line.articles) for line in disputed if line.against}
    done = [replace(line, what=f"{line.what}, disputed below") if _below(line, contested, part_of) else line
            for line in _act_lines(store, by_status["actual"])]  # fmt: skip
    ahead = [e for e in by_status["future"] if not any(kind == "meeting" for kind, _ in part_of.get(e["event_id"], ()))]
    planned = [*brief_ledger.planned(store, ledger), *_act_lines(store, ahead)]
    sections = (
        _section("What was done", done, lines),
        _section("What was said", [_said_line(row) for row in said], lines),
        _section("What is disputed", disputed, lines),
        _section("What is demanded, promised and threatened", brief_ledger.demanded(store, ledger), lines),
        _section("What is agreed", brief_ledger.agreed(store, replace(ledger, min_confidence=0.0)), lines),
        _section("What is planned", sorted(planned, key=lambda line: (line.day or dt.date.max, line.what)), lines),
        _section("What is spoken of as possible", _act_lines(store, by_status["hypothetical"]), lines),
        _section("How figures moved", brief_ledger.moved(store, [event["event_id"] for event in events]), lines),
    )
    days = [row["day"] for row in (*events, *said) if row["day"]]
    articles = {row["article_id"] for row in (*events, *said)}
    return Dossier(
        about=f"{party} and {other}" if other else party,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        n_events=store.count(Subject.EVENTS, base),
        n_statements=len(said),
        n_articles=len(articles),
        n_origins=len({row["origin_id"] for row in (*events, *said)}),
        by_type=_counts(events),
        sections=sections,
        sources=_sources(store, sections),
    )


def _of_ledger(base: Filters) -> Filters:
    return Filters(party=base.party, pair=base.pair, since=base.since, until=base.until, publisher=base.publisher,
                   min_confidence=base.min_confidence, limit=READ_LEDGER)  # fmt: skip


def _in_claim(event: Row, part_of: Ledger, claimed: Sequence[Line]) -> bool:
    """Whether the claims tell the dispute already: the act is in one of them, or the denial's words are one's."""
    if any(kind == "claim" for kind, _ in part_of.get(event["event_id"], ())):
        return True
    if event["status"] != "negated":
        return False
    denials = [line for claim in claimed for line in (claim.against or (claim,))]
    words = event["trigger_text"]  # none of an imported event
    return bool(words) and any(event["article_id"] in line.articles and words in line.words for line in denials)


def _below(line: Line, contested: set[tuple[str, tuple[str, ...]]], part_of: Ledger) -> bool:
    return (line.words, line.articles) in contested or any(
        kind == "claim" for event in line.events for kind, _ in part_of.get(event, ()))  # fmt: skip


def _events(store: Store, filters: Filters) -> list[Row]:
    rows: list[Row] = store.query(Subject.EVENTS, replace(filters, limit=filters.limit or READ)).to_pylist()
    return rows


def _said(store: Store, filters: Filters, events: Sequence[Row], party: str, other: str | None) -> list[Row]:
    """Statements of the party; of a pair, those that one makes to the other or where an act between them is told."""
    plain = Filters(since=filters.since, until=filters.until, publisher=filters.publisher,
                    min_confidence=filters.min_confidence, limit=READ)  # fmt: skip
    if other is None:
        rows: list[Row] = store.query(Subject.STATEMENTS, replace(plain, actor=party)).to_pylist()
        return rows
    spoken = looked_up("events", "event_id", [e["event_id"] for e in events], "article_id, sentence")
    told = {r["statement_id"] for r in store.sql(SPOKEN_OF.format(events=spoken)).to_pylist()}
    direct = store.query(Subject.STATEMENTS, replace(plain, pair=(party, other))).to_pylist()
    found = {row["statement_id"]: row for row in direct}
    for speaker in (party, other):
        for row in store.query(Subject.STATEMENTS, replace(plain, actor=speaker)).to_pylist():
            if row["statement_id"] in told:
                found[row["statement_id"]] = row
    return sorted(found.values(), key=lambda r: (-(r["day"] or dt.date.min).toordinal(), r["statement_id"]))


def _section(name: str, lines: Sequence[Line], n: int) -> Section:
    return Section(name=name, lines=tuple(lines[:n]), n_more=max(0, len(lines) - n))


def _counts(events: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for row in events:
        counts[row["type"]] = counts.get(row["type"], 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _fold(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of one act together, in the order of the first. By incident where one is known; else second tellings in an
    article join the first, and the same words in a copy of the article join too."""
    first_of = {row["event_id"]: row for row in rows}
    acts: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        head = first_of.get(row["same_as"], row)
        if head["incident_id"]:
            key: tuple[Any, ...] = (head["incident_id"],)
        else:
            codes = (*head["actor_codes"], "->", *head["recipient_codes"])
            same = head["trigger_text"] or head["day"]  # an imported event has no words
            key = (head["origin_id"], head["type"], head["mode"], head["status"], same, codes)
        acts.setdefault(key, []).append(row)
    return list(acts.values())


def _act_lines(store: Store, rows: Sequence[Row]) -> tuple[Line, ...]:
    return _lines(rows, _numbers(store, rows))


def _lines(rows: Sequence[Row], numbers: dict[str, list[str]]) -> tuple[Line, ...]:
    return tuple(_act_line(act, [n for row in act for n in numbers.get(row["event_id"], ())]) for act in _fold(rows))


def _numbers(store: Store, rows: Sequence[Row]) -> dict[str, list[str]]:
    """What is counted, in words, by event."""
    numbers: dict[str, list[str]] = {}
    for row in store.sql(NUMBERS, [[row["event_id"] for row in rows]]).to_pylist() if rows else ():
        numbers.setdefault(row["event_id"], []).append(f"{row['what']}: {row['text'] or _number(row)}")
    return numbers


def _number(row: Row) -> str:
    """Of an imported event, whose number has no words."""
    return f"{row['value']:,g}" if row["value"] is not None else f"{row['low'] or 0:,g} or more"


def _act_line(act: Sequence[Row], numbers: Sequence[str]) -> Line:
    row = next((r for r in act if not r["same_as"]), act[0])
    what = f"{' '.join(filter(None, [row['type'], row['mode']]))}: {who(row, 'actor')} → {who(row, 'recipient')}"
    place = ", ".join(filter(None, [row["place_name"], row["place_country"]]))
    what += f", {place}" if place else ""
    what += f" ({'; '.join(dict.fromkeys(numbers))})" if numbers else ""
    what += f" [{row['coder']}]" if row["coder"] != OWN else ""
    return Line(day=row["day"], until=row["until_day"], day_told=row["day_from"] != "published", what=what,
                words=row["sentence"] or row["trigger_text"] or "", told_by=row["source_name"],
                articles=tuple(dict.fromkeys(r["article_id"] for r in (row, *act))),
                n_origins=len({r["origin_id"] for r in act}), status=_status(act, row),
                events=tuple(r["event_id"] for r in act))  # fmt: skip


def _status(act: Sequence[Row], row: Row) -> str:
    told = {r["status"] for r in act}
    return "actual" if "actual" in told else str(row["status"])


def _said_line(row: Row) -> Line:
    name = row["speaker_name"] or row["speaker_text"] or "–"
    code = f" ({row['speaker_code']})" if row["speaker_code"] else ""
    to = row["addressee_name"] or row["addressee_text"]
    verb = "thinks" if row["act"] == "think" else "says"
    return Line(day=row["day"], until=None, day_told=False, what=f"{name}{code} {verb}{f' to {to}' if to else ''}",
                words=row["content_text"], told_by=None, articles=(row["article_id"],), n_origins=1)  # fmt: skip


def _disputed(store: Store, events: Sequence[Row]) -> list[Line]:
    """Acts told as done that somebody denies, with the denial; then numbers that differ for one incident."""
    denials = [row for row in events if row["status"] == "negated"]
    numbers = _numbers(store, denials)
    near = _Denials(denials)
    lines: list[Line] = []
    answered: set[str] = set()
    for act in _fold([row for row in events if row["status"] in ("actual", "hypothetical", "historical")]):
        against = near.of(act)
        if against:
            answered.update(denial["event_id"] for denial in against)
            lines.append(replace(_act_line(act, ()), against=_lines(against, numbers)))
    alone = [denial for denial in denials if denial["event_id"] not in answered]
    lines += [replace(line, what=f"not so, it is said: {line.what}") for line in _lines(alone, numbers)]
    return [*lines, *_numbers_at_odds(store, events)]


class _Denials:
    """Denied acts, each looked at only where it may be meant: by type, and by its article or its days."""

    def __init__(self, denials: Sequence[Row]) -> None:
        self._place = {denial["event_id"]: at for at, denial in enumerate(denials)}
        self._by_article: dict[tuple[str, str], list[Row]] = {}
        self._by_day: dict[tuple[str, int], list[Row]] = {}
        for denial in denials:
            self._by_article.setdefault((denial["type"], denial["article_id"]), []).append(denial)
            if denial["published"]:
                self._by_day.setdefault((denial["type"], _stretch(denial)), []).append(denial)

    def of(self, act: Sequence[Row]) -> list[Row]:
        """In the order in which they were given."""
        found: dict[str, Row] = {}
        for row in act:
            some = list(self._by_article.get((row["type"], row["article_id"]), ()))
            if row["published"]:
                at = _stretch(row)
                some += [denial for n in (at - 1, at, at + 1) for denial in self._by_day.get((row["type"], n), ())]
            found |= {d["event_id"]: d for d in some if d["event_id"] not in found and _answers(d, row)}
        return sorted(found.values(), key=lambda denial: self._place[denial["event_id"]])


def _stretch(row: Row) -> int:
    """Which stretch of `DENIAL_DAYS` the day of publication is in."""
    return int(row["published"].toordinal()) // DENIAL_DAYS


def _answers(denial: Row, row: Row) -> bool:
    """Whether the denied act, of the same type, may be the one told: somebody in common on each side that is named."""
    one, other = denial["published"], row["published"]
    near = denial["article_id"] == row["article_id"] or bool(one and other and abs((one - other).days) <= DENIAL_DAYS)
    return near and _common(denial, row)


def _common(one: Row, other: Row) -> bool:
    def shared(role: str) -> bool | None:
        for field in ("codes", "names"):
            a, b = one[f"{role}_{field}"], other[f"{role}_{field}"]
            if a and b:
                return bool(set(a) & set(b))
        return None

    sides = [shared(role) for role in ("actor", "recipient")]
    return False not in sides and True in sides


def _numbers_at_odds(store: Store, events: Sequence[Row]) -> list[Line]:
    incidents = sorted({row["incident_id"] for row in events if row["incident_id"]})
    at_odds: dict[str, list[str]] = {}
    for row in store.sql(NUMBERS_AT_ODDS, [incidents]).to_pylist() if incidents else ():
        told = " or ".join(f"{value:,.0f}" for value in row["told"])
        at_odds.setdefault(row["incident_id"], []).append(f"{row['what']} {told}")
    acts = [act for act in _fold(events) if act[0]["incident_id"] in at_odds]
    return [replace(_act_line(act, ()), what=f"{_act_line(act, ()).what} ({'; '.join(at_odds[act[0]['incident_id']])})")
            for act in acts]  # fmt: skip


def _sources(store: Store, sections: Iterable[Section]) -> tuple[Source, ...]:
    """Articles that the lines rest on, by day; a line's number for an article is its place here, from 1."""
    told = (x for s in sections for line in s.lines for x in (line, *line.against, *line.later))
    named = sorted({id for line in told for id in line.articles})
    sql = ORIGINS.format(articles=looked_up("articles", "article_id", named))
    rows = store.sql(sql).to_pylist() if named else []
    return tuple(Source(article_id=r["article_id"], published=r["published"], publisher=r["publisher"],
                        title=r["title"] or r["document"], url=r["url"], agency=r["agency"], n_copies=r["n_copies"])
                 for r in rows)  # fmt: skip


def sources_of(store: Store, lines: Iterable[Line]) -> tuple[Source, ...]:
    """Articles that lines rest on, by day."""
    return _sources(store, [Section(name="", lines=tuple(lines), n_more=0)])
