-- Binary values are text so that one SQL serves every back end: keyed hashes as hex, sealed values as base64.
-- Times are UTC microseconds. Every column with personal data has a row in specs/retention.toml.

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE users (
  id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, title TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL, language TEXT NOT NULL DEFAULT 'de', password_hash TEXT NOT NULL,
  face TEXT NOT NULL DEFAULT '', face_type TEXT NOT NULL DEFAULT '', active INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL);

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), csrf TEXT NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL);

-- A source runs only with an approved assessment (purpose gate).
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, language TEXT NOT NULL DEFAULT '',
  settings TEXT NOT NULL, secrets_sealed TEXT NOT NULL, account_id TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'finished')),
  assessment TEXT NOT NULL, approved_by TEXT NOT NULL DEFAULT '', approved_at INTEGER,
  created_at INTEGER NOT NULL, deleted_at INTEGER,
  CHECK (state <> 'running' OR approved_at IS NOT NULL));

CREATE TABLE cursors (
  source_id INTEGER PRIMARY KEY REFERENCES sources(id), value TEXT NOT NULL DEFAULT '', last_event_at INTEGER,
  last_ok_at INTEGER, gap TEXT NOT NULL DEFAULT '', error_code TEXT NOT NULL DEFAULT '',
  error_detail TEXT NOT NULL DEFAULT '', error_at INTEGER, failures INTEGER NOT NULL DEFAULT 0, next_try_at INTEGER);

-- What a source brought and the pipeline has not worked off yet.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL, op TEXT NOT NULL, native_id_sealed TEXT NOT NULL,
  revision TEXT NOT NULL, payload_sealed TEXT NOT NULL, problem_code TEXT NOT NULL DEFAULT '',
  problem_detail TEXT NOT NULL DEFAULT '', received_at INTEGER NOT NULL);

-- received = stored + duplicate + unmatched + filtered + quarantined + still in the journal.
CREATE TABLE ledger (
  source_id INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', count INTEGER NOT NULL,
  PRIMARY KEY (source_id, outcome, reason));

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, op TEXT NOT NULL, native_id_sealed TEXT NOT NULL,
  revision TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL, payload_sealed TEXT NOT NULL,
  size INTEGER NOT NULL, received_at INTEGER NOT NULL);
CREATE INDEX quarantine_by_source ON quarantine (source_id, id);

-- Posts that belong together. last_mention_id stands for the conversation in lists; waiting is 1 while the last word is
-- theirs and nobody has answered or dismissed it.
CREATE TABLE conversations (
  id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, last_mention_id INTEGER NOT NULL, last_at INTEGER NOT NULL,
  waiting INTEGER NOT NULL, dismissed_by INTEGER);
CREATE INDEX conversations_waiting ON conversations (waiting, last_at DESC, id DESC);
CREATE INDEX conversations_by_time ON conversations (last_at DESC, id DESC);

-- A post that a query asked for, or that belongs to a conversation we are in. Names, handles, addresses and native
-- ids are in sealed (key of the subject); native_key, reply_key and author_ref are keyed hashes.
CREATE TABLE mentions (
  id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources(id), native_key TEXT NOT NULL,
  revision TEXT NOT NULL, purpose TEXT NOT NULL, conversation_id INTEGER NOT NULL REFERENCES conversations(id),
  reply_key TEXT NOT NULL DEFAULT '', author_ref TEXT NOT NULL, network TEXT NOT NULL, kind TEXT NOT NULL,
  lang TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, edited_at INTEGER, received_at INTEGER NOT NULL,
  title TEXT NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL DEFAULT '', sealed TEXT NOT NULL,
  deleted_at INTEGER, UNIQUE (source_id, native_key));
CREATE INDEX mentions_by_time ON mentions (created_at DESC, id DESC);
CREATE INDEX mentions_by_conversation ON mentions (conversation_id, created_at);
CREATE INDEX mentions_by_author ON mentions (author_ref);

