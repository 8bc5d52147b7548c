/** The query above a list: completed and checked while it is typed, and shown as chips that can be taken away. */
import { lazy, Suspense, type ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAsk, useEngine, useWorkspaceId } from '../../app/engine/queries.tsx';
import { useMemory } from '../../app/memory.ts';
import { useZone } from '../../lib/format.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Completion, QueryMistake } from '../../ui/editor/types.ts';
import classes from './queue.module.css';

const QueryBar = lazy(() => import('../../ui/editor/query-bar.tsx').then((module) => ({ default: module.QueryBar })));

type Subject = 'events' | 'alerts' | 'incidents';

/** What asks for everything; an empty line shows it. */
const EVERYTHING = '*';
const KEPT_HISTORY = 50;

const EXAMPLES: Readonly<Record<Subject, string>> = {
  events: 'host:ws-12 and process.name:powershell.exe | last 24h',
  alerts: 'severity>=high and not host:ws-12',
  incidents: 'risk>=60 and not status:closed',
};

interface QueryLineProps {
  readonly subject: Subject;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly children?: ReactNode;
}

export function QueryLine({ subject, query, onQuery, children }: QueryLineProps): ReactNode {
  const engine = useEngine();
  const workspace = useWorkspaceId();
  const zone = useZone((store) => store.zone);
  const [history, setHistory] = useMemory<readonly string[]>(`history.${subject}`, []);
  const [asksFocus, setAsksFocus] = useMemory(`query.${subject}.focus`, false);
  const { data } = useAsk('query.check', { subject, text: query, zone }, { keepsPrevious: true });

  async function complete(text: string, at: number, signal: AbortSignal): Promise<readonly Completion[]> {
    const { candidates } = await engine.call(workspace as never, 'query.complete', { subject, text, at }, { signal });
    return candidates.map(({ kind, insert, from, to, about }) => ({ kind, text: insert, from, to, detail: about }));
  }

  async function check(text: string, signal: AbortSignal): Promise<readonly QueryMistake[]> {
    const { problems } = await engine.call(workspace as never, 'query.check', { subject, text, zone }, { signal });
    return problems.map(({ from, to, message, hint }) => ({
      from,
      to,
      message: hint === null ? message : `${message}. ${hint}`,
    }));
  }

  function submit(text: string): void {
    const asked = text.trim() === '' ? EVERYTHING : text.trim();
    setHistory([asked, ...history.filter((one) => one !== asked)].slice(0, KEPT_HISTORY));
    onQuery(asked);
    leave();
  }

  function leave(): void {
    setAsksFocus(false);
    document.querySelector<HTMLElement>('[role="grid"]')?.focus();
  }

  useCommands('query', [
    { id: 'list.search', title: 'Search', group: 'List', keys: ['/'], run: () => setAsksFocus(true) },
  ]);

  return (
    <div className={classes['filters']}>
      <div className={classes['query']}>
        <Suspense fallback={<div className={classes['queryRoom']} />}>
          <QueryBar
            label={`Query over ${subject}`}
            placeholder={`${EXAMPLES[subject]} (Enter asks, / comes back here)`}
            value={query === EVERYTHING ? '' : query}
            onSubmit={submit}
            complete={complete}
            check={check}
            history={history}
            isFocused={asksFocus}
            onLeave={leave}
          />
        </Suspense>
      </div>
      {query !== EVERYTHING &&
        data?.terms.map((term) => (
          <Chip
            key={`${term.from} ${term.text}`}
            onRemove={() => onQuery(term.without === '' ? EVERYTHING : term.without)}
          >
            {term.text}
          </Chip>
        ))}
      {children}
    </div>
  );
}
