-- What each article's ledger says: claims with stances, commitments, agreements with violations, meetings, figures; and what they
-- come to over all articles. Articles that an older version coded have no ledger here until they are coded again.

CREATE TABLE claims (
  claim_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, published DATE, text VARCHAR NOT NULL,
  text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, mentions STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL, confidence DOUBLE
);
COMMENT ON TABLE claims IS 'A proposition as one article tells it, told once or more; never whether it is true. Who asserts or denies it is in stances, whom it is about in ledger_parties.';
COMMENT ON COLUMN claims.claim_id IS 'id of the claim, the same whenever the same text is coded | 16 hex digits | hash of article and place of the proposition';
COMMENT ON COLUMN claims.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN claims.sentence IS 'sentence that tells it first in full | count, from 0 | number in sentences';
COMMENT ON COLUMN claims.published IS 'day of publication of the article | day | articles.published';
COMMENT ON COLUMN claims.text IS 'the proposition, as first told in full | text | words of the text';
COMMENT ON COLUMN claims.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN claims.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN claims.mentions IS 'every telling: start and end (exclusive) of each | list of offsets | offsets in text';
COMMENT ON COLUMN claims.confidence IS 'how sure the reader is of the event or statement that it was read from; null when it was read from the words alone | probability, 0 to 1 | events, statements';

CREATE TABLE stances (
  claim_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, position SMALLINT NOT NULL, stance VARCHAR NOT NULL, sentence INTEGER NOT NULL,
  text VARCHAR NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, "date" DATE, outlet VARCHAR, statement_id VARCHAR, by_name VARCHAR,
  by_code VARCHAR, by_sector VARCHAR, by_other_sectors VARCHAR[], by_office VARCHAR, by_text VARCHAR, by_start INTEGER, by_end INTEGER,
  by_antecedent_start INTEGER, by_antecedent_end INTEGER, by_evidence VARCHAR, by_absence VARCHAR
);
COMMENT ON TABLE stances IS 'How one party stands to a claim, in the order of the text.';
COMMENT ON COLUMN stances.claim_id IS 'the claim | id in claims | the coder';
COMMENT ON COLUMN stances.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN stances.position IS 'which of them | count, from 0 | order in the text';
COMMENT ON COLUMN stances.stance IS 'asserts, denies, doubts or confirms | word | cue and statement';
COMMENT ON COLUMN stances.sentence IS 'its sentence | count, from 0 | number in sentences';
COMMENT ON COLUMN stances.text IS 'the words that say so | text | words of the text';
COMMENT ON COLUMN stances.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN stances.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN stances."date" IS 'day that the stance was reported | day | articles.published';
COMMENT ON COLUMN stances.outlet IS 'who published it | text | articles.publisher';
COMMENT ON COLUMN stances.statement_id IS 'the statement that says so; null where a verb alone does (X accused Y) | id in statements | overlap of the words';
COMMENT ON COLUMN stances.by_name IS 'whose stance: canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN stances.by_code IS 'whose stance: country or international kind | ISO 3166 alpha-3, KOS or international kind | by_evidence';
COMMENT ON COLUMN stances.by_sector IS 'whose stance: sector | PLOVER sector | by_evidence';
COMMENT ON COLUMN stances.by_other_sectors IS 'whose stance: further sectors; null when nobody is named | list of PLOVER sectors | by_evidence';
COMMENT ON COLUMN stances.by_office IS 'whose stance: office | text | the text or a table of office holders';
COMMENT ON COLUMN stances.by_text IS 'whose stance: the words | text | words of the text';
COMMENT ON COLUMN stances.by_start IS 'whose stance: first character of the words | characters | offset in text';
COMMENT ON COLUMN stances.by_end IS 'whose stance: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN stances.by_antecedent_start IS 'whose stance: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN stances.by_antecedent_end IS 'whose stance: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN stances.by_evidence IS 'whose stance: table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN stances.by_absence IS 'whose stance: why there is no code | word (see absence) | the resolver';

