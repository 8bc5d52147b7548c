/** The popup of a query bar. Nothing in it is chosen before an arrow or Tab is pressed, so that Enter runs what was typed. */
import {
  acceptCompletion,
  autocompletion,
  completionStatus,
  currentCompletions,
  moveCompletionSelection,
  selectedCompletion,
  startCompletion,
  type Completion as Option,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { count } from '../../lib/format.ts';
import type { Completion, QueryBarProps } from './types.ts';

type Complete = NonNullable<QueryBarProps['complete']>;

export function queryCompletion(complete: () => Complete | undefined): Extension {
  return autocompletion({
    override: [(context) => optionsAt(context, complete())],
    selectOnOpen: false,
    // Meant for popups that choose by themselves; here a key always means what it says.
    interactionDelay: 0,
    icons: false,
    aboveCursor: false,
    maxRenderedOptions: 50,
    activateOnTypingDelay: 60,
  });
}

async function optionsAt(context: CompletionContext, complete?: Complete): Promise<CompletionResult | null> {
  if (complete === undefined) return null;
  const asking = new AbortController();
  context.addEventListener('abort', () => asking.abort());
  const found = await complete(context.state.doc.toString(), context.pos, asking.signal).catch(() => []);
  if (context.aborted || found.length === 0) return null;
  return { from: Math.min(...found.map(({ from }) => from)), options: found.map(optionOf), filter: false };
}

function optionOf(candidate: Completion): Option {
  const about = [candidate.detail, candidate.count === undefined ? undefined : count(candidate.count)];
  return {
    label: candidate.text,
    detail: about.filter((part) => part !== undefined).join('  '),
    apply: (view) => {
      const { from, to, text } = candidate;
      view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } });
      // A field asks for its value at once.
      if (candidate.kind === 'field') startCompletion(view);
    },
  };
}

/** Takes what is chosen, or the first of the popup; false where no popup is open. */
export function takeCompletion(view: EditorView): boolean {
  if (completionStatus(view.state) !== 'active' || currentCompletions(view.state).length === 0) return false;
  if (selectedCompletion(view.state) === null) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}
