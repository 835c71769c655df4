"""How alike two records of the ledger are, as two articles tell them: 0 for another thing, 1 for the same.

No corpus has such pairs, so nothing here is fitted: the weights stand in histories.toml, set by judgement with the
reason beside each, and tests/test_histories.py holds what they must do. A pair's likeness depends on the two records
alone, and words weigh by fixed tables (words.py), so the order of arrival cannot matter.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path

from .similarity import CONTENT
from .words import WORD, lexicon

NEGATED = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE)
RARE = 6  # words of a record that are looked up in pairs
NO_DAY = 0
DAY = 1
Words = dict[str, float]  # stem -> rarity
# Kinds of commitment that one and the same sentence is read as, now this and now that
ALIKE_KINDS = {frozenset(pair) for pair in (
    ("demand", "guarantee"), ("promise", "guarantee"), ("promise", "offer"), ("threat", "red_line"),
    ("demand", "red_line"))}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who: country and international codes, the last words of the names of persons and bodies, and which goes with
    which, "" for none: a country itself is ("TCD", "")."""

    codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    each: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.codes or self.names)

    def shares(self, other: Sides) -> bool:
        return bool(self.codes & other.codes or self.names & other.names)

    def same(self, other: Sides) -> bool:
        """Whether somebody is on both sides: of one name, or a country and whoever speaks or acts for it.

        Two persons of one country are not the same.
        """
        if self.names & other.names:
            return True
        pairs = ((one, them) for one in self.each for them in other.each)
        return any(one[0] == them[0] != "" and not (one[1] and them[1]) for one, them in pairs)


@dataclass(slots=True, kw_only=True)
class Told:
    """One record as it is compared. `first` and `last` are its own days where told, else NO_DAY."""

    id: str
    article: str
    kind: str
    published: int  # proleptic ordinal, NO_DAY for none
    words: Words
    type: str | None = None
    doers: Sides = field(default_factory=Sides)  # who takes a stance, commits himself, takes part, is counted
    others: Sides = field(default_factory=Sides)  # whom it is about, or addresses
    first: int = NO_DAY
    last: int = NO_DAY
    place: str | None = None
    country: str | None = None
    keys: frozenset[str] = frozenset()  # names of an agreement in one form
    proper: frozenset[str] = frozenset()  # those that are names of that one agreement
    year: str | None = None
    forum: Words = field(default_factory=dict)
    unit: frozenset[str] = frozenset()
    size: float | None = None
    asserted: bool = True
    negated: bool = False
    same_as: str | None = None
    linked: bool = False
    length: float = 0.0

    def __post_init__(self) -> None:
        self.length = math.sqrt(sum(weight * weight for weight in self.words.values()))


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """By kind: `same` is the least mean likeness of a history, `days` how far apart its tellings may be published."""
    found: Mapping[str, Mapping[str, float]] = tomllib.loads(
        Path(__file__).with_name("histories.toml").read_text("utf-8")
    )
    return found


def content(text: str) -> Words:
    """The words that tell something, each with its rarity."""
    seen = (lexicon().seen(word) for word in WORD.findall(text))
    return {stem: rarity for stem, rarity, kind in seen if rarity >= CONTENT and kind != "t"}


def cosine(one: Told, other: Told) -> float:
    shared = _shared(one.words, other.words)
    return shared / (one.length * other.length) if shared else 0.0


def _shared(one: Words, other: Words) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * weight for word, weight in one.items() if word in other)


def keys(told: Told) -> Iterator[str]:
    """What a record is looked up by; two that share no key are another thing."""
    if told.kind == "meeting":
        parties = sorted(told.doers.codes | {f"~{name}" for name in told.doers.names})
        if len(parties) < 2:
            parties += [f"@{told.place or told.country or ''}", *sorted(f"={word}" for word in told.forum)]
        yield from (f"{one} {other}" for one, other in combinations(parties, 2))
        return
    if told.kind == "agreement":
        yield from told.keys
        return
    rare = sorted(told.words, key=lambda word: (-told.words[word], word))[:RARE]
    lead = f"{told.type} " if told.kind == "figure" else ""
    if len(rare) == 1:
        yield lead + rare[0]
    yield from (f"{lead}{one} {other}" for one, other in combinations(sorted(rare), 2))


def likeness(one: Told, other: Told) -> float:
    """0 to 1; the same whichever is named first."""
    by = weights()[one.kind]
    if one.same_as == other.id or other.same_as == one.id:
        return 0.95
    if one.article == other.article or not _near(one, other, by["days"]):
        return 0.0
    return min(max(_LIKENESS[one.kind](one, other, by), 0.0), 1.0)