CREATE TABLE commitments (
  commitment_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, published DATE, kind VARCHAR NOT NULL,
  text VARCHAR NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, cue_text VARCHAR NOT NULL, cue_start INTEGER NOT NULL,
  cue_end INTEGER NOT NULL, by_name VARCHAR, by_code VARCHAR, by_sector VARCHAR, by_other_sectors VARCHAR[], by_office VARCHAR, by_text VARCHAR,
  by_start INTEGER, by_end INTEGER, by_antecedent_start INTEGER, by_antecedent_end INTEGER, by_evidence VARCHAR, by_absence VARCHAR,
  condition_text VARCHAR, condition_start INTEGER, condition_end INTEGER, consequence_text VARCHAR, consequence_start INTEGER,
  consequence_end INTEGER, deadline_text VARCHAR, deadline_start INTEGER, deadline_end INTEGER, same_as VARCHAR, confidence DOUBLE
);
COMMENT ON TABLE commitments IS 'What somebody binds himself or others to, once a sentence and act. Whom it addresses is in ledger_parties.';
COMMENT ON COLUMN commitments.commitment_id IS 'id of the commitment, the same whenever the same text is coded | 16 hex digits | hash of article and place of the content';
COMMENT ON COLUMN commitments.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN commitments.sentence IS 'its sentence | count, from 0 | number in sentences';
COMMENT ON COLUMN commitments.published IS 'day of publication of the article | day | articles.published';
COMMENT ON COLUMN commitments.kind IS 'demand, guarantee, red_line, threat, promise, offer or refusal | word | cue and event';
COMMENT ON COLUMN commitments.text IS 'the content | text | words of the text';
COMMENT ON COLUMN commitments.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN commitments.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN commitments.cue_text IS 'the word that makes it one | text | words of the text';
COMMENT ON COLUMN commitments.cue_start IS 'the word that makes it one: first character | characters | offset in text';
COMMENT ON COLUMN commitments.cue_end IS 'the word that makes it one: end, exclusive | characters | offset in text';
COMMENT ON COLUMN commitments.by_name IS 'whose commitment: canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN commitments.by_code IS 'whose commitment: country or international kind | ISO 3166 alpha-3, KOS or international kind | by_evidence';
COMMENT ON COLUMN commitments.by_sector IS 'whose commitment: sector | PLOVER sector | by_evidence';
COMMENT ON COLUMN commitments.by_other_sectors IS 'whose commitment: further sectors; null when nobody is named | list of PLOVER sectors | by_evidence';
COMMENT ON COLUMN commitments.by_office IS 'whose commitment: office | text | the text or a table of office holders';
COMMENT ON COLUMN commitments.by_text IS 'whose commitment: the words | text | words of the text';
COMMENT ON COLUMN commitments.by_start IS 'whose commitment: first character of the words | characters | offset in text';
COMMENT ON COLUMN commitments.by_end IS 'whose commitment: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN commitments.by_antecedent_start IS 'whose commitment: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN commitments.by_antecedent_end IS 'whose commitment: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN commitments.by_evidence IS 'whose commitment: table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN commitments.by_absence IS 'whose commitment: why there is no code | word (see absence) | the resolver';
COMMENT ON COLUMN commitments.condition_text IS 'the condition as it stands | text | words of the text';
COMMENT ON COLUMN commitments.condition_start IS 'the condition as it stands: first character | characters | offset in text';
COMMENT ON COLUMN commitments.condition_end IS 'the condition as it stands: end, exclusive | characters | offset in text';
COMMENT ON COLUMN commitments.consequence_text IS 'the consequence as it stands | text | words of the text';
COMMENT ON COLUMN commitments.consequence_start IS 'the consequence as it stands: first character | characters | offset in text';
COMMENT ON COLUMN commitments.consequence_end IS 'the consequence as it stands: end, exclusive | characters | offset in text';
COMMENT ON COLUMN commitments.deadline_text IS 'the deadline as it stands | text | words of the text';
COMMENT ON COLUMN commitments.deadline_start IS 'the deadline as it stands: first character | characters | offset in text';
COMMENT ON COLUMN commitments.deadline_end IS 'the deadline as it stands: end, exclusive | characters | offset in text';
COMMENT ON COLUMN commitments.same_as IS 'the first telling of this commitment in the article | id in commitments | the coder';
COMMENT ON COLUMN commitments.confidence IS 'how sure the reader is of the event or statement that it was read from; null when it was read from the words alone | probability, 0 to 1 | events, statements';

