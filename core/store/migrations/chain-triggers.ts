/**
 * What keeps a chained table a chain, in the database itself: a row can only follow the last one, `chain_head` moves with
 * it, and nothing is ever changed or removed. Released migrations contain this text: never edit it, add another one.
 *
 * The table has `seq INTEGER PRIMARY KEY`, `prev_hash` and `hash`.
 */
export function chainTriggers(table: string): string {
  return `
INSERT INTO chain_head (chain, count, last_hash) VALUES ('${table}', 0, '${'0'.repeat(64)}');

CREATE TRIGGER ${table}_follows BEFORE INSERT ON ${table}
WHEN NOT EXISTS (
  SELECT 1 FROM chain_head WHERE chain = '${table}' AND count = NEW.seq - 1 AND last_hash = NEW.prev_hash
)
BEGIN
  SELECT RAISE(ABORT, '${table} is a chain: a row can only follow the last one');
END;

CREATE TRIGGER ${table}_moves_head AFTER INSERT ON ${table}
BEGIN
  UPDATE chain_head SET count = NEW.seq, last_hash = NEW.hash WHERE chain = '${table}';
END;

CREATE TRIGGER ${table}_is_not_changed BEFORE UPDATE ON ${table}
BEGIN
  SELECT RAISE(ABORT, '${table} is a chain: its rows are never changed');
END;

CREATE TRIGGER ${table}_is_not_trimmed BEFORE DELETE ON ${table}
BEGIN
  SELECT RAISE(ABORT, '${table} is a chain: its rows are never removed');
END;
`;
}
