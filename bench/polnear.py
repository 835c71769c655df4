"""Attribution on PolNeAR: word F1 of content, source and cue over all attributions, say and think.

    python bench/polnear.py CORPUS/attribution/polnear-dev.jsonl.gz

CORPUS is the folder that docs/develop/training.md describes. What a statement gives is taken as it is told: its
content, the speaker's words with what describes the speaker behind the name (PolNeAR's sources are whole noun phrases),
and its cue.
PolNeAR 1.0: Newell, Margolin and Ruths, LREC 2018.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dragoman.pipeline import Coder
from dragoman.records import Article, Failure, Span, Statement

PARTS = ("content", "source", "cue")
WORD = re.compile(r"\w+")


def words(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words within the spans begin."""
    return {found.start() for span in spans for found in WORD.finditer(text, span.start, span.end)}


def told(statement: Statement) -> dict[str, list[Span]]:
    source = [span for span in (statement.speaker.span, statement.description) if span]
    return {"content": list(statement.content), "source": source, "cue": [statement.cue] if statement.cue else []}


def measure(path: Path, coder: Coder) -> Counter[tuple[str, str]]:
    """Words of each part: right, given, gold."""
    counts: Counter[tuple[str, str]] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row, coded in zip(rows, coder.code_all(Article(id=r["id"], text=r["text"]) for r in rows), strict=True):
        if isinstance(coded, Failure):
            raise SystemExit(f"{path}: {row['id']}: {coded.message}")
        parts = [told(statement) for statement in coded.statements]
        for part in PARTS:
            gold = words(row["text"], (Span(start=s, end=e) for a in row["attributions"] for s, e in a[part]))
            given = words(row["text"], (span for spans in parts for span in spans[part]))
            counts[part, "gold"] += len(gold)
            counts[part, "given"] += len(given)
            counts[part, "right"] += len(gold & given)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", type=Path, help="folder of a reader other than the shipped one")
    args = parser.parse_args()
    counts = measure(args.file, Coder(model=args.model) if args.model else Coder())
    for part in PARTS:
        right, given, gold = (counts[part, what] for what in ("right", "given", "gold"))
        precision, recall, f1 = right / max(given, 1), right / max(gold, 1), 2 * right / max(given + gold, 1)
        print(f"{part:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
