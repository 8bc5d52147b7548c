/** The head of a screen and the small pieces in it. */
import { Download, GitMerge, Play } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { CommandButton } from '../../ui/pages/command-button.tsx';
import { DateRange } from '../../ui/pages/date-range.tsx';
import { Meter } from '../../ui/pages/meter.tsx';
import { PageHeader } from '../../ui/pages/page-header.tsx';
import type { OpenTimeRange } from '../../ui/pages/types.ts';
import { SavedViews } from '../../ui/saved-views/saved-views.tsx';
import type { SavedView } from '../../ui/saved-views/types.ts';
import { Example } from './example.tsx';
import classes from './gallery.module.css';

const DAY_US = 86_400_000_000;
const NOON_US = Date.UTC(2026, 2, 4, 12) * 1_000;
const PRESETS = [
  { title: 'The 24 hours before noon', range: { fromUs: NOON_US - DAY_US, toUs: NOON_US } },
  { title: 'Any time', range: { fromUs: null, toUs: null } },
];

export function PagesPart(): ReactNode {
  const [views, setViews] = useState<readonly SavedView[]>([
    { id: 'a', title: 'Open incidents' },
    { id: 'b', title: 'Mine' },
  ]);
  const [view, setView] = useState<string | null>('a');
  const [range, setRange] = useState<OpenTimeRange>({ fromUs: NOON_US - DAY_US, toUs: NOON_US });
  const [ran, setRan] = useState(0);
  return (
    <>
      <Example title="Head of a screen">
        <PageHeader title="Queue" shown={48} total={1_204} what="alert" note="12 are suppressed">
          <CommandButton
            command={{
              id: 'gallery.merge',
              title: 'Merge',
              keys: ['m'],
              whyNot: 'select two incidents',
              run: () => undefined,
            }}
            icon={GitMerge}
          />
          <CommandButton
            command={{ id: 'gallery.export', title: 'Export', keys: ['Mod+e'], run: () => setRan(ran + 1) }}
            icon={Download}
            isIconOnly
          />
          <CommandButton
            command={{ id: 'gallery.run', title: 'Run the hunt', keys: ['Mod+Enter'], run: () => setRan(ran + 1) }}
            icon={Play}
            kind="primary"
          />
        </PageHeader>
        <div className={classes['line']}>
          <DateRange range={range} zone="Europe/Berlin" presets={PRESETS} onChange={setRange} />
          <SavedViews
            views={views}
            current={view}
            onOpen={setView}
            onSave={(title) => setViews([...views, { id: title, title }])}
            onDelete={(id) => setViews(views.filter((one) => one.id !== id))}
          />
        </div>
        <p className={classes['said']} data-testid="pages-said">
          {`ran ${ran}; view ${view}; from ${range.fromUs}`}
        </p>
      </Example>
      <Example title="Head without counts or actions">
        <PageHeader title="Settings" />
      </Example>
      <Example title="Head with everything">
        <PageHeader title="Events" shown={212_480} total={212_480} what="event" />
      </Example>
      <Example title="An open and a reversed range">
        <DateRange range={{ fromUs: null, toUs: null }} zone="UTC" onChange={() => undefined} />
        <DateRange range={{ fromUs: NOON_US, toUs: NOON_US - DAY_US }} zone="UTC" onChange={() => undefined} />
      </Example>
      <Example title="Meters">
        <Meter label="Half" value={1.2} most={4} text="1.2 of 4.0 GB · 3 min left" />
        <Meter label="Unknown" value={12} most={null} text="12 files so far" />
      </Example>
      <Example title="Buttons">
        <div className={classes['line']}>
          <Button>Plain</Button>
          <Button kind="primary">Primary</Button>
          <Button kind="danger">Delete 3 notes</Button>
          <Button kind="quiet">Quiet</Button>
          <Button kind="link">Link</Button>
          <Button isDisabled>Disabled</Button>
        </div>
      </Example>
    </>
  );
}
