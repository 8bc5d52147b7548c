// @promise-part DUR-03 the investigation ledger and the stream of decisions, which do not exist yet
/** Somebody has the file and a copy of SQLite: whatever is done to the audit log, `vedette verify` names it. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { TimeUs } from '../../core/kernel/time.ts';
import { recordChange } from '../../core/store/audit.ts';
import { openForReading, openForWriting } from '../../core/store/database.ts';
import { verifyWorkspace, type Verification } from '../../core/store/verify.ts';
import { ndjson, PROJECT_ROOT, temporaryFolder, vedette } from '../vedette.ts';

const ROWS = 12;
const VERIFIER = path.join(PROJECT_ROOT, 'resources/verify/verify-chain.mjs');
const COLUMNS = 'time_us, actor, action, subject, before, after, correlation_id, prev_hash, hash';

function workspaceWithLog(): string {
  const file = path.join(temporaryFolder(), 'case.vedette');
  const { db, close } = openForWriting(file);
  for (let index = 1; index <= ROWS; index++) {
    const change = {
      actor: 'ada',
      action: 'alerts.close',
      subject: `alert ${index}`,
      correlationId: `request ${index}`,
    };
    const states = { before: { state: 'open' }, after: { state: 'closed', note: `№ ${index}` } };
    db.transaction(() => recordChange(db, { ...change, ...states, timeUs: index as TimeUs })).immediate();
  }
  close();
  return file;
}

/** What somebody does who knows SQLite: away with the triggers, then the edit. */
function tamper(file: string, sql: string): void {
  const db = new Database(file);
  const triggers = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[];
  for (const trigger of triggers) db.exec(`DROP TRIGGER "${trigger}"`);
  db.exec(sql);
  db.close();
}

