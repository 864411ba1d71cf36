-- A saved query brings posts in (listen), or is a tag: it labels what others bring. A tag's text may be empty, then only
-- people give it.
ALTER TABLE queries ADD COLUMN purpose TEXT NOT NULL DEFAULT 'listen' CHECK (purpose IN ('listen', 'tag'));

-- What a person said of a tag on a mention, against what its query says: 1 it has it, 0 it has not.
CREATE TABLE mention_tags (
  mention_id INTEGER NOT NULL REFERENCES mentions (id) ON DELETE CASCADE, query_id INTEGER NOT NULL,
  given INTEGER NOT NULL CHECK (given IN (0, 1)), user_id INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (mention_id, query_id)) WITHOUT ROWID;
CREATE INDEX mention_tags_by_query ON mention_tags (query_id);
