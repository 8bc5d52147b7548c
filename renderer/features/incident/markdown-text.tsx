/** A note as it reads. It is made of elements and text alone: nothing that was typed becomes markup, and no link opens. */
import { Fragment, type ReactNode } from 'react';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { parseMarkdown, type Block, type Inline } from './markdown.ts';
import classes from './markdown-text.module.css';

export function MarkdownText({ children }: { readonly children: string }): ReactNode {
  return (
    <div className={classes['note']} dir="auto">
      {parseMarkdown(children).map((block, at) => (
        <BlockOf key={at} block={block} />
      ))}
    </div>
  );
}

function BlockOf({ block }: { readonly block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      // The levels of the page are taken; what a note calls a heading is one inside of the note.
      return (
        <p className={classes[`heading${block.level}`]} role="heading" aria-level={block.level + 3}>
          <Inlines inlines={block.inlines} />
        </p>
      );
    case 'code':
      return (
        <pre className={classes['code']}>
          <EvidenceText>{block.text}</EvidenceText>
        </pre>
      );
    case 'bullets':
      return <ul className={classes['bullets']}>{itemsOf(block.items)}</ul>;
    case 'numbers':
      return <ol className={classes['numbers']}>{itemsOf(block.items)}</ol>;
    case 'quote':
      return <blockquote className={classes['quote']}>{linesOf(block.lines)}</blockquote>;
    case 'paragraph':
      return <p>{linesOf(block.lines)}</p>;
  }
}

function itemsOf(items: readonly (readonly Inline[])[]): ReactNode {
  return items.map((inlines, at) => (
    <li key={at}>
      <Inlines inlines={inlines} />
    </li>
  ));
}

function linesOf(lines: readonly (readonly Inline[])[]): ReactNode {
  return lines.map((inlines, at) => (
    <Fragment key={at}>
      {at > 0 && <br />}
      <Inlines inlines={inlines} />
    </Fragment>
  ));
}

function Inlines({ inlines }: { readonly inlines: readonly Inline[] }): ReactNode {
  return inlines.map((inline, at) => <InlineOf key={at} inline={inline} />);
}

function InlineOf({ inline }: { readonly inline: Inline }): ReactNode {
  switch (inline.kind) {
    case 'text':
      return <EvidenceText isProse>{inline.text}</EvidenceText>;
    case 'code':
      return (
        <code>
          <EvidenceText>{inline.text}</EvidenceText>
        </code>
      );
    case 'strong':
      return (
        <strong>
          <Inlines inlines={inline.inlines} />
        </strong>
      );
  }
}
