// @promise-part DUR-04 a check at export, and exports with evidence in them
/** Somebody has the file and a copy of SQLite: what was changed in the evidence that is kept, `vedette verify` names. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { RAW_BLOCK_BYTES } from '../../core/store/raw-blocks.ts';
import { temporaryFolder, vedette, type Run } from '../vedette.ts';
import { writeWorkspaceV1 } from '../workspaces.ts';

const RECORDS = 12_000;

function lineAt(at: number): string {
  const time = new Date(Date.UTC(2026, 2, 4) + at * 60_000).toISOString();
  return `${JSON.stringify({ time, host: `ws-${at % 7}`, message: `number ${at} and ${(at * 7_919) % 10_007}` })}\n`;
}

let original: Buffer;

function workspaceFile(): string {
  const file = path.join(temporaryFolder(), 'case.vedette');
  writeFileSync(file, original);
  return file;
}

beforeAll(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-evidence-'));
  try {
    const [file, large, small] = ['case', 'large.ndjson', 'small.ndjson'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(large, Array.from({ length: RECORDS }, (_, at) => lineAt(at)).join(''));
    writeFileSync(small, lineAt(RECORDS));
    vedette(['import', small, large, '-w', file]);
    vedette(['workspace', 'compact', '-w', file]);
    // Throws where the import failed.
    original = readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

function edit(file: string, work: (db: Database.Database) => void): void {
  const db = new Database(file);
  work(db);
  db.close();
}

function bytesOf(db: Database.Database, offset: number): Buffer {
  const sql = `SELECT bytes FROM raw_block JOIN source ON source.id = source_id WHERE path LIKE '%large%' AND byte_offset = ?`;
  return db.prepare(sql).pluck().get(offset) as Buffer;
}

function setBytes(db: Database.Database, offset: number, bytes: Buffer): void {
  const sql = `UPDATE raw_block SET bytes = ? WHERE byte_offset = ?
    AND source_id = (SELECT id FROM source WHERE path LIKE '%large%')`;
  expect(db.prepare(sql).run(bytes, offset).changes).toBe(1);
}

function verify(file: string, ...args: readonly string[]): Run {
  return vedette(['verify', '-w', file, ...args]);
}

describe('kept evidence', { timeout: 60_000 }, () => {
  test('is what was imported', () => {
    const run = verify(workspaceFile());
    expect([run.exitCode, run.stdout]).toEqual([
      0,
      expect.stringContaining('evidence   2 of 2 sources kept whole, 0 in part (retention), 0 not kept\n'),
    ]);
    expect(run.stdout).toContain('is sound');
  });

  test.each<[string, (db: Database.Database) => void, RegExp]>([
    [
      'a byte of a compressed block changed',
      (db) => {
        const bytes = Buffer.from(bytesOf(db, RAW_BLOCK_BYTES));
        bytes[bytes.length >> 1]! ^= 1;
        setBytes(db, RAW_BLOCK_BYTES, bytes);
      },
      /the SHA-256 of what is kept is [0-9a-f]{64}|the block at byte 262144 /,
    ],
    [
      'a block replaced by another of the same length',
      (db) => setBytes(db, RAW_BLOCK_BYTES, zstdCompressSync(Buffer.alloc(RAW_BLOCK_BYTES, 'nothing to see here\n'))),
      /the SHA-256 of what is kept is [0-9a-f]{64}/,
    ],
    [
      'a block replaced by a shorter one',
      (db) => setBytes(db, 0, zstdCompressSync(Buffer.alloc(RAW_BLOCK_BYTES - 1, 'x'))),
      /the block at byte 0 holds 262143 of 262144 bytes/,
    ],
    [
      'a block replaced by one that unpacks to a gigabyte',
      (db) => setBytes(db, 0, zstdCompressSync(Buffer.alloc(1_000_000_000))),
      /the block at byte 0 cannot be unpacked/,
    ],
    [
      'two blocks swapped',
      (db) => {
        const [first, second] = [bytesOf(db, 0), bytesOf(db, RAW_BLOCK_BYTES)];
        setBytes(db, 0, second);
        setBytes(db, RAW_BLOCK_BYTES, first);
      },
      /the SHA-256 of what is kept is/,
    ],
    [
      'a block removed',
      (db) => db.exec(`DELETE FROM raw_block WHERE byte_offset = ${RAW_BLOCK_BYTES}`),
      /bytes are kept, and nothing was removed by retention/,
    ],
  ])('%s: the source is named', (_name, work, reason) => {
    const file = workspaceFile();
    edit(file, work);
    const run = verify(file);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(
      'evidence   1 of 2 sources kept whole, 0 in part (retention), 0 not kept, 1 NOT as imported',
    );
    expect(run.stdout).toMatch(/large\.ndjson \([0-9a-f]{64}\): /);
    expect(run.stdout).toMatch(reason);
    expect(run.stdout).toContain('is NOT as it was written');
    expect(JSON.parse(verify(file, '--json').stdout)).toMatchObject({
      isSound: false,
      problems: [],
      evidence: { sources: 2, whole: 1, faults: [{ reason: expect.stringMatching(reason) as string }] },
    });
    const quick = verify(file, '--quick');
    expect([quick.exitCode, quick.stdout]).toEqual([0, expect.not.stringContaining('evidence')]);
  });

  test('of which retention removed some is said to be kept in part, and still has to unpack', () => {
    const file = workspaceFile();
    const retained = vedette(['workspace', 'retain', '--before', '2026-03-10', '--yes', '-w', file]);
    expect(retained.stdout).toMatch(/Removed .* of evidence that no event rests on/);
    const run = verify(file);
    expect([run.exitCode, run.stdout]).toEqual([
      0,
      expect.stringContaining('evidence   1 of 2 sources kept whole, 1 in part (retention), 0 not kept\n'),
    ]);
    edit(file, (db) => setBytes(db, 3 * RAW_BLOCK_BYTES, Buffer.from('this is no block')));
    expect(verify(file).stdout).toContain('the block at byte 786432 cannot be unpacked');
    const copy = path.join(temporaryFolder(), 'all-gone.vedette');
    copyFileSync(file, copy);
    expect(vedette(['workspace', 'retain', '--before', '2027', '--yes', '-w', copy]).exitCode).toBe(0);
    const none = verify(copy);
    expect([none.exitCode, none.stdout]).toEqual([
      0,
      expect.stringContaining('0 of 2 sources kept whole, 0 in part (retention), 2 not kept'),
    ]);
  });

  test('of a workspace of the first schema, which kept none, is said not to be kept', () => {
    const file = path.join(temporaryFolder(), 'old.vedette');
    writeWorkspaceV1(file);
    const run = verify(file);
    expect([run.exitCode, run.stdout]).toEqual([
      0,
      expect.stringMatching(/evidence {3}0 of \d sources? kept whole, 0 in part .*, \d not kept/),
    ]);
  });
});
