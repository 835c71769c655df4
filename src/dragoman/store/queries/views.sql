-- Views with stable names, made anew at every migration. A view never carries the text; join articles for it.

CREATE OR REPLACE VIEW v_origins AS
SELECT origin_id, count(*) AS n_articles, count(DISTINCT publisher) AS n_publishers, min(published) AS first_published, max(published) AS last_published,
       arg_min(article_id, (published IS NULL, published, article_id)) AS first_article_id, mode(agency) AS agency
FROM articles GROUP BY origin_id;
COMMENT ON VIEW v_origins IS 'Stories, each with its copies: count these for independent reports.';

CREATE OR REPLACE VIEW v_articles AS
SELECT a.* EXCLUDE (text, text_hash, n_shingles), o.n_articles AS n_copies, o.first_article_id AS copy_of,
       CASE WHEN a.imported_from IS NOT NULL THEN NULL WHEN o.n_articles > 1 AND o.first_article_id <> a.article_id THEN 'copy'
            WHEN a.agency IS NOT NULL THEN 'agency' ELSE 'own' END AS reporting,
       coalesce(a.imported_from, 'dragoman') AS coder
FROM articles a JOIN v_origins o USING (origin_id);
COMMENT ON VIEW v_articles IS 'Articles without their text, and whether each is own reporting, an agency''s, or a copy.';

CREATE OR REPLACE VIEW v_events AS
SELECT e.*, coalesce(e.imported_from, 'dragoman') AS coder, m.incident_id, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM events e JOIN articles a USING (article_id) LEFT JOIN incident_mentions m USING (event_id);
COMMENT ON VIEW v_events IS 'Events with their article and incident.';

CREATE OR REPLACE VIEW v_imports AS
SELECT i.*, e."day", e.type, e.mode, e.status, e.actor_codes, e.actor_names, e.recipient_codes, e.recipient_names, e.place_name, e.place_country, e.cameo,
       a.document, a.publisher, a.url
FROM imports i JOIN events e USING (event_id) JOIN articles a ON a.article_id = i.article_id;
COMMENT ON VIEW v_imports IS 'Events of other data sets, with what those say of them: count n_mentions, not rows, for how often they were told.';

CREATE OR REPLACE VIEW v_statements AS
SELECT s.*, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM statements s JOIN articles a USING (article_id);
COMMENT ON VIEW v_statements IS 'Statements with their article.';

CREATE OR REPLACE VIEW v_parties AS
SELECT p.*, e."day", e.type, e.mode, e.status, e.confidence, coalesce(e.imported_from, 'dragoman') AS coder
FROM event_parties p JOIN events e USING (event_id);
COMMENT ON VIEW v_parties IS 'Who takes part in which event.';

CREATE OR REPLACE VIEW v_quantities AS
SELECT q.*, e."day", e.type, e.mode, e.status, e.place_name, e.place_country, e.source_name, e.source_code, m.incident_id, e.published
FROM quantities q JOIN events e USING (event_id) LEFT JOIN incident_mentions m USING (event_id);
COMMENT ON VIEW v_quantities IS 'Numbers told, with their event and who tells them.';

CREATE OR REPLACE VIEW v_incident_mentions AS
SELECT m.*, e.article_id, e."day", e.published, e.type, e.mode, e.status, e.trigger_text, e.actor_codes, e.recipient_codes, e.place_name, e.place_country,
       e.source_name, e.confidence, a.publisher, a.origin_id
FROM incident_mentions m JOIN events e USING (event_id) JOIN articles a USING (article_id);
COMMENT ON VIEW v_incident_mentions IS 'Every mention of every incident, with its article.';

CREATE OR REPLACE VIEW v_incidents AS
SELECT i.*, c.n_mentions, c.n_articles, c.n_origins, c.n_publishers, c.first_published, c.last_published, c.confidence
FROM incidents i JOIN (
  SELECT m.incident_id, count(*) AS n_mentions, count(DISTINCT e.article_id) AS n_articles, count(DISTINCT a.origin_id) AS n_origins,
         count(DISTINCT a.publisher) AS n_publishers, min(e.published) AS first_published, max(e.published) AS last_published, max(e.confidence) AS confidence
  FROM incident_mentions m JOIN events e USING (event_id) JOIN articles a USING (article_id) GROUP BY m.incident_id) c USING (incident_id);
COMMENT ON VIEW v_incidents IS 'Incidents with how often, by how many articles and by how many independent origins they are told.';

CREATE OR REPLACE VIEW v_corrections AS
SELECT c.*, EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = c.correction_id) AS undone FROM corrections c;
COMMENT ON VIEW v_corrections IS 'Corrections, and whether each was taken back.';

