/**
 * The first schema. Integers inside, UUIDs only for what people name; severities as their rank 0 to 4; lists that are
 * read as a whole (techniques, entities of a finding) as JSON.
 */
export const FIRST = `
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  path TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('evidence', 'alerts', 'demo')),
  reader TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'complete')),
  watermark_ordinal INTEGER NOT NULL DEFAULT 0,
  damage_seen INTEGER NOT NULL DEFAULT 0,
  records INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0,
  hits INTEGER NOT NULL DEFAULT 0,
  started_us INTEGER NOT NULL,
  ended_us INTEGER,
  UNIQUE (sha256, kind)
) STRICT;

CREATE TABLE damage (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id),
  byte_offset INTEGER NOT NULL,
  record INTEGER,
  code TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX damage_by_source ON damage(source_id);

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id),
  ordinal INTEGER NOT NULL,
  record_number INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  length_bytes INTEGER NOT NULL,
  is_recovered INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  time_origin TEXT NOT NULL,
  time_text TEXT NOT NULL,
  class_uid INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  mapping TEXT NOT NULL,
  message TEXT NOT NULL,
  logsource TEXT NOT NULL,
  fields TEXT NOT NULL,
  UNIQUE (source_id, ordinal)
) STRICT;
CREATE INDEX event_by_time ON event(time_us, id);

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  label TEXT NOT NULL,
  UNIQUE (type, value)
) STRICT;

CREATE TABLE event_entity (
  entity_id INTEGER NOT NULL REFERENCES entity(id),
  event_id INTEGER NOT NULL REFERENCES event(id),
  role TEXT NOT NULL,
  PRIMARY KEY (event_id, entity_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_entity_by_entity ON event_entity(entity_id, event_id);

CREATE TABLE relation (
  from_id INTEGER NOT NULL REFERENCES entity(id),
  kind TEXT NOT NULL,
  to_id INTEGER NOT NULL REFERENCES entity(id),
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (from_id, kind, to_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id),
  ordinal INTEGER NOT NULL,
  event_id INTEGER REFERENCES event(id),
  external_id TEXT,
  detector TEXT NOT NULL,
  signal TEXT NOT NULL,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  severity INTEGER NOT NULL,
  techniques TEXT NOT NULL,
  tactics TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  dedup_key TEXT NOT NULL,
  entities TEXT NOT NULL,
  matched TEXT NOT NULL,
  is_derived INTEGER NOT NULL,
  variant TEXT NOT NULL,
  alert_id TEXT,
  UNIQUE (source_id, ordinal, signal, variant)
) STRICT;
CREATE INDEX finding_by_dedup_key ON finding(dedup_key, time_us, id);
CREATE INDEX finding_by_alert ON finding(alert_id, time_us, id);
CREATE UNIQUE INDEX finding_by_external_id ON finding(detector, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE rule_match (
  id INTEGER PRIMARY KEY,
  event_id INTEGER NOT NULL REFERENCES event(id),
  rule TEXT NOT NULL,
  time_us INTEGER NOT NULL
) STRICT;
CREATE INDEX rule_match_by_time ON rule_match(time_us, id);

CREATE TABLE alert (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  signal TEXT NOT NULL,
  detector TEXT NOT NULL,
  severity INTEGER NOT NULL,
  techniques TEXT NOT NULL,
  tactics TEXT NOT NULL,
  entities TEXT NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_by_time ON alert(first_us, id);

CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  rank INTEGER NOT NULL UNIQUE,
  title TEXT NOT NULL,
  severity INTEGER NOT NULL,
  risk INTEGER NOT NULL,
  risk_terms TEXT NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  techniques TEXT NOT NULL,
  tactics TEXT NOT NULL,
  entities TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_alert (
  incident_id TEXT NOT NULL REFERENCES incident(id),
  position INTEGER NOT NULL,
  alert_id TEXT NOT NULL UNIQUE REFERENCES alert(id),
  link TEXT NOT NULL,
  PRIMARY KEY (incident_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE state (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
