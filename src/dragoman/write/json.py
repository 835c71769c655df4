"""`json`: JSON lines, one object an article: the document, its events, statements and ledger, and who coded
it.

Every name that stands in the text has `text`, `start` and `end` (characters of the article's text, end exclusive).
The order of keys never changes; probabilities have 4 digits, coordinates 5.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable
from typing import Any

from dragoman.records import (
    Agreement,
    Claim,
    Coded,
    Commitment,
    Event,
    Failure,
    Figure,
    Meeting,
    Party,
    Place,
    Provenance,
    Quantity,
    Sentence,
    Span,
    Stance,
    Statement,
    When,
)
from dragoman.write.output import Options, Output, Record

Object = dict[str, Any]  # a JSON object; lives only between a record and its line

# str.splitlines breaks at these, and many readers of JSON lines use it
_LINE_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def write_json(records: Iterable[Record], output: Output, options: Options) -> None:
    for record in records:
        output.write(line(failure_object(record) if isinstance(record, Failure) else coded_object(record)))
        output.flush()


def line(value: Object) -> str:
    """One JSON text on one line, with its line break."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_LINE_BREAKS) + "\n"


def coded_object(coded: Coded) -> Object:
    text = coded.article.text
    return {
        "document": _document(coded),
        "events": [_event(event, coded, text) for event in coded.events],
        "statements": [_statement(statement, coded, text) for statement in coded.statements],
        **ledger_object(coded),
        "notes": list(coded.notes),
        "run": {
            "version": coded.run.version,
            "model": coded.run.model,
            "ontology": coded.run.ontology,
            "settings": coded.run.settings,
        },
    }


def failure_object(failure: Failure) -> Object:
    """A line for an article that could not be coded: no events, no statements, and why."""
    return {
        "document": {"id": failure.article},
        "failure": {"room": failure.room, "code": failure.code, "message": failure.message},
        "events": [],
        "statements": [],
    }


def _document(coded: Coded) -> Object:
    article = coded.article
    return {
        "id": article.id,
        "published": day(article.published),
        "publisher": article.publisher,
        "title": article.title,
        "url": article.url,
        "length": len(article.text),
        **_provenance(coded.provenance, article.text),
    }


def _provenance(provenance: Provenance, text: str) -> Object:
    return {
        "language": provenance.language,
        "published_assumed": provenance.published_assumed,
        "agency": provenance.agency,
        "agency_span": spot(provenance.agency_span, text),
        "dateline": {
            "place": spot(provenance.dateline_place, text),
            "date": spot(provenance.dateline_date, text),
        },
        "byline": spot(provenance.byline, text),
        "contributors": spot(provenance.contributors, text),
    }


def _event(event: Event, coded: Coded, text: str) -> Object:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status.value,
        "trigger": spot(event.trigger, text),
        "actors": [_party(party, text) for party in event.actors],
        "recipients": [_party(party, text) for party in event.recipients],
        "source": _party(event.source, text) if event.source else None,
        "date": event.date,
        "time": _when(event.time) if event.time else None,
        "place": _place(event.place) if event.place else None,
        "contexts": list(event.contexts),
        "quantities": [_quantity(quantity, text) for quantity in event.quantities],
        "quad": event.quad,
        "score": rounded(event.score),
        "cameo": event.cameo,
        "goldstein": rounded(event.goldstein),
        "same_as": event.same_as,
        "confidence": rounded(event.confidence),
        "sentence": _sentence(event.sentence, coded),
    }


def _statement(statement: Statement, coded: Coded, text: str) -> Object:
    return {
        "id": statement.id,
        "speaker": _party(statement.speaker, text),
        "description": spot(statement.description, text),
        "addressee": _party(statement.addressee, text) if statement.addressee else None,
        "kind": statement.kind,
        "act": statement.act,
        "cue": spot(statement.cue, text),
        "content": [spot(span, text) for span in statement.content],
        "occasion": spot(statement.occasion, text),
        "place": _place(statement.place) if statement.place else None,
        "confidence": rounded(statement.confidence),
        "sentence": _sentence(statement.sentence, coded),
    }


def ledger_object(coded: Coded) -> Object:
    """The records beyond events: claims, commitments, agreements, meetings and figures."""
    ledger, text = coded.ledger, coded.article.text
    return {
        "claims": [_claim(claim, coded, text) for claim in ledger.claims],
        "commitments": [_commitment(commitment, coded, text) for commitment in ledger.commitments],
        "agreements": [_agreement(agreement, text) for agreement in ledger.agreements],
        "meetings": [_meeting(meeting, coded, text) for meeting in ledger.meetings],
        "figures": [_figure(figure, coded, text) for figure in ledger.figures],
    }


def _claim(claim: Claim, coded: Coded, text: str) -> Object:
    return {
        "id": claim.id,
        **_words(claim.span, text),
        "mentions": _spots(claim.mentions, text),
        "asserted_by": [_party(party, text) for party in claim.asserted_by],
        "denied_by": [_party(party, text) for party in claim.denied_by],
        "about": [_party(party, text) for party in claim.about],
        "stances": [_stance(stance, coded, text) for stance in claim.stances],
        "sentence": _sentence(claim.sentence, coded),
    }


