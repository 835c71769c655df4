"""What of a page is no story: bylines, credits, boilerplate; which line is the headline, and which is a subheading.

All tests are narrow on purpose: a sentence marked byline or boilerplate yields no events.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_BOILERPLATE = Path(__file__).with_name("boilerplate.toml")
MAX_BOILERPLATE = 400  # characters
MAX_HEADLINE = 220  # characters
MAX_SUBHEADING_WORDS = 8

_UPPER = "A-ZÀ-ÖØ-Þ"
_PARTICLE = "de|van|von|der|den|bin|ibn|al|el|la|le|du|da|di|dos|ter"
_WORD = rf"[{_UPPER}][\w.'’\-]*"
_NAME = rf"{_WORD}(?:\s(?:{_WORD}|{_PARTICLE})){{1,4}}"
_SURNAMES = rf"{_WORD}(?:\s(?:{_WORD}|{_PARTICLE})){{0,4}}"
_AND = r"(?:\s*,?\s+and\s+|\s*,?\s+AND\s+|\s*&\s*|\s*,\s*)"
_BYLINE = re.compile(
    rf"(?:By|BY|by|Written by|Story by)\s+{_NAME}(?:{_AND}{_NAME}){{0,5}}(?:\sin\s{_NAME}|\sin\s{_WORD})?"
    rf"(?:\s*[,|–—/-]\s*[^.!?]{{2,60}})?\Z"
)
_STAFF_LINE = re.compile(
    rf"(?:{_NAME}(?:{_AND}{_NAME}){{0,3}}\s*[,|–—/-]\s*)?(?:The )?(?P<agency>[A-Z][\w/.-]*(?: [A-Z][\w-]*){{0,2}}?)"
    rf"(?: (?:Staff|Staff Writers?|Writers?|Reporters?|Correspondents?))?\Z"
)
_CONTRIBUTED = re.compile(
    r".{3,320}\bcontributed (?:(?:\w+ ){0,2}to (?:this|the) (?:report|story|article|dispatch|piece|coverage|reporting)"
    r"|(?:reporting|research)(?: from [A-Z].{1,60})?(?=\W*\Z)).{0,80}\Z",
    re.DOTALL,
)
_REPORTED_FROM = re.compile(
    rf"[(—–_\-\s]*{_SURNAMES}(?:{_AND}{_SURNAMES}){{0,4}} reported from {_WORD}[\w.,’' -]{{0,80}}\Z"
)
_CREDIT_VERB = (
    r"(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Ww]ritten|[Ee]dited|[Rr]eported|[Cc]ompiled|[Tt]ranslated|[Tt]ranslation"
    r"|[Pp]roduction)"
)
_CREDIT = re.compile(
    rf"\(?(?:Additional |Further |Extra )?{_CREDIT_VERB}(?: and {_CREDIT_VERB.lower()})? by"
    rf"(?:[\s;,.]+(?:[{_UPPER}][^\s;,.()]*|and|in|at|from|by|for|the|of|with"
    r"|bureau|newsroom|staff|additional|reporting|editing|writing|written|edited))+"
    r"[\s.;,)]*\Z"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_CALENDAR_DAY = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_DATE_LINE = re.compile(
    r"(?:(?:last updated|updated|published|posted|date)\s*(?:on|at|:)?\s*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
    rf"{_CALENDAR_DAY}"
    r"(?:\s*(?:[,|–—/-]|at)?\s*\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[a-z]{2,4})?)?\W*\Z",
    re.IGNORECASE,
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_FINAL = re.compile(r"(?:[.!?…:]|[.!?…,]['\"”’»)\]]+|[\"”])\s*\Z")
_WORDS = re.compile(r"[^\W\d_][\w'’.\-]*")
_SMALL_WORDS_LIST = """
a an the of in on at to for by with from as or and but nor vs v is are be was over into after off per via up out
than that its it if
"""
_SMALL_WORDS = frozenset(_SMALL_WORDS_LIST.split())


class Page:
    """Tells what of a page is no story. Built once; holds the boilerplate patterns."""

    def __init__(self) -> None:
        patterns = tomllib.loads(_BOILERPLATE.read_text("utf-8"))["patterns"]
        self._boilerplate = re.compile(rf"(?:{'|'.join(patterns)})\Z", re.IGNORECASE | re.DOTALL)

    def is_boilerplate(self, sentence: str) -> bool:
        if len(sentence) > MAX_BOILERPLATE:
            return False
        if self._boilerplate.match(sentence) or _CREDIT.match(sentence) or _DATE_LINE.match(sentence):
            return True
        return not _LETTER_OR_DIGIT.search(sentence)


def is_credit(sentence: str) -> bool:
    """ "Reporting by ...; Editing by ..." """
    return len(sentence) <= MAX_BOILERPLATE and _CREDIT.match(sentence) is not None


def is_contributors(sentence: str) -> bool:
    """ "X in Kyiv and Y in Washington contributed to this report." """
    if len(sentence) > MAX_BOILERPLATE:
        return False
    return ("contributed" in sentence and _CONTRIBUTED.match(sentence) is not None) or (
        "reported from" in sentence and _REPORTED_FROM.match(sentence) is not None
    )


def is_byline(line: str) -> bool:
    """ "By Jane Doe and John Roe, Associated Press" """
    return len(line) <= MAX_HEADLINE and _BYLINE.match(line) is not None


def staff_agency(line: str) -> str | None:
    """The agency's words in a line like "Jane Doe, Associated Press" or "Reuters Staff"; None for other lines."""
    match = _STAFF_LINE.match(line) if len(line) <= 100 else None
    return match["agency"] if match else None


