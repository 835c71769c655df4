-- Events of other people's data sets. They have no text of ours: what points into one may be null, and a word says why.

DROP INDEX events_by_id;
ALTER TABLE events ALTER COLUMN sentence DROP NOT NULL;
ALTER TABLE events ALTER COLUMN trigger_text DROP NOT NULL;
ALTER TABLE events ALTER COLUMN trigger_start DROP NOT NULL;
ALTER TABLE events ALTER COLUMN trigger_end DROP NOT NULL;
ALTER TABLE events ALTER COLUMN confidence DROP NOT NULL;
ALTER TABLE events ADD COLUMN trigger_absence VARCHAR;
ALTER TABLE events ADD COLUMN imported_from VARCHAR;
CREATE INDEX events_by_id ON events (event_id);
COMMENT ON COLUMN events.event_id IS 'id of the event, the same whenever the same text is coded or the same row imported | 16 hex digits | hash of article, type and trigger; of an imported event, of what makes it the same (docs/formats.md)';
COMMENT ON COLUMN events.sentence IS 'its sentence; null when imported | count, from 0 | number in sentences';
COMMENT ON COLUMN events.day_from IS 'text when the sentence gives the day, published when the day of publication stands in, given when another data set gives it | word | the columns it was taken from';
COMMENT ON COLUMN events.trigger_text IS 'the words that name the act; null when imported without words | text | words of the text';
COMMENT ON COLUMN events.trigger_start IS 'first character of those words; null when imported | characters | offset in text';
COMMENT ON COLUMN events.trigger_end IS 'end of those words, exclusive; null when imported | characters | offset in text';
COMMENT ON COLUMN events.trigger_absence IS 'why there are no words: not_given | word (see absence) | the import';
COMMENT ON COLUMN events.confidence IS 'how sure the reader is; null when imported, since no data set says it | probability, 0 to 1 | the model';
COMMENT ON COLUMN events.imported_from IS 'data set that it was imported from: plover, gdelt or icews; null when Dragoman coded it | word | the import';

DROP INDEX articles_by_id;
ALTER TABLE articles ALTER COLUMN text DROP NOT NULL;
ALTER TABLE articles ALTER COLUMN text_hash DROP NOT NULL;
ALTER TABLE articles ADD COLUMN text_absence VARCHAR;
ALTER TABLE articles ADD COLUMN imported_from VARCHAR;
CREATE INDEX articles_by_id ON articles (article_id);
COMMENT ON COLUMN articles.article_id IS 'id of the article | 16 hex digits | hash of text, publisher, url and day of publication; of one that an imported event names, of data set and story';
COMMENT ON COLUMN articles.document IS 'id that the input gave; of one that an imported event names, its address or number there | text | the input';
COMMENT ON COLUMN articles.text IS 'the text that all offsets point into; null when only an imported event names it | characters | the input, unchanged';
COMMENT ON COLUMN articles.text_absence IS 'why there is no text: not_given | word (see absence) | the import';
COMMENT ON COLUMN articles.imported_from IS 'data set whose events name it: plover, gdelt or icews; null when Dragoman coded it | word | the import';

ALTER TABLE quantities ALTER COLUMN text DROP NOT NULL;
ALTER TABLE quantities ALTER COLUMN text_start DROP NOT NULL;
ALTER TABLE quantities ALTER COLUMN text_end DROP NOT NULL;
COMMENT ON COLUMN quantities.text IS 'the words; null when imported | text | words of the text';
COMMENT ON COLUMN event_parties.text IS 'the words of the sentence; null when only the document makes it plain, or imported without words | text | words of the text';
COMMENT ON COLUMN event_parties.absence IS 'why there is no code: not_mentioned, no_candidate, ambiguous, below_threshold, not_applicable, not_given | word | the resolver, or the import';

