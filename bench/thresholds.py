"""Figures at many settings of the decoder, from one pass of the encoder: how the defaults in `settings.py` were chosen.

    python bench/thresholds.py GOLD_DIR [--model DIR]

Thresholds are varied one after the other, each at the best value of those before; the objective is the sum of the F1 of
events (detect, who, full) and statements. Choose on development documents, never on a test part.
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from dragoman.evaluate import evaluate
from dragoman.settings import DecodeSettings, EncodeSettings
from dragoman.train.calibrate import as_rows
from dragoman.train.reading import Reading

COUNTED = ("events detect", "events who", "events full", "statements")
GRID: dict[str, tuple[float, ...]] = {
    "party": (0.2, 0.3, 0.4, 0.5),
    "lone": (0.05, 0.1, 0.2, 0.3, 1.1),
    "single": (0.3, 0.4, 0.5),
    "cue": (0.3, 0.4, 0.5, 0.6),
    "link": (0.3, 0.5, 0.7),
}


def figures(reading: Reading, settings: DecodeSettings) -> dict[str, float]:
    report = evaluate(reading.gold, as_rows(read.coded for read in reading.read(settings)))
    return {name: report.figures[name].f1 for name in COUNTED}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    reading = Reading(args.gold, model=args.model, encode=EncodeSettings(event_floor=0.1, cue_floor=0.1))
    best = DecodeSettings()
    for name, values in GRID.items():
        trials = []
        for value in values:
            settings = dataclasses.replace(best, **{name: value})
            found = figures(reading, settings)
            trials.append((sum(found.values()), settings))
            print(f"{name} {value:4}  " + "  ".join(f"{k} {v:.3f}" for k, v in found.items()), flush=True)
        best = max(trials, key=lambda trial: trial[0])[1]
    print(best)


if __name__ == "__main__":
    main()
