/** What stands around an event: the records beside it in its source, or the events that name the same entity. */
import { useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { useCommands } from '../../app/commands/use-commands.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Select } from '../../ui/field.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { counted } from '../../lib/format.ts';
import { useIncident } from './incident-context.ts';
import { PaneBody } from './pane.tsx';
import type { EventRead, EventRow } from './types.ts';
import { When } from './when.tsx';
import { typeText } from './words.ts';
import classes from './event-pane.module.css';

const FIRST = 5;
const MOST = 320;
const SOURCE = 'source';

export function EventContext({ read: { event, entities } }: { readonly read: EventRead }): ReactNode {
  const [around, setAround] = useState(SOURCE);
  const [each, setEach] = useState(FIRST);
  const entity = entities.find(({ type, value }) => `${type} ${value}` === around);
  const by =
    entity === undefined
      ? ({ by: 'source' } as const)
      : ({ by: 'entity', entity: { type: entity.type, value: entity.value } } as const);
  const { data, error, refetch } = useAsk(
    'events.listContext',
    { id: event.id, around: by, before: each, after: each },
    { keepsPrevious: true },
  );
  const widen = (): void => setEach(Math.min(MOST, each * 2));
  const narrow = (): void => setEach(Math.max(FIRST, Math.floor(each / 2)));
  const atMost = each === MOST ? 'there is no more to show here' : null;
  useCommands('incident.context', [
    { id: 'events.widen', title: 'Widen the context', group: 'Events', keys: [']'], whyNot: atMost, run: widen },
    { id: 'events.narrow', title: 'Narrow the context', group: 'Events', keys: ['['], run: narrow },
  ]);
  const unique = new Map(entities.map((one) => [`${one.type} ${one.value}`, one]));
  return (
    <PaneBody label="Events around this one">
      <div className={classes['around']}>
        <Select
          label="Around it"
          value={around}
          onChange={setAround}
          options={[
            [SOURCE, 'in its source'],
            ...[...unique].map(([key, { type, label }]) => [key, `with ${typeText(type)} ${label}`] as const),
          ]}
        />
        <Button onPress={narrow}>Narrow</Button>
        <Button onPress={widen}>Widen</Button>
      </div>
      {error !== null && data === undefined && <Failed error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={FIRST} />}
      {data !== undefined && (
        <>
          <p className={classes['meta']}>
            {counted(data.before.length, 'event')} before, {counted(data.after.length, 'event')} after
          </p>
          <ol>
            {data.before.map((one) => (
              <Neighbour key={one.id} event={one} />
            ))}
            <Neighbour event={data.event} isHere />
            {data.after.map((one) => (
              <Neighbour key={one.id} event={one} />
            ))}
          </ol>
        </>
      )}
    </PaneBody>
  );
}

function Neighbour({ event, isHere = false }: { readonly event: EventRow; readonly isHere?: boolean }): ReactNode {
  const { openEvent } = useIncident();
  return (
    <li>
      <button type="button" className={classes['neighbour']} aria-current={isHere} onClick={() => openEvent(event.id)}>
        <When timeUs={event.timeUs} precision="ms" />
        <EvidenceText>{event.message.slice(0, 400)}</EvidenceText>
      </button>
    </li>
  );
}