CREATE OR REPLACE VIEW v_ledger_parties AS
SELECT record_id, CASE role WHEN 'about' THEN 'claim' WHEN 'to' THEN 'commitment' WHEN 'participant' THEN 'meeting' ELSE 'agreement' END AS kind, article_id,
       role, position, name, code, sector, other_sectors, office, text, text_start, text_end, evidence
FROM ledger_parties
UNION ALL
SELECT claim_id, 'claim', article_id, stance, position, by_name, by_code, by_sector, by_other_sectors, by_office, by_text, by_start, by_end, by_evidence
FROM stances WHERE by_name IS NOT NULL OR by_text IS NOT NULL
UNION ALL
SELECT commitment_id, 'commitment', article_id, 'by', 0, by_name, by_code, by_sector, by_other_sectors, by_office, by_text, by_start, by_end, by_evidence
FROM commitments WHERE by_name IS NOT NULL OR by_text IS NOT NULL
UNION ALL
SELECT figure_id, 'figure', article_id, 'of', 0, of_name, of_code, of_sector, of_other_sectors, of_office, of_text, of_start, of_end, of_evidence
FROM figures WHERE of_name IS NOT NULL OR of_text IS NOT NULL
UNION ALL
SELECT figure_id, 'figure', article_id, 'according_to', 0, according_to_name, according_to_code, according_to_sector, according_to_other_sectors, according_to_office, according_to_text, according_to_start, according_to_end, according_to_evidence
FROM figures WHERE according_to_name IS NOT NULL OR according_to_text IS NOT NULL
UNION ALL
SELECT agreement_id, 'agreement', article_id, 'accuser', position, accuser_name, accuser_code, accuser_sector, accuser_other_sectors, accuser_office, accuser_text, accuser_start, accuser_end, accuser_evidence
FROM violations WHERE accuser_name IS NOT NULL OR accuser_text IS NOT NULL
UNION ALL
SELECT agreement_id, 'agreement', article_id, 'violator', position, violator_name, violator_code, violator_sector, violator_other_sectors, violator_office, violator_text, violator_start, violator_end, violator_evidence
FROM violations WHERE violator_name IS NOT NULL OR violator_text IS NOT NULL;
COMMENT ON VIEW v_ledger_parties IS 'Everybody in a record of the ledger, one row each: those of ledger_parties, and who takes a stance, commits himself, is counted or quoted, accuses or is said to violate.';

CREATE OR REPLACE VIEW v_claims AS
SELECT r.*, m.history_id, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM claims r JOIN articles a USING (article_id) LEFT JOIN history_mentions m ON m.record_id = r.claim_id;
COMMENT ON VIEW v_claims IS 'Claims as each article tells them, with article and history.';

CREATE OR REPLACE VIEW v_stances AS
SELECT s.*, c.text AS claim_text, m.history_id, a.document, a.publisher, a.url, a.title, a.origin_id
FROM stances s JOIN claims c USING (claim_id) JOIN articles a ON a.article_id = s.article_id LEFT JOIN history_mentions m ON m.record_id = s.claim_id;
COMMENT ON VIEW v_stances IS 'Who asserts, denies, doubts or confirms what, and when.';

CREATE OR REPLACE VIEW v_commitments AS
SELECT r.*, m.history_id, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM commitments r JOIN articles a USING (article_id) LEFT JOIN history_mentions m ON m.record_id = r.commitment_id;
COMMENT ON VIEW v_commitments IS 'Commitments as each article tells them, with article and history.';

CREATE OR REPLACE VIEW v_agreements AS
SELECT r.*, m.history_id, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM agreements r JOIN articles a USING (article_id) LEFT JOIN history_mentions m ON m.record_id = r.agreement_id;
COMMENT ON VIEW v_agreements IS 'Agreements as each article tells of them, with article and history.';

CREATE OR REPLACE VIEW v_violations AS
SELECT v.*, g.name, g.year, g.published, m.history_id, a.document, a.publisher, a.url, a.title, a.origin_id
FROM violations v JOIN agreements g USING (agreement_id) JOIN articles a ON a.article_id = v.article_id
LEFT JOIN history_mentions m ON m.record_id = v.agreement_id;
COMMENT ON VIEW v_violations IS 'Alleged breaches, with their agreement and article.';

CREATE OR REPLACE VIEW v_meetings AS
SELECT r.*, m.history_id, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM meetings r JOIN articles a USING (article_id) LEFT JOIN history_mentions m ON m.record_id = r.meeting_id;
COMMENT ON VIEW v_meetings IS 'Meetings as each article tells of them, with article and history.';

