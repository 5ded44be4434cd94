CREATE TABLE audit_log (
  seq INTEGER PRIMARY KEY,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  event TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_log_subject ON audit_log (subject);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  party TEXT NOT NULL,
  registered_at INTEGER NOT NULL
) STRICT;

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  role TEXT NOT NULL,
  secret_sha256 TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

CREATE INDEX api_keys_person ON api_keys (person);

CREATE TABLE tasks (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;

CREATE TABLE vaults (
  id TEXT PRIMARY KEY,
  salt TEXT,
  erased_at INTEGER
) STRICT;

CREATE TABLE idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT;
