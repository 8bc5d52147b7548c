/**
 * The YAML that rules are written in, read line by line: block maps and lists, scalars plain, quoted or literal. It is
 * twenty times as fast as a whole YAML parser and gives up at the first sign of anything else, errors included, so
 * that one parser decides what YAML means and what is wrong with it. A text read here reads the same there.
 */
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './yaml.ts';

export interface PlainDocument {
  readonly line: number;
  readonly root: YamlNode;
}

const MAX_CHARS = 256 * 1024;
const MAX_DEPTH = 16;

/** Thrown at whatever is not plain; caught where reading starts. */
class NotPlain extends Error {}

/** The documents of a text, empty ones left out; null where the text is more than plain. */
export function readPlainYaml(text: string): PlainDocument[] | null {
  if (text.length > MAX_CHARS || UNUSUAL.test(text)) return null;
  try {
    return new PlainReader(text).documents();
  } catch (thrown) {
    if (thrown instanceof NotPlain) return null;
    throw thrown;
  }
}

/** Control characters, byte order marks, separators that other parsers count as line breaks, and lone surrogates. */
const UNUSUAL = /[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

interface Line {
  /** Spaces before the content. */
  readonly indent: number;
  /** From the first to the last character that is no space; empty for a line to pass over. */
  readonly content: string;
  readonly number: number;
}

class PlainReader {
  readonly #raw: readonly string[];
  readonly #lines: Line[];
  #at = 0;

  constructor(text: string) {
    this.#raw = text.split('\n');
    this.#lines = this.#raw.map((raw, index) => {
      const content = raw.trimEnd();
      let indent = 0;
      while (content.charCodeAt(indent) === 0x20) indent++;
      return { indent, content: content.slice(indent), number: index + 1 };
    });
  }

  documents(): PlainDocument[] {
    const documents: PlainDocument[] = [];
    for (let line = this.#next(); line !== null; line = this.#next()) {
      if (line.content === '---' && line.indent === 0) {
        this.#at++;
        continue;
      }
      if (line.indent !== 0) throw new NotPlain();
      const root = this.#block(line, 0);
      if (root.kind !== 'map') throw new NotPlain();
      documents.push({ line: root.line, root });
      const after = this.#next();
      if (after !== null && !(after.content === '---' && after.indent === 0)) throw new NotPlain();
    }
    return documents;
  }

  /** The next line with content; null at the end. Stands on it. */
  #next(): Line | null {
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at]!;
      if (line.content === '' || line.content.startsWith('#')) continue;
      if (line.indent === 0 && (line.content.startsWith('%') || line.content.startsWith('...'))) throw new NotPlain();
      if (line.indent === 0 && line.content.startsWith('---') && line.content !== '---') throw new NotPlain();
      return line;
    }
    return null;
  }

  /** The map or list that starts on `line`, where the reader stands. */
  #block(line: Line, depth: number): YamlNode {
    if (depth > MAX_DEPTH) throw new NotPlain();
    return isItem(line.content) ? this.#list(line, depth) : this.#map(line.indent, line, depth);
  }

  #list(first: Line, depth: number): YamlNode {
    const items: YamlNode[] = [];
    for (let line: Line | null = first; line !== null; line = this.#next()) {
      if (line.indent < first.indent || !isItem(line.content)) break;
      if (line.indent > first.indent) throw new NotPlain();
      items.push(this.#item(line, depth));
    }
    return { kind: 'list', items, line: first.number };
  }

  #item(line: Line, depth: number): YamlNode {
    const rest = line.content.slice(1).trimStart();
    if (rest === '' || rest.startsWith('#') || isItem(rest)) throw new NotPlain();
    const indent = line.indent + line.content.length - rest.length;
    if (keyEnd(rest) === -1) return this.#scalar(rest, line, line.indent);
    const inner: Line = { indent, content: rest, number: line.number };
    return this.#map(indent, inner, depth + 1);
  }

  #map(indent: number, first: Line, depth: number): YamlMap {
    const entries: YamlEntry[] = [];
    const keys = new Set<string>();
    for (let line: Line | null = first; line !== null; line = this.#next()) {
      if (line.indent < indent || isItem(line.content) || line.content === '---') break;
      if (line.indent > indent) throw new NotPlain();
      const end = keyEnd(line.content);
      if (end === -1) throw new NotPlain();
      const key = keyText(line.content.slice(0, end));
      if (keys.has(key)) throw new NotPlain();
      keys.add(key);
      entries.push({ key, line: line.number, value: this.#value(line, end + 1, indent, depth) });
    }
    return { kind: 'map', line: first.number, entries };
  }

  #value(line: Line, start: number, indent: number, depth: number): YamlNode {
    const rest = line.content.slice(start).trimStart();
    if (rest !== '' && !rest.startsWith('#')) return this.#scalar(rest, line, indent);
    this.#at++;
    const below = this.#next();
    // A list may stand as far left as the key it belongs to.
    const isBelow = below !== null && (below.indent > indent || (below.indent === indent && isItem(below.content)));
    if (!isBelow) throw new NotPlain();
    return this.#block(below, depth + 1);
  }

  /** A scalar that starts in the middle of `line`; what continues it stands further right than `indent`. */
  #scalar(rest: string, line: Line, indent: number): YamlScalar {
    const [head] = rest;
    this.#at++;
    if (head === '|') return this.#literal(rest, line, indent);
    if (head === "'" || head === '"') return quoted(rest, line.number);
    const lines = [plainPart(rest, true)];
    for (; this.#at < this.#lines.length; this.#at++) {
      const more = this.#lines[this.#at]!;
      if (more.content === '') {
        // Only a break that more of the scalar follows counts; rules hardly ever have one.
        const after = this.#next();
        if (after !== null && after.indent > indent) throw new NotPlain();
        break;
      }
      if (more.indent <= indent || more.content.startsWith('#')) break;
      lines.push(plainPart(more.content, false));
    }
    if (lines.length > 1 && rest.includes(' #')) throw new NotPlain();
    return plainScalar(lines.join(' '), line.number);
  }

  #literal(header: string, line: Line, indent: number): YamlScalar {
    if (header !== '|' && header !== '|-') throw new NotPlain();
    let start = this.#at;
    while (start < this.#lines.length && this.#lines[start]!.content === '') start++;
    const first = this.#lines[start];
    if (first === undefined || first.indent <= indent || start !== this.#at) throw new NotPlain();
    const parts: string[] = [];
    for (; this.#at < this.#lines.length; this.#at++) {
      const { content, indent: own } = this.#lines[this.#at]!;
      const raw = this.#raw[this.#at]!;
      if (content === '' && raw.length > first.indent) throw new NotPlain();
      if (content !== '' && own < first.indent) {
        if (own > indent) throw new NotPlain();
        break;
      }
      parts.push(raw.slice(first.indent));
    }
    while (parts.at(-1) === '') parts.pop();
    const text = parts.join('\n') + (header === '|' ? '\n' : '');
    return { kind: 'scalar', value: text, text, line: line.number };
  }
}

