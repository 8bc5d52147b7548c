/** A rule as it is written. The one place that shows a rule's text, so that an editor can take its place. */
import type { ReactNode } from 'react';
import { fileName } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Lines } from '../../ui/lines.tsx';
import { Section } from '../../ui/screen.tsx';

export function RuleText({ text, path }: { readonly text: string; readonly path: string }): ReactNode {
  return (
    <Section title="As it is written" note={<EvidenceText>{fileName(path)}</EvidenceText>}>
      <Lines label="the rule" text={text} />
    </Section>
  );
}
