/** Timespans of correlation rules: a number and a letter (Sigma 2.1.0, "Time Selection"). */
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../kernel/time.ts';
import { invalid } from '../refusal.ts';

/** `w`, `M` and `y` are not in the specification; pySigma reads them, with months of 30 and years of 365 days. */
const UNITS_US: ReadonlyMap<string, number> = new Map([
  ['s', US_PER_SECOND],
  ['m', US_PER_MINUTE],
  ['h', US_PER_HOUR],
  ['d', US_PER_DAY],
  ['w', 7 * US_PER_DAY],
  ['M', 30 * US_PER_DAY],
  ['y', 365 * US_PER_DAY],
]);
const MAX_DAYS = 3_650;

/** Microseconds. Throws a `Refusal`. */
export function parseTimespan(text: string): number {
  const match = /^(\d{1,9})([smhdwMy])$/.exec(text.trim());
  if (match === null) throw invalid(`\`${text}\` is no timespan; one is a number and s, m, h or d`);
  const timespanUs = Number(match[1]) * UNITS_US.get(match[2]!)!;
  if (timespanUs === 0) throw invalid('the timespan is empty');
  if (timespanUs > MAX_DAYS * US_PER_DAY) throw invalid(`the timespan is longer than ${MAX_DAYS} days`);
  return timespanUs;
}
