/**
 * What people decided about alerts, and what they hid. Both are rows for ever: to take one back is a further row that
 * names it. Decisions are chained, their alerts within the hash. The alerts a decision is about are kept by dedup key and time, because an alert's id moves with its start
 * (D7, M8). What an alert is hidden by is worked out with every fusion (S3). `activity_hour`
 * sums events by host and user and hour (hours since 1970), so that what is usual can be told without reading all events.
 */
import { chainTriggers } from './chain-triggers.ts';

export const DECISIONS = `
CREATE TABLE decision (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'detach', 'pin', 'undo')),
  revokes INTEGER REFERENCES decision(seq) CHECK ((revokes IS NULL) = (kind <> 'undo')),
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  about TEXT NOT NULL,
  decided_us INTEGER NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
${chainTriggers('decision')}

CREATE TABLE decision_alert (
  decision INTEGER NOT NULL REFERENCES decision(seq),
  side TEXT NOT NULL CHECK (side IN ('part', 'rest')),
  position INTEGER NOT NULL,
  dedup_key TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  PRIMARY KEY (decision, side, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER decision_alert_stays BEFORE UPDATE ON decision_alert
  BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER decision_alert_is_kept BEFORE DELETE ON decision_alert
  BEGIN SELECT raise(ABORT, 'decisions are never removed'); END;

CREATE TABLE suppression (
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL,
  until_us INTEGER,
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  made_us INTEGER NOT NULL
) STRICT;

CREATE TABLE suppression_end (
  suppression_id INTEGER PRIMARY KEY REFERENCES suppression(id),
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  ended_us INTEGER NOT NULL
) STRICT;

CREATE TRIGGER suppression_stays BEFORE UPDATE ON suppression
  BEGIN SELECT raise(ABORT, 'suppressions are never changed'); END;
CREATE TRIGGER suppression_is_kept BEFORE DELETE ON suppression
  BEGIN SELECT raise(ABORT, 'suppressions are never removed'); END;
CREATE TRIGGER suppression_end_stays BEFORE UPDATE ON suppression_end
  BEGIN SELECT raise(ABORT, 'suppressions are never changed'); END;
CREATE TRIGGER suppression_end_is_kept BEFORE DELETE ON suppression_end
  BEGIN SELECT raise(ABORT, 'suppressions are never removed'); END;

CREATE TABLE activity_hour (
  entity_id INTEGER NOT NULL REFERENCES entity(id),
  hour INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (entity_id, hour)
) STRICT, WITHOUT ROWID;

ALTER TABLE alert ADD COLUMN suppression_id INTEGER REFERENCES suppression(id);
CREATE INDEX alert_suppressed ON alert(suppression_id) WHERE suppression_id IS NOT NULL;
`;
