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
from typing import Literal

from dateutil.relativedelta import relativedelta

from dragoman.records import Absence, Span, Status, When

Direction = Literal["past", "future"] | None

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
_MONTHS += ["November", "December"]
_SHORT = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10}
_SHORT |= {"Nov": 11, "Dec": 12}
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SHORT_DAYS = {"Mon": 0, "Tue": 1, "Tues": 1, "Wed": 2, "Thu": 3, "Thurs": 3, "Thur": 3, "Fri": 4, "Sat": 5, "Sun": 6}
_MONTH_OF = {name.lower(): at + 1 for at, name in enumerate(_MONTHS)} | {k.lower(): v for k, v in _SHORT.items()}
_DAY_OF = {name.lower(): at for at, name in enumerate(_DAYS)} | {k.lower(): v for k, v in _SHORT_DAYS.items()}
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER_OF = {word: at for at, word in enumerate(_NUMBERS)} | {"a": 1, "an": 1, "the": 1, "couple": 2, "a couple of": 2}
_NUMBER_OF |= {"a couple": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "half a dozen": 6, "a dozen": 12}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, northern hemisphere
_HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14), "halloween": (10, 31),
    "may day": (5, 1), "bastille day": (7, 14), "independence day": (7, 4), "veterans day": (11, 11),
    "veteran's day": (11, 11), "veterans' day": (11, 11),
}  # fmt: skip
_FEW = (2, 5)  # what "a few" and "several" may mean, in units


def _cased(names: list[str]) -> str:
    return "|".join(sorted({*names, *(name.upper() for name in names)}, key=lambda name: (-len(name), name)))