CREATE TABLE imports (
  event_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, dataset VARCHAR NOT NULL, file VARCHAR NOT NULL, line INTEGER NOT NULL,
  their_id VARCHAR NOT NULL, also_ids VARCHAR[] NOT NULL, mirrored BOOLEAN NOT NULL, code VARCHAR NOT NULL, label VARCHAR,
  actor_told VARCHAR, recipient_told VARCHAR, place_id VARCHAR, quad TINYINT, intensity DOUBLE, is_root BOOLEAN,
  n_mentions INTEGER, n_sources INTEGER, n_articles INTEGER, tone DOUBLE, sentence INTEGER, text_start INTEGER, text_end INTEGER, passage VARCHAR,
  coder VARCHAR, added DATE, run_id VARCHAR NOT NULL
);
COMMENT ON TABLE imports IS 'Where each imported event comes from, and what its data set says that events have no column for.';
COMMENT ON COLUMN imports.event_id IS 'the event | id in events | the import';
COMMENT ON COLUMN imports.article_id IS 'the article that it names | id in articles | the import';
COMMENT ON COLUMN imports.dataset IS 'plover, gdelt or icews | word | the file''s format';
COMMENT ON COLUMN imports.file IS 'the file it was first read from, and the file inside an archive | path as given | the import';
COMMENT ON COLUMN imports.line IS 'its line; of a JSON array, the element | count, from 1 | the file';
COMMENT ON COLUMN imports.their_id IS 'the data set''s own id of it | text | GLOBALEVENTID; Event ID; id';
COMMENT ON COLUMN imports.also_ids IS 'ids of further rows that tell the same act: from the other side, or once more | list of texts | the same day, code, story, sentence and place between the same two';
COMMENT ON COLUMN imports.mirrored IS 'true when both sides'' rows are there, so that both are actors | true or false | also_ids';
COMMENT ON COLUMN imports.code IS 'its own code of the act, as it stands there | text | EventCode; CAMEO Code; type/mode';
COMMENT ON COLUMN imports.label IS 'its own words for the act: description of the code, or contexts as given | text | Event Text; context';
COMMENT ON COLUMN imports.actor_told IS 'what it says itself of who acts: code and name, or the record''s object | text | Actor1Code, Actor1Name; Source Name, Country, Sectors; actor';
COMMENT ON COLUMN imports.recipient_told IS 'the same of who is acted upon | text | Actor2Code, Actor2Name; Target Name, Country, Sectors; recipient';
COMMENT ON COLUMN imports.place_id IS 'its own id of the place | text | ActionGeo_FeatureID';
COMMENT ON COLUMN imports.quad IS 'its own quad class: GDELT has protest in 3 where PLOVER has it in 4 | number | QuadClass; quad_code';
COMMENT ON COLUMN imports.intensity IS 'its own score | -10 to 10 | GoldsteinScale; Intensity; event_scale';
COMMENT ON COLUMN imports.is_root IS 'told in the lead of a document | true or false | IsRootEvent';
COMMENT ON COLUMN imports.n_mentions IS 'times that it was told, in the first quarter of an hour | count | NumMentions';
COMMENT ON COLUMN imports.n_sources IS 'outlets that told it then | count | NumSources';
COMMENT ON COLUMN imports.n_articles IS 'articles that told it then | count | NumArticles';
COMMENT ON COLUMN imports.tone IS 'tone of those articles | -100 to 100 | AvgTone';
COMMENT ON COLUMN imports.sentence IS 'its own number of the sentence | count, as the data set counts | Sentence Number; text_info';
COMMENT ON COLUMN imports.text_start IS 'its own offset of the words, in a text that is not here | characters | text_info';
COMMENT ON COLUMN imports.text_end IS 'end of the words in that text | characters | text_info';
COMMENT ON COLUMN imports.passage IS 'sentences of the story, where the record carries them | text | text_story; markup; event_text of NGEC';
COMMENT ON COLUMN imports.coder IS 'who or what coded it | text | cite_info.coder; coder';
COMMENT ON COLUMN imports.added IS 'when the data set took it in | day | DATEADDED; coded_date';
COMMENT ON COLUMN imports.run_id IS 'what imported it | id in runs | the import';
