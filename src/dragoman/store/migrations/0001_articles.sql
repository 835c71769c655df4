-- What each article said: articles, sentences, events, parties, quantities, statements; the runs that coded them; failures.
-- A comment on a column reads "meaning | unit | evidence"; docs/store.md is made from these comments.
-- Ids are content hashes. No table has a key on them, only look-ups: the transaction that writes an article removes what it replaces.

CREATE TABLE runs (run_id VARCHAR PRIMARY KEY, version VARCHAR, model VARCHAR, ontology VARCHAR, settings VARCHAR);
COMMENT ON TABLE runs IS 'What coded an article: enough to code it again.';
COMMENT ON COLUMN runs.run_id IS 'id of the run | 16 hex digits | hash of the other columns';
COMMENT ON COLUMN runs.version IS 'version of Dragoman | text | the installed package';
COMMENT ON COLUMN runs.model IS 'the model file | first 16 digits of its sha256 | the file';
COMMENT ON COLUMN runs.ontology IS 'the vocabulary | version | the ontology tables';
COMMENT ON COLUMN runs.settings IS 'the settings in force | first 16 digits of their sha256 | the settings';

CREATE TABLE articles (
  article_id VARCHAR NOT NULL, document VARCHAR NOT NULL, read_from VARCHAR, text VARCHAR NOT NULL, text_hash VARCHAR NOT NULL,
  published DATE, published_assumed BOOLEAN NOT NULL, publisher VARCHAR, url VARCHAR, title VARCHAR, language VARCHAR,
  agency VARCHAR, agency_start INTEGER, agency_end INTEGER,
  dateline_place VARCHAR, dateline_place_start INTEGER, dateline_place_end INTEGER,
  dateline_date VARCHAR, dateline_date_start INTEGER, dateline_date_end INTEGER,
  byline VARCHAR, byline_start INTEGER, byline_end INTEGER,
  contributors VARCHAR, contributors_start INTEGER, contributors_end INTEGER,
  n_events INTEGER NOT NULL, n_statements INTEGER NOT NULL, notes VARCHAR[] NOT NULL, run_id VARCHAR NOT NULL,
  origin_id VARCHAR NOT NULL, n_shingles INTEGER NOT NULL
);
COMMENT ON TABLE articles IS 'One row an article, with its text and what the page says about itself.';
COMMENT ON COLUMN articles.article_id IS 'id of the article | 16 hex digits | hash of text, publisher, url and day of publication';
COMMENT ON COLUMN articles.document IS 'id that the input gave | text | the input';
COMMENT ON COLUMN articles.read_from IS 'file and line the article was read from | text | the input';
COMMENT ON COLUMN articles.text IS 'the text that all offsets point into | characters | the input, unchanged';
COMMENT ON COLUMN articles.text_hash IS 'the same for the same text | 16 hex digits | hash of the text';
COMMENT ON COLUMN articles.published IS 'day of publication | day | the input, or an option of ingest';
COMMENT ON COLUMN articles.published_assumed IS 'true when no date was given and another day stands in | true or false | the reader';
COMMENT ON COLUMN articles.publisher IS 'who published it | text | the input, or an option of ingest';
COMMENT ON COLUMN articles.url IS 'address | URL | the input';
COMMENT ON COLUMN articles.title IS 'headline | text | the input';
COMMENT ON COLUMN articles.language IS 'language of the text | ISO 639-1 | told from the text';
COMMENT ON COLUMN articles.agency IS 'news agency credited | name | words of the text';
COMMENT ON COLUMN articles.agency_start IS 'where the agency is named: first character | characters | offset in text';
COMMENT ON COLUMN articles.agency_end IS 'where the agency is named: end, exclusive | characters | offset in text';
COMMENT ON COLUMN articles.dateline_place IS 'place of the dateline | text | words of the text';
COMMENT ON COLUMN articles.dateline_place_start IS 'place of the dateline: first character | characters | offset in text';
COMMENT ON COLUMN articles.dateline_place_end IS 'place of the dateline: end, exclusive | characters | offset in text';
COMMENT ON COLUMN articles.dateline_date IS 'date of the dateline | text | words of the text';
COMMENT ON COLUMN articles.dateline_date_start IS 'date of the dateline: first character | characters | offset in text';
COMMENT ON COLUMN articles.dateline_date_end IS 'date of the dateline: end, exclusive | characters | offset in text';
COMMENT ON COLUMN articles.byline IS 'byline | text | words of the text';
COMMENT ON COLUMN articles.byline_start IS 'byline: first character | characters | offset in text';
COMMENT ON COLUMN articles.byline_end IS 'byline: end, exclusive | characters | offset in text';
COMMENT ON COLUMN articles.contributors IS 'who contributed | text | words of the text';
COMMENT ON COLUMN articles.contributors_start IS 'contributors: first character | characters | offset in text';
COMMENT ON COLUMN articles.contributors_end IS 'contributors: end, exclusive | characters | offset in text';
COMMENT ON COLUMN articles.n_events IS 'events read in it | count | table events';
COMMENT ON COLUMN articles.n_statements IS 'statements read in it | count | table statements';
COMMENT ON COLUMN articles.notes IS 'what was assumed or left uncoded | list of sentences | the coder';
COMMENT ON COLUMN articles.run_id IS 'what coded it | id in runs | the coder';
COMMENT ON COLUMN articles.origin_id IS 'the same for copies of one story: reprinted, cut, retitled, updated | smallest article_id of the group | overlap of word sequences (link/copies.py)';
COMMENT ON COLUMN articles.n_shingles IS 'different sequences of five words in its prose | count | text without quotations';

