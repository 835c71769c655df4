"""Agreements: treaties, accords, deals and truces that an article names, gathered over its sentences.

A name is a head noun ("deal", "treaty", "cease-fire") with what tells which one: a proper name, a year, a kind
("peace", "trade"), a partner ("with Iran"), a place. "The deal" alone means the last one named. Agreements that nobody
has made yet ("any future deal") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from dragoman.ledger.agreement_words import CALENDAR, GENERIC, NO_CONVENTION, NOT_MADE, OPENERS, TYPES
from dragoman.ledger.page import Page, unique, unknown
from dragoman.records import Agreement, Event, Party, Sentence, Span, Status, Violation

NEAR = 100  # characters between an agreement and words about it

_HEAD = re.compile(
    r"\b(?:(?P<truce>truces?|cease[-\u2010\u2011 ]?fires?|armistices?|cessation\s+of\s+hostilities)"
    r"|(?P<deal>agreements?|accords?|treat(?:y|ies)|pacts?|deals?)"
    r"|(?P<formal>protocols?|conventions?|memorand(?:um|a)(?:\s+of\s+understanding)?))\b(?![’'-]?\w)",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"agreement|accord|treat[yi]|pact|deal|truce|cease|armistice|rotocol|onvention|emorand", re.IGNORECASE
)
NO_HEAD_BEFORE = re.compile(r"\s+(?:cent(?:er|re)|hall|delegates?|floor|speech|city|organi[sz]ation)\b", re.IGNORECASE)
_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[\w’'-]+(?:/[\w-]+)?")
_LEFT_GAP = re.compile(r"[\s\u00a0]*[\"“”’']{0,2}[\s\u00a0]*")
_SIDE = r"(?:(?:north|south|east|west)(?:-?east|-?west)?(?:ern)?|central)"
_NO_DAY = rf"(?!(?:{'|'.join(day.title() for day in sorted(CALENDAR))})\b)"  # "a truce on Friday" is named by no day
_PROPER = rf"{_NO_DAY}(?:{_SIDE}\s+)?(?:U\.S\.|U\.N\.|E\.U\.|[A-Z][\w-]+)(?:\s+(?:and\s+)?(?:[A-Z][\w-]+|U\.S\.))*"
_RIGHT = re.compile(
    rf"\s+(?P<words>between\s+(?:the\s+)?{_PROPER}\s+and\s+(?:the\s+)?{_PROPER}|(?P<made>signed|reached|concluded|struck|brokered)"
    rf"\s+in\s+(?P<place>{_PROPER})|with\s+(?:the\s+)?(?P<partner>{_PROPER})|(?:in|for|of|on|over)\s+(?:the\s+)?{_PROPER}"
    rf"|in\s+the\s+{_SIDE}(?:\s+of\s+(?:the\s+)?{_PROPER})?)"
)
_OF_YEAR = re.compile(
    r"\s+(?:of|from|signed\s+in|reached\s+in|struck\s+in)\s+(?:[A-Z][a-z]+\s+)?(?P<year>(?:19|20)\d\d)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LAST_YEAR = re.compile(r"\b(?P<which>last|this)\s+year[’']s\s+$", re.IGNORECASE)
_ACRONYM = re.compile(r",?\s+\(?(?:known\s+as\s+(?:the\s+)?|or\s+)?\(?(?P<short>[A-Z]{3,6})\)?(?=[\s,.;)])")
_BROKER = re.compile(
    r"\b(?:brokered|mediated|facilitated|negotiated\s+under\s+the\s+auspices|sponsored|overseen)\s+by\s+(?P<who>[^.;]{3,90})"
    r"|(?P<before>[A-Z][\w.’'-]*(?:[ -][A-Z][\w.]*)?)[-\u2010\u2011](?:brokered|mediated|sponsored)\b"
)
_VIOLATION = re.compile(
    r"\b(?:violat(?:es?|ed|ing|ions?)|breach(?:es|ed|ing)?|fail(?:s|ed|ing|ure)?\s+to\s+(?:meet|honou?r|comply|fulfil|fulfill"
    r"|implement|respect|observe|abide)|in\s+defiance\s+of|non-?compliance|flout(?:s|ed|ing)?|reneg(?:es?|ed|ing)"
    r"|not\s+(?:complying|honou?ring|abiding|respecting|observing|implementing)|broke|broken|breaking|infring(?:es?|ed|ing))\b",
    re.IGNORECASE,
)
_DESPITE = re.compile(r"\b(?:despite|in\s+spite\s+of|notwithstanding)\s+(?:\S+\s+){0,6}$", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:collapsed|expired|expires|lapsed|scrapp(?:ed|ing)|t(?:ore|orn|earing)\s+up|terminat(?:ed|ing)|abandon(?:ed|ing)"
    r"|withdr(?:ew|awn?|awal|awing)\s+from|pull(?:ed|ing)?\s+out\s+of|ripp?(?:ed|ing)?\s+up|broke\s+down|fell\s+apart)\b",
    re.IGNORECASE,
)
_TALKED_OF = re.compile(
    r"\b(?:negotiat\w+|talks?|hop(?:e|es|ed|ing)|seek(?:s|ing)?|sought|propos\w+|call(?:s|ed|ing)?\s+for|push\w*\s+for|would|wants?"
    r"|could|might|towards?|reach\s+an?|urg\w+|demand\w*|discuss\w*|prospects?|chances?|possib\w+|efforts?|trying|tried)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\s+(?:also\s+)?(?:requires?|required|calls?\s+for|called\s+for|obliges?|obliged|commits?|provides?\s+for|provided\s+for"
    r"|stipulates?|bans?|prohibits?|limits?|limited|allows?|allowed|bars?|guarantees?|stops|stopped)\s+(?P<what>[^.;”\"]{8,})"
)
_UNDER = re.compile(r"\b(?:under|as\s+part\s+of|in\s+line\s+with)\s+(?:\S+\s+){0,6}$", re.IGNORECASE)
_SHALL = re.compile(
    r"\s*(?:[^,.;]{0,40}),\s+(?P<what>[^.;”\"]*\b(?:agreed|must|shall|pledged|promised|committed|undertook|obliged|obligated|required|supposed)"
    r"\s[^.;”\"]{5,})"
)
_OBLIGATIONS = re.compile(r"\b(?:obligations|commitments)\s+under\s+(?:\S+\s+){0,7}$", re.IGNORECASE)


@dataclass(slots=True)
class _Mention:
    """One naming of an agreement."""

    span: Span
    sentence: Sentence
    group: str  # truce or deal
    name: str  # without determiner and year
    proper: frozenset[str]  # lower-case words that are names
    types: frozenset[str]
    codes: frozenset[str]  # countries named in it
    year: str | None
    definite: bool
    bare: bool  # "the deal": nothing says which
    acronym: str | None = None
    place: Span | None = None


@dataclass(slots=True)
class _Entry:
    """An agreement while its mentions are gathered."""

    mentions: list[_Mention] = field(default_factory=list)
    known: tuple[str, str, frozenset[str]] | None = None  # the table's name, year and other names


def find_agreements(page: Page) -> tuple[Agreement, ...]:
    """The agreements of an article, in the order first named."""
    if not (_GATE.search(page.text) or _known_pattern().search(page.text)):
        return ()
    entries: list[_Entry] = []
    for sentence in page.sentences:
        for mention in _mentions(page, sentence):
            _place(entries, mention)
    found = (_agreement(page, entry) for entry in entries)
    return tuple(sorted((each for each in found if each), key=lambda agreement: agreement.mentions[0]))


@cache
def _table() -> tuple[tuple[str, str, frozenset[str]], ...]:
    text = resources.files(__package__).joinpath("agreements.tsv").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, year, others = line.split("\t")
            rows.append((name, year, frozenset(_same_head(other) for other in [name, *others.split("|")] if other)))
    return tuple(rows)


@cache
def _known_pattern() -> re.Pattern[str]:
    """Names of the table that hold no head noun: acronyms, partnerships."""
    text = resources.files(__package__).joinpath("agreements.tsv").read_text(encoding="utf-8")
    names = [
        n
        for line in text.splitlines()
        if line and line[0] != "#"
        for n in (line.split("\t")[0], *line.split("\t")[2].split("|"))
    ]
    bare = sorted(
        {re.escape(name) for name in names if name and not _HEAD.search(name)}, key=lambda name: (-len(name), name)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(bare)})(?!\w)")


def _same_head(name: str) -> str:
    return re.sub(r"\b(?:deal|accord|pact|treaty|agreement)s?\b", "agreement", name.lower())


def _mentions(page: Page, sentence: Sentence) -> Iterator[_Mention]:
    text = page.text
    last = sentence.start
    for match in _HEAD.finditer(text, sentence.start, sentence.end):
        following = _HEAD.match(text, match.end() + 1)
        if following and text[match.end()] in " \u00a0":
            continue  # "ceasefire agreement": the second noun is the head
        mention = _read(page, sentence, match, last)
        if mention:
            last = mention.span.end
            yield mention
    for match in _known_pattern().finditer(text, sentence.start, sentence.end):
        name = match.group()
        yield _Mention(span=Span(start=match.start(), end=match.end()), sentence=sentence, group="deal", name=name,
                       proper=frozenset((name.lower(),)), types=frozenset(), codes=frozenset(), year=None,
                       definite=True, bare=False, acronym=name)  # fmt: skip


def _read(page: Page, sentence: Sentence, match: re.Match[str], floor: int) -> _Mention | None:
    text = page.text
    words, start = _left(text, match.start(), max(floor, sentence.start), sentence.start)
    year = next((word for word in words if _YEAR.match(word)), None)
    words = [word for word in words if not _YEAR.match(word)]
    determiner = _word_before(text, start, sentence.start)
    right = _RIGHT.match(text, match.end(), sentence.end)
    of_year = _OF_YEAR.match(text, match.end(), sentence.end)
    year = year or (of_year["year"] if of_year else None) or _told_year(page, start)
    head, group = match.group(), "truce" if match["truce"] else "deal"
    left_proper = [w for w in words if w[0].isupper() and w.lower() not in TYPES | GENERIC]
    types = {w.lower() for w in words} & TYPES
    if types & {"truce", "ceasefire", "cease-fire", "de-escalation", "cessation", "armistice"}:
        group = "truce"
    lead = _TOKEN.findall(text[max(sentence.start, start - 24) : start].lower())[-2:]
    if (
        determiner in NOT_MADE
        or {"no", "any"} & set(lead)
        or any(word.lower() in NOT_MADE for word in words)
        or _is_verb(match, determiner, words)
    ):
        return None
    if [word.lower() for word in words] == ["national"] or NO_HEAD_BEFORE.match(text, match.end()):
        return None  # "Government of National Accord", "Convention Centre"
    if match["formal"] and not _formal(match, left_proper, text):
        return None
    plural = head.lower().endswith(("s", "ies")) and not head.lower().endswith("hostilities")
    if plural and not left_proper:
        return None
    named_right = right is not None and bool(
        group == "truce"
        or types
        or left_proper
        or right["partner"]
        or right["made"]
        or right["words"].startswith(("between", "of"))
    )
    definite = determiner in ("the", "this", "that", "these", "its", "their", "both") or determiner.endswith(
        ("’s", "'s")
    )
    bare = not (left_proper or types or named_right or (group == "truce" and not definite) or year)
    name = " ".join([*(w for w in words if w.lower() not in GENERIC), head])
    if named_right and right and not left_proper:
        name += f" {right['words']}"
    proper = {word.lower().removesuffix("’s").removesuffix("'s") for word in left_proper}
    if named_right and right:
        proper |= {word.lower() for word in _TOKEN.findall(right["words"]) if word[0].isupper()}
    acronym = _ACRONYM.match(text, match.end(), sentence.end) if left_proper else None
    place = Span(start=right.start("place"), end=right.end("place")) if right and right["place"] else None
    end = right.end() if named_right and right else match.end()
    codes = frozenset(party.code for party in page.parties_at(start, end) if party.code)
    return _Mention(span=Span(start=start, end=end), sentence=sentence, group=group, name=" ".join(name.split()),
                    proper=frozenset(proper), types=frozenset(types), codes=codes, year=year,
                    definite=definite or plural, bare=bare, acronym=acronym["short"] if acronym else None,
                    place=place)  # fmt: skip


def _left(text: str, end: int, floor: int, opening: int) -> tuple[list[str], int]:
    """The words before the head that belong to the name, and where they begin."""
    tokens = list(_TOKEN.finditer(text, max(floor, end - 90), end))
    words: list[str] = []
    start = end
    for token in reversed(tokens):
        if not _LEFT_GAP.fullmatch(text, token.end(), start):
            break
        word = token.group().strip("’'")
        lower = word.lower()
        opens = token.start() - opening <= 1
        name = word[:1].isupper() and lower not in OPENERS | CALENDAR and not lower.endswith(("’s", "'s"))
        if not (
            _YEAR.match(word)
            or lower in TYPES
            or lower in GENERIC
            or lower in NOT_MADE
            or (name and not (opens and word.endswith("ing")))
        ):
            break
        words.insert(0, word)
        start = token.start()
    return words, start


def _word_before(text: str, start: int, floor: int) -> str:
    words = _TOKEN.findall(text[max(floor, start - 24) : start])
    return (
        words[-1].lower()
        if words and _LEFT_GAP.fullmatch(text[text.rfind(words[-1], 0, start) + len(words[-1]) : start])
        else ""
    )


def _told_year(page: Page, start: int) -> str | None:
    match = _LAST_YEAR.search(page.text, max(0, start - 16), start)
    if match is None or page.article.published is None:
        return None
    return str(page.article.published.year - (match["which"].lower() == "last"))


def _is_verb(match: re.Match[str], determiner: str, words: Sequence[str]) -> bool:
    """ "to deal with", "deals with", "a great deal of"."""
    if not match.group().lower().startswith("deal"):
        return False
    return not words and determiner in (
        "to",
        "will",
        "would",
        "can",
        "could",
        "must",
        "should",
        "great",
        "good",
        "not",
        "and",
        "who",
        "that",
    )


def _formal(match: re.Match[str], left: Sequence[str], text: str) -> bool:
    """Protocols, conventions and memorandums are agreements only as proper names."""
    if not match.group()[0].isupper() or any(word.lower() in NO_CONVENTION for word in left):
        return False
    return bool(left) or bool(re.match(r"\s+(?:on|of|against|relating|for)\s", text[match.end() : match.end() + 12]))


def _place(entries: list[_Entry], mention: _Mention) -> None:
    """Puts a mention to the agreement it names, or opens a new one."""
    known = _known(mention)
    for entry in reversed(entries):
        if (known and entry.known == known) or _same(entry, mention):
            entry.mentions.append(mention)
            entry.known = entry.known or known
            return
    if not mention.bare:
        entries.append(_Entry(mentions=[mention], known=known))


def _known(mention: _Mention) -> tuple[str, str, frozenset[str]] | None:
    names = {_same_head(mention.name), (mention.acronym or "").lower()}
    return next((row for row in _table() if row[2] & names), None)


def _same(entry: _Entry, mention: _Mention) -> bool:
    others = entry.mentions
    years = {other.year for other in others if other.year}
    if mention.year and years and mention.year not in years:
        return False
    if mention.acronym and any(other.acronym == mention.acronym for other in others):
        return True
    groups = {other.group for other in others}
    if mention.bare:
        return mention.definite and (mention.group in groups or "deal" in mention.group)
    proper = frozenset().union(*(other.proper for other in others))
    types = frozenset().union(*(other.types for other in others))
    codes = frozenset().union(*(other.codes for other in others))
    if proper and mention.proper:
        if types and mention.types and not types & mention.types:
            return False
        return bool(proper & mention.proper or codes & mention.codes) and (
            mention.group in groups or bool(mention.place)
        )
    if mention.group not in groups:
        return False
    close = mention.sentence.index - others[-1].sentence.index <= 3
    if types and mention.types and not types & mention.types:
        return mention.group == "truce" and mention.definite and close
    return mention.definite or (close and mention.types == types and not mention.proper)


def _agreement(page: Page, entry: _Entry) -> Agreement | None:
    mentions = [mention for mention in entry.mentions if not mention.bare]
    best = max(
        mentions,
        key=lambda m: (
            any(w[0].isupper() for w in m.name.split()[:-1]),
            len(m.types) > 0,
            len(m.proper) > 0,
            -m.span.start,
        ),
    )
    status = _status(page, entry.mentions)
    if status == "proposed" and not (best.proper or best.types):
        return None
    name = best.name if not entry.known or len(best.name.split()) > 1 else entry.known[0]
    aliases = dict.fromkeys(m.name for m in mentions if m.name != name and " " in m.name)
    aliases |= dict.fromkeys(m.acronym for m in mentions if m.acronym and m.acronym != name)
    year = next((m.year for m in mentions if m.year), entry.known[1] if entry.known else None)
    brokers = unique(party for m in entry.mentions for party in _brokers(page, m))
    parties = unique(party for m in entry.mentions for party in _parties(page, m))
    broker_names = {party.name for party in brokers}
    return Agreement(
        id=page.identity("agreement", entry.mentions[0].span),
        name=name,
        span=best.span,
        mentions=tuple(mention.span for mention in entry.mentions),
        aliases=tuple(aliases),
        year=year,
        parties=tuple(party for party in parties if party.name not in broker_names),
        brokers=brokers,
        place=next((m.place for m in mentions if m.place), None),
        obligations=tuple(dict.fromkeys(span for m in entry.mentions for span in _obligations(page, m))),
        violations=tuple(violation for m in entry.mentions for violation in _violations(page, m)),
        status=status,
    )


def _status(page: Page, mentions: Sequence[_Mention]) -> str:
    """proposed while it is only talked of; ended when somebody left it; announced when its making is the news."""
    talked = True
    for mention in mentions:
        text, start = page.text, mention.span.start
        lead = text[max(mention.sentence.start, start - 60) : start]
        if _ENDED.search(lead) or _ENDED.search(
            text, mention.span.end, min(mention.sentence.end, mention.span.end + 40)
        ):
            return "ended"
        if _made(page, mention):
            return "announced"
        if _making(page, mention):
            continue
        if mention.definite or mention.year or not _TALKED_OF.search(lead):
            talked = False
    return "proposed" if talked else "in_force"


def _made(page: Page, mention: _Mention) -> Event | None:
    """The event by which the agreement came about, if the sentence tells it."""
    return next((event for event in _agreeing(page, mention) if event.status is Status.ACTUAL), None)


def _making(page: Page, mention: _Mention) -> bool:
    """Whether the sentence tells that it may or shall come about."""
    if not mention.definite and any(
        event.type == "REQUEST" and event.trigger.start < mention.span.start
        for event in page.events_in.get(mention.sentence.index, [])
    ):
        return True
    return any(event.status in (Status.FUTURE, Status.HYPOTHETICAL) for event in _agreeing(page, mention))


def _agreeing(page: Page, mention: _Mention) -> list[Event]:
    events = page.events_in.get(mention.sentence.index, [])
    return [event for event in events if event.type == "AGREE" and abs(event.trigger.start - mention.span.start) < NEAR]


def _parties(page: Page, mention: _Mention) -> Iterator[Party]:
    yield from page.parties_at(mention.span.start, mention.span.end)
    made = _made(page, mention)
    if made:
        yield from (*made.actors, *made.recipients)


def _brokers(page: Page, mention: _Mention) -> Iterator[Party]:
    text, sentence = page.text, mention.sentence
    for match in _BROKER.finditer(text, max(sentence.start, mention.span.start - 60), sentence.end):
        if match.start() - mention.span.end > NEAR:
            break
        group = "who" if match["who"] else "before"
        start, end = match.span(group)
        named = page.parties_at(start, end)
        if named:
            yield from named
        else:
            words = re.match(_PROPER, text[start:end])
            if words:
                yield unknown(Span(start=start, end=start + words.end()), text)


def _obligations(page: Page, mention: _Mention) -> Iterator[Span]:
    text, stop = page.text, mention.sentence.end
    duty = _DUTY.match(text, mention.span.end, stop)
    under = _UNDER.search(text, max(mention.sentence.start, mention.span.start - 60), mention.span.start)
    shall = _SHALL.match(text, mention.span.end, stop) if under else None
    for match in (duty, shall):
        if match:
            start, end = match.span("what")
            yield Span(start=start, end=end)


def _violations(page: Page, mention: _Mention) -> Iterator[Violation]:
    text, sentence = page.text, mention.sentence
    for match in _VIOLATION.finditer(text, sentence.start, sentence.end):
        if max(match.start() - mention.span.end, mention.span.start - match.end()) <= NEAR:
            span = Span(start=match.start(), end=match.end())
            yield Violation(accuser=_accuser(page, sentence, span), violator=_violator(page, sentence, span), span=span)
            return
    if _DESPITE.search(text, max(sentence.start, mention.span.start - 60), mention.span.start):
        for event in page.events_in.get(sentence.index, []):
            if event.type in ("ASSAULT", "MOBILIZE", "COERCE") and event.status is Status.ACTUAL and event.actors:
                yield Violation(accuser=event.source, violator=event.actors[0], span=event.trigger)
                return


def _accuser(page: Page, sentence: Sentence, span: Span) -> Party | None:
    for event in page.events_in.get(sentence.index, []):
        if event.type == "ACCUSE" and event.actors and event.trigger.start <= span.start:
            return event.actors[0]
    return page.speaker_of(sentence.index, span.start)


def _violator(page: Page, sentence: Sentence, span: Span) -> Party | None:
    for event in page.events_in.get(sentence.index, []):
        if event.type == "ACCUSE" and event.recipients and event.trigger.start <= span.start:
            return event.recipients[0]
        if (
            event.trigger.start < span.end
            and span.start < event.trigger.end
            and event.actors
            and event.type != "ACCUSE"
        ):
            return event.actors[0]
    by = re.compile(r"\s+(?:[^.;,]{0,60}\s)?by\s+").match(page.text, span.end, sentence.end)
    if by:
        named = page.parties_at(by.end(), min(sentence.end, by.end() + 40))
        if named:
            return named[0]
    for statement in page.statements_over(sentence.index, span.start):
        before = page.parties_at(statement.content[0].start, span.start)
        return before[-1] if before else None
    before = page.parties_at(max(sentence.start, span.start - 60), span.start)
    return before[-1] if before and not _OBLIGATIONS.search(page.text, sentence.start, span.start) else None
