/** Totals come with the first page only and are kept while further ones are fetched. */
import { useRef } from 'react';

export function useTotals<Totals>(latest: Totals | null | undefined): Totals | null {
  const kept = useRef<Totals | null>(null);
  if (latest != null) kept.current = latest;
  return kept.current;
}