CREATE TABLE sentences (article_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, kind VARCHAR NOT NULL);
COMMENT ON TABLE sentences IS 'Where each sentence stands.';
COMMENT ON COLUMN sentences.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN sentences.sentence IS 'number of the sentence | count, from 0 | order in the text';
COMMENT ON COLUMN sentences.start_char IS 'first character | characters | offset in text';
COMMENT ON COLUMN sentences.end_char IS 'end, exclusive | characters | offset in text';
COMMENT ON COLUMN sentences.kind IS 'body, headline, lead (an aggregator''s), byline or boilerplate | word | the splitter';

CREATE TABLE events (
  event_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, sentence_start INTEGER, sentence_end INTEGER, published DATE, "day" DATE, until_day DATE, day_from VARCHAR,
  type VARCHAR NOT NULL, mode VARCHAR, status VARCHAR NOT NULL, trigger_text VARCHAR NOT NULL, trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  contexts VARCHAR[] NOT NULL, actor_codes VARCHAR[] NOT NULL, actor_sectors VARCHAR[] NOT NULL, actor_roles VARCHAR[] NOT NULL,
  actor_names VARCHAR[] NOT NULL, recipient_codes VARCHAR[] NOT NULL, recipient_sectors VARCHAR[] NOT NULL, recipient_roles VARCHAR[] NOT NULL,
  recipient_names VARCHAR[] NOT NULL,
  "date" VARCHAR, time_text VARCHAR, time_start INTEGER, time_end INTEGER, time_value VARCHAR, first_day DATE, last_day DATE, grain VARCHAR, time_absence VARCHAR,
  place_text VARCHAR, place_start INTEGER, place_end INTEGER, place_name VARCHAR, place_country VARCHAR, place_admin1 VARCHAR, place_geonames_id BIGINT,
  place_latitude DOUBLE, place_longitude DOUBLE, place_feature_code VARCHAR, place_absence VARCHAR,
  source_name VARCHAR, source_code VARCHAR, source_sector VARCHAR, source_other_sectors VARCHAR[], source_office VARCHAR, source_text VARCHAR, source_start INTEGER,
  source_end INTEGER, source_antecedent_start INTEGER, source_antecedent_end INTEGER, source_evidence VARCHAR, source_absence VARCHAR,
  quad TINYINT NOT NULL, score DOUBLE NOT NULL, cameo VARCHAR, goldstein DOUBLE, same_as VARCHAR, confidence DOUBLE NOT NULL
);
COMMENT ON TABLE events IS 'One row for each mention of an act; the same act told twice is two rows (see incidents).';
COMMENT ON COLUMN events.event_id IS 'id of the event, the same whenever the same text is coded | 16 hex digits | hash of article, type and trigger';
COMMENT ON COLUMN events.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN events.sentence IS 'its sentence | count, from 0 | number in sentences';
COMMENT ON COLUMN events.sentence_start IS 'its sentence: first character | characters | offset in text';
COMMENT ON COLUMN events.sentence_end IS 'its sentence: end, exclusive | characters | offset in text';
COMMENT ON COLUMN events.published IS 'day of publication of the article | day | articles.published';
COMMENT ON COLUMN events."day" IS 'day to file the event under: its first day, else the day of publication | day | first_day or published; day_from says which';
COMMENT ON COLUMN events.until_day IS 'last day that the event can have, inclusive | day | last_day, else day';
COMMENT ON COLUMN events.day_from IS 'text when the sentence gives the day, published when the day of publication stands in | word | the columns it was taken from';
COMMENT ON COLUMN events.type IS 'PLOVER type | one of 16 words | the reader';
COMMENT ON COLUMN events.mode IS 'PLOVER mode of the type | word | the reader';
COMMENT ON COLUMN events.status IS 'actual, future, hypothetical, negated or historical | word | the reader';
COMMENT ON COLUMN events.trigger_text IS 'the words that name the act | text | words of the text';
COMMENT ON COLUMN events.trigger_start IS 'first character of those words | characters | offset in text';
COMMENT ON COLUMN events.trigger_end IS 'end of those words, exclusive | characters | offset in text';
COMMENT ON COLUMN events.contexts IS 'PLOVER contexts | list of words | cue words of the sentence and the mode';
COMMENT ON COLUMN events.actor_codes IS 'codes of those who act, each once | list of ISO 3166 alpha-3, KOS or international kind | event_parties';
COMMENT ON COLUMN events.actor_sectors IS 'sectors of those who act, each once | list of PLOVER sectors | event_parties';
COMMENT ON COLUMN events.actor_roles IS 'each sector of those who act with their code, RUS:MIL, and alone, :MIL | list of texts | event_parties';
COMMENT ON COLUMN events.actor_names IS 'names of those who act, or their words where no name is known | list of texts | event_parties';
COMMENT ON COLUMN events.recipient_codes IS 'codes of those acted upon, each once | list of ISO 3166 alpha-3, KOS or international kind | event_parties';
COMMENT ON COLUMN events.recipient_sectors IS 'sectors of those acted upon, each once | list of PLOVER sectors | event_parties';
COMMENT ON COLUMN events.recipient_roles IS 'each sector of those acted upon with their code, RUS:MIL, and alone, :MIL | list of texts | event_parties';
COMMENT ON COLUMN events.recipient_names IS 'names of those acted upon, or their words where no name is known | list of texts | event_parties';
COMMENT ON COLUMN events."date" IS 'date of the event where the sentence gives one | YYYY, YYYY-MM or YYYY-MM-DD | time_value';
COMMENT ON COLUMN events.time_text IS 'when: the words | text | words of the text';
COMMENT ON COLUMN events.time_start IS 'when: first character of the words | characters | offset in text';
COMMENT ON COLUMN events.time_end IS 'when: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN events.time_value IS 'when | YYYY, YYYY-MM or YYYY-MM-DD | the words, seen from the day of publication';
COMMENT ON COLUMN events.first_day IS 'when: first day | day | the words, seen from the day of publication';
COMMENT ON COLUMN events.last_day IS 'when: last day, inclusive | day | the words, seen from the day of publication';
COMMENT ON COLUMN events.grain IS 'how exact the time is: day, week, month, season, year or decade | word | the words';
COMMENT ON COLUMN events.time_absence IS 'why the words give no day | word (see absence) | the resolver';
COMMENT ON COLUMN events.place_text IS 'where: the words | text | words of the text';
COMMENT ON COLUMN events.place_start IS 'where: first character of the words | characters | offset in text';
COMMENT ON COLUMN events.place_end IS 'where: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN events.place_name IS 'where: name | text | the gazetteer';
COMMENT ON COLUMN events.place_country IS 'where: country | ISO 3166 alpha-3 | the gazetteer';
COMMENT ON COLUMN events.place_admin1 IS 'where: first-level division | text | the gazetteer';
COMMENT ON COLUMN events.place_geonames_id IS 'where: GeoNames id | number | the gazetteer';
COMMENT ON COLUMN events.place_latitude IS 'where: degrees north | degrees, WGS 84 | the gazetteer';
COMMENT ON COLUMN events.place_longitude IS 'where: degrees east | degrees, WGS 84 | the gazetteer';
COMMENT ON COLUMN events.place_feature_code IS 'where: kind of place | GeoNames feature code | the gazetteer';
COMMENT ON COLUMN events.place_absence IS 'why the place is not resolved | word (see absence) | the resolver';
COMMENT ON COLUMN events.source_name IS 'who is quoted as telling it: name; null when the writer tells it | text | tables of actors';
COMMENT ON COLUMN events.source_code IS 'who tells it: code | ISO 3166 alpha-3, KOS or international kind | source_evidence';
COMMENT ON COLUMN events.source_sector IS 'who tells it: sector | PLOVER sector | source_evidence';
COMMENT ON COLUMN events.source_other_sectors IS 'who tells it: further sectors; null when the writer tells it | list of PLOVER sectors | source_evidence';
COMMENT ON COLUMN events.source_office IS 'who tells it: office | text | the text or a table of office holders';
COMMENT ON COLUMN events.source_text IS 'who tells it: the words | text | words of the text';
COMMENT ON COLUMN events.source_start IS 'who tells it: first character of the words | characters | offset in text';
COMMENT ON COLUMN events.source_end IS 'who tells it: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN events.source_antecedent_start IS 'who tells it: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN events.source_antecedent_end IS 'who tells it: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN events.source_evidence IS 'who tells it: the table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN events.source_absence IS 'who tells it: why there is no code | word (see absence) | the resolver';
COMMENT ON COLUMN events.quad IS '1 verbal, 2 material cooperation; 3 verbal, 4 material conflict | 1 to 4 | the type';
COMMENT ON COLUMN events.score IS 'PLOVER score, conflict to cooperation | -10 to 10 | the type and mode';
COMMENT ON COLUMN events.cameo IS 'nearest CAMEO code | text, may begin with 0 | the ontology''s table';
COMMENT ON COLUMN events.goldstein IS 'Goldstein score of that code | -10 to 10 | the ontology''s table';
COMMENT ON COLUMN events.same_as IS 'the first telling of this act in the same article | id in events | the resolver';
COMMENT ON COLUMN events.confidence IS 'how sure the reader is | probability, 0 to 1 | the model';

