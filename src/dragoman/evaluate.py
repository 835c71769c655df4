"""Gold documents + coded documents -> figures, misses and false alarms.

The measure is that of the project's gold folder: `docs.jsonl` (one sentence a line), `events/ID.json`, and for some
documents `ledger/ID.json`. Counted on the gold's core records; a coded record that fits an optional gold record is left
out of account, one that fits none is a false alarm.

- events detect: right sentence and type; who: and an actor code in common; full: and a recipient code in common (where
  the gold has one) and the right status.
- statements: right sentence, speaker's name or code in common, at least half of the content's words (token F1).
- ledger records: right sentence and the fields named in `LEDGER`.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.errors import InputError

Row = Mapping[str, Any]
Score = Callable[[Row, Row], float]

SLOTS = ("mode", "status", "source", "date", "place", "sector")
LEVELS = ("detect", "who", "full")
LEDGER_KEYS = ("claims", "commitments", "agreements", "meetings", "figures")
NO_NAMES = frozenset({"the", "of", "a", "an", "president", "minister"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Precision, recall and F1 in [0, 1], rounded to four places, and the counts behind them."""

    precision: float
    recall: float
    f1: float
    hit: int
    false: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`figures` by what was counted; `slots` share right among detected events; `problems` a readable line each."""

    figures: Mapping[str, Figures]
    slots: Mapping[str, float | None]
    statement_kind: float | None
    problems: tuple[str, ...]
    not_coded: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A hit (both records), a miss (gold only) or a false alarm (coded only) at one of the figures of a `Report`."""

    figure: str
    document: str
    sentence: int
    gold: Row | None
    coded: Row | None


def evaluate(gold: Path, coded: Iterable[Row]) -> Report:
    """Figures of coded documents (objects as the `json` format writes them) against a gold folder.

    Raises `InputError` when the folder lacks `docs.jsonl` or a document's events, or a record lacks a field.
    """
    found = {_id(row): row for row in coded}
    counts = _Counts()
    not_coded = []
    for row in _gold_documents(gold):
        if row["id"] not in found:
            not_coded.append(row["id"])
        _count_document(counts, gold, row, found.get(row["id"], {}))
    return counts.report(tuple(not_coded))


def judged(gold: Path, coded: Iterable[Row]) -> Iterator[Judged]:
    """Every hit, miss and false alarm of events and statements; what fits an optional gold record is none of them.

    Raises `InputError` as `evaluate` does.
    """
    found = {_id(row): row for row in coded}
    for row in _gold_documents(gold):
        document = _Document(row)
        events, said, _ = _coded_records(document, found.get(row["id"], {}))
        path = gold / "events" / f"{document.id}.json"
        book = _read(path)
        try:
            for level in LEVELS:
                sorted_out = _Tally().add(book["events"], events, _event_score(level))
                yield from _judged(document, f"events {level}", sorted_out)
            yield from _judged(document, "statements", _Tally().add(book["statements"], said, _statement_score))
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise InputError("gold", f"{path}: a gold record lacks a field or has a wrong one ({error})") from error


def _judged(
    document: _Document, figure: str, sorted_out: tuple[list[tuple[Row, Row]], list[Row], list[Row]]
) -> Iterator[Judged]:
    hits, missed, false = sorted_out
    everything: list[tuple[Row | None, Row | None]] = [*hits, *((g, None) for g in missed), *((None, c) for c in false)]
    for g, c in everything:
        sentence = g["sent"] if g is not None else document.sentence(_first(c or {}))
        yield Judged(figure=figure, document=document.id, sentence=sentence, gold=g, coded=c)


def _first(coded: Row) -> int:
    """Offset of an event's trigger or of a statement's content."""
    span = coded["trigger"] if "trigger" in coded else coded["content"]
    return int((span[0] if isinstance(span, list) else span)["start"])


def _id(row: Row) -> str:
    try:
        return str(row["document"]["id"])
    except (KeyError, TypeError) as error:
        raise InputError("coded", f"a coded row has no document with an id: {str(row)[:60]}; code it with "
                         "--format json") from error  # fmt: skip


