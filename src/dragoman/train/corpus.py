"""Annotated documents -> training documents with labels on words.

Sources (see `docs/develop/training.md` for licences): `events/careful-reading` (events and statements by the project's
guide) and PolNeAR (attributions). Nothing of their texts is written anywhere.
"""

from __future__ import annotations

import bisect
import datetime as dt
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.encode.windows import Tokenizer, Tokens
from dragoman.labels import KINDS, MODES, SECTORS, STATUSES, TYPES
from dragoman.records import Article, Sentence, Span
from dragoman.resolve.dates import find_times, resolve_time
from dragoman.resolve.dictionary import Names, load_names
from dragoman.resolve.names import NounTable, Page
from dragoman.train.recase import Recaser
from dragoman.train.shorthand import read_own, read_real

TYPE_INDEX = {name: i for i, name in enumerate(TYPES)}
MODE_INDEX = {name: i for i, name in enumerate(MODES)}
STATUS_INDEX = {name: i for i, name in enumerate(STATUSES)}
SECTOR_INDEX = {name: i for i, name in enumerate(SECTORS)}
KIND_INDEX = {name: i for i, name in enumerate(KINDS)}


@dataclass(slots=True)
class Labelled:
    """One document: its sentences' tokens and, by word number within the document, what they carry."""

    id: str
    tokens: list[Tokens]
    guided: bool  # events and statements by the guide; else PolNeAR attributions only
    dated: bool = False  # whether times are annotated: without a day of publication "on Friday" has no date
    events: list[tuple[int, int, int, int, int, int]] = field(
        default_factory=list
    )  # first, last, type, mode, status, core
    cues: list[tuple[int, int]] = field(default_factory=list)  # word, index into CUES (1 say, 2 running)
    roles: list[tuple[int, str, int]] = field(default_factory=list)  # anchor word, role, word (first word of the party)
    mentions: dict[tuple[int, int], tuple[str, int, int]] = field(
        default_factory=dict
    )  # (first, last) -> name, sector, kind
    codes: dict[int, str] = field(default_factory=dict)  # first word of a mention -> country or international code
    homes: dict[int, str] = field(default_factory=dict)  # first word of a known name -> its code


def split_of(doc_id: str) -> str:
    """Which part a document belongs to, by its name alone: train (84 %), dev (8 %), test (8 %)."""
    digit = int(hashlib.sha256(doc_id.encode()).hexdigest()[:4], 16) % 25
    return "test" if digit < 2 else "dev" if digit < 4 else "train"