CREATE OR REPLACE VIEW v_figures AS
SELECT r.*, m.history_id, i.incident_id, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM figures r JOIN articles a USING (article_id) LEFT JOIN history_mentions m ON m.record_id = r.figure_id
LEFT JOIN incident_mentions i ON i.event_id = r.event_id;
COMMENT ON VIEW v_figures IS 'Figures as each article tells them, with article, history and the incident that they are told of.';

CREATE OR REPLACE VIEW v_history_mentions AS
SELECT m.*, a.published, a.publisher, a.url, a.title, a.document, a.agency, a.origin_id FROM history_mentions m JOIN articles a USING (article_id);
COMMENT ON VIEW v_history_mentions IS 'Every record of every history, with its article.';

CREATE OR REPLACE VIEW v_histories AS
SELECT h.*, c.n_mentions, c.n_articles, c.n_origins, c.n_publishers, c.first_published, c.last_published
FROM histories h JOIN (
  SELECT m.history_id, count(*) AS n_mentions, count(DISTINCT m.article_id) AS n_articles, count(DISTINCT a.origin_id) AS n_origins,
         count(DISTINCT a.publisher) AS n_publishers, min(a.published) AS first_published, max(a.published) AS last_published
  FROM history_mentions m JOIN articles a USING (article_id) GROUP BY m.history_id) c USING (history_id);
COMMENT ON VIEW v_histories IS 'Histories with how often, by how many articles and by how many independent origins they are told.';

CREATE OR REPLACE VIEW v_history_steps AS
WITH answered AS ( -- once, however often what it answers is told
  SELECT min(w.record_id) AS record_id, w.answer_id, w.article_id, w.answer FROM answers w JOIN history_mentions m USING (record_id)
  GROUP BY m.history_id, w.answer_id, w.article_id, w.answer
)
SELECT m.history_id, m.kind, s.step, s.by_name, s.by_code, s.text, s.text_start, s.text_end, s."value", s.low, s.high, s.qualifier, s.record_id, s.answer_id,
       s.article_id, a.published, a.publisher, a.title, a.url, a.document, a.origin_id
FROM history_mentions m JOIN (
  SELECT claim_id AS record_id, NULL AS answer_id, article_id, stance AS step, coalesce(by_name, by_text) AS by_name, by_code, text, text_start, text_end,
         NULL::DOUBLE AS "value", NULL::DOUBLE AS low, NULL::DOUBLE AS high, NULL::VARCHAR AS qualifier
  FROM stances
  UNION ALL
  SELECT claim_id, NULL, article_id, 'reported', NULL, NULL, text, text_start, text_end, NULL, NULL, NULL, NULL FROM claims
  WHERE claim_id NOT IN (SELECT claim_id FROM stances)
  UNION ALL
  SELECT commitment_id, NULL, article_id, kind, coalesce(by_name, by_text), by_code, text, text_start, text_end, NULL, NULL, NULL, NULL FROM commitments
  UNION ALL
  SELECT w.record_id, w.answer_id, w.article_id, w.answer, array_to_string(e.actor_names, ', '), array_to_string(e.actor_codes, ' '), e.trigger_text,
         e.trigger_start, e.trigger_end, NULL, NULL, NULL, NULL
  FROM answered w JOIN events e ON e.event_id = w.answer_id
  UNION ALL
  SELECT w.record_id, w.answer_id, w.article_id, w.answer, coalesce(t.speaker_name, t.speaker_text), t.speaker_code, t.content_text, t.content[1].start,
         t.content[-1]."end", NULL, NULL, NULL, NULL
  FROM answered w JOIN statements t ON t.statement_id = w.answer_id
  UNION ALL
  SELECT agreement_id, NULL, article_id, status, NULL, NULL, text, text_start, text_end, NULL, NULL, NULL, NULL FROM agreements
  UNION ALL
  SELECT agreement_id, NULL, article_id, 'violation alleged', coalesce(accuser_name, accuser_text), accuser_code, text, text_start, text_end,
         NULL, NULL, NULL, NULL
  FROM violations
  UNION ALL
  SELECT meeting_id, NULL, article_id, status, NULL, NULL, text, text_start, text_end, NULL, NULL, NULL, NULL FROM meetings
  UNION ALL
  SELECT figure_id, NULL, article_id, 'told', coalesce(according_to_name, according_to_text), according_to_code, text, text_start, text_end, "value", low,
         high, qualifier
  FROM figures
) s USING (record_id) JOIN articles a ON a.article_id = s.article_id;
COMMENT ON VIEW v_history_steps IS 'What each article adds to a history: order by published to see how it went.';

CREATE OR REPLACE VIEW v_failures AS SELECT * FROM failures;
COMMENT ON VIEW v_failures IS 'Articles that could not be read or coded.';

