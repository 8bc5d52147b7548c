/**
 * Incidents by row id, so that a new rank writes a few bytes: while events stream in ranks move all the time, and a table
 * without row ids writes a row, with all the entities it lists, anew for each.
 */
export const INCIDENTS = `
CREATE TABLE incident_v2 (
  id TEXT PRIMARY KEY NOT NULL,
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
) STRICT;
INSERT INTO incident_v2 SELECT id, rank, title, severity, risk, risk_terms, first_us, last_us, techniques, tactics, entities
  FROM incident ORDER BY rank;
DROP TABLE incident;
ALTER TABLE incident_v2 RENAME TO incident;
`;
