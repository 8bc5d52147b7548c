/**
 * One line for people, from a template kept beside each mapping: `{Image|file} started[ by {ParentImage|file}]`.
 * A part in brackets is left out when a field in it is blank. Compiled once; filling it is string concatenation.
 */
import type { Fields } from '../model/fields.ts';
import { textOf } from './fields.ts';

export type Message = (fields: Fields) => string;

/** Longer values are cut: this is a line in a list, the whole is in the fields. */
const MAX_VALUE = 240;

interface Segment {
  /** Texts around the fields: one more than there are fields. */
  readonly texts: readonly string[];
  readonly fields: readonly { readonly name: string; readonly isFile: boolean }[];
  readonly isOptional: boolean;
}

/** Compiles a template. A blank field outside brackets reads `?`. */
export function message(template: string): Message {
  const segments = template
    .split(/[[\]]/)
    .map((text, index) => segmentOf(text, index % 2 === 1))
    .filter((segment) => segment.texts.length > 1 || segment.texts[0] !== '');
  return (fields) => {
    let line = '';
    for (const segment of segments) line += fill(segment, fields);
    return line;
  };
}

function segmentOf(text: string, isOptional: boolean): Segment {
  const parts = text.split(/[{}]/);
  const texts = parts.filter((_part, index) => index % 2 === 0);
  const fields = parts
    .filter((_part, index) => index % 2 === 1)
    .map((field) => ({ name: field.replace(/\|file$/, ''), isFile: field.endsWith('|file') }));
  return { texts, fields, isOptional };
}

function fill(segment: Segment, fields: Fields): string {
  let line = segment.texts[0]!;
  for (let index = 0; index < segment.fields.length; index++) {
    const { name, isFile } = segment.fields[index]!;
    const value = textOf(fields[name]);
    if (value === null && segment.isOptional) return '';
    line += (value === null ? '?' : shown(value, isFile)) + segment.texts[index + 1]!;
  }
  return line;
}

function shown(value: string, isFile: boolean): string {
  const text = isFile ? fileName(value) : value;
  const cut = text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
  return cut.includes('\n') || cut.includes('\r') || cut.includes('\t') ? cut.replaceAll(/\s+/g, ' ') : cut;
}

/** The last part of a Windows or POSIX path. */
export function fileName(path: string): string {
  const cut = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  return cut === -1 || cut === path.length - 1 ? path : path.slice(cut + 1);
}
