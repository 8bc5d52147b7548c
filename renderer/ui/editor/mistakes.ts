/** Problems that the engine finds in what is typed. The latest question alone counts; an earlier one is called off. */
import { linter, type Diagnostic } from '@codemirror/lint';
import type { Extension, Text } from '@codemirror/state';
import type { QueryMistake, YamlMistake } from './types.ts';

const DELAY_MS = 250;

export function checking(check: (doc: Text, signal: AbortSignal) => Promise<readonly Diagnostic[]>): Extension {
  let asking = new AbortController();
  return linter(
    async (view) => {
      asking.abort();
      asking = new AbortController();
      return check(view.state.doc, asking.signal).catch(() => []);
    },
    { delay: DELAY_MS },
  );
}

export function queryDiagnostic({ from, to, message }: QueryMistake, length: number): Diagnostic {
  // A mistake at the end, such as something missing, is shown on the last character.
  const end = Math.min(Math.max(to, from + 1), length);
  return { from: Math.max(0, Math.min(from, end - 1)), to: end, severity: 'error', message };
}

/** From line and column to the rest of the word there; outside of the text it is its last place. */
export function yamlDiagnostic({ line, column, message, isWarning = false }: YamlMistake, doc: Text): Diagnostic {
  const at = doc.line(Math.max(1, Math.min(doc.lines, line)));
  const from = Math.min(at.to, at.from + Math.max(0, column - 1));
  const word = /^\S+/.exec(at.text.slice(from - at.from))?.[0].length ?? 0;
  return {
    from: word === 0 ? at.from : from,
    to: word === 0 ? at.to : from + word,
    severity: isWarning ? 'warning' : 'error',
    message,
  };
}
