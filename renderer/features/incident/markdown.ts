/**
 * A small part of Markdown, read into plain data: headings, lists, quotes, code, bold. Links, images and HTML stay
 * the text that they are, because a note is evidence too and may have been pasted from anywhere.
 */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly inlines: readonly Inline[] };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'bullets' | 'numbers'; readonly items: readonly (readonly Inline[])[] };

const FENCE = /^\s*```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBER = /^\s*\d{1,9}[.)]\s+(.*)$/;
const QUOTE = /^\s*>\s?(.*)$/;

export function parseMarkdown(text: string): readonly Block[] {
  const lines = text.split(/\r\n|\r|\n/);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === '') {
      at++;
    } else if (FENCE.test(line)) {
      const end = lines.findIndex((one, index) => index > at && FENCE.test(one));
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last + 1;
    } else {
      const [block, next] = blockAt(lines, at);
      blocks.push(block);
      at = next;
    }
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number): readonly [block: Block, next: number] {
  const heading = HEADING.exec(lines[at]!);
  if (heading !== null) {
    const level = Math.min(3, heading[1]!.length) as 1 | 2 | 3;
    return [{ kind: 'heading', level, inlines: parseInline(heading[2]!) }, at + 1];
  }
  for (const [kind, pattern] of [
    ['bullets', BULLET],
    ['numbers', NUMBER],
  ] as const) {
    const [items, next] = run(lines, at, pattern);
    if (items.length > 0) return [{ kind, items: items.map(parseInline) }, next];
  }
  const [quoted, afterQuote] = run(lines, at, QUOTE);
  if (quoted.length > 0) return [{ kind: 'quote', lines: quoted.map(parseInline) }, afterQuote];
  let next = at + 1;
  while (next < lines.length && !startsBlock(lines[next]!)) next++;
  return [{ kind: 'paragraph', lines: lines.slice(at, next).map(parseInline) }, next];
}

/** What `pattern` takes of each of the lines that follow each other. */
function run(lines: readonly string[], at: number, pattern: RegExp): readonly [taken: readonly string[], next: number] {
  const taken: string[] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const found = pattern.exec(lines[next]!);
    if (found === null) break;
    taken.push(found[1]!);
  }
  return [taken, next];
}

function startsBlock(line: string): boolean {
  return line.trim() === '' || [FENCE, HEADING, BULLET, NUMBER, QUOTE].some((pattern) => pattern.test(line));
}

/** No single stars and no underscores: notes are full of `*.exe` and `__init__`, which must stay what they are. */
const MARKS = [
  { kind: 'code', open: '`' },
  { kind: 'strong', open: '**' },
] as const;

/** Code may stand in bold; deeper is text. */
const DEPTH = 1;

function parseInline(line: string, depth = 0): readonly Inline[] {
  const inlines: Inline[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') inlines.push({ kind: 'text', text });
    text = '';
  };
  let at = 0;
  while (at < line.length) {
    const mark = MARKS.find(({ open }) => line.startsWith(open, at));
    const inner = mark === undefined ? null : insideOf(line, at + mark.open.length, mark.open);
    if (mark === undefined || inner === null || (mark.kind !== 'code' && depth >= DEPTH)) {
      const width = mark?.open.length ?? 1;
      text += line.slice(at, at + width);
      at += width;
      continue;
    }
    flush();
    if (mark.kind === 'code') inlines.push({ kind: 'code', text: inner });
    else inlines.push({ kind: mark.kind, inlines: parseInline(inner, depth + 1) });
    at += inner.length + 2 * mark.open.length;
  }
  flush();
  return inlines;
}

/** What stands between a mark and its like; null where it is not closed or holds nothing, or begins with a space. */
function insideOf(line: string, from: number, mark: string): string | null {
  const end = line.indexOf(mark, from);
  if (end <= from || line[from] === ' ' || line[end - 1] === ' ') return null;
  return line.slice(from, end);
}
