/** The record as it stands in the evidence, byte for byte; what cannot be read says why. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { copyText } from '../../ui/states.tsx';
import { bytes, count } from '../../lib/format.ts';
import { PaneBody, Section } from './pane.tsx';
import type { EventRead } from './types.ts';
import classes from './event-pane.module.css';

export function EventRaw({ raw }: { readonly raw: EventRead['raw'] }): ReactNode {
  if (raw.kind === 'missing') {
    return (
      <PaneBody label="The raw record">
        <p>
          The record of {bytes(raw.ofBytes)} cannot be shown: <EvidenceText>{raw.reason}</EvidenceText>.
        </p>
      </PaneBody>
    );
  }
  return (
    <PaneBody label="The raw record">
      <Section
        title={raw.kind === 'text' ? 'Text, as it stands in the source' : 'Bytes, two digits each'}
        note={`${count(raw.shownBytes)} of ${count(raw.ofBytes)} bytes`}
      >
        <Button kind="quiet" icon={Copy} onPress={() => copyText(raw.content)}>
          Copy
        </Button>
        <pre className={classes['raw']}>
          <EvidenceText>{raw.kind === 'text' ? raw.content : hexLines(raw.content)}</EvidenceText>
        </pre>
      </Section>
    </PaneBody>
  );
}

/** Sixteen bytes a line, by twos. */
function hexLines(hex: string): string {
  return (hex.match(/.{1,32}/g) ?? []).map((line) => line.replaceAll(/(.{4})/g, '$1 ').trim()).join('\n');
}
