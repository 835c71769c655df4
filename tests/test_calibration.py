"""Confidence: the formula and its file, the fit, and the figures that say how well it keeps its word."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import with_settings
from dragoman.assets import DATA, model_files
from dragoman.errors import AssetError, InputError
from dragoman.evaluate import evaluate, judged
from dragoman.pipeline import Coder
from dragoman.records import Absence, Article, Draft, DraftStatement, Mention, Party, Span, Status
from dragoman.resolve import UNFITTED, Confidence, read_confidence
from dragoman.resolve.confidence import EVENT, STATEMENT
from dragoman.train import calibrate
from dragoman.train.calibrate import (
    Example,
    as_rows,
    best_least,
    bins,
    calibration_error,
    error_of_honest,
    fitted,
    left_out,
)
from dragoman.train.reading import Reading

GOLD = Path(__file__).parent / "gold"
FILE = DATA / "confidence.toml"
SHIPPED = read_confidence(FILE)
SPAN = Span(start=0, end=4)
LUNDE = Party(span=SPAN, text="Lund", name="Lunde", code="NOR")
NOBODY = Party(span=None, text=None, name=None, code=None, absence=Absence.NOT_MENTIONED)
PROBABILITIES = st.floats(0, 1)


def draft(probability: float, core: float) -> Draft:
    return Draft(sentence=0, trigger=SPAN, type="ASSAULT", mode=None, status=Status.ACTUAL, actors=(), recipients=(),
                 source=None, place=None, time=None, probability=probability, core=core)  # fmt: skip


def said(probability: float = 0.9, ends: float = 0.8, speaker: float = 0.9, cue: Span | None = SPAN) -> DraftStatement:
    return DraftStatement(sentence=0, cue=cue, act="say", speaker=Mention(span=SPAN, probability=speaker),
                          content=(SPAN,), probability=probability, ends=ends)  # fmt: skip


# the formula


@given(PROBABILITIES)
def test_weights_of_one_and_nothing_else_give_the_probability_itself(p: float) -> None:
    own = Confidence(dict.fromkeys(EVENT, 0.0) | {"type": 1.0}, dict.fromkeys(STATEMENT, 0.0) | {"cue": 1.0})
    expected = pytest.approx(min(max(p, 0.001), 0.999), abs=6e-5)
    assert expected == own.event(draft(p, 0.3))
    assert expected == own.statement(said(p), LUNDE)


def test_without_weights_it_is_the_readers_own() -> None:
    assert 0.4 == UNFITTED.event(draft(0.8, 0.5))
    assert 0.9 == UNFITTED.statement(said(), LUNDE)
    assert UNFITTED.checksum is None


@given(PROBABILITIES, PROBABILITIES, PROBABILITIES)
def test_surer_reading_is_never_less_confident(low: float, high: float, other: float) -> None:
    low, high = min(low, high), max(low, high)
    assert 0 <= SHIPPED.event(draft(low, other)) <= SHIPPED.event(draft(high, other)) <= 1
    assert SHIPPED.event(draft(other, low)) <= SHIPPED.event(draft(other, high))
    assert SHIPPED.statement(said(low, other), LUNDE) <= SHIPPED.statement(said(high, other), LUNDE)
    assert SHIPPED.statement(said(other, low), LUNDE) <= SHIPPED.statement(said(other, high), LUNDE)
    assert SHIPPED.statement(said(speaker=low), LUNDE) <= SHIPPED.statement(said(speaker=high), LUNDE)


def test_a_likelier_trigger_or_another_act_beside_makes_less_sure() -> None:
    lone = draft(0.6, 0.8)
    assert SHIPPED.event(replace(lone, rival=0.7)) < SHIPPED.event(replace(lone, rival=0.2)) == SHIPPED.event(lone)
    assert SHIPPED.event(replace(lone, beside=0.9)) < SHIPPED.event(lone)
    assert SHIPPED.event(replace(lone, second=0.3)) < SHIPPED.event(replace(lone, second=0.01))


def test_what_is_coded_by_default_is_as_sure_as_the_weights_say(coder: Coder) -> None:
    text = (GOLD / "docs.jsonl").read_text("utf-8").splitlines()[0]
    article = Article(id="a", text=json.loads(text)["text"])
    usual = coder.code(article).events
    all_of_them = with_settings(coder, replace(coder.settings, min_confidence=0.0)).code(article).events
    sure = with_settings(coder, replace(coder.settings, min_confidence=0.8)).code(article).events
    assert min(e.confidence for e in usual) >= SHIPPED.least > min(e.confidence for e in all_of_them)
    assert [e.id for e in sure] == [e.id for e in usual if e.confidence >= 0.8]
    assert {e.trigger for e in usual} < {e.trigger for e in all_of_them}


def test_statement_of_nobody_or_without_a_cue_is_less_sure() -> None:
    sure = SHIPPED.statement(said(), LUNDE)
    assert SHIPPED.statement(replace(said(), speaker=None), NOBODY) < 0.3 < sure
    assert SHIPPED.statement(said(cue=None), LUNDE) < sure


# its file


def test_model_of_ones_own_may_have_no_weights(tmp_path: Path) -> None:
    for name in ("reader.onnx", "reader.sha256", "tokenizer.json"):
        (tmp_path / name).symlink_to(DATA / name)
    assert model_files(tmp_path).confidence is None
    (tmp_path / FILE.name).write_bytes(FILE.read_bytes())
    assert tmp_path / FILE.name == model_files(tmp_path).confidence
    assert FILE == model_files(DATA).confidence


def test_other_weights_have_another_checksum(tmp_path: Path) -> None:
    path = tmp_path / FILE.name
    path.write_text(FILE.read_text("utf-8").replace("core = ", "core = 1"), "utf-8")
    assert read_confidence(path).checksum != SHIPPED.checksum


@pytest.mark.parametrize("text", [None, "events = 1", "[events]\nbias = 1", "not toml", "\udcff"])
def test_file_without_the_weights_is_named_with_its_remedy(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "confidence.toml"
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(AssetError, match=r"confidence\.toml: no weights.*dragoman\.train\.calibrate") as caught:
        read_confidence(path)
    assert "confidence-unreadable" == caught.value.code


# figures


@given(st.lists(PROBABILITIES, min_size=1, max_size=60), st.booleans())
def test_bins_hold_every_record_once(confidences: list[float], mass: bool) -> None:
    found = bins(np.array(confidences), mass=mass)
    assert list(range(len(confidences))) == sorted(at for part in found for at in part.tolist())


def test_error_is_the_distance_of_confidence_from_the_share_right() -> None:
    confidence, right = np.repeat([0.2, 0.9], 50), np.tile([True, False], 50)
    for mass in (True, False):  # 0.2 against 0.5, 0.9 against 0.5
        assert pytest.approx(0.35) == calibration_error(confidence, right, mass=mass)


def test_chance_alone_errs_less_with_more_records_and_never_on_certainty() -> None:
    few, many = np.full(50, 0.7), np.full(2000, 0.7)
    assert error_of_honest(few) > 2 * error_of_honest(many) > 0
    assert 0 == error_of_honest(np.repeat([0.0, 1.0], 20))


# the fit


def drawn(n: int, slope: float) -> list[Example]:
    """Events whose type is as likely as says `slope` times its log odds, in documents of ten."""
    random = np.random.default_rng(1)
    odds = random.uniform(-3, 3, n)
    right = random.random(n) < 1 / (1 + np.exp(-slope * odds))
    rest = (0.0,) * (len(EVENT) - 2)
    return [Example(f"d{k // 10}", (1.0, float(odds[k]), *rest), {"events detect": bool(right[k])}) for k in range(n)]


def test_fit_finds_what_the_probabilities_are_worth() -> None:
    weights = fitted("events", drawn(4000, 0.5))
    assert pytest.approx(0.5, abs=0.08) == weights["type"]
    assert pytest.approx(0.0, abs=0.1) == weights["bias"]


def test_left_out_documents_have_no_say_in_their_own_confidence() -> None:
    found = drawn(200, 1.0)
    turned = [replace(e, right={"events detect": not e.right["events detect"]}) if e.document == "d3" else e
              for e in found]  # fmt: skip
    own = [at for at, e in enumerate(found) if e.document == "d3"]
    once, again = left_out("events", found, found), left_out("events", turned, turned)
    assert once[own].tolist() == again[own].tolist()
    assert once.tolist() != again.tolist()


def test_least_is_the_highest_near_the_best_figure() -> None:
    confidence = np.array([0.9, 0.8, 0.45, 0.45, 0.41, 0.35, 0.31])
    right = np.array([True, True, True, True, False, False, False])
    assert 0.45 == best_least(confidence, right, 1)
    assert 0.55 == best_least(confidence, np.array([True, True] + 5 * [False]), 0)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reading(GOLD, encode=calibrate.LOW_ENCODE)


def test_every_judged_record_is_weighed_as_it_was_coded(reading: Reading) -> None:
    """What the fit sees of a record gives the very confidence that the resolver wrote."""
    rows = as_rows(read.coded for read in reading.read(every=True))
    for kind, names in calibrate.NAMES.items():
        weights, figure = getattr(SHIPPED, kind), calibrate.RIGHT[kind]
        counted = {(v.document, v.coded["id"]) for v in judged(GOLD, rows) if v.coded and v.figure == figure}
        found = calibrate.confidences(kind, weights, calibrate.examples(reading)[0][kind])
        told = [r["confidence"] for row in rows for r in row[kind] if (row["document"]["id"], r["id"]) in counted]
        assert told == found.tolist()
        assert set(weights) == set(names)


def test_verdicts_add_up_to_the_figures(reading: Reading) -> None:
    rows = as_rows(read.coded for read in reading.read())
    verdicts = list(judged(GOLD, rows))
    for name in ("events detect", "events who", "events full", "statements"):
        own = [v for v in verdicts if v.figure == name]
        figures = evaluate(GOLD, rows).figures[name]
        assert (figures.hit, figures.false, figures.missed) == (
            sum(v.gold is not None and v.coded is not None for v in own),
            sum(v.gold is None for v in own), sum(v.coded is None for v in own),
        )  # fmt: skip


def test_command_writes_weights_that_read_back(
    reading: Reading, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate, "Reading", lambda *_, **__: reading)
    out = tmp_path / "confidence.toml"
    calibrate.main(["--gold", str(GOLD), "--judge", str(GOLD), "--out", str(out)])
    told = capsys.readouterr().out
    assert told.count("calibration error") == 4
    written = read_confidence(out)
    assert calibrate.fitted("events", calibrate.examples(reading, calibrate.LOW_DECODE)[0]["events"]) == written.events
    assert math.isfinite(sum((written.statements or {}).values()))
    before = out.read_bytes()
    calibrate.main(["--gold", str(GOLD), "--out", str(out)])
    assert before == out.read_bytes()


def test_gold_without_anything_to_judge_is_refused(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate, "Reading", lambda *_, **__: reading)
    monkeypatch.setattr(calibrate, "examples", lambda *_: ({"events": [], "statements": []}, Counter()))
    with pytest.raises(InputError, match=r"0 events.*give more documents"):
        calibrate.run([GOLD], [], DATA, tmp_path / "confidence.toml")
    assert not list(tmp_path.iterdir())
