/**
 * What a test means for a field of a given type. Compiling to SQL and evaluating by hand both start from here, so
 * they can only differ in how they carry a check out. A test that makes no sense for its field is a problem with a
 * sentence, never a query that silently finds nothing.
 */
import { SEVERITIES, type Severity } from '../model/severity.ts';
import type { Comparison, Test, Value } from './ast.ts';
import type { FieldType } from './catalogue.ts';
import { shortestAddress } from './networks.ts';
import { asciiLower, compilePattern, literalOf, type Pattern } from './pattern.ts';
import { numberOf } from './scalars.ts';
import { resolveTime, upperBound, type TimeContext, type TimePeriod } from './time-points.ts';

export interface Bound<Of> {
  readonly value: Of;
  readonly isInclusive: boolean;
}

export type Check =
  | { readonly kind: 'exists' }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'words'; readonly pattern: Pattern }
  | { readonly kind: 'network'; readonly network: string }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'numbers'; readonly low: Bound<number> | null; readonly high: Bound<number> | null }
  /** Texts by code point, in lower case. */
  | { readonly kind: 'order'; readonly low: Bound<string> | null; readonly high: Bound<string> | null }
  /** Ranks of severities. */
  | { readonly kind: 'ranks'; readonly ranks: readonly number[] }
  /** Rows that span any of these microseconds, both ends included. */
  | { readonly kind: 'times'; readonly fromUs: number; readonly toUs: number }
  | { readonly kind: 'any'; readonly checks: readonly Check[] };

export type CheckResult = { readonly check: Check } | { readonly problem: string };

export function checkOf(test: Test, type: FieldType, context: TimeContext): CheckResult {
  switch (test.kind) {
    case 'missing':
      return { problem: 'The test is not complete' };
    case 'exists':
      return { check: { kind: 'exists' } };
    case 'regex':
      return type === 'time' || type === 'number' || type === 'event_id' || type === 'severity'
        ? { problem: 'Regular expressions are for texts' }
        : { check: { kind: 'regex', source: test.source } };
    case 'in':
      return anyOf(test.values.map((value) => valueCheck(value, type, context)));
    case 'is':
      return valueCheck(test.value, type, context);
    case 'compare':
      return comparisonCheck(test.comparison, test.operand, type, context);
    case 'range':
      return rangeCheck(test.from, test.to, type, context);
  }
}

function anyOf(results: readonly CheckResult[]): CheckResult {
  const checks: Check[] = [];
  for (const result of results) {
    if ('problem' in result) return result;
    checks.push(result.check);
  }
  return { check: { kind: 'any', checks } };
}

function valueCheck(value: Value, type: FieldType, context: TimeContext): CheckResult {
  if (value.kind === 'network') {
    return type === 'text' || type === 'ip' || type === 'prose'
      ? { check: { kind: 'network', network: value.network } }
      : { problem: `\`${value.network}\` is a network, which this field does not hold` };
  }
  const { pattern } = value;
  const literal = literalOf(pattern);
  switch (type) {
    case 'prose':
      return { check: { kind: 'words', pattern } };
    case 'text':
      return { check: { kind: 'pattern', pattern } };
    case 'ip': {
      const address = literal === null ? null : shortestAddress(literal);
      return { check: { kind: 'pattern', pattern: address === null ? pattern : [address] } };
    }
    case 'severity':
      return ranksLike(pattern);
    case 'time': {
      const period = literal === null ? null : resolveTime(literal, context);
      return period === null ? { problem: NOT_A_TIME } : timesCheck(period.startUs, period.endUs);
    }
    case 'number':
    case 'event_id': {
      if (literal === null) return { check: { kind: 'pattern', pattern } };
      const number = operandNumber(literal, type);
      if (number === null) return { problem: `\`${literal}\` is not a number` };
      const bound = { value: number, isInclusive: true };
      return { check: { kind: 'numbers', low: bound, high: bound } };
    }
  }
}

const NOT_A_TIME = 'A time reads `2026-03-04`, `2026-03-04T09:14`, `now-2h`, `today` or `yesterday`';
const NOT_A_SEVERITY = `A severity is one of ${SEVERITIES.join(', ')}`;

const SHORT_SEVERITIES: Readonly<Record<string, Severity>> = {
  info: 'informational',
  med: 'medium',
  crit: 'critical',
};

function ranksLike(pattern: Pattern): CheckResult {
  const literal = literalOf(pattern);
  if (literal !== null) {
    const rank = severityRankOf(literal);
    return rank === null ? { problem: NOT_A_SEVERITY } : { check: { kind: 'ranks', ranks: [rank] } };
  }
  const matches = compilePattern(pattern);
  return { check: { kind: 'ranks', ranks: SEVERITIES.flatMap((name, rank) => (matches(name) ? [rank] : [])) } };
}

