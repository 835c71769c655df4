"""The words for times, as one pattern, and the finder over them. What they mean is counted in `dates.py`."""

from __future__ import annotations

import re

from dragoman.records import Span

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
_MONTHS += ["November", "December"]
_SHORT = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10}
_SHORT |= {"Nov": 11, "Dec": 12}
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SHORT_DAYS = {"Mon": 0, "Tue": 1, "Tues": 1, "Wed": 2, "Thu": 3, "Thurs": 3, "Thur": 3, "Fri": 4, "Sat": 5, "Sun": 6}
MONTH_OF = {name.lower(): at + 1 for at, name in enumerate(_MONTHS)} | {k.lower(): v for k, v in _SHORT.items()}
DAY_OF = {name.lower(): at for at, name in enumerate(_DAYS)} | {k.lower(): v for k, v in _SHORT_DAYS.items()}
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER_OF = {word: at for at, word in enumerate(_NUMBERS)} | {"a": 1, "an": 1, "the": 1, "couple": 2, "a couple of": 2}
NUMBER_OF |= {"a couple": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "half a dozen": 6, "a dozen": 12}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, northern hemisphere
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14), "halloween": (10, 31),
    "may day": (5, 1), "bastille day": (7, 14), "independence day": (7, 4), "veterans day": (11, 11),
    "veteran's day": (11, 11), "veterans' day": (11, 11),
}  # fmt: skip
FEW = (2, 5)  # what "a few" and "several" may mean, in units


def _cased(names: list[str]) -> str:
    return "|".join(sorted({*names, *(name.upper() for name in names)}, key=lambda name: (-len(name), name)))


