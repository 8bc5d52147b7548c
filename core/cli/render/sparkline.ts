/** Counts over time as one line of text: `2026-03-01 ··▁▃█· 2026-03-04, a column is 6 h`. */
import { formatDurationUs, US_PER_DAY, US_PER_HOUR, type TimeUs } from '../../kernel/time.ts';
import { timeToSecond } from './format.ts';

const HEIGHTS = '▁▂▃▄▅▆▇█';
const MAX_COLUMNS = 60;
/** What a column may stand for, where a bucket is too narrow for one. */
const COLUMN_US = [1, 2, 3, 6, 12, 24].map((hours) => hours * US_PER_HOUR);

interface Bucket {
  readonly startUs: TimeUs;
  readonly count: number;
}

/** `fromUs` to `toUs` is what is shown, empty columns as dots; no bucket lies outside of it. */
export function sparkline(buckets: readonly Bucket[], bucketUs: number, fromUs: TimeUs, toUs: TimeUs): string {
  const columnUs = columnFor(bucketUs, toUs - fromUs);
  const first = Math.floor(fromUs / columnUs);
  const columns = Array.from({ length: Math.floor(toUs / columnUs) - first + 1 }, () => 0);
  for (const { startUs, count } of buckets) {
    const at = Math.floor(startUs / columnUs) - first;
    columns[Math.min(columns.length - 1, Math.max(0, at))]! += count;
  }
  const digits = columnUs < US_PER_DAY ? 16 : 10;
  const label = (timeUs: TimeUs): string => timeToSecond(timeUs).slice(0, digits);
  return `${label(fromUs)} ${bars(columns)} ${label(toUs)}, a column is ${formatDurationUs(columnUs)}`;
}

/** Counts as heights of the highest; none is a dot. */
export function bars(counts: readonly number[]): string {
  const most = Math.max(...counts, 1);
  return counts.map((count) => (count === 0 ? '·' : HEIGHTS[Math.ceil((count / most) * HEIGHTS.length) - 1])).join('');
}

function columnFor(bucketUs: number, spanUs: number): number {
  const fits = (columnUs: number): boolean => columnUs >= bucketUs && spanUs / columnUs < MAX_COLUMNS;
  const hours = COLUMN_US.find(fits);
  if (hours !== undefined) return hours;
  const days = Math.ceil(Math.max(spanUs / MAX_COLUMNS, bucketUs) / US_PER_DAY);
  return days * US_PER_DAY;
}