def read_gz(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def line_spans(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


class Words:
    """All words of a document, to find the word at a character."""

    def __init__(self, tokens: Sequence[Tokens]) -> None:
        self.starts = np.concatenate([t.starts for t in tokens]).tolist()
        self.ends = np.concatenate([t.ends for t in tokens]).tolist()

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last word of characters [start, end), or None when no word lies there."""
        first = bisect.bisect_right(self.ends, start)
        last = bisect.bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None


def guided_documents(tokenizer: Tokenizer, docs: Path, annotations: Path) -> Iterator[Labelled]:
    """Documents coded by the project's guide, text (docs) joined with annotations by id."""
    texts = {d["id"]: d for d in read_gz(docs)}
    for row in read_gz(annotations):
        yield guided_document(tokenizer, texts[row["doc_id"]], row)


def own_documents(tokenizer: Tokenizer, folder: Path) -> Iterator[Labelled]:
    """The project's own passages, in the annotators' shorthand."""
    for path in sorted(folder.glob("*.txt")):
        for document, row in read_own(path):
            yield guided_document(tokenizer, document, row)


def real_documents(tokenizer: Tokenizer, folder: Path, corpus: Path) -> Iterator[Labelled]:
    """Annotations of articles that lie in the corpus folder, joined with their texts."""
    documents = {d["id"]: d for d in real_texts(corpus)}
    texts = {name: d["text"] for name, d in documents.items()}
    for path in sorted(folder.glob("*.txt")):
        for document, row in read_real(path, texts):
            yield guided_document(tokenizer, documents[document["id"]], row)


ARTICLES = (
    "attribution/polnear-train.jsonl.gz", "news/guardian-syria.jsonl.gz", "news/synthetic-plover-stories.jsonl.gz",
    "eventcoref/ecbplus-train.jsonl.gz",
)  # fmt: skip
SENTENCE_END = re.compile(r"(?<=[a-z0-9)][.!?])[\"”’]?\s+(?=[\"“‘]?[A-Z])")


def real_texts(corpus: Path) -> Iterator[dict[str, Any]]:
    """Texts of the corpus folder as the annotators saw them: one sentence a line, the first forty; MUC-4's in ordinary
    case; and the lines of the quad-class set, a document each, `quad_N` for the N-th line."""
    for name in ARTICLES:
        for row in read_gz(corpus / name):
            yield {**row, "text": _lines(row["text"].split("\n"))}
    with gzip.open(corpus / "events" / "muc4-train.json.gz", "rt", encoding="utf-8") as file:
        reports = {f"muc_{id.lower()}": row["doc"] for id, row in json.load(file).items()}
    printed = Recaser((row["text"] for name in ARTICLES[:2] for row in read_gz(corpus / name)), reports.values())
    for id, text in reports.items():
        yield {"id": id, "text": _lines([printed(" ".join(p.split())) for p in re.split(r"\n\s*\n", text)])}
    lines = (corpus / "events" / "quad-class-train.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        yield {"id": f"quad_{number}", "text": line.rpartition("\t")[0].strip()}


def _lines(paragraphs: Sequence[str]) -> str:
    sentences = [s.strip() for p in paragraphs if p.strip() for s in SENTENCE_END.split(p.strip()) if s.strip()]
    return "\n".join(sentences[:40])


def guided_document(tokenizer: Tokenizer, source: dict[str, Any], row: dict[str, Any]) -> Labelled:
    text = source["text"]
    published = dt.date.fromisoformat(source["published"][:10]) if source.get("published") else None
    lines = line_spans(text)
    document = Labelled(row["doc_id"], tokenizer.tokens(text, lines), True, dated=published is not None)
    words = Words(document.tokens)
    document.homes = known_names(text, lines, published, words)
    named: dict[str, list[int]] = {}
    places: list[tuple[int, int]] = []
    for event in row["events"]:
        for party in (*event["actors"], *event["recipients"], *([event["source"]] if event["source"] else [])):
            _add_mention(document, words, named, party)
    for statement in row["statements"]:
        _locate_statement(text, lines, statement)
        if statement.get("speaker_span"):
            start, end = statement["speaker_span"]
            party = {
                "name": statement["speaker"],
                "code": statement["code"],
                "sector": statement["sector"],
                "start": start,
                "end": end,
            }
            _add_mention(document, words, named, party)
    for event in row["events"]:
        _add_event(document, words, named, lines, text, event, places)
        if event["date"] and published and (time := _time_words(text, lines[event["sent"]], event, published)):
            span = words.span(time.start, time.end)
            anchor = words.span(event["start"], event["end"])
            if span and anchor:
                document.roles.append((anchor[0], "time", span[0]))
                places.append(span)
    for statement in row["statements"]:
        _add_statement(document, words, named, statement)
    for first, last in places:  # the end of a place or time is learned like a party's, its name is not
        document.mentions.setdefault((first, last), ("", -1, -1))
    return document


@cache
def _tables() -> tuple[Names, NounTable]:
    return load_names(), NounTable()


def known_names(text: str, lines: Sequence[tuple[int, int]], published: dt.date | None, words: Words) -> dict[int, str]:
    """First words of the names that the resolver's tables know, with the code of each."""
    names, nouns = _tables()
    sentences = [Sentence(index=i, start=start, end=end) for i, (start, end) in enumerate(lines)]
    page = Page(Article(id="", text=text, published=published), sentences, (names,), nouns)
    known = {}
    for hit in page.hits:
        code, span = hit.entries[0].code, words.span(hit.start, hit.end)
        if code and span:
            known[span[0]] = code
    return known


def _kind(code: str | None) -> int:
    return KIND_INDEX["none"] if code is None else KIND_INDEX.get(code, KIND_INDEX["country"])


def _add_mention(document: Labelled, words: Words, named: dict[str, list[int]], party: dict[str, Any]) -> None:
    if party.get("start") is None or not (span := words.span(party["start"], party["end"])):
        return
    sector = SECTOR_INDEX.get(party.get("sector") or "none", 0)
    document.mentions[span] = (party["name"] or "", sector, _kind(party["code"]))
    if party["code"]:
        document.codes[span[0]] = party["code"]
    named.setdefault(party["name"] or "", []).append(span[0])


def _party_word(words: Words, named: dict[str, list[int]], party: dict[str, Any], anchor: int) -> int | None:
    """First word of the party; one without words in the sentence is where it was last named before."""
    if party.get("start") is not None:
        span = words.span(party["start"], party["end"])
        return span[0] if span else None
    before = [w for w in named.get(party["name"] or "", ()) if w < anchor]
    return max(before) if before else None


def _add_event(
    document: Labelled, words: Words, named: dict[str, list[int]], lines: Sequence[tuple[int, int]], text: str,
    event: dict[str, Any], places: list[tuple[int, int]],
) -> None:  # fmt: skip
    span = words.span(event["start"], event["end"])
    if span is None:
        return
    mode = MODE_INDEX.get((event["type"], event["mode"]), MODE_INDEX["none", "none"])
    document.events.append((*span, TYPE_INDEX[event["type"]], mode, STATUS_INDEX[event["status"]], int(event["core"])))
    for role, parties in (
        ("actor", event["actors"]),
        ("recipient", event["recipients"]),
        ("source", [event["source"]]),
    ):
        for party in parties:
            if party and (word := _party_word(words, named, party, span[0])) is not None:
                document.roles.append((span[0], role, word))
    if event["location"]:
        start, end = lines[event["sent"]]
        found = [m.start() for m in re.finditer(re.escape(event["location"]), text[start:end])]
        if found:
            at = start + min(found, key=lambda o: abs(start + o - event["start"]))
            if place := words.span(at, at + len(event["location"])):
                document.roles.append((span[0], "place", place[0]))
                places.append(place)


def _time_words(text: str, line: tuple[int, int], event: dict[str, Any], published: dt.date) -> Span | None:
    """The time expression of the sentence that means the annotated date, nearest to the trigger."""
    means = []
    for span in find_times(text, *line):
        values = {resolve_time(text, span, published=published, direction=d).value for d in ("past", "future")}
        if any(v and (v.startswith(event["date"]) or event["date"].startswith(v)) for v in values):
            means.append(span)
    return min(means, key=lambda s: abs(s.start - event["start"]), default=None)


def _locate_statement(text: str, lines: Sequence[tuple[int, int]], statement: dict[str, Any]) -> None:
    """Adds the offsets of speaker and cue, which the annotation gives as words of the sentence: the pair nearest to
    each other and outside the content where possible."""
    start, end = lines[statement["sent"]]
    line = text[start:end]

    def places(words: str | None) -> list[int]:
        return [start + m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", line)] if words else []

    def inside(at: int) -> bool:
        return bool(statement["start"] <= at < statement["end"])

    speakers: list[int | None] = [*places(statement["speaker_text"])] or [None]
    cues: list[int | None] = [*places(statement["cue"])] or [None]

    def cost(speaker: int | None, cue: int | None) -> float:
        near = abs(speaker - cue) if speaker is not None and cue is not None else 0
        return near + 50 * sum(at is not None and inside(at) for at in (speaker, cue))

    speaker, cue = min(((s, c) for s in speakers for c in cues), key=lambda pair: cost(*pair))
    if speaker is not None:
        statement["speaker_span"] = (speaker, speaker + len(statement["speaker_text"]))
    if cue is not None:
        statement["cue_span"] = (cue, cue + len(statement["cue"]))


def _add_statement(document: Labelled, words: Words, named: dict[str, list[int]], statement: dict[str, Any]) -> None:
    content = words.span(statement["start"], statement["end"])
    if content is None or (statement["cue"] and "cue_span" not in statement):
        return
    if cue := statement.get("cue_span"):
        span = words.span(*cue)
        anchor, kind = (span[0] if span else content[0]), 1
    else:
        anchor, kind = content[0], 2
    document.cues.append((anchor, kind))
    document.roles += [(anchor, "content_start", content[0]), (anchor, "content_end", content[1])]
    party = {"name": statement["speaker"]}
    if span := statement.get("speaker_span"):
        party |= {"start": span[0], "end": span[1]}
    if (word := _party_word(words, named, party, anchor)) is not None:
        document.roles.append((anchor, "speaker", word))


def attribution_documents(tokenizer: Tokenizer, path: Path) -> Iterator[Labelled]:
    """PolNeAR articles: every attribution with a cue, its source and content."""
    for row in read_gz(path):
        text = row["text"]
        lines = [s for s in line_spans(text) if text[s[0] : s[1]].strip()]
        document = Labelled(row["id"], [t for t in tokenizer.tokens(text, lines) if len(t.ids)], False)
        words = Words(document.tokens)
        for attribution in row["attributions"]:
            _add_attribution(document, words, attribution)
        yield document


def _add_attribution(document: Labelled, words: Words, attribution: dict[str, Any]) -> None:
    cue = attribution["cue"] and words.span(*attribution["cue"][0])
    content = attribution["content"] and words.span(attribution["content"][0][0], attribution["content"][-1][1])
    if not cue or not content or content[1] - content[0] > 150:
        return
    document.cues.append((cue[0], 1))
    document.roles += [(cue[0], "content_start", content[0]), (cue[0], "content_end", content[1])]
    if attribution["source"] and (source := words.span(*attribution["source"][0])):
        document.roles.append((cue[0], "speaker", source[0]))
        document.mentions.setdefault(source, ("", -1, -1))
