"""The weights of confidence, fitted to gold documents that the model has never seen.

    python -m dragoman.train.calibrate --gold DIR [--gold DIR...] [--judge DIR...] [--model DIR] [--out FILE]

Documents of the gold folders are coded with lower thresholds than the default and paired with the gold as `evaluate`
does; what fits an optional gold record is left out of account. A logistic formula for events and one for statements
are fitted to what is right; the least confidence of a coded event is the highest one near the best F1 over documents
left out in turn. Printed are the figures of what is coded by default, on left-out documents and on the `--judge`
folders. The same input gives the same bytes. `--model` is the folder of the model that reads (default: the package's)
and `--out` where the weights go (default: beside that model). Weights fitted with a model that was held back from the
gold can lie beside one of the same making that was trained on all of it; no others should.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.assets import DATA
from dragoman.errors import DragomanError, InputError
from dragoman.evaluate import judged
from dragoman.records import Coded
from dragoman.resolve.confidence import EVENT, STATEMENT, chance, of_event, of_statement
from dragoman.resolve.resolver import tellings
from dragoman.settings import DecodeSettings, EncodeSettings
from dragoman.train.linker import fit
from dragoman.train.reading import Read, Reading
from dragoman.write.json import coded_object, line

Floats = NDArray[np.float64]
Weights = Mapping[str, float]

LOW_ENCODE = EncodeSettings(cue_floor=0.1)
LOW_DECODE = DecodeSettings(cue=0.2)  # the figures are those of the default
LEASTS = tuple(round(0.3 + 0.025 * i, 3) for i in range(11))  # of events, to choose the default from
NEAR_BEST = 0.003  # of F1; what other documents of the same number would change by chance is several times that
NAMES = {"events": EVENT, "statements": STATEMENT}
RIGHT = {"events": "events detect", "statements": "statements"}  # the figure that says what "right" is
FOLDS = 10
EQUAL_MASS, EQUAL_WIDTH = 10, 15  # bins
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Example:
    """A coded record that the gold can judge. `right` by figure: "events detect", "events who", ..., "statements"."""

    document: str
    values: tuple[float, ...]
    right: Mapping[str, bool]


def examples(reading: Reading, settings: DecodeSettings | None = None) -> tuple[dict[str, list[Example]], Counter[str]]:
    """The judged "events" (the unsure ones too) and "statements" of a gold folder, in the order of its documents, and
    how many of the gold's core records of each are missed."""
    read = list(reading.read(settings, every=True))
    right: dict[tuple[str, str], dict[str, bool]] = {}
    missed: Counter[str] = Counter()
    for verdict in judged(reading.gold, as_rows(r.coded for r in read)):
        if verdict.coded is None:
            missed.update(kind for kind, figure in RIGHT.items() if figure == verdict.figure)
        else:
            found = right.setdefault((verdict.document, verdict.coded["id"]), {})
            found[verdict.figure] = verdict.gold is not None
    out: dict[str, list[Example]] = {kind: [] for kind in NAMES}
    for document in read:
        for kind, id, values in _values(document):
            verdicts = right.get((document.coded.article.id, id), {})
            if RIGHT[kind] in verdicts:
                out[kind].append(Example(document.coded.article.id, values, verdicts))
    return out, missed


def as_rows(coded: Iterable[Coded]) -> list[dict[str, object]]:
    """Coded documents as `evaluate` takes them: read from what the json format writes."""
    return [json.loads(line(coded_object(one))) for one in coded]


def _values(document: Read) -> list[tuple[str, str, tuple[float, ...]]]:
    """(kind, id, what is weighed) of every record of a document."""
    events = {draft.trigger: draft for draft in document.drafts}
    statements = {
        (draft.act, draft.cue or draft.content[0]): draft
        for draft in sorted(tellings(document.coded.article.text, document.statements), key=lambda d: d.probability)
    }
    return [
        *(("events", event.id, of_event(events[event.trigger])) for event in document.coded.events),
        *(
            ("statements", said.id, of_statement(statements[said.act, said.cue or said.content[0]], said.speaker))
            for said in document.coded.statements
        ),
    ]


def fitted(kind: str, found: Sequence[Example]) -> Weights:
    """Weights by name, as they are written: three decimals."""
    values = np.array([e.values for e in found], np.float32)
    right = np.array([e.right[RIGHT[kind]] for e in found])
    return {name: round(float(w), 3) for name, w in zip(NAMES[kind], fit(values, right).tolist(), strict=True)}


def confidences(kind: str, weights: Weights, found: Sequence[Example]) -> Floats:
    return np.array([chance(weights, NAMES[kind], e.values) for e in found])


def left_out(kind: str, found: Sequence[Example], those: Sequence[Example]) -> Floats:
    """The confidence of each of `those` by weights fitted to what of `found` is not of its tenth of the documents."""
    documents = sorted({e.document for e in (*found, *those)})
    fold = {name: at % FOLDS for at, name in enumerate(np.random.default_rng(0).permutation(documents).tolist())}
    out = np.zeros(len(those))
    for held in range(FOLDS):
        at = [i for i, e in enumerate(those) if fold[e.document] == held]
        if at:
            weights = fitted(kind, [e for e in found if fold[e.document] != held])
            out[at] = confidences(kind, weights, [those[i] for i in at])
    return out


def bins(confidence: Floats, *, mass: bool) -> list[NDArray[np.int64]]:
    """Indexes bin by bin: ten with as many records each, or fifteen of the same width. Empty ones are left out."""
    if mass:
        parts = np.array_split(np.argsort(confidence, kind="stable"), EQUAL_MASS)
    else:
        at = np.minimum((confidence * EQUAL_WIDTH).astype(int), EQUAL_WIDTH - 1)
        parts = [np.flatnonzero(at == k) for k in range(EQUAL_WIDTH)]
    return [part for part in parts if len(part)]


