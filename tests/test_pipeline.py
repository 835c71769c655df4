"""The corridor: the same bytes however an article is coded, spans that point at the text, and no sentence lost."""

from __future__ import annotations

import datetime as dt
import io
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import dragoman
from conftest import with_settings
from dragoman.assets import DATA, model_files
from dragoman.errors import AssetError, InputError
from dragoman.pipeline import TOLD, Coder
from dragoman.records import Article, Coded, Event, Failure, Sentence, Span
from dragoman.resolve import read_confidence
from dragoman.settings import Settings
from dragoman.write import write
from makers import make_article, make_event

DAY = dt.date(2024, 3, 6)
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))

STORIES = (
    "OSLO (XNA) — Norway accused Chad on Monday of hiding three ships.\n“We hid nothing,” the envoy, Ali Moussa, said. "
    "He will meet Foreign Minister Kari Lunde in Geneva next week, and the two sides may sign a treaty.",
    "Rebels shelled the port of Velisk, killing at least 12 people, the army said. Thousands protested in the capital. "
    "“Nobody will forget this,” President Moe told reporters. She called on the United Nations to send observers.",
    "The two governments agreed in 2015 to release 40 prisoners. They did not, according to the Red Cross, and police "
    "arrested two lawyers who had asked why. The minister denied that anyone was beaten.",
)
# What stands in news texts, and what does not belong there but comes.
FRAGMENTS = (
    "OSLO (XNA) — ", "The army said ", "“We will not leave,” ", "said Foreign Minister Kari Lunde. ", "on Thursday ",
    "the president of Chad ", "killed 12 people in Kharkiv, ", "threatened to cut off gas. ", "\n", "\n\n", " U.S. ",
    "By Jane Roe\n", "he added. ", "Talks will be held in Geneva next week. ", "NATO and the EU ", "agreed ", "… ",
    "Mr. A. B. Moe, ", "denied it. ", "“", "”", "’s ", " — ", "(Reuters) - ", "at least a dozen ", "in 2015 ",
)  # fmt: skip
HOSTILE = (
    "e\u0301tat ", "Zu\u0308rich ", "n\u0303\u0327\u0303", "\u00a0", "\u202f", "\u200b", "\u200d", "\ufeff", "\u00ad",
    "\u202eabc\u202c ", "مصر ", "ישראל ", "中国外交部 ", "ไทย ", "१२३ ", "ﬁne ", "İstanbul ", "Straße ", "½ ", "²",
    "\U0001f469\u200d\U0001f467 ", "\U0001f1fa\U0001f1e6 ", "\u0345\u03b1 ", "\U0001d50e\U0001d536 ", "á" * 300,
    "ǅ ", "ŉ ", "a" * 5000 + " ", "\u2028", "\x85", "\t", "\x00", "\x0b", "\ufffd", ".", "." * 50, "\"'\"'", "- - -",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.sampled_from(HOSTILE)), min_size=1, max_size=14
).map("".join)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def _taken_for_english(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Odd text must reach the reader; only the tests of language ask what it is in."""
    if "language" not in request.node.name:
        monkeypatch.setattr("dragoman.split.splitter.detect_language", lambda text: "en")


def articles(n: int = 7) -> list[Article]:
    """As many stories, every other of them short: they are finished in another order than they were begun in."""
    return [Article(id=f"a{i}", text=STORIES[i % 3] if i % 2 else "Chad agreed.", published=DAY) for i in range(n)]


def as_json(records: Iterable[Coded | Failure]) -> bytes:
    stream = io.BytesIO()
    write(records, stream, format="json")
    return stream.getvalue()


# the same bytes


@pytest.fixture
def one_by_one(eager: Coder) -> bytes:
    return as_json(eager.code(article) for article in articles())


def test_same_input_gives_the_same_bytes(one_by_one: bytes, eager: Coder) -> None:
    assert b'"events": [{' in one_by_one and b'"statements": [{' in one_by_one
    assert one_by_one == as_json(eager.code(article) for article in articles())


def test_coder_loaded_anew_gives_the_same_bytes(coder: Coder) -> None:
    """Whatever the first had coded before."""
    assert as_json(map(coder.code, articles(4))) == as_json(map(Coder().code, articles(4)))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_batched_is_the_same_as_one_by_one(threads: int, one_by_one: bytes, eager: Coder) -> None:
    batched = with_settings(eager, replace(eager.settings, threads=threads))
    assert one_by_one == as_json(batched.code_all(articles()))


def test_window_size_is_of_the_settings(eager: Coder) -> None:
    seen: list[int] = []
    small = with_settings(eager, replace(eager.settings, encode=replace(eager.settings.encode, max_pieces=24)))
    small._reader = lambda window: (seen.append(len(window.ids)), eager._reader(window))[1]  # type: ignore[assignment]
    coded = small.code(articles(2)[1])
    assert len(seen) > 1 and max(seen) <= 24
    assert_sound(coded)
    assert eager.run.settings != coded.run.settings


# spans


def words_of_sentence(text: str, sentence: Sentence, span: Span) -> bool:
    return sentence.start <= span.start < span.end <= sentence.end


def spans_of(record: Any) -> Iterator[Span]:
    """Every span in a record, however deep."""
    if isinstance(record, Span):
        yield record
    elif is_dataclass(record):
        for field in fields(record):
            yield from spans_of(getattr(record, field.name))
    elif isinstance(record, tuple):
        for item in record:
            yield from spans_of(item)


def assert_sound(coded: Coded) -> None:
    """What must hold of anything that was coded: spans, sentences, ids, values."""
    text, sentences = coded.article.text, coded.sentences
    for span in spans_of(coded):
        assert 0 <= span.start < span.end <= len(text), span
    assert list(range(len(sentences))) == [s.index for s in sentences]
    place = coded.provenance.dateline_place
    for event in coded.events:
        here = sentences[event.sentence]
        assert here.start <= event.trigger.start
        behind = [s for s in sentences if place and s.start > place.start and s.kind in TOLD]
        if place and behind and here == behind[0]:
            here = replace(here, start=place.start)  # a dateline may name the place of what its sentence tells
        parties = [p for p in (*event.actors, *event.recipients, event.source) if p is not None]
        inside = [event.trigger, *(p.span for p in parties), *(q.span for q in event.quantities)]
        inside += [record.span for record in (event.place, event.time) if record is not None]
        for span in filter(None, inside):
            assert here.start <= span.start < span.end <= here.end, (event.type, span.of(text))
        for party in parties:
            assert (party.span is None) == (party.text is None)
            assert party.span is None or party.span.of(text) == party.text
            assert (party.code is None) == (party.absence is not None)
        assert 0 <= event.confidence <= 1
    for statement in coded.statements:
        here = sentences[statement.sentence]
        for span in (statement.cue, statement.speaker.span, *statement.content):
            assert span is None or here.start <= span.start < span.end <= here.end, span
    ids = Counter([e.id for e in coded.events] + [s.id for s in coded.statements])
    assert [] == [id for id, n in ids.items() if n > 1]
    firsts = {e.id for e in coded.events if e.same_as is None}
    assert {e.same_as for e in coded.events if e.same_as} <= firsts


@pytest.mark.parametrize("text", STORIES)
def test_spans_of_a_story_lie_in_their_sentences(text: str, eager: Coder) -> None:
    coded = eager.code(text, published=DAY)
    assert coded.events and coded.statements
    assert_sound(coded)


def test_a_speaker_is_described_by_what_stands_behind_the_name(coder: Coder) -> None:
    coded = coder.code("Ole Dahl, a retired general, said on Monday that the talks with Chad had failed.")
    (said,) = coded.statements
    assert said.description is not None
    assert said.description.of(coded.article.text) == "a retired general"


@given(TEXTS)
@example("a" * 5000)
@example("The army of Chad attacked " * 60)  # no stop, and longer than a window
@example("\u200b\u200b")
@example("“" * 40)
@QUICK
def test_spans_of_any_text_lie_in_their_sentences(eager: Coder, text: str) -> None:
    record = eager._attempt(Article(id="a", text=text, published=DAY), threading.Event())
    if isinstance(record, Failure):
        assert "empty" == record.code and not text.strip(), record
        return
    assert_sound(record)
    assert as_json([record]).count(b"\n") == 1


@given(TEXTS)
@QUICK
def test_any_text_is_coded_the_same_in_a_batch(eager: Coder, text: str) -> None:
    article = Article(id="a", text=f"Chad waited. {text}", published=DAY)
    assert as_json([eager.code(article)]) == as_json(eager.code_all([article]))


# no sentence lost


@given(TEXTS)
@example("word " * 10_000)
@example("a" * 5000 + " b")
@QUICK
def test_every_letter_of_the_story_is_in_one_window(coder: Coder, text: str) -> None:
    provenance, sentences = coder._splitter.split(Article(id="a", text=text))
    told = [s for s in sentences if s.kind in TOLD]
    seen: Counter[int] = Counter()
    for window in coder._windows(text, replace(provenance, dateline_place=None), told):
        for sentence, start, end in zip(window.sentences, window.starts, window.ends, strict=True):
            assert told[sentence].start <= start < end <= told[sentence].end
            seen.update(range(start, end))
    letters = {i for s in told for i in range(s.start, s.end) if text[i].isalnum()}
    assert set() == {text[i] for i in letters if i not in seen}
    assert set() == {text[i] for i, n in seen.items() if n > 1 and text[i].isalnum()}


def test_the_sentence_behind_a_dateline_is_read_with_it(coder: Coder) -> None:
    text = "Police move in\n\nLIMA, Peru, March 3 (Reuters) - Police raided a newspaper. It said so."
    provenance, sentences = coder._splitter.split(Article(id="a", text=text))
    [window] = coder._windows(text, provenance, sentences)
    starts = {text[a:b]: s for a, b, s in zip(window.starts, window.ends, window.sentences.tolist(), strict=True)}
    assert [0, 1, 1, 2] == [starts[word] for word in ("move", "LIMA", "raided", "It")]
    assert "Police raided a newspaper." == text[sentences[1].start : sentences[1].end]


def test_every_sentence_of_a_long_article_is_read(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many sentences as are tokenised at once, twice and more: none falls between the parts."""
    seen: list[int] = []
    reader = coder._reader
    other = with_settings(coder, coder.settings)
    other._reader = lambda window: (seen.extend(sorted(set(window.sentences.tolist()))), reader(window))[1]  # type: ignore[assignment]
    coded = other.code(" ".join(f"Envoy {i} left." for i in range(700)))
    assert 700 == len(coded.sentences)
    assert list(range(700)) == sorted(set(seen))


def test_work_grows_with_the_text_and_no_faster(coder: Coder) -> None:
    """Windows, sentences and pieces of a text ten times as long are ten times as many; a million sentences are no
    other case than these."""
    counts = []
    for n in (600, 6000):
        text = "The army said that rebels had shelled the port. " * n
        provenance, sentences = coder._splitter.split(Article(id="a", text=text))
        windows = list(coder._windows(text, provenance, sentences))
        counts.append((len(sentences), len(windows), sum(len(w.ids) for w in windows)))
    for small, large in zip(*counts, strict=True):
        assert 10 == pytest.approx(large / small, rel=0.05)


# what an article may be


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_empty_text_is_told(text: str, coder: Coder) -> None:
    with pytest.raises(InputError, match="no text"):
        coder.code(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Le gouvernement a annoncé jeudi que les négociations avec les rebelles reprendraient à Genève dès lundi."),
     ("ru", "Министр иностранных дел заявил в четверг, что переговоры возобновятся на следующей неделе в Женеве.")],
)  # fmt: skip
def test_other_language_is_named_and_not_coded(language: str, text: str, coder: Coder) -> None:
    with pytest.raises(InputError, match=f"'{language}'") as caught:
        coder.code(text)
    assert "language" == caught.value.code
    assert "translate" in str(caught.value)


