/**
 * The line that queries are typed into: completion and problems come from the engine, Enter runs it, the arrows bring back
 * earlier queries, Esc leaves. The text is CodeMirror's; what is in force is the caller's.
 */
import { closeCompletion, completionKeymap, completionStatus, selectedCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history as undoing, historyKeymap } from '@codemirror/commands';
import { forEachDiagnostic } from '@codemirror/lint';
import { EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, placeholder as placeholderOf } from '@codemirror/view';
import { Search } from 'lucide-react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../icon.tsx';
import classes from './editor.module.css';
import { checking, queryDiagnostic } from './mistakes.ts';
import { queryCompletion, takeCompletion } from './query-completion.ts';
import { queryHighlight } from './query-highlight.ts';
import { mountEditor, replaceText } from './shadow.ts';
import { EDITOR_THEME, QUERY_THEME } from './theme.ts';
import type { QueryBarProps } from './types.ts';

export function QueryBar(props: QueryBarProps): ReactNode {
  const { label, value, placeholder = '', isFocused = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  const [mistake, setMistake] = useState<string | null>(null);
  const id = useId();

  useEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    const made = mountEditor(host.current!, latest.current.value, [
      queryExtensions(() => latest.current),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-multiline': 'false',
        spellcheck: 'false',
        tabindex: '0',
      }),
      placeholderOf(placeholder),
      EditorView.updateListener.of(({ state }) => setMistake(firstMistake(state))),
    ]);
    view.current = made;
    return () => made.destroy();
  }, [label, placeholder]);

  useEffect(() => {
    if (view.current !== null) replaceText(view.current, value);
  }, [value]);

  useEffect(() => {
    if (isFocused) view.current?.focus();
  }, [isFocused]);

  return (
    // A press beside the text is meant for the text.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className={classes['bar']} data-invalid={mistake !== null} onClick={() => view.current?.focus()}>
      <span className={classes['glass']}>
        <Icon of={Search} size={14} />
      </span>
      <div ref={host} className={classes['line']} />
      <span id={id} className={classes['mistake']} role="status" title={mistake ?? undefined}>
        {mistake}
      </span>
    </div>
  );
}

function firstMistake(state: EditorState): string | null {
  let first: string | null = null;
  forEachDiagnostic(state, ({ message }) => (first ??= message));
  return first;
}

/** `now` gives the props as they are when a key is pressed. */
function queryExtensions(now: () => QueryBarProps): Extension {
  /** How far back in the history; -1 is what is being typed. */
  let back = -1;
  let typed = '';

  function recall(view: EditorView, by: number): boolean {
    const { history = [] } = now();
    const next = back + by;
    if (next < -1 || next >= history.length) return history.length > 0;
    if (back === -1) typed = view.state.doc.toString();
    replaceText(view, next === -1 ? typed : history[next]!);
    back = next;
    return true;
  }

  function submit(view: EditorView): boolean {
    if (completionStatus(view.state) === 'active' && selectedCompletion(view.state) !== null)
      return takeCompletion(view);
    closeCompletion(view);
    back = -1;
    now().onSubmit(view.state.doc.toString());
    return true;
  }

  function leave(view: EditorView): boolean {
    if (closeCompletion(view)) return true;
    view.contentDOM.blur();
    now().onLeave?.();
    return true;
  }

  return [
    Prec.highest(
      keymap.of([
        { key: 'Enter', run: submit, shift: submit },
        { key: 'Tab', run: takeCompletion },
      ]),
    ),
    keymap.of(completionKeymap.filter(({ key }) => key !== 'Escape' && key !== 'Enter')),
    keymap.of([
      { key: 'Escape', run: leave },
      { key: 'ArrowUp', run: (view) => recall(view, 1) },
      { key: 'ArrowDown', run: (view) => recall(view, -1) },
    ]),
    undoing(),
    keymap.of([...historyKeymap, ...defaultKeymap]),
    queryCompletion(() => now().complete),
    checking(async (doc, signal) => {
      const found = (await now().check?.(doc.toString(), signal)) ?? [];
      return found.map((mistake) => queryDiagnostic(mistake, doc.length));
    }),
    queryHighlight,
    highlightSpecialChars(),
    EditorView.clipboardInputFilter.of((text) => text.trim().replaceAll(/\s*[\r\n]+\s*/g, ' ')),
    EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change)),
    EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      if (!docChanged) return;
      if (transactions.some((one) => one.isUserEvent('input') || one.isUserEvent('delete'))) back = -1;
      now().onChange?.(state.doc.toString());
    }),
    QUERY_THEME,
    EDITOR_THEME,
  ];
}