CREATE TABLE event_parties (
  event_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, role VARCHAR NOT NULL, position TINYINT NOT NULL, name VARCHAR, code VARCHAR, sector VARCHAR,
  other_sectors VARCHAR[] NOT NULL, office VARCHAR, text VARCHAR, text_start INTEGER, text_end INTEGER, antecedent_start INTEGER, antecedent_end INTEGER,
  evidence VARCHAR, absence VARCHAR
);
COMMENT ON TABLE event_parties IS 'Who acts and who is acted upon: one row each.';
COMMENT ON COLUMN event_parties.event_id IS 'the event | id in events | the coder';
COMMENT ON COLUMN event_parties.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN event_parties.role IS 'actor or recipient | word | the reader';
COMMENT ON COLUMN event_parties.position IS 'which of the actors or recipients | count, from 0 | order in the text';
COMMENT ON COLUMN event_parties.name IS 'canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN event_parties.code IS 'country or international kind | ISO 3166 alpha-3, KOS or international kind | evidence';
COMMENT ON COLUMN event_parties.sector IS 'sector | PLOVER sector | evidence';
COMMENT ON COLUMN event_parties.other_sectors IS 'further sectors | list of PLOVER sectors | evidence';
COMMENT ON COLUMN event_parties.office IS 'office | text | the text or a table of office holders';
COMMENT ON COLUMN event_parties.text IS 'the words of the sentence; null when only the document makes it plain | text | words of the text';
COMMENT ON COLUMN event_parties.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN event_parties.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN event_parties.antecedent_start IS 'first character of the earlier words that give the name or office | characters | offset in text';
COMMENT ON COLUMN event_parties.antecedent_end IS 'end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN event_parties.evidence IS 'table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN event_parties.absence IS 'why there is no code: not_mentioned, no_candidate, ambiguous, below_threshold, not_applicable | word | the resolver';

