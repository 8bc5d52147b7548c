/**
 * The lists that `expand` draws on, from a file: a YAML map of names to lists of texts, such as
 * `domain_controllers: [DC-01, DC-02]`. What is wrong with it is told with its line, because a list that silently
 * stays empty would refuse rules somebody counts on.
 */
import { VedetteError } from '../kernel/errors.ts';
import type { Placeholders, RuleFile } from './load.ts';
import { readYaml, type YamlNode } from './parse/yaml.ts';

/** Throws `E_RULE_INVALID` naming file and line. */
export function readPlaceholderLists({ path, text }: RuleFile): Placeholders {
  const lists: Record<string, readonly string[]> = {};
  for (const { root, refusal, line } of readYaml(text)) {
    if (refusal !== null) throw wrong(path, refusal.line ?? line, refusal.message);
    if (root.kind !== 'map') throw wrong(path, line, 'placeholder lists are a map of names to lists');
    for (const { key, value, line: at } of root.entries) lists[key] = textsOf(value, path, at);
  }
  return lists;
}

function textsOf(node: YamlNode, path: string, line: number): string[] {
  const items = node.kind === 'list' ? node.items : [node];
  return items.map((item) => {
    if (item.kind !== 'scalar' || item.text === '') throw wrong(path, line, 'a placeholder list holds texts');
    return item.text;
  });
}

function wrong(path: string, line: number, reason: string): VedetteError {
  return new VedetteError('E_RULE_INVALID', `${path}:${line}: ${reason}`);
}
