"""What kind of act a statement is: a denial of fact, an assertion, a forecast, an opinion."""

from __future__ import annotations

import re

from dragoman.ledger.page import Page
from dragoman.records import Event, Span, Statement

FEW = 4  # least words of an assertion
SENTENCE = 5  # least words of one whose only verb may end in "ing"
SHORT = 14  # words of a statement that says no more than that something is not so

_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial|ials)|disput(?:es?|ed|ing)|refut\w+|rebut\w*|contradict\w*|debunk\w*|disavow\w*|disclaim\w*"
    r"|counter(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_DISMISS = re.compile(
    r"\b(?:dismiss\w*|reject\w*|brush\w*|shrug\w*|hit\s+back|jab\w*\s+back|fir\w+\s+back|push\w*\s+back|scoff\w*|pour\w*\s+scorn|ridicul\w*)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:call\w*|describ\w*|brand\w*|label\w*|term(?:s|ed|ing)?|slam\w*|denounc\w*)\b", re.IGNORECASE
)
UNTRUE = re.compile(
    r"\b(?:allegations?|claims?|accusations?|charges?|suggestions?|notion|reports?|rumou?rs?|assertions?|criticisms?|complaints?|idea"
    r"|speculation|narrative|characteri[sz]ation|theory|theories|findings?|figures?|accounts|versions?|talk\s+of)\b",
    re.IGNORECASE,
)
_FALSE = (
    r"no\s+such|not\s+(?:so|true|the\s+case|correct|accurate)|untrue|baseless|groundless|unfounded|unsubstantiated|false(?:ly|hoods?)?"
    r"|fabricat\w+|invent(?:ed|ions?)|fiction\w*|propaganda|disinformation|misinformation|slander\w*|smears?|nonsense|absurd|ridiculous|rubbish"
    r"|lie[sd]?|lying|liars?|fake|hoax|nothing\s+to\s+do\s+with|never\s+happened|no\s+evidence|no\s+proof|fairy\s+tales?"
    r"|(?:absolutely|completely|totally|entirely|simply)\s+wrong|inaccurate|made\s+up"
)
_PLAINLY_FALSE = re.compile(rf"\b(?:{_FALSE})\b", re.IGNORECASE)
_NOT_SO = re.compile(
    rf"\b(?:{_FALSE}|(?:is|are|was|were|has|have|had|did|does|do)n[’']t|had\s+not|has\s+not|have\s+not|did\s+not|does\s+not)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"^\W*(?:(?:we|he|she|they|I)\s+(?:have\s+|had\s+|has\s+)?(?:said|made\s+clear)\s+(?:\w+ly\s+)?that\s+)?"
    r"(?:(?!that\b|which\b|who\b|because\b|if\b)[\w’'.-]+\s+){0,7}?(?:not|never|no|nothing|nobody|none|neither|nor)\b"
    r"|^\W*(?:[\w’'.-]+\s+){0,6}?\w+n[’']t\b",
    re.IGNORECASE,
)
_OF_THE_CHARGE = re.compile(
    rf"\W*(?:(?:all|the|these|those|such|any|that|this|its|their)\s+)+(?:[\w’'-]+\s+){{0,2}}?{UNTRUE.pattern}[^,;]{{0,40}}?"
    r"\b(?:is|are|was|were|had|has|have|amount\w*|lack\w*)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:demand\w*|urg(?:e[sd]?|ing)|call(?:s|ed|ing)\s+(?:for|on|upon)|appeal\w*|ask(?:s|ed|ing)?|request\w*|implor\w+|press(?:es|ed)"
    r"|threat\w*|vow\w*|pledg\w*|promis\w*|offer\w*|propos\w*|refus\w*|declin\w*|order\w*|want(?:s|ed)?|hop(?:e[sd]?|ing)"
    r"|encourag\w*|recommend\w*|invit\w*|praise[sd]?|welcom\w*|congratulat\w*|thank\w*|apolog\w*|call(?:s|ed|ing)?\s+(?:it|him|her|them))\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"^\W*(?:not\s+)?to\s+[a-z]+\b", re.IGNORECASE)
_CHARGE_BEFORE = re.compile(
    r"(?:,\s+(?:which|something|(?:an?|the)\s+(?:[\w’'-]+\s+){0,2}?(?:allegation|claim|accusation|charge|assertion|figure|report|suggestion|idea|notion)s?)"
    r"|\b(?:allegations|claims|accusations|charges|assertions|reports))\b[^,;]{0,60}$",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\s+(?:this|that|it|them|these|those)\b(?!\s+\w+ing\b)", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r",?\s+(?:and|but)\s+(?:that|said|says|accused|it|they|he|she)\b|;\s", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|says|say|insist\w*|claim\w*|respond\w*|told|repl(?:y|ied|ies)|maintain\w*|stress\w*)\b", re.IGNORECASE
)
_PREVENTED = re.compile(
    r"\b(?:entry|access|visas?|permission|bail|asylum|request|treatment|entrance|service)\b", re.IGNORECASE
)
MODAL = re.compile(
    r"\b(?:will|shall|[’']ll|won[’']t|would|wouldn[’']t|could|couldn[’']t|may|might|should|shouldn[’']t|must|can|can[’']t|cannot|ought"
    r"|going\s+to|needs?\s+to|have\s+to|has\s+to|hopes?|hoped|wants?|wished|wish|let[’']s|let\s+us)\b",
    re.IGNORECASE,
)
_THINK = re.compile(
    r"\b(?:I\s+(?:think|believe|hope|guess|feel|want|love|like|would|wish|don[’']t)|in\s+my\s+(?:view|opinion)|glad|happy|sad|sorry"
    r"|time\s+(?:to|for)|thank\w*|congratulat\w*|welcome[sd]?|appreciat\w*|condemn\w*|mourn\w*)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:can|could|cannot|may|might|must|should)\b|\b(?:can|could|must|should)n[’']t\b", re.IGNORECASE)
_DUTY = re.compile(
    r"\b(?:must|should|shouldn[’']t|ought|needs?\s+to|have\s+to|has\s+to|let[’']s|let\s+us|let)\b", re.IGNORECASE
)
_BE = r"is|are|was|were|has|have|had|been|be|did|do|does|[’']s|[’']re|[’']ve|isn[’']t|aren[’']t|wasn[’']t"
_IRREGULAR = (
    r"took|made|came|went|sent|gave|saw|knew|told|said|held|kept|left|led|met|paid|put|ran|set|shot|stood|won|wrote|began"
    r"|fell|grew|fought|brought|built|broke|became|lost|struck|used|let|cut|hit|sold|spent|drove|sank|hid|bore|caught|chose"
    r"|dug|drew|felt|flew|froze|hung|laid|lay|lent|meant|rode|rose|sought|shook|spoke|stole|swept|taught|threw|tore|withdrew"
    r"|understood|overthrew|hurt|quit|spread"
)
_NO_NOUN = r"(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\bof )(?<!\bin )"
_VERB = re.compile(rf"\b(?:{_BE}|{_NO_NOUN}\w{{3,}}(?:ed|ing)|\w{{3,}}[^s\W]s|{_IRREGULAR})\b")
_FACT_VERB = re.compile(rf"\b(?:{_BE}|{_NO_NOUN}\w{{3,}}ed|\w{{3,}}[^s\W]s|{_IRREGULAR})\b")
_SURE_VERB = re.compile(rf"\b(?:{_BE}|{_NO_NOUN}\w{{3,}}ed|{_IRREGULAR})\b")
_QUESTION = re.compile(r"\W*(?:why|whether|how|what|when|where|who|if)\b", re.IGNORECASE)
_OWN_PLAN = re.compile(
    r"\W*(?:we|I|it|they|he|she)\s*(?:is|are|am|was|were|[’']re|[’']m)\s+(?:\w+ly\s+)?(?:prepar(?:ing|ed)|planning|ready|willing"
    r"|considering|working|looking|studying|reviewing|monitoring|following|watching)\b",
    re.IGNORECASE,
)


def is_denial(page: Page, event: Event) -> bool:
    """Whether a rejection denies a fact: "denied sending troops", "dismissed the allegations"; not "denied a visa"."""
    words = page.words(event.trigger)
    here = page.sentence_span(event.sentence)
    after = page.text[event.trigger.end : min(here.end, event.trigger.end + 80)]
    if event.mode not in (None, "change"):
        return False
    if _DENY.search(words):
        return not _PREVENTED.search(after[:40])
    if _DISMISS.search(words):
        charged = UNTRUE.search(after) or _PLAINLY_FALSE.search(after[:60]) or _POINTS.match(after)
        return bool(charged) or points_back(page, event.trigger)
    if event.mode is not None:
        return False
    return bool(_NOT_SO.search(words)) or bool(_SAID.search(words) and _NOT_SO.search(after[:60]))


def points_back(page: Page, trigger: Span) -> bool:
    """Whether what is denied stands before the verb: "..., an allegation that Rome rejects."."""
    sentence = page.sentence_at(trigger.start)
    if sentence is None:
        return False
    return bool(_CHARGE_BEFORE.search(page.text[max(sentence.start, trigger.start - 70) : trigger.start]))


def denies(page: Page, statement: Statement) -> bool:
    """Whether a statement is told as a denial, or says no more than that something is not so."""
    cue = page.words(statement.cue) if statement.cue else ""
    content = content_words(page, statement)
    if _DENY.search(cue):
        return True
    if statement.cue and (_DISMISS.search(cue) or _CALLED.search(cue)):
        after = page.text[statement.cue.end : page.sentence_span(statement.sentence).end][:90]
        charge = UNTRUE.search(content) or UNTRUE.search(after)
        return bool(charge and _DISMISS.search(cue)) or bool(_PLAINLY_FALSE.search(f"{content} {after}"))
    plainly = _PLAINLY_FALSE.search(content)
    if plainly is None:
        return False
    clause = first_clause(content)
    return len(clause.split()) <= SHORT if plainly.end() <= len(clause) else len(content.split()) <= 2 * SHORT


def first_clause(content: str) -> str:
    """The first of several things said: "it was a lie and that the truce holds" -> "it was a lie"."""
    return _NEXT_CLAUSE.split(content, maxsplit=1)[0]


def is_negated(page: Page, statement: Statement) -> bool:
    """Whether what is said rebuts: its main verb is negated, or it speaks of the charge ("the report was biased")."""
    clause = first_clause(content_words(page, statement))
    negated = _NEGATED.search(clause)
    return bool(negated and not _MAY.search(negated.group())) or bool(_OF_THE_CHARGE.match(clause))


def content_words(page: Page, statement: Statement) -> str:
    return " ".join(page.words(span) for span in statement.content)


def content_span(statement: Statement) -> Span:
    return Span(start=statement.content[0].start, end=statement.content[-1].end)


def is_assertion(page: Page, statement: Statement) -> bool:
    """Whether a statement asserts an act or a state: no forecast, wish, opinion, question, thanks or fragment."""
    content = content_words(page, statement).strip(" “”\"'‘’")
    head = content[:90]
    cue = page.words(statement.cue) if statement.cue else ""
    if _ASKED.search(cue) or _CALLED.search(cue) or _INFINITIVE.match(content) or _QUESTION.match(content):
        return False  # a demand, threat or promise, a name given, a question told
    if len(content.split()) < FEW or content.rstrip("”\"’'").endswith(("?", "!")):
        return False
    verb = _VERB if len(content.split()) >= SENTENCE else _FACT_VERB
    if verb.search(content) is None or _OWN_PLAN.match(content):
        return False
    return not (_before(MODAL, _VERB, content) or _before(_DUTY, _SURE_VERB, content) or _THINK.search(head))


def _before(modal: re.Pattern[str], verb: re.Pattern[str], content: str) -> bool:
    """Whether the modal stands before any verb that tells a fact: it will, could or must be so."""
    first, fact = modal.search(content), verb.search(content)
    return first is not None and (fact is None or first.start() <= fact.start())
