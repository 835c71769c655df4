"""How alike two tellings are in their words, and the small model that weighs it.

Nothing here looks at the rest of the corpus: rarity and meaning of words come from fixed tables, so the probability of
a pair depends on the two tellings alone, whatever else is known and in whatever order it came.
"""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .words import WORD, Lexicon

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Indexes = NDArray[np.int64]
Weighted = dict[str, float]

WEIGHTS = Path(__file__).with_name("weights.toml")  # fitted by dragoman.train.linker
FACTS = Path(__file__).with_name("facts.toml")  # set by hand
SENTENCE_WORDS = 20  # the rarest of a sentence
ARTICLE_WORDS = 24
ARTICLE_CHARS = 600  # the head of an article says what it is about; in ECB+ nine texts of ten are shorter
SIDE_WORDS = 5  # content words to either side of the trigger: they stand for its arguments
TRIGGER_WORDS = 4
NAMES = 10
NUMBERS = 6
CONTENT = 2.0  # nats: rarer than words that stand in one article of seven
CHUNK = 20_000  # pairs compared at once: some 100 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One mention of an act, as it is compared. `about` is the head of its article's text."""

    id: str
    article: str
    sentence: str
    trigger: tuple[int, int]  # in `sentence`
    sentence_index: int = 0
    about: str = ""
    type: str | None = None
    status: str | None = None
    actors: tuple[str, ...] = ()  # codes
    recipients: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # of the parties, either role
    place_country: str | None = None
    place_name: str | None = None
    degrees: tuple[float, float] | None = None  # latitude and longitude of a place smaller than a country
    published: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    day_is_told: bool = False  # the words give `first` and `last`; else the day of publication stands in
    same_as: str | None = None  # a telling of the same article that the coder took for the same act


class Word(NamedTuple):
    """A word of a sentence. `kind`: w word, n name, d number, t time."""

    stem: str
    start: int
    rarity: float
    kind: str


@dataclass(slots=True)
class Bag:
    """Word ids and weights, padded with id -1 and weight 0. Shape of both: (tellings, width)."""

    ids: Ints
    weights: Floats


