/** `--before`, `--older-than` and `--max-size` as they are typed. */
import type { RetentionLimit } from '../store/retention-cutoff.ts';
import { VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import { parseDuration, resolveTime } from '../query/time-points.ts';

export interface LimitFlags {
  readonly before?: string;
  readonly olderThan?: string;
  readonly maxSize?: string;
}

/** Powers of ten, as sizes are shown. */
const UNIT_BYTES: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Throws `E_USAGE` for none, for several, and for what cannot be read. */
export function retentionLimit({ before, olderThan, maxSize }: LimitFlags, nowUs: TimeUs): RetentionLimit {
  if ([before, olderThan, maxSize].filter((text) => text !== undefined).length !== 1)
    throw new VedetteError(
      'E_USAGE',
      'Say what may go with one of --before TIME, --older-than AGE and --max-size SIZE',
    );
  if (before !== undefined) return { by: 'time', beforeUs: timeOf(before, nowUs) };
  if (olderThan !== undefined) return { by: 'age', olderThanUs: ageOf(olderThan) };
  return { by: 'size', maxBytes: sizeOf(maxSize!) };
}

/** A day, month or year stands for its first instant: what is of that day stays. */
function timeOf(text: string, nowUs: TimeUs): number {
  const period = resolveTime(text, { nowUs, zone: 'UTC' });
  if (period !== null && period.startUs > 0) return period.startUs;
  throw new VedetteError('E_USAGE', `--before ${text}: a time reads 2026-04-01 or 2026-04-01T12:00Z`);
}

function ageOf(text: string): number {
  const ageUs = parseDuration(text.trim());
  if (ageUs !== null) return ageUs;
  throw new VedetteError('E_USAGE', `--older-than ${text}: an age reads 90d, 2w or 36h`);
}

function sizeOf(text: string): number {
  const [, number, unit = ''] = /^(\d{1,12}(?:\.\d{1,6})?)\s*([kmgt]?b)?$/i.exec(text.trim()) ?? [];
  const sizeBytes = Math.floor(Number(number) * UNIT_BYTES[unit.toUpperCase()]!);
  if (Number.isSafeInteger(sizeBytes) && sizeBytes > 0) return sizeBytes;
  throw new VedetteError('E_USAGE', `--max-size ${text}: a size reads 5GB, 800MB or a number of bytes`);
}
