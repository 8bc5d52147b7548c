/** Times in a scenario are offsets, so that a presenter can move the whole story by changing one date. */
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../kernel/time.ts';

const OFFSET = /^([+-])(\d{1,3}):([0-5]\d):([0-5]\d)(?:\.(\d{1,6}))?$/;

/** `+01:05:00`, `-00:30:00`, `+00:00:02.5` to microseconds; null for anything else. */
export function parseOffset(text: string): number | null {
  const match = OFFSET.exec(text.trim());
  if (match === null) return null;
  const [, sign, hours, minutes, seconds, fraction = ''] = match;
  const us =
    Number(hours) * US_PER_HOUR +
    Number(minutes) * US_PER_MINUTE +
    Number(seconds) * US_PER_SECOND +
    Number(fraction.padEnd(6, '0'));
  return sign === '-' ? -us : us;
}
