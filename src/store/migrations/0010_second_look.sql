-- A reading that the first models are not sure of and the second tier has not looked at.
ALTER TABLE mention_readings ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0 CHECK (doubtful IN (0, 1));
UPDATE mention_readings SET doubtful = 1 WHERE intent = 'unsure';
CREATE INDEX readings_in_doubt ON mention_readings (mention_id) WHERE doubtful = 1;
