-- Alert rules, what they raised, and where that was told. Counts and ids, no texts and no names of people outside.

-- Where alerts are told besides the application. address and secret are sealed: a mailbox, a push subscription, a webhook.
CREATE TABLE alert_targets (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('mail', 'push', 'webhook')), name TEXT NOT NULL,
  address_sealed TEXT NOT NULL, secret_sealed TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT 'de',
  created_by INTEGER NOT NULL, created_at INTEGER NOT NULL, ended_at INTEGER, ended_why TEXT NOT NULL DEFAULT '');

-- query_id 0: every mention. position: mentions up to this id have been looked at by rules that look at posts.
CREATE TABLE alert_rules (
  id INTEGER PRIMARY KEY, query_id INTEGER NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('match', 'volume', 'negative', 'reach', 'words')),
  sensitivity TEXT NOT NULL CHECK (sensitivity IN ('low', 'medium', 'high')),
  words TEXT NOT NULL DEFAULT '', reach INTEGER NOT NULL DEFAULT 0, cooldown_minutes INTEGER NOT NULL,
  schedule TEXT NOT NULL DEFAULT '', active INTEGER NOT NULL DEFAULT 1, position INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1, created_by INTEGER NOT NULL, created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, deleted_at INTEGER);

CREATE TABLE alert_rule_targets (
  rule_id INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES alert_targets (id) ON DELETE CASCADE,
  PRIMARY KEY (rule_id, target_id)) WITHOUT ROWID;

-- cause is the hour, or the newest post, that a rule raised it for: never twice for one.
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY, rule_id INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE, cause TEXT NOT NULL,
  at INTEGER NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, count INTEGER NOT NULL,
  expected REAL, usual_low REAL, usual_high REAL, baseline_hours INTEGER NOT NULL DEFAULT 0,
  share REAL, usual_share REAL, z REAL,
  seen_by INTEGER, seen_at INTEGER,
  feedback TEXT NOT NULL DEFAULT '' CHECK (feedback IN ('', 'real', 'noise')), feedback_by INTEGER, feedback_at INTEGER,
  UNIQUE (rule_id, cause));
CREATE INDEX alerts_by_time ON alerts (at DESC, id DESC);

-- Some of the posts it is about, newest first.
CREATE TABLE alert_posts (
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  mention_id INTEGER NOT NULL REFERENCES mentions (id) ON DELETE CASCADE,
  PRIMARY KEY (alert_id, mention_id)) WITHOUT ROWID;
CREATE INDEX alert_posts_by_mention ON alert_posts (mention_id);

-- Every telling, with how it went; the id is what receivers know it by, so that a repeat is recognised.
CREATE TABLE alert_deliveries (
  id INTEGER PRIMARY KEY, alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES alert_targets (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')), attempts INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, not_before INTEGER NOT NULL, tried_at INTEGER, sent_at INTEGER,
  status INTEGER NOT NULL DEFAULT 0, error_code TEXT NOT NULL DEFAULT '', error_detail TEXT NOT NULL DEFAULT '',
  UNIQUE (alert_id, target_id));
CREATE INDEX alert_deliveries_due ON alert_deliveries (not_before) WHERE state = 'queued';
