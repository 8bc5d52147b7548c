/**
 * YAML 1.2 into a small tree that knows its lines and keeps values as written. Nothing in a file can cost more than
 * its size suggests: aliases are expanded under one budget, depth and size are bounded.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document } from 'yaml';
import { messageOf } from '../../kernel/errors.ts';
import { invalid, Refusal, unsupported } from '../refusal.ts';
import { readPlainYaml } from './plain-yaml.ts';

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, quotes and escapes resolved: `0x10`, `1.0`, `Yes`. */
  readonly text: string;
  readonly line: number;
}

interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly line: number;
}

export interface YamlEntry {
  readonly key: string;
  readonly value: YamlNode;
  readonly line: number;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly line: number;
}

export type YamlNode = YamlScalar | YamlList | YamlMap;

export type YamlDocument =
  | { readonly line: number; readonly root: YamlNode; readonly refusal: null }
  | { readonly line: number; readonly root: null; readonly refusal: Refusal };

const MAX_FILE_CHARS = 4 * 1024 * 1024;
const MAX_NODES = 200_000;
const MAX_DEPTH = 32;

/** The documents of a file; an empty document is left out. Never throws. */
export function readYaml(text: string): YamlDocument[] {
  const plain = readPlainYaml(text);
  return plain === null ? readAnyYaml(text) : plain.map(({ line, root }) => ({ line, root, refusal: null }));
}

/** The same without the short cut for plain files; what it says is what YAML means. */
export function readAnyYaml(text: string): YamlDocument[] {
  if (text.length > MAX_FILE_CHARS) {
    return [broken(1, invalid(`the file is larger than ${MAX_FILE_CHARS} characters`))];
  }
  const lines = new LineCounter();
  try {
    const parsed = parseAllDocuments(text, { lineCounter: lines, version: '1.2', logLevel: 'silent' });
    if (!Array.isArray(parsed)) return [];
    return parsed.flatMap((document) => readDocument(document, lines) ?? []);
  } catch (thrown) {
    return [broken(1, invalid(`not readable as YAML: ${messageOf(thrown)}`))];
  }
}

function readDocument(document: Document, lines: LineCounter): YamlDocument | null {
  const firstLine = lines.linePos(document.contents?.range?.[0] ?? document.range?.[0] ?? 0).line;
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? firstLine;
    const [sentence] = error.message.split('\n');
    return broken(line, invalid(`not readable as YAML: ${sentence!.replace(/ at line \d+, column \d+:$/, '')}`));
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) return null;
  try {
    return { line: firstLine, root: new Converter(document, lines).convert(document.contents, 0), refusal: null };
  } catch (thrown) {
    return broken(firstLine, thrown instanceof Refusal ? thrown : invalid(messageOf(thrown)));
  }
}

function broken(line: number, refusal: Refusal): YamlDocument {
  return { line, root: null, refusal: refusal.at(null, line) };
}

class Converter {
  readonly #document: Document;
  readonly #lines: LineCounter;
  #nodes = 0;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  convert(node: unknown, depth: number): YamlNode {
    if (++this.#nodes > MAX_NODES) throw invalid(`more than ${MAX_NODES} values, aliases expanded`);
    if (depth > MAX_DEPTH) throw invalid(`nested more than ${MAX_DEPTH} levels deep`);
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target === undefined) throw invalid(`the alias *${node.source} has no anchor`);
      return this.convert(target, depth + 1);
    }
    const line = this.#lineOf(node);
    if (isMap(node)) {
      return { kind: 'map', line, entries: node.items.map((pair) => this.#entry(pair, depth)) };
    }
    if (isSeq(node)) return { kind: 'list', line, items: node.items.map((item) => this.convert(item, depth + 1)) };
    if (isScalar(node)) return scalarOf(node.value, node.source, line);
    return scalarOf(null, '', line);
  }

  #entry(pair: { key: unknown; value: unknown }, depth: number): YamlEntry {
    const key = this.convert(pair.key, depth + 1);
    if (key.kind !== 'scalar') throw invalid('a map or a list stands where a key is expected').at(null, key.line);
    if (key.text === '<<') throw unsupported('merge keys (`<<`) are not part of YAML 1.2').at(null, key.line);
    return { key: key.text, line: key.line, value: this.convert(pair.value, depth + 1) };
  }

  #lineOf(node: unknown): number {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return this.#lines.linePos(range?.[0] ?? 0).line;
  }
}

function scalarOf(value: unknown, source: string | undefined, line: number): YamlScalar {
  const text = source ?? (value === null || value === undefined ? '' : String(value));
  const isKnown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'scalar', value: isKnown ? value : value === null || value === undefined ? null : text, text, line };
}

/** The value under `key`, or null. */
export function entryOf(map: YamlMap, key: string): YamlEntry | null {
  return map.entries.find((entry) => entry.key === key) ?? null;
}

/** The text under `key`; empty where there is none or it is no scalar. */
export function textOf(map: YamlMap, key: string): string {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' && value.value !== null ? value.text.trim() : '';
}

/** The texts of a list under `key`; a scalar counts as a list of one. */
export function textsOf(map: YamlMap, key: string): string[] {
  const value = entryOf(map, key)?.value;
  const items = value === undefined ? [] : value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [item.text.trim()] : []));
}
