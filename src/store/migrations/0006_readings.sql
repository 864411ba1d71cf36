-- What the models read out of a mention, with what people set right: the labels are those that count. '' where no model
-- reads the language. One row a mention that is there; it goes when the text goes.
CREATE TABLE mention_readings (
  mention_id INTEGER PRIMARY KEY REFERENCES mentions (id) ON DELETE CASCADE,
  hour INTEGER NOT NULL,  -- of created_at, since 1970
  source_id INTEGER NOT NULL, lang TEXT NOT NULL, sentiment TEXT NOT NULL, intent TEXT NOT NULL,
  toxic INTEGER NOT NULL CHECK (toxic IN (0, 1)),
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),  -- it is about us in the view of no query
  first_id INTEGER NOT NULL,      -- the earliest that says nearly the same, itself where it is that
  reach INTEGER,                  -- followers of its author, where the network says
  said TEXT NOT NULL,             -- JSON: what the models said, with probabilities
  versions TEXT NOT NULL);        -- which models
CREATE INDEX readings_by_first ON mention_readings (first_id) WHERE first_id <> mention_id;
CREATE INDEX readings_by_reach ON mention_readings (hour, reach) WHERE reach >= 1000;

-- How a post speaks of what this query seeks ('' as the whole post), and how likely it is about that at all.
ALTER TABLE mention_matches ADD COLUMN sentiment TEXT NOT NULL DEFAULT '';
ALTER TABLE mention_matches ADD COLUMN about REAL;
ALTER TABLE mention_matches ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;

-- What a person said a post says, against the models: query 0 of the whole post, else of what that query seeks.
CREATE TABLE mention_labels (
  mention_id INTEGER NOT NULL REFERENCES mentions (id) ON DELETE CASCADE, query_id INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('sentiment', 'intent', 'toxic', 'about')), label TEXT NOT NULL,
  said TEXT NOT NULL,  -- the models' label at that time
  user_id INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (mention_id, query_id, what)) WITHOUT ROWID;
CREATE INDEX labels_by_task ON mention_labels (what, query_id);

-- Mentions that wait to be read (again): stored before there were models, come back, or read by older models.
CREATE TABLE unread_mentions (mention_id INTEGER PRIMARY KEY REFERENCES mentions (id) ON DELETE CASCADE);
INSERT INTO unread_mentions SELECT id FROM mentions WHERE deleted_at IS NULL;

-- Counts by query (0: every mention once), hour, source and language. The database keeps them itself, so that no writer
-- can forget to; summing rollup_lines makes them anew. Hidden mentions count in `hidden` only.
CREATE TABLE rollups (
  query_id INTEGER NOT NULL, hour INTEGER NOT NULL, source_id INTEGER NOT NULL, lang TEXT NOT NULL,
  mentions INTEGER NOT NULL, positive INTEGER NOT NULL, neutral INTEGER NOT NULL, negative INTEGER NOT NULL,
  unsure INTEGER NOT NULL, complaints INTEGER NOT NULL, questions INTEGER NOT NULL, ideas INTEGER NOT NULL,
  praise INTEGER NOT NULL, toxic INTEGER NOT NULL, repeats INTEGER NOT NULL, hidden INTEGER NOT NULL,
  PRIMARY KEY (query_id, hour, source_id, lang)) WITHOUT ROWID;

CREATE INDEX conversations_dismissed ON conversations (last_at) WHERE dismissed_by IS NOT NULL;

CREATE VIEW mention_facts AS
  SELECT mention_id, 0 AS query_id, hour, source_id, lang, sentiment, intent, toxic, first_id <> mention_id AS repeated,
    hidden FROM mention_readings
  UNION ALL
  SELECT r.mention_id, m.query_id, r.hour, r.source_id, r.lang,
    CASE m.sentiment WHEN '' THEN r.sentiment ELSE m.sentiment END, r.intent, r.toxic, r.first_id <> r.mention_id, m.hidden
  FROM mention_readings r JOIN mention_matches m ON m.mention_id = r.mention_id;

CREATE VIEW rollup_lines AS
  SELECT mention_id, query_id, hour, source_id, lang, 1 - hidden AS mentions,
    sentiment = 'positive' AND NOT hidden AS positive, sentiment = 'neutral' AND NOT hidden AS neutral,
    sentiment = 'negative' AND NOT hidden AS negative, sentiment = 'unsure' AND NOT hidden AS unsure,
    intent = 'complaint' AND NOT hidden AS complaints, intent = 'question' AND NOT hidden AS questions,
    intent = 'idea' AND NOT hidden AS ideas, intent = 'praise' AND NOT hidden AS praise,
    toxic AND NOT hidden AS toxic, repeated AND NOT hidden AS repeats, hidden
  FROM mention_facts;

