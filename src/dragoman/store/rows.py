"""Coded articles -> the rows of the store's tables. What a record's columns hold is said in `columns`; here they are
only told apart: flat codes on the event, one row a party, one row a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman import columns
from dragoman.columns import Row
from dragoman.records import Coded, Event, Party, Run, Sentence, Span

from . import ids

PROVENANCE_SPANS = ("dateline_place", "dateline_date", "byline", "contributors")
LISTS = ("actors", "recipients", "quantities")  # columns of an event that are tables of their own


@dataclass(slots=True)
class Rows:
    """Rows by table, in the order in which they are written."""

    runs: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    sentences: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    event_parties: list[Row] = field(default_factory=list)
    quantities: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)

    def names(self) -> list[Row]:
        """Every name by which somebody can be asked for."""
        found = [name for row in self.events for role in ("actor", "recipient") for name in row[f"{role}_names"]]
        found += [row["source_name"] for row in self.events]
        found += [row[f"{r}_name"] or row[f"{r}_text"] for row in self.statements for r in ("speaker", "addressee")]
        return [{"name": name} for name in dict.fromkeys(found) if name]

    def add(self, coded: Coded) -> str:
        """Adds the rows of one article and returns its id."""
        article_id = ids.article_id(coded.article)
        self.runs.append(run_row(coded.run))
        self.articles.append(article_row(article_id, coded))
        self.sentences += [
            {"article_id": article_id, "sentence": s.index, "start_char": s.start, "end_char": s.end,
             "kind": s.kind.value} for s in coded.sentences]  # fmt: skip
        self._add_events(article_id, coded)
        for statement_id, row in zip(
            ids.statement_ids(article_id, coded.statements), columns.statement_rows(coded), strict=True
        ):
            self.statements.append(_owned(row, "statement_id", statement_id, article_id))
        return article_id

    def _add_events(self, article_id: str, coded: Coded) -> None:
        event_ids = ids.event_ids(article_id, coded.events)
        stands = {sentence.index: sentence for sentence in coded.sentences}
        text = coded.article.text
        for event, row in zip(coded.events, columns.event_rows(coded), strict=True):
            event_id = event_ids[event.id]
            self.events.append(event_row(event_id, article_id, event, row, event_ids, stands.get(event.sentence)))
            for role in ("actor", "recipient"):
                for position, party in enumerate(row[f"{role}s"]):
                    self.event_parties.append(_party_row(event_id, article_id, role, position, party))
            for position, quantity in enumerate(row["quantities"]):
                self.quantities.append(_quantity_row(event_id, article_id, position, quantity, text))


def run_row(run: Run) -> Row:
    return {"run_id": ids.run_id(run), "version": run.version, "model": run.model, "ontology": run.ontology,
            "settings": run.settings}  # fmt: skip


def article_row(article_id: str, coded: Coded) -> Row:
    row = columns.document_row(coded)
    provenance = coded.provenance
    kept = ("published", "published_assumed", "publisher", "title", "url", "language", "agency", "text", "n_events",
            "n_statements", "notes", *PROVENANCE_SPANS)  # fmt: skip
    spans: dict[str, Span | None] = {name: getattr(provenance, name) for name in PROVENANCE_SPANS}
    return {
        "article_id": article_id,
        "document": coded.article.id,
        "read_from": coded.article.origin,
        "text_hash": ids.text_hash(coded.article),
        "run_id": ids.run_id(coded.run),
        "origin_id": article_id,
        "n_shingles": 0,
        **{name: row[name] for name in kept},
        **_ends("agency", provenance.agency_span),
        **{key: value for name, span in spans.items() for key, value in _ends(name, span).items()},
    }


def event_row(
    event_id: str, article_id: str, event: Event, row: Row, event_ids: dict[str, str], sentence: Sentence | None
) -> Row:
    first, published = row["first_day"], row["published"]
    flat = _owned(row, "event_id", event_id, article_id)
    for name in LISTS:
        del flat[name]
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        flat[f"{role}_names"] = _names(parties)
        flat[f"{role}_roles"] = _roles(parties)
    flat["sentence_start"] = sentence.start if sentence else None
    flat["sentence_end"] = sentence.end if sentence else None
    flat["day"] = first or published
    flat["until_day"] = (row["last_day"] or first) if first else published
    flat["day_from"] = "text" if first else "published" if published else None
    flat["same_as"] = event_ids.get(event.same_as) if event.same_as else None
    return flat


def _owned(row: Row, key: str, own_id: str, article_id: str) -> Row:
    flat = {name: value for name, value in row.items() if name not in ("id", "document")}
    return {key: own_id, "article_id": article_id, **flat}


def _names(parties: Sequence[Party]) -> list[str]:
    return list(dict.fromkeys(name for party in parties if (name := party.name or party.text)))


def _roles(parties: Sequence[Party]) -> list[str]:
    """Sectors with their code and alone: what a question by code and sector looks for."""
    found = [(p.code, sector) for p in parties for sector in (p.sector, *p.other_sectors) if sector]
    return list(dict.fromkeys(role for code, sector in found for role in (f"{code or ''}:{sector}", f":{sector}")))


def _party_row(event_id: str, article_id: str, role: str, position: int, party: Row) -> Row:
    flat: Row = {"event_id": event_id, "article_id": article_id, "role": role, "position": position, **party}
    return text_ends(flat)


def _quantity_row(event_id: str, article_id: str, position: int, quantity: Row, text: str) -> Row:
    words = text[quantity["start"] : quantity["end"]]
    return text_ends({"event_id": event_id, "article_id": article_id, "position": position, "text": words, **quantity})


def text_ends(row: Row) -> Row:
    """`start` and `end` alone would be SQL words."""
    row["text_start"], row["text_end"] = row.pop("start"), row.pop("end")
    return row


def _ends(name: str, span: Span | None) -> Row:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def failure_rows(failures: Iterable[Any]) -> list[Row]:
    return [{"failure_id": ids.failure_id(f), "document": f.article, "room": f.room, "code": f.code,
             "message": f.message} for f in failures]  # fmt: skip