def calibration_error(confidence: Floats, right: NDArray[np.bool_], *, mass: bool = True) -> float:
    """Expected calibration error in [0, 1]: mean over records of |mean confidence - share right| of their bin."""
    parts = bins(confidence, mass=mass)
    return float(sum(len(p) * abs(confidence[p].mean() - right[p].mean()) for p in parts) / len(confidence))


def error_of_honest(confidence: Floats, *, mass: bool = True) -> float:
    """The calibration error that chance alone gives when every confidence is exactly true; few records, more of it."""
    draws = np.random.default_rng(0).random((DRAWS, len(confidence))) < confidence
    return float(np.mean([calibration_error(confidence, drawn, mass=mass) for drawn in draws]))


def summary(confidence: Floats, right: NDArray[np.bool_]) -> str:
    """One line of figures."""
    p = np.clip(confidence, 1e-4, 1 - 1e-4)
    loss = float(-np.mean(np.where(right, np.log(p), np.log(1 - p))))
    errors = [
        (calibration_error(confidence, right, mass=mass), error_of_honest(confidence, mass=mass))
        for mass in (True, False)
    ]
    mass, width = (f"{error:.3f} ({chance:.3f} by chance)" for error, chance in errors)
    return (
        f"{len(right)} judged, mean confidence {confidence.mean():.3f}, right {right.mean():.3f}, log loss {loss:.3f}, "
        f"calibration error {mass} in {EQUAL_MASS} bins of equal mass, {width} in {EQUAL_WIDTH} of equal width"
    )


def best_least(confidence: Floats, right: NDArray[np.bool_], missed: int) -> float:
    """The highest with an F1 within `NEAR_BEST` of the best: a false alarm is worse than a miss.

    `missed`: gold records that nothing coded fits.
    """
    n_gold = int(right.sum()) + missed

    def f1(least: float) -> float:
        kept = confidence >= least
        return 2 * float(right[kept].sum()) / float(kept.sum() + n_gold)

    best = max(map(f1, LEASTS))
    return max(least for least in LEASTS if f1(least) >= best - NEAR_BEST)


def text_of(weights: Mapping[str, Weights], least: float, told: str) -> str:
    """The file of weights."""
    lines = [
        "# Log odds that a record is right: sum of weight times log odds of the reader's probabilities",
        "# (resolve/confidence.py), and the least confidence of an event that is coded. Fitted by",
        "# dragoman.train.calibrate, not to be edited by hand:",
        f"# {told}",
    ]
    for kind, names in NAMES.items():
        lines += ["", f"[{kind}]", *(f"{name} = {weights[kind][name]:.3f}" for name in names)]
        if kind == "events":
            lines.append(f"least = {least:.3f}")
    return "\n".join(lines) + "\n"


def rightness(kind: str, found: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([e.right[RIGHT[kind]] for e in found], dtype=bool)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, action="append", required=True, help="fitted to; may be given again")
    parser.add_argument("--judge", type=Path, action="append", default=[], help="judged on; may be given again")
    parser.add_argument("--model", type=Path, default=DATA)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args(argv)
    try:
        run(args.gold, args.judge, args.model, args.out or args.model / "confidence.toml")
    except DragomanError as error:
        raise SystemExit(str(error)) from error


def run(golds: Sequence[Path], judges: Sequence[Path], model_folder: Path, out: Path) -> None:
    """Fits, prints and writes.

    Raises `InputError` when the gold has not both right and wrong records to fit to.
    """
    found: dict[str, list[Example]] = {kind: [] for kind in NAMES}
    usual: dict[str, list[Example]] = {kind: [] for kind in NAMES}
    missed = 0
    model = ""
    for gold in golds:
        reading = Reading(gold, model=model_folder, encode=LOW_ENCODE)
        model = reading.coder.run.model
        (low, _), (high, lost) = examples(reading, LOW_DECODE), examples(reading)
        missed += lost["events"]
        for kind in NAMES:
            found[kind] += low[kind]
            usual[kind] += high[kind]
    for kind in NAMES:
        if len(set(rightness(kind, found[kind]).tolist())) < 2:
            raise InputError("gold", f"{', '.join(map(str, golds))}: {len(found[kind])} {kind} were coded that the "
                             "gold can judge, none right or none wrong; give more documents")  # fmt: skip
    weights = {kind: fitted(kind, found[kind]) for kind in NAMES}
    held = {kind: left_out(kind, found[kind], usual[kind]) for kind in NAMES}
    least = {"events": best_least(held["events"], rightness("events", usual["events"]), missed), "statements": 0.0}
    for kind in NAMES:
        print(f"{kind}, from {least[kind]}: " + ", ".join(f"{name} {w:.3f}" for name, w in weights[kind].items()))
        coded = held[kind] >= least[kind]
        print(f"  documents left out in turn: {summary(held[kind][coded], rightness(kind, usual[kind])[coded])}")
    for gold in judges:
        for kind, those in examples(Reading(gold, model=model_folder))[0].items():
            told_sure = confidences(kind, weights[kind], those)
            coded = told_sure >= least[kind]
            print(f"{gold}, {kind}: {summary(told_sure[coded], rightness(kind, those)[coded])}")
    n_documents = len({e.document for those in found.values() for e in those})
    told = (
        f"{len(found['events'])} events and {len(found['statements'])} statements of {n_documents} documents, "
        f"as read by model {model}."
    )
    out.write_text(text_of(weights, least["events"], told), encoding="utf-8")
    print(f"written: {out}")


if __name__ == "__main__":
    main()
