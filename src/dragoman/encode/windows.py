"""Sentences -> windows: runs of whole sentences that the encoder reads at once.

A window is one article's own, up to `max_pieces` long and never padded: the reader sees the sentences before, and an
article coded alone goes through the very same arithmetic as in a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer as WordPiece

from dragoman.assets import remedy
from dragoman.encoding import Window
from dragoman.errors import AssetError

CLS, SEP, UNK = 101, 102, 100  # ids of the BERT uncased vocabulary
SHAPES = 5  # other, lower, Title, UPPER, with a digit: what the uncased vocabulary loses
MAX_PIECES = 384  # the longest windows of training; 256 read parties and statements worse
MAX_SENTENCE_PIECES = MAX_PIECES - 2


@dataclass(frozen=True, slots=True)
class Tokens:
    """One sentence in pieces and words.

    `ids` and `shapes` have one entry a piece; `first` (index of its first piece), `starts` and `ends`
    (characters of the article's text) one a word.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class Tokenizer:
    """Words (runs of letters and digits, single marks) and their WordPiece pieces. Raises `AssetError`."""

    def __init__(self, path: Path) -> None:
        try:
            self._wordpiece = WordPiece.from_file(str(path))
        except Exception as error:  # the library raises no narrower class
            raise AssetError("model-unreadable", f"{path} is no tokenizer ({error}): {remedy(path.parent)}") from error
        self._wordpiece.no_padding()
        self._wordpiece.no_truncation()

    def tokens(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Tokens]:
        """Tokens of each span of the text. A span beyond `MAX_SENTENCE_PIECES` gives several entries, none lost."""
        encodings = self._wordpiece.encode_batch([text[s:e] for s, e in spans], add_special_tokens=False)
        return [self._tokens(text, start, encoding) for (start, _), encoding in zip(spans, encodings, strict=True)]

    @staticmethod
    def _tokens(text: str, start: int, encoding: object) -> Tokens:
        ids = np.array(encoding.ids, dtype=np.int64)  # type: ignore[attr-defined]
        words = np.array(encoding.word_ids, dtype=np.int64)  # type: ignore[attr-defined]
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2) + start  # type: ignore[attr-defined]
        new = np.ones(len(words), dtype=bool)
        new[1:] = words[1:] != words[:-1]
        first = np.flatnonzero(new)
        last = np.append(first[1:], len(ids)) - 1 if len(ids) else first
        starts, ends = offsets[first, 0], offsets[last, 1]
        shapes = np.array([_shape(text[s:e]) for s, e in zip(starts, ends, strict=True)], dtype=np.int64)
        return Tokens(ids, np.repeat(shapes, last - first + 1), first, starts, ends)


def _shape(word: str) -> int:
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper():
        return 2
    return 4 if any(c.isdigit() for c in word) else 0


def cut(tokens: Tokens, size: int = MAX_SENTENCE_PIECES) -> list[Tokens]:
    """The sentence itself, or the parts (at word starts) of one too long for a window."""
    if len(tokens.ids) <= size:
        return [tokens]
    parts, begin = [], 0
    stops = np.append(tokens.first[1:], len(tokens.ids))
    while begin < len(tokens.first):
        base = int(tokens.first[begin])
        # a word longer than a window keeps its first pieces: WordPiece turns such words into one unknown piece anyway
        end = max(begin + 1, int(np.searchsorted(stops, base + size, side="right")))
        piece = slice(base, min(int(stops[end - 1]), base + size))
        word = slice(begin, end)
        parts.append(
            Tokens(
                tokens.ids[piece],
                tokens.shapes[piece],
                tokens.first[word] - base,
                tokens.starts[word],
                tokens.ends[word],
            )
        )
        begin = end
    return parts


def pack(sentences: Iterable[Tokens], *, max_pieces: int = MAX_PIECES) -> Iterator[Window]:
    """Windows of consecutive sentences; sentences without a word are passed over."""
    run: list[tuple[int, Tokens]] = []
    size = 1
    for index, whole in enumerate(sentences):
        for part in cut(whole, max_pieces - 2):
            if not len(part.ids):
                continue
            if run and size + len(part.ids) + 1 > max_pieces:
                yield _window(run)
                run, size = [], 1
            run.append((index, part))
            size += len(part.ids) + 1
    if run:
        yield _window(run)


def _window(run: Sequence[tuple[int, Tokens]]) -> Window:
    ids = [np.array([CLS])]
    shapes = [np.array([0])]
    first, size = [], 1
    for _, tokens in run:
        ids += [tokens.ids, np.array([SEP])]
        shapes += [tokens.shapes, np.array([0])]
        first.append(tokens.first + size)
        size += len(tokens.ids) + 1
    return Window(
        ids=np.concatenate(ids),
        shapes=np.concatenate(shapes),
        first=np.concatenate(first),
        starts=np.concatenate([t.starts for _, t in run]),
        ends=np.concatenate([t.ends for _, t in run]),
        sentences=np.concatenate([np.full(len(t.first), index) for index, t in run]),
    )