function isItem(content: string): boolean {
  return content.startsWith('-') && (content.length === 1 || content[1] === ' ');
}

/** Position of the colon that ends a key at the start of `content`, or -1 where no key stands there. */
function keyEnd(content: string): number {
  const [head] = content;
  if (head === "'" || head === '"') {
    const close = closingQuote(content);
    return isColon(content, close + 1) ? close + 1 : -1;
  }
  const comment = content.indexOf(' #');
  for (let at = content.indexOf(':'); at !== -1; at = content.indexOf(':', at + 1)) {
    if (isColon(content, at)) return comment !== -1 && comment < at ? -1 : at;
  }
  return -1;
}

function isColon(content: string, at: number): boolean {
  return content[at] === ':' && (at + 1 === content.length || content[at + 1] === ' ');
}

function keyText(source: string): string {
  if (source.startsWith("'") || source.startsWith('"')) return quoted(source, 0).text;
  if (source === '' || source.endsWith(' ') || source === '<<' || source.length > 1_000) throw new NotPlain();
  const { value, text } = plainScalar(plainPart(source, true), 0);
  // `true` and `True` would be one key.
  if (typeof value !== 'string' && typeof value !== 'number') throw new NotPlain();
  return text;
}

/** Characters that give a plain scalar another meaning where they start it. */
const INDICATORS = new Set('[]{},#&*!|>\'"%@`?:-');

/** One line of a plain scalar, without the comment behind it. */
function plainPart(source: string, isStart: boolean): string {
  const [head] = source;
  const isNegative = head === '-' && source.length > 1 && source[1] !== ' ';
  const isPlainColon = head === ':' && source.length > 1 && source[1] !== ' ';
  if (isStart && INDICATORS.has(head!) && !isNegative && !isPlainColon) throw new NotPlain();
  const comment = source.indexOf(' #');
  if (comment !== -1 && !isStart) throw new NotPlain();
  const text = comment === -1 ? source : source.slice(0, comment).trimEnd();
  if (text.includes(': ') || text.endsWith(':') || text === '---' || text === '...') throw new NotPlain();
  return text;
}

function closingQuote(source: string): number {
  const [quote] = source;
  for (let at = 1; at < source.length; at++) {
    if (source[at] !== quote) {
      if (quote === '"' && source[at] === '\\') at++;
    } else if (quote === "'" && source[at + 1] === "'") at++;
    else return at;
  }
  throw new NotPlain();
}

/** A quoted scalar that ends on its line. */
function quoted(source: string, line: number): YamlScalar {
  const close = closingQuote(source);
  if (!/^(?:\s+#.*)?$/.test(source.slice(close + 1))) throw new NotPlain();
  const inner = source.slice(1, close);
  const text = source.startsWith("'") ? inner.replaceAll("''", "'") : unescaped(inner);
  return { kind: 'scalar', value: text, text, line };
}

function unescaped(inner: string): string {
  return inner.replace(/\\(.?)/g, (_, char: string) => {
    if (char === '\\' || char === '"') return char;
    throw new NotPlain();
  });
}

/** What a plain scalar is in YAML's core schema; numbers of any but the plainest form are left to the other parser. */
function plainScalar(text: string, line: number): YamlScalar {
  const value = PLAIN_WORDS.has(text) ? PLAIN_WORDS.get(text)! : text;
  if (/^[-+.\d]/.test(text) && value === text && LOOKS_NUMERIC.test(text)) {
    if (!/^(?:0|-?[1-9]\d{0,14})$/.test(text)) throw new NotPlain();
    return { kind: 'scalar', value: Number(text), text, line };
  }
  return { kind: 'scalar', value, text, line };
}

const LOOKS_NUMERIC = /^[-+]?(?:0x[\da-fA-F]+|0o[0-7]+|\.inf|\.nan|[\d.]+(?:e[-+]?\d+)?)$/i;

const PLAIN_WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL', '~'].map((word) => [word, null] as const),
]);
