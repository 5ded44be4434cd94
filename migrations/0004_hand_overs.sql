CREATE TABLE hand_overs (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  giver TEXT NOT NULL,
  receiver TEXT NOT NULL,
  consent TEXT,
  bast TEXT NOT NULL,
  bast_sha256 TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  UNIQUE (subject, receiver)
) STRICT;

CREATE TABLE consents (
  id TEXT PRIMARY KEY,
  given_by TEXT NOT NULL,
  letter_number TEXT NOT NULL,
  given_on TEXT NOT NULL,
  receiver TEXT NOT NULL,
  covers TEXT NOT NULL,
  valid_until TEXT,
  withdrawn_on TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reviews (
  id TEXT PRIMARY KEY,
  held_on TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
