-- What the mentions of some incidents agree on best: the value told most often, ties to the smaller value.
INSERT INTO incidents
WITH told AS (
  SELECT m.incident_id, e.* FROM incident_mentions m JOIN events e USING (event_id) WHERE m.incident_id IN (SELECT unnest(?))
), best AS (
  SELECT incident_id, field, arg_min(value, (-n, value)) AS value FROM (
    SELECT incident_id, field, value, count(*) AS n FROM (
      SELECT incident_id, 'type' AS field, type AS value FROM told
      UNION ALL SELECT incident_id, 'status', status FROM told
      UNION ALL SELECT incident_id, 'place', place_name || chr(31) || coalesce(place_country, '') FROM told WHERE place_name IS NOT NULL
      UNION ALL SELECT incident_id, 'country', place_country FROM told WHERE place_country IS NOT NULL
      UNION ALL SELECT incident_id, 'day', day::VARCHAR || '/' || until_day::VARCHAR FROM told WHERE day_from = 'text' AND grain = 'day'
    ) GROUP BY ALL
  ) GROUP BY ALL
), wide AS (
  SELECT incident_id, any_value(value) FILTER (field = 'type') AS type, any_value(value) FILTER (field = 'status') AS status,
         any_value(value) FILTER (field = 'place') AS place, any_value(value) FILTER (field = 'country') AS country,
         any_value(value) FILTER (field = 'day') AS days
  FROM best GROUP BY incident_id
), codes AS (
  SELECT incident_id, role, list(code ORDER BY n DESC, code) AS codes FROM (
    SELECT incident_id, role, code, count(*) AS n, any_value(n_naming) AS n_naming FROM (
      SELECT incident_id, 'actor' AS role, unnest(actor_codes) AS code, count(*) FILTER (len(actor_codes) > 0) OVER (PARTITION BY incident_id) AS n_naming FROM told
      UNION ALL
      SELECT incident_id, 'recipient', unnest(recipient_codes), count(*) FILTER (len(recipient_codes) > 0) OVER (PARTITION BY incident_id) FROM told
    ) GROUP BY ALL HAVING count(*) * 2 >= any_value(n_naming)
  ) GROUP BY ALL
), first_told AS (
  SELECT incident_id, arg_min(event_id, (type <> w.type, status <> w.status, published IS NULL, published, -confidence, event_id)) AS main_event_id,
         min(day) AS day, max(until_day) AS until_day
  FROM (SELECT told.*, w FROM told JOIN wide w USING (incident_id)) GROUP BY incident_id
)
SELECT w.incident_id, w.type, w.status, coalesce(split_part(w.days, '/', 1)::DATE, f.day), coalesce(split_part(w.days, '/', 2)::DATE, f.until_day),
       coalesce(a.codes, []), coalesce(r.codes, []), nullif(split_part(w.place, chr(31), 1), ''),
       coalesce(nullif(split_part(w.place, chr(31), 2), ''), w.country), f.main_event_id
FROM wide w JOIN first_told f USING (incident_id)
LEFT JOIN codes a ON a.incident_id = w.incident_id AND a.role = 'actor'
LEFT JOIN codes r ON r.incident_id = w.incident_id AND r.role = 'recipient'
ORDER BY w.incident_id
