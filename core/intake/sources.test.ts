// @promise-part SEC-42 the size one archive entry may have, and any bound on all entries together
// @promise-part SEC-42 that a member whose name climbs out of its folder leaves no file there
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from '../kernel/limits.ts';
import { reportOf } from '../kernel/errors.ts';
import { absolutePlace, readPlace } from './raw.ts';
import { readerFor } from './read.ts';
import type { Found } from './source.ts';
import { findSources } from './sources.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vedette-intake-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: Uint8Array | string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

interface Member {
  readonly name: string;
  readonly content: Uint8Array;
  /** What goes into the archive where it is not the honest content. */
  readonly packed?: Uint8Array;
  readonly flags?: number;
  readonly unixMode?: number;
}

/** A zip archive made by hand, so that it can also be wrong. */
function zip(members: readonly Member[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, packed = deflateRawSync(content), flags = 0, unixMode = 0o100644 } of members) {
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(flags | 0x800, 2);
    header.writeUInt16LE(8, 4);
    header.writeUInt32LE(crc32(content), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), header, Buffer.from(name), packed]);
    const trailer = Buffer.alloc(14);
    trailer.writeUInt32LE((unixMode << 16) >>> 0, 6);
    trailer.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), header, trailer, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06'), end]);
}

/** Path and content of each source, or path and code of what was skipped or broke off. */
async function find(paths: readonly string[], limits: Partial<Limits> = {}): Promise<[string, string][]> {
  const results: [string, string][] = [];
  for await (const found of findSources(paths, { ...DEFAULT_LIMITS, ...limits })) {
    results.push([found.path.replace(`${folder}${path.sep}`, ''), await contentOf(found)]);
  }
  return results;
}

async function contentOf(found: Found): Promise<string> {
  if (found.kind === 'skipped') return found.code;
  let text = '';
  try {
    for await (const bytes of found.open()) text += Buffer.from(bytes).toString();
  } catch (error) {
    return `${text.length > 40 ? `${text.length} bytes` : text} then ${reportOf(error).code}`;
  }
  return text;
}

test('folders, gzip, zstd and zips within zips are opened, by content and not by name', async () => {
  put('mixed/b.log', gzipSync('from gzip'));
  put('mixed/a.evtx', 'plain');
  put('mixed/c', zstdCompressSync('from zstd'));
  const inner = zip([{ name: 'deep.json', content: Buffer.from('deep') }]);
  put(
    'mixed/d.dat',
    zip([
      { name: 'in/first.txt', content: Buffer.from('first') },
      { name: 'inner.zip', content: inner },
    ]),
  );
  expect(await find([path.join(folder, 'mixed')])).toEqual([
    ['mixed/a.evtx', 'plain'],
    ['mixed/b.log', 'from gzip'],
    ['mixed/c', 'from zstd'],
    ['mixed/d.dat!in/first.txt', 'first'],
    ['mixed/d.dat!inner.zip!deep.json', 'deep'],
  ]);
});

test('a damaged member is told and the next one is read', async () => {
  const long = Buffer.from('0123456789'.repeat(20_000));
  const cut = deflateRawSync(long).subarray(0, 300);
  const file = put(
    'damaged.zip',
    zip([
      { name: 'cut', content: long, packed: cut },
      { name: 'altered', content: Buffer.from('honest'), packed: deflateRawSync('forged') },
      { name: 'sound', content: Buffer.from('sound') },
    ]),
  );
  const [broken, altered, sound] = await find([file]);
  expect(broken![1]).toMatch(/ then E_ARCHIVE_DAMAGED$/);
  expect(altered).toEqual(['damaged.zip!altered', 'forged then E_ARCHIVE_DAMAGED']);
  expect(sound).toEqual(['damaged.zip!sound', 'sound']);
});

test('everything before the damage in a compressed file is read', async () => {
  const text = Array.from({ length: 50_000 }, (_, index) => `line ${index}`).join('\n');
  const packed = gzipSync(text);
  const file = put('cut.gz', packed.subarray(0, packed.length - 100));
  const [[, result]] = (await find([file])) as [[string, string]];
  const readBytes = Number(/^(\d+) bytes then E_ARCHIVE_DAMAGED$/.exec(result)?.[1]);
  expect(readBytes).toBeGreaterThan(text.length * 0.95);
});

test('bytes after the end of a zip do not cost its members', async () => {
  const sound = zip([{ name: 'a', content: Buffer.from('first') }]);
  const file = put('trailing.zip', Buffer.concat([sound, Buffer.from('\n'), Buffer.alloc(70_000)]));
  expect(await find([file])).toEqual([['trailing.zip!a', 'first']]);
});

