/** Shows the pieces of a query apart. A query is one short line, so that it is read anew at each change. */
import { RangeSetBuilder } from '@codemirror/state';
import { Decoration, ViewPlugin, type DecorationSet, type EditorView } from '@codemirror/view';
import { tokensOf, type TokenKind } from './query-tokens.ts';

const marks = new Map<TokenKind, Decoration>();

function markOf(kind: TokenKind): Decoration {
  const known = marks.get(kind) ?? Decoration.mark({ class: `query-${kind}` });
  marks.set(kind, known);
  return known;
}

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, kind } of tokensOf(view.state.doc.toString())) builder.add(from, to, markOf(kind));
  return builder.finish();
}

export const queryHighlight = ViewPlugin.define(
  (view) => ({
    decorations: decorate(view),
    update({ docChanged, view: changed }) {
      if (docChanged) this.decorations = decorate(changed);
    },
  }),
  { decorations: ({ decorations }) => decorations },
);
