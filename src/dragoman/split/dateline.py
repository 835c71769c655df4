"""The agency's dateline, as in "KYIV, Ukraine, March 3 (Reuters) - ": where it stands and what it says."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.records import Span

_AGENCIES = Path(__file__).with_name("agencies.tsv")

# A dateline that names an agency counts anywhere in the first characters and blocks; one that does not, only early,
# where a capitalised place is no label or speaker ("BREAKING - ", "HOST: ").
STRONG_CHARACTERS = 6000
STRONG_BLOCKS = 15
BARE_BLOCKS = 5

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\.?"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_DATE = rf"(?P<date>{_DAY}(?:{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:,?\s\d{{4}})?))"
_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPS = rf"[{_UPPER}][{_UPPER}'’.\-]+(?:[ /][{_UPPER}][{_UPPER}'’.\-]*){{0,4}}"
_TITLE = rf"[{_UPPER}][\w'’.\-]+(?:[ /][{_UPPER}][\w'’.\-]+){{0,3}}"
_REGION = rf"(?:,\s(?!{_MONTH}[\s\d])[{_UPPER}][\w.'’\-]*(?:\s(?:[{_UPPER}][\w.'’\-]*|of|the|and)){{0,3}}){{0,2}}"
_AGENCY = rf"(?:\((?P<agency>[{_UPPER}a-z][^()\n]{{1,40}}?)\)|/(?P<slashed>[A-Z][\w ]{{1,20}})/)"
_DASH = r"(?:\s*[—–―]\s*|\s*--\s*|\s+-\s*)"

_WITH_PLACE = re.compile(
    rf"(?P<place>(?P<caps>{_CAPS})(?=[\s,(/—–:-])|{_TITLE})(?P<region>{_REGION})(?:[.,]?\s{_DATE})?[.,]?\s*{_AGENCY}"
    rf"(?:(?P<dash>{_DASH}|\s*:|\.(?=\s))|(?=\s))"
)
_AGENCY_ONLY = re.compile(rf"{_AGENCY}(?P<dash>{_DASH}|\s*:)")
_BARE = re.compile(
    rf"(?P<place>{_CAPS})(?P<region>{_REGION})(?:,?\s{_DATE})?(?P<dash>\s*[—–―]\s*|\s*--\s*|\s+-\s+|\s*:\s)"
)
_INLINE = re.compile(rf"(?:(?<=[.!?:”\"]\s)|(?<=\n))(?={_CAPS}[^()\n]{{0,60}}\([A-Z][^()\n]{{1,40}}\){_DASH})")
_AFTER_BYLINE = re.compile(
    rf"By\s[^()\n]{{5,120}}?\s(?={_CAPS}(?:{_REGION}(?:,?\s{_DATE})?)\s\([A-Z][^()\n]{{1,40}}\){_DASH})"
)
_SPEAKER = re.compile(rf"^{_CAPS}:\s", re.MULTILINE)
_TEXT_FOLLOWS = re.compile(rf"\s*[\"“‘'«]?[{_UPPER}\d]")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)]*\Z")

# Capitalised words that open a line and are followed by a dash or colon, yet are no place.
LABELS_WORDS = """
ABSTRACT ADVERTISEMENT ALERT ANALYSIS ANALYSTS ANSWER BACKGROUND BRIEF BREAKING CAPTION COLUMN COMMENT COMMENTARY
CORRECTED CORRECTION DEVELOPING EDITORIAL EDITORS EDITOR EXCLUSIVE EXPLAINER EXPLAINED FACTBOX FACT FEATURE FILE
FLASH FULL GRAPHIC HEADLINE HIGHLIGHTS HOST IN INSIGHT INTERVIEW INTRODUCTION JUST KEY LATEST LIVE MODERATOR MORE
NEWS NEWSMAKER NOTE OBITUARY OPINION PHOTO PHOTOS PICTURE PICTURES POLL PREVIEW PRESS PROFILE QUESTION QUOTES RECAP
RELATED REPORT REPORTER REVIEW SPECIAL STORY SUMMARY TEXT THE TIMELINE TOP TRANSCRIPT UPDATE UPDATED UPDATES URGENT
VIDEO VIEW WATCH WHAT WHO WHY WRAPUP WRAP FOR FROM ON MR MS MRS DR SEN REP GEN PRESIDENT SECRETARY UNIDENTIFIED MALE
FEMALE
"""
PAPERS = frozenset(("POST", "TIMES", "NEWS", "JOURNAL", "TRIBUNE", "HERALD", "GUARDIAN", "PRESS", "AGENCY", "STAFF"))
LABELS = frozenset(LABELS_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Characters [start, end) that the dateline takes up, and its parts; `block_index` is the block it opens."""

    block_index: int
    start: int
    end: int
    agency: str | None
    agency_span: Span | None
    place: Span | None  # with its region: "KYIV, Ukraine"
    date: Span | None


