"""Words as the linker compares them: stems, how rare each is, which are names, and what a word means next to others.

Two tables beside this file, made by `dragoman.train.linker` (there and in docs/incidents.md: from what, which licence):
`rarity.tsv`, stems and the share of news articles that have them, and `meanings.npz`, a short vector for each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

REMEMBERED = 300_000  # words: some 60 MB
COMMON = 3.0  # nats: a word in one article of twenty
HERE = Path(__file__).parent
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_VOWEL = re.compile(r"[aeiouy]")
_IRREGULAR = """
be am is are was were been being 's
have has had having
do does did done
say said
go went gone
shoot shot
fight fought
win won
take took taken
make made
give gave given
find found
fall fell fallen
rise rose risen
lead led
meet met
leave left
lose lost
hold held
tell told
buy bought
bring brought
seek sought
catch caught
teach taught
think thought
begin began begun
break broke broken
speak spoke spoken
steal stole stolen
strike struck stricken
sink sank sunk
swear swore sworn
see saw seen
come came
become became
know knew known
grow grew grown
throw threw thrown
fly flew flown
draw drew drawn
drive drove driven
write wrote written
ride rode ridden
choose chose chosen
freeze froze frozen
shake shook shaken
flee fled
send sent
spend spent
build built
feel felt
keep kept
sleep slept
lay laid
pay paid
sell sold
stand stood
understand understood
withdraw withdrew withdrawn
arise arose arisen
bear bore born
beat beaten
bite bit bitten
bleed bled
blow blew blown
bind bound
drink drank drunk
eat ate eaten
forbid forbade forbidden
hang hung
hide hid hidden
ring rang rung
run ran
sing sang sung
sit sat
slay slew slain
swim swam
tear tore torn
wear wore worn
die died dying
man men
woman women
child children
person people
life lives
wife wives
foot feet
kidnap kidnapped kidnapping kidnapper
""".strip()


@cache
def _irregular() -> dict[str, str]:
    return {form: forms[0] for line in _IRREGULAR.split("\n") for forms in [line.split()] for form in forms}


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without its inflection: "attacked", "attacks", "attacking" and "attack" are one.

    Endings only (after the first step of Porter, An algorithm for suffix stripping, 1980), and a list of irregular
    forms; derived words ("invasion") are left to the meanings.
    """
    word = word.lower().replace("’", "'")
    word = word[:-2] if word.endswith("'s") else word.rstrip("'")
    if word in _irregular():
        return _irregular()[word]
    return _bare(word)


def _bare(word: str) -> str:
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("sses") or (word.endswith("ies") and len(word) > 4):
        word = word[:-2] if word.endswith("sses") else word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        inner = word[: -len(ending)]
        if word.endswith(ending) and len(inner) > 2 and _VOWEL.search(inner) and not word.endswith("eed"):
            if inner[-1] == inner[-2] and inner[-1] not in "lsz":
                inner = inner[:-1]
            return inner.removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


class Lexicon:
    """Rarity and meaning of stems. Loaded once a process (`lexicon()`), about 20 ms."""

    def __init__(self, rarity: Path = HERE / "rarity.tsv", meanings: Path = HERE / "meanings.npz") -> None:
        self._rarity: dict[str, float] = {}
        lines = rarity.read_text("utf-8").splitlines()
        for line in lines:
            if not line.startswith("#"):
                word, share = line.split("\t")
                self._rarity[word] = -math.log(float(share))
        self.unseen = max(self._rarity.values()) + 1.0
        with np.load(meanings) as table:
            self._row = {word: at for at, word in enumerate(str(table["stems"]).split("\n"))}
            vectors = table["vectors"].astype(np.float32)
        self._seen: dict[str, tuple[str, float, str]] = {}
        self._vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        self.size = vectors.shape[1]

    def rarity(self, stem: str) -> float:
        """-ln of the share of articles that have the word; one nat more than the rarest for a word of no table."""
        return self._rarity.get(stem, self.unseen)

    def seen(self, written: str) -> tuple[str, float, str]:
        """Stem, rarity and kind of a word as written: d number, t time, w small word, n name, and c for a capital that
        is no sign of a name at a sentence's start, since the word is also written small."""
        found = self._seen.get(written)
        if found is None:
            if len(self._seen) > REMEMBERED:
                self._seen.clear()
            found = self._seen[written] = self._look(written)
        return found

    def _look(self, written: str) -> tuple[str, float, str]:
        if written[0].isdigit():
            return written, self.unseen, "t" if _YEAR.fullmatch(written) else "d"
        if _CALENDAR.fullmatch(written):
            return written[:3], self.rarity(stem(written)), "t"
        own = stem(written)
        rarity = self.rarity(own)
        if not written[0].isupper():
            return own, rarity, "w"
        return own, rarity, "c" if own in self._row or rarity < COMMON else "n"

    def meanings(self, found: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
        """The mean of each word's vector by its weight, of length 1, or zeros where none is known. Shape: (n, size)."""
        total = np.zeros((len(found), self.size), np.float32)
        for row, weighed in enumerate(found):
            known = [(self._row[word], weight) for word, weight in weighed.items() if word in self._row]
            if known:
                at, by = zip(*known, strict=True)
                total[row] = (self._vectors[list(at)] * np.array(by, np.float32)[:, None]).sum(0)
        norm = np.linalg.norm(total, axis=1, keepdims=True)
        return np.asarray(np.divide(total, norm, out=np.zeros_like(total), where=norm > 0), np.float32)


@cache
def lexicon() -> Lexicon:
    return Lexicon()
