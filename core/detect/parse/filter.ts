/** One YAML document into a filter (Sigma 2.1.0, filters specification). */
import { invalid } from '../refusal.ts';
import type { Predicate } from '../predicate.ts';
import type { SigmaFilter } from '../filter/filter.ts';
import type { Placeholders } from '../values/placeholder.ts';
import { parseDetection } from './detection.ts';
import { headOf, logsourceOf } from './head.ts';
import { entryOf, type YamlMap } from './yaml.ts';

/** Throws a `Refusal`. Which rules it stands in is not known yet. */
export function parseFilter(document: YamlMap, path: string, placeholders: Placeholders): SigmaFilter {
  const section = entryOf(document, 'filter')!;
  if (section.value.kind !== 'map') throw invalid('the filter is no map').at('filter', section.line);
  const { facts, description } = headOf(document, JSON.stringify(section.value.entries));
  const selections = { ...section.value, entries: section.value.entries.filter(({ key }) => key !== 'rules') };
  return {
    facts: { id: facts.id, title: facts.title },
    description,
    rules: rulesOf(section.value),
    logsource: logsourceOf(document),
    predicate: named(parseDetection(selections, placeholders), facts.title),
    path,
    line: document.line,
    appliesTo: [],
    unmatched: [],
  };
}

/** `any`, or no `rules` at all, means every rule. */
function rulesOf(section: YamlMap): string[] | null {
  const entry = entryOf(section, 'rules');
  if (entry === null) return null;
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  const rules = items.map((item) => {
    if (item.kind !== 'scalar' || item.text.trim() === '')
      throw invalid('a rule is named by id or name').at('rules', item.line);
    return item.text.trim();
  });
  if (rules.length === 0) return null;
  return entry.value.kind === 'scalar' && rules[0]!.toLowerCase() === 'any' ? null : rules;
}

/** Selections say whose they are, because a hit lists them beside the rule's own. */
function named(predicate: Predicate, filter: string): Predicate {
  switch (predicate.kind) {
    case 'selection':
      return { ...predicate, name: `${filter} / ${predicate.name}` };
    case 'and':
    case 'or':
      return { ...predicate, children: predicate.children.map((child) => named(child, filter)) };
    case 'not':
      return { ...predicate, child: named(predicate.child, filter) };
    default:
      return predicate;
  }
}
