"""What became of a commitment, and only where a text says so.

A demand is refused, met or accepted, and an offer accepted or refused, by an act of the party addressed that is aimed
at nobody else and told in its words, or told right after it as an answer to "the demand". A red line is crossed where
the one who drew it is quoted as saying so. Each pair of a commitment and an answer is judged by itself, so the order
of arrival cannot matter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .likeness import NEGATED, Sides, Words, content
from .records import sides
from .window import moved

Row = dict[str, Any]
DAYS = 60  # an answer comes within so many days
RED_LINE_DAYS = 365
NEXT = 2  # sentences after a demand in which "the demand" is that one
CLAUSE = 80  # characters after the trigger of an answer that say what it is about
SHARED = 2  # words that commitment and answer have in common at least,
COVERED = 0.5  # and least share of the commitment's words, each by its rarity, that the answer's sentence has
ANSWERS: Mapping[tuple[str, str], str] = {
    ("demand", "REJECT"): "refused", ("demand", "CONCEDE"): "met", ("demand", "AGREE"): "accepted",
    ("guarantee", "REJECT"): "refused", ("guarantee", "CONCEDE"): "met", ("guarantee", "AGREE"): "accepted",
    ("offer", "REJECT"): "refused", ("offer", "CONCEDE"): "accepted", ("offer", "AGREE"): "accepted",
}  # fmt: skip
COMMITMENTS = """
SELECT c.commitment_id AS id, c.article_id, c.published, c.sentence, c.text, c.kind, c.cue_start, c.text_end,
       list(struct_pack(role := p.role, code := p.code, name := coalesce(p.name, p.text), evidence := p.evidence)
            ORDER BY p.role, p.position) AS parties
FROM commitments c JOIN v_ledger_parties p ON p.record_id = c.commitment_id
WHERE c.kind IN (SELECT unnest(?)) AND (c.published BETWEEN ? AND ? OR c.article_id IN (SELECT unnest(?)))
GROUP BY ALL ORDER BY id
"""
EVENTS = """
SELECT e.event_id AS id, e.article_id, e.published, e.sentence, e.type, e.trigger_text, e.trigger_start,
       a.text[s.start_char + 1:s.end_char] AS words, a.text[e.trigger_start + 1:s.end_char] AS after
FROM events e JOIN articles a USING (article_id)
JOIN sentences s ON s.article_id = e.article_id AND s.sentence = e.sentence
WHERE e.type IN ('REJECT', 'CONCEDE', 'AGREE') AND e.status = 'actual'
  AND (e.published BETWEEN ? AND ? OR e.article_id IN (SELECT unnest(?)))
ORDER BY id
"""
PARTIES = """
SELECT event_id, role, code, coalesce(name, text) AS name, evidence FROM event_parties
WHERE event_id IN (SELECT unnest(?)) ORDER BY event_id, role, position
"""
CROSSED = r"""
SELECT t.statement_id AS id, t.article_id, t.published, t.content_text AS words, t.content[1].start AS start_char,
       t.speaker_code AS code, coalesce(t.speaker_name, t.speaker_text) AS name, t.speaker_evidence AS evidence
FROM statements t WHERE regexp_matches(t.content_text, '\bred lines?\b', 'i')
  AND (t.published BETWEEN ? AND ? OR t.article_id IN (SELECT unnest(?))) ORDER BY id
"""
# A denial of fact ("denied sending troops") refuses nothing
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|dismiss\w*|no\s+such|not\s+so|false\w*|untrue|refut\w*)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\b(?:the|that|this|these|those|such|all|both|any|its|his|her|their|\w+[’']s?)\s+(?:[\w’'-]+\s+)?"
    r"(?P<what>demands?|ultimatum|calls?|requests?|conditions?|appeals?|offers?|proposals?|invitation|overtures?|guarantees?)\b",
    re.IGNORECASE,
)
_CROSSED = re.compile(
    r"\bcross(?:ed|es|ing)?\b|\boverstepp?\w*\b|\bviolat(?:ed|es|ion)\b|\bbreach(?:ed|es)?\b", re.IGNORECASE
)
_ONLY_IF = re.compile(
    r"\b(?:if|would|could|should|may|might|must|not|never|no|unless|will|were|until)\b|n[’']t\b", re.IGNORECASE
)


class Answer(NamedTuple):
    """A commitment's record and what answers it."""

    record: str
    answer: str
    article: str
    what: str


def answers(store: Any, new: set[str], days: Sequence[dt.date]) -> tuple[list[str], list[Answer]]:
    """The commitments of the new articles, and every answer that these articles add: theirs, and to theirs."""
    first, last = min(days, default=None), max(days, default=None)
    articles = sorted(new)
    kinds = sorted({kind for kind, _ in ANSWERS})
    asked = store.sql(COMMITMENTS, [kinds, moved(first, -DAYS), last, articles]).to_pylist()
    events = store.sql(EVENTS, [first, moved(last, DAYS), articles]).to_pylist() if asked else []
    found = _answered(asked, events, _parties(store, events), new)
    red = store.sql(COMMITMENTS, [["red_line"], moved(first, -RED_LINE_DAYS), last, articles]).to_pylist()
    said = store.sql(CROSSED, [first, moved(last, RED_LINE_DAYS), articles]).to_pylist() if red else []
    found += _crossed(red, said, new)
    return sorted({row["id"] for row in (*asked, *red) if row["article_id"] in new}), found


