-- What the records of some histories come to. Ties go to the smaller value, so that the order of arrival cannot show.
INSERT INTO histories
WITH linked AS (
  SELECT m.record_id, m.history_id FROM history_mentions m WHERE m.history_id IN (SELECT unnest(?))
), told AS (
  SELECT l.history_id, l.record_id, 'claim' AS kind, NULL AS type, NULL AS status, 0 AS weight, r.text AS label, r.published, r.published AS day,
         r.published AS until_day, false AS day_told, NULL AS place_name, NULL AS place_country, r.confidence
  FROM linked l JOIN claims r ON r.claim_id = l.record_id
  UNION ALL
  SELECT l.history_id, l.record_id, 'commitment', r.kind, NULL, 0, r.text, r.published, r.published, r.published, false, NULL, NULL, r.confidence
  FROM linked l JOIN commitments r ON r.commitment_id = l.record_id
  UNION ALL
  SELECT l.history_id, l.record_id, 'agreement', NULL, r.status, list_position(['proposed', 'in_force', 'announced', 'ended'], r.status), r.name, r.published,
         r.published, r.published, false, r.place_text, NULL, NULL
  FROM linked l JOIN agreements r ON r.agreement_id = l.record_id
  UNION ALL
  SELECT l.history_id, l.record_id, 'meeting', NULL, r.status,
         list_position(['proposed', 'refused', 'scheduled', 'postponed', 'cancelled', 'held'], r.status), r.text, r.published, r."day", r.until_day,
         coalesce(r.day_from = 'text', false), coalesce(r.place_name, r.place_text), r.place_country, r.confidence
  FROM linked l JOIN meetings r ON r.meeting_id = l.record_id
  UNION ALL
  SELECT l.history_id, l.record_id, 'figure', r.what, NULL, 0, r.text, r.published, r.published, r.published, false, coalesce(r.place_name, r.place_text),
         r.place_country, NULL
  FROM linked l JOIN figures r ON r.figure_id = l.record_id
), who AS (
  SELECT l.history_id, CASE WHEN p.role IN ('about', 'to', 'broker') THEN 'recipient' ELSE 'actor' END AS side, p.name, p.text AS words, p.code, p.sector,
         p.other_sectors AS others
  FROM linked l JOIN v_ledger_parties p USING (record_id) WHERE p.role NOT IN ('according_to', 'accuser', 'violator')
), codes AS (
  SELECT history_id, side, list(code ORDER BY n DESC, code) AS codes FROM (
    SELECT history_id, side, code, count(*) AS n FROM who WHERE code IS NOT NULL GROUP BY ALL) GROUP BY ALL
), names AS (
  SELECT history_id, side, list(name ORDER BY n DESC, name) AS names FROM (
    SELECT history_id, side, coalesce(name, words) AS name, count(*) AS n FROM who WHERE coalesce(name, words) IS NOT NULL GROUP BY ALL) GROUP BY ALL
), roles AS (
  SELECT history_id, side, list(DISTINCT role ORDER BY role) AS roles FROM (
    SELECT history_id, side, unnest([coalesce(code, '') || ':' || sector, ':' || sector]) AS role
    FROM (SELECT history_id, side, code, unnest(list_append(coalesce(others, []), sector)) AS sector FROM who) WHERE sector IS NOT NULL
  ) GROUP BY ALL
), sides AS (
  SELECT history_id, side, coalesce(c.codes, []) AS codes, coalesce(n.names, []) AS names, coalesce(r.roles, []) AS roles
  FROM names n LEFT JOIN codes c USING (history_id, side) LEFT JOIN roles r USING (history_id, side)
), places AS (
  SELECT history_id, arg_min(place, (-n, place)) AS place FROM (
    SELECT history_id, struct_pack(name := place_name, country := place_country) AS place, count(*) AS n FROM told WHERE place_name IS NOT NULL GROUP BY ALL)
  GROUP BY ALL
), stances_told AS (
  SELECT l.history_id, coalesce(bool_or(s.stance IN ('asserts', 'confirms')), false) AS asserted, coalesce(bool_or(s.stance = 'denies'), false) AS denied,
         coalesce(bool_or(s.stance = 'doubts'), false) AS doubted
  FROM linked l JOIN stances s ON s.claim_id = l.record_id GROUP BY ALL
), answered AS (
  SELECT l.history_id, arg_max(w.answer, (coalesce(a.published, DATE '0001-01-01'), w.answer)) AS answer, max(a.published) AS published
  FROM linked l JOIN answers w USING (record_id) JOIN articles a ON a.article_id = w.article_id GROUP BY ALL
), values_told AS (
  SELECT l.history_id, count(DISTINCT coalesce(r."value", r.low, r.high)) AS n FROM linked l JOIN figures r ON r.figure_id = l.record_id GROUP BY ALL
), latest AS ( -- what was told last; a meeting that was held is not planned again
  SELECT history_id, arg_max(status, (coalesce(published, DATE '0001-01-01'), weight)) AS status
  FROM (SELECT *, bool_or(kind = 'meeting' AND status = 'held') OVER (PARTITION BY history_id) AS was_held FROM told)
  WHERE NOT was_held OR status NOT IN ('scheduled', 'proposed') GROUP BY history_id
), days AS ( -- the day as told most exactly, of those as told last
  SELECT history_id, arg_min(struct_pack(first := "day", last := until_day), (until_day - "day", -epoch(published), "day")) AS days
  FROM told WHERE day_told GROUP BY history_id
), whole AS (
  SELECT history_id, any_value(kind) AS kind, arg_min(type, (published IS NULL, published, record_id)) AS type,
         arg_min(label, (published IS NULL, published, record_id)) AS label, arg_min(record_id, (published IS NULL, published, record_id)) AS main_id,
         min("day") AS day, max(until_day) AS until_day, max(confidence) AS confidence
  FROM told GROUP BY history_id
)
SELECT w.history_id, w.kind, w.type,
       CASE w.kind
         WHEN 'claim' THEN CASE WHEN s.asserted AND s.denied THEN 'contested' WHEN s.denied THEN 'denied' WHEN s.asserted THEN 'asserted' WHEN s.doubted THEN 'doubted'
                           ELSE 'reported' END
         WHEN 'commitment' THEN coalesce(x.answer, 'open')
         WHEN 'figure' THEN CASE WHEN v.n > 1 THEN 'differs' ELSE 'agreed' END
         ELSE l.status END,
       w.label, coalesce(d.days.first, w.day), coalesce(d.days.last, greatest(w.until_day, x.published)),
       CASE WHEN d.days IS NOT NULL THEN 'text' WHEN w."day" IS NOT NULL THEN 'published' END,
       coalesce(a.codes, []), coalesce(a.names, []), coalesce(a.roles, []), coalesce(r.codes, []), coalesce(r.names, []), coalesce(r.roles, []),
       p.place.name, p.place.country, w.confidence, w.main_id
FROM whole w LEFT JOIN latest l USING (history_id) LEFT JOIN days d USING (history_id) LEFT JOIN stances_told s USING (history_id)
LEFT JOIN answered x USING (history_id) LEFT JOIN values_told v USING (history_id) LEFT JOIN places p USING (history_id)
LEFT JOIN sides a ON a.history_id = w.history_id AND a.side = 'actor'
LEFT JOIN sides r ON r.history_id = w.history_id AND r.side = 'recipient'
ORDER BY w.history_id
