CREATE TABLE projects (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  agreement TEXT NOT NULL,
  linkage_schema TEXT NOT NULL,
  schema_hash TEXT NOT NULL,
  requester TEXT NOT NULL,
  register_holder TEXT NOT NULL,
  vault TEXT NOT NULL REFERENCES vaults (id),
  created_at INTEGER NOT NULL,
  closed_at INTEGER
) STRICT;

CREATE TABLE custodians (
  project TEXT NOT NULL REFERENCES projects (id),
  party TEXT NOT NULL,
  public_key TEXT NOT NULL,
  recipient TEXT NOT NULL,
  fingerprint TEXT,
  PRIMARY KEY (project, party)
) STRICT;

CREATE TABLE submissions (
  id TEXT PRIMARY KEY,
  project TEXT NOT NULL REFERENCES projects (id),
  party TEXT NOT NULL,
  manifest TEXT NOT NULL,
  chunk_bytes INTEGER NOT NULL,
  state TEXT NOT NULL,
  problem TEXT,
  report TEXT,
  created_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;

CREATE INDEX submissions_project ON submissions (project, created_at);

CREATE TABLE chunks (
  submission TEXT NOT NULL REFERENCES submissions (id),
  number INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (submission, number)
) STRICT;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  project TEXT NOT NULL REFERENCES projects (id),
  requester_submission TEXT NOT NULL REFERENCES submissions (id),
  register_submission TEXT NOT NULL REFERENCES submissions (id),
  threshold REAL NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL,
  slices INTEGER NOT NULL,
  summary TEXT,
  problem TEXT,
  flags TEXT,
  created_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;

CREATE INDEX runs_project ON runs (project, created_at);

CREATE TABLE run_slices (
  run TEXT NOT NULL REFERENCES runs (id),
  slice INTEGER NOT NULL,
  pairs INTEGER NOT NULL,
  PRIMARY KEY (run, slice)
) STRICT;
