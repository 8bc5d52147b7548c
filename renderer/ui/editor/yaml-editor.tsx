/**
 * An editor for rules and other YAML. What is wrong is found by the engine and shown at its line, in the margin and below;
 * F8 goes to the next of it. Tab leaves, as it does everywhere: indenting is done by Enter and Mod+].
 */
import { defaultKeymap, history as undoing, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { forEachDiagnostic, lintGutter, nextDiagnostic } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { counted } from '../../lib/format.ts';
import { Button } from '../button.tsx';
import classes from './editor.module.css';
import { checking, yamlDiagnostic } from './mistakes.ts';
import { mountEditor, replaceText } from './shadow.ts';
import { EDITOR_THEME, YAML_THEME } from './theme.ts';
import type { YamlEditorProps } from './types.ts';

interface Problems {
  readonly number: number;
  readonly first: string;
}

const NO_PROBLEMS: Problems = { number: 0, first: '' };

export function YamlEditor(props: YamlEditorProps): ReactNode {
  const { label, value, isReadOnly = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  const [problems, setProblems] = useState(NO_PROBLEMS);

  useEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    const made = mountEditor(host.current!, latest.current.value, [
      yamlExtensions(() => latest.current),
      EditorState.readOnly.of(isReadOnly),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': String(isReadOnly), tabindex: '0' }),
      EditorView.updateListener.of(({ state }) => setProblems((before) => unlessSame(before, problemsOf(state)))),
    ]);
    view.current = made;
    return () => made.destroy();
  }, [label, isReadOnly]);

  useEffect(() => {
    if (view.current !== null) replaceText(view.current, value);
  }, [value]);

  return (
    <div className={classes['yaml']}>
      <div ref={host} className={classes['text']} />
      <div className={classes['foot']} role="status">
        <span className={classes['problem']}>
          {problems.number === 0 ? (isReadOnly ? 'Read only' : 'No problems') : problems.first}
        </span>
        {problems.number > 0 && (
          <Button
            kind="link"
            onPress={() => {
              view.current?.focus();
              nextDiagnostic(view.current!);
            }}
          >
            {counted(problems.number, 'problem')}
          </Button>
        )}
      </div>
    </div>
  );
}

function problemsOf(state: EditorState): Problems {
  let [number, first] = [0, ''];
  forEachDiagnostic(state, ({ message }, from) => {
    if (number++ === 0) first = `Line ${state.doc.lineAt(from).number}: ${message}`;
  });
  return { number, first };
}

function unlessSame(before: Problems, next: Problems): Problems {
  return before.number === next.number && before.first === next.first ? before : next;
}

/** By tone and weight: keys stand out, comments step back. */
const TONES = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--text-1)', fontWeight: '500' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace, tags.meta], color: 'var(--text-3)' },
  { tag: [tags.string, tags.content, tags.number, tags.bool, tags.keyword], color: 'var(--text-2)' },
  { tag: [tags.labelName, tags.typeName], color: 'var(--text-2)', fontStyle: 'italic' },
]);

function yamlExtensions(now: () => YamlEditorProps): Extension {
  function save(view: EditorView): boolean {
    now().onSave?.(view.state.doc.toString());
    return now().onSave !== undefined;
  }
  return [
    lineNumbers(),
    lintGutter(),
    highlightActiveLine(),
    highlightSpecialChars(),
    bracketMatching(),
    indentOnInput(),
    EditorState.tabSize.of(2),
    yaml(),
    syntaxHighlighting(TONES),
    undoing(),
    keymap.of([{ key: 'Mod-s', run: save }, { key: 'F8', run: nextDiagnostic }, ...historyKeymap, ...defaultKeymap]),
    checking(async (doc, signal) => {
      const found = (await now().check?.(doc.toString(), signal)) ?? [];
      return found.map((mistake) => yamlDiagnostic(mistake, doc));
    }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) now().onChange?.(state.doc.toString());
    }),
    YAML_THEME,
    EDITOR_THEME,
  ];
}
