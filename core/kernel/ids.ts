/**
 * Identity of the things people name (workspaces, incidents, imports): UUIDv7, RFC 9562 section 5.7, whose first 48
 * bits are the creation time, so that ids sort by age and an index stays compact.
 */
import { hash, randomBytes } from 'node:crypto';
import { systemClock, type Clock } from './clock.ts';

/** A new UUIDv7. `random` gives the given number of unpredictable bytes; tests hand in a fixed one. */
export function newUuid(clock: Clock = systemClock, random: (sizeBytes: number) => Uint8Array = randomBytes): string {
  const bytes = Uint8Array.from(random(16));
  writeTimeMs(bytes, Math.floor(clock.nowUs() / 1_000));
  return formatUuid(bytes, 7);
}

/**
 * A UUID that is the same for the same parts on every machine (RFC 9562 version 8, from SHA-256): for things that are
 * recomputed, such as an incident found again after a later import.
 */
export function derivedUuid(...parts: readonly string[]): string {
  const hex = hash('sha256', `${parts.join('\0')}\0`, 'hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  // Joined, because the pieces of a long template would be kept as pieces.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

function writeTimeMs(bytes: Uint8Array, timeMs: number): void {
  let rest = timeMs;
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

function formatUuid(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
