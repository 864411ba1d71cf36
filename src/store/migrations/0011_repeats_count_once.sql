-- What one wrote and others copied is one opinion: tones, intents and toxic ones count a mention that repeats another
-- not at all. `mentions` counts all, `repeats` says how many of them. rollups_kept stays as it was counted: the texts
-- are gone.
-- A mention that said the same has expired and is still counted: who follows as the first of the group repeats it.
ALTER TABLE mention_readings ADD COLUMN heard_before INTEGER NOT NULL DEFAULT 0 CHECK (heard_before IN (0, 1));

DROP VIEW rollup_lines;
DROP VIEW mention_facts;
CREATE VIEW mention_facts AS
  SELECT mention_id, 0 AS query_id, hour, source_id, lang, sentiment, intent, toxic,
    first_id <> mention_id OR heard_before AS repeated, hidden FROM mention_readings
  UNION ALL
  SELECT r.mention_id, m.query_id, r.hour, r.source_id, r.lang,
    CASE m.sentiment WHEN '' THEN r.sentiment ELSE m.sentiment END, r.intent, r.toxic,
    r.first_id <> r.mention_id OR r.heard_before, m.hidden
  FROM mention_readings r JOIN mention_matches m ON m.mention_id = r.mention_id;

CREATE VIEW rollup_lines AS
  SELECT mention_id, query_id, hour, source_id, lang, 1 - hidden AS mentions,
    sentiment = 'positive' AND own AS positive, sentiment = 'neutral' AND own AS neutral,
    sentiment = 'negative' AND own AS negative, sentiment = 'unsure' AND own AS unsure,
    intent = 'complaint' AND own AS complaints, intent = 'question' AND own AS questions,
    intent = 'idea' AND own AS ideas, intent = 'praise' AND own AS praise,
    toxic AND own AS toxic, repeated AND NOT hidden AS repeats, hidden
  FROM (SELECT *, NOT hidden AND NOT repeated AS own FROM mention_facts);

DROP TRIGGER rollup_keeping_is_done;
CREATE TRIGGER rollup_keeping_is_done INSTEAD OF INSERT ON rollup_keeping
  BEGIN
    INSERT INTO rollups_kept
      SELECT query_id, hour, source_id, lang, mentions, positive, neutral,
        negative, unsure, complaints, questions, ideas, praise, toxic,
        repeats, hidden
      FROM rollup_lines WHERE mention_id = NEW.mention_id
      ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, positive = positive + excluded.positive,
        neutral = neutral + excluded.neutral, negative = negative + excluded.negative,
        unsure = unsure + excluded.unsure, complaints = complaints + excluded.complaints,
        questions = questions + excluded.questions, ideas = ideas + excluded.ideas, praise = praise + excluded.praise,
        toxic = toxic + excluded.toxic, repeats = repeats + excluded.repeats, hidden = hidden + excluded.hidden;
    UPDATE mention_readings SET heard_before = 1 WHERE first_id = NEW.mention_id AND first_id <> mention_id;
    INSERT INTO rollup_counting VALUES (1, NEW.mention_id, 0, 9223372036854775807);
  END;

DROP TRIGGER rollups_lose_a_reading_as_it_was;
CREATE TRIGGER rollups_lose_a_reading_as_it_was BEFORE UPDATE ON mention_readings
  WHEN (OLD.hour, OLD.source_id, OLD.lang, OLD.sentiment) <> (NEW.hour, NEW.source_id, NEW.lang, NEW.sentiment)
    OR (OLD.intent, OLD.toxic, OLD.hidden, OLD.first_id, OLD.heard_before)
      <> (NEW.intent, NEW.toxic, NEW.hidden, NEW.first_id, NEW.heard_before)
  BEGIN INSERT INTO rollup_counting VALUES (-1, OLD.mention_id, 0, 9223372036854775807); END;
DROP TRIGGER rollups_gain_a_reading_as_it_is;
CREATE TRIGGER rollups_gain_a_reading_as_it_is AFTER UPDATE ON mention_readings
  WHEN (OLD.hour, OLD.source_id, OLD.lang, OLD.sentiment) <> (NEW.hour, NEW.source_id, NEW.lang, NEW.sentiment)
    OR (OLD.intent, OLD.toxic, OLD.hidden, OLD.first_id, OLD.heard_before)
      <> (NEW.intent, NEW.toxic, NEW.hidden, NEW.first_id, NEW.heard_before)
  BEGIN INSERT INTO rollup_counting VALUES (1, NEW.mention_id, 0, 9223372036854775807); END;

DROP TRIGGER repeats_outlive_their_first;
-- The next one of a group of repeats is its first now; what was heard before stays heard.
CREATE TRIGGER repeats_outlive_their_first AFTER DELETE ON mention_readings WHEN OLD.first_id = OLD.mention_id
  BEGIN
    UPDATE mention_readings
      SET first_id = (SELECT min(mention_id) FROM mention_readings WHERE first_id = OLD.mention_id AND first_id <> mention_id),
        heard_before = heard_before OR OLD.heard_before
      WHERE first_id = OLD.mention_id AND first_id <> mention_id;
  END;

DELETE FROM rollups;
INSERT INTO rollups SELECT query_id, hour, source_id, lang, SUM(mentions), SUM(positive), SUM(neutral), SUM(negative), SUM(unsure),
    SUM(complaints), SUM(questions), SUM(ideas), SUM(praise), SUM(toxic), SUM(repeats), SUM(hidden)
  FROM (SELECT query_id, hour, source_id, lang, mentions, positive, neutral, negative, unsure, complaints, questions,
      ideas, praise, toxic, repeats, hidden FROM rollup_lines UNION ALL SELECT * FROM rollups_kept)
  GROUP BY 1, 2, 3, 4;
DELETE FROM rollup_days;
INSERT INTO rollup_days SELECT query_id, hour / 24, source_id, lang, SUM(mentions), SUM(positive), SUM(neutral), SUM(negative), SUM(unsure),
    SUM(complaints), SUM(questions), SUM(ideas), SUM(praise), SUM(toxic), SUM(repeats), SUM(hidden)
  FROM (SELECT query_id, hour, source_id, lang, mentions, positive, neutral, negative, unsure, complaints, questions,
      ideas, praise, toxic, repeats, hidden FROM rollup_lines UNION ALL SELECT * FROM rollups_kept)
  GROUP BY 1, 2, 3, 4;