CREATE TABLE quantities (
  event_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, position TINYINT NOT NULL, what VARCHAR NOT NULL, "value" DOUBLE, low DOUBLE, high DOUBLE,
  qualifier VARCHAR, text VARCHAR NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL
);
COMMENT ON TABLE quantities IS 'Numbers told of an event.';
COMMENT ON COLUMN quantities.event_id IS 'the event | id in events | the coder';
COMMENT ON COLUMN quantities.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN quantities.position IS 'which of the numbers | count, from 0 | order in the text';
COMMENT ON COLUMN quantities.what IS 'killed, injured, arrested, displaced, or size (people taking part) | word | the words';
COMMENT ON COLUMN quantities."value" IS 'the number told | people | the words';
COMMENT ON COLUMN quantities.low IS 'least it can be | people | the words';
COMMENT ON COLUMN quantities.high IS 'most it can be | people | the words';
COMMENT ON COLUMN quantities.qualifier IS 'hedge, such as at least | text | the words';
COMMENT ON COLUMN quantities.text IS 'the words | text | words of the text';
COMMENT ON COLUMN quantities.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN quantities.text_end IS 'end of the words, exclusive | characters | offset in text';

CREATE TABLE statements (
  statement_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, published DATE, kind VARCHAR NOT NULL, act VARCHAR NOT NULL,
  cue_text VARCHAR, cue_start INTEGER, cue_end INTEGER, content_text VARCHAR NOT NULL, content STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL,
  speaker_name VARCHAR, speaker_code VARCHAR, speaker_sector VARCHAR, speaker_other_sectors VARCHAR[], speaker_office VARCHAR, speaker_text VARCHAR,
  speaker_start INTEGER, speaker_end INTEGER, speaker_antecedent_start INTEGER, speaker_antecedent_end INTEGER, speaker_evidence VARCHAR, speaker_absence VARCHAR,
  addressee_name VARCHAR, addressee_code VARCHAR, addressee_sector VARCHAR, addressee_other_sectors VARCHAR[], addressee_office VARCHAR, addressee_text VARCHAR,
  addressee_start INTEGER, addressee_end INTEGER, addressee_antecedent_start INTEGER, addressee_antecedent_end INTEGER, addressee_evidence VARCHAR,
  addressee_absence VARCHAR, occasion_text VARCHAR, occasion_start INTEGER, occasion_end INTEGER, place_text VARCHAR, place_start INTEGER, place_end INTEGER,
  place_name VARCHAR, place_country VARCHAR, place_admin1 VARCHAR, place_geonames_id BIGINT, place_latitude DOUBLE, place_longitude DOUBLE,
  place_feature_code VARCHAR, place_absence VARCHAR, confidence DOUBLE NOT NULL
);
COMMENT ON TABLE statements IS 'Who said what.';
COMMENT ON COLUMN statements.statement_id IS 'id of the statement, the same whenever the same text is coded | 16 hex digits | hash of article, act and place of the content';
COMMENT ON COLUMN statements.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN statements.sentence IS 'its sentence | count, from 0 | number in sentences';
COMMENT ON COLUMN statements.published IS 'day of publication of the article | day | articles.published';
COMMENT ON COLUMN statements.kind IS 'direct, indirect or mixed | word | quotation marks';
COMMENT ON COLUMN statements.act IS 'say; think for what is attributed without being said: a belief, a plan, a finding | word | the reader';
COMMENT ON COLUMN statements.cue_text IS 'the word that attributes it; null where a quotation runs on | text | words of the text';
COMMENT ON COLUMN statements.cue_start IS 'first character of the cue | characters | offset in text';
COMMENT ON COLUMN statements.cue_end IS 'end of the cue, exclusive | characters | offset in text';
COMMENT ON COLUMN statements.content_text IS 'what is said | text | words of the text';
COMMENT ON COLUMN statements.content IS 'where it stands: start and end (exclusive) of each piece | list of offsets | offsets in text';
COMMENT ON COLUMN statements.speaker_name IS 'who says it: canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN statements.speaker_code IS 'who says it: country or international kind | ISO 3166 alpha-3, KOS or international kind | speaker_evidence';
COMMENT ON COLUMN statements.speaker_sector IS 'who says it: sector | PLOVER sector | speaker_evidence';
COMMENT ON COLUMN statements.speaker_other_sectors IS 'who says it: further sectors | list of PLOVER sectors | speaker_evidence';
COMMENT ON COLUMN statements.speaker_office IS 'who says it: office | text | the text or a table of office holders';
COMMENT ON COLUMN statements.speaker_text IS 'who says it: the words | text | words of the text';
COMMENT ON COLUMN statements.speaker_start IS 'who says it: first character of the words | characters | offset in text';
COMMENT ON COLUMN statements.speaker_end IS 'who says it: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN statements.speaker_antecedent_start IS 'who says it: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN statements.speaker_antecedent_end IS 'who says it: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN statements.speaker_evidence IS 'who says it: table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN statements.speaker_absence IS 'who says it: why there is no code | word (see absence) | the resolver';
COMMENT ON COLUMN statements.addressee_name IS 'to whom: canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN statements.addressee_code IS 'to whom: country or international kind | ISO 3166 alpha-3, KOS or international kind | addressee_evidence';
COMMENT ON COLUMN statements.addressee_sector IS 'to whom: sector | PLOVER sector | addressee_evidence';
COMMENT ON COLUMN statements.addressee_other_sectors IS 'to whom: further sectors; null when nobody is named | list of PLOVER sectors | addressee_evidence';
COMMENT ON COLUMN statements.addressee_office IS 'to whom: office | text | the text or a table of office holders';
COMMENT ON COLUMN statements.addressee_text IS 'to whom: the words | text | words of the text';
COMMENT ON COLUMN statements.addressee_start IS 'to whom: first character of the words | characters | offset in text';
COMMENT ON COLUMN statements.addressee_end IS 'to whom: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN statements.addressee_antecedent_start IS 'to whom: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN statements.addressee_antecedent_end IS 'to whom: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN statements.addressee_evidence IS 'to whom: table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN statements.addressee_absence IS 'to whom: why there is no code | word (see absence) | the resolver';
COMMENT ON COLUMN statements.occasion_text IS 'on what occasion | text | words of the text';
COMMENT ON COLUMN statements.occasion_start IS 'occasion: first character | characters | offset in text';
COMMENT ON COLUMN statements.occasion_end IS 'occasion: end, exclusive | characters | offset in text';
COMMENT ON COLUMN statements.place_text IS 'where: the words | text | words of the text';
COMMENT ON COLUMN statements.place_start IS 'where: first character of the words | characters | offset in text';
COMMENT ON COLUMN statements.place_end IS 'where: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN statements.place_name IS 'where: name | text | the gazetteer';
COMMENT ON COLUMN statements.place_country IS 'where: country | ISO 3166 alpha-3 | the gazetteer';
COMMENT ON COLUMN statements.place_admin1 IS 'where: first-level division | text | the gazetteer';
COMMENT ON COLUMN statements.place_geonames_id IS 'where: GeoNames id | number | the gazetteer';
COMMENT ON COLUMN statements.place_latitude IS 'where: degrees north | degrees, WGS 84 | the gazetteer';
COMMENT ON COLUMN statements.place_longitude IS 'where: degrees east | degrees, WGS 84 | the gazetteer';
COMMENT ON COLUMN statements.place_feature_code IS 'where: kind of place | GeoNames feature code | the gazetteer';
COMMENT ON COLUMN statements.place_absence IS 'why the place is not resolved | word (see absence) | the resolver';
COMMENT ON COLUMN statements.confidence IS 'how sure the reader is | probability, 0 to 1 | the model';

