"""Quality floors: fails when the shipped model reads worse than it did. Only an edit here, in review, lowers one.

    python bench/floors.py [GOLD_DIR]

GOLD_DIR defaults to the gold folder laid beside the checkout; without one, the project's own gold in `tests/gold` is
judged alone.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from dragoman import Coder, read_inputs
from dragoman.evaluate import evaluate
from dragoman.write import write

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared" / "eval" / "dev"
OWN = ROOT / "tests" / "gold"
# Lowered: statements of BESIDE from 0.86 to 0.85, one record; then, with weights and rules that read our own parts
# better, meetings of BESIDE from 0.45 to 0.36 (a meeting or two) and full of OWN from 0.52 to 0.49; then meetings to
# 0.34 (0.353 measured, one record) with weights that read all else there better.
# Below what the shipped reader gives by what one or two records are worth: processors differ a little in int8
# arithmetic, and fp32 gives claims 0.59 for 0.63.
FLOORS: Mapping[Path, Mapping[str, float]] = {
    BESIDE: {
        "events detect": 0.75,
        "events who": 0.68,
        "events full": 0.54,
        "statements": 0.88,
        "claims": 0.53,
        "commitments": 0.80,
        "agreements": 0.80,
        "meetings": 0.34,
        "figures": 0.80,
    },
    OWN: {"events detect": 0.73, "events who": 0.65, "events full": 0.51, "statements": 0.71},
}


def figures(gold: Path, coder: Coder) -> dict[str, float]:
    """F1 by what is counted."""
    rows = gold / "docs.jsonl"
    out = io.StringIO()
    write(coder.code_all(read_inputs([rows])), out, format="json")
    report = evaluate(gold, [json.loads(line) for line in out.getvalue().splitlines()])
    return {name: f.f1 for name, f in report.figures.items()}


def main() -> None:
    coder = Coder()
    low = False
    for gold, floors in FLOORS.items():
        if not (gold / "docs.jsonl").exists():
            print(f"{gold.name}: not here, not judged")
            continue
        have = figures(gold, coder)
        for name, floor in floors.items():
            verdict = "ok" if have[name] >= floor else "BELOW ITS FLOOR"
            low |= have[name] < floor
            print(f"{gold.name:6} {name:16} {have[name]:.3f} (floor {floor:.3f}) {verdict}")
    if low:
        sys.exit(1)


if __name__ == "__main__":
    main()
