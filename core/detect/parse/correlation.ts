/**
 * One YAML document into a correlation rule (Sigma 2.1.0, correlation rules specification). The rules it refers to
 * are only names here; they are looked up once everything is read.
 */
import { parseCondition } from '../condition.ts';
import {
  BOUND_OPERATORS,
  CORRELATION_TYPES,
  type Bound,
  type BoundOperator,
  type CorrelationCondition,
  type CorrelationRule,
  type CorrelationType,
  type Expression,
} from '../correlate/rule.ts';
import type { Predicate, SelectionPredicate } from '../predicate.ts';
import { invalid, located } from '../refusal.ts';
import { headOf } from './head.ts';
import { parseTimespan } from './timespan.ts';
import { entryOf, textOf, type YamlEntry, type YamlMap, type YamlNode } from './yaml.ts';

/** A correlation rule whose references are not resolved yet. */
export interface CorrelationDraft {
  readonly document: YamlMap;
  /** References by id or name, with their lines. */
  readonly references: readonly { readonly reference: string; readonly line: number }[];
  /** Alias, to rule reference, to field. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly rule: Omit<CorrelationRule, 'rules'>;
}

const MAX_RULES = 1_000;
const KEYS = ['type', 'rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate'];

/** Throws a `Refusal`. */
export function parseCorrelation(document: YamlMap, path: string): CorrelationDraft {
  const entry = entryOf(document, 'correlation')!;
  if (entry.value.kind !== 'map') throw invalid('the correlation is no map').at('correlation', entry.line);
  const section = entry.value;
  const { name, ...head } = headOf(document, JSON.stringify(section.entries));
  const stray = section.entries.find(({ key }) => !KEYS.includes(key));
  if (stray !== undefined) throw invalid(`\`${stray.key}\` is no part of a correlation`).at(stray.key, stray.line);
  const type = typeOf(section);
  const references = referencesOf(section, type);
  const timespan = required(section, 'timespan');
  return {
    document,
    references,
    aliases: aliasesOf(section),
    rule: {
      ...head,
      ...(name === '' ? {} : { name }),
      type,
      groupBy: [...new Set(textList(entryOf(section, 'group-by')).map(({ text }) => text))],
      timespanUs: located('timespan', timespan.line, () => parseTimespan(textOf(section, 'timespan'))),
      ...conditionOf(section, type, references),
      generate: isTrue(section, 'generate') || isTrue(document, 'generate'),
      path,
      line: document.line,
    },
  };
}

function typeOf(section: YamlMap): CorrelationType {
  const entry = required(section, 'type');
  const written = textOf(section, 'type');
  const type = CORRELATION_TYPES.find((known) => known === written);
  if (type === undefined) throw invalid(`\`${written}\` is no correlation type`).at('type', entry.line);
  return type;
}

/** The rules, or where only a boolean condition names them, the names in it. */
function referencesOf(section: YamlMap, type: CorrelationType): CorrelationDraft['references'] {
  const entry = entryOf(section, 'rules');
  const condition = entryOf(section, 'condition');
  const isExpression = isTemporal(type) && condition?.value.kind === 'scalar';
  if (entry === null && isExpression) {
    const words = textOf(section, 'condition').split(/[\s()]+/);
    const names = words.filter((word) => word !== '' && !/^(?:and|or|not|of|all|any|them|1)$/i.test(word));
    return [...new Set(names)].map((reference) => ({ reference, line: condition!.line }));
  }
  if (entry === null) throw invalid('the rules are missing').at('rules', section.line);
  const references = textList(entry).map(({ text, line }) => ({ reference: text, line }));
  if (references.length === 0) throw invalid('the list of rules is empty').at('rules', entry.line);
  if (references.length > MAX_RULES) throw invalid(`there are more than ${MAX_RULES} rules`).at('rules', entry.line);
  const twice = references.find(({ reference }, at) => references.findIndex((r) => r.reference === reference) !== at);
  if (twice !== undefined) throw invalid(`\`${twice.reference}\` stands twice`).at('rules', twice.line);
  return references;
}

function aliasesOf(section: YamlMap): Map<string, Map<string, string>> {
  const entry = entryOf(section, 'aliases');
  if (entry === null) return new Map();
  const aliases = mapOf(entry, 'aliases').entries.map(({ key: alias, value, line }) => {
    const fields = mapOf({ key: alias, value, line }, 'aliases').entries.map((field) => {
      const [name, ...others] = textList(field);
      if (name === undefined || others.length > 0) {
        throw invalid(`the alias \`${alias}\` names no field for \`${field.key}\``).at('aliases', field.line);
      }
      return [field.key, name.text] as const;
    });
    return [alias, new Map(fields)] as const;
  });
  return new Map(aliases);
}

type Measured = Pick<CorrelationRule, 'condition' | 'valueFields' | 'percentile'>;

function conditionOf(section: YamlMap, type: CorrelationType, references: CorrelationDraft['references']): Measured {
  const entry = entryOf(section, 'condition');
  if (entry === null) {
    if (!isTemporal(type)) throw invalid('the condition is missing').at('condition', section.line);
    return measured([{ operator: 'gte', value: references.length }]);
  }
  return located('condition', entry.line, () => {
    if (entry.value.kind === 'scalar') {
      if (!isTemporal(type)) throw invalid(`the condition of \`${type}\` is a map such as \`gte: 10\``);
      return { condition: expressionOf(entry.value.text, references), valueFields: [], percentile: null };
    }
    return boundsOf(mapOf(entry, 'condition'), type);
  });
}

function boundsOf(section: YamlMap, type: CorrelationType): Measured {
  const bounds: Bound[] = [];
  let valueFields: string[] = [];
  let percentile: number | null = type === 'value_median' ? 50 : null;
  for (const entry of section.entries) {
    if (entry.key === 'field') {
      if (type === 'event_count' || isTemporal(type)) throw invalid(`\`${type}\` takes no field`);
      valueFields = textList(entry).map(({ text }) => text);
    } else if (entry.key === 'percentile' && type === 'value_percentile') {
      percentile = numberOf(entry);
      if (percentile < 0 || percentile > 100)
        throw invalid('a percentile is a number from 0 to 100').at(null, entry.line);
    } else if ((BOUND_OPERATORS as readonly string[]).includes(entry.key)) {
      bounds.push({ operator: entry.key as BoundOperator, value: numberOf(entry) });
    } else {
      throw invalid(`\`${entry.key}\` is no part of the condition of \`${type}\``).at(null, entry.line);
    }
  }
  if (bounds.length === 0) throw invalid('the condition compares with no number');
  if (type.startsWith('value_') && valueFields.length === 0) throw invalid(`\`${type}\` needs a field`);
  if (valueFields.length > 1 && type !== 'value_count') throw invalid(`\`${type}\` takes one field`);
  return measured(bounds, valueFields, percentile);
}

function measured(bounds: readonly Bound[], valueFields: readonly string[] = [], percentile: number | null = null) {
  return { condition: { kind: 'bounds' as const, bounds }, valueFields, percentile };
}

/** The condition language of rules, with rules for selections. */
function expressionOf(text: string, references: CorrelationDraft['references']): CorrelationCondition {
  const names = references.map(({ reference }) => reference);
  const selections = new Map<string, SelectionPredicate>(
    names.map((name) => [name, { kind: 'selection', name, child: { kind: 'keyword', tests: [] } }]),
  );
  const convert = (predicate: Predicate): Expression => {
    switch (predicate.kind) {
      case 'selection':
        return { kind: 'rule', rule: names.indexOf(predicate.name) };
      case 'not':
        return { kind: 'not', child: convert(predicate.child) };
      case 'and':
      case 'or':
        return { kind: predicate.kind, children: predicate.children.map(convert) };
      default:
        throw invalid('the condition is none over rules');
    }
  };
  return { kind: 'expression', expression: convert(parseCondition(text, selections)) };
}

function isTemporal(type: CorrelationType): boolean {
  return type === 'temporal' || type === 'temporal_ordered';
}

function isTrue(map: YamlMap, key: string): boolean {
  const entry = entryOf(map, key);
  if (entry === null) return false;
  if (entry.value.kind === 'scalar' && typeof entry.value.value === 'boolean') return entry.value.value;
  throw invalid(`\`${key}\` is true or false`).at(key, entry.line);
}

function required(section: YamlMap, key: string): YamlEntry {
  const entry = entryOf(section, key);
  if (entry === null) throw invalid(`the ${key} is missing`).at(key, section.line);
  return entry;
}

function mapOf(entry: YamlEntry, field: string): YamlMap {
  if (entry.value.kind !== 'map') throw invalid(`\`${entry.key}\` is no map`).at(field, entry.line);
  return entry.value;
}

function numberOf({ key, value, line }: YamlEntry): number {
  if (value.kind === 'scalar' && typeof value.value === 'number' && Number.isFinite(value.value)) return value.value;
  throw invalid(`\`${key}\` takes a number`).at(null, line);
}

/** Texts of a scalar or a list; anything else refuses the rule. */
function textList(entry: YamlEntry | null): { text: string; line: number }[] {
  if (entry === null) return [];
  const items: readonly YamlNode[] = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  return items.map((item) => {
    if (item.kind !== 'scalar' || item.value === null || item.text.trim() === '') {
      throw invalid(`\`${entry.key}\` holds something that is no name`).at(entry.key, item.line);
    }
    return { text: item.text.trim(), line: item.line };
  });
}
