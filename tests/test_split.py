"""The split room: the cases in cases/split, and what holds for any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import Article, Provenance, Sentence, SentenceKind, Span
from dragoman.split import Splitter
from dragoman.split.language import detect_language
from dragoman.split.sentences import MAX_CHARACTERS

CASES = sorted((Path(__file__).parent / "cases" / "split").glob("*.toml"))
SPAN_FIELDS = ("agency_span", "dateline_place", "dateline_date", "byline", "contributors")
SPLITTER = Splitter()
NEWS_PIECES = [
    *(
        "OSLO",
        "(AP)",
        "—",
        "-",
        ",",
        "Norway",
        "March",
        "3",
        "By",
        "Jane",
        "Doe",
        "the",
        "U.S.",
        "Gen.",
        "said",
        "“",
        "”",
    ),
    *(".", "?", "!", "...", "\n", "\n\n", " ", "Read more:", "©", "2022", "; "),
]


def split(text: str, title: str | None = None) -> tuple[Provenance, tuple[Sentence, ...]]:
    return SPLITTER.split(Article(id="a", text=text, title=title))


def sentences_of(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)[1]]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_is_split_as_written(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    text = case["text"]
    provenance, sentences = split(text, case.get("title"))
    assert case["sentences"] == [[s.kind.value, text[s.start : s.end]] for s in sentences]
    assert case["provenance"] == _told(provenance, text)


def _told(provenance: Provenance, text: str) -> dict[str, Any]:
    told: dict[str, Any] = {"agency": provenance.agency} if provenance.agency else {}
    for field in SPAN_FIELDS:
        span = getattr(provenance, field)
        if span is not None:
            told[field] = span.of(text)
    return told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister said on Tuesday that the talks would resume in Geneva after the vote."),
        ("it", "Il presidente ha dichiarato martedì che i negoziati riprenderanno a Ginevra dopo il voto."),
        ("de", "Der Minister sagte am Dienstag, dass die Gespräche in Genf fortgesetzt werden sollen."),
        (
            "nl",
            "De minister zei dinsdag dat het overleg in Genève na de stemming wordt hervat, aldus een woordvoerder.",
        ),
        ("ru", "Президент заявил во вторник, что переговоры возобновятся в Женеве."),
        ("zh", "总统周二表示，谈判将在日内瓦恢复。他说这很重要，各方都应该参加。"),
        ("ar", "قال الوزير يوم الثلاثاء إن المحادثات ستستأنف في جنيف بعد التصويت."),
        (None, "Putin meets Xi."),
    ],
)
def test_language_is_recognised(language: str | None, text: str) -> None:
    assert language == split(text)[0].language


def test_english_is_recognised_without_loading_the_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.split.language._identifier", lambda: pytest.fail("the model was loaded"))
    assert "en" == split("The army said that it had retaken the town and that its people were safe.")[0].language


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "\u00a0", "...", "—", "A", "(AP)", "MOSCOW (AP) —", "“", "U.S.", "\ufffd", "1.", "By"]
)
def test_odd_text_is_split(text: str) -> None:
    assert_covered(text)


def test_long_sentence_is_cut_at_a_semicolon_and_nothing_is_lost() -> None:
    clause = "the council of the northern districts met again and again "
    text = clause * 15 + "to no end; " + clause * 20
    parts = sentences_of(text)
    assert parts[0].endswith("to no end;")
    assert max(map(len, parts)) <= MAX_CHARACTERS
    assert "".join(text.split()) == "".join("".join(parts).split())


def test_dateline_is_left_out_of_the_sentence_and_nothing_else() -> None:
    text = "KYIV, Ukraine (AP) — The army left."
    _, (sentence,) = split(text)
    assert "The army left." == text[sentence.start : sentence.end]


def test_text_of_captions_alone_has_no_headlines() -> None:
    text = "Troops enter the town\nPeople flee to the coast\nSmoke over the harbour\nThe port on Monday"
    assert {SentenceKind.BODY} == {s.kind for s in split(text)[1]}


@pytest.mark.parametrize(
    "unit", [".", ". ", '.""', "A", "AB ", "AB/", "x", "?x", "a\n", ".[1]", ", ", "....x", ". *", "By A "]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    split("the warm-up loads no model")
    started = time.process_time()
    SPLITTER._layouts.read(text, [(0, len(text))], None)
    list(SPLITTER._cutter.cut(text, 0, len(text)))
    assert time.process_time() - started < 3  # seconds; 0.3 measured, minutes when a pattern backtracks


@given(st.text(alphabet=st.characters(), max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_is_covered_in_order(text: str) -> None:
    assert_covered(text)


@given(st.lists(st.sampled_from(NEWS_PIECES), max_size=60).map(" ".join))
@settings(max_examples=500, deadline=None)
def test_news_like_text_is_covered_in_order(text: str) -> None:
    assert_covered(text)


@pytest.fixture(autouse=True)
def _no_language_model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep property tests fast: only the language tests load the model."""
    if "language" not in request.node.name:
        monkeypatch.setattr("dragoman.split.splitter.detect_language", lambda text: "en")


def assert_covered(text: str) -> None:
    """Sentences are ordered, trimmed, do not overlap, and leave out only white space and the dateline."""
    provenance, sentences = split(text)
    position = 0
    left_out = []
    for index, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        assert index == sentence.index
        assert position <= sentence.start < sentence.end
        assert words == words.strip()
        assert len(words) <= MAX_CHARACTERS
        left_out.append(Span(start=position, end=sentence.start))
        position = sentence.end
    left_out.append(Span(start=position, end=len(text)))
    gaps = [gap for gap in left_out if gap.of(text).strip()]
    if provenance.dateline_place is None and provenance.agency_span is None:
        assert [] == gaps
    else:
        assert len(gaps) <= 1
        assert all(_is_dateline(gap, provenance, text) for gap in gaps)


def _is_dateline(gap: Span, provenance: Provenance, text: str) -> bool:
    """True when nothing but the dateline's recorded spans and its punctuation lies in `gap`."""
    recorded = [getattr(provenance, field) for field in ("agency_span", "dateline_place", "dateline_date")]
    words = [
        text[i]
        for i in range(gap.start, gap.end)
        if not any(span is not None and span.start <= i < span.end for span in recorded)
    ]
    return not any(character.isalnum() for character in words)


@pytest.mark.parametrize("named", ["pcm", "sco"])
def test_terse_english_taken_for_an_english_based_language_is_english(
    named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Identifier:
        def classify(self, text: str) -> tuple[str, float]:
            return named, 0.9

    monkeypatch.setattr("dragoman.split.language._identifier", Identifier)
    terse = "Brigadier Joao Tavares killed near Huambo airport, rebel radio from Luanda reports late Monday night"
    assert "en" == detect_language(terse)
