/** Pipeline files into pipelines. One bad document never costs another: it is refused with its place and the reason. */
import { entryOf, readYaml, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../parse/yaml.ts';
import { invalid, located, Refusal } from '../refusal.ts';
import type { RuleFile } from '../load.ts';
import type { Conditions, Expression, Pipeline } from './pipeline.ts';

export interface RefusedPipeline {
  readonly path: string;
  /** 1-based; null where the reason has no place. */
  readonly line: number | null;
  readonly reason: string;
}

export interface PipelineSet {
  readonly pipelines: readonly Pipeline[];
  readonly refused: readonly RefusedPipeline[];
}

const MAX_DEPTH = 16;

/** Never throws for what the files hold. Each document of a file is a pipeline. */
export function loadPipelines(files: Iterable<RuleFile>): PipelineSet {
  const pipelines: Pipeline[] = [];
  const refused: RefusedPipeline[] = [];
  for (const { path, text } of files) {
    for (const { root, refusal, line } of readYaml(text)) {
      try {
        if (refusal !== null) throw refusal;
        if (root.kind !== 'map') throw invalid('a pipeline is a map').at(null, line);
        pipelines.push(parsePipeline(root, path));
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        refused.push({ path, line: thrown.line ?? line, reason: thrown.message });
      }
    }
  }
  return { pipelines, refused };
}

const KEYS = ['pipeline', 'title', 'description', 'references', 'when', 'logsource', 'fields', 'spellings'];

function parsePipeline(document: YamlMap, path: string): Pipeline {
  refuseStray(document, KEYS);
  const id = textOf(document, 'pipeline');
  if (id === '') throw invalid('the `pipeline` has no name').at('pipeline', document.line);
  const when = entryOf(document, 'when');
  if (when === null) throw invalid('`when` is missing').at('when', document.line);
  const logsource = entryOf(document, 'logsource');
  const fields = entryOf(document, 'fields');
  if (logsource !== null) refuseStray(mapOf(logsource), ['product', 'category', 'service']);
  return {
    id,
    title: textOf(document, 'title'),
    when: conditionsOf(when),
    logsource: Object.fromEntries(
      (logsource === null ? [] : mapOf(logsource).entries).map(({ key, value }) => [key, labelPart(value)]),
    ),
    fields: (fields === null ? [] : mapOf(fields).entries).map(({ key, value, line }) => ({
      field: key,
      value: located(key, line, () => expressionOf(value, 0)),
    })),
    spellings: textsOf(entryOf(document, 'spellings')),
    path,
    line: document.line,
  };
}

/** A plain text names the part itself; a field is read with `from`. */
function labelPart(node: YamlNode): Expression {
  return node.kind === 'scalar' ? { kind: 'text', text: node.text } : expressionOf(node, 0);
}

function conditionsOf(entry: YamlEntry): Conditions {
  const { entries } = mapOf(entry);
  if (entries.length === 0) throw invalid('`when` is empty').at('when', entry.line);
  return entries.map((condition) => {
    const values = textsOf(condition).map((text) => text.toLowerCase());
    return { field: condition.key, values: values.length === 1 && values[0] === '*' ? null : values };
  });
}

/** A text is a field, a list the first of several, a map one of the operations. */
function expressionOf(node: YamlNode, depth: number): Expression {
  if (depth > MAX_DEPTH) throw invalid(`nested more than ${MAX_DEPTH} levels deep`).at(null, node.line);
  if (node.kind === 'scalar') {
    if (node.text === '') throw invalid('the name of a field is empty').at(null, node.line);
    return { kind: 'field', field: node.text };
  }
  if (node.kind === 'list') return { kind: 'first', of: node.items.map((item) => expressionOf(item, depth + 1)) };
  return operationOf(node, depth);
}

const OPERATIONS = ['from', 'text', 'join', 'with', 'needs', 'map', 'otherwise', 'keep', 'prefixes', 'format', 'when'];

function operationOf(map: YamlMap, depth: number): Expression {
  refuseStray(map, OPERATIONS);
  let expression = sourceOf(map, depth);
  const table = entryOf(map, 'map');
  if (table !== null) {
    const entries = pairsOf(table).map(([from, to]) => [from.toLowerCase(), to] as const);
    const otherwise = textOf(map, 'otherwise') === 'same' ? 'same' : 'nothing';
    const keeps = textOf(map, 'keep') === 'true';
    expression = { kind: 'map', of: expression, table: Object.fromEntries(entries), otherwise, keeps };
  }
  const prefixes = entryOf(map, 'prefixes');
  if (prefixes !== null) {
    const sorted = pairsOf(prefixes).toSorted(([a], [b]) => b.length - a.length);
    expression = { kind: 'prefixes', of: expression, prefixes: sorted.map(([from, to]) => [from.toLowerCase(), to]) };
  }
  if (entryOf(map, 'format') !== null) expression = { kind: 'format', of: expression, format: textOf(map, 'format') };
  const when = entryOf(map, 'when');
  return when === null ? expression : { kind: 'when', of: expression, when: conditionsOf(when) };
}

function sourceOf(map: YamlMap, depth: number): Expression {
  const from = entryOf(map, 'from');
  const join = entryOf(map, 'join');
  const text = entryOf(map, 'text');
  if ([from, join, text].filter((entry) => entry !== null).length !== 1) {
    throw invalid('a value comes from exactly one of `from`, `join` and `text`').at(null, map.line);
  }
  if (from !== null) return expressionOf(from.value, depth + 1);
  if (text !== null) return { kind: 'text', text: textOf(map, 'text') };
  if (join!.value.kind !== 'list') throw invalid('`join` is a list').at(null, join!.line);
  return {
    kind: 'join',
    of: join!.value.items.map((item) => expressionOf(item, depth + 1)),
    separator: textOf(map, 'with'),
    needs: textsOf(entryOf(map, 'needs')),
  };
}

function refuseStray(map: YamlMap, known: readonly string[]): void {
  const stray = map.entries.find(({ key }) => !known.includes(key));
  if (stray !== undefined) throw invalid(`\`${stray.key}\` is not known here`).at(stray.key, stray.line);
}

function mapOf(entry: YamlEntry): YamlMap {
  if (entry.value.kind !== 'map') throw invalid(`\`${entry.key}\` is no map`).at(entry.key, entry.line);
  return entry.value;
}

function pairsOf(entry: YamlEntry): (readonly [string, string])[] {
  return mapOf(entry).entries.map(({ key, value, line }) => {
    if (value.kind !== 'scalar') throw invalid(`\`${key}\` stands for no text`).at(entry.key, line);
    return [key, value.text] as const;
  });
}

function textsOf(entry: YamlEntry | null): string[] {
  if (entry === null) return [];
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  return items.map((item) => {
    if (item.kind !== 'scalar')
      throw invalid(`\`${entry.key}\` holds something that is no text`).at(entry.key, item.line);
    return item.text;
  });
}