def _near(one: Told, other: Told, days: float) -> bool:
    """Those without a day of publication meet only each other."""
    if not one.published or not other.published:
        return one.published == other.published
    if one.kind == "agreement" and one.year and one.year == other.year:
        return True
    return abs(one.published - other.published) <= days


def _sides(one: Sides, other: Sides, shared: float, apart: float) -> float:
    """Nothing where a side is not named."""
    if not one or not other:
        return 0.0
    return shared if one.shares(other) else apart


def _claim(one: Told, other: Told, by: Mapping[str, float]) -> float:
    if one.asserted and other.asserted and one.negated != other.negated:
        return 0.0  # that it was, and that it was not
    words = cosine(one, other)
    if words < by["least_words"]:
        return 0.0
    about = _sides(one.others, other.others, by["about_shared"], by["about_differs"])
    return words + about + _sides(one.doers, other.doers, by["stance_shared"], 0.0)


def _commitment(one: Told, other: Told, by: Mapping[str, float]) -> float:
    if one.type != other.type and frozenset((one.type, other.type)) not in ALIKE_KINDS:
        return 0.0
    if one.doers and other.doers and not one.doers.same(other.doers):
        return 0.0
    words = cosine(one, other)
    if one.negated != other.negated or words < by["least_words"]:
        return 0.0
    doers = _sides(one.doers, other.doers, by["by_shared"], 0.0)
    return words + doers + _sides(one.others, other.others, by["to_shared"], by["to_differs"])


def _agreement(one: Told, other: Told, by: Mapping[str, float]) -> float:
    if (one.year and other.year and one.year != other.year) or not one.keys & other.keys:
        return 0.0
    parties = _sides(one.doers, other.doers, by["party_shared"], by["party_differs"])
    if one.proper & other.proper:
        several = min(len(one.doers.codes), len(other.doers.codes)) >= 2
        return by["name"] + (parties if several or parties > 0 else 0.0)  # an article may name one party of several
    return by["kind_of"] + parties + (by["place_same"] if one.place and one.place == other.place else 0.0)


def _meeting(one: Told, other: Told, by: Mapping[str, float]) -> float:
    likely = _days_of_meeting(one, other, by)
    if likely is None:
        return 0.0
    codes = len(one.doers.codes & other.doers.codes)
    names = len(one.doers.names & other.doers.names)
    if not codes and not names:
        return 0.0
    both = min(len(one.doers.codes), len(other.doers.codes)) >= 2
    likely += by["pair"] if codes >= 2 else by["one_of_pair"] if both else by["one"] if codes else 0.0
    likely += by["same_parties"] if both and one.doers.codes == other.doers.codes else 0.0
    likely += by["name"] * min(names, 2)
    if one.doers.names and other.doers.names and not names:
        likely += by["names_differ"]
    if one.forum and other.forum:
        likely += by["forum"] if _shared(one.forum, other.forum) else 0.0
    return likely + _place(one, other, by)


def _days_of_meeting(one: Told, other: Told, by: Mapping[str, float]) -> float | None:
    """None where the two cannot be on one day."""
    if one.first and other.first:
        if max(one.first, other.first) > min(one.last, other.last):
            return None
        return by["day_same"] if one.first == one.last == other.first == other.last else 0.0
    if one.first or other.first:
        dated, undated = (one, other) if one.first else (other, one)
        gap = max(dated.first - undated.published, undated.published - dated.last, 0)
        return 0.0 if undated.published and gap <= by["untold_days"] else None
    return by["undated"] if abs(one.published - other.published) <= by["undated_days"] else None


def _place(one: Told, other: Told, by: Mapping[str, float]) -> float:
    if one.place and other.place and one.place == other.place:
        return by["place_same"]
    if one.country and other.country and one.country != other.country:
        return by["country_differs"]
    return by["place_differs"] if one.place and other.place else 0.0


def _figure(one: Told, other: Told, by: Mapping[str, float]) -> float:
    if one.type != other.type or (one.doers and other.doers and not one.doers.shares(other.doers)):
        return 0.0
    if one.type not in ("killed", "injured", "arrested", "displaced") and not one.unit & other.unit:
        return 0.0
    if one.first and other.first and max(one.first, other.first) - min(one.last, other.last) > DAY:
        return 0.0
    words = cosine(one, other)
    same = by["value_same"] if one.size is not None and one.size == other.size else 0.0
    return words + same + _place(one, other, by) if words else 0.0


_LIKENESS: Mapping[str, Callable[[Told, Told, Mapping[str, float]], float]] = {
    "claim": _claim, "commitment": _commitment, "agreement": _agreement, "meeting": _meeting, "figure": _figure,
}  # fmt: skip
