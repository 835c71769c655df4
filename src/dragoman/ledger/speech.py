"""What kind of act a statement is: a denial of fact, an assertion, a forecast, an opinion."""

from __future__ import annotations

import re

from dragoman.ledger.page import Page
from dragoman.records import Event, Span, Statement

SHORT = 14  # words of a statement that says no more than that something is not so

_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial|ials)|disput(?:es?|ed|ing)|refut\w+|rebut\w*|contradict\w*|debunk\w*|disavow\w*|disclaim\w*"
    r"|counter(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_DISMISS = re.compile(
    r"\b(?:dismiss\w*|reject\w*|brush\w*|shrug\w*|hit\s+back|jab\w*\s+back|fir\w+\s+back|push\w*\s+back|scoff\w*|pour\w*\s+scorn)\b",
    re.IGNORECASE,
)
_UNTRUE = re.compile(
    r"\b(?:allegations?|claims?|accusations?|charges?|suggestions?|notion|reports?|rumou?rs?|assertions?|criticisms?|complaints?|idea"
    r"|speculation|narrative|characteri[sz]ation|theory|theories)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:no\s+such|not\s+(?:so|true|the\s+case|correct|accurate)|untrue|baseless|groundless|unfounded|false(?:ly|hood)?|fabricat\w+"
    r"|nonsense|absurd|lies?|fake|hoax|nothing\s+to\s+do\s+with|never\s+happened|no\s+evidence|fairy\s+tale|absolutely\s+wrong|inaccurate"
    r"|(?:is|are|was|were|has|have|had|did|does|do)n[’']t|had\s+not|has\s+not|have\s+not|did\s+not|does\s+not)\b",
    re.IGNORECASE,
)
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
    r"\b(?:I\s+(?:think|believe|hope|guess|feel|want|love|like|would|wish|am|[’']m|don[’']t)|I[’']m|in\s+my\s+(?:view|opinion)|important|crucial"
    r"|necessary|unacceptable|inadmissible|disappoint\w*|glad|happy|sad|sorry|proud|great|terrible|wonderful|best|worst|time\s+(?:to|for)"
    r"|possible|impossible|difficult|hard\s+to|afraid|confident|concerned|worried|determined|committed|convinced|optimistic|hopeful|thank\w*|congratulat\w*|welcome[sd]?|appreciat\w*|condemn\w*|mourn\w*)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|be|did|do|does|[’']s|[’']re|[’']ve|isn[’']t|aren[’']t|wasn[’']t|\w{3,}(?:ed|ing)|\w{3,}[^s\W]s|took|made|came"
    r"|went|sent|gave|saw|knew|told|said|held|kept|left|led|met|paid|put|ran|set|shot|stood|won|wrote|began|fell|grew|fought|brought|built"
    r"|broke|became|lost|struck|used|let|cut|hit|sold|spent|drove|sank|hid|bore|caught|chose|dug|drew|felt|flew|froze|hung|laid|lay|lent|meant|rode|rose|sought|shook"
    r"|spoke|stole|swept|taught|threw|tore|withdrew|understood|overthrew|hurt|quit|spread)\b"
)


def is_denial(page: Page, event: Event) -> bool:
    """Whether a rejection denies a fact: "denied sending troops", "dismissed the allegations"; not "denied a visa"."""
    words = page.words(event.trigger)
    stop = page.sentence_span(event.sentence).end
    after = page.text[event.trigger.end : min(stop, event.trigger.end + 80)]
    if event.mode not in (None, "change"):
        return False
    if _DENY.search(words):
        return not _PREVENTED.search(after[:40])
    if _DISMISS.search(words):
        return bool(_UNTRUE.search(after))
    if event.mode is not None:
        return False
    return bool(_NOT_SO.search(words)) or bool(_SAID.search(words) and _NOT_SO.search(after[:60]))


def denies(page: Page, statement: Statement) -> bool:
    """Whether a statement is told as a denial, or says no more than that something is not so."""
    if statement.cue and _DENY.search(page.words(statement.cue)):
        return True
    content = content_words(page, statement)
    found = _NOT_SO.search(content)
    if found is None or len(content.split()) > SHORT:
        return False
    return not found.group().lower().endswith(("not", "n’t", "n't"))


def content_words(page: Page, statement: Statement) -> str:
    return " ".join(page.words(span) for span in statement.content)


def content_span(statement: Statement) -> Span:
    return Span(start=statement.content[0].start, end=statement.content[-1].end)


def is_assertion(page: Page, statement: Statement) -> bool:
    """Whether a statement asserts an act or a state: no forecast, wish, opinion, question, thanks or fragment."""
    content = content_words(page, statement).strip(" “”\"'‘’")
    head = content[:90]
    if len(content.split()) < 5 or content.rstrip("”\"’'").endswith(("?", "!")):
        return False
    verb = _VERB.search(content)
    if verb is None:
        return False
    modal = MODAL.search(content)
    return not (modal and modal.start() <= verb.start()) and not _THINK.search(head)
