WITH chosen AS (
  SELECT t.* FROM {chosen} t WHERE {where}
  ORDER BY {order} {limit}
), counted AS (
  SELECT m.history_id, count(*) AS n_mentions, count(DISTINCT m.article_id) AS n_articles, count(DISTINCT a.origin_id) AS n_origins,
         count(DISTINCT a.publisher) AS n_publishers, min(a.published) AS first_published, max(a.published) AS last_published, list(m.record_id ORDER BY m.record_id) AS record_ids
  FROM chosen c JOIN history_mentions m USING (history_id) JOIN articles a USING (article_id) GROUP BY m.history_id
), told AS (
  SELECT * FROM v_history_steps WHERE history_id IN (SELECT history_id FROM chosen)
), gathered AS (
  SELECT history_id,
         list(struct_pack(published, step, by_name, by_code, text, "value", low, high, qualifier, publisher, article_id, text_start, text_end, record_id, answer_id)
              ORDER BY published NULLS LAST, article_id, text_start, step, by_name) AS steps,
         list_sort(list_distinct(list(by_name) FILTER (step IN ('asserts', 'confirms')))) AS asserted_by,
         list_sort(list_distinct(list(by_name) FILTER (step = 'denies'))) AS denied_by,
         min(coalesce("value", low, high)) AS least, max(coalesce("value", high, low)) AS most, list_sort(list_distinct(list(by_name))) AS according_to,
         count(*) FILTER (step = 'violation alleged') AS n_violations
  FROM told GROUP BY history_id
)
SELECT c.history_id, c."day", c.until_day, c.day_from, {columns}, n.n_mentions, n.n_articles, n.n_origins, n.n_publishers, n.first_published, n.last_published,
       c.confidence, a.publisher, a.title, a.url, a.document, r.article_id, r.text_start, r.text_end, g.steps, n.record_ids
FROM chosen c JOIN counted n USING (history_id) LEFT JOIN gathered g USING (history_id) JOIN {records} r ON r.{key} = c.main_id
JOIN articles a ON a.article_id = r.article_id
ORDER BY {order_c}
