/** Every key and what it does: press another one to change it; what it would be taken from is said. */
import { useState, type ReactNode } from 'react';
import type { Settings } from '../../../core/contract/app.ts';
import { COMMAND_GROUPS } from '../../app/commands/command.ts';
import { knownCommands, type KnownCommand } from '../../app/commands/known-commands.ts';
import { useAppChange } from '../../app/engine/queries.tsx';
import { setParams, usePlace } from '../../app/router.ts';
import { sayDone, sayFailed } from '../../app/toasts.ts';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import list from '../../ui/list/list.module.css';
import { Body, Section } from '../../ui/screen.tsx';
import { Keys } from '../../ui/tip.tsx';
import { KeyRecorder } from './key-recorder.tsx';
import classes from './settings.module.css';

type KeyMap = Settings['keys'];

const setText = (q: string): void => setParams({ q }, true);

export function KeySettings({ settings }: { readonly settings: Settings }): ReactNode {
  const { params } = usePlace();
  const writing = useAppChange('app.writeSettings');
  const [recording, setRecording] = useState<KnownCommand | null>(null);
  const words = (params['q'] ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const commands = knownCommands();
  const shown = commands.filter(({ title, group, id }) =>
    words.every((word) => `${title} ${group} ${id}`.toLowerCase().includes(word)),
  );
  const groups = COMMAND_GROUPS.map((group) => [group, shown.filter((one) => one.group === group)] as const).filter(
    ([, some]) => some.length > 0,
  );
  const changed = Object.keys(settings.keys).length;

  function write(keys: KeyMap, said: string): void {
    const before = settings.keys;
    writing.mutate(
      { keys },
      {
        onSuccess: () =>
          sayDone(said, () =>
            writing.mutate({ keys: before }, { onError: (error) => sayFailed('The keys were not put back', error) }),
          ),
        onError: (error) => sayFailed('The keys were not kept', error),
      },
    );
  }

  return (
    <>
      <div className={list['bar']} role="search" aria-label="Search keys">
        <SearchField label="Search commands" value={params['q'] ?? ''} onChange={setText} />
        <span className={classes['dim']}>
          {count(shown.length)} of {counted(commands.length, 'command')} of the screens opened so far ·{' '}
          {counted(changed, 'key')} changed
        </span>
        <Button isDisabled={changed === 0} onPress={() => write({}, 'All keys are as they came')}>
          Reset all keys
        </Button>
      </div>
      <Body>
        {groups.map(([group, some]) => (
          <Section key={group} title={group}>
            <ul className={classes['list']}>
              {some.map((command) => (
                <Line
                  key={command.id}
                  command={command}
                  own={settings.keys[command.id]}
                  onChange={() => setRecording(command)}
                  onReset={() => write(without(settings.keys, command.id), `${command.title} has its own keys again`)}
                />
              ))}
            </ul>
          </Section>
        ))}
        {shown.length === 0 && <p className={classes['none']}>No command is called that.</p>}
      </Body>
      {recording !== null && (
        <KeyRecorder
          command={recording}
          all={commands}
          keysOf={({ id, keys }) => settings.keys[id] ?? keys}
          onClose={() => setRecording(null)}
          onKeys={(keys) => {
            setRecording(null);
            write({ ...settings.keys, [recording.id]: [...keys] }, `${recording.title} has other keys`);
          }}
        />
      )}
    </>
  );
}

function without(keys: KeyMap, id: string): KeyMap {
  return Object.fromEntries(Object.entries(keys).filter(([one]) => one !== id));
}

interface LineProps {
  readonly command: KnownCommand;
  /** Undefined where nobody changed them. */
  readonly own: readonly string[] | undefined;
  readonly onChange: () => void;
  readonly onReset: () => void;
}

function Line({ command: { title, keys }, own, onChange, onReset }: LineProps): ReactNode {
  const now = own ?? keys;
  return (
    <li className={classes['line']}>
      <span className={classes['grow']}>{title}</span>
      <span className={classes['keys']}>
        {now.length === 0 ? (
          <span className={classes['dim']}>no key</span>
        ) : (
          now.map((one) => <Keys key={one} keys={one} />)
        )}
      </span>
      <span className={classes['lineActions']}>
        {own !== undefined && (
          <Button kind="quiet" onPress={onReset}>
            Reset
          </Button>
        )}
        <Button onPress={onChange}>{`Change`}</Button>
      </span>
    </li>
  );
}
