/**
 * Decompression under limits. Every byte that was unpacked before a stream turns out damaged, too large or cut short
 * is handed on before the error is thrown: Node's own stream iteration would drop what is still buffered.
 */
import { createGunzip, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import type { Limits } from '../kernel/limits.ts';
import type { ByteStream } from '../model/record.ts';

export type Compression = 'gzip' | 'zstd' | 'deflate';

const DECODERS = { gzip: createGunzip, zstd: createZstdDecompress, deflate: createInflateRaw } as const;

/** Small enough that what one slice unpacks to at the highest ratio stays a few megabytes. */
const SLICE_BYTES = 16 * 1024;

/** Recognises a compressed file by its magic number; a name proves nothing. */
export function compressionOf(head: Uint8Array): Compression | null {
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08) return 'gzip';
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd';
  return null;
}

/**
 * Unpacks `packed`. Throws `E_ARCHIVE_DAMAGED` where the stream is broken and `E_LIMIT_EXCEEDED` past the ratio or
 * size an entry may have, naming `path` and the unpacked offset.
 */
export async function* unpack(
  packed: ByteStream,
  compression: Compression,
  path: string,
  limits: Limits,
): AsyncGenerator<Uint8Array> {
  const decoder = DECODERS[compression]();
  const ready: Buffer[] = [];
  const outcome: { failure: unknown } = { failure: null };
  let wake = (): void => {};
  decoder.on('data', (bytes: Buffer) => ready.push(bytes));
  decoder.on('error', (error) => {
    outcome.failure = error;
    wake();
  });
  const meter = createMeter(path, limits);
  try {
    for await (const bytes of packed) {
      for (let start = 0; start < bytes.length && outcome.failure === null; start += SLICE_BYTES) {
        const slice = bytes.subarray(start, start + SLICE_BYTES);
        await new Promise<void>((resolve) => {
          wake = resolve;
          decoder.write(slice, () => resolve());
        });
        meter.packedBytes += slice.length;
        yield* meter.pass(ready.splice(0));
      }
      if (outcome.failure !== null) break;
    }
    if (outcome.failure === null) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        decoder.on('end', resolve);
        decoder.end();
      });
    }
    yield* meter.pass(ready.splice(0));
  } finally {
    decoder.destroy();
  }
  if (outcome.failure !== null) {
    const place = `${path}: ${compression} data is damaged or cut short after ${meter.unpackedBytes} unpacked bytes`;
    throw new VedetteError('E_ARCHIVE_DAMAGED', `${place}: ${messageOf(outcome.failure)}`);
  }
}

function createMeter(path: string, limits: Limits) {
  return {
    packedBytes: 0,
    unpackedBytes: 0,
    *pass(parts: readonly Uint8Array[]): Generator<Uint8Array> {
      for (const bytes of parts) {
        this.unpackedBytes += bytes.length;
        yield bytes;
        checkLimits(path, this.packedBytes, this.unpackedBytes, limits);
      }
    },
  };
}

function checkLimits(path: string, packedBytes: number, unpackedBytes: number, limits: Limits): void {
  if (unpackedBytes > limits.entryBytes) {
    throw new VedetteError('E_LIMIT_EXCEEDED', `${path}: unpacks to more than ${limits.entryBytes} bytes (entryBytes)`);
  }
  if (unpackedBytes > limits.archiveRatioFromBytes && unpackedBytes > packedBytes * limits.archiveRatio) {
    throw new VedetteError(
      'E_LIMIT_EXCEEDED',
      `${path}: unpacks to more than ${limits.archiveRatio} times its size (archiveRatio), as a zip bomb does`,
    );
  }
}
