"""Tolls: how many were killed, injured, arrested, displaced, or took part, from the words around a number.

A ground module, since events and the ledger both count. Ages, durations, money, shares and names of units are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.numbers import PERSONS, Number, find_numbers
from dragoman.records import Quantity, Span

LEAST_CROWD = 10  # "three soldiers" with no verb of theirs are no force

_G = r"[\s\u00a0]+"
_O = r"[\s\u00a0]*"
_SINGLE = re.compile(
    rf"(?<![\w-])[Aa]n?{_G}(?:[a-z][a-z-]+{_G}|[A-Z][a-z]+{_G}){{0,2}}?"
    r"(?:civilian|soldier|child|woman|man|boy|girl|protester|protestor|demonstrator|activist|militant|rebel|fighter"
    r"|gunman|policeman|policewoman|police\s+officer|officer|guard|villager|resident|student|journalist|worker|marine"
    r"|bystander|suspect|prisoner|hostage|tourist|migrant|teenager|peacekeeper|driver|teacher|medic|doctor|nurse|pilot"
    r"|passenger|worshipper|lawyer|lawmaker|politician|official|reporter|photographer|pedestrian|sailor|priest)\b"
)

_VERBS = {
    "killed": r"shot{G}(?:dead|and{G}killed)|kill(?:s|ed|ing)?|execut(?:e[sd]?|ing)|murder(?:s|ed|ing)?"
    r"|massacr(?:e[sd]?|ing)|behead(?:s|ed|ing)?|slaughter(?:s|ed|ing)?|claim(?:s|ed|ing){G}the{G}lives{G}of"
    r"|death{G}toll{G}(?:of|at|to)|death{G}toll{G}\w+{G}(?:of|at|to)|deaths?{G}of",
    "injured": r"wound(?:s|ed|ing)?|injur(?:e[sd]?|ing)|hurt(?:ing)?|maim(?:s|ed|ing)?",
    "arrested": r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|round(?:s|ed|ing){G}up|jail(?:s|ed|ing)?"
    r"|imprison(?:s|ed|ing)?|arrests{G}of|detention{G}of",
    "displaced": r"displac(?:e[sd]?|ing)|uproot(?:s|ed|ing)?|forc(?:e[sd]?|ing)|driv(?:es|ing)|drove"
    r"|evacuat(?:e[sd]?|ing)",
    "size": r"deploy(?:s|ed|ing)?|sen(?:ds?|t|ding)|mass(?:es|ed|ing)?|amass(?:es|ed|ing)?|mobili[sz](?:e[sd]?|ing)"
    r"|dispatch(?:es|ed|ing)?|withdr[ae]w(?:s|ing)?|pull(?:s|ed|ing){G}out|call(?:s|ed|ing){G}up"
    r"|crowds?{G}of|rally{G}of|march{G}of|protest{G}by",
}
_DONE = {
    "killed": r"killed|dead|slain|executed|murdered|massacred|beheaded|slaughtered|shot{G}dead|deaths|fatalities"
    r"|shot{G}and{G}killed",
    "injured": r"wounded|injured|hurt|maimed",
    "arrested": r"arrested|detained|jailed|imprisoned|rounded{G}up|taken{G}into{G}custody|arrests",
    "displaced": r"displaced|uprooted|evacuated|driven{G}from|forced{G}(?:from|out|to{G}(?:flee|leave))",
    "size": r"deployed|massed|amassed|mobili[sz]ed|stationed|gathered",
}
_ACTIVE = {
    "killed": r"(?:have{G}|had{G}|has{G})?(?:died|perished|drowned|lost{G}their{G}lives)",
    "displaced": r"(?:have{G}|had{G}|has{G})?(?:fled|left{G}their{G}homes)|(?:to{G})?flee|fleeing",
    "size": r"(?:have{G}|had{G}|has{G})?(?:protested|marched|rallied|demonstrated|gathered|took{G}part|taken{G}part"
    r"|took{G}to{G}the{G}streets|taken{G}to{G}the{G}streets|participated|attended|turned{G}out|walked{G}out"
    r"|went{G}on{G}strike|poured{G}into|converged|assembled|blocked|clashed)"
    r"|(?:were{G}|are{G})?(?:protesting|marching|rallying|demonstrating|gathering|taking{G}part)",
}
_NO_ONE = re.compile(r"\b(?:no|any|every|some)[ -]$", re.IGNORECASE)
_AUX = r"(?:(?:have|has|had|were|was|are|been|be|being|is|reportedly|also|feared|believed|reported|left|so{G}far)"
_STOP_WORDS = (
    r"said|says|say|saying|told|that|when|after|before|as|while|where|if|because|but|than|during|since|until|killing"
    r"|wounding|injuring|arresting|detaining"
)
_VERB_WORDS = (
    r"have|has|had|were|was|are|is|been|died|fled|dead|killed|wounded|injured"
    r"|arrested|detained|displaced|marched|and|or"
)
_NP = rf"(?:(?!(?:{_STOP_WORDS})\b)[\w’'/-]+{_G})"


def _joined(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{what}>{pattern.replace('{G}', _G)})" for what, pattern in table.items())


_AUX_G = _AUX.replace("{G}", _G)
# "two men killed in ..." were killed; "two men killed a guard" were not.
_NO_OBJECT = (
    rf"(?={_O}(?:$|[,.)”\"–—])|{_G}(?:in|by|when|during|on|at(?!{_G}least)|since|after|near|as|over|while|outside|across|inside|for"
    r"|from|this|last|and|amid|along|under|with|overnight|yesterday|[A-Z][a-z]+day)\b)"
)
_BEFORE = re.compile(
    rf"\b(?:{_joined(_VERBS)}){_G}(?:(?:a{_G}total{_G}of|also|another|other|the|its|their|all|further){_G})*$",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    rf"{_G}(?:(?:others?|more|people|persons?|civilians?|were|was|have|had|been|reported|confirmed|reportedly){_G}){{0,4}}"
    rf"(?:{_joined(_DONE)})\b",
    re.IGNORECASE,
)
_DONE_LATER = re.compile(rf"{_G}{_NP}{{0,8}}?(?:who{_G})?{_AUX_G}{_G})+(?:{_joined(_DONE)})\b", re.IGNORECASE)
_DONE_BARE = re.compile(rf"{_G}(?:(?!and\b){_NP}){{1,5}}?(?:{_joined(_DONE)})\b{_NO_OBJECT}", re.IGNORECASE)
_ACTS = re.compile(rf"{_G}{_NP}{{0,6}}?(?:who{_G}|then{_G})?(?:{_joined(_ACTIVE)})\b", re.IGNORECASE)
_CROWD = re.compile(
    rf"{_G}(?:of{_G})?(?:(?!and\b){_NP}){{0,3}}?(?:protesters|protestors|demonstrators|marchers|strikers|rioters|troops"
    r"|soldiers|reservists|peacekeepers|marines|servicemen)\b",
    re.IGNORECASE,
)
_FORCES = re.compile(
    rf"{_G}(?:of{_G})?(?:(?!and\b){_NP}){{0,3}}?(?:troops|soldiers|forces|personnel|marines|peacekeepers|reservists"
    r"|fighters|police|officers|advisers|advisors|guards|militants|rebels|men)\b",
    re.IGNORECASE,
)
_HOMELESS = re.compile(rf".{{0,60}}?\b(?:from{_G}their{_G}homes|flee|homes|homeless|leave|out{_G}of|from)\b", re.DOTALL)
_NOT_PEOPLE = re.compile(
    r"[\s\u00a0]*(?:-|\u2010|\u2011)?[\s\u00a0]*(?:%|percent\b|per\s+cent|percentage|km\b"
    r"|kilomet|miles?\b|met(?:er|re)s?\b|feet\b|foot\b"
    r"|(?:[a-z]+\s+)?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|decades?|centur)\b|times?\b|houses\b"
    r"|homes\b|cars?\b|vehicles?\b|dollars?\b|euros?\b|pounds?\b|rubles?\b|villages?\b|towns?\b|cities\b|buildings?\b"
    r"|shops\b|tanks\b|aircraft\b|planes\b|missiles?\b|rockets?\b|ships?\b|boats?\b|tons?\b|tonnes?\b|acres\b|countries\b"
    r"|a\.m|p\.m|am\b|pm\b|o['’]clock|GMT\b|votes\b|seats\b|st\b|nd\b|rd\b|th\b|years?-old|-year|points?\b|sq\b"
    r"|(?:(?:and|to|or|-|–)\s+\d{1,2}\s+)?(?:of\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_PART = re.compile(rf"{_G}of{_G}(?:them|whom|those|these)\b", re.IGNORECASE)
_CHAIN = re.compile(
    rf"(?:{_G}(?!(?:{_STOP_WORDS}|{_VERB_WORDS})\b)[\w’'/-]+){{0,7}}?(?:,|,?{_G}and|,?{_G}as{_G}well{_G}as|{_G}plus){_G}"
    rf"(?:another{_G})?"
)
_GATE = re.compile(
    r"\b(?:kill|dead|died|death|slain|execut|murder|massacr|behead|slaughter|lives|perish|drown|fatalit|wound|injur|hurt"
    r"|maim|arrest|det[ae]|round|jail|(?:im)?prison|custody|displac|uproot|forc|driv|drove|evacuat|fle[ed]|homes|deploy"
    r"|sen[dt]|a?mass|mobili|dispatch|withdr|pull|call|crowd|rall|march|protest|demonstrat|strik|rioter|troops|soldiers"
    r"|reservist|peacekeep|marines|servicemen|took part|tak(?:en|ing) part|streets|participat|attend|turned|walked"
    r"|poured|converg|assembl|block|clash|gather|station|shot|lost)"
)  # no quantity is told without one of these, in lower case
_LOOK_BACK, _LOOK_AHEAD = 48, 110  # characters of context to the left and right of a number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A number and what it counts, if that is known."""

    number: Number
    what: str | None = None

    @property
    def start(self) -> int:
        return self.number.start

    @property
    def end(self) -> int:
        return self.number.end


