-- The index of stored mentions (src/history): immutable segments, each for a stretch of ids. A part's number is its
-- segment's times 2^20 plus its place in it. All of it can be made anew from the mentions.
CREATE TABLE history_segments (
  segment INTEGER PRIMARY KEY, last_id INTEGER NOT NULL, posts INTEGER NOT NULL, oldest INTEGER NOT NULL,
  newest INTEGER NOT NULL, directory BLOB NOT NULL);
CREATE TABLE history_parts (part INTEGER PRIMARY KEY, bytes BLOB NOT NULL);

-- One row. Mentions up to mark are in segments. Changes of mentions up to claimed are written down below: claimed runs
-- ahead while a segment is being made.
CREATE TABLE history_state (
  one INTEGER PRIMARY KEY CHECK (one = 1), format INTEGER NOT NULL, mark INTEGER NOT NULL, claimed INTEGER NOT NULL,
  next_segment INTEGER NOT NULL);
INSERT INTO history_state VALUES (1, 0, 0, 0, 1);

-- Mentions whose segment does not know what became of them. The database itself writes this down, so that no eraser or
-- writer can forget to.
CREATE TABLE history_changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, mention_id INTEGER NOT NULL);
CREATE TRIGGER history_hears_of_late_mentions AFTER INSERT ON mentions
  WHEN NEW.id <= (SELECT claimed FROM history_state)
  BEGIN INSERT INTO history_changes (mention_id) VALUES (NEW.id); END;
CREATE TRIGGER history_hears_of_edits
  AFTER UPDATE OF source_id, network, kind, lang, created_at, title, text, sealed, author_ref, deleted_at ON mentions
  WHEN OLD.id <= (SELECT claimed FROM history_state)
  BEGIN INSERT INTO history_changes (mention_id) VALUES (OLD.id); END;
CREATE TRIGGER history_hears_of_deletions AFTER DELETE ON mentions
  WHEN OLD.id <= (SELECT claimed FROM history_state)
  BEGIN INSERT INTO history_changes (mention_id) VALUES (OLD.id); END;
-- A source's language decides how posts without one of their own are read.
CREATE TRIGGER history_hears_of_languages AFTER UPDATE OF language ON sources WHEN NEW.language <> OLD.language
  BEGIN
    INSERT INTO history_changes (mention_id)
      SELECT id FROM mentions WHERE source_id = NEW.id AND lang = '' AND id <= (SELECT claimed FROM history_state);
  END;

-- Applying a query to what was stored before it: one row a query, from its last start. position: mentions up to this id
-- have been looked at.
CREATE TABLE backfills (
  query_id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')), position INTEGER NOT NULL,
  matches INTEGER NOT NULL, started_by INTEGER NOT NULL, started_at INTEGER NOT NULL,
  ended_at INTEGER, error_code TEXT NOT NULL DEFAULT '');
