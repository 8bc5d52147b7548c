/** What an expression of a pipeline gives for an event. Never throws for what the event holds. */
import type { Fields, FieldScalar, FieldValue } from '../../model/fields.ts';
import { decimalOf } from '../values/number.ts';
import type { Conditions, Expression } from './pipeline.ts';

/** `-` is what Windows writes where there is nothing. */
const NOTHING = ['', '-'];

export function holds(conditions: Conditions, fields: Fields): boolean {
  for (const { field, values } of conditions) {
    const found = textsOf(fields, field);
    if (!found.some((text) => values === null || values.includes(text.toLowerCase()))) return false;
  }
  return true;
}

/** Undefined where there is nothing to give. */
export function evaluate(expression: Expression, fields: Fields): FieldValue | undefined {
  switch (expression.kind) {
    case 'field': {
      const value = Object.hasOwn(fields, expression.field) ? fields[expression.field] : undefined;
      return value === null || (typeof value === 'string' && NOTHING.includes(value)) ? undefined : value;
    }
    case 'text':
      return expression.text;
    case 'first':
      for (const one of expression.of) {
        const value = evaluate(one, fields);
        if (value !== undefined) return value;
      }
      return undefined;
    case 'join': {
      if (expression.needs.some((field) => evaluate({ kind: 'field', field }, fields) === undefined)) return undefined;
      const parts = expression.of.map((one) => firstText(evaluate(one, fields))).filter((part) => part !== undefined);
      return parts.length === 0 ? undefined : parts.join(expression.separator);
    }
    case 'map':
      return mapped(expression, fields);
    case 'prefixes':
      return each(evaluate(expression.of, fields), (text) => withPrefix(text, expression.prefixes));
    case 'format':
      return each(evaluate(expression.of, fields), (text) => formatted(text, expression.format));
    case 'when':
      return holds(expression.when, fields) ? evaluate(expression.of, fields) : undefined;
  }
}

/** The value with the other spelling of a whole number beside it; the value itself where it is none. */
export function spelled(value: FieldValue): FieldValue {
  const all = listOf(value).flatMap((item): FieldScalar[] => {
    const number = item === null || typeof item === 'boolean' ? null : wholeNumberOf(String(item));
    if (number === null) return [item];
    const isHex = typeof item === 'string' && /^0x/i.test(item);
    return [item, isHex ? String(number) : `0x${number.toString(16)}`];
  });
  return all.length === 1 ? all[0]! : all;
}

type MapExpression = Extract<Expression, { kind: 'map' }>;

function mapped({ of, table, otherwise, keeps }: MapExpression, fields: Fields): FieldValue | undefined {
  const value = evaluate(of, fields);
  if (value === undefined) return undefined;
  const results = listOf(value).flatMap((item): FieldScalar[] => {
    const key = String(item).toLowerCase();
    if (!Object.hasOwn(table, key)) return otherwise === 'same' ? [item] : [];
    return keeps ? [table[key]!, item] : [table[key]!];
  });
  return results.length < 2 ? results[0] : results;
}

function each(value: FieldValue | undefined, change: (text: string) => string | undefined): FieldValue | undefined {
  if (value === undefined) return undefined;
  const results = listOf(value).flatMap((item) => (item === null ? [] : (change(String(item)) ?? [])));
  return results.length < 2 ? results[0] : results;
}

function withPrefix(text: string, prefixes: readonly (readonly [string, string])[]): string {
  const lower = text.toLowerCase();
  const found = prefixes.find(([prefix]) => lower.startsWith(prefix));
  return found === undefined ? text : found[1] + text.slice(found[0].length);
}

function formatted(text: string, format: string): string | undefined {
  if (!format.includes('{hex8}')) return format.replaceAll('{}', () => text);
  const number = wholeNumberOf(text);
  return number === null ? undefined : format.replaceAll('{hex8}', () => number.toString(16).padStart(8, '0'));
}

function wholeNumberOf(text: string): number | null {
  const number = /^0x[0-9a-f]{1,13}$/i.test(text) ? Number(text) : decimalOf(text);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function textsOf(fields: Fields, field: string): string[] {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return value === undefined ? [] : listOf(value).flatMap((item) => (item === null ? [] : [String(item)]));
}

export function firstText(value: FieldValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [first] = listOf(value);
  return first === undefined || first === null ? undefined : String(first);
}

function listOf(value: FieldValue): readonly FieldScalar[] {
  return Array.isArray(value) ? (value as readonly FieldScalar[]) : [value as FieldScalar];
}