def find_quantities(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The quantities told in the sentence text[start:end], in order; spans hold the hedge and the number."""
    stop = len(text) if end is None else end
    if not _GATE.search(text[start:stop].lower()):
        return ()
    figures = _figures(text, start, stop)
    if not figures:
        return ()
    counted: list[_Figure] = []
    for at, figure in enumerate(figures):
        floor = figures[at - 1].end if at else start
        ceiling = figures[at + 1].start if at + 1 < len(figures) else stop
        counted.append(replace(figure, what=_counts(text, figure, floor, ceiling)))
    return tuple(
        Quantity(
            span=Span(start=figure.start, end=figure.end),
            what=figure.what,
            value=figure.number.value,
            low=figure.number.low,
            high=figure.number.high,
            qualifier=figure.number.qualifier,
        )
        for figure in _share(text, counted)
        if figure.what is not None
    )


def _figures(text: str, start: int, stop: int) -> list[_Figure]:
    figures = [_Figure(number=number) for number in find_numbers(text, start, stop) if _is_count(text, number, start)]
    for match in _SINGLE.finditer(text, start, stop):
        if not any(figure.start < match.end() and match.start() < figure.end for figure in figures):
            end = match.start() + len(match.group().split()[0])
            one = Number(start=match.start(), end=end, value=1.0, low=None, high=None, qualifier=None)
            figures.append(_Figure(number=one))
    return sorted(figures, key=lambda figure: figure.start)


def _is_count(text: str, number: Number, start: int) -> bool:
    """False for durations, money, shares and things; for "one" where it counts nobody."""
    if _NOT_PEOPLE.match(text, number.end):
        return False
    if text[number.start : number.end].lower() == "one":
        lead = text[max(start, number.start - 16) : number.start]
        return bool(PERSONS.match(text, number.end) or _AT_ONCE.match(text, number.end)) and not _NO_ONE.search(lead)
    return True


def _counts(text: str, figure: _Figure, floor: int, ceiling: int) -> str | None:
    """What a number counts, from the verb before it or the words after it."""
    tail = text[figure.end : min(ceiling, figure.end + _LOOK_AHEAD)]
    tail = re.split(r"[;:(]|\.\s|[,\u2013\u2014](?!\s+(?:who|including|some|most|many|among)\b)", tail, maxsplit=1)[0]
    single = text[figure.start] in "aA" and figure.number.value == 1.0  # "a soldier"; "a wounded soldier" tells no act
    at_once = None if single else _AT_ONCE.match(tail)
    if at_once:
        return _group(at_once)
    before = _BEFORE.search(text[max(floor, figure.start - _LOOK_BACK) : figure.start])
    if before:
        what = _group(before)
        if what == "size" and not (before["size"].lower().endswith((" of", " by")) or _FORCES.match(tail)):
            return None
        if what == "displaced" and before["displaced"].lower().startswith(("forc", "driv", "drove")):
            what = "displaced" if _HOMELESS.match(text[figure.end : figure.end + 80]) else None
        if what is not None:
            return what
    crowd = (figure.number.value or figure.number.low or 0) >= LEAST_CROWD
    for pattern in (_DONE_LATER, _ACTS, _DONE_BARE):
        match = pattern.match(tail)
        if match and (crowd or _group(match) != "size"):
            return _group(match)
    return "size" if crowd and _CROWD.match(tail) else None


def _group(match: re.Match[str]) -> str | None:
    return next((what for what, words in match.groupdict().items() if words), None)


def _share(text: str, figures: list[_Figure]) -> list[_Figure]:
    """Numbers joined by "and" or commas count the same thing: "killed 20 children and six adults"."""
    pairs = [(at, at - 1) for at in range(1, len(figures))]
    pairs += [(at - 1, at) for at in range(len(figures) - 1, 0, -1)]
    for to, source in pairs:
        left, right = sorted((to, source))
        if figures[to].what or not figures[source].what or not _counts_persons(text, figures[to]):
            continue
        if _CHAIN.fullmatch(text[figures[left].end : figures[right].start]):
            figures[to] = replace(figures[to], what=figures[source].what)
    return figures


def _counts_persons(text: str, figure: _Figure) -> bool:
    """Whether a number without a verb of its own counts people, and not a part of those just counted."""
    if _PART.match(text, figure.end):
        return False
    return figure.number.value == 1.0 or bool(PERSONS.match(text, figure.end))
