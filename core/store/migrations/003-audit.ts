/**
 * The audit log, and the heads of chained tables. `chain_head` is kept apart from the rows so that cutting off the end of
 * a chain leaves a trace; who can write to the whole file can forge that too, and then only a head noted down elsewhere
 * shows it.
 */
import { chainTriggers } from './chain-triggers.ts';

export const AUDIT = `
CREATE TABLE chain_head (
  chain TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  last_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER chain_head_only_advances BEFORE UPDATE ON chain_head
WHEN NEW.chain <> OLD.chain OR NEW.count <> OLD.count + 1
BEGIN
  SELECT RAISE(ABORT, 'the head of a chain only advances, one row at a time');
END;

CREATE TRIGGER chain_head_is_not_trimmed BEFORE DELETE ON chain_head
BEGIN
  SELECT RAISE(ABORT, 'the head of a chain is never removed');
END;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  time_us INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  correlation_id TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
${chainTriggers('audit')}
`;
