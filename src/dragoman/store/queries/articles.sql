WITH chosen AS (
  SELECT t.* FROM {chosen} t WHERE {where} ORDER BY {order} {limit}
), origins AS (
  SELECT origin_id, count(*) AS n_copies, arg_min(article_id, (published IS NULL, published, article_id)) AS copy_of
  FROM articles WHERE origin_id IN (SELECT origin_id FROM chosen) GROUP BY origin_id
)
SELECT c.article_id, c.published AS day, c.publisher, c.title, c.url, c.agency, c.dateline_place, c.byline, c.language, c.n_events, c.n_statements, c.origin_id,
       o.n_copies, o.copy_of,
       CASE WHEN c.imported_from IS NOT NULL THEN NULL WHEN o.n_copies > 1 AND o.copy_of <> c.article_id THEN 'copy' WHEN c.agency IS NOT NULL THEN 'agency' ELSE 'own' END AS reporting,
       c.document, c.read_from, c.notes, c.run_id, coalesce(c.imported_from, 'dragoman') AS coder
FROM chosen c JOIN origins o USING (origin_id)
ORDER BY {order_c}
