"""Dates: time expressions of a sentence, and the days they mean, counted from the day of publication.

`find_times` finds the words, `direction_of` reads from the verb whether the act lies behind or ahead, `resolve_time`
counts. `When.value` is a day, month or year and only as fine as the words allow: a week gets `start` and `end`, and for
value the month that holds it, or nothing when it lies in two. Of a stretch with both ends named ("14-15 September",
"1956-1958") the value is the first. Weeks run from Monday to Sunday.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from dragoman.records import Absence, Span, When
from dragoman.resolve.tense import Direction, direction_nearby, direction_of
from dragoman.resolve.time_words import (
    AMOUNT,
    DAY_OF,
    FEW,
    FINDER,
    HOLIDAYS,
    MONTH_OF,
    NUMBER_OF,
    SEASONS,
    UNIT,
    YEAR,
    find_times,
)

__all__ = ["Base", "Direction", "direction_of", "find_times", "resolve_time"]

FAR, CLOSE = 270, 92  # days: news that means the farther of two such days says its year
GRAINS = ("day", "week", "month", "season", "year", "decade")  # from fine to coarse


class Base(NamedTuple):
    """What "two days earlier" counts from; `back`: the other way round, as the vote in "two days after the vote"."""

    day: dt.date
    grain: str = "day"
    back: bool = False


def resolve_time(
    text: str,
    span: Span,
    *,
    published: dt.date,
    direction: Direction = None,
    base: Base | None = None,
) -> When:
    """The days that the words at `span` mean.

    `direction` settles what the words leave open ("on Thursday", "in October"); None reads as past, the tense of news.
    `base` is what "two days earlier" or "the following day" counts from; without it they are
    AMBIGUOUS. Words that are no time, and days that no calendar has ("31 February"), give NO_CANDIDATE.
    """
    words = span.of(text)
    matches = list(FINDER.finditer(text, span.start, span.end))
    if not matches:
        return When(span=span, text=words, absence=Absence.NO_CANDIDATE)
    match = max(matches, key=lambda match: match.end() - match.start())
    nearby = direction_nearby(text, match.start(), match.end(), direction) or direction
    count = _Count(published=published, direction=nearby, base=base)
    try:
        found = _RESOLVERS[match.lastgroup or ""](_plain(match.group()), count)
    except (ValueError, OverflowError):
        return When(span=span, text=words, absence=Absence.NO_CANDIDATE)
    if isinstance(found, Absence):
        return When(span=span, text=words, absence=found)
    value, first, last, grain = found
    lead = text[max(0, match.start() - 12) : match.start()]
    if _SINCE.search(lead) and first is not None and first <= published:
        last = published
    elif _UNTIL.search(lead):
        first = None
    return When(span=span, text=words, value=value, start=first, end=last, grain=grain)


_SINCE = re.compile(r"\bsince(?:\s+(?:the|early|late|at least))?\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|by|before)(?:\s+the)?\s+$", re.IGNORECASE)

_Days = tuple[str | None, dt.date | None, dt.date | None, str]
_Found = _Days | Absence


class _Count:
    """What a time is counted from."""

    __slots__ = ("base", "direction", "published")

    def __init__(self, *, published: dt.date, direction: Direction, base: Base | None) -> None:
        self.published = published
        self.direction = direction
        self.base = base

    @property
    def ahead(self) -> bool:
        return self.direction == "future"


def _plain(words: str) -> str:
    """Lower case, one space, plain apostrophe and hyphen."""
    words = re.sub(r"[\u2010-\u2014]", "-", words.replace("’", "'"))
    return re.sub(r"[\s\u00a0]+", " ", words).lower()


def _day(date: dt.date) -> _Days:
    return date.isoformat(), date, date, "day"


def _month(year: int, month: int) -> _Days:
    first = dt.date(year, month, 1)
    return f"{year:04d}-{month:02d}", first, first.replace(day=calendar.monthrange(year, month)[1]), "month"


def _year(year: int) -> _Days:
    return f"{year:04d}", dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _stretch(first: dt.date | None, last: dt.date | None, grain: str) -> _Days:
    """A stretch of days; its value is the month, or else nothing: never finer or wider than certain."""
    if first is not None and last is not None and (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04d}-{first.month:02d}", first, last, grain
    return None, first, last, grain


def _week(date: dt.date) -> _Days:
    monday = date - dt.timedelta(days=date.weekday())
    return _stretch(monday, monday + dt.timedelta(days=6), "week")


def _narrow(days: _Days, words: str) -> _Days:
    """Early, middle or late part of a month or year; the value stays the whole."""
    value, first, last, grain = days
    assert first is not None and last is not None
    part = re.match(r"(?:the )?(early|late|mid|start|beginning|middle|end)", words)
    if part is None:
        return days
    third = 0 if part[1] in ("early", "start", "beginning") else 2 if part[1] in ("late", "end") else 1
    if grain == "month":
        begin, stop = (1, 11, 21)[third], (10, 20, last.day)[third]
        return value, first.replace(day=begin), first.replace(day=stop), grain
    begin, stop = (1, 5, 9)[third], (4, 8, 12)[third]
    return value, dt.date(first.year, begin, 1), _month(first.year, stop)[2], grain


_YEAR_IN = re.compile(YEAR)
_YEAR_NAMED = re.compile(r"\b(last|this|next) year\b")
_YEAR_STEP = {"last": -1, "this": 0, "next": 1}
_NTH_IN = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_MONTH_IN = re.compile(r"\b(" + "|".join(sorted(MONTH_OF, key=lambda name: (-len(name), name))) + r")\b")
_DAY_IN = re.compile(r"\b(" + "|".join(sorted(DAY_OF, key=lambda name: (-len(name), name))) + r")\b")


def _iso(words: str, count: _Count) -> _Found:
    return _day(dt.date.fromisoformat(words))


def _slashed(words: str, count: _Count) -> _Found:
    """Month first or day first: only one reading may be a date, or both the same."""
    a, b, year = (int(part) for part in words.split("/"))
    readings = {dt.date(year, m, d) for m, d in ((a, b), (b, a)) if m <= 12}
    if not readings:
        raise ValueError(words)
    return Absence.AMBIGUOUS if len(readings) > 1 else _day(readings.pop())


def _interval(words: str, count: _Count) -> _Found:
    left, right = re.split(r" (?:and|to|until|through) ", words.split(" ", 1)[1], maxsplit=1)
    ends = _endpoint(right, count)
    year = _YEAR_IN.search(right)
    starts = _endpoint(left if _YEAR_IN.search(left) or not year else f"{left} {year[0]}", count)
    if isinstance(ends, Absence) or isinstance(starts, Absence):
        return Absence.NO_CANDIDATE
    first, last = starts[1], ends[2]
    assert first is not None and last is not None
    if not _MONTH_IN.search(left) and not _YEAR_IN.search(left):  # "from Friday to Monday"
        first = last - dt.timedelta(days=(last.weekday() - first.weekday()) % 7)
    elif first > last and not _YEAR_IN.search(left):
        first -= relativedelta(years=1)
    if first > last:
        return Absence.NO_CANDIDATE
    return first.isoformat()[: len(starts[0] or "")] or None, first, last, ends[3]


def _endpoint(words: str, count: _Count) -> _Found:
    if re.fullmatch(r"\d{4}", words):
        return _bare_year(words, count)
    if _DAY_IN.search(words) and not _MONTH_IN.search(words):
        return _weekday(words, count)
    without_year = _YEAR_IN.sub("", words)
    return _date(words, count) if _NTH_IN.search(without_year) else _month_year(words, count)


def _years(words: str, count: _Count) -> _Found:
    left, right = re.split(r"\s*[-/]\s*", words)
    first = int(left)
    last = int(right) if len(right) == 4 else first // 100 * 100 + int(right)
    if last < first:
        raise ValueError(words)
    return f"{first:04d}", dt.date(first, 1, 1), dt.date(last, 12, 31), "year"


def _date(words: str, count: _Count) -> _Found:
    """A day of a month, with or without the year; "March 3-5" has two ends, its value the first."""
    year_match, named = _YEAR_IN.search(words), _YEAR_NAMED.search(words)
    rest = words if year_match is None else words[: year_match.start()]
    month_match = _MONTH_IN.search(rest)
    assert month_match is not None
    month, numbers = MONTH_OF[month_match[1]], [int(n) for n in _NTH_IN.findall(rest)]
    if year_match is not None or named is not None:
        year = int(year_match[0]) if year_match else count.published.year + _YEAR_STEP[named[1]] if named else 0
        days = [dt.date(year, month, number) for number in numbers]
    else:
        first = _nearest(month, numbers[0], count, weekday=_DAY_IN.search(rest))
        days = [first, *(first.replace(day=number) for number in numbers[1:])]
    return days[0].isoformat(), days[0], days[-1], "day"


def _nearest(month: int, day: int, count: _Count, *, weekday: re.Match[str] | None = None) -> dt.date:
    """The day of that month and number that lies nearest in the direction; a weekday beside it decides."""
    near = []
    for year in range(count.published.year - 8, count.published.year + 9):
        try:
            near.append(dt.date(year, month, day))
        except ValueError:  # 29 February, or no day at all
            continue
    if weekday is not None:
        near = [date for date in near if date.weekday() == DAY_OF[weekday[1]]] or near
    if not near:
        raise ValueError(f"{month}-{day}")
    found = min(near, key=lambda date: (_against(date, count), abs((date - count.published).days)))
    nearest = min(near, key=lambda date: abs((date - count.published).days))
    far, close = (abs((date - count.published).days) for date in (found, nearest))
    return nearest if far > FAR and close < CLOSE else found


def _against(date: dt.date, count: _Count) -> bool:
    """Whether a day lies on the wrong side of publication."""
    return date < count.published if count.ahead else date > count.published


def _month_year(words: str, count: _Count) -> _Found:
    month = _MONTH_IN.search(words)
    assert month is not None
    year = _YEAR_IN.search(words)
    if year is not None:
        return _narrow(_month(int(year[0]), MONTH_OF[month[1]]), words)
    named = _YEAR_NAMED.search(words)
    if named is not None:
        return _narrow(_month(count.published.year + _YEAR_STEP[named[1]], MONTH_OF[month[1]]), words)
    return _bare_month(words, count)


def _bare_month(words: str, count: _Count) -> _Found:
    match = _MONTH_IN.search(words)
    assert match is not None
    month, now = MONTH_OF[match[1]], count.published
    year = now.year
    if words.startswith("next"):
        year += month <= now.month
    elif words.startswith("last"):
        year -= month >= now.month
    elif count.ahead or words.startswith("this coming"):
        year += month < now.month
    elif not words.startswith("this") or words.startswith("this past"):
        year -= month > now.month
    return _narrow(_month(year, month), words)


def _season(words: str, count: _Count) -> _Found:
    """The season of a year; without one, the nearest in the direction, the running season counting as both."""
    name, stated = re.search(r"spring|summer|autumn|fall|winter", words), _YEAR_IN.search(words)
    assert name is not None
    month = SEASONS[name[0]]
    year = int(stated[0]) if stated else _season_year(words, month, count)
    first = dt.date(year, month, 1)
    last = first + relativedelta(months=3) - dt.timedelta(days=1)
    return f"{year:04d}" if stated or first.year == last.year else None, first, last, "season"


def _season_year(words: str, month: int, count: _Count) -> int:
    now = count.published
    year = now.year - (month == 12 and now.month < 3)  # the winter that began last year still runs
    first = dt.date(year, month, 1)
    begun, over = first <= now, first + relativedelta(months=3) <= now
    if words.startswith("last"):
        return year if over else year - 1
    if words.startswith(("next", "this coming")):
        return year + begun
    if words.startswith("this") and "past" not in words:
        return year
    return year + (over and count.ahead) - (not begun and not count.ahead)


def _decade(words: str, count: _Count) -> _Found:
    digits = re.search(r"\d+", words)
    assert digits is not None
    year = int(digits[0])
    if year < 100:
        year += 1900 if 1900 + year <= count.published.year - 10 and year > 20 else 2000
    part = re.match(r"(?:the )?(early|late|mid)", words)
    begin, stop = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part[1]] if part else (0, 9)
    return None, dt.date(year + begin, 1, 1), dt.date(year + stop, 12, 31), "decade"


def _holiday(words: str, count: _Count) -> _Found:
    year = _YEAR_IN.search(words)
    name = _YEAR_IN.sub("", words).strip(" ,")
    month, day = HOLIDAYS[name]
    return _day(dt.date(int(year[0]), month, day) if year else _nearest(month, day, count))


def _named_day(words: str, count: _Count) -> _Found:
    if words == "9/11":
        return _day(dt.date(2001, 9, 11))
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}
    shift["the day after tomorrow"] = 2
    return _day(count.published + dt.timedelta(days=shift.get(words, 0)))


def _amount(words: str) -> tuple[int, int]:
    """(least, most) of a number word; "a few" and "several" are `FEW`."""
    if words in ("a few", "several", "some", "few"):
        return FEW
    number = int(words) if words.isdigit() else NUMBER_OF[words.removesuffix(" of")]
    return number, number


_AMOUNT_UNIT = re.compile(rf"({AMOUNT}|couple(?: of)?|few) ({UNIT})")
_FIXED = re.compile(
    r"(?:the |that )?(next|following|previous|preceding|same|that)? ?"
    r"(day|week|month|year|morning|evening|night|afternoon)$"
)
_NIGHT_ASIDE = re.compile(r"the (?:night|evening|morning|afternoon) (before|after)")


def _shift(origin: dt.date, words: str, sign: int) -> _Found:
    """`origin` moved by "two weeks": as fine as its unit."""
    match = _AMOUNT_UNIT.search(words)
    if match is None:
        raise ValueError(words)
    least, most = _amount(match[1])
    unit = match[2].rstrip("s")
    if unit in ("hour", "minute"):
        return _day(origin + sign * dt.timedelta(**{f"{unit}s": most}) if most >= 24 else origin)
    ends = sorted((_move(origin, unit, sign * least), _move(origin, unit, sign * most)))
    if least != most:
        return _stretch(ends[0], ends[1], "week" if unit == "fortnight" else unit)
    return _at_grain(ends[0], unit)


def _move(origin: dt.date, unit: str, steps: int) -> dt.date:
    if unit == "decade":
        unit, steps = "year", steps * 10
    if unit == "fortnight":
        unit, steps = "day", steps * 14
    if abs(steps) > 9999:
        raise ValueError(f"{steps} {unit}s")
    moved: dt.date = origin + relativedelta(**{f"{unit}s": steps})
    return moved


def _at_grain(date: dt.date, unit: str) -> _Days:
    if unit in ("day", "fortnight", "morning", "evening", "night", "afternoon"):
        return _day(date)
    if unit == "week":
        return _week(date)
    return _month(date.year, date.month) if unit == "month" else _year(date.year)


def _ago(words: str, count: _Count) -> _Found:
    if words.endswith(" ago today"):
        match = _AMOUNT_UNIT.search(words)
        assert match is not None
        return _day(_move(count.published, match[2].rstrip("s"), -_amount(match[1])[1]))
    return _shift(count.published, words, 1 if words.endswith("from now") else -1)


def _shifted(words: str, count: _Count) -> _Found:
    """ "Two days earlier", "the following day": from the base, which only the caller knows."""
    if count.base is None:
        return Absence.AMBIGUOUS
    aside = _NIGHT_ASIDE.fullmatch(words)
    if aside is not None:
        words = f"a day {aside[1]}"
    fixed = _FIXED.match(words)
    if fixed is not None:
        unit = fixed[2] if fixed[2] in ("week", "month", "year") else "day"
        sign = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(fixed[1] or "", 0)
        return _coarse(_at_grain(_move(count.base.day, unit, sign), unit), count.base)
    sign = -1 if re.search(r"earlier|before", words) else 1
    return _coarse(_shift(count.base.day, words, -sign if count.base.back else sign), count.base)


def _coarse(found: _Found, base: Base) -> _Found:
    """No day can be counted from a month or year: what is finer than the base is left open."""
    if isinstance(found, Absence) or GRAINS.index(found[3]) >= GRAINS.index(base.grain):
        return found
    return Absence.AMBIGUOUS


def _long(words: str, count: _Count) -> _Found:
    """ "In recent weeks", "the next two days": one end is the day of publication."""
    ahead = re.search(r"\b(?:coming|next)\b", words) is not None
    unit_match = re.search(r"(day|week|month|year|decade|hour)s?$", words)
    assert unit_match is not None
    unit = unit_match[1]
    match = _AMOUNT_UNIT.search(words)
    single = not words.endswith("s")
    far: dt.date | None = None
    if match is not None or single:
        most = 1 if single or match is None else _amount(match[1])[1]
        if unit != "hour":
            far = _move(count.published, unit, most if ahead else -most)
        else:
            far = count.published + dt.timedelta(days=-(-most // 24) * (1 if ahead else -1))
    first, last = (count.published, far) if ahead else (far, count.published)
    return _stretch(first, last, "day" if unit == "hour" else unit)


def _due_in(words: str, count: _Count) -> _Found:
    """ "In two days": ahead; told of the past it is a duration and no date."""
    if not count.ahead:
        return Absence.AMBIGUOUS
    return _shift(count.published, words.split(" ", 1)[1], 1)


def _period(words: str, count: _Count) -> _Found:
    sign = -1 if re.search(r"\b(?:last|past)\b", words) else 1 if re.search(r"\b(?:next|coming)\b", words) else 0
    unit = words.rsplit(" ", 1)[1]
    if unit == "weekend":
        return _weekend(count, sign, words)
    if unit == "decade":
        year = count.published.year // 10 * 10 + 10 * sign
        return None, dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "decade"
    if unit == "century":
        return Absence.AMBIGUOUS
    if unit == "week" and not sign:
        return _this_week(words, count)
    return _at_grain(_move(count.published, unit, sign), unit)


def _this_week(words: str, count: _Count) -> _Found:
    """The days of this week up to publication, or from it on, as the words or the tense say."""
    now = count.published
    monday = now - dt.timedelta(days=now.weekday())
    sunday = monday + dt.timedelta(days=6)
    if words.startswith(("later", "late")) or count.ahead:
        return _stretch(now, sunday, "week")
    if words.startswith("earl") and now > monday:
        return _stretch(monday, now - dt.timedelta(days=1), "week")
    return _stretch(monday, now if count.direction == "past" else sunday, "week")


def _weekend(count: _Count, sign: int, words: str) -> _Found:
    """Saturday and Sunday: behind unless the words or the tense say ahead."""
    now = count.published
    saturday = now - dt.timedelta(days=(now.weekday() - 5) % 7)  # the latest one, today included
    inside = now.weekday() >= 5
    if sign > 0 or (not inside and (count.ahead or (words.startswith("this") and count.direction is None))):
        saturday += dt.timedelta(days=7)
    elif sign < 0 and inside:
        saturday -= dt.timedelta(days=7)
    return _stretch(saturday, saturday + dt.timedelta(days=1), "day")


def _weekday(words: str, count: _Count) -> _Found:
    match = _DAY_IN.search(words)
    assert match is not None
    lead = words[: match.start()].strip()
    now, ahead, strict = count.published, count.ahead, False
    if lead.startswith(("the following", "the previous")):
        if count.base is None:
            return Absence.AMBIGUOUS
        now, ahead, strict = count.base.day, "following" in lead, True
    elif lead:
        ahead = lead in ("next", "this coming", "coming") or (lead == "this" and count.direction != "past")
        strict = lead in ("last", "next")
    distance = (DAY_OF[match[1]] - now.weekday()) % 7
    if not ahead and distance:
        distance -= 7
    if strict and not distance:
        distance = 7 if ahead else -7
    return _day(now + dt.timedelta(days=distance))


def _bare_year(words: str, count: _Count) -> _Found:
    year = _YEAR_IN.search(words)
    assert year is not None
    return _narrow(_year(int(year[0])), words)


_RESOLVERS: Mapping[str, Callable[[str, _Count], _Found]] = {
    "iso": _iso,
    "slashed": _slashed,
    "interval": _interval,
    "years": _years,
    "date": _date,
    "month_year": _month_year,
    "month": _bare_month,
    "season": _season,
    "decade": _decade,
    "holiday": _holiday,
    "named_day": _named_day,
    "ago": _ago,
    "shifted": _shifted,
    "stretch": _long,
    "due_in": _due_in,
    "period": _period,
    "weekday": _weekday,
    "bare_month": _bare_month,
    "year": _bare_year,
}