CREATE TABLE failures (failure_id VARCHAR PRIMARY KEY, document VARCHAR NOT NULL, room VARCHAR NOT NULL, code VARCHAR NOT NULL, message VARCHAR NOT NULL);
COMMENT ON TABLE failures IS 'Articles that could not be read or coded. A row goes when its document is coded after all.';
COMMENT ON COLUMN failures.failure_id IS 'id of the failure | 16 hex digits | hash of the other columns';
COMMENT ON COLUMN failures.document IS 'id of the article, or the file | text | the input';
COMMENT ON COLUMN failures.room IS 'where it failed: read or code | word | the program';
COMMENT ON COLUMN failures.code IS 'what was wrong | stable word | the program';
COMMENT ON COLUMN failures.message IS 'what was wrong and what to do | text | the program';

CREATE TABLE names (name VARCHAR PRIMARY KEY);
COMMENT ON TABLE names IS 'Every name, or words without a name, that a party was ever stored under: what a question by name looks through.';
COMMENT ON COLUMN names.name IS 'the name | text | event_parties, events.source_name, statements';

CREATE TABLE shingles (shingle UBIGINT NOT NULL, article_id VARCHAR NOT NULL);
COMMENT ON TABLE shingles IS 'A sample, one in eight, of the five-word sequences of each article: finds copies.';
COMMENT ON COLUMN shingles.shingle IS 'hash of five words in a row | 64 bits, divisible by 8 | the text without quotations';
COMMENT ON COLUMN shingles.article_id IS 'the article that has them | id in articles | the text';

CREATE INDEX articles_by_id ON articles (article_id);
CREATE INDEX events_by_id ON events (event_id);