def _gold_documents(gold: Path) -> list[Row]:
    path = gold / "docs.jsonl"
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(
            "gold", f"{path}: a gold folder holds docs.jsonl, events/ID.json and ledger/ID.json: {error}"
        ) from error


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("gold", f"{path}: {error}") from error


@dataclass(slots=True)
class _Tally:
    hit: int = 0
    false: int = 0
    missed: int = 0

    def add(
        self, gold: Sequence[Row], coded: Sequence[Row], score: Score
    ) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
        """Counts; returns the pairs, the missed and the false."""
        must, may = [g for g in gold if g.get("core", True)], [g for g in gold if not g.get("core", True)]
        pairs = _pair(must, coded, score)
        used = {j for _, j in pairs}
        left = [c for j, c in enumerate(coded) if j not in used]
        optional = {j for _, j in _pair(may, left, score)}
        false = [c for j, c in enumerate(left) if j not in optional]
        hit = {i for i, _ in pairs}
        missed = [g for i, g in enumerate(must) if i not in hit]
        self.hit += len(pairs)
        self.false += len(false)
        self.missed += len(missed)
        return [(must[i], coded[j]) for i, j in pairs], missed, false

    def figures(self) -> Figures:
        p, r = _ratio(self.hit, self.hit + self.false) or 0.0, _ratio(self.hit, self.hit + self.missed) or 0.0
        f1 = round(2 * p * r / (p + r), 4) if p + r else 0.0
        return Figures(
            precision=round(p, 4), recall=round(r, 4), f1=f1, hit=self.hit, false=self.false, missed=self.missed
        )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _pair(gold: Sequence[Row], coded: Sequence[Row], score: Score) -> list[tuple[int, int]]:
    """One-to-one pairs, best score first; score 0 never pairs."""
    cells = sorted((-score(g, c), i, j) for i, g in enumerate(gold) for j, c in enumerate(coded))
    used_gold: set[int] = set()
    used_coded: set[int] = set()
    pairs = []
    for value, i, j in cells:
        if value < 0 and i not in used_gold and j not in used_coded:
            used_gold.add(i)
            used_coded.add(j)
            pairs.append((i, j))
    return pairs


@dataclass(slots=True)
class _Counts:
    tallies: dict[str, _Tally] = field(
        default_factory=lambda: {k: _Tally() for k in (*(f"events {level}" for level in LEVELS), "statements", *LEDGER)}
    )
    slots: dict[str, list[int]] = field(default_factory=lambda: {slot: [0, 0] for slot in SLOTS})
    kinds: list[int] = field(default_factory=lambda: [0, 0])
    problems: list[str] = field(default_factory=list)

    def report(self, not_coded: tuple[str, ...]) -> Report:
        slots = {k: None if not n else round(right / n, 4) for k, (right, n) in self.slots.items()}
        kind = round(self.kinds[0] / self.kinds[1], 4) if self.kinds[1] else None
        return Report(figures={k: t.figures() for k, t in self.tallies.items()}, slots=slots, statement_kind=kind,
                      problems=tuple(self.problems), not_coded=not_coded)  # fmt: skip