/** SQL that puts the triggers back, for somebody who covers up. */
function triggersOf(file: string): string {
  const db = new Database(file, { readonly: true });
  const triggers = db.prepare(`SELECT sql FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[];
  db.close();
  return triggers.join(';\n');
}

function verify(
  file: string,
  ...args: readonly string[]
): { readonly exitCode: number | null; readonly json: unknown } {
  const run = vedette(['verify', '-w', file, '--json', ...args]);
  return { exitCode: run.exitCode, json: JSON.parse(run.stdout) as unknown };
}

function verifyHere(file: string): Verification {
  const { db, close } = openForReading(file);
  try {
    return verifyWorkspace(db, false);
  } finally {
    close();
  }
}

describe('an audit log that somebody edited with SQLite', () => {
  const untouched = (): string => {
    const copy = path.join(temporaryFolder(), 'copy.vedette');
    copyFileSync(workspaceWithLog(), copy);
    return copy;
  };

  test.each([
    ['an actor', `UPDATE audit SET actor = 'eve' WHERE seq = 7`, 'changed', 7],
    ['a time', 'UPDATE audit SET time_us = time_us + 1 WHERE seq = 7', 'changed', 7],
    ['a time that is none', 'UPDATE audit SET time_us = 9223372036854775807 WHERE seq = 7', 'changed', 7],
    ['the value before', `UPDATE audit SET before = 'null' WHERE seq = 7`, 'changed', 7],
    ['white space in a value', `UPDATE audit SET after = after || ' ' WHERE seq = 7`, 'changed', 7],
    ['a value that is no JSON', `UPDATE audit SET after = '{' WHERE seq = 7`, 'changed', 7],
    ['a request', `UPDATE audit SET correlation_id = '' WHERE seq = 7`, 'changed', 7],
    ['a row removed', 'DELETE FROM audit WHERE seq = 7', 'removed', 7],
    ['rows removed', 'DELETE FROM audit WHERE seq BETWEEN 7 AND 9', 'removed', 7],
    ['rows at the beginning removed', 'DELETE FROM audit WHERE seq < 4', 'head_removed', 1],
    ['rows at the end removed', 'DELETE FROM audit WHERE seq > 9', 'tail_removed', 10],
    ['everything removed', 'DELETE FROM audit', 'tail_removed', 1],
    [
      'two rows swapped',
      'UPDATE audit SET seq = -1 WHERE seq = 5; UPDATE audit SET seq = 5 WHERE seq = 8; UPDATE audit SET seq = 8 WHERE seq = -1',
      'reordered',
      5,
    ],
    [
      'a row removed and the rest renumbered',
      'DELETE FROM audit WHERE seq = 7; UPDATE audit SET seq = seq - 1 WHERE seq > 7',
      'changed',
      6,
    ],
    [
      'a row put in between',
      `UPDATE audit SET seq = seq + 1000 WHERE seq > 6; UPDATE audit SET seq = seq - 999 WHERE seq > 1000;
       INSERT INTO audit SELECT 7, ${COLUMNS} FROM audit WHERE seq = 3`,
      'reordered',
      7,
    ],
    ['the record of the last row removed', 'DELETE FROM chain_head', 'anchor_mismatch', 13],
    [
      'the end and its record set back',
      'DELETE FROM audit WHERE seq > 9; UPDATE chain_head SET count = 9',
      'anchor_mismatch',
      9,
    ],
  ])('%s: found and named', (_what, sql, kind, seq) => {
    const file = untouched();
    expect(verifyHere(file)).toMatchObject({ isSound: true, problems: [] });
    tamper(file, sql);
    const { isSound, problems, chains } = verifyHere(file);
    expect(isSound).toBe(false);
    expect(problems).toContain('trigger audit_follows is missing');
    expect(chains[0]?.fault).toMatchObject({ kind, seq, reason: expect.stringMatching(/\d/) });
  });

  test('the command says which row, and fails', () => {
    const file = untouched();
    expect(vedette(['verify', '-w', file])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('is sound') });
    tamper(file, `UPDATE audit SET actor = 'eve' WHERE seq = 7`);
    const told = vedette(['verify', '-w', file, '--quick']);
    expect(told.exitCode).toBe(1);
    expect(told.stdout).toMatch(
      /audit +BROKEN: row 7 was changed[^]*6 rows before that as written[^]*NOT as it was written/,
    );
    expect(vedette(['verify', '-w', file, '--head']).exitCode).toBe(1);
  });

  test('a chain written anew is sound in itself, and a head that was noted down shows it', () => {
    const file = untouched();
    const [, , head] = vedette(['verify', '-w', file, '--head']).stdout.split(/\s/);
    expect(verify(file, '--expect', head!).exitCode).toBe(0);
    const triggers = triggersOf(file);
    tamper(
      file,
      `DELETE FROM audit WHERE seq > 9;
       UPDATE chain_head SET count = 9, last_hash = (SELECT hash FROM audit WHERE seq = 9) WHERE chain = 'audit'; ${triggers}`,
    );
    expect(verify(file).exitCode).toBe(0);
    expect(verify(file, '--expect', head!)).toMatchObject({ exitCode: 1, json: { isSound: false } });
    expect(vedette(['verify', '-w', file, '--expect', 'abc']).exitCode).toBe(2);
  });
});

test('an exported log is checked without any of our code', () => {
  const file = workspaceWithLog();
  const exported = vedette(['audit', '-w', file, '--json']).stdout;
  const check = (text: string, ...hashes: readonly string[]) => {
    const log = path.join(temporaryFolder(), 'audit.ndjson');
    writeFileSync(log, text);
    return spawnSync(process.execPath, [VERIFIER, log, ...hashes], { encoding: 'utf8' });
  };
  const lines = exported.trimEnd().split('\n');
  const [, , head] = vedette(['verify', '-w', file, '--head']).stdout.split(/\s/);
  expect(ndjson<{ hash: string }>(exported).at(-1)?.hash).toBe(head);
  expect(check(exported, head!)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`${ROWS} rows, head ${head}`),
  });
  for (const [edited, told] of [
    [lines.map((line) => line.replace('alert 7"', 'alert 8"')), /row 7 was changed/],
    [lines.toSpliced(6, 1), /row 8 does not follow row 6/],
    [lines.slice(3), /row 4 does not follow an empty chain/],
    [lines.with(4, lines[7]!).with(7, lines[4]!), /row 8 does not follow row 4/],
    [lines.with(4, '{'), /line 5 is not JSON/],
  ] as const) {
    expect(check(edited.join('\n'))).toMatchObject({ status: 1, stderr: expect.stringMatching(told) });
  }
  expect(check(lines.slice(0, 9).join('\n'), head!).stderr).toContain('no row has the hash');
});

test('damage to the database itself is told too', () => {
  const file = workspaceWithLog();
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  db.exec(`INSERT INTO damage (source_id, byte_offset, code, reason) VALUES (99, 0, 'E', 'of no source')`);
  db.close();
  const { exitCode, json } = verify(file);
  expect(exitCode).toBe(1);
  expect(json).toMatchObject({ problems: ['row 1 of damage refers to a row of source that is not there'] });
});
