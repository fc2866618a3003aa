/** The tables of the first version. Times are ISO 8601 in UTC, so that their texts sort as they do. */
const FIRST: readonly string[] = [
  `CREATE TABLE pacticipant (
     id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, display_name TEXT, main_branch TEXT,
     repository_url TEXT, repository_name TEXT, repository_namespace TEXT,
     created_at TEXT NOT NULL, updated_at TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE label (
     pacticipant INTEGER NOT NULL REFERENCES pacticipant ON DELETE CASCADE, name TEXT NOT NULL,
     created_at TEXT NOT NULL, PRIMARY KEY (pacticipant, name)
   ) STRICT`,
  // A later version is one with a higher id: numbers of versions are often commits, which do not sort.
  `CREATE TABLE version (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     pacticipant INTEGER NOT NULL REFERENCES pacticipant ON DELETE CASCADE, number TEXT NOT NULL,
     build_url TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, UNIQUE (pacticipant, number)
   ) STRICT`,
  `CREATE TABLE branch (
     id INTEGER PRIMARY KEY, pacticipant INTEGER NOT NULL REFERENCES pacticipant ON DELETE CASCADE,
     name TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE (pacticipant, name)
   ) STRICT`,
  `CREATE TABLE branch_version (
     branch INTEGER NOT NULL REFERENCES branch ON DELETE CASCADE,
     version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
     created_at TEXT NOT NULL, PRIMARY KEY (branch, version)
   ) STRICT`,
  'CREATE INDEX branch_version_by_version ON branch_version (version)',
  `CREATE TABLE tag (
     version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
     pacticipant INTEGER NOT NULL REFERENCES pacticipant ON DELETE CASCADE, name TEXT NOT NULL,
     created_at TEXT NOT NULL, PRIMARY KEY (version, name)
   ) STRICT`,
  'CREATE INDEX tag_by_name ON tag (pacticipant, name, version)',
  `CREATE TABLE environment (
     id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
     production INTEGER NOT NULL, contacts TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
   ) STRICT`,
  // What was deployed or released where; a row that is no longer current is history.
  `CREATE TABLE placement (
     id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL CHECK (kind IN ('deployed', 'released')),
     version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
     environment INTEGER NOT NULL REFERENCES environment ON DELETE CASCADE,
     instance TEXT, is_current INTEGER NOT NULL,
     created_at TEXT NOT NULL, updated_at TEXT NOT NULL, ended_at TEXT
   ) STRICT`,
  'CREATE INDEX placement_by_version ON placement (version)',
  'CREATE INDEX current_placement ON placement (environment, version) WHERE is_current = 1',
  // Versions that expect the same share one content, and so the results of its verification.
  `CREATE TABLE content (
     id INTEGER PRIMARY KEY, consumer INTEGER NOT NULL REFERENCES pacticipant ON DELETE CASCADE,
     provider INTEGER NOT NULL REFERENCES pacticipant ON DELETE CASCADE,
     sha TEXT NOT NULL, text TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE (consumer, provider, sha)
   ) STRICT`,
  `CREATE TABLE pact (
     id INTEGER PRIMARY KEY AUTOINCREMENT, content INTEGER NOT NULL REFERENCES content ON DELETE CASCADE,
     consumer INTEGER NOT NULL REFERENCES pacticipant ON DELETE CASCADE,
     provider INTEGER NOT NULL REFERENCES pacticipant ON DELETE CASCADE,
     version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
     revision INTEGER NOT NULL, created_at TEXT NOT NULL, UNIQUE (version, provider)
   ) STRICT`,
  'CREATE INDEX pact_by_parties ON pact (provider, consumer, version)',
  'CREATE INDEX pact_by_consumer ON pact (consumer, provider)',
  'CREATE INDEX pact_by_content ON pact (content)',
  'CREATE INDEX content_by_provider ON content (provider)',
  `CREATE TABLE verification (
     id INTEGER PRIMARY KEY AUTOINCREMENT, content INTEGER NOT NULL REFERENCES content ON DELETE CASCADE,
     version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE, success INTEGER NOT NULL,
     is_wip INTEGER NOT NULL, build_url TEXT, results TEXT, verified_by TEXT, created_at TEXT NOT NULL
   ) STRICT`,
  'CREATE INDEX verification_by_content ON verification (content, version, id, success)',
  'CREATE INDEX verification_by_version ON verification (version)',
  `CREATE TABLE webhook (
     id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, definition TEXT NOT NULL,
     created_at TEXT NOT NULL, updated_at TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE delivery (
     id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
     webhook INTEGER NOT NULL REFERENCES webhook ON DELETE CASCADE, event TEXT NOT NULL,
     pact INTEGER REFERENCES pact ON DELETE SET NULL,
     verification INTEGER REFERENCES verification ON DELETE SET NULL,
     status TEXT NOT NULL, attempts INTEGER NOT NULL, log TEXT NOT NULL, created_at TEXT NOT NULL
   ) STRICT`,
  'CREATE INDEX delivery_by_pact ON delivery (pact)',
  'CREATE INDEX delivery_by_verification ON delivery (verification)',
  'CREATE INDEX delivery_by_webhook ON delivery (webhook)',
]

/** What leads from each version to the next; never changed once it was published. */
export const MIGRATIONS: readonly (readonly string[])[] = [FIRST]

/** Stored in `PRAGMA user_version`. */
export const SCHEMA_VERSION = MIGRATIONS.length