def test_unknown_language_is_taken_for_english_and_said(coder: Coder) -> None:
    coded = coder.code("Oslo 1814.", published=DAY)
    assert coded.provenance.language is None
    assert ["too little text to tell the language: taken for English"] == list(coded.notes)


def test_missing_date_leaves_relative_days_open_and_says_so(eager: Coder) -> None:
    text = "Rebels shelled the port on Monday. They had shelled it on 3 March 2015."
    coded = eager.code(text)
    assert 1 == sum("no publication date" in note for note in coded.notes)
    times = {event.time.text: event.time for event in coded.events if event.time}
    assert all(when.value is None and when.absence for words, when in times.items() if "Monday" in words)
    assert all(event.date is None for event in coded.events if event.time and "Monday" in event.time.text)
    assert not eager.code(text, published=DAY).notes


def test_article_keeps_what_is_known_of_it(coder: Coder) -> None:
    coded = coder.code("Chad agreed.", published=DAY, publisher="P", id="x")
    assert ("x", DAY, "P") == (coded.article.id, coded.article.published, coded.article.publisher)


def test_run_names_version_model_and_settings(coder: Coder) -> None:
    assert dragoman.__version__ == coder.run.version
    assert model_files(DATA).checksum == coder.run.model
    assert Settings().checksum(read_confidence(DATA / "confidence.toml").checksum or "") == coder.run.settings
    assert Settings(threads=7).checksum() == Settings().checksum()
    assert Settings(min_confidence=0.5).checksum() != Settings().checksum()


