-- Every event that may fall between two days, with what a linker compares.
SELECT e.event_id, e.article_id, a.origin_id, a.publisher, a.agency, e.published, e.day, e.until_day, e.day_from, e.grain, e.type, e.mode, e.status, e.contexts,
       e.trigger_text, e.trigger_start, e.trigger_end, e.sentence AS sentence_index,
       substring(a.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS sentence,
       e.actor_codes, e.actor_sectors, e.actor_names, e.recipient_codes, e.recipient_sectors, e.recipient_names,
       e.place_name, e.place_country, e.place_admin1, e.place_geonames_id, e.place_latitude, e.place_longitude, e.source_name, e.source_code,
       e.same_as, e.confidence, m.incident_id, m.linked_id
FROM events e JOIN articles a USING (article_id)
LEFT JOIN incident_mentions m ON m.event_id = e.event_id
WHERE e.trigger_start IS NOT NULL AND ($first IS NULL OR e.until_day >= $first) AND ($last IS NULL OR e.day <= $last)
ORDER BY e.event_id
