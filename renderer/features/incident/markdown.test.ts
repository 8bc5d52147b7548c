import { expect, test } from 'vitest';
import { HOSTILE_TEXTS } from '../../../test/ui/hostile-texts.ts';
import { parseMarkdown, type Block, type Inline } from './markdown.ts';

const text = (of: string): Inline => ({ kind: 'text', text: of });

test('reads headings, paragraphs, lists, quotes and code', () => {
  const source = ['# Title', 'one', 'two', '', '- a', '- b', '1. c', '> said', '```', '<b> **x**', '```'].join('\n');
  expect(parseMarkdown(source)).toEqual([
    { kind: 'heading', level: 1, inlines: [text('Title')] },
    { kind: 'paragraph', lines: [[text('one')], [text('two')]] },
    { kind: 'bullets', items: [[text('a')], [text('b')]] },
    { kind: 'numbers', items: [[text('c')]] },
    { kind: 'quote', lines: [[text('said')]] },
    { kind: 'code', text: '<b> **x**' },
  ] satisfies readonly Block[]);
});

test('reads bold and code in a line, and leaves marks that are not closed', () => {
  expect(parseMarkdown('a **b `c` d** e')).toEqual([
    {
      kind: 'paragraph',
      lines: [
        [text('a '), { kind: 'strong', inlines: [text('b '), { kind: 'code', text: 'c' }, text(' d')] }, text(' e')],
      ],
    },
  ]);
  expect(parseMarkdown('`a**` *.exe __init__ 2 ** 3 **')).toEqual([
    { kind: 'paragraph', lines: [[{ kind: 'code', text: 'a**' }, text(' *.exe __init__ 2 ** 3 **')]] },
  ]);
});

test('paths, links, images and markup stay what was typed, whatever it is', () => {
  for (const hostile of [...HOSTILE_TEXTS, '[a](http://x.example)', '<a href=//x>', String.raw`C:\Users\__init__\x`]) {
    const shown = parseMarkdown(hostile).map(textOf).join('\n');
    const kept = shown.replaceAll(/[\s*`#>-]/g, '');
    expect(kept).toBe(hostile.replaceAll(/[\s*`#>-]/g, ''));
  }
});

test('a long line of marks is read in time that grows with it', () => {
  const blocks = parseMarkdown(`${'**'.repeat(20_000)}x${'*_`'.repeat(20_000)}`);
  expect(blocks.length).toBe(1);
});

function textOf(block: Block): string {
  switch (block.kind) {
    case 'code':
      return block.text;
    case 'heading':
      return inlineText(block.inlines);
    case 'bullets':
    case 'numbers':
      return block.items.map(inlineText).join('\n');
    case 'quote':
    case 'paragraph':
      return block.lines.map(inlineText).join('\n');
  }
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => ('text' in inline ? inline.text : inlineText(inline.inlines))).join('');
}