# confidence


class Resolved:
    """A resolver that gives the events of a test."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = tuple(events)

    def resolve(self, *_: object) -> tuple[tuple[Event, ...], tuple[()]]:
        return self._events, ()


def test_least_confidence_leaves_out_the_unsure_and_no_dangling_link(coder: Coder) -> None:
    article = make_article("Chad agreed. Chad agreed. Chad agreed.")
    first = make_event(article, "agreed", id="1", confidence=0.3)
    second = make_event(article, "agreed", nth=1, id="2", confidence=0.8, same_as="1")
    third = make_event(article, "agreed", nth=2, id="3", confidence=0.9, same_as="1")
    other = with_settings(coder, Settings(min_confidence=0.5))
    other._resolver = Resolved([first, second, third])  # type: ignore[assignment]
    assert [("2", None), ("3", "2")] == [(e.id, e.same_as) for e in other.code(article).events]
    other.settings = Settings()
    assert [("1", None), ("2", "1"), ("3", "1")] == [(e.id, e.same_as) for e in other.code(article).events]


# batches


def test_failure_passes_by_and_a_bad_article_stops_nobody(coder: Coder) -> None:
    failed = Failure(article="x", room="read", code="json", message="m")
    records = list(coder.code_all([failed, Article(id="e", text=" "), articles(2)[1]]))
    assert failed == records[0]
    assert isinstance(records[1], Failure) and ("e", "empty") == (records[1].article, records[1].code)
    assert isinstance(records[2], Coded)


def test_fault_of_ours_is_a_failure_that_asks_for_a_report(coder: Coder) -> None:
    class Broken:
        def resolve(self, *_: object) -> None:
            raise ZeroDivisionError("oh")

    other = with_settings(coder, Settings())
    other._resolver = Broken()  # type: ignore[assignment]
    (record,) = other.code_all([replace(articles(2)[1], origin="feed.jsonl line 3")])
    assert isinstance(record, Failure)
    assert "internal" == record.code
    assert "feed.jsonl line 3" in record.message and "ZeroDivisionError" in record.message


def test_articles_are_read_as_they_are_needed(coder: Coder) -> None:
    read = 0

    def source() -> Iterator[Article]:
        nonlocal read
        for article in articles(50):
            read += 1
            yield article

    one = with_settings(coder, Settings(threads=1))
    coded = one.code_all(source())
    next(coded)
    coded.close()  # type: ignore[attr-defined]
    assert read <= 4


@pytest.mark.parametrize("reason", [KeyboardInterrupt, OSError])
def test_interrupted_batch_gives_what_was_read_before_it_stops(reason: type[BaseException], coder: Coder) -> None:
    def source() -> Iterator[Article]:
        yield from articles(4)
        raise reason

    coded = []
    with pytest.raises(reason):
        for record in with_settings(coder, Settings(threads=2)).code_all(source()):
            coded.append(record)
    assert [f"a{i}" for i in range(4)] == [record.article.id for record in coded if isinstance(record, Coded)]


def test_stopped_article_is_a_failure_and_ends_at_once(coder: Coder) -> None:
    stop = threading.Event()
    stop.set()
    record = coder._attempt(articles(2)[1], stop)
    assert isinstance(record, Failure) and "stopped" == record.code


def test_arrow_tables_hold_what_was_coded(eager: Coder) -> None:
    coded = list(eager.code_all(articles(3)))
    tables = dragoman.to_arrow(record for record in coded if isinstance(record, Coded))
    assert {"events", "statements", "documents"} <= set(tables)
    assert sum(len(record.events) for record in coded if isinstance(record, Coded)) == tables["events"].num_rows


# the model's files


def test_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"reader\.onnx is missing: give a folder whose") as caught:
        Coder(model=tmp_path)
    assert "model-missing" == caught.value.code


def test_damaged_model_is_refused(tmp_path: Path) -> None:
    for name in ("tokenizer.json", "reader.sha256"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    (tmp_path / "reader.onnx").write_bytes((DATA / "reader.onnx").read_bytes()[:-1])
    with pytest.raises(AssetError, match="checksum") as caught:
        Coder(model=tmp_path)
    assert "model-damaged" == caught.value.code
