/** A workspace with decisions from before there were verdicts keeps its chain, and it goes on. */
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/vedette.ts';
import { canonicalJson } from '../../evidence/canonical-json.ts';
import { EMPTY_CHAIN, nextRow, type ChainHead } from '../../evidence/chain.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { WritableDb } from '../database.ts';
import { addUndo, listDecisions } from '../decisions.ts';
import { migrate } from '../migrate.ts';
import { schemaProblems } from '../schema-check.ts';
import { verifyWorkspace } from '../verify.ts';
import { MIGRATIONS } from './list.ts';

const BEFORE_VERDICTS = MIGRATIONS.slice(0, 4);

/** A decision as it was kept then. */
function addOld(db: Database.Database, head: ChainHead, kind: 'detach' | 'undo', revokes: number | null): ChainHead {
  const part = kind === 'undo' ? [] : [['key', 5]];
  const stamp = { about: 'Beacon', actor: 'eve', decided_us: 7, kind, revokes, why: 'unrelated' };
  const row = nextRow(head, canonicalJson({ ...stamp, part, rest: [] }));
  db.prepare(
    `INSERT INTO decision (seq, kind, revokes, actor, why, about, decided_us, prev_hash, hash)
     VALUES (@seq, @kind, @revokes, @actor, @why, @about, @decided_us, @prevHash, @hash)`,
  ).run({ ...stamp, seq: row.seq, prevHash: row.prevHash, hash: row.hash });
  for (const [key, timeUs] of part) {
    db.prepare(`INSERT INTO decision_alert VALUES (?, 'part', 0, ?, ?)`).run(row.seq, key, timeUs);
  }
  return { count: row.seq, hash: row.hash };
}

test('decisions from before verdicts stay, with their hashes, their references and their guards', () => {
  const file = path.join(temporaryFolder(), 'case.vedette');
  const db = new Database(file);
  try {
    migrate(db, file, BEFORE_VERDICTS);
    const head = addOld(db, EMPTY_CHAIN, 'detach', null);
    addOld(db, head, 'undo', 1);
    const kept = 'SELECT seq, kind, revokes, why, hash FROM decision ORDER BY seq';
    const before = db.prepare(kept).all();
    migrate(db, file, MIGRATIONS);
    expect(db.prepare(kept).all()).toEqual(before);
    const workspace = db as WritableDb;
    addUndo(workspace, 2, { actor: 'bob', why: '', about: 'undo 2', decidedUs: 9 as TimeUs });
    expect(listDecisions(workspace).map(({ id, kind, verdict, isInForce }) => [id, kind, verdict, isInForce])).toEqual([
      [1, 'detach', null, true],
      [2, 'undo', null, false],
      [3, 'undo', null, true],
    ]);
    expect(schemaProblems(workspace)).toEqual([]);
    expect(verifyWorkspace(workspace, false).isSound).toBe(true);
    for (const change of [`UPDATE decision SET why = 'x'`, 'DELETE FROM decision', 'DELETE FROM decision_alert']) {
      expect(() => db.exec(change)).toThrow(/never (changed|removed)/);
    }
  } finally {
    db.close();
  }
});

test('what was said of assets and indicators is never changed or removed', () => {
  const db = new Database(':memory:');
  try {
    migrate(db, ':memory:', MIGRATIONS);
    db.exec(`INSERT INTO rating VALUES (1, 'host', 'dc-1', 'high', 'eve', '', 1);
      INSERT INTO indicator VALUES (1, 'ip', '203.0.113.9', 'feed', NULL, 0, 'eve', '', 1);
      INSERT INTO indicator_end VALUES (1, 'eve', '', 2)`);
    for (const table of ['rating', 'indicator', 'indicator_end']) {
      expect(() => db.exec(`UPDATE ${table} SET actor = 'x'`)).toThrow('never changed');
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow('never removed');
    }
  } finally {
    db.close();
  }
});
