-- Crisis rooms: who did what by when, what was said, and one switch that holds what would leave. What colleagues write may
-- name people; erasures mask it (govern/mask_texts).
CREATE TABLE crisis_rooms (
  id INTEGER PRIMARY KEY, title TEXT NOT NULL, drill INTEGER NOT NULL CHECK (drill IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('open', 'quieting', 'closed')), reason TEXT NOT NULL,
  query_id INTEGER NOT NULL, alert_id INTEGER, alert_at INTEGER, began_at INTEGER NOT NULL,
  opened_by INTEGER NOT NULL, opened_at INTEGER NOT NULL, closed_by INTEGER, closed_at INTEGER,
  lead_id INTEGER NOT NULL, playbook_id INTEGER, lessons TEXT NOT NULL DEFAULT '',
  -- The level; where a person set another than the derived one: who, why, and what was derived then.
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4), set_by INTEGER, set_reason TEXT NOT NULL DEFAULT '', set_over INTEGER,
  -- What was measured last; it stays when the posts are gone.
  severity INTEGER NOT NULL DEFAULT 0, media_posts INTEGER NOT NULL, history INTEGER NOT NULL DEFAULT 0,
  volume_share REAL, peak INTEGER NOT NULL DEFAULT 0, peak_hour INTEGER, peak_usual REAL, last_unusual INTEGER,
  mentions INTEGER NOT NULL DEFAULT 0, negative INTEGER NOT NULL DEFAULT 0, judged INTEGER NOT NULL DEFAULT 0,
  quiet_hours INTEGER NOT NULL DEFAULT 0, proposed_at INTEGER, withdrawn_at INTEGER);
CREATE INDEX crisis_rooms_by_query ON crisis_rooms (query_id);
-- One open room an alert; drills besides.
CREATE UNIQUE INDEX crisis_rooms_by_alert ON crisis_rooms (alert_id, drill) WHERE state <> 'closed' AND alert_id IS NOT NULL;

-- The posts that triggered it, newest first.
CREATE TABLE crisis_posts (
  room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE,
  mention_id INTEGER NOT NULL REFERENCES mentions (id) ON DELETE CASCADE, PRIMARY KEY (room_id, mention_id)) WITHOUT ROWID;
CREATE INDEX crisis_posts_by_mention ON crisis_posts (mention_id);

CREATE TABLE crisis_targets (
  room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES alert_targets (id) ON DELETE CASCADE, PRIMARY KEY (room_id, target_id)) WITHOUT ROWID;

-- The timeline. Nothing in it changes but words that an erasure masks, and nothing goes before its room does.
CREATE TABLE crisis_events (
  id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE, at INTEGER NOT NULL,
  user_id INTEGER, kind TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX crisis_events_by_room ON crisis_events (room_id, id);
CREATE TRIGGER crisis_events_are_never_changed BEFORE UPDATE OF id, room_id, at, user_id, kind, data ON crisis_events
  BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END;
CREATE TRIGGER crisis_events_are_never_shortened BEFORE DELETE ON crisis_events
  WHEN EXISTS (SELECT 1 FROM crisis_rooms WHERE id = OLD.room_id)
  BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END;

-- What only a person can judge; an empty value: it is not so.
CREATE TABLE crisis_facts (
  id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE,
  fact TEXT NOT NULL CHECK (fact IN ('failure', 'press', 'journalist', 'product_harm', 'injury')), value TEXT NOT NULL,
  note TEXT NOT NULL, user_id INTEGER NOT NULL, at INTEGER NOT NULL, UNIQUE (room_id, fact));

CREATE TABLE crisis_levels (
  id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE,
  level INTEGER NOT NULL, at INTEGER NOT NULL, user_id INTEGER, reason TEXT NOT NULL);
CREATE INDEX crisis_levels_by_room ON crisis_levels (room_id, id);

-- One of a kind runs at a time; ended_at: the level asks for it no more, or the room was closed.
CREATE TABLE crisis_clocks (
  id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('look', 'answer', 'statement')), level INTEGER NOT NULL,
  started_at INTEGER NOT NULL, due_at INTEGER NOT NULL, met_at INTEGER, met_by INTEGER, note TEXT NOT NULL DEFAULT '',
  near_told INTEGER NOT NULL DEFAULT 0, missed_told INTEGER NOT NULL DEFAULT 0, ended_at INTEGER);
CREATE UNIQUE INDEX crisis_clocks_by_room ON crisis_clocks (room_id, kind) WHERE ended_at IS NULL;

CREATE TABLE crisis_steps (
  id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE,
  level INTEGER NOT NULL, text TEXT NOT NULL, owner_id INTEGER NOT NULL, due_at INTEGER,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'skipped')), done_at INTEGER, done_by INTEGER,
  note TEXT NOT NULL DEFAULT '', added_by INTEGER);
CREATE INDEX crisis_steps_by_room ON crisis_steps (room_id, id);

