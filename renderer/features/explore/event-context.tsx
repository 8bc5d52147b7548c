/** What came before and after an event: of the same entity in time, or in the same source. `[` and `]` show more or less. */
import { useState, type ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAsk } from '../../app/engine/queries.tsx';
import { clockTime, time, useZone, zoneText } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Select } from '../../ui/field.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Failed, Notice, Skeleton } from '../../ui/states.tsx';
import classes from './explore.module.css';

const FIRST = 10;
const MOST = 320;

interface EventContextProps {
  readonly id: number;
  readonly entities: PageOutput<'events.read'>['entities'];
  readonly onEvent: (id: string) => void;
}

export function EventContext({ id, entities, onEvent }: EventContextProps): ReactNode {
  const zone = useZone((store) => store.zone);
  const [width, setWidth] = useState(FIRST);
  const choices = entities.filter(
    ({ type }) => type === 'host' || type === 'user' || type === 'ip' || type === 'process',
  );
  const [by, setBy] = useState(choices.length > 0 ? '0' : 'source');
  const entity = choices[Number(by)];
  const around =
    entity === undefined
      ? ({ by: 'source' } as const)
      : ({ by: 'entity', entity: { type: entity.type, value: entity.value } } as const);
  const { data, error } = useAsk(
    'events.listContext',
    { id, around, before: width, after: width },
    { keepsPrevious: true },
  );
  useCommands('context', [
    {
      id: 'events.wider',
      title: 'Show more context',
      group: 'Events',
      keys: [']'],
      whyNot: width >= MOST ? 'there is no more than this' : null,
      run: () => setWidth(Math.min(MOST, width * 2)),
    },
    {
      id: 'events.narrower',
      title: 'Show less context',
      group: 'Events',
      keys: ['['],
      whyNot: width <= 5 ? 'there is no less than this' : null,
      run: () => setWidth(Math.max(5, Math.floor(width / 2))),
    },
  ]);
  if (error !== null) return <Failed error={error} />;
  if (data === undefined) return <Skeleton rows={8} />;
  const rows = [...data.before, data.event, ...data.after];
  return (
    <>
      <Notice>
        <Select
          label="Around"
          isLabelHidden
          value={by}
          options={[
            ...choices.map(({ label, value, type }, at) => [String(at), `${type} ${label || value}`] as const),
            ['source', 'the same source'] as const,
          ]}
          onChange={setBy}
        />
        {data.before.length} before, {data.after.length} after · {time(data.event.timeUs, zone, 'second').slice(0, 10)}{' '}
        {zoneText(zone, data.event.timeUs)}
      </Notice>
      {rows.map((event) => (
        <button
          key={event.id}
          type="button"
          className={classes['context']}
          aria-current={event.id === id}
          onClick={() => onEvent(String(event.id))}
        >
          <time title={time(event.timeUs, zone, 'us')}>{clockTime(event.timeUs, zone)}</time>
          <SeverityMark severity={event.severity} isShort />
          <EvidenceText isLine>{event.message}</EvidenceText>
        </button>
      ))}
    </>
  );
}
