/** What the machine gives us: disk, memory, clock, time zones. */
import { existsSync, statfsSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { formatTimeUs, US_PER_HOUR, type TimeUs } from '../../kernel/time.ts';
import { degraded, down, ok, type Health } from './state.ts';

const MB = 1_000_000;
const LITTLE_DISK_BYTES = 2_000 * MB;
const NO_DISK_BYTES = 100 * MB;
const LITTLE_MEMORY_BYTES = 400 * MB;
/** Before there was any Vedette. */
const NOT_NOW_US = Date.UTC(2026, 0, 1) * 1_000;

/** Room in the folder of `file`; what rewrites a workspace of `sizeBytes` needs as much again. */
export function diskHealth(file: string, sizeBytes: number): Health {
  const folder = existingFolder(path.dirname(path.resolve(file)));
  const { bavail, bsize, blocks } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  const detail = `${sizeText(freeBytes)} of ${sizeText(blocks * bsize)} free in ${folder}`;
  const fix = 'Free some space, or move the workspace to another disk.';
  if (freeBytes < NO_DISK_BYTES) return down(detail, fix);
  if (freeBytes < LITTLE_DISK_BYTES) return degraded(detail, fix);
  if (freeBytes < sizeBytes)
    return degraded(`${detail}: too little to compact, encrypt or restore a workspace of ${sizeText(sizeBytes)}`, fix);
  return ok(detail);
}

/** The folder, or the nearest one above it that is there. */
function existingFolder(folder: string): string {
  const above = path.dirname(folder);
  return existsSync(folder) || above === folder ? folder : existingFolder(above);
}

export function memoryHealth(): Health {
  const limit = process.constrainedMemory();
  const totalBytes = limit > 0 && limit < totalmem() ? limit : totalmem();
  const freeBytes = Math.min(freemem(), limit > 0 ? process.availableMemory() : Number.MAX_SAFE_INTEGER);
  const { rss } = process.memoryUsage();
  const detail = `${sizeText(rss)} in use, ${sizeText(freeBytes)} of ${sizeText(totalBytes)} free`;
  if (freeBytes >= LITTLE_MEMORY_BYTES) return ok(detail);
  return degraded(detail, 'Close other programs: long imports and large fusions become slow, or end.');
}

/** Does the wall clock stand where it can be? `lastChangeUs` is when anything was last done here; 0 for never. */
export function clockHealth(clock: Clock, lastChangeUs: number): Health {
  const nowUs = clock.nowUs();
  const now = `${formatTimeUs(nowUs as TimeUs).slice(0, 19)}Z`;
  const fix = 'Set the clock of the machine: the audit log and relative times in queries go by it.';
  if (nowUs < NOT_NOW_US) return down(`the clock says ${now}, which cannot be`, fix);
  if (lastChangeUs > nowUs + US_PER_HOUR) {
    const last = `${formatTimeUs(lastChangeUs as TimeUs).slice(0, 19)}Z`;
    return degraded(`the clock says ${now}, and the last change here was made at ${last}`, fix);
  }
  return ok(`${now}, not before the last change here`);
}

/** An instant as it is told in a few zones, with and without summer time. */
const ZONED = [
  ['UTC', '2026-07-01 12:00'],
  ['Europe/Berlin', '2026-07-01 14:00'],
  ['America/New_York', '2026-07-01 08:00'],
  ['Asia/Kolkata', '2026-07-01 17:30'],
] as const;
const ZONED_AT = new Date('2026-07-01T12:00:00Z');

export function zoneHealth(): Health {
  const wrong = ZONED.filter(([zone, expected]) => told(zone) !== expected).map(([zone]) => zone);
  const fix = 'Use a Node with full time zone data (full-icu): times in zones are read and asked for wrongly.';
  if (wrong.length > 0) return down(`times are told wrongly in ${wrong.join(', ')}`, fix);
  return ok(`${Intl.supportedValuesOf('timeZone').length} time zones`);
}

function told(zone: string): string {
  try {
    const format = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const;
    return new Intl.DateTimeFormat('sv-SE', format).format(ZONED_AT);
  } catch {
    return '';
  }
}

/** `12 MB`, `58.5 GB`. */
export function sizeText(bytes: number): string {
  return bytes >= 1_000 * MB ? `${(bytes / (1_000 * MB)).toFixed(1)} GB` : `${Math.ceil(bytes / MB)} MB`;
}