def _stance(stance: Stance, coded: Coded, text: str) -> Object:
    return {
        "by": _party(stance.by, text),
        "stance": stance.stance,
        "date": stance.date,
        "outlet": stance.outlet,
        **_words(stance.span, text),
        "sentence": _sentence(stance.sentence, coded),
    }


def _commitment(commitment: Commitment, coded: Coded, text: str) -> Object:
    return {
        "id": commitment.id,
        "kind": commitment.kind,
        **_words(commitment.span, text),
        "cue": spot(commitment.cue, text),
        "by": _party(commitment.by, text),
        "to": [_party(party, text) for party in commitment.to],
        "condition": spot(commitment.condition, text),
        "consequence": spot(commitment.consequence, text),
        "deadline": spot(commitment.deadline, text),
        "same_as": commitment.same_as,
        "sentence": _sentence(commitment.sentence, coded),
    }


def _agreement(agreement: Agreement, text: str) -> Object:
    return {
        "id": agreement.id,
        "name": agreement.name,
        "year": agreement.year,
        "status": agreement.status,
        **_words(agreement.span, text),
        "mentions": _spots(agreement.mentions, text),
        "aliases": list(agreement.aliases),
        "parties": [_party(party, text) for party in agreement.parties],
        "brokers": [_party(party, text) for party in agreement.brokers],
        "place": spot(agreement.place, text),
        "obligations": _spots(agreement.obligations, text),
        "violations": [
            {
                "accuser": _party(violation.accuser, text) if violation.accuser else None,
                "violator": _party(violation.violator, text) if violation.violator else None,
                **_words(violation.span, text),
            }
            for violation in agreement.violations
        ],
    }


def _meeting(meeting: Meeting, coded: Coded, text: str) -> Object:
    return {
        "id": meeting.id,
        "status": meeting.status,
        **_words(meeting.span, text),
        "mentions": _spots(meeting.mentions, text),
        "participants": [_party(party, text) for party in meeting.participants],
        "date": meeting.date,
        "time": _when(meeting.time) if meeting.time else None,
        "place": _place(meeting.place) if meeting.place else None,
        "forum": spot(meeting.forum, text),
        "sentence": _sentence(meeting.sentence, coded),
    }


def _figure(figure: Figure, coded: Coded, text: str) -> Object:
    return {
        "id": figure.id,
        "what": figure.what,
        "value": count(figure.value),
        "low": count(figure.low),
        "high": count(figure.high),
        "qualifier": figure.qualifier,
        **_words(figure.span, text),
        "unit": spot(figure.unit, text),
        "of": _party(figure.of, text) if figure.of else None,
        "place": _place(figure.place) if figure.place else None,
        "date": figure.date,
        "according_to": _party(figure.according_to, text) if figure.according_to else None,
        "sentence": _sentence(figure.sentence, coded),
    }


def _words(span: Span, text: str) -> Object:
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _spots(spans: Iterable[Span], text: str) -> list[Object]:
    return [_words(span, text) for span in spans]


def _party(party: Party, text: str) -> Object:
    return {
        "name": party.name,
        "code": party.code,
        "sector": party.sector,
        "other_sectors": list(party.other_sectors),
        "office": party.office,
        "text": party.text,
        "start": party.span.start if party.span else None,
        "end": party.span.end if party.span else None,
        "antecedent": spot(party.antecedent, text),
        "evidence": party.evidence,
        "absence": party.absence.value if party.absence else None,
    }


def _place(place: Place) -> Object:
    return {
        "text": place.text,
        "start": place.span.start,
        "end": place.span.end,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "geonames_id": place.geonames_id,
        "latitude": rounded(place.latitude, 5),
        "longitude": rounded(place.longitude, 5),
        "feature_code": place.feature_code,
        "absence": place.absence.value if place.absence else None,
    }


def _when(when: When) -> Object:
    return {
        "text": when.text,
        "start": when.span.start,
        "end": when.span.end,
        "value": when.value,
        "first_day": day(when.start),
        "last_day": day(when.end),
        "grain": when.grain,
        "absence": when.absence.value if when.absence else None,
    }


def _quantity(quantity: Quantity, text: str) -> Object:
    return {
        "what": quantity.what,
        "value": count(quantity.value),
        "low": count(quantity.low),
        "high": count(quantity.high),
        "qualifier": quantity.qualifier,
        **(spot(quantity.span, text) or {}),
    }


def _sentence(index: int, coded: Coded) -> Object:
    """The sentence an event or statement stands in; offsets are null where the number fits none."""
    found = sentence_of(coded, index)
    return {"index": index, "start": found.start if found else None, "end": found.end if found else None}


def sentence_of(coded: Coded, index: int) -> Sentence | None:
    """The sentence of that number: where it is expected, else wherever it is."""
    sentences = coded.sentences
    if 0 <= index < len(sentences) and sentences[index].index == index:
        return sentences[index]
    return next((sentence for sentence in sentences if sentence.index == index), None)


def spot(span: Span | None, text: str) -> Object | None:
    return None if span is None else {"text": span.of(text), "start": span.start, "end": span.end}


def day(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def rounded(value: float | None, digits: int = 4) -> float | None:
    """A float JSON can hold: not-a-number and infinity are null, minus zero is zero."""
    return None if value is None or not math.isfinite(value) else round(value, digits) + 0.0


def count(value: float | None) -> float | int | None:
    """A count as people write it: 12, not 12.0."""
    short = rounded(value)
    return int(short) if short is not None and short.is_integer() else short
