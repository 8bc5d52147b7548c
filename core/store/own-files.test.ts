import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ownFilesOf } from './own-files.ts';

test('the files of a workspace are known by whatever way a path leads to them, and no others', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const own = [
    'w',
    'w-lock',
    'w-wal',
    'w.backup-v1',
    'w.backup-v1.part',
    'w.rewrite',
    'w.rewrite-wal',
    'w.demo.ndjson',
    'w.spool/a.ndjson',
  ];
  const others = ['w2', 'w-lock2', 'w.spool2', 'w.evtx', 'sub/w', 'w-notes/w'];
  for (const name of [...own, ...others]) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), '');
  }
  symlinkSync('.', path.join(folder, 'link'));
  const isOwn = ownFilesOf(path.join(folder, 'w'));
  for (const below of [folder, path.join(folder, 'link'), path.relative(process.cwd(), folder)]) {
    expect([...own, ...others].filter((name) => isOwn(path.join(below, name)))).toEqual(own);
  }
  expect(isOwn(path.join(folder, 'w.spool'))).toBe(true);
});
