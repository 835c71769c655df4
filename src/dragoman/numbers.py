"""Numbers in a text: digits, words, hedges, ranges and vague plurals; a ground module, used by several rooms.

A plain number has `value`; a hedge goes to `qualifier` ("more than", "at least", "about", "nearly", "up to", "less
than"); a range has `low` and `high` and no value; a vague plural has `low` only ("dozens" 12, "tens of thousands"
10,000). Years, ages, dates, ordinals and numbers that are names are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]
_ONES += ["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: at + 1 for at, word in enumerate(_ONES)} | {word: 10 * at + 20 for at, word in enumerate(_TENS)}
_LARGE = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_LARGE["trillion"] = 1_000_000_000_000
_VAGUE = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_VAGUE |= {"billions": 1_000_000_000, "trillions": 1_000_000_000_000}
_FEW = 2  # "several hundred" are two hundred at least

GAP = r"[\s\u00a0]+"
_O = r"[\s\u00a0]*"
_SMALL_WORD = "|".join([*(rf"{ten}[- ](?:{'|'.join(_ONES[:9])})" for ten in _TENS), *_TENS, *reversed(_ONES)])
_LARGE_WORD = "hundred|thousand|million|billion|trillion|dozen"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
EXACT = (
    rf"(?:(?:{_DIGITS})(?:{GAP}(?:{_LARGE_WORD}))?(?!\d)"
    rf"|(?:half{GAP}an?{GAP}(?:{_LARGE_WORD})|a{GAP}couple(?={GAP}of)|an?{GAP}(?:{_LARGE_WORD})|(?:{_SMALL_WORD}))"
    rf"(?:{GAP}(?:{_LARGE_WORD}))*(?:{GAP}(?:and{GAP})?(?:{_SMALL_WORD})(?:{GAP}(?:{_LARGE_WORD}))?)?)"
)
_PLURAL = r"(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
_VAGUE_WORDS = (
    rf"(?:{_PLURAL}{GAP}of{GAP}(?:thousands|millions|billions)|(?:several|a{GAP}few){GAP}(?:{_LARGE_WORD})"
    rf"|{_PLURAL}|several|a{GAP}few)"
)
_HEDGES = {
    "more than": ["more than", "over", "above", "upwards of", "in excess of", "well over"],
    "at least": ["at least", "no fewer than", "no less than", "not less than", "a minimum of"],
    "about": ["about", "around", "approximately", "roughly", "some", "an estimated", "estimated", "as estimated"],
    "nearly": ["nearly", "almost", "close to", "just under"],
    "up to": ["up to", "as many as", "at most", "no more than", "not more than", "a maximum of"],
    "less than": ["fewer than", "less than", "under", "below"],
}
_QUALIFIER = {words: name for name, group in _HEDGES.items() for words in group}
_HEDGE = "|".join(sorted((words.replace(" ", r"\s+") for words in _QUALIFIER), key=lambda words: (-len(words), words)))

_NUMBER = re.compile(
    rf"(?<![\w$€£¥#.,/])(?<![\w][-\u2010\u2011/])(?:(?P<hedge>{_HEDGE}){GAP})?(?:"
    rf"(?:between{GAP}(?P<low>{EXACT}){GAP}and{GAP}(?P<high>{EXACT}))"
    rf"|(?:(?:from{GAP})?(?P<low2>{EXACT})(?:{GAP}(?:to|or){GAP}|(?<=\d){_O}[-\u2010-\u2015]{_O}(?=\d))(?P<high2>{EXACT}))"
    rf"|(?P<vague>{_VAGUE_WORDS})(?:,?(?:{GAP}(?:and|or|if{GAP}not|even|possibly|perhaps))+{GAP}{_VAGUE_WORDS})?"
    rf"|(?P<exact>{EXACT}))\b(?:,(?={GAP}of\b))?(?P<after>{GAP}or{GAP}(?:more|so)\b)?",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"\d|\b(?:one|tw|thr|thi|fo[ur]|fi[vf]|six|seven|eigh|nin|tens?\b|ele|hundred|thousand|million|billion|trillion"
    r"|dozen|scores?\b|couple|several|few)",
    re.IGNORECASE,
)  # no number is told without one of these
PERSON_WORDS = (
    r"(?:people|persons?|civilians?|soldiers?|troops?|child(?:ren)?|wom[ae]n|m[ae]n|boys?|girls?|protesters?|protestors?"
    r"|demonstrators?|activists?|militants?|rebels?|fighters?|insurgents?|gunm[ae]n|police(?:m[ae]n|wom[ae]n)?|officers?"
    r"|guards?|villagers?|residents?|students?|journalists?|workers?|marines?|sailors?|bystanders?|suspects?|prisoners?"
    r"|hostages?|tourists?|migrants?|refugees?|teenagers?|victims?|peacekeepers?|bombers?|attackers?|drivers?|teachers?"
    r"|medics?|doctors?|nurses?|pilots?|passengers?|worshippers?|pilgrims?|supporters?|opponents?|lawyers?|lawmakers?"
    r"|politicians?|officials?|ministers?|mayors?|leaders?|commanders?|members?|families|family|infants?|babies|baby"
    r"|others?|more|volunteers?|adults?|employees|staff|miners|farmers|fishermen|(?-i:[A-Z][a-z]+(?:s|ese|ish|men)))"
)
PERSONS = re.compile(rf"{GAP}(?:of{GAP})?(?:the{GAP})?(?:[\w’'-]+{GAP}){{0,3}}?(?:{PERSON_WORDS})\b", re.IGNORECASE)
_NAMED_NUMBER = re.compile(
    r"(?:\b(?:Article|Resolution|Unit|Flight|Channel|Chapter|Section|No\.|Number|Route|Highway|Room|Boeing|Airbus|Order|Group"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\."
    r"|Oct\.|Nov\.|Dec\.|aged?|in|since|by|until|of\s+the)\s+|\b[A-Z][a-z]+-)$"
)
_MONTH = re.compile(r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)")
_YEAR_LEAD = re.compile(r"\b(?:through|until|before|after|during|early|late|mid|year|summer|autumn)[ -]$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_AGE = re.compile(r",[\s\u00a0]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the text: `start` is where its hedge begins; it is not known what it counts."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: str | None


def find_numbers(text: str, start: int, stop: int) -> Iterator[Number]:
    """The numbers of text[start:stop] that may count something, in order."""
    if not _GATE.search(text, start, stop):
        return
    for match in _NUMBER.finditer(text, start, stop):
        if not _is_name(text, match, start):
            yield _read(match)


def _is_name(text: str, match: re.Match[str], start: int) -> bool:
    """True for years, ages, days of a month and numbers that are names ("Resolution 242")."""
    if text[match.end() : match.end() + 2] in ("’s", "'s"):
        return True
    digits = match.group()
    if not digits.isdigit():
        return False
    lead = text[max(start, match.start() - 16) : match.start()]
    if _YEAR.fullmatch(digits) and (_YEAR_LEAD.search(lead) or not PERSONS.match(text, match.end())):
        return True
    named = _NAMED_NUMBER.search(lead)
    if named and not (_MONTH.match(named.group()) and int(digits) > 31):
        return True
    return bool(_AGE.search(lead)) and text[match.end() : match.end() + 1] in (",", ".", ")")


def _read(match: re.Match[str]) -> Number:
    hedge = match["hedge"]
    qualifier = _QUALIFIER[" ".join(hedge.lower().split())] if hedge else None
    if match["after"]:
        qualifier = "at least" if match["after"].lower().endswith("more") else "about"
    low = high = value = None
    if match["vague"]:
        low = _vague(match["vague"])
    elif match["exact"]:
        value = exact(match["exact"])
    else:
        low, high = _range(match["low"] or match["low2"], match["high"] or match["high2"])
        if low > high:
            low, high = high, low
    return Number(start=match.start(), end=match.end(), value=value, low=low, high=high, qualifier=qualifier)


def _range(first: str, second: str) -> tuple[float, float]:
    """Both ends; "2 to 3 million" gives the first the second's scale."""
    high = exact(second)
    scale = re.search(rf"({_LARGE_WORD})$", second, re.IGNORECASE)
    if scale and not re.search(rf"({_LARGE_WORD})$", first, re.IGNORECASE):
        first = f"{first} {scale[1]}"
    return exact(first), high


def _vague(words: str) -> float:
    parts = words.lower().replace("-", " ").split()
    if parts[0] in ("several", "a"):
        scale = _LARGE.get(parts[-1], 1)
        return float(_FEW * scale)
    if "of" in parts:
        first = 10 if parts[0] == "tens" else _VAGUE[parts[0]]
        return float(first * _VAGUE[parts[-1]])
    return float(_VAGUE.get(parts[0], 10))


def exact(words: str) -> float:
    """ "1.5 million", "two hundred and fifty", "half a dozen" as a number."""
    total, current = 0.0, 0.0
    half, _, rest = words.lower().partition(" ")
    if half == "half":
        return exact(rest) / 2
    for part in words.lower().replace("-", " ").split():
        if part == "couple":
            return 2.0
        if part in _LARGE:
            current = (current or 1.0) * _LARGE[part]
            if _LARGE[part] >= 1_000:
                total, current = total + current, 0.0
        elif part in _SMALL:
            current += _SMALL[part]
        elif part[0].isdigit():
            current += float(part.replace(",", ""))
    return total + current