-- Counts a mention's lines of some queries in (sign 1) or out (-1).
CREATE VIEW rollup_counting AS SELECT 0 AS sign, 0 AS mention_id, 0 AS first_query, 0 AS last_query;
CREATE TRIGGER rollup_counting_is_done INSTEAD OF INSERT ON rollup_counting
  BEGIN
    INSERT INTO rollups
      SELECT query_id, hour, source_id, lang, NEW.sign * mentions, NEW.sign * positive, NEW.sign * neutral,
        NEW.sign * negative, NEW.sign * unsure, NEW.sign * complaints, NEW.sign * questions, NEW.sign * ideas, NEW.sign * praise, NEW.sign * toxic,
        NEW.sign * repeats, NEW.sign * hidden
      FROM rollup_lines WHERE mention_id = NEW.mention_id AND query_id BETWEEN NEW.first_query AND NEW.last_query
      ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, positive = positive + excluded.positive,
        neutral = neutral + excluded.neutral, negative = negative + excluded.negative,
        unsure = unsure + excluded.unsure, complaints = complaints + excluded.complaints,
        questions = questions + excluded.questions, ideas = ideas + excluded.ideas, praise = praise + excluded.praise,
        toxic = toxic + excluded.toxic, repeats = repeats + excluded.repeats, hidden = hidden + excluded.hidden;
    DELETE FROM rollups WHERE NEW.sign < 0 AND mentions = 0 AND hidden = 0 AND (query_id, hour, source_id, lang) IN
      (SELECT query_id, hour, source_id, lang FROM rollup_lines
       WHERE mention_id = NEW.mention_id AND query_id BETWEEN NEW.first_query AND NEW.last_query);
  END;
CREATE TRIGGER rollups_gain_a_reading AFTER INSERT ON mention_readings
  BEGIN INSERT INTO rollup_counting VALUES (1, NEW.mention_id, 0, 9223372036854775807); END;
CREATE TRIGGER rollups_lose_a_reading BEFORE DELETE ON mention_readings
  BEGIN INSERT INTO rollup_counting VALUES (-1, OLD.mention_id, 0, 9223372036854775807); END;
CREATE TRIGGER rollups_lose_a_reading_as_it_was BEFORE UPDATE ON mention_readings
  WHEN (OLD.hour, OLD.source_id, OLD.lang, OLD.sentiment) <> (NEW.hour, NEW.source_id, NEW.lang, NEW.sentiment)
    OR (OLD.intent, OLD.toxic, OLD.hidden, OLD.first_id) <> (NEW.intent, NEW.toxic, NEW.hidden, NEW.first_id)
  BEGIN INSERT INTO rollup_counting VALUES (-1, OLD.mention_id, 0, 9223372036854775807); END;
CREATE TRIGGER rollups_gain_a_reading_as_it_is AFTER UPDATE ON mention_readings
  WHEN (OLD.hour, OLD.source_id, OLD.lang, OLD.sentiment) <> (NEW.hour, NEW.source_id, NEW.lang, NEW.sentiment)
    OR (OLD.intent, OLD.toxic, OLD.hidden, OLD.first_id) <> (NEW.intent, NEW.toxic, NEW.hidden, NEW.first_id)
  BEGIN INSERT INTO rollup_counting VALUES (1, NEW.mention_id, 0, 9223372036854775807); END;
CREATE TRIGGER rollups_gain_a_match AFTER INSERT ON mention_matches
  BEGIN INSERT INTO rollup_counting VALUES (1, NEW.mention_id, NEW.query_id, NEW.query_id); END;
CREATE TRIGGER rollups_lose_a_match BEFORE DELETE ON mention_matches
  BEGIN INSERT INTO rollup_counting VALUES (-1, OLD.mention_id, OLD.query_id, OLD.query_id); END;
CREATE TRIGGER rollups_lose_a_match_as_it_was BEFORE UPDATE ON mention_matches
  WHEN (OLD.sentiment, OLD.hidden) <> (NEW.sentiment, NEW.hidden)
  BEGIN INSERT INTO rollup_counting VALUES (-1, OLD.mention_id, OLD.query_id, OLD.query_id); END;
CREATE TRIGGER rollups_gain_a_match_as_it_is AFTER UPDATE ON mention_matches
  WHEN (OLD.sentiment, OLD.hidden) <> (NEW.sentiment, NEW.hidden)
  BEGIN INSERT INTO rollup_counting VALUES (1, NEW.mention_id, NEW.query_id, NEW.query_id); END;

-- Whoever takes a mention's text away takes what was read out of it; whoever brings it back has it read again.
CREATE TRIGGER readings_go_with_the_text AFTER UPDATE OF deleted_at ON mentions WHEN NEW.deleted_at IS NOT NULL
  BEGIN
    DELETE FROM mention_readings WHERE mention_id = NEW.id;
    DELETE FROM mention_labels WHERE mention_id = NEW.id;
    DELETE FROM unread_mentions WHERE mention_id = NEW.id;
  END;
CREATE TRIGGER readings_come_back_with_the_text AFTER UPDATE OF deleted_at ON mentions
  WHEN OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL
  BEGIN INSERT OR IGNORE INTO unread_mentions VALUES (NEW.id); END;
-- The next one of a group of repeats is its first now.
CREATE TRIGGER repeats_outlive_their_first AFTER DELETE ON mention_readings WHEN OLD.first_id = OLD.mention_id
  BEGIN
    UPDATE mention_readings
      SET first_id = (SELECT min(mention_id) FROM mention_readings WHERE first_id = OLD.mention_id AND first_id <> mention_id)
      WHERE first_id = OLD.mention_id AND first_id <> mention_id;
  END;
