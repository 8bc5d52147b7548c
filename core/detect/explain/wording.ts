/** What a rule asks, in words, for people who know logs and not our predicates. */
import type { Logsource } from '../../model/event.ts';
import { ANY_ONE, ANY_RUN, type Comparison, type Pattern, type ValueTest } from '../predicate.ts';

const PLACED = {
  equals: 'is',
  startswith: 'starts with',
  endswith: 'ends with',
  contains: 'contains',
} as const;

const COMPARED: Readonly<Record<Comparison | 'eq', string>> = { lt: '<', lte: '≤', gt: '>', gte: '≥', eq: '=' };

/** `ends with "\cmd.exe"`, `is within 10.0.0.0/8`; texts stand as they are compared: in lower case unless `cased`. */
export function wordingOf(test: ValueTest): string {
  switch (test.kind) {
    case 'text':
      if (test.placement === 'contains' && test.text === '') return 'is any text';
      return `${PLACED[test.placement]} ${quoted(test.text)}${foldingOf(test)}`;
    case 'wildcard':
      return `is like ${quoted(patternText(test.pattern))}${foldingOf(test)}`;
    case 'number':
      return `is ${test.text}`;
    case 'compare':
      return `is ${COMPARED[test.operator]} ${test.value}`;
    case 'timepart':
      return `has a ${test.part} ${COMPARED[test.operator]} ${test.value}`;
    case 'regex':
      return `matches /${test.source}/${test.flags}`;
    case 'cidr':
      return `is within ${test.range}`;
    case 'fieldref':
      return `${PLACED[test.placement]} the value of ${test.field}${test.cased ? ' (case matters)' : ''}`;
    case 'null':
      return 'is missing or null';
    case 'exists':
      return test.expected ? 'is there' : 'is not there';
  }
}

function foldingOf({ cased, dashes }: { readonly cased: boolean; readonly dashes: boolean }): string {
  const notes = [cased ? 'case matters' : null, dashes ? 'any dash' : null].filter((note) => note !== null);
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

function quoted(text: string): string {
  return `"${text}"`;
}

/** As Sigma writes it: what would be read as a wildcard is escaped. */
function patternText(pattern: Pattern): string {
  return pattern
    .map((part) => (part === ANY_RUN ? '*' : part === ANY_ONE ? '?' : part.replaceAll(/[*?]/g, String.raw`\$&`)))
    .join('');
}

/** `windows / process_creation`: product, category and service as far as they are set. */
export function logsourceText({ product, category, service }: Logsource): string {
  return [product, category, service].filter((part) => part !== undefined).join(' / ');
}
