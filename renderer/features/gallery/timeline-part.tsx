/** Made-up stories. */
import { useState, type ReactNode } from 'react';
import type { Severity } from '../../../core/model/severity.ts';
import { StoryTimeline } from '../../ui/timeline/timeline.tsx';
import type { StoryStep } from '../../ui/timeline/types.ts';
import { Example } from './example.tsx';
import { HOSTILE } from './hostile.ts';
import classes from './gallery.module.css';

const START_US = Date.UTC(2026, 2, 4, 9, 14) * 1_000;

function at(minutes: number): number {
  return START_US + Math.round(minutes * 60_000_000);
}

const STORY: readonly StoryStep[] = (
  [
    [0, 'WS-12', 'medium', 'winword.exe starts powershell.exe', undefined],
    [0.4, 'WS-12', 'high', 'Encoded command line', undefined],
    [2, 'WS-12', 'critical', 'LSASS is read', undefined],
    [2.1, 'WS-12', 'critical', 'A dump is written', undefined],
    [17, 'DC-01', 'high', 'Logon over the network with the same account', 'WS-12'],
    [19, 'DC-01', 'medium', 'A new service is installed', undefined],
    [26, 'DC-01', 'low', 'A user is added to Domain Admins', undefined],
    [1_180, 'FS-02', 'high', 'Logon over the network', 'DC-01'],
    [1_184, 'FS-02', 'critical', 'Shadow copies are deleted', undefined],
    [1_185, 'FS-02', 'critical', 'Many files are renamed', undefined],
    [1_191, 'WS-31', 'high', 'Logon over the network', 'DC-01'],
    [1_196, 'WS-31', 'critical', 'Many files are renamed', undefined],
    [1_199, 'WS-31', 'informational', `${HOSTILE.turned} is opened`, undefined],
  ] as const
).map(([minutes, host, severity, title, fromHost], index) => ({
  id: `s${index}`,
  host,
  timeUs: at(minutes),
  severity,
  title,
  count: 1 + (index % 4),
  ...(fromHost === undefined ? {} : { fromHost }),
}));

const LEVELS: readonly Severity[] = ['informational', 'low', 'medium', 'high', 'critical'];
const MANY: readonly StoryStep[] = Array.from({ length: 300 }, (_, index) => ({
  id: `m${index}`,
  host: `HOST-${(index * 7) % 6}`,
  timeUs: at((index * 7_919) % 900),
  severity: LEVELS[(index * 3) % 5]!,
  title: index % 17 === 0 ? HOSTILE.script : `Made-up step ${index}`,
  ...(index % 41 === 0 ? { fromHost: `HOST-${(index * 7 + 2) % 6}` } : {}),
}));

export function TimelinePart(): ReactNode {
  const [selected, setSelected] = useState<string | null>('s2');
  const [many, setMany] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  return (
    <>
      <Example title="A story over two days" heightPx={320}>
        <StoryTimeline
          label="Story"
          steps={STORY}
          zone="UTC"
          selected={selected}
          onSelect={setSelected}
          onOpen={({ id }) => setSaid(`opened ${id}`)}
          actionsOf={({ id }) => [{ id: 'step.detach', title: 'Detach', run: () => setSaid(`detached ${id}`) }]}
        />
      </Example>
      <p className={classes['said']} data-testid="story-said">
        {selected} {said}
      </p>
      <Example title="300 steps" heightPx={420}>
        <StoryTimeline label="Long story" steps={MANY} zone="Europe/Berlin" selected={many} onSelect={setMany} />
      </Example>
      <Example title="One step" heightPx={140}>
        <StoryTimeline
          label="Short story"
          steps={STORY.slice(0, 1)}
          zone="UTC"
          selected={null}
          onSelect={() => undefined}
        />
      </Example>
      <Example title="No steps">
        <StoryTimeline label="No story" steps={[]} zone="UTC" selected={null} onSelect={() => undefined} />
      </Example>
    </>
  );
}
