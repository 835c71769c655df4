"""Figures at many settings of the decoder, from one pass of the encoder: how the defaults in `settings.py` were chosen.

    python bench/thresholds.py GOLD_DIR [--model DIR]

Thresholds are varied one after the other, each at the best value of those before; the objective is the sum of the F1 of
events (detect, who, full) and statements. Choose on development documents, never on a test part.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
from pathlib import Path

from dragoman import Coder, Settings, read_inputs
from dragoman.decode import decode
from dragoman.encode import pack
from dragoman.evaluate import evaluate
from dragoman.pipeline import TOLD
from dragoman.records import Article, Coded
from dragoman.settings import DecodeSettings, EncodeSettings
from dragoman.write import write

COUNTED = ("events detect", "events who", "events full", "statements")
GRID: dict[str, tuple[float, ...]] = {
    "core": (0.15, 0.2, 0.25, 0.3, 0.35, 0.4),
    "event": (0.2, 0.3, 0.4),
    "party": (0.2, 0.3, 0.4, 0.5),
    "lone": (0.05, 0.1, 0.2, 0.3, 1.1),
    "single": (0.3, 0.4, 0.5),
    "cue": (0.3, 0.4, 0.5, 0.6),
    "link": (0.3, 0.5, 0.7),
}


class Bench:
    def __init__(self, gold: Path, model: str | None) -> None:
        self.gold = gold
        self.coder = Coder(settings=Settings(encode=EncodeSettings(event_floor=0.1, cue_floor=0.1)), model=model)
        self.pages = []
        for article in read_inputs([gold / "docs.jsonl"]):
            if not isinstance(article, Article):
                continue
            provenance, sentences = self.coder._splitter.split(article)
            told = [s for s in sentences if s.kind in TOLD]
            tokens = self.coder._tokenizer.tokens(article.text, [(s.start, s.end) for s in told])
            windows = [(w, self.coder._reader(w)) for w in pack(tokens)]
            self.pages.append((article, provenance, sentences, told, windows))

    def figures(self, settings: DecodeSettings) -> dict[str, float]:
        out = io.StringIO()
        write(self._coded(settings), out, format="json")
        report = evaluate(self.gold, [json.loads(line) for line in out.getvalue().splitlines()])
        return {name: report.figures[name].f1 for name in COUNTED}

    def _coded(self, settings: DecodeSettings) -> list[Coded]:
        coded = []
        for article, provenance, sentences, told, windows in self.pages:
            drafts, said = [], []
            for window, encoding in windows:
                some, words = decode(article.text, window, encoding, settings)
                drafts += [dataclasses.replace(d, sentence=told[d.sentence].index) for d in some]
                said += [dataclasses.replace(s, sentence=told[s.sentence].index) for s in words]
            events, statements = self.coder._resolver.resolve(article, sentences, drafts, said)
            coded.append(
                Coded(article=article, provenance=provenance, sentences=sentences, events=events,
                      statements=statements, notes=(), run=self.coder.run)
            )  # fmt: skip
        return coded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model")
    args = parser.parse_args()
    bench = Bench(args.gold, args.model)
    best = DecodeSettings()
    for name, values in GRID.items():
        trials = []
        for value in values:
            settings = dataclasses.replace(best, **{name: value})
            figures = bench.figures(settings)
            trials.append((sum(figures.values()), settings))
            print(f"{name} {value:4}  " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)
        best = max(trials, key=lambda trial: trial[0])[1]
    print(best)


if __name__ == "__main__":
    main()
