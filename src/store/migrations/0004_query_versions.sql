-- Every state that a saved query was in, the present one included; rows are only added. `restored_from` is the version
-- whose text came back, 0 where it was written anew.
CREATE TABLE query_versions (
  id INTEGER PRIMARY KEY, query_id INTEGER NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL,
  color TEXT NOT NULL, user_id INTEGER NOT NULL, at INTEGER NOT NULL, restored_from INTEGER NOT NULL DEFAULT 0,
  UNIQUE (query_id, version));
INSERT INTO query_versions (id, query_id, version, name, query, color, user_id, at)
  SELECT id, id, version, name, query, color, created_by, updated_at FROM queries;

-- Who made the query (created_by is who changed it last), and who locked it, 0 while nobody has.
ALTER TABLE queries ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
UPDATE queries SET owner = created_by;
ALTER TABLE queries ADD COLUMN locked_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queries ADD COLUMN locked_at INTEGER NOT NULL DEFAULT 0;