class Interner:
    """Word -> number."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def __call__(self, word: str) -> int:
        return self._ids.setdefault(word, len(self._ids))


@dataclass(slots=True, kw_only=True)
class Arrays:
    """The words of tellings side by side; row = telling."""

    trigger: Bag
    sentence: Bag  # without the trigger
    left: Bag
    right: Bag
    names: Bag
    numbers: Bag
    times: Bag
    about: Bag
    about_names: Bag
    meaning: Floats  # of the trigger, (tellings, lexicon.size)
    context: Floats  # of the rest of the sentence, (tellings, lexicon.size)
    article: Ints
    sentence_index: Ints


@dataclass(slots=True)
class Read:
    """The words of one telling by what they are compared as, each with its rarity."""

    trigger: Weighted
    sentence: Weighted
    left: Weighted
    right: Weighted
    names: Weighted
    numbers: Weighted
    times: Weighted


def sentence_words(sentence: str, known: Lexicon) -> list[Word]:
    found: list[Word] = []
    for match in WORD.finditer(sentence):
        stem, rarity, kind = known.seen(match.group())
        if kind == "c":  # written small elsewhere: a capital at the sentence's start does not make it a name
            kind = "n" if found else "w"
        found.append(Word(stem, match.start(), rarity, kind))
    return found


def read(found: Sequence[Word], trigger: tuple[int, int]) -> Read:
    """Sorts the words of a sentence around a trigger at characters [start, end) of it."""
    start, end = trigger
    read = Read({}, {}, {}, {}, {}, {}, {})
    by_kind = {"n": read.names, "d": read.numbers, "t": read.times}
    left: list[Word] = []
    right: list[Word] = []
    for word in found:
        stem, at, rarity, kind = word
        if start <= at < end:
            read.trigger[stem] = rarity
            continue
        if kind != "w":
            by_kind[kind][stem] = rarity if kind == "n" else 1.0
        if rarity >= CONTENT:
            read.sentence[stem] = rarity
            (left if at < start else right).append(word)
    for stem in read.trigger:
        read.sentence.pop(stem, None)
    read.left = {w.stem: w.rarity for w in left[-SIDE_WORDS:] if w.stem not in read.trigger}
    read.right = {w.stem: w.rarity for w in right[:SIDE_WORDS] if w.stem not in read.trigger}
    return read


def about(text: str, known: Lexicon) -> tuple[Weighted, Weighted]:
    """What an article is about: the rarest words of its head, more often said weighing more; and its names alone."""
    counts: dict[str, int] = {}
    content: Weighted = {}
    names: set[str] = set()
    for written in WORD.findall(text[:ARTICLE_CHARS]):
        stem, rarity, kind = known.seen(written)
        if rarity >= CONTENT:
            counts[stem] = counts.get(stem, 0) + 1
            content[stem] = rarity
            if kind == "n":
                names.add(stem)
    weighed = {stem: rarity * (1 + math.log(counts[stem])) for stem, rarity in content.items()}
    return weighed, {stem: weight for stem, weight in weighed.items() if stem in names}


def read_all(tellings: Iterable[Telling], known: Lexicon) -> list[Read]:
    """A sentence with several tellings is taken apart once."""
    parsed: dict[str, list[Word]] = {}
    found: list[Read] = []
    for telling in tellings:
        if telling.sentence not in parsed:
            parsed[telling.sentence] = sentence_words(telling.sentence, known)
        found.append(read(parsed[telling.sentence], telling.trigger))
    return found


def arrays(tellings: Sequence[Telling], reads: Sequence[Read], intern: Interner, known: Lexicon) -> Arrays:
    heads: dict[str, int] = {}
    subjects: list[tuple[Weighted, Weighted]] = []
    for t in tellings:
        if t.article not in heads:
            heads[t.article] = len(subjects)
            subjects.append(about(t.about, known))
    row = np.array([heads[t.article] for t in tellings], np.int64)
    topics = bag([content for content, _ in subjects], ARTICLE_WORDS, intern)
    named = bag([names for _, names in subjects], NAMES, intern)
    return Arrays(
        trigger=bag([r.trigger for r in reads], TRIGGER_WORDS, intern),
        sentence=bag([r.sentence for r in reads], SENTENCE_WORDS, intern),
        left=bag([r.left for r in reads], SIDE_WORDS, intern),
        right=bag([r.right for r in reads], SIDE_WORDS, intern),
        names=bag([r.names for r in reads], NAMES, intern),
        numbers=bag([r.numbers for r in reads], NUMBERS, intern),
        times=bag([r.times for r in reads], NUMBERS, intern),
        about=Bag(topics.ids[row], topics.weights[row]),
        about_names=Bag(named.ids[row], named.weights[row]),
        meaning=known.meanings([r.trigger for r in reads]),
        context=known.meanings([r.sentence for r in reads]),
        article=row.astype(np.int32),
        sentence_index=np.array([t.sentence_index for t in tellings], np.int32),
    )


def bag(found: Sequence[Weighted], width: int, intern: Interner) -> Bag:
    ids = np.full((len(found), width), -1, np.int32)
    weights = np.zeros((len(found), width), np.float32)
    for row, weighed in enumerate(found):
        kept = list(weighed.items()) if len(weighed) <= width else sorted(weighed.items(), key=_rarest_first)[:width]
        if kept:
            ids[row, : len(kept)] = [intern(word) for word, _ in kept]
            weights[row, : len(kept)] = [weight for _, weight in kept]
    return Bag(ids, weights)


def _rarest_first(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]


def cosine(one: Bag, i: Indexes, other: Bag, j: Indexes) -> Floats:
    """Shared weight of the words of one[i] and other[j], 0 to 1; 0 where a side is empty."""
    same = one.ids[i][:, :, None] == other.ids[j][:, None, :]
    mine, theirs = one.weights[i], other.weights[j]
    # A word weighs the same on both sides in all bags but `about`, where the two counts may differ
    shared = (mine * (same @ theirs[:, :, None])[:, :, 0]).sum(1)
    size = np.sqrt((mine * mine).sum(1) * (theirs * theirs).sum(1))
    return np.asarray(np.divide(shared, size, out=np.zeros_like(shared), where=size > 0), np.float32)


def filled(bag: Bag) -> Bools:
    return bag.weights[:, 0] > 0


FEATURES = (
    "bias",
    "trigger",
    "trigger_rare",
    "meaning",
    "meaning_squared",
    "meaning_unknown",
    "sentence",
    "context",
    "sides",
    "crossed",
    "names_differ",
    "numbers",
    "numbers_differ",
    "times",
    "times_differ",
    "about",
    "about_names",
    "about_names_differ",
    "same_sentence",
    "same_article",
    "trigger_sentence",
    "trigger_about",
    "meaning_about",
    "trigger_sides",
    "about_sentence",
)


def features(table: Arrays, i: Indexes, j: Indexes) -> Floats:
    """Shape: (pairs, len(FEATURES)). The same whichever of the two is named first."""
    trigger = cosine(table.trigger, i, table.trigger, j)
    rarest = table.trigger.weights.max(1)
    meaning = np.maximum((table.meaning[i] * table.meaning[j]).sum(1), 0)
    unknown: Bools = np.abs(table.meaning).sum(1) == 0
    sentence = cosine(table.sentence, i, table.sentence, j)
    sides = cosine(table.left, i, table.left, j) + cosine(table.right, i, table.right, j)
    crossed = cosine(table.left, i, table.right, j) + cosine(table.right, i, table.left, j)
    topic = cosine(table.about, i, table.about, j)
    same_article = table.article[i] == table.article[j]
    columns = {
        "bias": np.ones_like(trigger),
        "trigger": trigger,
        "trigger_rare": trigger * np.minimum(rarest[i], rarest[j]) / 6,
        "meaning": meaning,
        "meaning_squared": meaning**2,
        "meaning_unknown": unknown[i] | unknown[j],
        "sentence": sentence,
        "context": (table.context[i] * table.context[j]).sum(1),
        "sides": sides / 2,
        "crossed": crossed / 2,
        "about": topic,
        "same_sentence": same_article & (table.sentence_index[i] == table.sentence_index[j]),
        "same_article": same_article,
        "trigger_sentence": trigger * sentence,
        "trigger_about": trigger * topic,
        "meaning_about": meaning * topic,
        "trigger_sides": trigger * sides / 2,
        "about_sentence": topic * sentence,
    }
    for name in ("names", "numbers", "times", "about_names"):
        words: Bag = getattr(table, name)
        shared = cosine(words, i, words, j)
        columns[name] = shared
        columns[f"{name}_differ"] = filled(words)[i] & filled(words)[j] & (shared == 0)
    return np.stack([columns[name].astype(np.float32) for name in FEATURES], axis=1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """The fitted model of words, and what the codes of a pair add to it (facts.py)."""

    words: Floats  # shape (len(FEATURES),)
    facts: dict[str, float]
    threshold: float  # least mean probability of two groups that are joined


@cache
def weights() -> Weights:
    fitted, set_by_hand = (tomllib.loads(path.read_text("utf-8")) for path in (WEIGHTS, FACTS))
    words = np.array([fitted["words"][name] for name in FEATURES], np.float32)
    return Weights(words=words, facts=set_by_hand, threshold=float(fitted["threshold"]))


def word_odds(table: Arrays, i: Indexes, j: Indexes, fitted: Floats) -> Floats:
    """Log odds of each pair from its words alone. Shape: (pairs,)."""
    # Not a matrix product: its rounding hangs on the number of pairs
    return np.asarray((features(table, i, j) * fitted).sum(1))
