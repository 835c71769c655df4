"""The ledger in timelines and dossiers: what is disputed, demanded, agreed, planned, counted; what became of acts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .asking import looked_up
from .filters import Filters, Subject
from .lines import Line, who

if TYPE_CHECKING:
    from .store import Store

Row = dict[str, Any]
PLANS = ("scheduled", "proposed", "postponed")
# How an act is in the ledger: in a contested claim, as a telling of a meeting, as what makes a commitment
OF_EVENTS = """
WITH asked AS ({events})
SELECT e.event_id, m.history_id, 'claim' AS kind FROM asked e JOIN stances s USING (article_id)
JOIN history_mentions m ON m.record_id = s.claim_id JOIN histories h USING (history_id)
WHERE h.status = 'contested' AND s.stance = 'asserts' AND s.sentence = e.sentence AND e.status <> 'negated' AND
      (e.type = 'ACCUSE' OR (e.type <> 'REJECT' AND e.trigger_start >= s.text_start AND e.trigger_end <= s.text_end))
UNION
SELECT e.event_id, m.history_id, 'meeting' FROM asked e
JOIN (SELECT meeting_id, article_id, unnest(mentions).start AS start_char FROM meetings) g
  ON g.article_id = e.article_id AND g.start_char = e.trigger_start
JOIN history_mentions m ON m.record_id = g.meeting_id
UNION
SELECT e.event_id, m.history_id, 'commitment' FROM asked e JOIN commitments c
  ON c.article_id = e.article_id AND c.cue_start < e.trigger_end AND e.trigger_start < c.cue_end
JOIN history_mentions m ON m.record_id = c.commitment_id
ORDER BY ALL
"""
STEPS = """
SELECT * FROM v_history_steps WHERE history_id IN (SELECT unnest(?))
ORDER BY published NULLS LAST, article_id, text_start, step, by_name
"""
SENTENCES = """
SELECT s.article_id, s.start_char, s.end_char, a.text[s.start_char + 1:s.end_char] AS words
FROM sentences s JOIN articles a USING (article_id) WHERE s.article_id IN (SELECT unnest(?)) ORDER BY ALL
"""
OF_AN_EVENT = "event_id, article_id, sentence, type, status, trigger_start, trigger_end"
FEW_WORDS = 8  # of a stance or answer: fewer ("it", "the idea") are shown in their sentence
# Figures told in the sentence of an act, of histories whose tellings differ
COUNTED = """
SELECT DISTINCT m.history_id FROM ({events}) e JOIN figures r ON r.article_id = e.article_id AND r.sentence = e.sentence
JOIN history_mentions m ON m.record_id = r.figure_id JOIN histories h USING (history_id)
WHERE h.status = 'differs' ORDER BY ALL
"""


def _of_events(event_ids: Sequence[str]) -> str:
    return looked_up("events", "event_id", event_ids, OF_AN_EVENT)


def connected(store: Store, event_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Event -> (kind, history) in which it has a part."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.sql(OF_EVENTS.format(events=_of_events(event_ids))).to_pylist() if event_ids else ():
        found[row["event_id"]].append((row["kind"], row["history_id"]))
    return dict(found)


def with_outcome(store: Store, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of acts, each with who denies it, and with what became of the meeting or commitment it is about."""
    ledger = connected(store, sorted({event for line in lines for event in line.events}))
    steps = _steps(store, {history for found in ledger.values() for _, history in found})
    return tuple(_with_outcome(line, ledger, steps) for line in lines)


def _with_outcome(line: Line, ledger: dict[str, list[tuple[str, str]]], steps: dict[str, list[Row]]) -> Line:
    against: list[Line] = []
    later: list[Line] = []
    for kind, history in dict.fromkeys(found for event in line.events for found in ledger.get(event, ())):
        told = steps.get(history, [])
        if kind == "claim":
            against += [_step_line(step) for step in told if step["step"] == "denies"]
        elif kind == "commitment":
            later += [_step_line(step) for step in told if step["answer_id"] and step["answer_id"] not in line.events]
        else:
            later += _changes(told, line)
    return replace(line, against=(*line.against, *against), later=(*line.later, *later)) if against or later else line


def _changes(told: Sequence[Row], line: Line) -> list[Line]:
    """What other articles tell of a meeting, where it is something new."""
    own = {step["step"] for step in told if step["article_id"] in line.articles}
    found: dict[str, Row] = {}
    for step in told:
        if step["article_id"] not in line.articles and step["step"] not in own:
            found.setdefault(step["step"], step)
    return [_step_line(step) for step in found.values()]


def disputed(store: Store, filters: Filters) -> list[Line]:
    """Claims that somebody denies: who asserts, and against it who denies."""
    lines: list[Line] = []
    for status in ("contested", "denied"):
        rows = store.query(Subject.CLAIMS, replace(filters, status=(status,))).to_pylist()
        _in_sentences(store, [step for row in rows for step in row["steps"]])
        lines += [_claim_line(row) for row in rows]
    return lines


def _claim_line(row: Row) -> Line:
    steps: list[Row] = row["steps"]
    denials = [_step_line(step) for step in steps if step["step"] == "denies"]
    holders = ", ".join(row["asserted_by"] or ())
    about = f" of {who(row, 'recipient')}" if row["recipient_names"] else ""
    if not holders:
        deniers = ", ".join(row["denied_by"] or ())
        first = next((step for step in steps if step["step"] == "denies"), None)
        return _line(row, f"{deniers or '–'} {_verb('denies', row['denied_by'])}{about}", first, steps)
    asserted = next(step for step in steps if step["step"] in ("asserts", "confirms"))
    told = [step for step in steps if step["step"] != "denies"]
    what = f"{holders} {_verb('asserts', row['asserted_by'])}{about}"
    return replace(_line(row, what, asserted, told), against=tuple(denials))