class _Document:
    def __init__(self, row: Row) -> None:
        self.id: str = row["id"]
        self.text: str = row["text"]
        self.lines = self.text.split("\n")
        self.starts = [0]
        for line in self.lines[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def sentence(self, offset: int) -> int:
        return bisect.bisect_right(self.starts, offset) - 1

    def words(self, spans: Sequence[Row]) -> str:
        return " ".join(self.text[s["start"] : s["end"]] for s in spans)


def _count_document(counts: _Counts, gold: Path, row: Row, coded: Row) -> None:
    document = _Document(row)
    events, said, records = _coded_records(document, coded)
    ledger = gold / "ledger" / f"{document.id}.json"
    path = gold / "events" / f"{document.id}.json"
    try:
        book = _read(path)
        _count_events(counts, document, book["events"], events)
        _count_statements(counts, document, book["statements"], said)
        if ledger.exists():
            path = ledger
            _count_ledger(counts, document, _read(ledger), records)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise InputError("gold", f"{path}: a gold record lacks a field or has a wrong one ({error})") from error


def _coded_records(document: _Document, coded: Row) -> tuple[list[Row], list[Row], dict[str, list[Row]]]:
    """Events, statements and ledger records of a coded document, with the sentences they lie in."""
    try:
        events = [_event(document, e) for e in coded.get("events", [])]
        said = [_said(document, s) for s in coded.get("statements", []) if s.get("act", "say") == "say"]
        records = {key: [_ledger_record(document, r) for r in coded.get(key, [])] for key in LEDGER_KEYS}
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError("coded", f"{document.id}: a coded record lacks a field ({error}); code it again with "
                         "--format json") from error  # fmt: skip
    return events, said, records


def _event(document: _Document, event: Row) -> Row:
    trigger = event["trigger"]
    return {**event, "_sent": document.sentence(trigger["start"]), "_trigger": document.words([trigger])}


def _said(document: _Document, statement: Row) -> Row:
    content = statement["content"]
    spans = content if isinstance(content, list) else [content]
    return {**statement, "_sents": {document.sentence(s["start"]) for s in spans}, "_content": document.words(spans)}


def _ledger_record(document: _Document, record: Row) -> Row:
    spans = [s for s in record.get("mentions") or [record] if s.get("start") is not None]
    return {**record, "_sents": {document.sentence(s["start"]) for s in spans}, "_text": document.words(spans)}


def _count_events(counts: _Counts, document: _Document, gold: Sequence[Row], coded: Sequence[Row]) -> None:
    for level in LEVELS:
        pairs, missed, false = counts.tallies[f"events {level}"].add(gold, coded, _event_score(level))
        if level == "detect":
            for g, c in pairs:
                _count_slots(counts, g, c)
            counts.problems += [_line("MISS", document, g["sent"], g, g["trigger"]) for g in missed]
            counts.problems += [_line("FALSE", document, c["_sent"], c, c["_trigger"]) for c in false]


def _line(verdict: str, document: _Document, sentence: int, event: Row, trigger: str) -> str:
    parties = f"{sorted(_codes(event.get('actors')))}->{sorted(_codes(event.get('recipients')))}"
    where = f"{document.id}:{sentence}"
    return (
        f"{verdict:5} {where} {event['type']} '{trigger}' {parties} {event.get('status')} | {document.lines[sentence]}"
    )


def _count_slots(counts: _Counts, gold: Row, coded: Row) -> None:
    for slot in SLOTS:
        right = _slot_right(slot, gold, coded)
        if right is not None:
            counts.slots[slot][0] += right
            counts.slots[slot][1] += 1


def _slot_right(slot: str, gold: Row, coded: Row) -> bool | None:
    """Whether the slot is right; None where the gold has nothing to compare with."""
    match slot:
        case "sector":
            want = {a["sector"] for a in gold["actors"] if a.get("sector")}
            return bool(want & {a.get("sector") for a in coded.get("actors", [])}) if want else None
        case "source":
            return _codes(gold["source"]) == _codes(coded.get("source"))
        case "place":
            if not gold.get("location"):
                return None
            return _overlap(gold["location"], (coded.get("place") or {}).get("text")) > 0.4
        case "date":
            return str(coded.get("date") or "").startswith(gold["date"]) if gold.get("date") else None
        case _:
            return (gold.get(slot) or None) == (coded.get(slot) or None)


def _count_statements(counts: _Counts, document: _Document, gold: Sequence[Row], coded: Sequence[Row]) -> None:
    pairs, missed, false = counts.tallies["statements"].add(gold, coded, _statement_score)
    counts.kinds[0] += sum(g["kind"] == c.get("kind") for g, c in pairs)
    counts.kinds[1] += len(pairs)
    counts.problems += [f"MISS  {document.id}:{g['sent']} statement by {g['speaker']} | {g['content']}" for g in missed]
    for c in false:
        speaker = (c.get("speaker") or {}).get("name")
        counts.problems.append(
            f"FALSE {document.id}:{min(c['_sents'], default='?')} statement by {speaker} | {c['_content']}"
        )


def _count_ledger(counts: _Counts, document: _Document, book: Row, coded: Mapping[str, list[Row]]) -> None:
    for kind, score in LEDGER.items():
        key = kind.split()[-1]
        want, have = book[key], coded[key]
        if kind == "denied claims":
            want, have = [g for g in want if g["denied_by"]], [c for c in have if c.get("denied_by")]
        _, missed, false = counts.tallies[kind].add(want, have, score)
        counts.problems += [f"MISS  {document.id} {kind} {json.dumps(g, ensure_ascii=False)[:300]}" for g in missed]
        counts.problems += [f"FALSE {document.id} {kind} {c['_text'][:200]}" for c in false]


def _codes(parties: Any) -> set[str]:
    """Codes of a party or a list of parties, without the unknown ones."""
    if isinstance(parties, Mapping):
        parties = [parties]
    return {p["code"] for p in parties or [] if p and p.get("code")}


def _bag(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").lower())


def _overlap(left: str | None, right: str | None) -> float:
    """Token F1 in [0, 1]."""
    a, b = _bag(left), _bag(right)
    common = sum(min(a.count(w), b.count(w)) for w in set(a))
    return 2 * common / (len(a) + len(b)) if common else 0.0


def _same_party(gold: Any, coded: Any) -> bool:
    return not _codes(gold) or bool(_codes(gold) & _codes(coded))


def _event_score(level: str) -> Score:
    def score(g: Row, c: Row) -> float:
        if g["sent"] != c["_sent"] or g["type"] != c.get("type"):
            return 0.0
        who = _same_party(g["actors"], c.get("actors"))
        to = _same_party(g["recipients"], c.get("recipients"))
        status = bool(g["status"] == c.get("status"))
        if (level == "who" and not who) or (level == "full" and not (who and to and status)):
            return 0.0
        words = bool(g["trigger"] == c["_trigger"]) * 0.5 + _overlap(g["trigger"], c["_trigger"]) * 0.4
        return 1 + words + 2 * who + to + status

    return score


def _name(party: Row | None) -> set[str]:
    return set(_bag((party or {}).get("name"))) - NO_NAMES


def _statement_score(g: Row, c: Row) -> float:
    if g["sent"] not in c["_sents"]:
        return 0.0
    speaker = c.get("speaker") or {}
    known = bool(_name({"name": g["speaker"]}) & _name(speaker)) or bool(g["code"] and g["code"] == speaker.get("code"))
    match = _overlap(g["content"], c["_content"])
    return match if known and match >= 0.5 else 0.0


def _in_sentence(score: Score) -> Score:
    def inner(g: Row, c: Row) -> float:
        sentences = {g["sent"]} if "sent" in g else set(g.get("sents", []))
        return score(g, c) if sentences & c["_sents"] else 0.0

    return inner


def _claim(g: Row, c: Row) -> float:
    return 1 + _overlap(g["claim"], c["_text"]) if _same_party(g["asserted_by"], c.get("asserted_by")) else 0.0


def _denied(g: Row, c: Row) -> float:
    asserted = _codes(g["asserted_by"]) & _codes(c.get("asserted_by"))
    return float(bool(asserted and _codes(g["denied_by"]) & _codes(c.get("denied_by"))))


def _commitment(g: Row, c: Row) -> float:
    right = c.get("kind") in {g["kind"], *g.get("alt_kinds", [])} and _same_party(g["by"], c.get("by"))
    return 1 + _overlap(g["content"], c["_text"]) if right else 0.0


def _agreement(g: Row, c: Row) -> float:
    name = _overlap(g["name"], c.get("name"))
    return name + (str(g.get("year")) == str(c.get("year"))) if name >= 0.5 else 0.0


def _meeting(g: Row, c: Row) -> float:
    together = bool(_codes(g["participants"]) & _codes(c.get("participants")))
    dated = not g["date"] or str(c.get("date") or "").startswith(g["date"])
    return float(together and dated and g["status"] == c.get("status"))


def _figure(g: Row, c: Row) -> float:
    want = g["value"] if g["value"] is not None else g.get("low")
    have = c.get("value") if c.get("value") is not None else c.get("low")
    same = want is None or (have is not None and float(want) == float(have))
    return float(c.get("what") in {g["what"], *g.get("alt_what", [])} and same)


LEDGER: Mapping[str, Score] = {
    "claims": _in_sentence(_claim),
    "denied claims": _in_sentence(_denied),
    "commitments": _in_sentence(_commitment),
    "agreements": _agreement,
    "meetings": _in_sentence(_meeting),
    "figures": _in_sentence(_figure),
}
