/**
 * Which rules a workspace uses. Rows are for ever: a newer one replaces an older one, so that it can be told what was in
 * use when. The audit log is searched by who and by what, in order of its rows.
 */
export const RULES = `
CREATE TABLE rule_switch (
  id INTEGER PRIMARY KEY,
  rule_id TEXT NOT NULL,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  switched_us INTEGER NOT NULL
) STRICT;
CREATE INDEX rule_switch_by_rule ON rule_switch(rule_id, id);

CREATE TABLE rule_pack (
  id INTEGER PRIMARY KEY,
  paths TEXT NOT NULL,
  lists TEXT NOT NULL,
  actor TEXT NOT NULL,
  why TEXT NOT NULL,
  chosen_us INTEGER NOT NULL
) STRICT;

${['rule_switch', 'rule_pack']
  .map(
    (table) => `CREATE TRIGGER ${table}_stays BEFORE UPDATE ON ${table}
  BEGIN SELECT raise(ABORT, 'what was said of rules is never changed'); END;
CREATE TRIGGER ${table}_is_kept BEFORE DELETE ON ${table}
  BEGIN SELECT raise(ABORT, 'what was said of rules is never removed'); END;`,
  )
  .join('\n')}

CREATE INDEX audit_by_actor ON audit(actor, seq);
CREATE INDEX audit_by_action ON audit(action, seq);
`;
