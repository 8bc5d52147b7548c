/** A query as text in one spelling: what `parse` reads back to the same tree. */
import type { Expression, Query, Test, TimeStage, Value } from './ast.ts';
import { ANY_RUN, writePattern, type Pattern } from './pattern.ts';
import { compileNetwork } from './networks.ts';

const NAME = /^[\p{L}_@][\p{L}\p{N}_.@$-]*$/u;
const BARE_WORD = /^[\p{L}\p{N}_.\-*?@$%#+~{}\\]+$/u;
const BARE_VALUE = /^[\p{L}\p{N}_.\-*?@$%#+~{}\\][\p{L}\p{N}_.\-*?@$%#+~{}\\:/;&]*$/u;
const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'to', 'in']);

export function format(query: Query): string {
  const where = query.where === null ? '' : formatExpression(query.where);
  const time = query.time === null ? '' : `| ${formatStage(query.time)}`;
  return where !== '' && time !== '' ? `${where} ${time}` : where + time;
}

function formatExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.parts.map((part) => formatPart(part)).join(` ${expression.kind} `);
    case 'not':
      return `not ${formatPart(expression.part)}`;
    case 'words':
      return formatTest(expression.test, true);
    case 'field':
      return formatName(expression.field) + formatTest(expression.test, false);
  }
}

function formatPart(part: Expression): string {
  const text = formatExpression(part);
  return part.kind === 'and' || part.kind === 'or' ? `(${text})` : text;
}

function formatName(name: string): string {
  return NAME.test(name) && !KEYWORDS.has(name.toLowerCase()) ? name : `"${name.replaceAll(/["\\*?]/g, '\\$&')}"`;
}

function formatTest(test: Test, isFree: boolean): string {
  const colon = isFree ? '' : ':';
  switch (test.kind) {
    case 'is':
      return colon + formatValue(test.value, isFree);
    case 'in':
      return ` in (${test.values.map((value) => formatValue(value, false)).join(', ')})`;
    case 'compare':
      return test.comparison + formatOperand(test.operand);
    case 'range':
      return `:[${formatBound(test.from)} to ${formatBound(test.to)}]`;
    case 'regex':
      return `${colon}/${test.source.replaceAll('/', '\\/')}/`;
    case 'exists':
      return ':*';
    case 'missing':
      return ':';
  }
}

function formatBound(bound: string | null): string {
  return bound === null ? '*' : formatOperand(bound);
}

function formatOperand(operand: string): string {
  return formatPattern(operand === '' ? [] : [operand], BARE_VALUE);
}

export function formatValue(value: Value, isFree: boolean): string {
  return value.kind === 'network' ? value.network : formatPattern(value.pattern, isFree ? BARE_WORD : BARE_VALUE);
}

function formatPattern(pattern: Pattern, bare: RegExp): string {
  const text = writePattern(pattern);
  const isWordlike = bare.test(text) && !KEYWORDS.has(text.toLowerCase()) && compileNetwork(text) === null;
  // A lone quoted star would still be a star; what matters is that it stays one.
  return isWordlike || (pattern.length === 1 && pattern[0] === ANY_RUN) ? text : `"${writePattern(pattern, '"')}"`;
}

function formatStage(stage: TimeStage): string {
  if (stage.kind === 'last') return `last ${stage.duration}`;
  const zone = stage.zone === null ? '' : ` zone ${stage.zone}`;
  if (stage.kind === 'on') return `on ${stage.at}${zone}`;
  const from = stage.from === null ? '' : `from ${stage.from}`;
  const to = stage.to === null ? '' : `to ${stage.to}`;
  return `${[from, to].filter((part) => part !== '').join(' ')}${zone}`;
}
