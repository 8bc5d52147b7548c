// @promise SEC-09
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { headersOf, pageFileAt, readPageFiles } from './page-files.ts';

function builtPage(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'vedette-page-'));
  const folder = path.join(root, 'renderer');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(folder, 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(path.join(folder, 'assets', 'notes.txt'), 'of no type that is served');
  mkdirSync(path.join(root, 'outside'));
  writeFileSync(path.join(root, 'outside', 'secret.json'), '{}');
  symlinkSync(path.join(root, 'outside', 'secret.json'), path.join(folder, 'secret.json'));
  symlinkSync(path.join(root, 'outside'), path.join(folder, 'linked'));
  return folder;
}

describe('files of the interface', () => {
  test('are those of the folder; links to anywhere else are passed over, and so is what no page needs', () => {
    expect([...readPageFiles(builtPage()).keys()].toSorted()).toEqual(['/assets/app-1a2b.js', '/index.html']);
  });

  test('a path of a screen is the page; a file that is not there is nothing', () => {
    const files = readPageFiles(builtPage());
    const page = files.get('/index.html');
    expect(pageFileAt(files, '/')).toBe(page);
    expect(pageFileAt(files, '/w/0190/queue')).toBe(page);
    expect(pageFileAt(files, '/assets/other.js')).toBeNull();
    expect(pageFileAt(files, '/secret.json')).toBeNull();
  });

  test('what carries a hash in its name may be kept, the page may not; no type is guessed', () => {
    const files = readPageFiles(builtPage());
    expect(headersOf(files.get('/assets/app-1a2b.js')!)).toMatchObject({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    });
    expect(headersOf(files.get('/index.html')!)['Cache-Control']).toBe('no-store');
  });
});
