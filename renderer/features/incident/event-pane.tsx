/** One event that an alert rests on: its fields, its record as it stands in the evidence, what is around it, and where. */
import { BookmarkPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { useMemory } from '../../app/memory.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { count } from '../../lib/format.ts';
import { EventContext } from './event-context.tsx';
import { EventFields } from './event-fields.tsx';
import { EventPlace } from './event-place.tsx';
import { EventRaw } from './event-raw.tsx';
import { useIncident } from './incident-context.ts';
import type { EventRead } from './types.ts';
import { When } from './when.tsx';
import classes from './event-pane.module.css';

export function EventPane({ id }: { readonly id: number }): ReactNode {
  const { data, error, refetch } = useAsk('events.read', { id });
  if (data === undefined && error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  return <Shown key={id} read={data} />;
}

function Shown({ read }: { readonly read: EventRead }): ReactNode {
  const [tab, setTab] = useMemory('incident.eventTab', 'fields');
  const { work } = useIncident();
  const { event } = read;
  const fields = Object.keys(event.fields).length;
  return (
    <>
      <div className={classes['top']}>
        <p className={classes['meta']}>
          <When timeUs={event.timeUs} precision="ms" hasZone />
          <SeverityMark severity={event.severity} />
          <EvidenceText isLine>{event.mapping}</EvidenceText>
        </p>
        <h2 className={classes['message']}>
          <EvidenceText>{event.message}</EvidenceText>
        </h2>
        <Button kind="quiet" icon={BookmarkPlus} onPress={() => work.pin({ kind: 'event', eventId: event.id }, '')}>
          Pin as evidence
        </Button>
      </div>
      <Tabs
        label="Views of the event"
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'fields', title: 'Fields', number: fields, view: () => <EventFields read={read} /> },
          { id: 'raw', title: 'Raw', view: () => <EventRaw raw={read.raw} /> },
          { id: 'context', title: 'Context ±', view: () => <EventContext read={read} /> },
          { id: 'place', title: 'Place', view: () => <EventPlace event={event} /> },
        ]}
      />
    </>
  );
}

export function ofBytes(shown: number, all: number): string {
  return `${count(shown)} of ${count(all)} bytes`;
}