CREATE TABLE agreements (
  agreement_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, published DATE, name VARCHAR NOT NULL, text VARCHAR NOT NULL,
  text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, mentions STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL, aliases VARCHAR[] NOT NULL,
  year VARCHAR, place_text VARCHAR, place_start INTEGER, place_end INTEGER, obligations STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL,
  keys VARCHAR[] NOT NULL, proper_keys VARCHAR[] NOT NULL, status VARCHAR NOT NULL
);
COMMENT ON TABLE agreements IS 'A treaty, accord, deal or truce as one article tells of it. Parties and brokers are in ledger_parties, alleged breaches in violations.';
COMMENT ON COLUMN agreements.agreement_id IS 'id of the agreement, the same whenever the same text is coded | 16 hex digits | hash of article and place of the name';
COMMENT ON COLUMN agreements.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN agreements.sentence IS 'sentence of the name | count, from 0 | number in sentences';
COMMENT ON COLUMN agreements.published IS 'day of publication of the article | day | articles.published';
COMMENT ON COLUMN agreements.name IS 'its name, as the article gives it best | text | words of the text, or agreements.tsv';
COMMENT ON COLUMN agreements.text IS 'the words that give the name | text | words of the text';
COMMENT ON COLUMN agreements.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN agreements.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN agreements.mentions IS 'every telling: start and end (exclusive) of each | list of offsets | offsets in text';
COMMENT ON COLUMN agreements.aliases IS 'its other names | list of texts | words of the text, or agreements.tsv';
COMMENT ON COLUMN agreements.year IS 'year it was made | YYYY | words of the text, or agreements.tsv';
COMMENT ON COLUMN agreements.place_text IS 'where it was made | text | words of the text';
COMMENT ON COLUMN agreements.place_start IS 'where it was made: first character | characters | offset in text';
COMMENT ON COLUMN agreements.place_end IS 'where it was made: end, exclusive | characters | offset in text';
COMMENT ON COLUMN agreements.obligations IS 'what it obliges to, as told: start and end (exclusive) of each | list of offsets | offsets in text';
COMMENT ON COLUMN agreements.keys IS 'its names in one form (deal for accord, truce for ceasefire), those that name many with each party: what it is linked by | list of texts | name, aliases, parties';
COMMENT ON COLUMN agreements.proper_keys IS 'those of the keys that are names of it alone | list of texts | name, aliases';
COMMENT ON COLUMN agreements.status IS 'in_force, announced, proposed or ended | word | words about it';

CREATE TABLE violations (
  agreement_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, position SMALLINT NOT NULL, text VARCHAR NOT NULL, text_start INTEGER NOT NULL,
  text_end INTEGER NOT NULL, accuser_name VARCHAR, accuser_code VARCHAR, accuser_sector VARCHAR, accuser_other_sectors VARCHAR[],
  accuser_office VARCHAR, accuser_text VARCHAR, accuser_start INTEGER, accuser_end INTEGER, accuser_antecedent_start INTEGER,
  accuser_antecedent_end INTEGER, accuser_evidence VARCHAR, accuser_absence VARCHAR, violator_name VARCHAR, violator_code VARCHAR,
  violator_sector VARCHAR, violator_other_sectors VARCHAR[], violator_office VARCHAR, violator_text VARCHAR, violator_start INTEGER,
  violator_end INTEGER, violator_antecedent_start INTEGER, violator_antecedent_end INTEGER, violator_evidence VARCHAR, violator_absence VARCHAR
);
COMMENT ON TABLE violations IS 'Alleged breaches of an agreement.';
COMMENT ON COLUMN violations.agreement_id IS 'the agreement | id in agreements | the coder';
COMMENT ON COLUMN violations.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN violations.position IS 'which of them | count, from 0 | order in the text';
COMMENT ON COLUMN violations.text IS 'the words that tell it | text | words of the text';
COMMENT ON COLUMN violations.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN violations.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN violations.accuser_name IS 'who alleges it; nobody where the writer does: canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN violations.accuser_code IS 'who alleges it; nobody where the writer does: country or international kind | ISO 3166 alpha-3, KOS or international kind | accuser_evidence';
COMMENT ON COLUMN violations.accuser_sector IS 'who alleges it; nobody where the writer does: sector | PLOVER sector | accuser_evidence';
COMMENT ON COLUMN violations.accuser_other_sectors IS 'who alleges it; nobody where the writer does: further sectors; null when nobody is named | list of PLOVER sectors | accuser_evidence';
COMMENT ON COLUMN violations.accuser_office IS 'who alleges it; nobody where the writer does: office | text | the text or a table of office holders';
COMMENT ON COLUMN violations.accuser_text IS 'who alleges it; nobody where the writer does: the words | text | words of the text';
COMMENT ON COLUMN violations.accuser_start IS 'who alleges it; nobody where the writer does: first character of the words | characters | offset in text';
COMMENT ON COLUMN violations.accuser_end IS 'who alleges it; nobody where the writer does: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN violations.accuser_antecedent_start IS 'who alleges it; nobody where the writer does: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN violations.accuser_antecedent_end IS 'who alleges it; nobody where the writer does: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN violations.accuser_evidence IS 'who alleges it; nobody where the writer does: table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN violations.accuser_absence IS 'who alleges it; nobody where the writer does: why there is no code | word (see absence) | the resolver';
COMMENT ON COLUMN violations.violator_name IS 'who is said to have done it; nobody where none is named: canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN violations.violator_code IS 'who is said to have done it; nobody where none is named: country or international kind | ISO 3166 alpha-3, KOS or international kind | violator_evidence';
COMMENT ON COLUMN violations.violator_sector IS 'who is said to have done it; nobody where none is named: sector | PLOVER sector | violator_evidence';
COMMENT ON COLUMN violations.violator_other_sectors IS 'who is said to have done it; nobody where none is named: further sectors; null when nobody is named | list of PLOVER sectors | violator_evidence';
COMMENT ON COLUMN violations.violator_office IS 'who is said to have done it; nobody where none is named: office | text | the text or a table of office holders';
COMMENT ON COLUMN violations.violator_text IS 'who is said to have done it; nobody where none is named: the words | text | words of the text';
COMMENT ON COLUMN violations.violator_start IS 'who is said to have done it; nobody where none is named: first character of the words | characters | offset in text';
COMMENT ON COLUMN violations.violator_end IS 'who is said to have done it; nobody where none is named: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN violations.violator_antecedent_start IS 'who is said to have done it; nobody where none is named: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN violations.violator_antecedent_end IS 'who is said to have done it; nobody where none is named: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN violations.violator_evidence IS 'who is said to have done it; nobody where none is named: table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN violations.violator_absence IS 'who is said to have done it; nobody where none is named: why there is no code | word (see absence) | the resolver';