def ends_like_a_sentence(line: str) -> bool:
    return _FINAL.search(line, max(0, len(line) - 8)) is not None


def is_title_case(line: str) -> bool:
    """True when every word but the small ones is capitalised, and there are at least four."""
    words = [word for word in _WORDS.findall(line[:MAX_HEADLINE]) if word.lower().strip(".") not in _SMALL_WORDS]
    return len(words) >= 4 and all(word[0].isupper() for word in words)


def is_same_title(line: str, title: str | None) -> bool:
    """True when `line` is the title, whatever its case, spacing and final point."""
    return title is not None and bool(title) and _plain(line) == _plain(title)


def _plain(line: str) -> str:
    return " ".join(line.casefold().split()).rstrip(".!? ")


def headline_indices(lines: list[str], candidates: list[int], title: str | None) -> set[int]:
    """Which of `lines` (one a block) are headlines or subheadings. `candidates` are the blocks still thought body.

    Text most of whose lines lack a final point (captions, transcripts) has no headlines to be told by that.
    """
    found = {index for index in candidates[:3] if is_same_title(lines[index], title)}
    if len(candidates) < 2:
        return found
    n_closed = sum(ends_like_a_sentence(lines[index]) for index in candidates)
    if 2 * n_closed < len(candidates):
        return found
    first, second = candidates[0], candidates[1]
    if _opens_as_headline(lines[first]) and not is_title_case(lines[second]):
        found.add(first)
    if not ends_like_a_sentence(lines[first]) and len(lines[first]) <= MAX_HEADLINE:
        found.add(first)
    for before, index, after in zip(candidates, candidates[1:], candidates[2:], strict=False):
        closed_before = before in found or ends_like_a_sentence(lines[before])
        if _is_subheading(lines[index]) and after == index + 1 and closed_before and not lines[after][0].islower():
            found.add(index)
    return found


def _opens_as_headline(line: str) -> bool:
    return len(line) <= MAX_HEADLINE and is_title_case(line)


def _is_subheading(line: str) -> bool:
    if len(line) > 100 or ends_like_a_sentence(line):
        return False
    return line[0].isupper() and len(line.split()) <= MAX_SUBHEADING_WORDS
