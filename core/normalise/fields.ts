/**
 * Builds an event's flat fields from whatever a record holds. Names become dotted paths, lists of scalars stay lists,
 * lists of objects become one list for each name inside them. Hostile records choose the names, the depth and the
 * number of members, so all three are bounded here.
 */
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { FieldScalar, FieldValue } from '../model/fields.ts';

export type MutableFields = Record<string, FieldValue>;

/** Text that stands for "no value" in logs that cannot leave a field out. */
const BLANKS: ReadonlySet<string> = new Set(['', '-', 'null', '(null)', 'N/A', 'n/a', '%%1793', '%%1843']);

/** True for a missing value and for the texts that mean one. */
export function isBlank(value: FieldValue | undefined): value is undefined | null {
  return value === undefined || value === null || (typeof value === 'string' && BLANKS.has(value));
}

/** The field as text, or null where it is blank; of a list the first member counts. */
export function textOf(value: FieldValue | undefined): string | null {
  if (typeof value === 'string') return BLANKS.has(value) ? null : value;
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return textOf((value as readonly FieldScalar[])[0]);
  return String(value);
}

/** Sets a field, replacing what was there; safe for names that mean something to JavaScript. */
export function setField(fields: MutableFields, name: string, value: FieldValue): void {
  if (name === '__proto__') {
    Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
  } else fields[name] = value;
}

export function isList(value: FieldValue): value is readonly FieldScalar[] {
  return typeof value === 'object' && value !== null;
}

/** A plain object as JSON gives it, not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds every scalar below `value` under its dotted path, `prefix` included. Stops at the field limit. */
export function flattenInto(fields: MutableFields, value: unknown, prefix = ''): void {
  new Flattening(fields).take(prefix, value, 0);
}

/** All fields of a record, flattened. */
export function flatten(value: unknown): MutableFields {
  const fields: MutableFields = {};
  flattenInto(fields, value);
  return fields;
}

class Flattening {
  private readonly fields: MutableFields;
  private room: number;

  constructor(fields: MutableFields) {
    this.fields = fields;
    this.room = DEFAULT_LIMITS.eventFields - Object.keys(fields).length;
  }

  take(path: string, value: unknown, depth: number): void {
    if (depth > DEFAULT_LIMITS.jsonDepth) return;
    if (typeof value !== 'object' || value === null) {
      if (this.hasRoomFor(path)) setField(this.fields, path, scalarOf(value));
    } else if (Array.isArray(value)) this.takeList(path, value, depth);
    else {
      for (const name in value) {
        this.take(path === '' ? name : `${path}.${name}`, (value as Record<string, unknown>)[name], depth + 1);
      }
    }
  }

  private takeList(path: string, list: readonly unknown[], depth: number): void {
    if (list.every((member) => typeof member !== 'object' || member === null)) {
      if (this.hasRoomFor(path)) setField(this.fields, path, list.map(scalarOf));
      return;
    }
    for (const member of list) this.gather(path, member, depth + 1);
  }

  /** Below a list of objects equal paths meet, and gather their values in one list. */
  private gather(path: string, value: unknown, depth: number): void {
    if (depth > DEFAULT_LIMITS.jsonDepth) return;
    if (typeof value !== 'object' || value === null) {
      if (!this.hasRoomFor(path)) return;
      const known = Object.hasOwn(this.fields, path) ? this.fields[path]! : [];
      if (isList(known) && Object.hasOwn(this.fields, path)) (known as FieldScalar[]).push(scalarOf(value));
      else setField(this.fields, path, [...(isList(known) ? known : [known]), scalarOf(value)]);
    } else if (Array.isArray(value)) {
      for (const member of value) this.gather(path, member, depth + 1);
    } else {
      for (const name in value) {
        this.gather(path === '' ? name : `${path}.${name}`, (value as Record<string, unknown>)[name], depth + 1);
      }
    }
  }

  private hasRoomFor(path: string): boolean {
    if (Object.hasOwn(this.fields, path)) return true;
    return this.room-- > 0;
  }
}

/** What JSON gives is a scalar already; anything else is shown as text rather than lost. */
function scalarOf(value: unknown): FieldScalar {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value as bigint);
}
