-- What no incident holds yet: first and last place in time, how many, how many of no day.
WITH placed AS (
  SELECT CASE WHEN e.day_from = 'text' AND e.until_day - e.day <= 7 THEN e.day ELSE e.published END AS anchor
  FROM events e LEFT JOIN incident_mentions m USING (event_id) WHERE m.event_id IS NULL
)
SELECT min(anchor) AS first, max(anchor) AS last, count(*) AS n_new, count(*) FILTER (anchor IS NULL) AS n_undated FROM placed