test('a zip bomb, too deep a nest, too many entries, a password and a link are each refused with their reason', async () => {
  const bomb = put('bomb.gz', gzipSync(Buffer.alloc(8 * 1024 * 1024)));
  expect((await find([bomb], { archiveRatio: 100, archiveRatioFromBytes: 1024 * 1024 }))[0]![1]).toMatch(
    /^\d+ bytes then E_LIMIT_EXCEEDED$/,
  );

  let nested: Buffer = Buffer.from('core');
  for (let depth = 0; depth < 5; depth++) nested = zip([{ name: `level${depth}`, content: nested }]);
  expect((await find([put('nested.zip', nested)]))[0]![1]).toBe('E_LIMIT_EXCEEDED');

  const many = zip(Array.from({ length: 5 }, (_, index) => ({ name: `m${index}`, content: Buffer.from('m') })));
  expect((await find([put('many.zip', many)], { archiveEntries: 3 })).map(([, result]) => result)).toEqual([
    'm',
    'm',
    'm',
    'E_LIMIT_EXCEEDED',
  ]);

  const odd = zip([
    { name: 'locked', content: Buffer.from('x'), flags: 1 },
    { name: 'link', content: Buffer.from('/etc/passwd'), unixMode: 0o120777 },
    { name: '../../escape', content: Buffer.from('harmless here') },
  ]);
  expect(await find([put('odd.zip', odd)])).toEqual([
    ['odd.zip!locked', 'E_ARCHIVE_ENCRYPTED'],
    ['odd.zip!link', 'E_SOURCE_UNREADABLE'],
    ['odd.zip!../../escape', 'harmless here'],
  ]);
});

test('a zip whose directory is torn, a missing path and a link below a folder are told', async () => {
  put('links/real', 'real');
  symlinkSync('/etc/passwd', path.join(folder, 'links/stolen'));
  const torn = put('torn.zip', zip([{ name: 'a', content: Buffer.from('a') }]).subarray(0, 40));
  const missing = path.join(folder, 'missing');
  expect(await find([torn, missing, path.join(folder, 'links')])).toEqual([
    ['torn.zip', 'E_ARCHIVE_DAMAGED'],
    ['missing', 'E_SOURCE_NOT_FOUND'],
    ['links/real', 'real'],
    ['links/stolen', 'E_SOURCE_UNREADABLE'],
  ]);
});

test('a record is read again from its place, out of an archive too, while the source is what it was', async () => {
  const file = put('place!odd name.zip', zip([{ name: 'log', content: Buffer.from('one two three') }]));
  const sha256 = createHash('sha256').update('one two three').digest('hex');
  const bytes = await readPlace({ path: `${file}!log`, sha256 }, 4, 3, DEFAULT_LIMITS);
  expect(Buffer.from(bytes).toString()).toBe('two');
  const changed = readPlace({ path: `${file}!log`, sha256: '0'.repeat(64) }, 4, 3, DEFAULT_LIMITS);
  await expect(changed).rejects.toMatchObject({ code: 'E_SOURCE_CHANGED' });
  const gone = readPlace({ path: `${file}!gone`, sha256 }, 0, 1, DEFAULT_LIMITS);
  await expect(gone).rejects.toMatchObject({ code: 'E_SOURCE_NOT_FOUND' });
});

test('a place is made whole without touching the name of a member', () => {
  const file = put('whole.zip', zip([{ name: '../up', content: Buffer.from('x') }]));
  const relative = path.relative(process.cwd(), file);
  expect(absolutePlace(`${relative}!../up`)).toBe(`${file}!../up`);
});

test('what cannot be told by its content is skipped with the reason it breaks off for', async () => {
  const torn = put('torn.gz', gzipSync('{"a":1}\n'.repeat(1_000)).subarray(0, 12));
  const empty = put('empty.json', '');
  const outcomes: unknown[] = [];
  for await (const found of findSources([torn, empty], DEFAULT_LIMITS)) {
    if (found.kind === 'source') outcomes.push(await readerFor(found));
  }
  expect(outcomes).toMatchObject([
    { kind: 'skipped', code: 'E_ARCHIVE_DAMAGED', reason: expect.stringMatching(/^gzip data is damaged or cut short/) },
    { kind: 'skipped', code: 'E_FORMAT_UNKNOWN', reason: 'is empty' },
  ]);
});

test.skipIf(process.platform === 'win32')('a named pipe is skipped, not waited for', async () => {
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await find([pipe])).toEqual([['pipe', 'E_SOURCE_UNREADABLE']]);
});
