/** How wide the buckets of a histogram are: a round width of which about a hundred fit. */

const ROUND: readonly (readonly [text: string, us: number])[] = [
  ['1ms', 1e3],
  ['10ms', 1e4],
  ['100ms', 1e5],
  ['1s', 1e6],
  ['5s', 5e6],
  ['15s', 15e6],
  ['1m', 60e6],
  ['5m', 300e6],
  ['15m', 900e6],
  ['1h', 3_600e6],
  ['3h', 10_800e6],
  ['12h', 43_200e6],
  ['1d', 86_400e6],
  ['1w', 604_800e6],
];

const MOST_BUCKETS = 150;

export function bucketWidth(spanUs: number): { readonly text: string; readonly us: number } {
  const found = ROUND.find(([, us]) => spanUs / us <= MOST_BUCKETS);
  if (found !== undefined) return { text: found[0], us: found[1] };
  const weeks = Math.ceil(spanUs / MOST_BUCKETS / 604_800e6);
  return { text: `${weeks}w`, us: weeks * 604_800e6 };
}