_S = r"[\s\u00a0]+"
_GAP = r"[\s\u00a0]*"
_DASH = r"[-\u2010-\u2014]"
_Q = r"['’]"
_MONTH = rf"(?:(?:{_cased(_MONTHS)})\b|(?:{_cased(list(_SHORT))})\b\.?)"
_DAY = rf"(?:(?:{_cased(_DAYS)})\b|(?:{_cased(list(_SHORT_DAYS))})\.)"
YEAR = r"(?:1[89]\d\d|20\d\d)(?![\d,.]*\d)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_NTH_WORDS = rf"{_NTH}(?:{_GAP}(?:{_DASH}|to|and|or){_GAP}{_NTH})?"
_PART = rf"(?i:the )?(?i:early|late|mid|mid-to-late|(?:start|beginning|end|middle) of)(?:{_DASH}| )(?i:in |on )?"
AMOUNT = (
    rf"(?i:a couple(?: of)?|a few|the|half a dozen|a dozen|several|some|an|a|\d{{1,4}}"
    rf"|{'|'.join(_NUMBERS[1:])}|fifteen|twenty|thirty)"
)
UNIT = r"(?i:day|week|fortnight|month|year|decade|hour|minute)s?"
_TIME_OF_DAY = r"(?: (?i:early|late))? (?i:morning|afternoon|evening|night|midday|noon)"
_WHOLE_DATE = (
    rf"(?:{_DAY},? )?(?:(?:the )?{_NTH_WORDS}(?: of)? {_MONTH}|{_MONTH} (?:the )?{_NTH_WORDS})"
    rf"(?:,? {YEAR}| (?i:last|this|next) year\b)?"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ENDPOINT = rf"(?:{_WHOLE_DATE}|(?:{_PART})?{_MONTH}(?:,? (?:of )?{YEAR})?|{YEAR}|{_DAY})"

# One entry a kind; the order decides where two begin at the same character. A space means any white space.
_KINDS = {
    "iso": r"\b\d{4}-\d{2}-\d{2}\b",
    "slashed": r"\b\d{1,2}/\d{1,2}/\d{4}\b",
    "interval": rf"\b(?i:between|from) {_ENDPOINT} (?i:and|to|until|through) {_ENDPOINT}",
    "years": rf"\b{YEAR}{_GAP}[-\u2010-\u2013/](?:\d{{4}}|\d\d)\b",
    "date": rf"\b{_WHOLE_DATE}",
    "month_year": rf"\b(?:{_PART})?{_MONTH}(?:,? (?:of )?)(?:{YEAR}|(?i:this|last|next) year\b)",
    "month": rf"\b(?:{_PART}|(?i:last|next|this|this past|this coming) ){_MONTH}",
    "season": (
        rf"\b(?:(?i:last|next|this past|this coming|this|the following) (?:(?i:early|late|mid)(?:{_DASH}| ))?|"
        r"(?:(?<=\b[Ii]n\x20the\x20)|(?<=\b[Ss]ince\x20the\x20)|(?<=\b[Dd]uring\x20the\x20)|(?<=\b[Bb]y\x20the\x20)"
        r"|(?<=\b[Uu]ntil\x20the\x20)|(?<=\b[Oo]ver\x20the\x20))(?:(?i:early|late) )?)"
        rf"{_SEASON}\b(?: (?:of )?{YEAR})?|\b{_SEASON} (?:of )?{YEAR}"
    ),
    "decade": rf"\b(?:{_PART})?(?i:the )?(?:(?:1[89]|20)\d0{_Q}?s|{_Q}\d0{_Q}?s)\b",
    "holiday": (
        rf"\b(?:Christmas(?: (?:Eve|eve|Day|day))?|Boxing Day|New Year{_Q}s (?:Eve|Day)|Valentine{_Q}s Day|Halloween"
        rf"|May Day|Bastille Day|Independence Day|Veteran(?:s|s{_Q}|{_Q}s) Day)\b(?:,? {YEAR})?"
    ),
    "named_day": (
        r"\b(?i:the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|overnight|last night"
        r"|this (?:morning|afternoon|evening))\b|\b9/11\b"
    ),
    "ago": rf"(?<![$€£\w]){AMOUNT} {UNIT} (?i:ago|from now)\b(?: today\b)?",
    "shifted": (
        rf"(?<![$€£\w])(?:{AMOUNT} {UNIT} (?i:earlier|later|before|after|afterwards|beforehand)\b"
        r"|(?i:the (?:night|evening|morning|afternoon) (?:before|after))\b"
        r"|(?i:the (?:next|following|previous|preceding|same)|(?:that )?same|that)"
        r" (?i:day|week|month|year|morning|evening|night|afternoon)\b)"
    ),
    "stretch": (
        rf"\b(?i:(?:the|these) )?(?i:past|last|recent|coming|next|previous) (?:(?:{AMOUNT}|(?i:couple of|few)) )?"
        r"(?i:days|weeks|months|years|decades|hours)\b"
        r"|\b(?i:the (?:past|coming|last)) (?i:day|week|month|year|decade)\b"
    ),
    "due_in": rf"\b(?i:in|within) (?!(?i:the|some)\b){AMOUNT} {UNIT}{_Q}?(?: time)?\b",
    "period": (
        r"\b(?:(?i:earlier|later|late|early) )?(?i:this|last|next|this past|this coming)"
        r" (?i:weekend|week|month|year|decade|century)\b|\b(?i:over|at|during) the weekend\b"
    ),
    "weekday": (
        r"\b(?:(?i:last|next|this|this past|this coming|past|coming|the following|the previous) )?"
        rf"{_DAY}(?:{_TIME_OF_DAY})?"
    ),
    "bare_month": (
        r"\b(?:(?:(?<=\b[Ii]n\x20)|(?<=\b[Ss]ince\x20)|(?<=\b[Bb]y\x20)|(?<=\b[Uu]ntil\x20)|(?<=\b[Ff]rom\x20)"
        rf"|(?<=\b[Dd]uring\x20)|(?<=\b[Bb]efore\x20)|(?<=\b[Aa]fter\x20)){_MONTH}"
        rf"|(?!(?:May|March|MAY|MARCH|Mar|Jan|Jun|Dec)\b){_MONTH}(?![\w’']* [A-Z][a-z]))"
    ),
    "year": (
        rf"(?<![\d$€£#/.,-])(?<!\bNo\.\x20)\b(?:{_PART})?{YEAR}\b(?! (?i:people|troops|soldiers|protesters|men|women"
        r"|children|killed|civilians|fighters|migrants|refugees|others|km|miles|meters|metres|feet|dollars|euros|votes"
        r"|jobs|homes|percent|per)\b|%|[-\u2010]\w)"
    ),
}
FINDER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()).replace(" ", _S))
COUNTED = re.compile(_KINDS["shifted"].replace(" ", _S))  # what counts from another time
# Every expression holds one of these; the finder is tried only at the words that lead up to one (8 times faster).
_ANCHOR = re.compile(
    rf"(?:1[89]|20)\d\d|\d{{4}}-\d|/\d{{4}}|{_Q}\d0|9/11|\b{_MONTH}|\b{_DAY}"
    r"|\b(?:(?:day|week|weekend|fortnight|month|year|decade|hour|minute)s?|overnight|yesterday|to(?:day|night|morrow)|night"
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
            match = FINDER.match(text, word.start(), stop)
            if match is not None:
                spans.append(Span(start=match.start(), end=match.end()))
                at = match.end()
                break
    return tuple(spans)
