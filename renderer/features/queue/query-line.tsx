/** The query above a list: typed, checked while it is typed, and shown as chips that can be taken away. */
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { useZone } from '../../lib/format.ts';
import { Chip } from '../../ui/chip.tsx';
import { TextField } from '../../ui/field.tsx';
import { useCommands } from '../../app/commands/use-commands.ts';
import classes from './queue.module.css';

interface QueryLineProps {
  readonly subject: 'events' | 'alerts' | 'incidents';
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly children?: ReactNode;
}

const FIELD_ID = 'query-line';

export function QueryLine({ subject, query, onQuery, children }: QueryLineProps): ReactNode {
  const [text, setText] = useState(query);
  const zone = useZone((store) => store.zone);
  const { data: typed } = useAsk(
    'query.check',
    { subject, text: useDeferredValue(text), zone },
    { keepsPrevious: true },
  );
  const { data: asked } = useAsk('query.check', { subject, text: query, zone }, { keepsPrevious: true });
  const problem = typed?.problems[0];

  useEffect(() => setText(query), [query]);
  useCommands('query', [
    {
      id: 'list.search',
      title: 'Search',
      group: 'List',
      keys: ['/'],
      run: () => document.querySelector<HTMLInputElement>(`#${FIELD_ID} input`)?.select(),
    },
  ]);

  return (
    <div className={classes['filters']}>
      <form
        className={classes['query']}
        id={FIELD_ID}
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === undefined) onQuery(text.trim());
          (document.activeElement as HTMLElement | null)?.blur();
        }}
      >
        <TextField
          label={`Query over ${subject}`}
          isLabelHidden
          type="search"
          value={text}
          onChange={setText}
          placeholder="host:ws-12 and risk>=60; Enter asks, / comes back here"
          error={problem === undefined ? null : `${problem.message}${problem.hint === null ? '' : `. ${problem.hint}`}`}
        />
      </form>
      {asked?.terms.map((term) => (
        <Chip key={`${term.from} ${term.text}`} onRemove={() => onQuery(term.without === '' ? '*' : term.without)}>
          {term.text}
        </Chip>
      ))}
      {children}
    </div>
  );
}