CREATE TABLE mention_revisions (
  mention_id INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE, revision TEXT NOT NULL,
  PRIMARY KEY (mention_id, revision)) WITHOUT ROWID;

CREATE TABLE mention_matches (
  mention_id INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE, query_id INTEGER NOT NULL,
  spans TEXT NOT NULL, PRIMARY KEY (mention_id, query_id)) WITHOUT ROWID;
CREATE INDEX matches_by_query ON mention_matches (query_id, mention_id);

-- One row a person and source and epoch: the key of all that is sealed for them, and their sealed name.
CREATE TABLE subjects (
  author_ref TEXT PRIMARY KEY, source_id INTEGER NOT NULL, key_wrapped TEXT NOT NULL, vault_sealed TEXT NOT NULL,
  created_at INTEGER NOT NULL);

CREATE TABLE optouts (person_key TEXT PRIMARY KEY, network TEXT NOT NULL, created_at INTEGER NOT NULL);

CREATE TABLE reveals (
  id INTEGER PRIMARY KEY, author_ref TEXT NOT NULL, case_id INTEGER, user_id INTEGER NOT NULL, reason TEXT NOT NULL,
  at INTEGER NOT NULL);
CREATE INDEX reveals_by_author ON reveals (author_ref);

-- Exactly one accountable person: assignee_id is never null.
CREATE TABLE cases (
  id INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE, conversation_id INTEGER NOT NULL UNIQUE REFERENCES conversations(id),
  mention_id INTEGER NOT NULL REFERENCES mentions(id), author_ref TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'snoozed', 'closed')),
  assignee_id INTEGER NOT NULL REFERENCES users(id), opened_at INTEGER NOT NULL, closed_at INTEGER,
  snoozed_until INTEGER, first_answer_at INTEGER,
  draft_text TEXT NOT NULL DEFAULT '', draft_lang TEXT NOT NULL DEFAULT '', draft_version INTEGER NOT NULL DEFAULT 0, draft_by INTEGER, draft_at INTEGER);
CREATE INDEX cases_by_assignee ON cases (assignee_id, state);

CREATE TABLE case_events (
  id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), at INTEGER NOT NULL, user_id INTEGER,
  kind TEXT NOT NULL, text TEXT NOT NULL DEFAULT '');
CREATE INDEX case_events_by_case ON case_events (case_id, at);

CREATE TABLE promises (
  id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), user_id INTEGER NOT NULL, text TEXT NOT NULL,
  due INTEGER NOT NULL, made_at INTEGER NOT NULL, kept_at INTEGER);

-- What leaves the house. key is the idempotency key; approved_hash is the text that was approved: another text is not sent.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, source_id INTEGER NOT NULL REFERENCES sources(id),
  case_id INTEGER REFERENCES cases(id), reply_to INTEGER REFERENCES mentions(id), user_id INTEGER NOT NULL REFERENCES users(id),
  text TEXT NOT NULL, lang TEXT NOT NULL DEFAULT '', approved_by INTEGER NOT NULL, approved_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'held', 'failed', 'unknown', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, not_before INTEGER NOT NULL, sent_at INTEGER,
  seen_at INTEGER, deleted_at INTEGER, error_code TEXT NOT NULL DEFAULT '', error_detail TEXT NOT NULL DEFAULT '',
  native_id TEXT NOT NULL DEFAULT '', native_key TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '');
CREATE INDEX outbox_by_state ON outbox (state, not_before);
CREATE INDEX outbox_by_native ON outbox (source_id, native_key);
CREATE INDEX outbox_by_case ON outbox (case_id, created_at);

CREATE TABLE queries (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL, color TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL, created_by INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  deleted_at INTEGER);

CREATE TABLE lists (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, items TEXT NOT NULL, updated_at INTEGER NOT NULL);

-- Append-only; hash chains each row to the one before it.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  object TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