_S = r"[\s\u00a0]+"
_GAP = r"[\s\u00a0]*"
_DASH = r"[-\u2010-\u2014]"
_Q = r"['’]"
_MONTH = rf"(?:(?:{_cased(_MONTHS)})\b|(?:{_cased(list(_SHORT))})\b\.?)"
_DAY = rf"(?:(?:{_cased(_DAYS)})\b|(?:{_cased(list(_SHORT_DAYS))})\.)"
_YEAR = r"(?:1[89]\d\d|20\d\d)(?![\d,.]*\d)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_NTH_WORDS = rf"{_NTH}(?:{_GAP}(?:{_DASH}|to|and|or){_GAP}{_NTH})?"
_PART = rf"(?i:the{_S})?(?i:early|late|mid|mid-to-late|the{_S}(?:start|beginning|end|middle){_S}of)(?:{_DASH}|{_S})(?i:in{_S}|on{_S})?"
_AMOUNT = (
    rf"(?i:a{_S}couple(?:{_S}of)?|a{_S}few|the|half{_S}a{_S}dozen|a{_S}dozen|several|some|an|a|\d{{1,4}}"
    rf"|{'|'.join(_NUMBERS[1:])}|fifteen|twenty|thirty)"
)
_UNIT = r"(?i:day|week|month|year|decade|hour|minute)s?"
_TIME_OF_DAY = rf"(?:{_S}(?i:early|late))?{_S}(?i:morning|afternoon|evening|night|midday|noon)"
_WHOLE_DATE = (
    rf"(?:{_DAY},?{_S})?(?:(?:the{_S})?{_NTH_WORDS}(?:{_S}of)?{_S}{_MONTH}|{_MONTH}{_S}(?:the{_S})?{_NTH_WORDS})"
    rf"(?:,?{_S}{_YEAR})?"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ENDPOINT = rf"(?:{_WHOLE_DATE}|(?:{_PART})?{_MONTH}(?:,?{_S}(?:of{_S})?{_YEAR})?|{_YEAR}|{_DAY})"

# One line a kind; the order decides where two begin at the same character.
_KINDS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b\d{4}-\d{2}-\d{2}\b"),
    ("slashed", r"\b\d{1,2}/\d{1,2}/\d{4}\b"),
    ("interval", rf"\b(?i:between|from){_S}{_ENDPOINT}{_S}(?i:and|to|until|through){_S}{_ENDPOINT}"),
    ("years", rf"\b{_YEAR}{_GAP}(?:[-\u2010-\u2013/])(?:\d{{4}}|\d\d)\b"),
    ("date", rf"\b{_WHOLE_DATE}"),
    ("month_year", rf"\b(?:{_PART})?{_MONTH}(?:,?{_S}(?:of{_S})?)(?:{_YEAR}|(?i:this|last|next){_S}year\b)"),
    ("month", rf"\b(?:{_PART}|(?i:last|next|this|this{_S}past|this{_S}coming){_S}){_MONTH}"),
    (
        "season",
        rf"\b(?:(?i:last|next|this{_S}past|this{_S}coming|this|the{_S}following){_S}(?:(?i:early|late|mid)(?:{_DASH}|{_S}))?|"
        r"(?:(?<=\b[Ii]n the )|(?<=\b[Ss]ince the )|(?<=\b[Dd]uring the )|(?<=\b[Bb]y the )|(?<=\b[Uu]ntil the )"
        rf"|(?<=\b[Oo]ver the ))(?:(?i:early|late){_S})?){_SEASON}\b(?:{_S}(?:of{_S})?{_YEAR})?"
        rf"|\b{_SEASON}{_S}(?:of{_S})?{_YEAR}",
    ),
    ("decade", rf"\b(?:(?:{_PART}))?(?i:the{_S})?(?:(?:1[89]|20)\d0{_Q}?s|{_Q}\d0{_Q}?s)\b"),
    ("holiday", rf"\b(?:Christmas(?:{_S}(?:Eve|eve|Day|day))?|Boxing{_S}Day|New{_S}Year{_Q}s{_S}(?:Eve|Day)|Valentine{_Q}s{_S}Day|Halloween|May{_S}Day|Bastille{_S}Day|Independence{_S}Day|Veteran(?:s|s{_Q}|{_Q}s){_S}Day)\b(?:,?{_S}{_YEAR})?"),
    ("named_day", rf"\b(?i:the{_S}day{_S}before{_S}yesterday|the{_S}day{_S}after{_S}tomorrow|yesterday|today|tonight|tomorrow|overnight|last{_S}night|this{_S}(?:morning|afternoon|evening))\b|\b9/11\b"),
    ("ago", rf"(?<![$€£\w]){_AMOUNT}{_S}{_UNIT}{_S}(?i:ago|from{_S}now)\b(?:{_S}today\b)?"),
    ("shifted", rf"(?<![$€£\w])(?:{_AMOUNT}{_S}{_UNIT}{_S}(?i:earlier|later|before|after|afterwards|beforehand)\b|(?i:the{_S}(?:next|following|previous|preceding|same)|(?:the{_S})?same|that{_S}same|that){_S}(?i:day|week|month|year|morning|evening|night|afternoon)\b)"),
    ("stretch", rf"\b(?i:(?:the|these){_S})?(?i:past|last|recent|coming|next|previous){_S}(?:(?:{_AMOUNT}|(?i:couple{_S}of|few)){_S})?(?i:days|weeks|months|years|decades|hours)\b|\b(?i:the{_S}(?:past|coming)|the{_S}last){_S}(?i:day|week|month|year|decade)\b"),
    ("due_in", rf"\b(?i:in|within){_S}(?!(?i:the|some)\b){_AMOUNT}{_S}{_UNIT}{_Q}?(?:{_S}time)?\b"),
    ("period", rf"\b(?:(?i:earlier|later|late|early){_S})?(?i:this|last|next|this{_S}past|this{_S}coming){_S}(?i:weekend|week|month|year|decade|century)\b|\b(?i:over|at|during){_S}the{_S}weekend\b"),
    ("weekday", rf"\b(?:(?i:last|next|this|this{_S}past|this{_S}coming|past|coming|the{_S}following|the{_S}previous){_S})?{_DAY}(?:{_TIME_OF_DAY})?"),
    ("bare_month", rf"\b(?:(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Bb]y )|(?<=\b[Uu]ntil )|(?<=\b[Ff]rom )|(?<=\b[Dd]uring )|(?<=\b[Bb]efore )|(?<=\b[Aa]fter ))(?:May|March|{_MONTH})|(?!May\b|March\b|MAY\b|MARCH\b|Mar\b|Jan\b|Jun\b|Dec\b){_MONTH}(?![\w’']*{_S}[A-Z][a-z]))"),
    ("year", rf"(?<![\d$€£#/.,-])(?<!\bNo\. )\b(?:(?:{_PART}))?{_YEAR}\b(?!{_S}(?i:people|troops|soldiers|protesters|men|women|children|killed|civilians|fighters|migrants|refugees|others|km|miles|meters|metres|feet|dollars|euros|votes|jobs|homes|percent|per)\b|%|[-\u2010]\w)"),
)  # fmt: skip
_FINDER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
# Every expression holds one of these; the finder is tried only at the words that lead up to one (8 times faster).
_ANCHOR = re.compile(
    rf"(?:1[89]|20)\d\d|\d{{4}}-\d|/\d{{4}}|{_Q}\d0|9/11|\b{_MONTH}|\b{_DAY}"
    r"|\b(?:(?:day|week|weekend|month|year|decade|hour|minute)s?|overnight|yesterday|to(?:day|night|morrow)|night"
    r"|morning|evening|afternoon|spring|summer|autumn|fall|winter|century|Christmas|Halloween|(?:Boxing|New|Valentine"
    r"|May|Bastille|Veteran|Independence)\b)\b|\b(?i:yesterday|to(?:day|night|morrow)|overnight|last night)\b"
)
_REACH = 48  # characters from the start of an expression to its anchor, at most
_WORD_START = re.compile(r"(?<!\w)['’\w]")