def _verb(stance: str, by: Sequence[str] | None) -> str:
    return {"asserts": "assert", "denies": "deny"}[stance] if len(by or ()) > 1 else stance


def demanded(store: Store, filters: Filters) -> list[Line]:
    """Commitments, each with what became of it."""
    lines = []
    rows = store.query(Subject.COMMITMENTS, filters).to_pylist()
    _in_sentences(store, [step for row in rows for step in row["steps"] if step["answer_id"]])
    for row in rows:
        told = [step for step in row["steps"] if not step["answer_id"]]
        to = f" → {who(row, 'recipient')}" if row["recipient_names"] else ""
        terms = "".join(f"; {name}: {row[f'{name}_text']}" for name in ("condition", "consequence", "deadline")
                        if row[f"{name}_text"])  # fmt: skip
        line = _line(row, f"{row['kind'].replace('_', ' ')}: {who(row, 'actor')}{to}{terms}", None, told)
        lines.append(replace(line, later=tuple(_step_line(s) for s in row["steps"] if s["answer_id"])))
    return lines


def agreed(store: Store, filters: Filters) -> list[Line]:
    """Agreements with their state and alleged breaches."""
    lines = []
    for row in store.query(Subject.AGREEMENTS, filters).to_pylist():
        year = f" ({row['year']})" if row["year"] else ""
        parties = f": {who(row, 'actor')}" if row["actor_names"] else ""
        what = f"{row['name']}{year}, {row['status'].replace('_', ' ')}{parties}"
        breaches = [step for step in row["steps"] if step["step"] == "violation alleged"]
        told = [step for step in row["steps"] if step["step"] != "violation alleged"]
        lines.append(replace(_line(row, what, None, told), against=tuple(_step_line(step) for step in breaches)))
    return lines


def planned(store: Store, filters: Filters) -> list[Line]:
    """Meetings that are still ahead as far as anybody tells, the nearest first."""
    lines = []
    for row in store.query(Subject.MEETINGS, replace(filters, status=PLANS, oldest_first=True)).to_pylist():
        where = ", ".join(filter(None, [row["place_name"], row["place_country"], row["forum_text"]]))
        line = _line(row, f"meeting {row['status']}: {who(row, 'actor')}{f', {where}' if where else ''}", None,
                     row["steps"])  # fmt: skip
        lines.append(replace(line, day=row["day"], until=row["until_day"], day_told=row["day_from"] == "text"))
    return lines


def moved(store: Store, event_ids: Sequence[str]) -> list[Line]:
    """Counts on which articles differ: how each moved, with who tells which value when."""
    sql = COUNTED.format(events=_of_events(event_ids))
    histories = [row["history_id"] for row in store.sql(sql).to_pylist()] if event_ids else []
    lines = []
    for steps in _steps(store, histories).values():
        tellings = [_step_line(step) for step in _once(steps, "text")]
        first = steps[0]
        values = " → ".join(dict.fromkeys(step["text"] for step in steps))
        lines.append(Line(day=first["published"], until=None, day_told=False, what=values, words=first["text"],
                          told_by=first["by_name"], articles=_articles(steps),
                          n_origins=len({step["origin_id"] for step in steps}), later=tuple(tellings[1:])))  # fmt: skip
    return lines


def _once(steps: Iterable[Row], field: str) -> list[Row]:
    return list({step[field]: step for step in reversed(list(steps))}.values())[::-1]


def _steps(store: Store, histories: Iterable[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    named = sorted(histories)
    steps = store.sql(STEPS, [named]).to_pylist() if named else []
    _in_sentences(store, [step for step in steps if step["kind"] in ("claim", "commitment")])
    for step in steps:
        found.setdefault(step["history_id"], []).append(step)
    return found


def _in_sentences(store: Store, steps: Sequence[Row]) -> None:
    """Puts the whole sentence for words too few to be understood."""
    short = [step for step in steps if len(step["text"].split()) < FEW_WORDS]
    articles = sorted({step["article_id"] for step in short})
    of_article: dict[str, list[Row]] = defaultdict(list)
    for row in store.sql(SENTENCES, [articles]).to_pylist() if articles else ():
        of_article[row["article_id"]].append(row)
    for step in short:
        for row in of_article[step["article_id"]]:
            if row["start_char"] <= step["text_start"] < row["end_char"]:
                step["text"] = row["words"]


def _line(row: Row, what: str, first: Row | None, steps: Sequence[Row]) -> Line:
    """A history's line: the words of one telling, and the articles of all, that telling's first."""
    first = first or next((step for step in steps if step["record_id"] in row["record_ids"]), steps[0])
    articles = tuple(dict.fromkeys([first["article_id"], *_articles(steps)]))
    return Line(day=row["first_published"], until=None, day_told=False, what=what, words=first["text"], told_by=None,
                articles=articles, n_origins=row["n_origins"])  # fmt: skip


def _step_line(step: Row) -> Line:
    by = f"{step['by_name']}{f' ({code})' if (code := step['by_code']) else ''} " if step["by_name"] else ""
    day: dt.date | None = step["published"]
    return Line(day=day, until=None, day_told=False, what=f"{by}{step['step']}", words=step["text"], told_by=None,
                articles=(step["article_id"],), n_origins=1)  # fmt: skip


def _articles(steps: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step["article_id"] for step in steps))