def _parties(store: Any, events: Sequence[Row]) -> dict[str, dict[str, Sides]]:
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: {"actor": [], "recipient": []})
    for row in store.sql(PARTIES, [[event["id"] for event in events]]).to_pylist() if events else ():
        found[row["event_id"]][row["role"]].append(row)
    return {id: {role: sides(parties) for role, parties in roles.items()} for id, roles in found.items()}


def _answered(
    asked: Sequence[Row], events: Sequence[Row], parties: Mapping[str, Mapping[str, Sides]], new: set[str]
) -> list[Answer]:
    """Looked up by word, so that each event is held against those few commitments that share words with it, or stand
    in its article."""
    of_word: dict[str, list[int]] = defaultdict(list)
    of_article: dict[str, list[int]] = defaultdict(list)
    words = [content(row["text"]) for row in asked]
    who = [(_of(row, "by"), _of(row, "to")) for row in asked]
    for at, row in enumerate(asked):
        of_article[row["article_id"]].append(at)
        for word in words[at]:
            of_word[word].append(at)
    found: list[Answer] = []
    for event in events:
        acting = parties.get(event["id"])
        if acting is None or _is_no_answer(event):
            continue
        told = content(event["words"])
        counts: dict[int, int] = defaultdict(int)
        for word in told:
            for at in of_word.get(word, ()):
                counts[at] += 1
        near = {at for at, n in counts.items() if n >= SHARED} | set(of_article.get(event["article_id"], ()))
        for at in sorted(near):
            row = asked[at]
            what = ANSWERS.get((row["kind"], event["type"]))
            if what is None or not {row["article_id"], event["article_id"]} & new or not _fits(who[at], acting):
                continue
            if _in_words(row, event, words[at], told, counts[at]) or _points_back(row, event):
                found.append(Answer(row["id"], event["id"], event["article_id"], what))
    return found


def _is_no_answer(event: Row) -> bool:
    """Whether a rejection denies a fact, or what was given is at once taken back ("agreed that it cannot")."""
    if event["type"] == "REJECT":
        return bool(_DENIAL.search(event["trigger_text"]))
    return bool(NEGATED.search(event["after"][:CLAUSE]))


def _of(row: Row, role: str) -> Sides:
    return sides(party for party in row["parties"] if party["role"] == role)


def _fits(who: tuple[Sides, Sides], acting: Mapping[str, Sides]) -> bool:
    """Whether the one addressed acts, not the one who asked, and towards him where the text names anybody."""
    by, to = who
    actor, recipient = acting["actor"], acting["recipient"]
    if not actor.same(to) or actor.same(by):
        return False
    return not recipient or recipient.shares(by)


def _after(row: Row, event: Row) -> bool:
    if row["article_id"] == event["article_id"]:
        return bool(event["trigger_start"] >= row["text_end"] and event["trigger_start"] > row["cue_start"])
    if row["published"] is None or event["published"] is None:
        return False
    gap: int = (event["published"] - row["published"]).days
    return 0 <= gap <= DAYS


def _in_words(row: Row, event: Row, asked: Words, told: Words, n_shared: int) -> bool:
    if not _after(row, event) or n_shared < SHARED:
        return False
    return sum(asked[word] for word in asked if word in told) >= COVERED * sum(asked.values())


def _points_back(row: Row, event: Row) -> bool:
    """ "rejected the demand", in the same article right after it."""
    if row["article_id"] != event["article_id"] or not _after(row, event):
        return False
    near: bool = event["sentence"] - row["sentence"] <= NEXT
    return near and bool(_POINTS_BACK.search(event["after"][:CLAUSE]))


def _crossed(red: Sequence[Row], said: Iterable[Row], new: set[str]) -> list[Answer]:
    found: list[Answer] = []
    for statement in said:
        crossed = _CROSSED.search(statement["words"])
        if crossed is None or _ONLY_IF.search(statement["words"], 0, crossed.end()):
            continue
        speaker = sides([statement])
        for row in red:
            same = row["article_id"] == statement["article_id"]
            gap = (
                (statement["published"] - row["published"]).days if statement["published"] and row["published"] else -1
            )
            later = statement["start_char"] >= row["text_end"] if same else 0 <= gap <= RED_LINE_DAYS
            if later and speaker.shares(_of(row, "by")) and {row["article_id"], statement["article_id"]} & new:
                found.append(Answer(row["id"], statement["id"], statement["article_id"], "crossed"))
    return found
