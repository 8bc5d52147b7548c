/** Query bar and YAML editor with a made-up engine behind them. */
import { useState, type ReactNode } from 'react';
import { QueryBar } from '../../ui/editor/query-bar.tsx';
import { YamlEditor } from '../../ui/editor/yaml-editor.tsx';
import type { Completion, QueryMistake, YamlMistake } from '../../ui/editor/types.ts';
import { HOSTILE } from './hostile.ts';
import { Example } from './example.tsx';
import classes from './gallery.module.css';

const FIELDS = ['host', 'user', 'process.name', 'process.path', 'parent.name', 'CommandLine', 'EventID', 'severity'];
const VALUES: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  host: [
    ['WS-12', 48_210],
    ['DC-01', 20_114],
    ['KIOSK-3', 17],
  ],
  user: [
    ['contoso\\alice', 4_120],
    ['contoso\\svc-backup', 977],
  ],
};
const HISTORY = ['host:WS-12 and EventID:1', 'severity>=high | last 24h', 'CommandLine:"* -enc *"'];
const LONG =
  'host:WS-12 and (process.name:*.exe or dst_ip:10.0.0.0/8) and not user in (SYSTEM, "NT AUTHORITY\\*") and CommandLine:/-e(nc)?\\s+/ and dst_port:[1 to 1024] and EventID=4688 | last 24h';

async function complete(text: string, at: number): Promise<readonly Completion[]> {
  const word = /[^\s()]*$/.exec(text.slice(0, at))![0];
  const [field, value] = word.split(':');
  if (value !== undefined) {
    const from = at - value.length;
    return (VALUES[field ?? ''] ?? [])
      .filter(([one]) => one.toLowerCase().startsWith(value.toLowerCase()))
      .map(([one, count]) => ({ text: one, kind: 'value' as const, count, from, to: at }));
  }
  return FIELDS.filter((one) => word !== '' && one.toLowerCase().startsWith(word.toLowerCase())).map((one) => ({
    text: `${one}:`,
    kind: 'field' as const,
    detail: 'field of events',
    from: at - word.length,
    to: at,
  }));
}

async function check(text: string): Promise<readonly QueryMistake[]> {
  const at = text.indexOf('hosst');
  if (at >= 0) return [{ from: at, to: at + 5, message: 'No field is called `hosst`; did you mean `host`?' }];
  if ((text.split('"').length - 1) % 2 === 1)
    return [{ from: text.lastIndexOf('"'), to: text.length, message: 'The closing quote is missing' }];
  return [];
}

const RULE = `# A made-up rule
title: Shadow copies are deleted
id: 00000000-0000-4000-8000-000000000000
level: critcal
logsource:
  product: windows
  category: process_creation
detection:
  selection:
    Image|endswith: '\\vssadmin.exe'
    CommandLine|contains|all: [delete, shadows]
  condition: selection
note: "\u202Eturned ${HOSTILE.turned} and <script>alert(1)</script>"
`;

async function lint(text: string): Promise<readonly YamlMistake[]> {
  const lines = text.split('\n');
  const level = lines.findIndex((line) => line.includes('critcal'));
  const note = lines.findIndex((line) => line.startsWith('note:'));
  return [
    ...(level < 0
      ? []
      : [{ line: level + 1, column: 8, message: 'No level is called `critcal`; did you mean `critical`?' }]),
    ...(note < 0 ? [] : [{ line: note + 1, column: 1, message: 'Sigma knows no field `note`', isWarning: true }]),
  ];
}

export function EditorPart(): ReactNode {
  const [said, setSaid] = useState('nothing was run');
  const [query, setQuery] = useState('');
  function run(text: string): void {
    setQuery(text);
    setSaid(`ran ${text}`);
  }
  return (
    <>
      <Example title="Query bar, empty">
        <QueryBar
          label="Query"
          value={query}
          placeholder="All events; narrow them with host:… user:… or words"
          complete={complete}
          check={check}
          history={HISTORY}
          onSubmit={run}
          onLeave={() => setSaid('left')}
        />
        <p className={classes['said']} data-testid="query-said">
          {said}
        </p>
      </Example>
      <Example title="Query bar with everything the language has">
        <QueryBar label="Long query" value={LONG} complete={complete} check={check} onSubmit={run} />
      </Example>
      <Example title="Query bar with a mistake">
        <QueryBar label="Wrong query" value="hosst:WS-12 and user:alice" check={check} onSubmit={run} />
      </Example>
      <Example title="Query bar with hostile text">
        <QueryBar
          label="Hostile query"
          value={'user:"\u202Eecila\u202C" <img src=x onerror=alert(1)> 日本語 😀\u200B'}
          onSubmit={run}
        />
      </Example>
      <Example title="YAML with a mistake and a warning" heightPx={340}>
        <YamlEditor
          label="Rule"
          value={RULE}
          check={lint}
          onSave={(text) => setSaid(`saved ${text.length} characters`)}
        />
      </Example>
      <Example title="YAML, read only" heightPx={120}>
        <YamlEditor label="Rule that cannot be changed" value={'title: fixed\nlevel: low\n'} isReadOnly />
      </Example>
    </>
  );
}
