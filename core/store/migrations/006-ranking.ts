/**
 * What moves risk beside evidence. Verdicts are decisions of a further kind, so that they stand in the same chain, are
 * listed with the others and undone like them; the table is made anew because SQLite cannot widen a CHECK. Ratings of
 * assets and indicators are rows for ever: a newer rating replaces an older one, and to remove an indicator is a row of
 * its own. What indicators were seen in alerts is worked out with every fusion (T4).
 */
import { chainTriggers } from './chain-triggers.ts';

/** Without the row in `chain_head`, which is there already. */
const DECISION_TRIGGERS = ((all: string) => all.slice(all.indexOf('CREATE TRIGGER')))(chainTriggers('decision'));

export const RANKING = `
CREATE TABLE decision_v2 (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'detach', 'pin', 'verdict', 'undo')),
  revokes INTEGER REFERENCES decision(seq) CHECK ((revokes IS NULL) = (kind <> 'undo')),
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  about TEXT NOT NULL,
  decided_us INTEGER NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  verdict TEXT CHECK ((verdict IS NULL) = (kind <> 'verdict'))
    CHECK (verdict IN ('true_positive', 'benign_true_positive', 'false_positive', 'benign', 'needs_review')),
  verdict_on TEXT CHECK ((verdict_on IS NULL) = (kind <> 'verdict')) CHECK (verdict_on IN ('incident', 'alert'))
) STRICT;
INSERT INTO decision_v2 SELECT *, NULL, NULL FROM decision ORDER BY seq;
DROP TABLE decision;
ALTER TABLE decision_v2 RENAME TO decision;
${DECISION_TRIGGERS}

CREATE TABLE rating (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('low', 'normal', 'high', 'critical')),
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  rated_us INTEGER NOT NULL
) STRICT;
CREATE INDEX rating_by_entity ON rating(type, value, id);

CREATE TABLE indicator (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL CHECK (type IN ('ip', 'domain', 'url', 'hash', 'mail')),
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  expires_us INTEGER,
  is_allowed INTEGER NOT NULL CHECK (is_allowed IN (0, 1)),
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  added_us INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_by_value ON indicator(type, value);

CREATE TABLE indicator_end (
  indicator_id INTEGER PRIMARY KEY REFERENCES indicator(id),
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  ended_us INTEGER NOT NULL
) STRICT;

CREATE TABLE sighting (
  alert_id TEXT NOT NULL REFERENCES alert(id) ON DELETE CASCADE,
  entity_type TEXT NOT NULL,
  entity_value TEXT NOT NULL,
  indicator_id INTEGER NOT NULL REFERENCES indicator(id),
  PRIMARY KEY (alert_id, entity_type, entity_value, indicator_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_by_indicator ON sighting(indicator_id);

${['rating', 'indicator', 'indicator_end']
  .map(
    (table) => `CREATE TRIGGER ${table}_stays BEFORE UPDATE ON ${table}
  BEGIN SELECT raise(ABORT, 'what was said of assets and indicators is never changed'); END;
CREATE TRIGGER ${table}_is_kept BEFORE DELETE ON ${table}
  BEGIN SELECT raise(ABORT, 'what was said of assets and indicators is never removed'); END;`,
  )
  .join('\n')}
`;
