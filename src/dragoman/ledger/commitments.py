"""Commitments: demands, guarantees, red lines, threats, promises, offers and refusals, with condition and consequence.

One record a sentence and act; a second telling in the article points at the first (`same_as`). Denials of fact are
claims, not refusals; a forecast by somebody who does not act himself is no promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.ledger.page import STOP_NAMES, Page, same_party, stems
from dragoman.ledger.speech import content_span, is_denial
from dragoman.records import Commitment, Event, Party, Span, Statement, Status

OPENING = 90  # characters of a statement in which its main verb is looked for
SAME = 0.6  # least share of content words that two tellings of one commitment have in common

_RED_LINE = re.compile(r"\bred[\s-]lines?\b", re.IGNORECASE)
_GUARANTEE = re.compile(r"\b(?:guarantees?|guaranteed|assurances?)\b", re.IGNORECASE)
_OFFER = re.compile(
    r"\b(?:offer\w*|invit\w+|volunteer\w*|(?:is|are|was|were|be|am|[’']re|[’']m)\s+(?:willing|ready|prepared|open)|willing|readiness|ready|open)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:promis\w*|pledg\w*|vow\w*|commit(?:s|ted|ting|ment|ments)?|(?:re)?assur\w*|undert\w+|guarantee\w*|swore|sworn)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(r"\bagree(?:s|d|ing)?\b(?!\s+(?:with|that)\b)", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\b(?:announc\w+|decision|decid\w+|declar\w+|order\w*|will|plan\w*|withdraw\w*|pull\w*|going|mov(?:e|es|ing)|ceas\w+|lift\w*|halt\w*|suspend\w*)\b",
    re.IGNORECASE,
)
_SORRY = re.compile(
    r"\b(?:apolog\w*|regret\w*|admit\w*|acknowledg\w*|conced\w*|resign\w*|acquit\w*|sorry|guilty|sympath\w*)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"\s+(?:to\s+)?(?:comment|answer|respond\s+to\s+(?:questions|requests)|elaborate|speculate|discuss|say|be\s+(?:named|identified))\b",
    re.IGNORECASE,
)
_NOT_VOICED = re.compile(
    r"\b(?:fail\w*|ignor\w*|violat\w*|def(?:y|ied|ies|ying)|br(?:oke|eak|eaks|eaking))\b", re.IGNORECASE
)
_OWN_DOING = re.compile(
    r"\b(?P<who>(?i:we|he|she|it|they)|I|(?i:the)\s+(?:government|administration|ministry|country|army|military|party|group))(?:\s+(?:also|still|now|certainly|definitely|always|never))?"
    r"\s*(?P<will>will\s+not|won[’']t|would\s+not|wouldn[’']t|will|shall|[’']ll|would|(?:is|are|am|was|were|[’']re|[’']m)\s+(?:not\s+)?going\s+to|(?:is|are|was|were)\s+(?:prepared|ready)\s+to)"
    r"\s+(?:also\s+|now\s+|soon\s+|continue\s+to\s+|never\s+)?(?P<verb>[a-z]+)"
)
_DEMANDED = re.compile(
    r"\b(?:demand\w*|urg(?:e[sd]?|ing)|call(?:s|ed|ing)\s+(?:for|on|upon)|appeal\w*|ask(?:s|ed|ing)?\s+(?:for|that)|implor\w+)\b",
    re.IGNORECASE,
)
_WARNED = re.compile(r"\b(?:warn\w*|threat\w*|vow\w*)\b", re.IGNORECASE)
_STANCE = re.compile(
    r"\b(?:seeks?|seeking|insists?|insisting|demands?|demanding|expects?(?=[^,;.]{2,40}\sto\b)|calls?\s+(?:on|for)|calling\s+(?:on|for)|urg(?:es|ing)"
    r"|(?P<offer>offers?|offering|(?:is|are|am|was|were|[’']re|[’']m)\s+(?:ready|prepared|willing|open)\s+(?:to|for)|propos(?:es|ing)))\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\w’']+")
_NO_DOING = frozenset(
    "be have see know find look seem need want like love hope think believe get become happen remain face lose win take"
    " come say tell call mean depend cost prove feel probably likely appreciate vote die".split()
)
_HARM = re.compile(
    r"\b(?:respond|response|retaliat\w+|strike|strikes|punish\w*|attack\w*|destroy\w*|defend\w*|force|consequences|pay|suffer\w*|sanction\w*"
    r"|regret|price|expel\w*|cut\s+off|arrest\w*|war|crush\w*|hunt\w*|revenge|avenge|bomb\w*|shoot|kill\w*|costly|mistake|escalat\w*)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?P<clause>(?:if|unless|provided(?:\s+that)?|as\s+long\s+as|so\s+long\s+as|on\s+condition\s+that|in\s+case|in\s+the\s+event\s+(?:that|of)"
    r"|in\s+return\s+for|in\s+exchange\s+for|only\s+(?:if|after|when))\s+[^,;.”\"]{4,160})",
    re.IGNORECASE,
)
_ATTEMPT = re.compile(r"\b(?P<clause>any(?:one|body)?\s+[^,;.”\"]{3,120}?)(?=\s+(?:would|will|shall)\b)", re.IGNORECASE)
_AGAINST = re.compile(r"\bagainst\s+(?P<clause>[a-z]+ing\s+[^,;.”\"]{3,120})", re.IGNORECASE)
_WOULD = re.compile(r"\b(?P<clause>(?:will|would|shall|[’']ll)\s+[^,;.”\"]{3,140})", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\b(?P<when>(?:by|before|until|no\s+later\s+than)\s+(?:(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+[\w\s]{3,20}?|next\s+\w+|tomorrow|tonight|midnight"
    r"|noon|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:early|late|mid-?)?\s*(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)(?:\s+\d{1,2})?(?:,?\s+\d{4})?|\d{1,2}\s+[A-Z][a-z]+|(?:19|20)\d\d)|within\s+(?:the\s+next\s+)?[\w-]+\s+(?:hours?|days?|weeks?|months?|years?))\b"
)
_CLAUSE_END = re.compile(
    r"[;.?!](?:\s|$|[”\"’])|,?\s*[”\"]\s*(?=\w+\s+(?:said|told|added|says))|,\s+(?:[\w.’'-]+\s+){0,4}(?:said|says|told|added|according|saying|adding|citing|warning|while|although|which|who|after|but)\b"
)
_LEAD = re.compile(r"[\s\u00a0,:“\"]*(?:(?:that|for|to|on|upon|of|him|her|them|us)\s+(?=[\w“\"]))?[“\"]?")


def find_commitments(page: Page) -> tuple[Commitment, ...]:
    """The commitments of an article, in the order of the text."""
    found: list[Commitment] = []
    drafts = [draft for event in page.events if (draft := _of_event(page, event))]
    drafts += [draft for said in page.statements for draft in _of_statement(page, said, drafts)]
    for draft in sorted(drafts, key=lambda each: (each.cue, each.kind)):
        if any(_repeats(draft, other) for other in found if other.sentence == draft.sentence):
            continue
        found.append(_linked(page, draft, found))
    return tuple(found)


def _of_event(page: Page, event: Event) -> Commitment | None:
    doers = page.doers_of(event)
    if event.status in (Status.NEGATED, Status.HYPOTHETICAL) or not doers:
        return None
    by = doers[0]
    span = _content(page, event)
    kind = _kind(page, event, span)
    if kind is None:
        return None
    return _commitment(page, event.sentence, kind, span, event.trigger, _voice(page, event, by), event.recipients)


def _kind(page: Page, event: Event, span: Span) -> str | None:
    words = page.words(event.trigger)
    match event.type:
        case "THREATEN":
            return "red_line" if _red_line(page, event.sentence) else "threat"
        case "REQUEST":
            if _red_line(page, event.sentence) and _RED_LINE.search(words):
                return "red_line"
            if _GUARANTEE.search(f"{words} {page.words(span)}"):
                return "guarantee"
            return "offer" if _OFFER.search(words) else "demand"
        case "REJECT":
            if is_denial(page, event) or _NOT_VOICED.search(words) or _COMMENT.match(page.text, event.trigger.end):
                return None
            return "refusal"
        case "AGREE" | "CONCEDE" | "AID" | "COOPERATE" | "RETREAT" | "MOBILIZE":
            return _undertaking(page, event, words)
        case _:
            return None


def _undertaking(page: Page, event: Event, words: str) -> str | None:
    """promise, offer or guarantee; None for a deal just made, an apology, an act done."""
    if event.type in ("AGREE", "CONCEDE"):
        if _OFFER.search(words):
            return "offer"
        if _GUARANTEE.search(words):
            return "guarantee"
        if _PROMISE.search(words):
            return "promise"
        if _SORRY.search(words):
            return None
        if event.type == "AGREE":
            return "promise" if _AGREED.search(words) and page.text[event.trigger.end :].startswith(" to ") else None
        return "promise" if event.status is Status.FUTURE or _ANNOUNCED.search(words) else None
    own = event.source and any(same_party(event.source, actor) for actor in event.actors)
    return "promise" if own and event.status is Status.FUTURE else None


def _red_line(page: Page, sentence: int) -> bool:
    span = page.sentence_span(sentence)
    return bool(_RED_LINE.search(page.text, span.start, span.end))


def _voice(page: Page, event: Event, by: Party) -> Party:
    """The person or body that voices it, where the statement is his and the country is the same."""
    pointing = (by.text or "").lower() in STOP_NAMES
    for statement in page.statements_over(event.sentence, event.trigger.start):
        speaker = statement.speaker
        if speaker.code and speaker.code == by.code and (pointing or by.sector == speaker.sector == "GOV"):
            return speaker
    return by


def _content(page: Page, event: Event) -> Span:
    """What is demanded, threatened, promised: the clause after the trigger, or the statement the trigger stands in."""
    stop = page.sentence_span(event.sentence).end
    lead = _LEAD.match(page.text, event.trigger.end, stop)
    start = lead.end() if lead else event.trigger.end
    over = page.statements_over(event.sentence, event.trigger.start)
    if over:
        content = content_span(over[0])
        if event.trigger.start - content.start < 40 or content.end - start < 12:
            return content
        stop = min(stop, content.end)
    end = _CLAUSE_END.search(page.text, start, stop)
    last = end.start() if end and end.start() > start else stop
    if last - start < 8:
        return event.trigger
    return Span(start=start, end=last)


def _of_statement(page: Page, said: Statement, drafts: Sequence[Commitment]) -> Iterator[Commitment]:
    """What a speaker says that he or his side will do; red lines he draws."""
    span = content_span(said)
    taken = [d for d in drafts if d.sentence == said.sentence and same_party(d.by, said.speaker)]
    if not (said.speaker.name or said.speaker.code) or said.act != "say":
        return
    red = _RED_LINE.search(page.text, span.start, span.end)
    if red and not any(draft.kind == "red_line" for draft in taken):
        yield _commitment(
            page,
            said.sentence,
            "red_line",
            span,
            Span(start=red.start(), end=red.end()),
            said.speaker,
            _addressee(said),
        )
        return
    if taken:
        return
    asked = _asked(page, said, span)
    if asked:
        yield asked
        return
    match = _OWN_DOING.search(page.text, span.start, span.end)
    if match is None or match["verb"] in _NO_DOING or not _own(page, said, match):
        return
    cue = Span(start=match.start("will"), end=match.end("verb"))
    refuses = bool(re.search(r"not|n[’']t", match["will"])) or "never" in match.group().lower()
    conditional = _IF.search(page.text, span.start, span.end)
    harm = _HARM.search(page.text, match.start("verb"), span.end)
    kind = "refusal" if refuses else "threat" if conditional and harm else "promise"
    yield _commitment(page, said.sentence, kind, span, cue, said.speaker, _addressee(said))


def _asked(page: Page, said: Statement, span: Span) -> Commitment | None:
    """A demand, threat or offer that the words of the statement or its cue make plain."""
    cue = said.cue
    if cue and (kind := _cue_kind(page, cue, span)):
        return _commitment(page, said.sentence, kind, span, cue, said.speaker, _addressee(said))
    match = _STANCE.search(page.text, span.start, min(span.end, span.start + OPENING))
    if match is None or not _own_side(page, said, Span(start=span.start, end=match.start())):
        return None
    words = Span(start=match.start(), end=match.end())
    kind = "offer" if match["offer"] else "guarantee" if _GUARANTEE.search(page.words(span)) else "demand"
    return _commitment(page, said.sentence, kind, span, words, said.speaker, _addressee(said))


def _cue_kind(page: Page, cue: Span, span: Span) -> str | None:
    words, content = page.words(cue), page.words(span)
    if _DEMANDED.search(words):
        return "guarantee" if _GUARANTEE.search(content) else "demand"
    if _WARNED.search(words) and _HARM.search(content) and _WOULD.search(content):
        return "threat"
    return None


def _own_side(page: Page, said: Statement, lead: Span) -> bool:
    """Whether the clause opens with the speaker or his side."""
    words = _WORDS.findall(page.words(lead).lower())
    if any(word in ("we", "i", "our") for word in words):
        return True
    if len(words) == 1 and words[0] in STOP_NAMES and said.kind != "direct":
        return True
    return any(same_party(party, said.speaker) for party in page.parties_at(lead.start, lead.end))


def _addressee(said: Statement) -> tuple[Party, ...]:
    return (said.addressee,) if said.addressee and said.addressee.code else ()


def _own(page: Page, said: Statement, match: re.Match[str]) -> bool:
    """Whether the one who will act is the speaker: "we" in his own words, "he" or "it" in the writer's."""
    who = match["who"].lower()
    quoted = said.kind == "direct" or page.text[: match.start()].count("“") > page.text[: match.start()].count("”")
    if who in ("we", "i"):
        return quoted
    opens = match.start() - said.content[0].start <= 6
    return opens and not quoted and said.kind != "direct"


