"""Encode: words and pieces point at the text, sentences too long are cut without loss, windows hold each word once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assets import DATA, ModelFiles, model_files
from dragoman.encode import Reader, Tokenizer, Window, pack
from dragoman.encode.windows import CLS, MAX_PIECES, SEP, SHAPES, UNK, Tokens, cut
from dragoman.errors import AssetError
from dragoman.labels import CUES, EVENT_ROLES, KINDS, MODES, SECTORS, STATUSES, TYPES
from dragoman.pipeline import Coder
from dragoman.settings import EncodeSettings

TOKENIZER = Tokenizer(DATA / "tokenizer.json")


def tokens_of(text: str) -> Tokens:
    (tokens,) = TOKENIZER.tokens(text, [(0, len(text))])
    return tokens


def words_of(text: str, tokens: Tokens | Window) -> list[str]:
    return [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]


def made(lengths: list[int]) -> Tokens:
    """A sentence whose words have so many pieces; the nth word stands at characters [10n, 10n + 5)."""
    n_pieces = sum(lengths)
    first = np.cumsum([0, *lengths[:-1]]) if lengths else np.zeros(0)
    starts = np.arange(len(lengths)) * 10
    ids = np.arange(1000, 1000 + n_pieces)
    return Tokens(ids, np.ones(n_pieces, dtype=np.int64), first.astype(np.int64), starts, starts + 5)


# words


def test_words_are_runs_of_letters_and_single_marks() -> None:
    text = "U.S. envoys—two of them—met."
    expected = ["U", ".", "S", ".", "envoys", "—", "two", "of", "them", "—", "met", "."]
    assert expected == words_of(text, tokens_of(text))


@pytest.mark.parametrize(
    "text",
    ["“Nous irons”, said Élysée’s envoy", "the\u00a0minister\u200b left", "Cafe\u0301 in Zu\u0308rich", "İzmir ﬁne ½"],
)
def test_words_point_into_the_text_unchanged(text: str) -> None:
    tokens = tokens_of(text)
    assert words_of(text, tokens)[0] in text
    assert all(word == word.strip() and word for word in words_of(text, tokens))
    letters = [i for i, c in enumerate(text) if c.isalnum()]
    assert letters == [i for i in letters if any(s <= i < e for s, e in zip(tokens.starts, tokens.ends, strict=True))]


def test_offsets_count_from_the_beginning_of_the_article() -> None:
    text = "Oslo waits. Chad agreed."
    (tokens,) = TOKENIZER.tokens(text, [(12, 24)])
    assert ["Chad", "agreed", "."] == words_of(text, tokens)


def test_shapes_tell_the_case_that_the_vocabulary_loses() -> None:
    text = "Chad left NATO A B52s b52 , mcDonald 7th"
    tokens = tokens_of(text)
    by_word = dict(zip(words_of(text, tokens), tokens.shapes[tokens.first].tolist(), strict=True))
    assert by_word == {"Chad": 2, "left": 1, "NATO": 3, "A": 2, "B52s": 2, "b52": 1, ",": 0, "mcDonald": 0, "7th": 1}
    assert max(by_word.values()) < SHAPES


def test_every_piece_has_its_word_s_shape() -> None:
    tokens = tokens_of("Antidisestablishmentarians")
    assert len(tokens.ids) > 1
    assert {2} == set(tokens.shapes.tolist())


def test_word_of_thousands_of_letters_is_one_unknown_piece() -> None:
    tokens = tokens_of("x" * 5000 + " left")
    assert UNK == tokens.ids[0]
    assert [(0, 5000), (5001, 5005)] == list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))


def test_span_without_a_word_gives_no_pieces() -> None:
    tokens = tokens_of("\u200b\u200b ")
    assert (0, 0, 0) == (len(tokens.ids), len(tokens.first), len(tokens.starts))


# cut


def test_short_sentence_is_not_cut() -> None:
    tokens = made([1, 2, 3])
    assert [tokens] == cut(tokens, 6)


def test_long_sentence_is_cut_at_word_starts() -> None:
    parts = cut(made([2, 2, 3, 1, 4]), 5)
    assert [[0, 2], [0, 3], [0]] == [part.first.tolist() for part in parts]
    assert [4, 4, 4] == [len(part.ids) for part in parts]


def test_word_longer_than_a_window_keeps_its_first_pieces() -> None:
    parts = cut(made([1, 9, 1]), 4)
    assert [[1000], [1001, 1002, 1003, 1004], [1010]] == [part.ids.tolist() for part in parts]
    assert [[0], [10], [20]] == [part.starts.tolist() for part in parts]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60), st.integers(3, 20))
@settings(deadline=None)
def test_cut_loses_no_word_and_no_part_is_too_long(lengths: list[int], size: int) -> None:
    tokens = made(lengths)
    parts = cut(tokens, size)
    assert tokens.starts.tolist() == [s for part in parts for s in part.starts.tolist()]
    assert tokens.ends.tolist() == [e for part in parts for e in part.ends.tolist()]
    for part in parts:
        assert 0 < len(part.ids) <= size
        assert len(part.ids) == len(part.shapes)
        assert 0 == part.first[0] and part.first[-1] < len(part.ids)
    kept = [i for part in parts for i in part.ids.tolist()]
    if max(lengths) <= size:
        assert tokens.ids.tolist() == kept
    first_pieces = {int(tokens.ids[f]) for f in tokens.first}
    assert first_pieces <= set(kept)


# pack


@given(st.lists(st.lists(st.integers(1, 9), max_size=30), max_size=12), st.integers(8, 40))
@settings(deadline=None)
def test_every_word_is_in_one_window(sentences: list[list[int]], max_pieces: int) -> None:
    windows = list(pack([made(lengths) for lengths in sentences], max_pieces=max_pieces))
    seen = [pair for w in windows for pair in zip(w.sentences.tolist(), w.starts.tolist(), strict=True)]
    assert [(i, 10 * n) for i, lengths in enumerate(sentences) for n in range(len(lengths))] == seen
    for window in windows:
        assert len(window.ids) == len(window.shapes) <= max_pieces
        assert CLS == window.ids[0] and SEP == window.ids[-1]
        assert len(window.first) == len(window.starts) == len(window.ends) == len(window.sentences)
        assert not {CLS, SEP} & set(window.ids[window.first].tolist())


def test_short_sentences_share_a_window_as_long_as_they_fit() -> None:
    sentences = [made([1] * 4), made([1] * 4), made([1] * 4)]
    assert [[0] * 4 + [1] * 4, [2] * 4] == [w.sentences.tolist() for w in pack(sentences, max_pieces=11)]
    assert 1 == len(list(pack(sentences, max_pieces=16)))


def test_sentence_of_ten_thousand_words_is_packed_whole() -> None:
    text = "word " * 10_000
    windows = list(pack([tokens_of(text)]))
    assert 10_000 == sum(len(w.first) for w in windows)
    assert max(len(w.ids) for w in windows) <= MAX_PIECES
    assert 10_000 // (MAX_PIECES - 2) + 1 == len(windows)


def test_nothing_gives_no_window() -> None:
    assert [] == list(pack([]))
    assert [] == list(pack([tokens_of("\u200b")]))


# the reader


def test_encoding_has_the_shapes_it_promises(coder: Coder, eager: Coder) -> None:
    (window,) = pack([tokens_of("France and Germany signed a treaty, the minister said.")])
    n = len(window.first)
    for encoding in (coder._reader(window), eager._reader(window)):
        k, c = len(encoding.event_at), len(encoding.cue_at)
        expected = {
            "event": (n, len(TYPES)), "core": (n,), "inside": (n,), "cue": (n, len(CUES)), "attribution": (n,),
            "sector": (n, len(SECTORS)), "kind": (n, len(KINDS)), "ends": (n, n), "earlier": (n, n + 1),
            "home": (n, n + 1),
            "event_at": (k,), "mode": (k, len(MODES)), "status": (k, len(STATUSES)), "event_many": (k, n, 2),
            "event_one": (k, n + 1, len(EVENT_ROLES) - 2), "cue_at": (c,), "cue_roles": (c, n + 1, 3),
        }  # fmt: skip
        assert expected == {name: getattr(encoding, name).shape for name in expected}
    assert (n, n) == (k, c)  # without floors every word is looked at


def test_encoding_gives_probabilities(eager: Coder) -> None:
    (window,) = pack([tokens_of("Rebels shelled the port on Monday.")])
    encoding = eager._reader(window)
    for name in ("event", "cue", "sector", "kind", "status"):
        assert np.allclose(1, getattr(encoding, name).sum(axis=-1), atol=1e-4), name
    for name in ("core", "inside", "attribution", "event_many", "event_one", "cue_roles"):
        values = getattr(encoding, name)
        assert values.min() >= 0 and values.max() <= 1, name
    assert np.allclose(1, encoding.event_one.sum(axis=1), atol=1e-4)


def test_window_is_read_the_same_twice(coder: Coder) -> None:
    (window,) = pack([tokens_of("The two sides will meet again in Geneva.")])
    one, two = coder._reader(window), coder._reader(window)
    assert one.event.tobytes() == two.event.tobytes()
    assert one.ends.tobytes() == two.ends.tobytes()


def test_file_that_is_no_model_is_told() -> None:
    files = model_files(DATA)
    with pytest.raises(AssetError, match="is no model that onnxruntime"):
        Reader(ModelFiles(files.tokenizer, files.tokenizer, "0" * 16), EncodeSettings())


def test_model_of_another_version_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.encode.reader.HEADS", frozenset({"event", "mood"}))
    with pytest.raises(AssetError, match=r"another version.*mood.*export it anew") as caught:
        Reader(model_files(), EncodeSettings())
    assert "model-other-version" == caught.value.code
