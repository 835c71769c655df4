"""The figures of docs/calibration.md: how often what was coded with a confidence is right, and what a threshold costs.

    python bench/calibration.py --gold DIR [--gold DIR...] [--model DIR] [--docs docs]

The model must not have seen the gold. Every confidence comes from weights fitted without a tenth of the documents, the
record's own among them. Writes `calibration-reliability.svg` and `calibration-curve.svg`, and the tables of
`calibration.md` between its marks. Needs the `train` extra's matplotlib; the same version writes the same bytes.
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import pyplot
from numpy.typing import NDArray

from dragoman.assets import DATA
from dragoman.train.calibrate import (
    LOW_DECODE,
    LOW_ENCODE,
    NAMES,
    Example,
    bins,
    calibration_error,
    error_of_honest,
    examples,
    left_out,
    rightness,
)  # fmt: skip
from dragoman.train.reading import Reading

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
BANDS = (0.0, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0)  # of confidence, for the fields of events
BLUE, GREY = "#2b6cb0", "#888888"
matplotlib.rcParams.update({"svg.hashsalt": "calibration", "svg.fonttype": "none", "font.family": "sans-serif"})


@dataclass(frozen=True, slots=True)
class Held:
    """Judged records of one kind, with the confidence of weights that never saw their document."""

    kind: str
    found: Sequence[Example]
    confidence: NDArray[np.float64]
    raw: NDArray[np.float64]  # what it was before the fit
    missed: int  # of the gold's core records: none of `found` fits them
    least: float  # confidence of what is coded by default

    @property
    def right(self) -> NDArray[np.bool_]:
        return rightness(self.kind, self.found)

    def coded(self) -> Held:
        """What is coded by default."""
        kept = np.flatnonzero(self.confidence >= self.least)
        return replace(
            self, found=[self.found[i] for i in kept], confidence=self.confidence[kept], raw=self.raw[kept],
            missed=self.missed + int(self.right.sum()) - int(self.right[kept].sum()),
        )  # fmt: skip


def held_out(golds: Sequence[Path], model: Path) -> list[Held]:
    low: dict[str, list[Example]] = {kind: [] for kind in NAMES}
    usual: dict[str, list[Example]] = {kind: [] for kind in NAMES}
    missed: Counter[str] = Counter()
    least = {"statements": 0.0}
    for gold in golds:
        reading = Reading(gold, model=model, encode=LOW_ENCODE)
        least["events"] = reading.coder._confidence.least
        (some, _), (those, lost) = examples(reading, LOW_DECODE), examples(reading)
        missed += lost
        for kind in NAMES:
            low[kind] += some[kind]
            usual[kind] += those[kind]
    confidence = {kind: left_out(kind, low[kind], usual[kind]) for kind in NAMES}
    return [
        Held(kind, usual[kind], confidence[kind], raw(kind, usual[kind]), missed[kind], least[kind]) for kind in NAMES
    ]


def raw(kind: str, found: Sequence[Example]) -> NDArray[np.float64]:
    """P(type) P(core) of events, P(cue) of statements."""
    odds = np.array([e.values for e in found])[:, 1 : 3 if kind == "events" else 2]
    return np.asarray((1 / (1 + np.exp(-odds))).prod(1))


def interval(right: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, p = 1.96, right / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def reliability(parts: Sequence[Held], path: Path) -> None:
    figure, axes = pyplot.subplots(1, len(parts), figsize=(9, 4.4), sharey=True)
    for held, at in zip(parts, axes, strict=True):
        at.plot([0, 1], [0, 1], color=GREY, linewidth=0.8)
        for confidence, colour, name in ((held.raw, GREY, "before the fit"), (held.confidence, BLUE, "confidence")):
            in_bins = bins(confidence, mass=True)
            means = [float(confidence[b].mean()) for b in in_bins]
            shares = [float(held.right[b].mean()) for b in in_bins]
            at.plot(means, shares, "o-" if colour == BLUE else "o", color=colour, markersize=4, linewidth=1, label=name)
            if colour == BLUE:
                ends = np.array([interval(int(held.right[b].sum()), len(b)) for b in in_bins]).T
                at.vlines(means, ends[0], ends[1], color=colour, linewidth=0.8)
        at.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", title=f"{held.kind} ({len(held.found)})")
        at.legend(loc="upper left", frameon=False)
    axes[0].set_ylabel("share right")
    save(figure, path)


def curve(parts: Sequence[Held], path: Path) -> None:
    figure, axes = pyplot.subplots(1, len(parts), figsize=(9, 4.4), sharey=True)
    for held, at in zip(parts, axes, strict=True):
        rows = [at_threshold(held, t) for t in sorted(set(held.confidence.tolist()))[:-5]]
        at.plot([r[1] for r in rows], [r[0] for r in rows], color=BLUE, linewidth=1)
        told = len(held.found) + 1
        for threshold in THRESHOLDS[:-1]:
            precision, recall, _, n = at_threshold(held, threshold)
            if n == told:
                continue  # leaves out nothing more than the one before
            told = n
            at.plot(recall, precision, "o", color=BLUE, markersize=3)
            at.annotate(f"{threshold:g}", (recall, precision), xytext=(4, 4), textcoords="offset points", fontsize=8)
        at.set(xlim=(0, 1), ylim=(0.5, 1.01), xlabel="recall", title=held.kind)
    axes[0].set_ylabel("precision")
    save(figure, path)


def save(figure: pyplot.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    text = path.read_text("utf-8")
    path.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", "utf-8")


def at_threshold(held: Held, least: float) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and number of judged records of at least this confidence."""
    kept = held.confidence >= least
    hits, n = int(held.right[kept].sum()), int(kept.sum())
    precision = hits / n if n else 1.0
    recall = hits / (int(held.right.sum()) + held.missed)
    return precision, recall, 2 * hits / (n + int(held.right.sum()) + held.missed), n