CREATE TABLE meetings (
  meeting_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, published DATE, text VARCHAR NOT NULL,
  text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, mentions STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL, status VARCHAR NOT NULL,
  "date" VARCHAR, "day" DATE, until_day DATE, day_from VARCHAR, time_text VARCHAR, time_start INTEGER, time_end INTEGER, time_value VARCHAR,
  first_day DATE, last_day DATE, grain VARCHAR, time_absence VARCHAR, place_text VARCHAR, place_start INTEGER, place_end INTEGER, place_name VARCHAR,
  place_country VARCHAR, place_admin1 VARCHAR, place_geonames_id BIGINT, place_latitude DOUBLE, place_longitude DOUBLE, place_feature_code VARCHAR,
  place_absence VARCHAR, forum_text VARCHAR, forum_start INTEGER, forum_end INTEGER, confidence DOUBLE
);
COMMENT ON TABLE meetings IS 'Talks of at least one named party, as one article tells of them. Participants are in ledger_parties.';
COMMENT ON COLUMN meetings.meeting_id IS 'id of the meeting, the same whenever the same text is coded | 16 hex digits | hash of article and place of the words';
COMMENT ON COLUMN meetings.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN meetings.sentence IS 'sentence that tells most of it | count, from 0 | number in sentences';
COMMENT ON COLUMN meetings.published IS 'day of publication of the article | day | articles.published';
COMMENT ON COLUMN meetings.text IS 'the words that name it | text | words of the text';
COMMENT ON COLUMN meetings.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN meetings.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN meetings.mentions IS 'every telling: start and end (exclusive) of each | list of offsets | offsets in text';
COMMENT ON COLUMN meetings.status IS 'scheduled, held, proposed, postponed, cancelled or refused | word | status of the event; postponed by the words around it';
COMMENT ON COLUMN meetings."date" IS 'day, month or year of the meeting; null when the article gives none | YYYY, YYYY-MM or YYYY-MM-DD | time_text, or the journey or meeting beside it';
COMMENT ON COLUMN meetings."day" IS 'day to file it under: its first day, else the day of publication | day | date or published; day_from says which';
COMMENT ON COLUMN meetings.until_day IS 'last day that it can have, inclusive | day | date, else day';
COMMENT ON COLUMN meetings.day_from IS 'text when the article gives the day, published when the day of publication stands in | word | the columns it was taken from';
COMMENT ON COLUMN meetings.time_text IS 'when: the words | text | words of the text';
COMMENT ON COLUMN meetings.time_start IS 'when: first character of the words | characters | offset in text';
COMMENT ON COLUMN meetings.time_end IS 'when: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN meetings.time_value IS 'when: year, month or day | YYYY, YYYY-MM or YYYY-MM-DD | time_text';
COMMENT ON COLUMN meetings.first_day IS 'first day it can be | day | time_text and the day of publication';
COMMENT ON COLUMN meetings.last_day IS 'last day, inclusive | day | time_text and the day of publication';
COMMENT ON COLUMN meetings.grain IS 'how fine the time is told: day, week, month, season, year or decade | word | time_text';
COMMENT ON COLUMN meetings.time_absence IS 'why the time is not resolved | word (see absence) | the resolver';
COMMENT ON COLUMN meetings.place_text IS 'where: the words | text | words of the text';
COMMENT ON COLUMN meetings.place_start IS 'where: first character of the words | characters | offset in text';
COMMENT ON COLUMN meetings.place_end IS 'where: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN meetings.place_name IS 'where: name | text | the gazetteer';
COMMENT ON COLUMN meetings.place_country IS 'where: country | ISO 3166 alpha-3 | the gazetteer';
COMMENT ON COLUMN meetings.place_admin1 IS 'where: first-level division | text | the gazetteer';
COMMENT ON COLUMN meetings.place_geonames_id IS 'where: GeoNames id | number | the gazetteer';
COMMENT ON COLUMN meetings.place_latitude IS 'where: degrees north | degrees, WGS 84 | the gazetteer';
COMMENT ON COLUMN meetings.place_longitude IS 'where: degrees east | degrees, WGS 84 | the gazetteer';
COMMENT ON COLUMN meetings.place_feature_code IS 'where: kind of place | GeoNames feature code | the gazetteer';
COMMENT ON COLUMN meetings.place_absence IS 'why the place is not resolved | word (see absence) | the resolver';
COMMENT ON COLUMN meetings.forum_text IS 'the larger meeting it is part of, or on the sidelines of | text | words of the text';
COMMENT ON COLUMN meetings.forum_start IS 'the larger meeting it is part of, or on the sidelines of: first character | characters | offset in text';
COMMENT ON COLUMN meetings.forum_end IS 'the larger meeting it is part of, or on the sidelines of: end, exclusive | characters | offset in text';
COMMENT ON COLUMN meetings.confidence IS 'how sure the reader is of the event or statement that it was read from; null when it was read from the words alone | probability, 0 to 1 | events, statements';

