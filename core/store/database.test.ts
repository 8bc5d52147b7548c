import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TimeUs } from '../kernel/time.ts';
import { openForReading, openForWriting } from './database.ts';
import { listDecisions } from './decisions.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { FIRST } from './migrations/001-first.ts';
import { beginSource, listSources } from './sources.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vedette-store-'));
  file = path.join(folder, 'case.vedette');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SOURCE = { sha256: 'ab'.repeat(32), path: 'a.evtx', kind: 'evidence', reader: 'evtx', sizeBytes: 7 } as const;
const NOW = 1 as TimeUs;

describe('opening a workspace', () => {
  test('one that does not exist is not made by reading', () => {
    expect(() => openForReading(file)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_NOT_FOUND' }));
    expect(existsSync(file)).toBe(false);
  });

  test('in a folder that does not exist, the message names the file', () => {
    const missing = path.join(folder, 'no', 'case.vedette');
    expect(() => openForWriting(missing)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_DISK' }));
  });

  test('an empty name, a folder and an empty file are told for what they are', () => {
    expect(() => openForWriting(' ')).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
    expect(() => openForWriting(folder)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_INVALID' }));
    expect(existsSync(`${folder}-lock`)).toBe(false);
    writeFileSync(file, '');
    expect(() => openForReading(file)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_NOT_FOUND' }));
  });

  test('a name that SQLite takes for memory is a file like any other', () => {
    const inFolder = path.join(folder, ':memory:');
    const before = process.cwd();
    process.chdir(folder);
    try {
      const workspace = openForWriting(':memory:');
      beginSource(workspace.db, SOURCE, NOW);
      workspace.close();
    } finally {
      process.chdir(before);
    }
    const reading = openForReading(inFolder);
    expect(listSources(reading.db)).toHaveLength(1);
    reading.close();
  });

  test('a text file and another program’s database are left alone', () => {
    writeFileSync(file, 'not a database, but long enough to be mistaken for one '.repeat(20));
    expect(() => openForWriting(file)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_INVALID' }));
    const other = path.join(folder, 'other.db');
    const db = new Database(other);
    db.exec('CREATE TABLE theirs (x)');
    db.close();
    expect(() => openForWriting(other)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_INVALID' }));
  });

  test('a torn workspace is refused', () => {
    const workspace = openForWriting(file);
    beginSource(workspace.db, SOURCE, NOW);
    workspace.close();
    truncateSync(file, 5_000);
    expect(() => openForReading(file)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_INVALID' }));
  });

  test('one of a newer version is refused unchanged', () => {
    openForWriting(file).close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openForWriting(file)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_NEWER' }));
  });

  test('a second writer is turned away while readers are not', () => {
    const writing = openForWriting(file);
    expect(() => openForWriting(file)).toThrow(expect.objectContaining({ code: 'E_WORKSPACE_BUSY' }));
    const reading = openForReading(file);
    beginSource(writing.db, SOURCE, NOW);
    expect(listSources(reading.db)).toHaveLength(1);
    reading.close();
    writing.close();
    openForWriting(file).close();
  });
});

test('the same content of one kind is one source, whatever its name', () => {
  const workspace = openForWriting(file);
  const first = beginSource(workspace.db, SOURCE, NOW);
  const again = beginSource(workspace.db, { ...SOURCE, path: 'copy/of/a.evtx' }, NOW);
  expect(again).toEqual(first);
  expect(beginSource(workspace.db, { ...SOURCE, kind: 'alerts' }, NOW).id).not.toBe(first.id);
  workspace.close();
});

// @promise DUR-05
test('a migration copies the workspace first and keeps what it holds; a failing one changes nothing', () => {
  const workspace = openForWriting(file);
  beginSource(workspace.db, SOURCE, NOW);
  workspace.close();
  const db = new Database(file);
  const current = schemaVersion(db);
  const history = Array.from({ length: current }, () => 'SELECT 1');
  expect(() => migrate(db, file, [...history, 'CREATE TABLE half (x); SELECT broken'])).toThrow(/broken/);
  expect(schemaVersion(db)).toBe(current);
  expect(db.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0);

  migrate(db, file, [...history, 'ALTER TABLE source ADD COLUMN note TEXT']);
  expect(db.prepare('SELECT sha256, note FROM source').get()).toEqual({ sha256: SOURCE.sha256, note: null });
  db.close();
  const backup = path.join(folder, 'restored.vedette');
  copyFileSync(`${file}.backup-v${current}`, backup);
  const restored = openForReading(backup);
  expect(listSources(restored.db)).toHaveLength(1);
  restored.close();
});

test('a workspace of an earlier schema is brought up to date where it is only read, and copied first', () => {
  const old = new Database(file);
  old.exec(FIRST);
  old.exec('PRAGMA user_version = 1; PRAGMA application_id = 0x56454454;');
  old.close();
  const { db, close } = openForReading(file);
  expect(listSources(db)).toEqual([]);
  expect(listDecisions(db)).toEqual([]);
  close();
  expect(existsSync(`${file}.backup-v1`)).toBe(true);
});

test('what a killed process left half done is put right by whoever reads next', () => {
  const workspace = openForWriting(file);
  const sources = Array.from({ length: 2_000 }, (_, index) => ({ ...SOURCE, sha256: String(index).padStart(64, '0') }));
  for (const source of sources) beginSource(workspace.db, source, NOW);
  workspace.close();
  // As while a workspace is replaced: a journal of the old kind, and more pages changed than memory was to hold.
  const script = `import Database from 'better-sqlite3';
    const db = new Database(${JSON.stringify(file)});
    db.pragma('journal_mode = DELETE');
    db.pragma('cache_size = 10');
    db.exec("BEGIN IMMEDIATE; UPDATE source SET path = path || ' changed'");
    process.kill(process.pid, 'SIGKILL');`;
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: import.meta.dirname });
  expect(killed.signal).toBe('SIGKILL');
  expect(existsSync(`${file}-journal`)).toBe(true);
  const reading = openForReading(file);
  expect(listSources(reading.db).map((source) => source.path)).toEqual(sources.map(() => SOURCE.path));
  reading.close();
});
