/** Holds a sum of terms within what risk can be, by a term that says so. */
import type { RiskTerm } from '../../model/incident.ts';

const MAX_RISK = 100;

/** The risk for a sum, and the term that makes up the difference; none where there is none. */
export function limited(sum: number): { readonly risk: number; readonly terms: readonly RiskTerm[] } {
  const risk = Math.min(MAX_RISK, Math.max(0, sum));
  if (risk === sum) return { risk, terms: [] };
  const reason = `the terms make ${sum}; risk is 0 to ${MAX_RISK}`;
  return { risk, terms: [{ name: 'limit', points: risk - sum, reason }] };
}