CREATE TABLE figures (
  figure_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, published DATE, what VARCHAR NOT NULL, "value" DOUBLE,
  low DOUBLE, high DOUBLE, qualifier VARCHAR, text VARCHAR NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, unit_text VARCHAR,
  unit_start INTEGER, unit_end INTEGER, "date" VARCHAR, event_id VARCHAR, place_text VARCHAR, place_start INTEGER, place_end INTEGER,
  place_name VARCHAR, place_country VARCHAR, place_admin1 VARCHAR, place_geonames_id BIGINT, place_latitude DOUBLE, place_longitude DOUBLE,
  place_feature_code VARCHAR, place_absence VARCHAR, of_name VARCHAR, of_code VARCHAR, of_sector VARCHAR, of_other_sectors VARCHAR[],
  of_office VARCHAR, of_text VARCHAR, of_start INTEGER, of_end INTEGER, of_antecedent_start INTEGER, of_antecedent_end INTEGER, of_evidence VARCHAR,
  of_absence VARCHAR, according_to_name VARCHAR, according_to_code VARCHAR, according_to_sector VARCHAR, according_to_other_sectors VARCHAR[],
  according_to_office VARCHAR, according_to_text VARCHAR, according_to_start INTEGER, according_to_end INTEGER, according_to_antecedent_start INTEGER,
  according_to_antecedent_end INTEGER, according_to_evidence VARCHAR, according_to_absence VARCHAR
);
COMMENT ON TABLE figures IS 'Counts that an article tells: of people, troops, weapons, casualties, money, organisations.';
COMMENT ON COLUMN figures.figure_id IS 'id of the figure, the same whenever the same text is coded | 16 hex digits | hash of article and place of the words';
COMMENT ON COLUMN figures.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN figures.sentence IS 'its sentence | count, from 0 | number in sentences';
COMMENT ON COLUMN figures.published IS 'day of publication of the article | day | articles.published';
COMMENT ON COLUMN figures.what IS 'killed, injured, arrested, displaced, troops, weapons, money, people or other | word | the words';
COMMENT ON COLUMN figures."value" IS 'the number told | what unit_text counts | the words';
COMMENT ON COLUMN figures.low IS 'least it can be | what unit_text counts | the words';
COMMENT ON COLUMN figures.high IS 'most it can be | what unit_text counts | the words';
COMMENT ON COLUMN figures.qualifier IS 'hedge, such as at least | text | the words';
COMMENT ON COLUMN figures.text IS 'hedge, number and unit | text | words of the text';
COMMENT ON COLUMN figures.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN figures.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN figures.unit_text IS 'what is counted, or the currency | text | words of the text';
COMMENT ON COLUMN figures.unit_start IS 'what is counted, or the currency: first character | characters | offset in text';
COMMENT ON COLUMN figures.unit_end IS 'what is counted, or the currency: end, exclusive | characters | offset in text';
COMMENT ON COLUMN figures."date" IS 'when: of the event beside it | YYYY, YYYY-MM or YYYY-MM-DD | the event''s time_text';
COMMENT ON COLUMN figures.event_id IS 'the event whose number it is | id in events | quantities with the same words';
COMMENT ON COLUMN figures.place_text IS 'where: the words | text | words of the text';
COMMENT ON COLUMN figures.place_start IS 'where: first character of the words | characters | offset in text';
COMMENT ON COLUMN figures.place_end IS 'where: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN figures.place_name IS 'where: name | text | the gazetteer';
COMMENT ON COLUMN figures.place_country IS 'where: country | ISO 3166 alpha-3 | the gazetteer';
COMMENT ON COLUMN figures.place_admin1 IS 'where: first-level division | text | the gazetteer';
COMMENT ON COLUMN figures.place_geonames_id IS 'where: GeoNames id | number | the gazetteer';
COMMENT ON COLUMN figures.place_latitude IS 'where: degrees north | degrees, WGS 84 | the gazetteer';
COMMENT ON COLUMN figures.place_longitude IS 'where: degrees east | degrees, WGS 84 | the gazetteer';
COMMENT ON COLUMN figures.place_feature_code IS 'where: kind of place | GeoNames feature code | the gazetteer';
COMMENT ON COLUMN figures.place_absence IS 'why the place is not resolved | word (see absence) | the resolver';
COMMENT ON COLUMN figures.of_name IS 'whose: canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN figures.of_code IS 'whose: country or international kind | ISO 3166 alpha-3, KOS or international kind | of_evidence';
COMMENT ON COLUMN figures.of_sector IS 'whose: sector | PLOVER sector | of_evidence';
COMMENT ON COLUMN figures.of_other_sectors IS 'whose: further sectors; null when nobody is named | list of PLOVER sectors | of_evidence';
COMMENT ON COLUMN figures.of_office IS 'whose: office | text | the text or a table of office holders';
COMMENT ON COLUMN figures.of_text IS 'whose: the words | text | words of the text';
COMMENT ON COLUMN figures.of_start IS 'whose: first character of the words | characters | offset in text';
COMMENT ON COLUMN figures.of_end IS 'whose: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN figures.of_antecedent_start IS 'whose: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN figures.of_antecedent_end IS 'whose: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN figures.of_evidence IS 'whose: table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN figures.of_absence IS 'whose: why there is no code | word (see absence) | the resolver';
COMMENT ON COLUMN figures.according_to_name IS 'who is quoted with it; nobody where the writer tells it: canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN figures.according_to_code IS 'who is quoted with it; nobody where the writer tells it: country or international kind | ISO 3166 alpha-3, KOS or international kind | according_to_evidence';
COMMENT ON COLUMN figures.according_to_sector IS 'who is quoted with it; nobody where the writer tells it: sector | PLOVER sector | according_to_evidence';
COMMENT ON COLUMN figures.according_to_other_sectors IS 'who is quoted with it; nobody where the writer tells it: further sectors; null when nobody is named | list of PLOVER sectors | according_to_evidence';
COMMENT ON COLUMN figures.according_to_office IS 'who is quoted with it; nobody where the writer tells it: office | text | the text or a table of office holders';
COMMENT ON COLUMN figures.according_to_text IS 'who is quoted with it; nobody where the writer tells it: the words | text | words of the text';
COMMENT ON COLUMN figures.according_to_start IS 'who is quoted with it; nobody where the writer tells it: first character of the words | characters | offset in text';
COMMENT ON COLUMN figures.according_to_end IS 'who is quoted with it; nobody where the writer tells it: end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN figures.according_to_antecedent_start IS 'who is quoted with it; nobody where the writer tells it: first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN figures.according_to_antecedent_end IS 'who is quoted with it; nobody where the writer tells it: end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN figures.according_to_evidence IS 'who is quoted with it; nobody where the writer tells it: table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN figures.according_to_absence IS 'who is quoted with it; nobody where the writer tells it: why there is no code | word (see absence) | the resolver';

