-- The same act told several times, and what analysts corrected.

CREATE TABLE incidents (
  incident_id VARCHAR NOT NULL, type VARCHAR NOT NULL, status VARCHAR NOT NULL, "day" DATE, until_day DATE, actor_codes VARCHAR[] NOT NULL,
  recipient_codes VARCHAR[] NOT NULL, place_name VARCHAR, place_country VARCHAR, main_event_id VARCHAR NOT NULL
);
COMMENT ON TABLE incidents IS 'One row an act, however often it is told: the values that its mentions agree on best.';
COMMENT ON COLUMN incidents.incident_id IS 'id of the incident | 16 hex digits | hash of its mentions'' smallest event_id';
COMMENT ON COLUMN incidents.type IS 'PLOVER type | one of 16 words | its mentions';
COMMENT ON COLUMN incidents.status IS 'actual, future, hypothetical, negated or historical | word | its mentions';
COMMENT ON COLUMN incidents."day" IS 'first day | day | its mentions';
COMMENT ON COLUMN incidents.until_day IS 'last day, inclusive | day | its mentions';
COMMENT ON COLUMN incidents.actor_codes IS 'codes of those who act | list of ISO 3166 alpha-3, KOS or international kind | its mentions';
COMMENT ON COLUMN incidents.recipient_codes IS 'codes of those acted upon | list of ISO 3166 alpha-3, KOS or international kind | its mentions';
COMMENT ON COLUMN incidents.place_name IS 'where: name | text | its mentions';
COMMENT ON COLUMN incidents.place_country IS 'where: country | ISO 3166 alpha-3 | its mentions';
COMMENT ON COLUMN incidents.main_event_id IS 'the mention that stands for it: the first published of the surest | id in events | its mentions';

CREATE TABLE incident_mentions (event_id VARCHAR NOT NULL, incident_id VARCHAR NOT NULL, linked_id VARCHAR NOT NULL, probability DOUBLE NOT NULL);
COMMENT ON TABLE incident_mentions IS 'Which mention belongs to which incident.';
COMMENT ON COLUMN incident_mentions.event_id IS 'the mention | id in events | the linker';
COMMENT ON COLUMN incident_mentions.incident_id IS 'the incident, corrections applied | id in incidents | linked_id and corrections';
COMMENT ON COLUMN incident_mentions.linked_id IS 'the incident as linked, before corrections | 16 hex digits | the linker';
COMMENT ON COLUMN incident_mentions.probability IS 'how sure the link is; 0 when it is to be made anew | probability, 0 to 1 | the linker';

CREATE TABLE corrections (
  correction_id VARCHAR PRIMARY KEY, number INTEGER NOT NULL, kind VARCHAR NOT NULL, incident_ids VARCHAR[] NOT NULL, event_ids VARCHAR[] NOT NULL,
  undoes VARCHAR, author VARCHAR NOT NULL, corrected_at TIMESTAMP NOT NULL, reason VARCHAR NOT NULL
);
COMMENT ON TABLE corrections IS 'Every merge, split and undo, in order; nothing is ever removed.';
COMMENT ON COLUMN corrections.correction_id IS 'id of the correction | 16 hex digits | hash of the other columns';
COMMENT ON COLUMN corrections.number IS 'order in which corrections are applied | count, from 1 | the store';
COMMENT ON COLUMN corrections.kind IS 'merge, split or undo | word | the analyst';
COMMENT ON COLUMN corrections.incident_ids IS 'the incidents named | list of ids | the analyst';
COMMENT ON COLUMN corrections.event_ids IS 'the mentions it holds to: merged ones, or those split off | list of ids in events | the incidents at that time';
COMMENT ON COLUMN corrections.undoes IS 'the correction that an undo takes back | id in corrections | the analyst';
COMMENT ON COLUMN corrections.author IS 'who corrected | text | the analyst';
COMMENT ON COLUMN corrections.corrected_at IS 'when | time, UTC | an option, or the clock';
COMMENT ON COLUMN corrections.reason IS 'why | text | the analyst';

CREATE INDEX mentions_by_event ON incident_mentions (event_id);
CREATE INDEX mentions_by_incident ON incident_mentions (incident_id);
