"""Places: words -> one place of the gazetteer, with its country, division, coordinates and GeoNames id.

Namesakes are weighed by inhabitants, by the countries that the document names, by the other places named near, and by
the larger place that follows ("Springfield, Illinois"; "in Tripoli, Lebanon"). A name that no table knows keeps its
words and `Absence.NO_CANDIDATE`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.records import Absence, Place, Span
from dragoman.resolve.gazetteer import FOLDER, MAIN, OTHER, PlaceTable, fold

HINT_WEIGHT = 2.0  # log10 units: the document's main country outweighs a namesake a hundred times larger
NEAR_WEIGHT = 1.5
WITHIN_WEIGHT = 6.0  # a larger place named right after decides
DIVISION_WEIGHT = 3.0  # "Idlib province" means the division
OTHER_NAME_MALUS = 1.0  # "Halab" for Aleppo is likely, "Berenice" for Benghazi is not
SURE_PRIOR = 5.6  # about 400,000 inhabitants: below, the finder wants a word of place before the name
SMALL_PRIOR = 5.2  # about 160,000
GREAT_PRIOR = 6.0
MAX_WORDS = 5
MAX_WITHIN = 40  # characters looked at after a name for the larger place

_WORD = re.compile(r"[^\W\d_](?:[\w’'‘`.]*[^\W_]\.?)?|[^\W\d_]\.")
_NAME_GAP = re.compile(r"(?:[ \u00a0]|[-\u2010\u2011]|[ \u00a0]?['’])?$")
_CONTAINED = re.compile(r"\s*,\s*(?:in\s+)?(?:the\s+)?|\s+in\s+(?:the\s+)?")
_DIVISION_WORD = re.compile(
    r"\s+(?:province|governorate|oblast|region|state|county|prefecture|district|territory)\b", re.IGNORECASE
)
_DIVISION_OF = re.compile(r"\b(?:province|governorate|oblast|region|state|county)\s+of\s+$", re.IGNORECASE)
_PLACE_WORD = re.compile(
    r"\b(?:in|at|near|outside|around|across|of|over|off|inside|throughout|towns?|city|cities|capital|village|port"
    r"|province|northern|southern|eastern|western|central|suburb|resort)(?:\s+(?:the|central|downtown|northern|southern"
    r"|eastern|western|north|south|east|west|nearby|neighbou?ring|city|town|village|of))*\s+$",
    re.IGNORECASE,
)
_BARE_OF = re.compile(
    r"(?<!city )(?<!town )(?<!port )(?<!village )(?<!capital )(?<!suburb )(?<!resort )\bof\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\s+[a-z]+\s+of\s+(?:the\s+)?")
_COMPASS = ["northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern"]
_COMPASS += ["southwestern"]
_LEADS = frozenset([*_COMPASS, "in", "at", "near", "from", "the"])  # capitalised before a name, yet no part of it
_ACRONYMS = frozenset(["us", "uk", "usa", "uae", "car", "drc", "prc", "dpr", "lpr", "dmz", "un", "dc"])
_PLAIN_ENDS = frozenset(["territories", "peninsula", "region", "camp", "strip", "heights", "valley", "sea"])
_CONTEXT = 48  # characters looked at before a name for a word of place
_ARTICLE = re.compile(r"^(?:al|ar|as|ad|an|az|el|ash|at|the) (?=\w{3})")
_JOINED = re.compile(r"\s*(?:,|\b(?:and|or|to)\b|[/&\u2010-\u2014-])\s*(?:(?:now|then|in|the)\s+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A known name in the text and its candidates: (row, kind)."""

    span: Span
    key: str
    candidates: tuple[tuple[int, int], ...]


