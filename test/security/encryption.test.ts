// @promise DUR-06
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { createKey, readSalt, reseal } from '../../core/store/cipher.ts';
import { openForReading, openForWriting } from '../../core/store/database.ts';
import { usePassphrases } from '../../core/store/keyring.ts';
import { countsOf } from '../../core/store/overview.ts';
import { PROJECT_ROOT, temporaryFolder, VEDETTE, vedette, type Run } from '../vedette.ts';
import { writeWorkspaceV1 } from '../workspaces.ts';

const PASSPHRASE = 'übung macht den meister';
const OTHER = 'eine ganz andere passphrase';
/** Stands in the evidence, in its events, entities and indexes, and nowhere else. */
const SECRET = 'zimtstern-4711';
const EVIDENCE = `{"time":"2026-03-04T09:00:00Z","host":"${SECRET}","message":"from ${SECRET} to somewhere"}\n`.repeat(
  500,
);

afterEach(() => usePassphrases({ forExisting: () => null, forNew: () => null }));

/** A folder with evidence, passphrases and an encrypted workspace. */
function setUp() {
  const folder = temporaryFolder();
  const outside = temporaryFolder();
  const evidence = path.join(outside, 'evidence.ndjson');
  const [right, wrong] = [path.join(outside, 'right'), path.join(outside, 'wrong')];
  writeFileSync(evidence, EVIDENCE);
  writeFileSync(right, `${PASSPHRASE}\n`);
  writeFileSync(wrong, OTHER);
  const file = path.join(folder, 'case.vedette');
  const run = (command: readonly string[], passphrase = right): Run =>
    vedette([...command, '-w', file, '--passphrase-file', passphrase]);
  expect(run(['import', evidence]).exitCode).toBe(0);
  return { folder, file, evidence, right, wrong, run };
}

/** What of the secrets can be read in the files of `folder`. */
function legible(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name, parentPath }) => {
      const bytes = readFileSync(path.join(parentPath, name));
      const texts = [SECRET, PASSPHRASE, OTHER, 'CREATE TABLE', 'evidence.beginSource'];
      return texts.filter((text) => bytes.includes(text)).map((text) => `${name}: ${text}`);
    });
}

test('nothing of it can be read in the file, its log, its index, its lock, its backup', () => {
  const { folder, file } = setUp();
  expect(legible(folder)).toEqual([]);
  usePassphrases({ forExisting: () => PASSPHRASE, forNew: () => PASSPHRASE });
  const writing = openForWriting(file);
  writing.db.pragma('wal_autocheckpoint = 0');
  writing.db.exec(`INSERT INTO state VALUES ('note', '${SECRET.repeat(5_000)}')`);
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining(['case.vedette-wal', 'case.vedette-shm', 'case.vedette-lock']),
  );
  expect(readFileSync(`${file}-wal`).length).toBeGreaterThan(50_000);
  expect(legible(folder)).toEqual([]);
  writing.close();
  expect(legible(folder)).toEqual([]);
});

test('a migration of an encrypted workspace leaves an encrypted copy', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'old.vedette');
  writeWorkspaceV1(file);
  expect(readFileSync(file).includes('NORRVIK')).toBe(true);
  const db = new Database(file);
  reseal(db, createKey(PASSPHRASE));
  db.close();
  usePassphrases({ forExisting: () => PASSPHRASE, forNew: () => null });
  const migrated = openForReading(file);
  expect(countsOf(migrated.db)).toMatchObject({ events: 103 });
  migrated.close();
  expect(readdirSync(folder)).toContain('old.vedette.backup-v1');
  for (const name of readdirSync(folder)) expect(readFileSync(path.join(folder, name)).includes('NORRVIK')).toBe(false);
  expect(readSalt(`${file}.backup-v1`)).not.toBeNull();
});

