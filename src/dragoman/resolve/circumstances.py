"""How the speaker is described, to whom, on what occasion and where something was said: read from the words around the
cue, outside what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.records import Sentence, Span

# Verbs that take the person spoken to as their object; "said" takes "to".
_TOLD = re.compile(
    r"(?:t(?:old|ell(?:s|ing)?)|inform(?:ed|s|ing)?|assur(?:ed?|es|ing)|warn(?:ed|s|ing)?|remind(?:ed|s|ing)?|urg(?:ed?|es|ing)"
    r"|ask(?:ed|s|ing)?|address(?:ed|es|ing)?|brief(?:ed|s|ing)?|call(?:ed|ing)? on|appeal(?:ed|s|ing)? to"
    r"|(?:said|says|speaking|spoke) to|pledg(?:ed?|es|ing) to)$",
    re.IGNORECASE,
)
# The object ends where a clause, a quotation or another phrase begins.
_OBJECT = re.compile(
    r"\s+((?:(?!that\b|to\b|in\b|on\b|at\b|after\b|before\b|during\b|by\b|from\b|about\b|against\b|not\b|it\b|for\b|as\b|who\b)"
    r"[\w.'’&-]+ ?){1,6}?)(?=\s*(?:[,.;:“\"]|that\b|to\b|in\b|on\b|at\b|after\b|before\b|during\b|by\b|from\b|about\b"
    r"|against\b|not\b|it\b|for\b|as\b|who\b|$))",
    re.IGNORECASE,
)
# Behind a name: "(R-Iowa)", "(59)".
_COMMA = re.compile(r",\s+")
_BRACKET = re.compile(r"\s?\((?!pictured|left|right)[^()\n]{1,40}\)")
# Words behind a name and a comma that begin no apposition: an adverb, a time, a clause, another phrase, a verb.
_ELSE = (
    r"(?:(?:however|meanwhile|too|also|though|although|instead|again|then|once|of course|often|like|such|in|on|at|by"
    r"|for|from|with|without|after|before|during|since|until|to|as|if|when|while|where|and|but|or|nor|because|despite"
    r"|amid|under|which|that|more|less|even|especially|perhaps|along|not|so|thus|therefore|nevertheless|nonetheless"
    r"|still|yet|yesterday|today|tomorrow|later|earlier|last|this|next|\w+day|hours|days|(?:an?|one|two|three|several)"
    r" (?:hour|day|week|month|year)s? (?:later|earlier|before|after|ago)|is|are|was|were|has|have|had|will|would"
    r"|said|says|told|met|flew|went|came|took|left|inc|jr|sr|ltd|corp|llc)"
    r"|(?-i:(?!(?:retired|acting|leading|deposed|exiled|jailed|outgoing|ruling)\b)[a-z]+(?:ing|ly|ed)))\b(?!['’]s)"
)
_NO_APPOSITION = re.compile(_ELSE, re.IGNORECASE)
# Where an apposition ends: a mark, a comma before other words, or before another speaker.
_CLOSED = re.compile(rf"[;:“”\"«»‘]|,\s+(?={_ELSE}|(?-i:[A-Z])[\w. ]* (?:said|says|told|reported)\b)", re.IGNORECASE)
# A list of speakers, or "his voice breaking": not one apposition.
_NAME = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
_NOT_ONE = re.compile(rf"^{_NAME} (?:and|or) {_NAME}$|^(?:his|her|their)\b.*\b\w+ing$", re.DOTALL)
_LISTED = re.compile(r",\s+and\b")
_DESCRIBING = re.compile(r"(?:an?|the|who|whose|his|her|its|their|former|\d+|\w+['’]s)\b", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Inc|Jr|Corp|Ltd))\.$")
_POINTING = frozenset("he she they it i we you who him them his her their its".split())
_APPOSITION_WORDS = 30  # at most; set by judgement
_SPAN_OF_TIME = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btoday\b|\byesterday\b", re.IGNORECASE)
_OCCASION = re.compile(
    r"\b(?i:(?:in|at|during|on|through|via|by)\s+(?:(?:a|an|the|his|her|their|its)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:statement|news conference|press conference|conference|briefing|interview|speech|address|remarks|comments"
    r"|letter|tweet|post|message|telephone call|phone call|call|e-?mail|report|testimony|hearing|meeting|summit|rally"
    r"|ceremony|session|debate|op-ed|article|broadcast|video|memo|communiqu[eé]|telegram|visit|editorial"
    r"|press release)\b"
    r"(?:\s+(?:with|to|on|in|of|at)\s+(?:the\s+)?(?-i:(?:[A-Z][\w.’'-]*\s?){1,4}))?"
    r"|on (?:Twitter|Facebook|Telegram|X|state television))"
)


def description(
    text: str, speaker: Span | None, cue: Span | None, sentence: Sentence, content: Sequence[Span]
) -> Span | None:
    """What stands behind the speaker's name and describes it, or None: "(R-Iowa)", "a retired general".

    The speaker's words lie within the sentence.
    """
    if speaker is None or speaker.of(text).lower() in _POINTING:
        return None
    end = speaker.end
    if bracket := _BRACKET.match(text, end, sentence.end):
        end = bracket.end()
    comma = _COMMA.match(text, end, sentence.end)
    if comma and (words := _apposition(text, comma.end(), cue, sentence, content)):
        end = comma.end() + len(words)
    start = end - len(text[speaker.end : end].lstrip(", \n\t\xa0"))
    return Span(start=start, end=end) if start < end else None


def _apposition(text: str, begin: int, cue: Span | None, sentence: Sentence, content: Sequence[Span]) -> str:
    """The words from `begin` on that make an apposition, or none."""
    if _NO_APPOSITION.match(text, begin):
        return ""
    ends = [span.start for span in (*([cue] if cue else []), *content) if begin <= span.start < sentence.end]
    words = text[begin : min(ends, default=sentence.end)]
    closed = _CLOSED.search(words)
    if ends:  # the comma that closes it stands before the verb or the quotation, adverbs between
        closed = closed or re.search(r",\s*(?:\w+\s){0,4}$", words)
    elif interrupted := any(span.start < begin < span.end for span in content):  # what is said goes on behind it
        closed = closed or _COMMA.search(words)
    if closed:
        words = words[: closed.start()].rstrip(" ,\n")
    elif ends or interrupted:
        return ""
    else:
        words = words.rstrip(" ,\n")
        words = words if _ABBREVIATED.search(words) else words.removesuffix(".")
    listed = _LISTED.match(text, begin + len(words)) and not _DESCRIBING.match(words)
    return "" if listed or len(words.split()) > _APPOSITION_WORDS or _NOT_ONE.search(words) else words


def addressee(text: str, cue: Span | None, sentence: Sentence, content: Sequence[Span]) -> Span | None:
    """The words that name whom the speaker spoke to, or None: "told reporters", "warned Turkey"."""
    if cue is None or not _TOLD.search(text[max(sentence.start, cue.start - 12) : cue.end]):
        return None
    found = _OBJECT.match(text, cue.end, sentence.end)
    if found is None or _SPAN_OF_TIME.search(found.group(1)):
        return None
    start, end = found.start(1), found.start(1) + len(found.group(1).rstrip(" ."))
    span = Span(start=start, end=end)
    return None if any(_inside(span, part) for part in content) else span


def occasion(text: str, sentence: Sentence, content: Sequence[Span]) -> Span | None:
    """The words that tell the occasion: "at a news conference in Geneva", "in a statement"."""
    for found in _OCCASION.finditer(text, sentence.start, sentence.end):
        span = Span(start=found.start(), end=found.start() + len(found.group().rstrip()))
        if not any(_inside(span, part) for part in content):
            return span
    return None


def place_said(places: Sequence[Span], text: str, sentence: Sentence, content: Sequence[Span]) -> Span | None:
    """The first known place outside what was said that follows "in" or "at": "told parliament in Kyiv"."""
    for span in places:
        led_in = re.search(r"\b(?:in|at)\s+(?:the\s+)?$", text[max(sentence.start, span.start - 8) : span.start])
        if led_in and not any(_inside(span, part) for part in content):
            return span
    return None


def _inside(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