def find_times(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Time expressions in text[start:end], in order; a preposition before them is left out."""
    stop, at = len(text) if end is None else end, start
    spans: list[Span] = []
    for anchor in _ANCHOR.finditer(text, start, stop):
        if anchor.start() < at:
            continue
        for word in _WORD_START.finditer(text, max(at, anchor.start() - _REACH), anchor.start() + 2):
            match = _FINDER.match(text, word.start(), stop)
            if match is not None:
                spans.append(Span(start=match.start(), end=match.end()))
                at = match.end()
                break
    return tuple(spans)


def resolve_time(
    text: str,
    span: Span,
    *,
    published: dt.date,
    direction: Direction = None,
    base: dt.date | None = None,
) -> When:
    """The days that the words at `span` mean.

    `direction` settles what the words leave open ("on Thursday", "in October"); None reads as past, the tense of news.
    `base` is the day of the event that "two days earlier" or "the following day" counts from; without it they are
    AMBIGUOUS. Words that are no time, and days that no calendar has ("31 February"), give NO_CANDIDATE.
    """
    words = span.of(text)
    matches = list(_FINDER.finditer(text, span.start, span.end))
    if not matches:
        return When(span=span, text=words, absence=Absence.NO_CANDIDATE)
    match = max(matches, key=lambda match: match.end() - match.start())
    nearby = _direction_nearby(text, match.start(), match.end()) or direction
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

_SAID = re.compile(
    r"(?<!\bbe )(?<!\bto )\b(?:said|told|announced|posted|published|released|tweeted|wrote|reported|issued|declared|warned"
    r"|denied|added|confirmed|condemned|met|spoke|killed|died|arrested)(?:\s+(?:reporters|in\s+a\s+statement))?\s+"
    r"(?:(?:on|late|early|in|last|over)\s+){0,2}$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:scheduled|planned|slated|set|due|expected|postponed\s+(?:to|until))\s+(?:(?:for|on|in|to\s+\w+)\s+){0,2}$"
    r"|\bfor\s+(?:late\s+|early\s+)?$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|would|shall|(?:wants?|plans?|planned|hopes?|intends?|expected|scheduled|due|set|agreed|is|are)\s+to)\s+"
    r"(?:[\w’'-]+\s+){1,5}(?:on|in|at|by|from|until|before|over)?\s*$",
    re.IGNORECASE,
)
_LEAD = 64  # characters before a time that may settle its direction


def _direction_nearby(text: str, start: int, end: int) -> Direction:
    """What the words right before a time say, stronger than the tense of the event: "said on Tuesday"."""
    line = text.rfind("\n", 0, start) + 1
    lead = text[max(line, start - _LEAD) : start]
    if _SAID.search(lead):
        return "past"
    if _PLANNED.search(lead) and text[end : end + 2] not in ("'s", "’s"):
        return "future"
    return "future" if _WILL.search(lead) else None


_Days = tuple[str | None, dt.date | None, dt.date | None, str]
_Found = _Days | Absence


class _Count:
    """What a time is counted from."""

    __slots__ = ("base", "direction", "published")

    def __init__(self, *, published: dt.date, direction: Direction, base: dt.date | None) -> None:
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


_YEAR_IN = re.compile(_YEAR)
_NTH_IN = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_MONTH_IN = re.compile(r"\b(" + "|".join(sorted(_MONTH_OF, key=lambda name: (-len(name), name))) + r")\b")
_DAY_IN = re.compile(r"\b(" + "|".join(sorted(_DAY_OF, key=lambda name: (-len(name), name))) + r")\b")


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
    return starts[0], first, last, ends[3]


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
    year_match = _YEAR_IN.search(words)
    rest = words if year_match is None else words[: year_match.start()]
    month_match = _MONTH_IN.search(rest)
    assert month_match is not None
    month, numbers = _MONTH_OF[month_match[1]], [int(n) for n in _NTH_IN.findall(rest)]
    if year_match is not None:
        days = [dt.date(int(year_match[0]), month, number) for number in numbers]
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
        near = [date for date in near if date.weekday() == _DAY_OF[weekday[1]]] or near
    if not near:
        raise ValueError(f"{month}-{day}")
    return min(near, key=lambda date: (_against(date, count), abs((date - count.published).days)))


def _against(date: dt.date, count: _Count) -> bool:
    """Whether a day lies on the wrong side of publication."""
    return date < count.published if count.ahead else date > count.published


def _month_year(words: str, count: _Count) -> _Found:
    month = _MONTH_IN.search(words)
    assert month is not None
    year = _YEAR_IN.search(words)
    if year is not None:
        return _narrow(_month(int(year[0]), _MONTH_OF[month[1]]), words)
    step = {"last": -1, "this": 0, "next": 1}
    named = re.search(r"(last|this|next) year", words)
    if named is not None:
        return _narrow(_month(count.published.year + step[named[1]], _MONTH_OF[month[1]]), words)
    return _bare_month(words, count)


def _bare_month(words: str, count: _Count) -> _Found:
    match = _MONTH_IN.search(words)
    assert match is not None
    month, now = _MONTH_OF[match[1]], count.published
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
    name = re.search(r"spring|summer|autumn|fall|winter", words)
    assert name is not None
    month, stated, now = _SEASONS[name[0]], _YEAR_IN.search(words), count.published
    if stated is not None:
        year = int(stated[0])
    else:
        year = now.year - (1 if month == 12 and now.month < 3 else 0)
        begun = dt.date(year, month, 1) <= now
        over = dt.date(year, month, 1) + relativedelta(months=3) <= now
        if re.search(r"\blast\b", words) or (not begun and not count.ahead and "this" not in words and "next" not in words):
            year -= 0 if over and "last" in words else 1
        elif re.search(r"\bnext\b", words) or (over and count.ahead):
            year += 1 if begun else 0
    first = dt.date(year, month, 1)
    last = first + relativedelta(months=3) - dt.timedelta(days=1)
    value = f"{year:04d}" if stated is not None or first.year == last.year else None
    return value, first, last, "season"


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
    month, day = _HOLIDAYS[name]
    return _day(dt.date(int(year[0]), month, day) if year else _nearest(month, day, count))


def _named_day(words: str, count: _Count) -> _Found:
    if words == "9/11":
        return _day(dt.date(2001, 9, 11))
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}
    shift["the day after tomorrow"] = 2
    return _day(count.published + dt.timedelta(days=shift.get(words, 0)))


def _amount(words: str) -> tuple[int, int]:
    """(least, most) of a number word; "a few" and "several" are `_FEW`."""
    if words in ("a few", "several", "some", "few"):
        return _FEW
    number = int(words) if words.isdigit() else _NUMBER_OF[words.removesuffix(" of")]
    return number, number


_AMOUNT_UNIT = re.compile(rf"({_AMOUNT}|couple(?: of)?|few) ({_UNIT})")


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
        return _stretch(ends[0], ends[1], unit)
    return _at_grain(ends[0], unit)


def _move(origin: dt.date, unit: str, steps: int) -> dt.date:
    if unit == "decade":
        unit, steps = "year", steps * 10
    if abs(steps) > 9999:
        raise ValueError(f"{steps} {unit}s")
    moved = origin + relativedelta(**{f"{unit}s": steps})  # type: ignore[arg-type]
    return moved


def _at_grain(date: dt.date, unit: str) -> _Days:
    if unit in ("day", "morning", "evening", "night", "afternoon"):
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
    """"Two days earlier", "the following day": from the base, which only the caller knows."""
    if count.base is None:
        return Absence.AMBIGUOUS
    fixed = re.match(r"(?:the |that )?(next|following|previous|preceding|same|that)? ?(day|week|month|year|morning|evening|night|afternoon)$", words)
    if fixed is not None:
        unit = fixed[2] if fixed[2] in ("week", "month", "year") else "day"
        sign = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(fixed[1] or "", 0)
        return _at_grain(_move(count.base, unit, sign), unit)
    return _shift(count.base, words, -1 if re.search(r"earlier|before", words) else 1)


def _long(words: str, count: _Count) -> _Found:
    """"In recent weeks", "the next two days": one end is the day of publication."""
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
    """"In two days": ahead; told of the past it is a duration and no date."""
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
        now, ahead, strict = count.base, "following" in lead, True
    elif lead:
        ahead = lead in ("next", "this coming", "coming") or (lead == "this" and count.direction != "past")
        strict = lead in ("last", "next")
    distance = (_DAY_OF[match[1]] - now.weekday()) % 7
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

_MODAL = re.compile(
    r"(?:\b(?:will|shall|would|wo|won[’']t|going to)|[’']ll"
    r"|\b(?:plan(?:s|ned|ning)?|due|set|scheduled|expected|expects?|slated|poised|agreed|hopes?|intends?|vow(?:s|ed)"
    r"|pledge[sd]?|promise[sd]?|prepar(?:es|ed|ing)|about|is|are) to)"
    r"(?:\s+[\w’'-]+){0,3}\s*$|\b(?:upcoming|planned|scheduled|forthcoming|coming)(?:\s+[a-z-]+)?\s*$",
    re.IGNORECASE,
)
_MODAL_AFTER = re.compile(
    r"^\s*(?:[\w’'-]+\s+){0,4}(?:will|scheduled|planned|due|expected to|set (?:to|for)|slated|to be held|to take place)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"(?:\b(?:was|were|had|has|have|did|been)|n[’']t)(?:\s+[\w’'-]+){0,2}\s*$", re.IGNORECASE)
_PAST_FORM = re.compile(
    r"^(?:\w+ed|met|held|said|told|went|came|took|gave|made|left|fought|sent|shot|struck|hit|cut|put|broke|spoke|began"
    r"|won|lost|led|fled|fell|found|brought|bought|built|caught|drew|drove|flew|got|kept|laid|paid|ran|rose|saw|sought"
    r"|sold|set|stood|swore|threw|withdrew|wrote|beat|blew|burnt|urged|forbade|overthrew|undertook|upheld)\b",
    re.IGNORECASE,
)


def direction_of(sentence_text: str, trigger_start: int, trigger_end: int, status: Status) -> Direction:
    """Whether the act named at [trigger_start, trigger_end) of the sentence lies behind or ahead; None when unsaid."""
    if status is Status.FUTURE:
        return "future"
    if status is Status.HISTORICAL:
        return "past"
    before = sentence_text[max(0, trigger_start - 60) : trigger_start]
    trigger = sentence_text[trigger_start:trigger_end]
    if _MODAL.search(before) or _MODAL.search(trigger):
        return "future"
    if _PAST_FORM.match(trigger) or _PAST.search(before):
        return "past"
    return "future" if _MODAL_AFTER.search(sentence_text[trigger_end : trigger_end + 60]) else None