class Gazetteer:
    """Resolves and finds place names. Built once (about 60 ms); calls change nothing and are thread-safe."""

    def __init__(self) -> None:
        self._table = PlaceTable()
        self._abbreviations = _read_abbreviations()
        self._doubtful, self._never = _read_homographs()
        self._find = lru_cache(maxsize=4096)(self._look_up)

    def resolve(
        self,
        text: str,
        span: Span,
        *,
        country_hints: Mapping[str, float] | None = None,
        near: Sequence[str] = (),
    ) -> Place:
        """The place that the words at `span` name.

        `country_hints` weighs countries (ISO alpha-3, Kosovo KOS) named in the document, any non-negative unit; `near`
        holds other place names of the sentence or dateline. Words that hold no known name give NO_CANDIDATE; words
        that name several places side by side ("Syria and Iraq") give AMBIGUOUS.
        """
        words = span.of(text)
        names = self._names_in(text, span, country_hints or {})
        if not names:
            return Place(span=span, text=words, absence=Absence.NO_CANDIDATE)
        hints = dict(country_hints or {})
        if _side_by_side(text, names) and not self._contains(text, names):
            return self._several(names, hints, span, words)
        name = self._narrowest(text, self._consistent(names), hints)
        row = self._choose(text, name, hints, near)
        return self._place(row, span, words)

    def find_places(self, text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Spans of known place names in text[start:end], in order, longest match first.

        Capitalised words only. A small town, or a name that is oftener a person or a word, counts only after a word of
        place; a name inside a longer capitalised name ("Paris Saint-Germain") does not count.
        """
        spans: list[Span] = []
        words = list(_WORD.finditer(text, start, len(text) if end is None else end))
        at = 0
        while at < len(words):
            step, name = self._longest(text, words, at)
            if name is not None and self._stands_alone(text, words, at, step) and self._is_sure(text, name, start):
                spans.append(name.span)
            at += step
        return tuple(spans)

    def country_of(self, name: str) -> str | None:
        """The country of the likeliest place so named, without context."""
        best = self._best(self._find(fold(name)), {}, None)
        return None if best is None else self._table.country(best)

    def _look_up(self, key: str) -> tuple[tuple[int, int], ...]:
        found = self._table.find(key)
        return found or (self._table.find(_ARTICLE.sub("", key)) if _ARTICLE.match(key) else ())

    def _longest(self, text: str, words: list[re.Match[str]], at: int) -> tuple[int, _Name | None]:
        """(words taken, name or None) of the longest known name that begins at word `at`."""
        if not text[words[at].start()].isupper():
            return 1, None
        begin, last = words[at].start(), at
        while last + 1 < len(words) and last + 1 - at < MAX_WORDS:
            if not _NAME_GAP.match(text[words[last].end() : words[last + 1].start()]):
                break
            last += 1
        for stop in range(last, at - 1, -1):
            if not text[words[stop].start()].isupper() and words[stop].group() not in _PLAIN_ENDS:
                continue
            name = self._name(text, begin, words[stop].end())
            if name is not None:
                return stop - at + 1, name
        return 1, None

    def _name(self, text: str, start: int, end: int) -> _Name | None:
        """The known name at [start, end), with a possessive ending left out."""
        raw = text[start:end]
        for ending in ("'s", "’s", ".", "'", "’"):
            if raw.endswith(ending) and not (ending == "." and self._find(fold(raw)) and "." in raw[:-1]):
                raw = raw[: -len(ending)]
                break
        key = fold(raw)
        if key in self._never or (key in _ACRONYMS and not raw.replace(".", "").isupper()) or len(key) < 2:
            return None
        found = self._find(key)
        if len(key) < 4:
            found = tuple(pair for pair in found if pair[1] == MAIN)
        return _Name(span=Span(start=start, end=start + len(raw)), key=key, candidates=found) if found else None

    def _names_in(self, text: str, span: Span, hints: Mapping[str, float]) -> list[_Name]:
        """The known names inside a span, in order; a state's abbreviation counts after a comma."""
        words = list(_WORD.finditer(text, span.start, span.end))
        names, at = [], 0
        while at < len(words):
            step, name = self._longest(text, words, at)
            if name is None and at:
                name = self._state(text, words[at])
            elif name is not None:
                whole = name.span.start == words[0].start() and name.span.end >= words[-1].end() - 2
                name = self._credible(text, words, at, step, name, hints, whole=whole)
            if name is not None:
                names.append(name)
            at += step
        return names

    def _credible(
        self,
        text: str,
        words: list[re.Match[str]],
        at: int,
        step: int,
        name: _Name,
        hints: Mapping[str, float],
        *,
        whole: bool,
    ) -> _Name | None:
        """A name without its far-fetched candidates, or None.

        Another spelling of a small town counts only in a country that the document names, and a small town's name
        inside a longer capitalised name ("Virgin Islands") only when it is the whole span.
        """
        kept = tuple(
            (row, kind)
            for row, kind in name.candidates
            if kind != OTHER or self._table.prior(row) >= GREAT_PRIOR or (self._table.country(row) or "") in hints
        )
        if any(kind != OTHER for _, kind in kept):
            kept = tuple(p for p in kept if p[1] != OTHER or (self._table.country(p[0]) or "") in hints)
        if not kept:
            return None
        small = max(self._table.prior(row) for row, _ in kept) < SMALL_PRIOR
        if small and not whole and not self._stands_alone(text, words, at, step):
            return None
        return _Name(span=name.span, key=name.key, candidates=kept)

    def _state(self, text: str, word: re.Match[str]) -> _Name | None:
        """The US state that a press or postal abbreviation after a comma names."""
        after_comma = text[max(0, word.start() - 3) : word.start()].rstrip().endswith(",")
        key = self._abbreviations.get(word.group()) if after_comma else None
        found = tuple(pair for pair in self._find(key) if self._table.feature(pair[0]) == "ADM1") if key else ()
        return _Name(span=Span(start=word.start(), end=word.end()), key=key or "", candidates=found) if found else None

    def _stands_alone(self, text: str, words: list[re.Match[str]], at: int, step: int) -> bool:
        """False inside a longer capitalised name."""
        before, after = at - 1, at + step
        if before >= 0 and _adjoin(text, words[before], words[at]):
            word = words[before].group()
            if word[0].isupper() and word.lower() not in _LEADS and not _opens_sentence(text, words[before].start()):
                return False
        if after >= len(words) or not _adjoin(text, words[after - 1], words[after]):
            return True
        if not words[after].group()[0].isupper() or words[after - 1].group().endswith(("'s", "’s")):
            return True
        return _after_place_word(text, words[at].start(), 0)

    def _is_sure(self, text: str, name: _Name, floor: int) -> bool:
        """Whether the finder may take a name here."""
        candidates = tuple(pair for pair in name.candidates if pair[1] != OTHER)
        if not candidates:
            return False
        prior = max(self._table.prior(row) for row, _ in candidates)
        if prior >= SURE_PRIOR and name.key not in self._doubtful:
            return True
        if _after_place_word(text, name.span.start, floor):
            return True
        return self._within(text, name.span.end) is not None

    def _consistent(self, names: list[_Name]) -> list[_Name]:
        """Names beside a country lie in it: "Eastleigh, a suburb of Nairobi, Kenya" is not the English town."""
        nations = [name for name in names if any(self._is_country(row) for row, _ in name.candidates)]
        inside = {self._table.country(row) for name in nations for row, _ in name.candidates if self._is_country(row)}
        if not nations or len(nations) == len(names):
            return names
        kept = []
        for name in names:
            here = tuple(pair for pair in name.candidates if self._table.country(pair[0]) in inside)
            if name in nations:
                kept.append(name)
            elif here:
                kept.append(_Name(span=name.span, key=name.key, candidates=here))
        return kept

    def _narrowest(self, text: str, names: list[_Name], hints: Mapping[str, float]) -> _Name:
        """The name of the smallest place: a town before its country, the first of equals."""
        first, *others = names
        if others and _PART_OF.fullmatch(text[first.span.end : others[0].span.start]):
            names = others  # "the Damascus suburb of Douma"
        return min(names, key=lambda name: self._breadth(name, hints))

    def _breadth(self, name: _Name, hints: Mapping[str, float]) -> int:
        best = self._best(name.candidates, hints, None)
        feature = "" if best is None else self._table.feature(best)
        if feature in ("CONT", "SEA", "RGN") and best is not None and self._table.country(best) is None:
            return 3
        return 2 if feature.startswith("PCL") else 1 if feature == "ADM1" else 0

    def _contains(self, text: str, names: list[_Name]) -> bool:
        """Whether the second name is where the first one lies."""
        if "," not in text[names[0].span.end : names[1].span.start]:
            return False
        larger = [row for row, _ in names[1].candidates]
        pairs = [(row, other) for row, _ in names[0].candidates for other in larger]
        return any(row == other or self._lies_in(row, other) for row, other in pairs)

    def _lies_in(self, row: int, larger: int) -> bool:
        if row == larger:
            return False
        feature = self._table.feature(larger)
        if feature.startswith("PCL"):
            return self._table.country(row) == self._table.country(larger)
        if feature == "ADM1":
            return self._table.admin1(row) == larger
        return self._table.admin1(row) is not None and self._table.admin1(row) == self._table.admin1(larger)

    def _within(self, text: str, at: int) -> tuple[int, ...] | None:
        """Rows of the larger place named right after position `at`, if any."""
        gap = _CONTAINED.match(text, at)
        if gap is None:
            return None
        words = list(_WORD.finditer(text, gap.end(), min(len(text), gap.end() + MAX_WITHIN)))
        if not words or words[0].start() != gap.end():
            return None
        state = self._abbreviations.get(text[gap.end() : words[0].end()]) or self._abbreviations.get(
            text[gap.end() : words[0].end()].rstrip(".")
        )
        rows = [row for row, _ in self._find(state)] if state else []
        if not rows:
            _, name = self._longest(text, words, 0)
            rows = [row for row, _ in name.candidates] if name else []
        larger = tuple(row for row in rows if self._table.feature(row) == "ADM1" or self._is_country(row))
        return larger or None

    def _is_country(self, row: int) -> bool:
        return self._table.feature(row).startswith("PCL")

    def _choose(self, text: str, name: _Name, hints: Mapping[str, float], near: Sequence[str]) -> int:
        weights = _scaled(hints)
        for other in near:
            country = self.country_of(other) if fold(other) != name.key else None
            if country:
                weights[country] = weights.get(country, 0.0) + NEAR_WEIGHT
        within = self._within(text, name.span.end)
        division = bool(
            _DIVISION_WORD.match(text, name.span.end)
            or _DIVISION_OF.search(text[max(0, name.span.start - _CONTEXT) : name.span.start])
        )
        best = self._best(name.candidates, weights, within, division=division)
        assert best is not None  # a _Name has candidates
        return best

    def _best(
        self,
        candidates: tuple[tuple[int, int], ...],
        weights: Mapping[str, float],
        within: tuple[int, ...] | None,
        *,
        division: bool = False,
    ) -> int | None:
        scored = [(self._score(row, kind, weights, within, division), -row) for row, kind in candidates]
        return -max(scored)[1] if scored else None

    def _score(
        self, row: int, kind: int, weights: Mapping[str, float], within: tuple[int, ...] | None, division: bool
    ) -> float:
        score = self._table.prior(row) + weights.get(self._table.country(row) or "", 0.0)
        score -= OTHER_NAME_MALUS * (kind == OTHER)
        if within and any(self._lies_in(row, larger) for larger in within):
            score += WITHIN_WEIGHT
        if division and self._table.feature(row) in ("ADM1", "RGN", "ADM2"):
            score += DIVISION_WEIGHT
        return score

    def _several(self, names: list[_Name], hints: Mapping[str, float], span: Span, words: str) -> Place:
        """Places side by side are none in particular; the country stands when they share it."""
        best = [self._best(name.candidates, _scaled(hints), None) for name in names]
        countries = {None if row is None else self._table.country(row) for row in best}
        country = countries.pop() if len(countries) == 1 else None
        return Place(span=span, text=words, country=country, absence=Absence.AMBIGUOUS)

    def _place(self, index: int, span: Span, words: str) -> Place:
        row = self._table.row(index)
        if row.feature_code == "ADM1":
            admin1: str | None = row.name
        else:
            admin1 = None if row.admin1 is None else self._table.name(row.admin1)
        return Place(
            span=span,
            text=words,
            name=row.name,
            country=row.country,
            admin1=admin1,
            geonames_id=row.geonames_id,
            latitude=row.latitude,
            longitude=row.longitude,
            feature_code=row.feature_code,
        )


def _scaled(hints: Mapping[str, float]) -> dict[str, float]:
    top = max(hints.values(), default=0.0)
    return {code: HINT_WEIGHT * value / top for code, value in hints.items()} if top > 0 else {}


def _side_by_side(text: str, names: list[_Name]) -> bool:
    """Whether the first two names are joined by "and", a comma or the like."""
    if len(names) < 2:
        return False
    return bool(_JOINED.fullmatch(text[names[0].span.end : names[1].span.start]))


def _after_place_word(text: str, at: int, floor: int) -> bool:
    """Whether "in", "near", "the city of" or the like leads up to a position; "of" alone is none."""
    lead = text[max(floor, at - _CONTEXT) : at]
    return bool(_PLACE_WORD.search(lead)) and not _BARE_OF.search(lead)


def _adjoin(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether two words stand in one name: only a space or hyphen between them."""
    return left.end() < right.start() and bool(_NAME_GAP.match(text[left.end() : right.start()]))


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at].rstrip(" \u00a0“\"'‘(")
    return not before or before[-1] in ".?!\n:—–"


def _read_abbreviations() -> dict[str, str]:
    """US state abbreviations, postal and press, to folded names."""
    with (FOLDER / "us_state_abbreviations.tsv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file, delimiter="\t"))
    return {line[column]: fold(line["name"]) for line in lines for column in ("postal", "press")}


def _read_homographs() -> tuple[frozenset[str], frozenset[str]]:
    """(names that need a word of place before them, names never taken)."""
    text = (FOLDER / "homographs.txt").read_text(encoding="utf-8")
    doubtful, _, never = text.partition("# never")
    return _lines(doubtful), _lines(never)


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