-- Statements; the newest version is the text. The request is of that version.
CREATE TABLE crisis_statements (
  id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE,
  version INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'approved', 'published', 'withdrawn')),
  requested_at INTEGER, requested_by INTEGER, escalated_at INTEGER,
  published_at INTEGER, published_by INTEGER, url TEXT NOT NULL DEFAULT '');
CREATE INDEX crisis_statements_by_room ON crisis_statements (room_id, id);
CREATE TABLE crisis_statement_versions (
  id INTEGER PRIMARY KEY, statement_id INTEGER NOT NULL REFERENCES crisis_statements (id) ON DELETE CASCADE,
  version INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, lang TEXT NOT NULL, user_id INTEGER NOT NULL,
  at INTEGER NOT NULL, UNIQUE (statement_id, version));
CREATE TABLE crisis_asked (
  statement_id INTEGER NOT NULL REFERENCES crisis_statements (id) ON DELETE CASCADE, user_id INTEGER NOT NULL,
  PRIMARY KEY (statement_id, user_id)) WITHOUT ROWID;
-- hash: of the text that was read. One person decides once on a version.
CREATE TABLE crisis_approvals (
  id INTEGER PRIMARY KEY, statement_id INTEGER NOT NULL REFERENCES crisis_statements (id) ON DELETE CASCADE,
  version INTEGER NOT NULL, user_id INTEGER NOT NULL, at INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'refused')), reason TEXT NOT NULL, hash TEXT NOT NULL,
  void INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX crisis_approvals_once ON crisis_approvals (statement_id, version, user_id) WHERE void = 0;

-- Who may approve statements, in the order in which they are asked.
CREATE TABLE crisis_approvers (user_id INTEGER PRIMARY KEY, position INTEGER NOT NULL);

CREATE TABLE crisis_playbooks (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,
  updated_by INTEGER, updated_at INTEGER NOT NULL, deleted_at INTEGER);
CREATE TABLE crisis_playbook_steps (
  playbook_id INTEGER NOT NULL REFERENCES crisis_playbooks (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  level INTEGER NOT NULL, text TEXT NOT NULL, due_minutes INTEGER, owner_id INTEGER,
  PRIMARY KEY (playbook_id, position)) WITHOUT ROWID;

-- While a real one is on nothing that is queued leaves; of a drill it is only said so. At most one real one at a time.
CREATE TABLE publishing_holds (
  id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES crisis_rooms (id) ON DELETE CASCADE,
  drill INTEGER NOT NULL CHECK (drill IN (0, 1)), reason TEXT NOT NULL, begun_by INTEGER NOT NULL, begun_at INTEGER NOT NULL,
  lifted_by INTEGER, lifted_at INTEGER, note TEXT NOT NULL DEFAULT '', held INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX publishing_holds_one ON publishing_holds (drill) WHERE lifted_at IS NULL AND drill = 0;
CREATE UNIQUE INDEX publishing_holds_by_room ON publishing_holds (room_id) WHERE lifted_at IS NULL;

-- Held by that hold until somebody releases it, also after the lifting; and the hold that somebody confirmed it may pass.
ALTER TABLE outbox ADD COLUMN hold_id INTEGER;
ALTER TABLE outbox ADD COLUMN through_hold INTEGER;
CREATE INDEX outbox_held ON outbox (hold_id) WHERE hold_id IS NOT NULL;

-- What is told besides alerts, in both languages; path: where in the application it leads.
CREATE TABLE notices (
  id INTEGER PRIMARY KEY, room_id INTEGER REFERENCES crisis_rooms (id) ON DELETE CASCADE, at INTEGER NOT NULL,
  kind TEXT NOT NULL, path TEXT NOT NULL, title_de TEXT NOT NULL, title_en TEXT NOT NULL, text_de TEXT NOT NULL,
  text_en TEXT NOT NULL);

-- A telling is of an alert or of a notice.
CREATE TABLE tellings (
  id INTEGER PRIMARY KEY, alert_id INTEGER REFERENCES alerts (id) ON DELETE CASCADE,
  notice_id INTEGER REFERENCES notices (id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES alert_targets (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')), attempts INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, not_before INTEGER NOT NULL, tried_at INTEGER, sent_at INTEGER,
  status INTEGER NOT NULL DEFAULT 0, error_code TEXT NOT NULL DEFAULT '', error_detail TEXT NOT NULL DEFAULT '',
  CHECK ((alert_id IS NULL) <> (notice_id IS NULL)), UNIQUE (alert_id, target_id), UNIQUE (notice_id, target_id));
INSERT INTO tellings SELECT id, alert_id, NULL, target_id, state, attempts, created_at, not_before, tried_at, sent_at,
  status, error_code, error_detail FROM alert_deliveries;
DROP TABLE alert_deliveries;
ALTER TABLE tellings RENAME TO alert_deliveries;
CREATE INDEX alert_deliveries_due ON alert_deliveries (not_before) WHERE state = 'queued';
