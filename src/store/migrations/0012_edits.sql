-- That a mention was edited, last: the id is of the sequence of mentions, so that a rule that has looked at all up to a
-- place looks at what it became, too.
CREATE TABLE mention_edits (
  id INTEGER PRIMARY KEY, mention_id INTEGER NOT NULL UNIQUE REFERENCES mentions (id) ON DELETE CASCADE);

-- What a rule that looks at posts has raised: an edit raises nothing twice.
CREATE TABLE alert_raised (
  rule_id INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE,
  mention_id INTEGER NOT NULL REFERENCES mentions (id) ON DELETE CASCADE,
  PRIMARY KEY (rule_id, mention_id)) WITHOUT ROWID;
CREATE INDEX alert_raised_by_mention ON alert_raised (mention_id);
INSERT OR IGNORE INTO alert_raised
  SELECT a.rule_id, p.mention_id FROM alerts a JOIN alert_posts p ON p.alert_id = a.id;
