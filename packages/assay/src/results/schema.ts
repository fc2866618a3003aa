/** The tables of the first version. Rows are only ever added; what is judged again gets new rows. */
const FIRST: readonly string[] = [
  `CREATE TABLE run (
     id TEXT PRIMARY KEY, system TEXT NOT NULL, started_at INTEGER NOT NULL,
     commit_hash TEXT, branch TEXT, is_main INTEGER, is_dirty INTEGER,
     environment_hash TEXT NOT NULL, versions TEXT NOT NULL, seed TEXT NOT NULL, selection TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE run_end (
     run TEXT NOT NULL REFERENCES run, judged_at INTEGER NOT NULL, duration_ms REAL NOT NULL,
     verdict TEXT NOT NULL, reasons TEXT NOT NULL, was_interrupted INTEGER NOT NULL
   ) STRICT`,
  `CREATE TABLE test (
     run TEXT NOT NULL REFERENCES run, id TEXT NOT NULL, level TEXT NOT NULL, service TEXT NOT NULL,
     file TEXT NOT NULL, title TEXT NOT NULL, tags TEXT NOT NULL, status TEXT NOT NULL,
     is_flaky INTEGER NOT NULL, duration_ms REAL NOT NULL, source TEXT NOT NULL,
     PRIMARY KEY (run, id)
   ) STRICT`,
  'CREATE INDEX test_by_id ON test (id)',
  `CREATE TABLE attempt (
     run TEXT NOT NULL, test TEXT NOT NULL, number INTEGER NOT NULL, status TEXT NOT NULL,
     started_at REAL NOT NULL, duration_ms REAL NOT NULL, errors TEXT,
     FOREIGN KEY (run, test) REFERENCES test (run, id)
   ) STRICT`,
  `CREATE TABLE exchange (
     run TEXT NOT NULL, test TEXT NOT NULL, number INTEGER NOT NULL, content TEXT NOT NULL,
     FOREIGN KEY (run, test) REFERENCES test (run, id)
   ) STRICT`,
  `CREATE TABLE measure (
     run TEXT NOT NULL REFERENCES run, subject TEXT NOT NULL, name TEXT NOT NULL,
     value REAL NOT NULL, unit TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE crash (
     run TEXT NOT NULL REFERENCES run, part TEXT NOT NULL, at INTEGER NOT NULL, how TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE gate (
     run TEXT NOT NULL REFERENCES run, judged_at INTEGER NOT NULL, number INTEGER NOT NULL,
     service TEXT, level TEXT, measure TEXT NOT NULL, expected TEXT NOT NULL, measured TEXT, outcome TEXT NOT NULL
   ) STRICT`,
]

/** The performance level: figures under load, and gates about an operation or a scenario. */
const SECOND: readonly string[] = [
  `CREATE TABLE load_figure (
     run TEXT NOT NULL REFERENCES run, scenario TEXT NOT NULL, load TEXT NOT NULL,
     service TEXT, operation TEXT, scheduled INTEGER NOT NULL, errors INTEGER NOT NULL,
     rate REAL NOT NULL, mean REAL NOT NULL, p50 REAL NOT NULL, p95 REAL NOT NULL, p99 REAL NOT NULL
   ) STRICT`,
  'CREATE INDEX load_figure_by_scenario ON load_figure (scenario, load)',
  'ALTER TABLE gate ADD COLUMN operation TEXT',
  'ALTER TABLE gate ADD COLUMN scenario TEXT',
]

/** What leads from each version to the next; never changed once it was published. */
export const MIGRATIONS: readonly (readonly string[])[] = [FIRST, SECOND]

/** Stored in `PRAGMA user_version`. */
export const SCHEMA_VERSION = MIGRATIONS.length