describe('without the right passphrase', () => {
  test('nothing opens, nothing changes, and the reason is told', { timeout: 120_000 }, () => {
    const { file, evidence, wrong, run } = setUp();
    const before = readFileSync(file);
    for (const command of [
      ['incidents'],
      ['verify'],
      ['import', evidence],
      ['workspace', 'rekey', '--new-passphrase-file', wrong],
      ['workspace', 'decrypt'],
    ]) {
      const other = run(command, wrong);
      expect([command[0], other.exitCode, other.stderr]).toEqual([
        command[0],
        1,
        expect.stringContaining('E_WORKSPACE_WRONG_PASSPHRASE'),
      ]);
      expect(other.stderr).toContain(file);
      const none = vedette([...command, '-w', file]);
      expect([command[0], none.exitCode, none.stderr]).toEqual([
        command[0],
        1,
        expect.stringContaining('E_WORKSPACE_ENCRYPTED'),
      ]);
      expect(`${other.stdout}${other.stderr}${none.stderr}`).not.toContain(OTHER);
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a passphrase that cannot be used is told before anything is made', () => {
    const folder = temporaryFolder();
    const [file, short, empty] = ['case.vedette', 'short', 'empty'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(short, 'seven 7\n');
    writeFileSync(empty, '\nsecond line\n');
    for (const passphrase of [short, empty, path.join(folder, 'missing')]) {
      const run = vedette(['import', short, '-w', file, '--passphrase-file', passphrase]);
      expect([run.exitCode, run.stderr]).toEqual([1, expect.stringContaining('E_PASSPHRASE_UNUSABLE')]);
    }
    const asked = vedette(['import', short, '--encrypt', '-w', file]);
    expect([asked.exitCode, asked.stderr]).toEqual([1, expect.stringContaining('no terminal to ask on')]);
    expect(readdirSync(folder).filter((name) => !name.endsWith('-lock'))).toEqual(['empty', 'short']);
  });
});

test(
  'a plain workspace is encrypted, given another passphrase and decrypted, with the same content all the way',
  { timeout: 120_000 },
  () => {
    const { file, right, wrong, run } = setUp();
    const events = run(['events', '--json']).stdout;
    const opensWith = (passphrase: string): boolean => run(['events', '--json'], passphrase).stdout === events;

    const rekeyed = run(['workspace', 'rekey', '--new-passphrase-file', wrong, '--json']);
    expect(JSON.parse(rekeyed.stdout)).toMatchObject({ sizeBefore: expect.any(Number), sizeAfter: expect.any(Number) });
    expect([opensWith(right), opensWith(wrong)]).toEqual([false, true]);

    expect(run(['workspace', 'decrypt'], wrong).exitCode).toBe(0);
    expect(readFileSync(file).includes(SECRET)).toBe(true);
    expect(vedette(['events', '--json', '-w', file]).stdout).toBe(events);
    expect(run(['incidents']).stderr).toContain('is not encrypted: the passphrase was not needed');
    expect(run(['workspace', 'rekey', '--new-passphrase-file', right]).stderr).toContain('in plain text');
    expect(vedette(['import', right, '--encrypt', '-w', file]).stderr).toContain('is not encrypted');

    writeFileSync(`${file}.demo.ndjson`, 'left over');
    const encrypted = vedette(['workspace', 'encrypt', '-w', file, '--new-passphrase-file', right]);
    expect(encrypted.stderr).toContain('case.vedette.demo.ndjson belongs to it and is not encrypted');
    expect(readFileSync(file).includes(SECRET)).toBe(false);
    expect(opensWith(right)).toBe(true);
    expect(run(['workspace', 'encrypt', '--new-passphrase-file', right]).exitCode).toBe(1);

    const audited = run(['audit']).stdout;
    expect(audited).toMatch(/workspace\.rekey[^]*workspace\.decrypt[^]*workspace\.encrypt/);
    expect(run(['verify']).exitCode).toBe(0);
  },
);

test('while somebody reads it, it is not replaced', { timeout: 120_000 }, () => {
  const { file, wrong, run } = setUp();
  const before = readFileSync(file);
  usePassphrases({ forExisting: () => PASSPHRASE, forNew: () => null });
  const reading = openForReading(file);
  reading.db.prepare('SELECT count(*) FROM event').get();
  const refused = run(['workspace', 'rekey', '--new-passphrase-file', wrong]);
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('E_WORKSPACE_BUSY')]);
  expect(reading.db.prepare('SELECT count(*) FROM event').pluck().get()).toBe(500);
  reading.close();
  expect(readFileSync(file).subarray(0, 16)).toEqual(before.subarray(0, 16));
  expect(run(['workspace', 'rekey', '--new-passphrase-file', wrong]).exitCode).toBe(0);
});

