-- What no incident holds yet, or holds with probability 0 since something with it was coded again: first and last place in time, how many, how many of no day.
WITH placed AS (
  SELECT CASE WHEN e.day_from = 'text' AND e.until_day - e.day <= 7 THEN e.day ELSE e.published END AS anchor
  FROM events e LEFT JOIN incident_mentions m USING (event_id) WHERE coalesce(m.probability, 0) = 0 AND e.trigger_start IS NOT NULL -- imported events have no words to compare
)
SELECT min(anchor) AS first, max(anchor) AS last, count(*) AS n_new, count(*) FILTER (anchor IS NULL) AS n_undated FROM placed
