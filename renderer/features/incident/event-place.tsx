/** Where in the evidence an event comes from, so that anybody can go and look: source, hash, record, bytes. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { copyText } from '../../ui/states.tsx';
import { count } from '../../lib/format.ts';
import { Facts, PaneBody, Section } from './pane.tsx';
import type { EventRow } from './types.ts';
import { When } from './when.tsx';
import classes from './pane.module.css';

const ORIGINS: Readonly<Record<EventRow['timeOrigin'], string>> = {
  zoned: 'with its zone',
  assumed_utc: 'without a zone, taken for UTC',
  missing: 'the record names no time',
};

export function EventPlace({ event }: { readonly event: EventRow }): ReactNode {
  return (
    <PaneBody label="Place in the evidence">
      <Section title="Source">
        <Facts
          facts={[
            { name: 'Path', value: <EvidenceText>{event.sourcePath}</EvidenceText> },
            { name: 'SHA-256', value: <Hash value={event.sourceSha256} /> },
          ]}
        />
      </Section>
      <Section title="Record">
        <Facts
          facts={[
            { name: 'Number', value: `${count(event.recordNumber)}, the ${count(event.ordinal)}. of the source` },
            {
              name: 'Bytes',
              value: `${count(event.byteOffset)} to ${count(event.byteOffset + event.lengthBytes)}, ${count(event.lengthBytes)} in all`,
            },
            ...(event.isRecovered ? [{ name: 'Recovered', value: 'from slack space, beside the records in use' }] : []),
            { name: 'Read as', value: <EvidenceText>{event.mapping}</EvidenceText> },
          ]}
        />
      </Section>
      <Section title="Time">
        <Facts
          facts={[
            { name: 'As it stands', value: <EvidenceText>{event.timeText}</EvidenceText> },
            { name: 'It is', value: ORIGINS[event.timeOrigin] },
            { name: 'Understood as', value: <When timeUs={event.timeUs} precision="us" hasZone /> },
          ]}
        />
      </Section>
    </PaneBody>
  );
}

export function Hash({ value }: { readonly value: string }): ReactNode {
  return (
    <span className={classes['value']}>
      {value} <IconButton icon={Copy} label="Copy the hash" onPress={() => copyText(value)} />
    </span>
  );
}
