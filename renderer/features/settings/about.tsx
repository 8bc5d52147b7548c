/** What the program is: version, where it keeps things, and under which terms it and what it is made of are given. */
import type { ReactNode } from 'react';
import licence from '../../../LICENSE?raw';
import notice from '../../../NOTICE?raw';
import type { PageOutput } from '../../../core/contract/page.ts';
import { useEngine } from '../../app/engine/queries.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Lines } from '../../ui/lines.tsx';
import { Body, Facts, Section } from '../../ui/screen.tsx';

export function About({ app }: { readonly app: PageOutput<'app.describe'> }): ReactNode {
  const { host } = useEngine();
  return (
    <Body>
      <Section title="Vedette">
        <Facts
          of={[
            ['Version', app.version],
            ['Runs', host.kind === 'desktop' ? 'as a program of its own' : 'in this browser, for this machine only'],
            ['Operator', app.operator],
            ['Workspaces', <EvidenceText key="folder">{app.folder}</EvidenceText>],
            ['Network', 'none: nothing is sent anywhere'],
          ]}
        />
      </Section>
      <Section title="What it is made of">
        <Lines label="the notice" text={notice} />
      </Section>
      <Section title="Licence" note="Apache License 2.0">
        <Lines label="the licence" text={licence} />
      </Section>
    </Body>
  );
}