def _commitment(
    page: Page, sentence: int, kind: str, span: Span, cue: Span, by: Party, to: Sequence[Party]
) -> Commitment:
    around = Span(start=min(span.start, cue.start), end=max(span.end, page.sentence_span(sentence).end))
    condition, consequence = _condition(page, span, around, kind)
    deadline = _DEADLINE.search(page.text, span.start, span.end)
    return Commitment(
        id=page.identity(kind, cue),
        sentence=sentence,
        kind=kind,
        span=span,
        cue=cue,
        by=by,
        to=tuple(to),
        condition=condition,
        consequence=consequence,
        deadline=Span(start=deadline.start("when"), end=deadline.end("when")) if deadline else None,
        same_as=None,
    )


def _condition(page: Page, span: Span, around: Span, kind: str) -> tuple[Span | None, Span | None]:
    """The clause on which it hangs, and what then follows, as they stand."""
    text = page.text
    if match := _IF.search(text, span.start, span.end):
        condition = _clause(match)
        return condition, _rest(text, span, condition)
    if kind in ("threat", "red_line"):
        match = _ATTEMPT.search(text, span.start, span.end) or _AGAINST.search(text, around.start, around.end)
        if match:
            condition = _clause(match)
            then = _WOULD.search(text, condition.end, around.end)
            return condition, _clause(then) if then else None
    return None, None


