/** A rule as it is written, read only. The one place that shows a rule's text, so that editing it can begin here. */
import { Copy } from 'lucide-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { fileName } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Section } from '../../ui/screen.tsx';
import { copyText, Skeleton } from '../../ui/states.tsx';
import classes from './detections.module.css';

/** The editor is large, and most people never look at a rule's text. */
const YamlEditor = lazy(() =>
  import('../../ui/editor/yaml-editor.tsx').then((module) => ({ default: module.YamlEditor })),
);

export function RuleText({ text, path }: { readonly text: string; readonly path: string }): ReactNode {
  return (
    <Section
      title="As it is written"
      note={<EvidenceText>{fileName(path)}</EvidenceText>}
      actions={<IconButton icon={Copy} label="Copy the rule" onPress={() => copyText(text)} />}
    >
      <div className={classes['text']}>
        <Suspense fallback={<Skeleton />}>
          <YamlEditor label="The rule" value={text} isReadOnly />
        </Suspense>
      </div>
    </Section>
  );
}
