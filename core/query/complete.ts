/** What may stand at the cursor: fields of the subject, keywords, and the values that a field has most often. */
import { findField, type Catalogue } from './catalogue.ts';
import { SEVERITIES } from '../model/severity.ts';
import { formatValue } from './format.ts';
import { parse } from './parse.ts';
import { asciiLower } from './pattern.ts';
import { STAGE_WORDS } from './time-stage.ts';

export interface Candidate {
  readonly kind: 'field' | 'value' | 'keyword' | 'time';
  /** What replaces the text from `start` to `end`. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  /** What it is, for people. */
  readonly about: string;
}

export interface FrequentValue {
  readonly value: string;
  readonly count: number;
}

/** Values of a field that start with `prefix` (in any case), the most frequent first; comes from the store. */
export type FrequentValues = (field: string, prefix: string) => readonly FrequentValue[];

const MAX_CANDIDATES = 50;
const OPERATORS: readonly (readonly [string, string])[] = [
  ['and', 'both'],
  ['or', 'either'],
  ['not', 'what follows does not hold'],
  ['| last 24h', 'only what is that recent'],
  ['| from ', 'only what is in that time'],
];
const STAGES: readonly string[] = [
  'last 15m',
  'last 1h',
  'last 24h',
  'last 7d',
  'last 30d',
  'on today',
  'on yesterday',
];

/** Candidates for the end of `text.slice(0, cursor)`; what follows the cursor is left as it is. */
export function completionsAt<Row>(
  text: string,
  cursor: number,
  catalogue: Catalogue<Row>,
  frequentValues: FrequentValues,
): readonly Candidate[] {
  const before = text.slice(0, cursor);
  const { site } = parse(before);
  const typed = before.slice(site.start);
  const place = { start: site.start, end: before.length };
  const matching = (candidates: readonly Candidate[]): Candidate[] =>
    candidates.filter(({ insert }) => startsWith(insert, typed.trimStart())).slice(0, MAX_CANDIDATES);
  switch (site.kind) {
    case 'stage': {
      const start = before.length - typed.trimStart().length;
      return matching(
        [...STAGES, ...STAGE_WORDS.map((word) => `${word} `)].map((insert) => ({
          kind: 'time',
          insert,
          start,
          end: before.length,
          about: 'time',
        })),
      );
    }
    case 'after':
      return matching(OPERATORS.map(([insert, about]) => ({ kind: 'keyword', insert, about, ...place })));
    case 'term':
      return matching([
        ...fieldCandidates(catalogue, typed, place),
        { kind: 'keyword', insert: 'not ', about: 'what follows does not hold', ...place },
      ]);
    case 'value':
      return valueCandidates(catalogue, site.field!, typed, place, frequentValues);
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A field by its name, or by the alias that is being typed. */
function fieldCandidates<Row>(catalogue: Catalogue<Row>, typed: string, place: Place): Candidate[] {
  return catalogue.fields.flatMap(({ name, aliases, about }) => {
    const fitting = [name, ...(typed === '' ? [] : aliases)].find((one) => startsWith(one, typed));
    return fitting === undefined ? [] : [{ kind: 'field', insert: `${fitting}:`, about, ...place } as const];
  });
}

function valueCandidates<Row>(
  catalogue: Catalogue<Row>,
  fieldName: string,
  typed: string,
  place: Place,
  frequentValues: FrequentValues,
): Candidate[] {
  const field = findField(catalogue, fieldName);
  if (field === null) return [];
  const prefix = typed.startsWith('"') ? typed.slice(1).replaceAll(/\\(["\\*?])/g, '$1') : typed;
  const oneOf = field.type === 'severity' ? SEVERITIES : field.oneOf;
  const values: readonly (FrequentValue | { readonly value: string; readonly count: null })[] =
    oneOf === undefined ? frequentValues(field.name, prefix) : oneOf.map((value) => ({ value, count: null }));
  return values
    .filter(({ value }) => startsWith(value, prefix))
    .slice(0, MAX_CANDIDATES)
    .map(({ value, count }) => ({
      kind: 'value',
      insert: valueText(value),
      about: count === null ? '' : `${count}×`,
      ...place,
    }));
}

/** A value so that it is read back as itself. */
function valueText(value: string): string {
  return formatValue({ kind: 'pattern', pattern: value === '' ? [] : [value] }, false);
}

function startsWith(text: string, prefix: string): boolean {
  return asciiLower(text).startsWith(asciiLower(prefix));
}