CREATE TABLE ledger_parties (
  record_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, role VARCHAR NOT NULL, position SMALLINT NOT NULL, name VARCHAR, code VARCHAR,
  sector VARCHAR, other_sectors VARCHAR[], office VARCHAR, text VARCHAR, text_start INTEGER, text_end INTEGER, antecedent_start INTEGER,
  antecedent_end INTEGER, evidence VARCHAR, absence VARCHAR
);
COMMENT ON TABLE ledger_parties IS 'Who is in which record of the ledger, one row each.';
COMMENT ON COLUMN ledger_parties.record_id IS 'the record | id in claims, commitments, agreements or meetings | the coder';
COMMENT ON COLUMN ledger_parties.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN ledger_parties.role IS 'about (a claim), to (a commitment), party or broker (an agreement), participant (a meeting) | word | the coder';
COMMENT ON COLUMN ledger_parties.position IS 'which of them | count, from 0 | order in the text';
COMMENT ON COLUMN ledger_parties.name IS 'canonical name | text | tables of actors, or the text';
COMMENT ON COLUMN ledger_parties.code IS 'country or international kind | ISO 3166 alpha-3, KOS or international kind | evidence';
COMMENT ON COLUMN ledger_parties.sector IS 'sector | PLOVER sector | evidence';
COMMENT ON COLUMN ledger_parties.other_sectors IS 'further sectors; null when nobody is named | list of PLOVER sectors | evidence';
COMMENT ON COLUMN ledger_parties.office IS 'office | text | the text or a table of office holders';
COMMENT ON COLUMN ledger_parties.text IS 'the words | text | words of the text';
COMMENT ON COLUMN ledger_parties.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN ledger_parties.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN ledger_parties.antecedent_start IS 'first character of the earlier words that give the name | characters | offset in text';
COMMENT ON COLUMN ledger_parties.antecedent_end IS 'end of the earlier words, exclusive | characters | offset in text';
COMMENT ON COLUMN ledger_parties.evidence IS 'table or rule that gave the code | word | the resolver';
COMMENT ON COLUMN ledger_parties.absence IS 'why there is no code | word (see absence) | the resolver';

