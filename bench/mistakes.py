"""The most confident mistakes: false alarms surest first, then misses, each with its sentence and what else lies there.

    python bench/mistakes.py GOLD_DIR [--figure "events detect"] [--limit 100] [--context 1] [--model DIR]

GOLD_DIR is a gold folder as `dragoman evaluate` takes it. `--figure` is what counts as right: "events detect" (type and
sentence), "events who" (and an actor), "events full" (and a recipient and the status), or "statements". Misses are
listed with the surest first: those with a confident record of another kind in the sentence.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman import Coder, read_inputs
from dragoman.evaluate import LEVELS, Judged, judged
from dragoman.records import Coded
from dragoman.train.calibrate import as_rows

Row = Mapping[str, Any]
FIGURES = (*(f"events {level}" for level in LEVELS), "statements")


def parties(found: Any) -> str:
    rows = [found] if isinstance(found, Mapping) else found or []
    return "+".join(p.get("code") or p.get("name") or "?" for p in rows if p) or "-"


def told(row: Row) -> str:
    """A gold or coded record on one line."""
    sure = f"{row['confidence']:.2f} " if "confidence" in row else ""
    optional = "" if row.get("core", True) else " (optional)"
    if "trigger" in row:
        words = row.get("_trigger", row["trigger"])
        sides = f"{parties(row.get('actors'))} -> {parties(row.get('recipients'))}"
        return f"{sure}{row['type']} '{words}' {sides} {row.get('status')}{optional}"
    speaker = row["speaker"]
    name = speaker.get("name") if isinstance(speaker, Mapping) else speaker
    return f"{sure}{name}: {row.get('_content', row['content'])}{optional}"


def surest(rows: Iterable[Row]) -> float:
    return max((float(row["confidence"]) for row in rows), default=0.0)


class Beside:
    """What the gold and the coded documents hold in the sentence of a mistake."""

    def __init__(self, gold: Path, verdicts: Sequence[Judged]) -> None:
        documents = (json.loads(line) for line in (gold / "docs.jsonl").read_text("utf-8").splitlines() if line)
        self.lines = {row["id"]: row["text"].split("\n") for row in documents}
        self.books = {name: json.loads((gold / "events" / f"{name}.json").read_text("utf-8")) for name in self.lines}
        self.verdicts = verdicts

    def coded(self, mistake: Judged) -> list[Row]:
        here = (mistake.document, mistake.sentence)
        return [v.coded for v in self.verdicts if (v.document, v.sentence) == here and v.coded is not None]

    def page(self, mistake: Judged, context: int) -> str:
        """The mistake as a block of lines."""
        row, lines = mistake.coded or mistake.gold or {}, self.lines[mistake.document]
        kind = mistake.figure.split()[0]
        block = [f"{'FALSE' if mistake.gold is None else 'MISS '} {mistake.document}:{mistake.sentence} {told(row)}"]
        for at in range(max(0, mistake.sentence - context), min(len(lines), mistake.sentence + context + 1)):
            block.append(f"    {'>' if at == mistake.sentence else ' '} {lines[at]}")
        block += [f"    gold   {told(g)}" for g in self.books[mistake.document][kind]
                  if g["sent"] == mistake.sentence and g is not row]  # fmt: skip
        block += [f"    coded  {told(c)}" for c in self.coded(mistake) if c is not row]
        return "\n".join(block)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--figure", choices=FIGURES, default=FIGURES[0])
    parser.add_argument("--limit", type=int, default=100, help="of false alarms, and of misses")
    parser.add_argument("--context", type=int, default=1, help="sentences before and after")
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    records = Coder(model=args.model).code_all(read_inputs([args.gold / "docs.jsonl"]))
    rows = as_rows(record for record in records if isinstance(record, Coded))
    verdicts = [v for v in judged(args.gold, rows) if v.figure == args.figure]
    beside = Beside(args.gold, verdicts)
    false = sorted(
        (v for v in verdicts if v.gold is None and v.coded), key=lambda v: -float((v.coded or {})["confidence"])
    )
    missed = sorted((v for v in verdicts if v.coded is None), key=lambda v: -surest(beside.coded(v)))
    print(f"{args.figure}: {len(false)} false alarms, {len(missed)} misses, "
          f"{len(verdicts) - len(false) - len(missed)} right")  # fmt: skip
    for mistake in (*false[: args.limit], *missed[: args.limit]):
        print("\n" + beside.page(mistake, args.context))


if __name__ == "__main__":
    main()
