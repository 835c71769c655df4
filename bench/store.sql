-- Synthetic rows made from numbers; bench/store.py runs this statement by statement and gives the parameters.
CREATE TEMP MACRO id_of(x) AS lpad(lower(to_hex(hash(x))), 16, '0');
CREATE TEMP TABLE n AS SELECT i, i // 5 AS article, id_of('a' || (i // 5)) AS article_id, id_of('e' || i) AS event_id,
  date '2015-01-01' + ((i // 5) * 3285 // ($events // 5))::INTEGER AS published, hash(i * 7 + 1) AS h FROM range($events) t(i);
CREATE TEMP TABLE c AS SELECT list(code ORDER BY code) AS codes FROM (SELECT unnest($codes) AS code);
INSERT INTO runs VALUES ('bench', 'bench', 'bench', 'bench', 'bench');
INSERT INTO articles BY NAME SELECT article_id, 'd' || article AS document, repeat('words of a made-up story ' || article || '. ', 30) AS text,
  article_id AS text_hash, any_value(published) AS published, false AS published_assumed, 'Paper ' || (article % 200) AS publisher,
  'Title ' || article AS title, count(*) AS n_events, 0 AS n_statements, []::VARCHAR[] AS notes, 'bench' AS run_id, article_id AS origin_id,
  0 AS n_shingles FROM n GROUP BY article, article_id ORDER BY article;
INSERT INTO sentences SELECT article_id, i % 5, (i % 5) * 40, (i % 5) * 40 + 39, 'body' FROM n ORDER BY i;
INSERT INTO events BY NAME SELECT event_id, article_id, (i % 5)::INTEGER AS sentence, ((i % 5) * 40)::INTEGER AS sentence_start, ((i % 5) * 40 + 39)::INTEGER AS sentence_end, published, published - (h % 4)::INTEGER AS day,
  published - (h % 4)::INTEGER AS until_day, 'text' AS day_from, 'day' AS grain, $types[(1 + h % 16)::INTEGER] AS type,
  ['actual', 'actual', 'actual', 'future', 'negated'][(1 + h // 16 % 5)::INTEGER] AS status, 'said' AS trigger_text, 0 AS trigger_start, 4 AS trigger_end,
  []::VARCHAR[] AS contexts, [c.codes[(1 + floor(pow((h // 128 % 1000) / 1000.0, 3) * 60))::INTEGER]] AS actor_codes, ['GOV'] AS actor_sectors, [':GOV', actor_codes[1] || ':GOV'] AS actor_roles,
  ['Name ' || (h // 128 % 3000)] AS actor_names, [c.codes[(1 + floor(pow((h // 131072 % 1000) / 1000.0, 3) * 60))::INTEGER]] AS recipient_codes,
  ['MIL'] AS recipient_sectors, [':MIL', recipient_codes[1] || ':MIL'] AS recipient_roles, ['Name ' || (h // 131072 % 3000)] AS recipient_names,
  CASE WHEN h % 3 = 0 THEN c.codes[(1 + h // 7 % 60)::INTEGER] END AS place_country, CASE WHEN h % 3 = 0 THEN 'Town ' || (h // 7 % 900) END AS place_name,
  CASE WHEN h % 2 = 0 THEN c.codes[(1 + h // 11 % 60)::INTEGER] END AS source_code, (1 + h % 4)::TINYINT AS quad, (h % 20)::DOUBLE - 10 AS score,
  '010' AS cameo, 0.0 AS goldstein, (h % 1000) / 1000.0 AS confidence FROM n, c ORDER BY i;
INSERT INTO names SELECT 'Name ' || i FROM range(3000) t(i);
INSERT INTO event_parties BY NAME SELECT event_id, article_id, 'actor' AS role, 0 AS position, actor_names[1] AS name, actor_codes[1] AS code, 'GOV' AS sector,
  []::VARCHAR[] AS other_sectors, 'x' AS text, 0 AS text_start, 1 AS text_end FROM events;
INSERT INTO event_parties BY NAME SELECT event_id, article_id, 'recipient' AS role, 0 AS position, recipient_names[1] AS name, recipient_codes[1] AS code,
  'MIL' AS sector, []::VARCHAR[] AS other_sectors, 'x' AS text, 0 AS text_start, 1 AS text_end FROM events;
INSERT INTO incident_mentions SELECT event_id, id_of('i' || (i // 3)), id_of('i' || (i // 3)), 1.0 FROM n ORDER BY i;
INSERT INTO incidents SELECT m.incident_id, e.type, e.status, e.day, e.until_day, e.actor_codes, e.recipient_codes, e.place_name, e.place_country, e.event_id
  FROM incident_mentions m JOIN events e USING (event_id) JOIN n USING (event_id) WHERE n.i % 3 = 0 ORDER BY n.i;