CREATE TABLE histories (
  history_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, type VARCHAR, status VARCHAR NOT NULL, label VARCHAR NOT NULL, "day" DATE, until_day DATE,
  day_from VARCHAR, actor_codes VARCHAR[] NOT NULL, actor_names VARCHAR[] NOT NULL, actor_roles VARCHAR[] NOT NULL,
  recipient_codes VARCHAR[] NOT NULL, recipient_names VARCHAR[] NOT NULL, recipient_roles VARCHAR[] NOT NULL, place_name VARCHAR,
  place_country VARCHAR, confidence DOUBLE, main_id VARCHAR NOT NULL
);
COMMENT ON TABLE histories IS 'A claim, commitment, agreement, meeting or figure, in however many articles it is told: what its tellings come to.';
COMMENT ON COLUMN histories.history_id IS 'id of the history | 16 hex digits | hash of its records'' smallest id';
COMMENT ON COLUMN histories.kind IS 'claim, commitment, agreement, meeting or figure | word | its records';
COMMENT ON COLUMN histories.type IS 'commitment: its kind; figure: what is counted; else null | word | the kind or what told most often';
COMMENT ON COLUMN histories.status IS 'claim: asserted, denied, contested (both), doubted or reported (by nobody named); commitment: open, met, accepted, refused or crossed; agreement: in_force, announced, proposed or ended; meeting: scheduled, held, proposed, postponed, cancelled or refused; figure: agreed or differs | word | what was told last (docs/ledger.md)';
COMMENT ON COLUMN histories.label IS 'its words, or an agreement''s name | text | its main record';
COMMENT ON COLUMN histories."day" IS 'first day: of the meeting; of the others, when first told | day | its records';
COMMENT ON COLUMN histories.until_day IS 'last day, inclusive: of the meeting; of the others, when last told or answered | day | its records';
COMMENT ON COLUMN histories.day_from IS 'text when an article tells a meeting''s day, else published | word | its records';
COMMENT ON COLUMN histories.actor_codes IS 'codes of who takes a stance to a claim, commits himself, is party to an agreement, takes part in a meeting, or is counted | list of ISO 3166 alpha-3, KOS or international kind | its records';
COMMENT ON COLUMN histories.actor_names IS 'their names, or their words where no name is known | list of texts | its records';
COMMENT ON COLUMN histories.actor_roles IS 'their sectors with their code, RUS:MIL, and alone, :MIL | list of texts | its records';
COMMENT ON COLUMN histories.recipient_codes IS 'codes of whom a claim is about, a commitment addresses, or who brokered an agreement | list of ISO 3166 alpha-3, KOS or international kind | its records';
COMMENT ON COLUMN histories.recipient_names IS 'their names, or their words where no name is known | list of texts | its records';
COMMENT ON COLUMN histories.recipient_roles IS 'their sectors with their code, RUS:MIL, and alone, :MIL | list of texts | its records';
COMMENT ON COLUMN histories.place_name IS 'where a meeting is, an agreement was made, or was counted: name, or words | text | the place told most often';
COMMENT ON COLUMN histories.place_country IS 'where: country | ISO 3166 alpha-3 | the place told most often';
COMMENT ON COLUMN histories.confidence IS 'of its surest record | probability, 0 to 1 | its records';
COMMENT ON COLUMN histories.main_id IS 'the record that stands for it: the first published | record_id | its records';

