import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TimeUs } from '../kernel/time.ts';
import { temporaryFolder } from '../../test/vedette.ts';
import { openForWriting, type OpenWorkspace, type WritableDb } from './database.ts';
import { finished } from './query-run.ts';
import { createRawWriter, fingerprintSteps, RAW_BLOCK_BYTES, readRaw } from './raw-blocks.ts';
import { beginSource } from './sources.ts';

let workspace: OpenWorkspace<WritableDb>;
let sources = 0;

beforeEach(() => {
  workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
});

afterEach(() => workspace.close());

function newSource(): number {
  const sha256 = String(++sources).padStart(64, '0');
  const source = { sha256, path: 'log', kind: 'evidence', reader: 'json', sizeBytes: 0 } as const;
  return beginSource(workspace.db, source, 0 as TimeUs).id;
}

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Keeps `bytes`, writing after every part, and stops after `parts` of them. */
async function keep(sourceId: number, bytes: Buffer, partBytes: number, parts = Infinity): Promise<void> {
  const writer = createRawWriter(workspace.db, sourceId);
  let seen = 0;
  for await (const _ of writer.keeping(inParts(bytes, partBytes))) {
    writer.flush();
    if (++seen >= parts) return;
  }
  writer.flush();
}

const EVIDENCE = Buffer.concat([randomBytes(RAW_BLOCK_BYTES + 17), Buffer.alloc(RAW_BLOCK_BYTES * 2, 'log line\n')]);

test('what is kept is the source, byte for byte, in whatever parts it came and wherever it was interrupted', async () => {
  const sha256 = createHash('sha256').update(EVIDENCE).digest('hex');
  const anyParts = fc.integer({ min: 1_000, max: RAW_BLOCK_BYTES * 2 });
  await fc.assert(
    fc.asyncProperty(anyParts, anyParts, fc.nat(40), async (first, second, interruptedAfter) => {
      const sourceId = newSource();
      await keep(sourceId, EVIDENCE, first, interruptedAfter);
      await keep(sourceId, EVIDENCE, second);
      expect(finished(fingerprintSteps(workspace.db, sourceId))).toEqual({ sha256, sizeBytes: EVIDENCE.length });
    }),
    { numRuns: 40 },
  );
});

test('any range is read back, across blocks too; what is not kept is null', async () => {
  const sourceId = newSource();
  await keep(sourceId, EVIDENCE, 100_000);
  fc.assert(
    fc.property(fc.nat(EVIDENCE.length - 1), fc.integer({ min: 1, max: RAW_BLOCK_BYTES * 2 }), (offset, length) => {
      const expected = offset + length <= EVIDENCE.length ? EVIDENCE.subarray(offset, offset + length) : null;
      expect(readRaw(workspace.db, sourceId, offset, length)).toEqual(expected);
    }),
  );
  expect(readRaw(workspace.db, newSource(), 0, 1)).toBeNull();
});