function severityRankOf(text: string): number | null {
  const name = asciiLower(text);
  const rank = SEVERITIES.findIndex((severity) => severity === (SHORT_SEVERITIES[name] ?? name));
  return rank === -1 ? null : rank;
}

/** Events are shown as `e12`. */
function operandNumber(text: string, type: FieldType): number | null {
  return numberOf(type === 'event_id' && /^e\d+$/i.test(text) ? text.slice(1) : text);
}

/** Zero is no time, so no span starts before 1. */
function timesCheck(fromUs: number, toUs: number): CheckResult {
  return { check: { kind: 'times', fromUs: Math.max(1, fromUs), toUs: Math.min(toUs, Number.MAX_SAFE_INTEGER) } };
}

function comparisonCheck(comparison: Comparison, operand: string, type: FieldType, context: TimeContext): CheckResult {
  const isInclusive = comparison.endsWith('=');
  const isLow = comparison.startsWith('>');
  if (type === 'time') {
    const period = resolveTime(operand, context);
    return period === null ? { problem: NOT_A_TIME } : timesBeyond(comparison, period);
  }
  return boundsCheck(isLow ? { operand, isInclusive } : null, isLow ? null : { operand, isInclusive }, type);
}

/** `> 2026-03-04` is after all of that day, `>=` from its start on. */
function timesBeyond(comparison: Comparison, period: TimePeriod): CheckResult {
  switch (comparison) {
    case '>':
      return timesCheck(upperBound(period) + 1, Number.MAX_SAFE_INTEGER);
    case '>=':
      return timesCheck(period.startUs, Number.MAX_SAFE_INTEGER);
    case '<':
      return timesCheck(1, period.startUs - 1);
    case '<=':
      return timesCheck(1, upperBound(period));
  }
}

function rangeCheck(from: string | null, to: string | null, type: FieldType, context: TimeContext): CheckResult {
  if (type === 'time') return timeRange(from, to, context);
  const bound = (operand: string | null): Operand | null => (operand === null ? null : { operand, isInclusive: true });
  return boundsCheck(bound(from), bound(to), type);
}

export function timeRange(from: string | null, to: string | null, context: TimeContext): CheckResult {
  const first = from === null ? null : resolveTime(from, context);
  const last = to === null ? null : resolveTime(to, context);
  if ((from !== null && first === null) || (to !== null && last === null)) return { problem: NOT_A_TIME };
  return timesCheck(first?.startUs ?? 1, last === null ? Number.MAX_SAFE_INTEGER : upperBound(last));
}

interface Operand {
  readonly operand: string;
  readonly isInclusive: boolean;
}

/** Numbers where every bound is one; else texts by their order, for fields that hold texts. */
function boundsCheck(low: Operand | null, high: Operand | null, type: FieldType): CheckResult {
  if (type === 'severity') return ranksBetween(low, high);
  if (type === 'prose' || type === 'ip')
    return { problem: 'This field has no order; use `:` with a value or a network' };
  const numbers = [low, high].map((bound) => (bound === null ? null : operandNumber(bound.operand, type)));
  const areNumbers = [low, high].every((bound, index) => bound === null || numbers[index] !== null);
  if (areNumbers) {
    const bound = (of: Operand | null, index: number): Bound<number> | null =>
      of === null ? null : { value: numbers[index]!, isInclusive: of.isInclusive };
    return { check: { kind: 'numbers', low: bound(low, 0), high: bound(high, 1) } };
  }
  if (type !== 'text') return { problem: `\`${(low ?? high)!.operand}\` is not a number` };
  const bound = (of: Operand | null): Bound<string> | null =>
    of === null ? null : { value: asciiLower(of.operand), isInclusive: of.isInclusive };
  return { check: { kind: 'order', low: bound(low), high: bound(high) } };
}

function ranksBetween(low: Operand | null, high: Operand | null): CheckResult {
  const lowest = low === null ? 0 : severityRankOf(low.operand);
  const highest = high === null ? SEVERITIES.length - 1 : severityRankOf(high.operand);
  if (lowest === null || highest === null) return { problem: NOT_A_SEVERITY };
  const first = low?.isInclusive === false ? lowest + 1 : lowest;
  const last = high?.isInclusive === false ? highest - 1 : highest;
  return {
    check: { kind: 'ranks', ranks: SEVERITIES.flatMap((_, rank) => (rank >= first && rank <= last ? [rank] : [])) },
  };
}