CREATE TABLE history_mentions (
  record_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, history_id VARCHAR NOT NULL, linked_id VARCHAR NOT NULL,
  probability DOUBLE NOT NULL
);
COMMENT ON TABLE history_mentions IS 'Which record belongs to which history.';
COMMENT ON COLUMN history_mentions.record_id IS 'the record as one article tells it | id in claims, commitments, agreements, meetings or figures | the linker';
COMMENT ON COLUMN history_mentions.article_id IS 'its article | id in articles | the coder';
COMMENT ON COLUMN history_mentions.kind IS 'claim, commitment, agreement, meeting or figure | word | the table it is in';
COMMENT ON COLUMN history_mentions.history_id IS 'the history, corrections applied | id in histories | linked_id and corrections';
COMMENT ON COLUMN history_mentions.linked_id IS 'the history as linked, before corrections | 16 hex digits | the linker';
COMMENT ON COLUMN history_mentions.probability IS 'how alike it is to the others; 0 when it is to be linked anew | 0 to 1, set by hand | the linker';

CREATE TABLE answers (
  record_id VARCHAR NOT NULL, answer_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, answer VARCHAR NOT NULL
);
COMMENT ON TABLE answers IS 'What became of a commitment, as the text says: an act of the one addressed, or a statement that a red line was crossed.';
COMMENT ON COLUMN answers.record_id IS 'the commitment | id in commitments | the linker';
COMMENT ON COLUMN answers.answer_id IS 'the event or statement that answers | id in events or statements | the linker';
COMMENT ON COLUMN answers.article_id IS 'the article of the answer | id in articles | the coder';
COMMENT ON COLUMN answers.answer IS 'met, accepted, refused or crossed | word | type of the event, words of the statement';

CREATE TABLE ledger_linked (
  article_id VARCHAR NOT NULL
);
COMMENT ON TABLE ledger_linked IS 'Articles whose ledger has been linked with the others''.';
COMMENT ON COLUMN ledger_linked.article_id IS 'the article | id in articles | the linker';

-- A correction may name incidents or histories.
COMMENT ON COLUMN corrections.incident_ids IS 'the incidents, or histories, named | list of ids | the analyst';
COMMENT ON COLUMN corrections.event_ids IS 'the mentions it holds to: merged ones, or those split off | list of ids in events, or of records of the ledger | the incidents or histories at that time';

CREATE INDEX history_mentions_by_record ON history_mentions (record_id);
CREATE INDEX history_mentions_by_history ON history_mentions (history_id);