test(
  'a stream of alerts is kept beside it encrypted, and can be read again under another passphrase',
  { timeout: 120_000 },
  () => {
    const { folder, file, right, wrong, run } = setUp();
    const input = `{"external_id":"1","time":"2026-03-04T09:00:00Z","title":"${SECRET}"}\n`;
    const submitted = vedette(['submit', '-', '-w', file, '--passphrase-file', right], { input });
    expect([submitted.exitCode, submitted.stderr]).toEqual([0, '']);
    expect(run(['alerts', '--json']).stdout).toContain(SECRET);
    const [kept] = readdirSync(`${file}.spool`);
    expect(kept).toMatch(/^[0-9a-f]{64}\.sealed$/);
    expect(legible(folder)).toEqual([]);
    const rekeyed = run(['workspace', 'rekey', '--new-passphrase-file', wrong]);
    expect([rekeyed.exitCode, rekeyed.stderr]).toEqual([0, '']);
    const again = run(['submit', path.join(`${file}.spool`, kept!)], wrong);
    expect(again.stdout).toContain('This file was submitted before');
  },
);

test('the same passphrase typed on another system is the same', () => {
  const { file } = setUp();
  usePassphrases({ forExisting: () => PASSPHRASE.normalize('NFD'), forNew: () => null });
  const reading = openForReading(file);
  expect(countsOf(reading.db)).toMatchObject({ events: 500 });
  reading.close();
});

const hasScript = spawnSync('script', ['--version']).status === 0;

test.skipIf(!hasScript)(
  'a person is asked on the terminal and nothing of what they type is shown (needs script)',
  async () => {
    const { file } = setUp();
    const command = `"${process.execPath}" "${VEDETTE}" workspace info -w "${file}"`;
    const asking = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let shown = '';
    asking.stdout.on('data', (bytes: Buffer) => {
      if (shown === '' && bytes.includes('Passphrase of')) asking.stdin.write(`x\u007f${PASSPHRASE}\r`);
      shown += bytes.toString();
    });
    const exitCode = await new Promise((resolve) => asking.on('close', resolve));
    expect(shown).toContain('AEGIS-256');
    expect(shown).not.toContain('macht');
    expect(exitCode).toBe(0);
  },
);

const hasStrace = spawnSync('strace', ['-V']).status === 0;

test.skipIf(!hasStrace)(
  'temporary files are made for nothing but a new copy, and beside the workspace (needs strace)',
  { timeout: 120_000 },
  () => {
    const { folder, wrong, right, file, evidence } = setUp();
    const temporaryFilesOf = (command: readonly string[]): string[] => {
      const log = path.join(temporaryFolder(), 'strace');
      const args = [...command, '-w', file, '--passphrase-file', right];
      const run = spawnSync('strace', ['-f', '-e', 'trace=openat', '-o', log, process.execPath, VEDETTE, ...args], {
        cwd: PROJECT_ROOT,
      });
      expect(run.status).toBe(0);
      return [...readFileSync(log, 'utf8').matchAll(/"([^"]*etilqs_[^"]*)"/g)].map(([, name]) => path.dirname(name!));
    };
    writeFileSync(evidence, EVIDENCE.replaceAll('09:00', '10:00'));
    expect(temporaryFilesOf(['import', evidence])).toEqual([]);
    expect(temporaryFilesOf(['events', '--json'])).toEqual([]);
    for (const place of temporaryFilesOf(['workspace', 'rekey', '--new-passphrase-file', wrong]))
      expect(place).toBe(folder);
  },
);
