WITH {given} chosen AS (
  SELECT t.* FROM {chosen} t WHERE {where}
  ORDER BY {order} {limit}
)
SELECT c.event_id, c.day, c.until_day, c.day_from, c.type, c.mode, c.status, c.actor_codes, c.actor_sectors, c.actor_names, c.recipient_codes,
       c.recipient_sectors, c.recipient_names, c.place_name, c.place_country, c.place_admin1, c.place_latitude, c.place_longitude, c.contexts, c.trigger_text,
       c.source_name, c.source_code, c.source_sector, c.quad, c.score, c.cameo, c.goldstein, c.confidence, c.same_as, c.published, a.publisher, a.title, a.url,
       a.document, c.article_id, a.origin_id, m.incident_id, c.trigger_start, c.trigger_end, coalesce(c.imported_from, 'dragoman') AS coder,
       substring(a.text, c.sentence_start + 1, c.sentence_end - c.sentence_start) AS sentence
FROM chosen c JOIN {articles} a USING (article_id)
LEFT JOIN {mentions} m ON m.event_id = c.event_id
ORDER BY {order_c}