CREATE OR REPLACE VIEW v_runs AS
SELECT r.*, (SELECT count(*) FROM articles a WHERE a.run_id = r.run_id) AS n_articles FROM runs r;
COMMENT ON VIEW v_runs IS 'Runs, with how many articles each coded.';

-- Columns that no table has.
COMMENT ON COLUMN v_origins.n_articles IS 'its articles | count | articles.origin_id';
COMMENT ON COLUMN v_origins.n_publishers IS 'publishers that printed it | count | articles.publisher';
COMMENT ON COLUMN v_origins.first_published IS 'first day it appeared | day | articles.published';
COMMENT ON COLUMN v_origins.last_published IS 'last day it appeared | day | articles.published';
COMMENT ON COLUMN v_origins.first_article_id IS 'the first to appear | id in articles | articles.published, then the smaller id';
COMMENT ON COLUMN v_articles.n_copies IS 'articles of its origin, itself included | count | articles.origin_id';
COMMENT ON COLUMN v_articles.copy_of IS 'the first article of its origin | id in articles | v_origins';
COMMENT ON COLUMN v_articles.reporting IS 'copy (not the first of its origin), agency (credits one), or own; null for one that only an imported event names | word | copy_of and agency';
COMMENT ON COLUMN v_events.coder IS 'dragoman, or the data set it was imported from: plover, gdelt, icews | word | events.imported_from';
COMMENT ON COLUMN v_articles.coder IS 'dragoman, or the data set whose events name it | word | articles.imported_from';
COMMENT ON COLUMN v_parties.coder IS 'dragoman, or the data set it was imported from | word | events.imported_from';
COMMENT ON COLUMN v_incidents.n_mentions IS 'how often it is told | count | incident_mentions';
COMMENT ON COLUMN v_incidents.n_articles IS 'articles that tell it | count | incident_mentions';
COMMENT ON COLUMN v_incidents.n_origins IS 'independent origins that tell it: copies count once | count | articles.origin_id';
COMMENT ON COLUMN v_incidents.n_publishers IS 'publishers that tell it | count | articles.publisher';
COMMENT ON COLUMN v_incidents.first_published IS 'first report | day | events.published';
COMMENT ON COLUMN v_incidents.last_published IS 'last report | day | events.published';
COMMENT ON COLUMN v_incidents.confidence IS 'of its surest mention | probability, 0 to 1 | events.confidence';
COMMENT ON COLUMN v_ledger_parties.role IS 'claim: about, or the stance (asserts, denies, doubts, confirms); commitment: by or to; agreement: party, broker, accuser or violator; meeting: participant; figure: of or according_to | word | the record';
COMMENT ON COLUMN v_ledger_parties.kind IS 'claim, commitment, agreement, meeting or figure | word | the table it is in';
COMMENT ON COLUMN v_stances.claim_text IS 'the claim | text | claims.text';
COMMENT ON COLUMN v_figures.incident_id IS 'the incident that it is told of | id in incidents | event_id';
COMMENT ON COLUMN v_histories.n_mentions IS 'records of it | count | history_mentions';
COMMENT ON COLUMN v_histories.n_articles IS 'articles that tell it | count | history_mentions';
COMMENT ON COLUMN v_histories.n_origins IS 'independent origins that tell it: copies count once | count | articles.origin_id';
COMMENT ON COLUMN v_histories.n_publishers IS 'publishers that tell it | count | articles.publisher';
COMMENT ON COLUMN v_histories.first_published IS 'first report | day | articles.published';
COMMENT ON COLUMN v_histories.last_published IS 'last report | day | articles.published';
COMMENT ON COLUMN v_history_steps.step IS 'claim: asserts, denies, doubts, confirms or reported; commitment: its kind, then met, accepted, refused or crossed; agreement: its status, or violation alleged; meeting: its status; figure: told | word | the record or the answer';
COMMENT ON COLUMN v_history_steps.by_name IS 'who: names | text | the record, or the actors of the answer';
COMMENT ON COLUMN v_history_steps.by_code IS 'who: codes | ISO 3166 alpha-3, KOS or international kind | the record, or the actors of the answer';
COMMENT ON COLUMN v_history_steps.text IS 'the words | text | words of the text';
COMMENT ON COLUMN v_history_steps.text_start IS 'first character of the words | characters | offset in text';
COMMENT ON COLUMN v_history_steps.text_end IS 'end of the words, exclusive | characters | offset in text';
COMMENT ON COLUMN v_corrections.undone IS 'whether it was taken back | true or false | corrections.undoes';
COMMENT ON COLUMN v_runs.n_articles IS 'articles that it coded | count | articles.run_id';
