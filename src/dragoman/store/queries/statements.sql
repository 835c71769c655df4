WITH {given} chosen AS (
  SELECT t.* FROM {chosen} t WHERE {where}
  ORDER BY {order} {limit}
)
SELECT c.statement_id, c.published AS day, c.kind, c.act, c.speaker_name, c.speaker_code, c.speaker_sector, c.speaker_office, c.speaker_text, c.description_text, c.addressee_name,
       c.addressee_code, c.addressee_text, c.cue_text, c.content_text, c.occasion_text, c.place_name, c.place_country, c.confidence, a.publisher, a.title, a.url,
       a.document, c.article_id, a.origin_id, c.content
FROM chosen c JOIN {articles} a USING (article_id)
ORDER BY {order_c}
