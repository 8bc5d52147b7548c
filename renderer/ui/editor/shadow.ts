/**
 * Mounts an editor of CodeMirror under our content security policy. In a document it writes its styles into a style element,
 * which the policy forbids; in a shadow root it adopts a style sheet, which needs no leave. Colours come in as custom
 * properties, which shadow roots inherit.
 */
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** What is typed here is the editor's alone: a listener outside sees the host as target and would take it for a command. */
function keepKeys(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}

export function mountEditor(host: HTMLElement, doc: string, extensions: Extension): EditorView {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view = new EditorView({ state: EditorState.create({ doc, extensions }), root, parent: root });
  host.addEventListener('keydown', keepKeys);
  return view;
}

/** Puts a text that comes from outside in place of what stands there. */
export function replaceText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length } });
}
