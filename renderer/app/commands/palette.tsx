/** The palette: everything that can be done here, found by a few letters of its name. */
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import dialog from '../../ui/dialog.module.css';
import { Keys } from '../../ui/tip.tsx';
import { useCombobox } from '../../ui/use-combobox.ts';
import { showOverlay, useOverlay } from '../overlays.ts';
import { commandsInReach, keysOf, type Command } from './command.ts';
import classes from './palette.module.css';

export function Palette(): ReactNode {
  const isOpen = useOverlay(({ open }) => open === 'palette');
  if (!isOpen) return null;
  return (
    <ModalOverlay className={dialog['shade']!} isOpen isDismissable onOpenChange={() => showOverlay(null)}>
      <Modal className={dialog['modal']!}>
        <AriaDialog aria-label="Find a command" style={{ outline: 'none' }}>
          <Finder />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Finder(): ReactNode {
  const { found, current, moveTo, field, listId, optionId } = useCombobox({ findIn: matching, onTake: run });

  function run(command: Command | undefined): void {
    if (command === undefined || command.whyNot != null) return;
    showOverlay(null);
    // After the dialog has given the focus back.
    requestAnimationFrame(() => command.run());
  }

  return (
    <>
      <input
        className={classes['input']}
        {...field}
        aria-label="Find a command"
        placeholder="What do you want to do?"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the palette is opened to type
        autoFocus
      />
      <div className={classes['list']} id={listId} role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          // The field above has the keys.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={command.id}
            id={optionId(index)}
            role="option"
            aria-selected={command === current}
            aria-disabled={command.whyNot != null}
            className={classes['item']}
            onClick={() => run(command)}
            onMouseMove={() => moveTo(index)}
          >
            <span>{command.title}</span>
            {command.whyNot == null ? (
              <KeysOf command={command} />
            ) : (
              <span className={classes['why']}>{command.whyNot}</span>
            )}
          </div>
        ))}
        {found.length === 0 && <p className={classes['none']}>No command is called that.</p>}
      </div>
    </>
  );
}

function KeysOf({ command }: { readonly command: Command }): ReactNode {
  const [keys] = keysOf(command);
  return keys === undefined ? null : <Keys keys={keys} />;
}

/** Commands whose title has all the words, those that begin with them first; what can be done before what cannot. */
function matching(text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commandsInReach().filter(({ title, isQuiet }) => {
    if (words.length === 0) return isQuiet !== true;
    return words.every((word) => title.toLowerCase().includes(word));
  });
  const rank = ({ title, whyNot }: Command): number =>
    (whyNot == null ? 0 : 2) + (words.length > 0 && title.toLowerCase().startsWith(words[0]!) ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}
