/** A queue without a single incident: why, and the one step that changes it. */
import type { ReactNode } from 'react';
import { counted } from '../../lib/format.ts';
import { Empty } from '../../ui/states.tsx';
import { ImportButton } from '../sources/import-button.tsx';

interface QueueEmptyProps {
  readonly counts: { readonly events: number; readonly findings: number };
}

export function QueueEmpty({ counts: { events, findings } }: QueueEmptyProps): ReactNode {
  if (events === 0 && findings === 0) {
    return (
      <Empty
        title="No evidence yet"
        text="Incidents show up here once evidence is imported: drop files anywhere on this window, or choose them."
      >
        <ImportButton />
      </Empty>
    );
  }
  return (
    <Empty
      title="No incident"
      text={`${counted(events, 'event')} came in and no rule matched any of them. Explore shows what was read; Detections says which rules can fire on it.`}
    >
      <ImportButton />
    </Empty>
  );
}