def tables(parts: Sequence[Held]) -> str:
    """Markdown: calibration error, thresholds, and the fields of events by band of confidence."""
    lines = [
        "| | judged | mean confidence | right | error, 10 bins of equal mass | 15 of equal width | before the fit |",
        "|---|---|---|---|---|---|---|",
    ]
    for h in (p.coded() for p in parts):
        mass, width = (
            f"{calibration_error(h.confidence, h.right, mass=m):.3f} ({error_of_honest(h.confidence, mass=m):.3f})"
            for m in (True, False)
        )
        before = " / ".join(f"{calibration_error(h.raw, h.right, mass=m):.3f}" for m in (True, False))
        means = f"{h.confidence.mean():.3f} | {h.right.mean():.3f}"
        lines.append(f"| {h.kind} | {len(h.found)} | {means} | {mass} | {width} | {before} |")
    lines += [
        "",
        "| `--min-confidence` | events kept, precision, recall, F1 | statements kept, precision, recall, F1 |",
    ]
    lines += ["|---|---|---|"]
    for least in (None, *THRESHOLDS):
        cells = []
        for h in parts:
            precision, recall, f1, n = at_threshold(h, h.least if least is None else least)
            usual = at_threshold(h, h.least)[3]
            cells.append(f"{n / usual:.0%} · {precision:.2f} · {recall:.2f} · {f1:.2f}" if n else "none")
        name = f"default (events {parts[0].least:g})" if least is None else f"{least:g}"
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += ["", "| confidence of the event | events | type right | and an actor | and a recipient and the status |"]
    lines += ["|---|---|---|---|---|"]
    events = parts[0].coded()
    for low, high in itertools.pairwise(BANDS):
        band = [e for e, c in zip(events.found, events.confidence, strict=True) if low <= c < high]
        if band:
            shares = [
                np.mean([e.right.get(f"events {level}", False) for e in band]) for level in ("detect", "who", "full")
            ]
            lines.append(f"| {low:g} to {high:g} | {len(band)} | " + " | ".join(f"{s:.2f}" for s in shares) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, action="append", required=True, help="may be given again")
    parser.add_argument("--model", type=Path, default=DATA)
    parser.add_argument("--docs", type=Path, default=Path(__file__).resolve().parent.parent / "docs")
    args = parser.parse_args()
    parts = held_out(args.gold, args.model)
    reliability([part.coded() for part in parts], args.docs / "calibration-reliability.svg")
    curve(parts, args.docs / "calibration-curve.svg")
    page = args.docs / "calibration.md"
    fresh = f"<!-- tables -->\n\n{tables(parts)}\n\n<!-- end of tables -->"
    marks = re.compile("<!-- tables -->.*<!-- end of tables -->", re.DOTALL)
    text, n = marks.subn(lambda _: fresh, page.read_text("utf-8"))
    if n != 1:
        raise SystemExit(f"{page}: expected one pair of marks, <!-- tables --> and <!-- end of tables -->, was: {n}")
    page.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
