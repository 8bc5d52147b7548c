/**
 * Events may be removed again. A source counts those that were, since `events` goes on saying how many it brought in.
 * `retention_removed` sums up a removal under way by source, so that the audit log can tell what a killed one did. The
 * indexes lead from an event to what rests on it, which is asked for every event that is about to go.
 */
export const RETENTION = `
ALTER TABLE source ADD COLUMN events_removed INTEGER NOT NULL DEFAULT 0;

CREATE TABLE retention_removed (
  source_id INTEGER PRIMARY KEY REFERENCES source(id),
  events INTEGER NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL
) STRICT;

CREATE INDEX finding_by_event ON finding(event_id);
CREATE INDEX rule_match_by_event ON rule_match(event_id);
`;
