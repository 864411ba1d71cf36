-- What people asked about their data and what was done. Names nobody: `entry` ties a row to the erasure ledger that
-- lies with the key file (src/govern/erasure_ledger.h); counts is JSON, rows touched by table.
CREATE TABLE privacy_requests (
  id INTEGER PRIMARY KEY, entry TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('export', 'erase', 'optout', 'restrict', 'release')), network TEXT NOT NULL,
  actor TEXT NOT NULL, found INTEGER NOT NULL, counts TEXT NOT NULL, at INTEGER NOT NULL, took_us INTEGER NOT NULL);

-- People whose data is kept but not used (Art. 18), and what of them is set aside: the mention stays as a tombstone, its
-- content lies here sealed with the person's key, so that no reader can show it by mistake.
CREATE TABLE restrictions (person_key TEXT PRIMARY KEY, network TEXT NOT NULL, created_at INTEGER NOT NULL);
CREATE TABLE set_aside (
  mention_id INTEGER PRIMARY KEY REFERENCES mentions(id) ON DELETE CASCADE, author_ref TEXT NOT NULL, sealed TEXT NOT NULL,
  at INTEGER NOT NULL);
CREATE INDEX set_aside_by_author ON set_aside (author_ref);

-- How long deletions on the network took to be carried out here: `seconds` is the upper bound of the class.
CREATE TABLE deletion_delays (
  source_id INTEGER NOT NULL, seconds INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (source_id, seconds));
ALTER TABLE journal ADD COLUMN happened_at INTEGER;

-- What a colleague wrote beside an audit entry. The entry holds its salted hash, so the words may go and the chain holds.
CREATE TABLE audit_notes (audit_id INTEGER PRIMARY KEY, at INTEGER NOT NULL, salt TEXT NOT NULL, text TEXT NOT NULL);

-- Set when the name was sealed again; a new recorded reveal clears it.
ALTER TABLE cases ADD COLUMN sealed_at INTEGER;
CREATE INDEX cases_by_author ON cases (author_ref);
CREATE INDEX mentions_by_receipt ON mentions (received_at);
