/**
 * What people note down about incidents: status, assignee, tags, severity, notes, tasks, pinned evidence. Incidents come and
 * go with every fusion, so all of it hangs on a case: a few alerts, by dedup key and time as decisions keep them. Entries
 * are rows for ever: a change is a further entry of the same item, one without a value takes the item away. A saved view
 * is nothing but its latest state; what it was stands in the audit log.
 *
 * The indexes over incidents are the orders in which they can be listed besides their rank.
 */
export const CASE_WORK = `
CREATE TABLE case_file (
  id INTEGER PRIMARY KEY,
  opened_us INTEGER NOT NULL
) STRICT;

CREATE TABLE case_anchor (
  case_id INTEGER NOT NULL REFERENCES case_file(id),
  position INTEGER NOT NULL,
  dedup_key TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_entry (
  id INTEGER PRIMARY KEY,
  item INTEGER NOT NULL REFERENCES case_entry(id),
  case_id INTEGER NOT NULL REFERENCES case_file(id),
  kind TEXT NOT NULL CHECK (kind IN ('status', 'assignee', 'tags', 'severity', 'note', 'task', 'pin')),
  value TEXT,
  event_id INTEGER,
  dedup_key TEXT,
  time_us INTEGER,
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  entered_us INTEGER NOT NULL,
  CHECK (kind = 'pin' OR (event_id IS NULL AND dedup_key IS NULL)),
  CHECK ((dedup_key IS NULL) = (time_us IS NULL))
) STRICT;
CREATE INDEX case_entry_by_case ON case_entry(case_id, id);
CREATE INDEX case_entry_by_item ON case_entry(item, id);
CREATE INDEX case_entry_by_event ON case_entry(event_id, id) WHERE event_id IS NOT NULL;

${['case_file', 'case_anchor', 'case_entry']
  .map(
    (table) => `CREATE TRIGGER ${table}_stays BEFORE UPDATE ON ${table}
  BEGIN SELECT raise(ABORT, 'what was noted down is never changed'); END;
CREATE TRIGGER ${table}_is_kept BEFORE DELETE ON ${table}
  BEGIN SELECT raise(ABORT, 'what was noted down is never removed'); END;`,
  )
  .join('\n')}

CREATE TABLE saved_view (
  subject TEXT NOT NULL CHECK (subject IN ('events', 'alerts', 'incidents')),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  columns TEXT NOT NULL,
  sort TEXT,
  actor TEXT NOT NULL,
  saved_us INTEGER NOT NULL,
  PRIMARY KEY (subject, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX incident_by_risk ON incident(risk, id);
CREATE INDEX incident_by_first ON incident(first_us, id);
CREATE INDEX incident_by_last ON incident(last_us, id);
`;
