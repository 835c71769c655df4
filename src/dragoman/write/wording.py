"""How records read in words: used by the formats that people read (terminal, html)."""

from __future__ import annotations

import datetime as dt

from dragoman.records import Absence, Coded, Failure, Party, Place, Quantity, Span, Status, When
from dragoman.write.json import sentence_of
from dragoman.write.output import Tally

REASONS = {
    Absence.NOT_MENTIONED: "the text does not say",
    Absence.NO_CANDIDATE: "in no table",
    Absence.AMBIGUOUS: "ambiguous",
    Absence.BELOW_THRESHOLD: "too unsure to say",
    Absence.NOT_APPLICABLE: "no such field here",
}
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
STATUSES = {
    Status.ACTUAL: "told as done",
    Status.FUTURE: "told as ahead",
    Status.HYPOTHETICAL: "told as possible",
    Status.NEGATED: "told as not done",
    Status.HISTORICAL: "told as long past",
}


def party_code(party: Party) -> str:
    """The code and sectors in brackets, "(PRT GOV)", or why there is no code."""
    codes = " ".join(filter(None, [party.code, party.sector, *party.other_sectors]))
    reason = "" if party.code else REASONS[party.absence] if party.absence else "no code"
    return f"({', '.join(filter(None, [codes, reason]))})"


def party_name(party: Party) -> str:
    return party.name or party.text or "not named"


def party_words(party: Party) -> str:
    """The words that stand for the party, where they are not its name."""
    return f"“{party.text}”" if party.text and party.text != party.name and party.name else ""


def long_day(day: dt.date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B} {day.year}"


def when_days(when: When) -> str:
    """The days meant, "5 March 2024" or "26 February 2024 to 3 March 2024", else why there are none."""
    if when.start is None:
        return when.value or (REASONS[when.absence] if when.absence else "no date")
    if when.end is None or when.end == when.start:
        return long_day(when.start)
    if when.grain in ("month", "year") and when.value:
        return f"{when.start:%B} {when.start.year}" if when.grain == "month" else when.value
    return f"{long_day(when.start)} to {long_day(when.end)}"


def place_name(place: Place) -> str:
    """The place as the gazetteer names it, "Madrid, Madrid, ESP", else its words and why there is no more."""
    if place.name is None:
        return f"{place.text} ({REASONS[place.absence] if place.absence else 'not in the gazetteer'})"
    return ", ".join(dict.fromkeys(filter(None, [place.name, place.admin1, place.country])))


def quantity_words(quantity: Quantity) -> str:
    """ "killed 12 or more"."""
    low, high = quantity.low, quantity.high
    if quantity.value is not None:
        amount = number(quantity.value)
        amount = f"{quantity.qualifier} {amount}" if quantity.qualifier else amount
    elif low is not None and high is not None:
        amount = f"{number(low)} to {number(high)}"
    elif low is not None:
        amount = f"{number(low)} or more"
    else:
        amount = f"up to {number(high)}" if high is not None else "a number not given"
    return f"{quantity.what} {amount}"


def number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def percent(probability: float) -> str:
    return f"{probability * 100:.0f} %"


def counted(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def headline(coded: Coded) -> str:
    return coded.article.title or coded.article.id


def origin(coded: Coded) -> list[str]:
    """Publisher, agency, day: what stands under a headline."""
    article, provenance = coded.article, coded.provenance
    day = long_day(article.published)
    if provenance.published_assumed:
        day = f"{day} (assumed: the text gives no date)" if day else "no date"
    place = provenance.dateline_place.of(article.text) if provenance.dateline_place else None
    byline = provenance.byline.of(article.text) if provenance.byline else None
    language = provenance.language if provenance.language not in (None, "en") else None
    return [part for part in (article.publisher, provenance.agency, place, byline, day, language) if part]


def failure_words(failure: Failure) -> str:
    return f"{failure.article}: {failure.message} [{failure.room}, {failure.code}]"


def totals(tally: Tally) -> str:
    counts = ((tally.documents, "article"), (tally.events, "event"), (tally.statements, "statement"))
    parts = [counted(n, word) for n, word in counts]
    if tally.failures:
        parts.append(f"{len(tally.failures)} failed")
    return " · ".join(parts)


def sentence_span(coded: Coded, index: int, inside: Span) -> Span:
    """The sentence of that number, or the line around `inside` where there is none."""
    sentence = sentence_of(coded, index)
    if sentence and sentence.start <= inside.start < sentence.end:
        return Span(start=sentence.start, end=max(sentence.end, inside.end))
    text = coded.article.text
    end = text.find("\n", inside.end)
    return Span(start=text.rfind("\n", 0, inside.start) + 1, end=len(text) if end < 0 else end)
