/** The `detection` section: named selections and the condition over them (Sigma 2.1.0, "Detection"). */
import { parseCondition } from '../condition.ts';
import { predicateOf } from '../modifiers.ts';
import { join, type Predicate, type SelectionPredicate } from '../predicate.ts';
import { invalid, located, unsupported } from '../refusal.ts';
import type { Placeholders } from '../values/placeholder.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from './yaml.ts';

/** Everything the section asks, as one predicate. Throws a `Refusal`, also for placeholders without values. */
export function parseDetection(section: YamlMap, placeholders: Placeholders): Predicate {
  const selections = new Map<string, SelectionPredicate>();
  for (const { key: name, value, line } of section.entries) {
    if (name === 'condition') continue;
    if (name === 'timeframe' && value.kind === 'scalar') {
      throw unsupported('a timeframe belongs to an aggregation, which correlation rules replaced').at(
        'timeframe',
        line,
      );
    }
    const child = located(name, line, () => parseSelection(value, placeholders));
    selections.set(name, { kind: 'selection', name, child });
  }
  const condition = entryOf(section, 'condition');
  if (condition === null) throw invalid('the condition is missing').at('condition', section.line);
  return located('condition', condition.line, () => parseConditions(condition, selections));
}

/** Several conditions are linked by OR. */
function parseConditions(entry: YamlEntry, selections: ReadonlyMap<string, SelectionPredicate>): Predicate {
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  if (items.length === 0) throw invalid('the condition is empty');
  const conditions = items.map((item) => {
    if (item.kind !== 'scalar' || item.text.trim() === '')
      throw invalid('the condition is no text').at(null, item.line);
    return parseCondition(item.text, selections);
  });
  return join('or', conditions);
}

function parseSelection(node: YamlNode, placeholders: Placeholders): Predicate {
  switch (node.kind) {
    case 'scalar':
      return predicateOf('', [], [node], placeholders);
    case 'map':
      return parseMap(node, placeholders);
    case 'list':
      if (node.items.length === 0) throw invalid('the selection is empty');
      return join(
        'or',
        node.items.map((item) => parseItem(item, placeholders)),
      );
  }
}

function parseItem(item: YamlNode, placeholders: Placeholders): Predicate {
  if (item.kind === 'map') return parseMap(item, placeholders);
  if (item.kind === 'scalar') return located(null, item.line, () => predicateOf('', [], [item], placeholders));
  throw invalid('a list stands inside a list').at(null, item.line);
}

function parseMap(map: YamlMap, placeholders: Placeholders): Predicate {
  if (map.entries.length === 0) throw invalid('the selection is empty').at(null, map.line);
  return join(
    'and',
    map.entries.map((entry) => located(entry.key, entry.line, () => parseEntry(entry, placeholders))),
  );
}

function parseEntry({ key, value }: YamlEntry, placeholders: Placeholders): Predicate {
  const [field, ...modifiers] = key.split('|');
  return predicateOf(field!, modifiers, scalarsOf(value), placeholders);
}

function scalarsOf(value: YamlNode): YamlScalar[] {
  const items = value.kind === 'list' ? value.items : [value];
  return items.map((item) => {
    if (item.kind === 'scalar') return item;
    throw invalid(`a ${item.kind} stands where a value is expected`).at(null, item.line);
  });
}
