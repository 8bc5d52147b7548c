import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { TimeUs } from '../kernel/time.ts';
import { listAudit, recordChange, type Change } from './audit.ts';
import { headOf } from './chain-head.ts';
import { openForWriting, type WritableDb } from './database.ts';
import { verifyWorkspace } from './verify.ts';

function workspace(): WritableDb {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-audit-'));
  const opened = openForWriting(path.join(folder, 'case.vedette'));
  onTestFinished(() => {
    opened.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return opened.db;
}

const CHANGE: Change = {
  actor: 'ada',
  action: 'alerts.close',
  subject: 'a1',
  before: { state: 'open', notes: ['café', 1.5] },
  after: { state: 'closed' },
  correlationId: 'c1',
  timeUs: 1_772_000_000_000_001 as TimeUs,
};

function record(db: WritableDb, change: Change): void {
  db.transaction(() => recordChange(db, change)).immediate();
}

test('a change is listed as it was recorded, and the chain of changes is sound', () => {
  const db = workspace();
  record(db, CHANGE);
  record(db, { ...CHANGE, actor: 'bob', before: CHANGE.after, after: null });
  record(db, { ...CHANGE, subject: 'half a pair: \ud800' });
  expect([...listAudit(db, -1)]).toMatchObject([
    CHANGE,
    { actor: 'bob', after: null },
    { subject: 'half a pair: \ufffd' },
  ]);
  expect([...listAudit(db, 2)].map(({ seq }) => seq)).toEqual([2, 3]);
  const { isSound, chains } = verifyWorkspace(db, false);
  expect(isSound).toBe(true);
  expect(chains).toMatchObject([
    { chain: 'audit', head: { count: 3 } },
    { chain: 'decision', head: { count: 0 } },
  ]);
});

test('neither a change without its row nor a row without its change', () => {
  const db = workspace();
  expect(() => recordChange(db, CHANGE)).toThrow('one transaction');
  const failing = db.transaction(() => {
    recordChange(db, CHANGE);
    throw new Error('the change failed');
  });
  expect(() => failing.immediate()).toThrow('the change failed');
  expect([...listAudit(db, -1)]).toEqual([]);
  record(db, CHANGE);
  expect(headOf(db, 'audit')?.count).toBe(1);
});

test('rows can only be appended, one after the other', () => {
  const db = workspace();
  record(db, CHANGE);
  record(db, CHANGE);
  const before = [...listAudit(db, -1)];
  for (const statement of [
    `UPDATE audit SET actor = 'eve'`,
    'DELETE FROM audit WHERE seq = 2',
    'DELETE FROM chain_head',
    `UPDATE chain_head SET count = 1`,
    `UPDATE chain_head SET chain = 'other'`,
    `INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1`,
    `INSERT INTO audit SELECT seq + 9, time_us, actor, action, subject, before, after, correlation_id, hash, hash FROM audit WHERE seq = 2`,
    `INSERT INTO audit SELECT 3, time_us, actor, action, subject, before, after, correlation_id, prev_hash, hash FROM audit WHERE seq = 2`,
  ]) {
    expect(() => db.exec(statement)).toThrow(/audit is a chain|head of a chain/);
  }
  expect([...listAudit(db, -1)]).toEqual(before);
});
