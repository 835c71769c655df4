-- What the article says of a speaker beside the name. Statements coded before have none until they are coded anew.

ALTER TABLE statements ADD COLUMN description_text VARCHAR;
ALTER TABLE statements ADD COLUMN description_start INTEGER;
ALTER TABLE statements ADD COLUMN description_end INTEGER;
COMMENT ON COLUMN statements.description_text IS 'what the article says of the speaker beside the name | text | words of the text';
COMMENT ON COLUMN statements.description_start IS 'description: first character | characters | offset in text';
COMMENT ON COLUMN statements.description_end IS 'description: end, exclusive | characters | offset in text';
