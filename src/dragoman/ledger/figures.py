"""Figures: how many people, troops, weapons, casualties or how much money, of whom, where, according to whom.

Durations, ages, dates, ordinals, shares, families and small groups of unnamed people ("two officials said") are none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from dragoman.ledger.page import Page, plain, unique
from dragoman.numbers import EXACT, GAP, Number, exact, find_numbers
from dragoman.records import Event, Figure, Party, Sentence, Span
from dragoman.tolls import LEAST_CROWD, find_quantities

LEAST_PEOPLE = 3  # one or two people are persons of the story, not a count, unless something befell them
Size = tuple[float | None, float | None, float | None, str | None]  # value, low, high, qualifier
DEEDS = frozenset(("MOBILIZE", "AID", "RETREAT", "COOPERATE", "ASSAULT"))  # whose troops, weapons and money they tell
REACH = 6  # words between a number and the noun it counts
SCALE = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "t": 1e12}

_HEDGE = (
    r"(?P<hedge>more\s+than|over|at\s+least|about|around|approximately|roughly|some|an\s+estimated|nearly|almost"
    r"|up\s+to|as\s+much\s+as|less\s+than|under)"
)
_SAME = {"over": "more than", "around": "about", "approximately": "about", "roughly": "about", "some": "about",
         "an estimated": "about", "almost": "nearly", "as much as": "up to", "under": "less than"}  # fmt: skip
_CURRENCY = r"(?:US\s?|U\.S\.\s?|A|C|HK|NZ|S)?[$€£¥₽₴₹₩]"
_CURRENCY_WORD = (
    r"(?:(?:U\.?S\.?|American|Canadian|Australian|Hong\s+Kong)\s+)?dollars?|euros?|pounds?|rubles?|roubles?|yuan|yen|renminbi"
    r"|(?:Swiss\s+)?francs?|rupees?|won|lira|hryvnias?|rials?|riyals?|dinars?|pesos?|shekels?|zlotys?|kronor|kroner|naira"
)
_MONEY = re.compile(
    rf"(?:\b{_HEDGE}{GAP})?(?:(?P<sign>{_CURRENCY})\s?(?P<amount>\d[\d,]*(?:\.\d+)?)"
    rf"(?:\s?(?P<short>[kmbt]n?\b)|[\s\u00a0-](?P<scale>thousand|million|billion|trillion)\b)?"
    rf"(?:(?:\s?[-\u2010-\u2015]\s?|{GAP}to{GAP}|(?<=\w){GAP}and{GAP}(?={_CURRENCY}))(?:{_CURRENCY}\s?)?(?P<amount2>\d[\d,]*(?:\.\d+)?)"
    rf"(?:\s?(?P<short2>[kmbt]n?\b)|[\s\u00a0-](?P<scale2>thousand|million|billion|trillion)\b)?)?"
    rf"|(?P<exact>{EXACT}){GAP}(?P<word>{_CURRENCY_WORD})\b"
    rf"|(?P<vague>(?:tens|hundreds)\s+of\s+(?:thousands|millions|billions)|thousands|millions|billions|trillions)\s+(?:of\s+)?"
    rf"(?:{_CURRENCY_WORD})\b)(?!\w)",
    re.IGNORECASE,
)
_MONEY_GATE = re.compile(
    r"[$€£¥₽₴₹₩]|\b(?:dollar|euro|pound|rub|roub|yuan|yen|renminbi|franc|rupee|won|lira|hryvnia|ri[ya]al|dinar|peso"
    r"|shekel|zloty|kron|naira)"
)
_VAGUE = {"tens": 10.0, "hundreds": 100.0, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12}
_WORD = re.compile(r"[\w’'.-]*\w")
_NEXT = re.compile(r"[\s\u00a0]+(?:[\"“‘']+)?")
_STOP = frozenset(
    "in on at by with from and or but as that which who whom to into over after before when while if than is are was"
    " were be been has have had will would could should may might can did does do said says per for during since until"
    " about against".split()
)
_CAPITAL = re.compile(r"[A-Z][a-z]+(?:ns|ese|ish|men|ists|ers|is|ds|ks|nes|ats)$")
_CALENDAR = frozenset("mondays tuesdays wednesdays thursdays fridays saturdays sundays games olympics".split())
_MODIFIERS = frozenset("police staff crew aircraft weapons missing wounded injured dead".split())  # "police stations"
_DETERMINERS = frozenset("the a an its his her their our my this that these those such".split())
_KIN_OF = re.compile(r"\b(?:his|her|their|my|our)\s+$", re.IGNORECASE)
_BEFELL = frozenset(("killed", "injured", "arrested", "displaced"))


def find_figures(page: Page) -> tuple[Figure, ...]:
    """The figures of an article, in the order of the text."""
    found: list[Figure] = []
    for sentence in page.sentences:
        found += [*_money(page, sentence), *_counts(page, sentence)]
    return tuple(sorted(found, key=lambda figure: figure.span))


@cache
def _nouns() -> tuple[Mapping[str, str], frozenset[str]]:
    table = tomllib.loads(resources.files(__package__).joinpath("counted.toml").read_text(encoding="utf-8"))
    kinds = {"people": "people", "organisations": "other", "weapons": "weapons", "troops": "troops"}
    return {noun: what for key, what in kinds.items() for noun in table[key].split()}, frozenset(table["kin"].split())


def _money(page: Page, sentence: Sentence) -> Iterator[Figure]:
    text = page.text
    if not _MONEY_GATE.search(text, sentence.start, sentence.end):
        return
    for match in _MONEY.finditer(text, sentence.start, sentence.end):
        hedge = " ".join((match["hedge"] or "").lower().split()) or None
        value, low, high = None, None, None
        if match["vague"]:
            parts = match["vague"].lower().split()
            low = _VAGUE[parts[0]] * (_VAGUE[parts[-1]] if len(parts) > 1 else 1)
        elif match["amount2"]:
            high = _amount(match["amount2"], match["short2"], match["scale2"])
            low = _amount(match["amount"], match["short"] or match["short2"], match["scale"] or match["scale2"])
        elif match["amount"]:
            value = _amount(match["amount"], match["short"], match["scale"])
        else:
            value = exact(match["exact"])
        unit = match.span("sign") if match["sign"] else match.span("word") if match["word"] else None
        span = Span(start=match.start(), end=match.end())
        yield _figure(page, sentence, span, "money", (value, low, high, _SAME.get(hedge or "", hedge)),
                      Span(start=unit[0], end=unit[1]) if unit else None)  # fmt: skip


def _amount(digits: str, short: str | None, scale: str | None) -> float:
    return exact(f"{digits} {scale}" if scale else digits) * (SCALE[short.lower()] if short and not scale else 1)


def _counts(page: Page, sentence: Sentence) -> Iterator[Figure]:
    text = page.text
    numbers = list(find_numbers(text, sentence.start, sentence.end))
    if not numbers:
        return
    tolls = {toll.span: toll.what for toll in find_quantities(text, sentence.start, sentence.end)}
    for number in numbers:
        span = Span(start=number.start, end=number.end)
        unit, kind = _unit(text, number, sentence.end)
        what = tolls.get(span)
        if what == "size":
            what = kind if kind == "troops" else "people"
        what = what or kind
        if what is None or (what not in _BEFELL and not _is_figure(page, sentence, number, what, unit)):
            continue
        whole = Span(start=number.start, end=max(unit.end if unit else 0, number.end))
        yield _figure(page, sentence, whole, what, (number.value, number.low, number.high, number.qualifier), unit)


def _unit(text: str, number: Number, stop: int) -> tuple[Span | None, str | None]:
    """The noun that the number counts, with the words before it, and what that noun counts."""
    nouns, _ = _nouns()
    position, first = number.end, None
    best: tuple[Span, str] | None = None
    best_word, after_of = "", False
    for _ in range(REACH):
        gap = _NEXT.match(text, position)
        match = _WORD.match(text, gap.end(), stop) if gap else None
        if match is None:
            break
        word = match.group()
        lower = plain(word)
        if lower in _STOP or (first is not None and lower.endswith("ing")):
            break
        if best and lower not in nouns:
            if best_word in _MODIFIERS and lower.isalpha():
                best = None
            break
        if first is None and (lower == "of" or (after_of and lower in _DETERMINERS)):
            position, after_of = match.end(), True
            continue
        if lower == "of" or lower in _DETERMINERS:
            break
        first = match.start() if first is None else first
        what = nouns.get(lower) or nouns.get(f"{lower}s" if number.value == 1 else "")
        if what is None and _CAPITAL.match(word) and lower not in _CALENDAR:
            what = "people"
        if what:
            best, best_word = (Span(start=first, end=match.end()), what), lower
        position = match.end()
    return best or (None, None)


def _is_figure(page: Page, sentence: Sentence, number: Number, what: str, unit: Span | None) -> bool:
    """False for the one or two persons a story is about, for unnamed speakers, for families, and for one of a kind."""
    size = number.value if number.value is not None else number.low or 0
    if size == 1 or (what in ("people", "other") and size < LEAST_PEOPLE and number.qualifier is None):
        return False
    if size < LEAST_CROWD and any(
        said.speaker.span and said.speaker.span.start < number.end + 1 and number.start < said.speaker.span.end
        for said in page.statements_in.get(sentence.index, [])
    ):
        return False
    last = plain(unit.of(page.text)).split()[-1] if unit else ""
    return not (last in _nouns()[1] and _KIN_OF.search(page.text, max(0, number.start - 8), number.start))


def _figure(page: Page, sentence: Sentence, span: Span, what: str, size: Size, unit: Span | None) -> Figure:
    value, low, high, qualifier = size
    events = sorted(page.events_in.get(sentence.index, []), key=lambda event: _gap(event, span))
    placed = next((event.place for event in events if event.place), None)
    return Figure(
        id=page.identity(what, span),
        sentence=sentence.index,
        span=span,
        what=what,
        value=value,
        low=low,
        high=high,
        qualifier=qualifier,
        unit=unit,
        of=_whose(page, span, what, events),
        place=placed,
        date=next((event.date for event in events if event.date), None),
        according_to=page.speaker_of(sentence.index, span.start),
    )


def _gap(event: Event, span: Span) -> int:
    return max(event.trigger.start - span.end, span.start - event.trigger.end, 0)


def _whose(page: Page, span: Span, what: str, events: list[Event]) -> Party | None:
    """The party counted: named in the figure's own words, or playing the part that the figure tells of."""
    for event in events:
        for party in (*event.recipients, *event.actors):
            if party.span and party.span.start < span.end and span.start < party.span.end:
                return party
    named = unique(page.parties_at(span.start, span.end))
    if named:
        return named[0]
    if what in ("troops", "weapons", "money") and events:
        deeds = [event for event in events if event.type in DEEDS and event.actors]
        before = [event for event in deeds if event.trigger.start < span.start]
        return before[0].actors[0] if before else None
    return None
