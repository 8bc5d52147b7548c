/** Where a text stands in lines, without regard to case; so many that more would not help. */
export interface Found {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export const MOST_FOUND = 1_000;

export function findIn(lines: readonly string[], wanted: string): readonly Found[] {
  const found: Found[] = [];
  const needle = wanted.toLowerCase();
  if (needle === '') return found;
  for (const [line, text] of lines.entries()) {
    const lower = text.toLowerCase();
    // A few letters are longer in lower case, which would shift every place behind them.
    const haystack = lower.length === text.length ? lower : text;
    for (let from = haystack.indexOf(needle); from >= 0; from = haystack.indexOf(needle, from + needle.length)) {
      found.push({ line, from, to: from + needle.length });
      if (found.length === MOST_FOUND) return found;
    }
  }
  return found;
}
