/** The small pieces that everything is made of. */
import { Copy, Download, MoreHorizontal } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { SEVERITIES } from '../../../core/model/severity.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Confirm, Dialog, DialogActions } from '../../ui/dialog.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Checkbox, Select, TextField } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Empty, Failed, Notice, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Example } from './example.tsx';
import { HOSTILE } from './hostile.ts';
import classes from './gallery.module.css';

const SORTS = [
  ['risk', 'Risk'],
  ['time', 'Time'],
] as const;

export function BasicsPart(): ReactNode {
  const [open, setOpen] = useState<'dialog' | 'confirm' | null>(null);
  const [text, setText] = useState('WS-12');
  const [sort, setSort] = useState<'risk' | 'time'>('risk');
  const [isOn, setIsOn] = useState(true);
  const [tab, setTab] = useState('story');
  const [said, setSaid] = useState('');
  return (
    <>
      <Example title="Severities">
        <div className={classes['line']}>
          {SEVERITIES.map((severity) => (
            <SeverityMark key={severity} severity={severity} />
          ))}
        </div>
      </Example>
      <Example title="Text from evidence">
        {Object.entries(HOSTILE).map(([name, value]) => (
          <EvidenceText key={name} isLine>
            {value}
          </EvidenceText>
        ))}
      </Example>
      <Example title="Buttons, menu, dialogs">
        <div className={classes['line']}>
          <IconButton icon={Copy} label="Copy" />
          <IconButton icon={Download} label="Export" isDisabled />
          <Menu
            label="More"
            actions={[
              { id: 'a', title: 'Pin', keys: ['p'], run: () => setSaid('pinned') },
              { id: 'b', title: 'Merge', whyNot: 'select two', run: () => undefined },
            ]}
          >
            <IconButton icon={MoreHorizontal} label="More" />
          </Menu>
          <Button onPress={() => setOpen('dialog')}>Open a dialog</Button>
          <Button kind="danger" onPress={() => setOpen('confirm')}>
            Delete 3 notes
          </Button>
          <Chip onRemove={() => undefined}>severity&gt;=high</Chip>
          <Chip>{HOSTILE.turned}</Chip>
          <span className={classes['said']}>{said}</span>
        </div>
        {open === 'dialog' && (
          <Dialog title="A dialog" onClose={() => setOpen(null)}>
            <TextField label="Name" value={text} onChange={setText} autoFocus />
            <DialogActions>
              <Button onPress={() => setOpen(null)}>Close</Button>
            </DialogActions>
          </Dialog>
        )}
        {open === 'confirm' && (
          <Confirm
            title="Delete 3 notes?"
            action="Delete 3 notes"
            onConfirm={() => undefined}
            onClose={() => setOpen(null)}
          >
            <p>They cannot be brought back.</p>
          </Confirm>
        )}
      </Example>
      <Example title="Fields">
        <div className={classes['line']}>
          <TextField label="Host" value={text} onChange={setText} hint="By short or full name" />
          <TextField
            label="Passphrase"
            type="password"
            value="short"
            onChange={() => undefined}
            error="At least 8 characters"
          />
          <Select label="Sort by" value={sort} options={SORTS} onChange={setSort} />
          <Checkbox isSelected={isOn} onChange={setIsOn}>
            Follow the newest
          </Checkbox>
        </div>
        <TextField label="Note" value={HOSTILE.script} onChange={() => undefined} isLong />
      </Example>
      <Example title="Tabs" heightPx={80}>
        <Tabs
          label="Views of an incident"
          selected={tab}
          onSelect={setTab}
          tabs={[
            { id: 'story', title: 'Story', view: () => <p>The story.</p> },
            { id: 'alerts', title: 'Alerts', number: 41, view: () => <p>41 alerts.</p> },
          ]}
        />
      </Example>
      <Example title="Notice, empty, failed, loading">
        <Notice>Not all events are counted yet.</Notice>
        <Empty title="No incidents" text="Incidents appear here once alerts are fused.">
          <Button kind="primary">Import evidence</Button>
        </Empty>
        <Failed error={new Error(`The file ${HOSTILE.turned} could not be read`)} retry={() => undefined} />
        <Skeleton rows={3} />
      </Example>
    </>
  );
}
