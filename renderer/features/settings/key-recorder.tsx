/** Records keys for a command: one press, a chord, or two presses after each other. */
import { useEffect, useState, type ReactNode } from 'react';
import { conflictsWith, type KnownCommand } from '../../app/commands/known-commands.ts';
import { pressOf, SEQUENCE_MS } from '../../app/commands/keys.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/tip.tsx';
import classes from './settings.module.css';

interface KeyRecorderProps {
  readonly command: KnownCommand;
  readonly all: readonly KnownCommand[];
  readonly keysOf: (command: KnownCommand) => readonly string[];
  readonly onClose: () => void;
  readonly onKeys: (keys: readonly string[]) => void;
}

/** These stay what they are everywhere: without them there is no way out of a field or through a page. */
const KEPT: ReadonlySet<string> = new Set(['Tab', 'Shift+Tab', 'Escape', 'Enter', 'Space']);

export function KeyRecorder({ command, all, keysOf, onClose, onKeys }: KeyRecorderProps): ReactNode {
  const [presses, setPresses] = useState<readonly string[]>([]);
  const keys = presses.join(' ');
  const conflicts = keys === '' ? [] : conflictsWith(command, keys, all, keysOf);

  useEffect(() => {
    let latestMs = -Infinity;
    function onKey(event: KeyboardEvent): void {
      const press = pressOf(event);
      if (press === null || KEPT.has(press)) return;
      event.preventDefault();
      event.stopPropagation();
      const now = performance.now();
      // A second press soon after the first makes a sequence of the two; a later one begins anew.
      const goesOn = now - latestMs < SEQUENCE_MS;
      latestMs = goesOn ? -Infinity : now;
      setPresses((before) => (goesOn ? [...before.slice(-1), press] : [press]));
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);

  return (
    <Dialog title={`Keys for: ${command.title}`} onClose={onClose}>
      <p>Press a key, a chord, or two keys one after the other.</p>
      <p className={classes['recorded']} role="status">
        {keys === '' ? <span className={classes['dim']}>waiting for a key</span> : <Keys keys={keys} />}
      </p>
      {conflicts.length > 0 && (
        <p role="alert">
          Used already: {conflicts.map(({ title }) => title).join(', ')}. Where both are in reach, the one of the screen
          wins over the one that is there everywhere.
        </p>
      )}
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button onPress={() => onKeys([])}>Take its keys away</Button>
        <Button kind="primary" isDisabled={keys === ''} onPress={() => onKeys([keys])}>
          Use these keys
        </Button>
      </DialogActions>
    </Dialog>
  );
}
