WITH chosen AS (
  SELECT t.* FROM events t WHERE {where}
  ORDER BY t.day {direction} NULLS LAST, t.published {direction} NULLS LAST, t.article_id, t.trigger_start, t.event_id {limit}
)
SELECT c.event_id, c.day, c.until_day, c.day_from, c.type, c.mode, c.status, c.actor_codes, c.actor_sectors, c.actor_names, c.recipient_codes,
       c.recipient_sectors, c.recipient_names, c.place_name, c.place_country, c.place_admin1, c.place_latitude, c.place_longitude, c.contexts, c.trigger_text,
       c.source_name, c.source_code, c.source_sector, c.quad, c.score, c.cameo, c.goldstein, c.confidence, c.same_as, c.published, a.publisher, a.title, a.url,
       a.document, c.article_id, a.origin_id, m.incident_id, c.trigger_start, c.trigger_end,
       substring(a.text, s.start_char + 1, s.end_char - s.start_char) AS sentence
FROM chosen c JOIN articles a USING (article_id)
LEFT JOIN sentences s ON s.article_id = c.article_id AND s.sentence = c.sentence
LEFT JOIN incident_mentions m ON m.event_id = c.event_id
ORDER BY c.day {direction} NULLS LAST, c.published {direction} NULLS LAST, c.article_id, c.trigger_start, c.event_id
