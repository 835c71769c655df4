WITH {given} chosen AS (
  SELECT t.* FROM {chosen} t WHERE {where} ORDER BY {order} {limit}
), counted AS (
  SELECT m.incident_id, count(*) AS n_mentions, count(DISTINCT e.article_id) AS n_articles, count(DISTINCT a.origin_id) AS n_origins,
         count(DISTINCT a.publisher) AS n_publishers, min(e.published) AS first_published, max(e.published) AS last_published, max(e.confidence) AS confidence,
         list(m.event_id ORDER BY e.published NULLS LAST, m.event_id) AS event_ids
  FROM chosen c JOIN {mentions} m USING (incident_id) JOIN {events} e USING (event_id) JOIN {articles} a USING (article_id) GROUP BY m.incident_id
)
SELECT c.incident_id, c.day, c.until_day, c.type, e.mode, c.status, c.actor_codes, e.actor_names, c.recipient_codes, e.recipient_names, c.place_name,
       c.place_country, n.n_mentions, n.n_articles, n.n_origins, n.n_publishers, n.first_published, n.last_published, n.confidence, c.main_event_id,
       a.publisher, a.title, a.url, a.document, e.article_id, substring(a.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS sentence, n.event_ids
FROM chosen c JOIN counted n USING (incident_id) JOIN {events} e ON e.event_id = c.main_event_id JOIN {articles} a USING (article_id)
ORDER BY {order_c}
