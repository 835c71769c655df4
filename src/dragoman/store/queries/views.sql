-- Views with stable names, made anew at every migration. A view never carries the text; join articles for it.

CREATE OR REPLACE VIEW v_origins AS
SELECT origin_id, count(*) AS n_articles, count(DISTINCT publisher) AS n_publishers, min(published) AS first_published, max(published) AS last_published,
       arg_min(article_id, (published IS NULL, published, article_id)) AS first_article_id, mode(agency) AS agency
FROM articles GROUP BY origin_id;
COMMENT ON VIEW v_origins IS 'Stories, each with its copies: count these for independent reports.';

CREATE OR REPLACE VIEW v_articles AS
SELECT a.* EXCLUDE (text, text_hash, n_shingles), o.n_articles AS n_copies, o.first_article_id AS copy_of,
       CASE WHEN o.n_articles > 1 AND o.first_article_id <> a.article_id THEN 'copy' WHEN a.agency IS NOT NULL THEN 'agency' ELSE 'own' END AS reporting
FROM articles a JOIN v_origins o USING (origin_id);
COMMENT ON VIEW v_articles IS 'Articles without their text, and whether each is own reporting, an agency''s, or a copy.';

CREATE OR REPLACE VIEW v_events AS
SELECT e.*, m.incident_id, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM events e JOIN articles a USING (article_id) LEFT JOIN incident_mentions m USING (event_id);
COMMENT ON VIEW v_events IS 'Events with their article and incident.';

CREATE OR REPLACE VIEW v_statements AS
SELECT s.*, a.document, a.publisher, a.url, a.title, a.agency, a.origin_id
FROM statements s JOIN articles a USING (article_id);
COMMENT ON VIEW v_statements IS 'Statements with their article.';

CREATE OR REPLACE VIEW v_parties AS
SELECT p.*, e."day", e.type, e.mode, e.status, e.confidence
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
COMMENT ON COLUMN v_articles.reporting IS 'copy (not the first of its origin), agency (credits one), or own | word | copy_of and agency';
COMMENT ON COLUMN v_incidents.n_mentions IS 'how often it is told | count | incident_mentions';
COMMENT ON COLUMN v_incidents.n_articles IS 'articles that tell it | count | incident_mentions';
COMMENT ON COLUMN v_incidents.n_origins IS 'independent origins that tell it: copies count once | count | articles.origin_id';
COMMENT ON COLUMN v_incidents.n_publishers IS 'publishers that tell it | count | articles.publisher';
COMMENT ON COLUMN v_incidents.first_published IS 'first report | day | events.published';
COMMENT ON COLUMN v_incidents.last_published IS 'last report | day | events.published';
COMMENT ON COLUMN v_incidents.confidence IS 'of its surest mention | probability, 0 to 1 | events.confidence';
COMMENT ON COLUMN v_corrections.undone IS 'whether it was taken back | true or false | corrections.undoes';
COMMENT ON COLUMN v_runs.n_articles IS 'articles that it coded | count | articles.run_id';
