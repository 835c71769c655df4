"""The columns of events, statements and documents."""

from __future__ import annotations

from dragoman.columns.fields import (
    Column,
    Row,
    codes_of,
    document_columns,
    party_columns,
    party_row,
    place_columns,
    quantity_row,
    sectors_of,
    span_row,
    time_columns,
    words,
)
from dragoman.records import Coded, Event, Statement

EVENTS: tuple[Column[Event], ...] = (
    Column("id", "string", lambda e, c: e.id, "id of the event, the same whenever the same text is coded"),
    *document_columns(),
    Column("sentence", "int32", lambda e, c: e.sentence, "number of the sentence, from 0"),
    Column("type", "string", lambda e, c: e.type, "PLOVER type, one of 16"),
    Column("mode", "string", lambda e, c: e.mode, "PLOVER mode of that type"),
    Column("status", "string", lambda e, c: e.status.value, "actual, future, hypothetical, negated or historical"),
    Column("trigger_text", "string", lambda e, c: words(e.trigger, c), "the words that name the act"),
    Column("trigger_start", "int32", lambda e, c: e.trigger.start, "first character of those words"),
    Column("trigger_end", "int32", lambda e, c: e.trigger.end, "end of those words, exclusive"),
    Column("contexts", "list<string>", lambda e, c: list(e.contexts), "PLOVER contexts"),
    Column("actor_codes", "list<string>", lambda e, c: codes_of(e.actors), "codes of the actors, each once"),
    Column("actor_sectors", "list<string>", lambda e, c: sectors_of(e.actors), "sectors of the actors, each once"),
    Column(
        "recipient_codes", "list<string>", lambda e, c: codes_of(e.recipients), "codes of the recipients, each once"
    ),
    Column(
        "recipient_sectors", "list<string>", lambda e, c: sectors_of(e.recipients), "sectors of the recipients, once"
    ),
    Column("actors", "list<party>", lambda e, c: [party_row(p) for p in e.actors], "who does it"),
    Column("recipients", "list<party>", lambda e, c: [party_row(p) for p in e.recipients], "to whom it is done"),
    Column("date", "string", lambda e, c: e.date, "day, month or year of the event, where the sentence gives one"),
    *time_columns(),
    *place_columns(),
    *party_columns("source", lambda e: e.source, "who is quoted as saying that it happened"),
    Column("quantities", "list<quantity>", lambda e, c: [quantity_row(q) for q in e.quantities], "numbers told of it"),
    Column("quad", "int8", lambda e, c: e.quad, "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict"),
    Column("score", "float64", lambda e, c: e.score, "PLOVER score, -10 to 10"),
    Column("cameo", "string", lambda e, c: e.cameo, "nearest CAMEO code; text, since it may begin with 0"),
    Column("goldstein", "float64", lambda e, c: e.goldstein, "Goldstein score of that code, -10 to 10"),
    Column("same_as", "string", lambda e, c: e.same_as, "id of the first telling of this act in the article"),
    Column("confidence", "float64", lambda e, c: e.confidence, "probability that the type is right, 0 to 1"),
)  # fmt: skip

STATEMENTS: tuple[Column[Statement], ...] = (
    Column("id", "string", lambda s, c: s.id, "id of the statement"),
    *document_columns(),
    Column("sentence", "int32", lambda s, c: s.sentence, "number of the sentence, from 0"),
    Column("kind", "string", lambda s, c: s.kind, "direct, indirect or mixed"),
    Column(
        "act",
        "string",
        lambda s, c: s.act,
        "say; think for what is attributed without being said: a belief, a plan, a finding",
    ),
    Column("cue_text", "string", lambda s, c: words(s.cue, c), "the words that attribute it; none where it runs on"),
    Column("cue_start", "int32", lambda s, c: s.cue.start if s.cue else None, "first character of the cue"),
    Column("cue_end", "int32", lambda s, c: s.cue.end if s.cue else None, "end of the cue, exclusive"),
    Column("content_text", "string", lambda s, c: " ".join(x.of(c.article.text) for x in s.content), "what is said"),
    Column("content", "list<span>", lambda s, c: [span_row(x) for x in s.content], "where the content stands"),
    *party_columns("speaker", lambda s: s.speaker, "who says it"),
    Column(
        "description_text", "string", lambda s, c: words(s.description, c), "what stands of the speaker behind the name"
    ),
    Column(
        "description_start", "int32", lambda s, c: s.description.start if s.description else None, "its first character"
    ),
    Column("description_end", "int32", lambda s, c: s.description.end if s.description else None, "its end, exclusive"),
    *party_columns("addressee", lambda s: s.addressee, "to whom it is said"),
    Column("occasion_text", "string", lambda s, c: words(s.occasion, c), "on what occasion"),
    Column("occasion_start", "int32", lambda s, c: s.occasion.start if s.occasion else None, "its first character"),
    Column("occasion_end", "int32", lambda s, c: s.occasion.end if s.occasion else None, "its end, exclusive"),
    *place_columns(),
    Column("confidence", "float64", lambda s, c: s.confidence, "probability that speaker and words are right, 0 to 1"),
)

DOCUMENTS: tuple[Column[Coded], ...] = (
    Column("id", "string", lambda d, c: c.article.id, "id of the article"),
    Column("published", "date32", lambda d, c: c.article.published, "day of publication"),
    Column("published_assumed", "bool", lambda d, c: c.provenance.published_assumed, "no date was given; assumed"),
    Column("publisher", "string", lambda d, c: c.article.publisher, "who published it"),
    Column("title", "string", lambda d, c: c.article.title, "headline"),
    Column("url", "string", lambda d, c: c.article.url, "address"),
    Column("language", "string", lambda d, c: c.provenance.language, "ISO 639-1"),
    Column("agency", "string", lambda d, c: c.provenance.agency, "news agency"),
    Column("dateline_place", "string", lambda d, c: words(c.provenance.dateline_place, c), "place of the dateline"),
    Column("dateline_date", "string", lambda d, c: words(c.provenance.dateline_date, c), "date of the dateline"),
    Column("byline", "string", lambda d, c: words(c.provenance.byline, c), "byline"),
    Column("contributors", "string", lambda d, c: words(c.provenance.contributors, c), "who contributed"),
    Column("text", "string", lambda d, c: c.article.text, "the text that all offsets point into"),
    Column("sentences", "list<sentence>", lambda d, c: _sentence_rows(c), "its sentences, and what kind each is"),
    Column("n_events", "int32", lambda d, c: len(c.events), "number of events"),
    Column("n_statements", "int32", lambda d, c: len(c.statements), "number of statements"),
    Column("notes", "list<string>", lambda d, c: list(c.notes), "what was assumed or left uncoded"),
    Column("version", "string", lambda d, c: c.run.version, "version of the code"),
    Column("model", "string", lambda d, c: c.run.model, "checksum of the model"),
    Column("ontology", "string", lambda d, c: c.run.ontology, "version of the vocabulary"),
    Column("settings", "string", lambda d, c: c.run.settings, "checksum of the settings"),
)


def _sentence_rows(coded: Coded) -> list[Row]:
    return [{"index": s.index, "start": s.start, "end": s.end, "kind": s.kind.value} for s in coded.sentences]
