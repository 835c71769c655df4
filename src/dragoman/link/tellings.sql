-- Every event whose place in time lies between two days, as it is compared; with those of no day when any of them is new.
WITH placed AS (
  SELECT e.*, CASE WHEN e.day_from = 'text' AND e.until_day - e.day <= 7 THEN e.day ELSE e.published END AS anchor FROM events e
)
SELECT e.event_id, e.article_id, e.published, e.day, e.until_day, e.day_from, e.type, e.status, e.trigger_text, e.trigger_start, e.trigger_end,
       e.sentence AS sentence_index, s.start_char AS sentence_start, substring(a.text, s.start_char + 1, s.end_char - s.start_char) AS sentence,
       left(a.text, 600) AS about, e.actor_codes, e.actor_names, e.recipient_codes, e.recipient_names, e.place_name, e.place_country,
       e.place_latitude, e.place_longitude, e.place_feature_code, e.same_as, coalesce(m.probability, 0) > 0 AS is_linked
FROM placed e JOIN articles a USING (article_id)
LEFT JOIN sentences s ON s.article_id = e.article_id AND s.sentence = e.sentence
LEFT JOIN incident_mentions m ON m.event_id = e.event_id
WHERE e.trigger_start IS NOT NULL AND (e.anchor BETWEEN $1 AND $2 OR ($3 AND e.anchor IS NULL))
ORDER BY e.event_id
