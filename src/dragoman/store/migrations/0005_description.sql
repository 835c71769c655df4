-- What stands of a speaker behind the name: "a retired general". Statements coded before have none until they are coded anew.

ALTER TABLE statements ADD COLUMN description_text VARCHAR;
ALTER TABLE statements ADD COLUMN description_start INTEGER;
ALTER TABLE statements ADD COLUMN description_end INTEGER;
COMMENT ON COLUMN statements.description_text IS 'what stands of the speaker behind the name | text | words of the text';
COMMENT ON COLUMN statements.description_start IS 'description: first character | characters | offset in text';
COMMENT ON COLUMN statements.description_end IS 'description: end, exclusive | characters | offset in text';