def _clause(match: re.Match[str]) -> Span:
    words = match["clause"]
    return Span(start=match.start("clause"), end=match.start("clause") + len(words.rstrip()))


def _rest(text: str, span: Span, condition: Span) -> Span | None:
    """The main clause beside an if-clause."""
    before, after = Span(start=span.start, end=condition.start), Span(start=condition.end, end=span.end)
    longest = max(before, after, key=lambda side: side.end - side.start)
    words = longest.of(text)
    start = longest.start + len(words) - len(words.lstrip(' ,;.“"\u00a0'))
    end = longest.end - (len(words) - len(words.rstrip(' ,;.”"\u00a0')))
    return Span(start=start, end=end) if end - start > 5 else None


def _repeats(draft: Commitment, other: Commitment) -> bool:
    """Two wordings of one act in a sentence."""
    if not same_party(draft.by, other.by):
        return False
    overlap = draft.span.start < other.span.end and other.span.start < draft.span.end
    return (draft.kind == other.kind and overlap) or {draft.kind, other.kind} == {"threat", "red_line"}


def _linked(page: Page, draft: Commitment, found: Sequence[Commitment]) -> Commitment:
    """The commitment, pointing at its first telling: same kind and side, much the same words."""
    ours = stems(page.words(draft.span))
    for other in found:
        if other.same_as or other.kind != draft.kind or not same_party(other.by, draft.by):
            continue
        theirs = stems(page.words(other.span))
        if len(ours & theirs) >= SAME * max(1, min(len(ours), len(theirs))):
            return replace(draft, same_as=other.id)
    return draft
