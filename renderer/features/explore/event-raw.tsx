/** The record as it stands in the evidence. */
import type { ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import { bytes } from '../../lib/format.ts';
import { RawView } from '../../ui/raw-view/raw-view.tsx';
import type { RawRecord } from '../../ui/raw-view/types.ts';
import { Empty, Notice } from '../../ui/states.tsx';

type Raw = PageOutput<'events.read'>['raw'];

export function EventRaw({ raw }: { readonly raw: Raw }): ReactNode {
  if (raw.kind === 'missing') {
    return <Empty title="The record is not at hand" text={`${raw.reason}. It has ${bytes(raw.ofBytes)}.`} />;
  }
  return (
    <>
      {raw.shownBytes < raw.ofBytes && (
        <Notice>
          The first {bytes(raw.shownBytes)} of {bytes(raw.ofBytes)}
        </Notice>
      )}
      <RawView label="Raw record" record={recordOf(raw.kind, raw.content)} />
    </>
  );
}

function recordOf(kind: 'text' | 'hex', content: string): RawRecord {
  if (kind === 'hex')
    return { kind: 'bytes', bytes: Uint8Array.from(content.match(/../g) ?? [], (pair) => parseInt(pair, 16)) };
  const start = content.trimStart()[0];
  return { kind: start === '{' || start === '[' ? 'json' : start === '<' ? 'xml' : 'text', text: content };
}