class DatelineFinder:
    """Finds the dateline. Built once; holds the table of agencies."""

    def __init__(self) -> None:
        with _AGENCIES.open(encoding="utf-8", newline="") as file:
            self._names = {row["form"]: row["name"] for row in csv.DictReader(file, delimiter="\t")}

    def agency_name(self, form: str) -> str | None:
        """The agency's canonical name, or None when the table has no such form."""
        return self._names.get(form)

    def inline_starts(self, text: str) -> list[int]:
        """Where a dateline with agency stands inside a block, behind a sentence's end or a byline."""
        starts = {match.end() for match in _INLINE.finditer(text, 0, min(len(text), STRONG_CHARACTERS))}
        byline = _AFTER_BYLINE.match(text)
        return sorted(starts | ({byline.end()} if byline else set()))

    def find(self, text: str, blocks: Sequence[tuple[int, int]]) -> Dateline | None:
        """The first dateline that names an agency, else the first bare one ("BEIRUT — "), else None."""
        for index, (start, end) in enumerate(blocks[:STRONG_BLOCKS]):
            found = self._strong(text, start, end, index)
            if found is not None:
                return found
        for index, (start, end) in enumerate(blocks[:BARE_BLOCKS]):
            found = self._bare(text, start, end, index)
            if found is not None:
                return found
        return None

    def _strong(self, text: str, start: int, end: int, index: int) -> Dateline | None:
        match = _WITH_PLACE.match(text, start, end)
        if match is not None:
            form = match["agency"] or match["slashed"]
            known = self._agency(form)
            if (known and (match["dash"] or match["caps"])) or (match["caps"] and match["dash"] and form[0].isupper()):
                return None if _is_label(match["place"]) else self._dateline(match, index, known or form)
        match = _AGENCY_ONLY.match(text, start, end)
        if match is not None:
            known = self._agency(match["agency"] or match["slashed"])
            return self._dateline(match, index, known) if known else None
        return None

    def _agency(self, form: str) -> str | None:
        """Known by the table, also as the first of several ("Reuters, AP", "AFP/Xinhua")."""
        return self._names.get(form) or self._names.get(re.split(r"\s*[,;/&]\s*|\sand\s", form)[0])

    def _bare(self, text: str, start: int, end: int, index: int) -> Dateline | None:
        match = _BARE.match(text, start, end)
        if match is None or _is_label(match["place"]) or not _TEXT_FOLLOWS.match(text, match.end(), end):
            return None
        if not _SENTENCE_END.search(text, max(start, end - 8), end):
            return None  # a heading
        if ":" in match["dash"] and not match["date"] and len(_SPEAKER.findall(text, 0, STRONG_CHARACTERS)) > 1:
            return None  # a speaker in a transcript
        return self._dateline(match, index, None)

    def _dateline(self, match: re.Match[str], index: int, agency: str | None) -> Dateline:
        parts = match.groupdict()
        return Dateline(
            block_index=index,
            start=match.start(),
            end=match.end(),
            agency=agency,
            agency_span=_span(match, "agency") or _span(match, "slashed") if agency else None,
            place=Span(start=match.start("place"), end=match.end("region")) if parts.get("place") else None,
            date=_span(match, "date") if "date" in parts else None,
        )


def _span(match: re.Match[str], group: str) -> Span | None:
    if group not in match.re.groupindex or match[group] is None:
        return None
    return Span(start=match.start(group), end=match.end(group))


def _is_label(place: str) -> bool:
    words = re.split(r"[ /.'’-]", place)
    return words[0] in LABELS or words[-1] in PAPERS
