/** Asks for one of several, by arrows, by the first letters or by its number; and, where it helps, why. */
import { useState, type ReactNode } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import classes from './choose.module.css';
import field from '../../ui/field.module.css';

interface ChooseProps<Key extends string> {
  readonly title: string;
  readonly options: readonly (readonly [Key, string])[];
  /** Chosen at first. */
  readonly value: Key | null;
  /** Asks for a reason as well; `needed` does nothing without one. */
  readonly why?: 'asked' | 'needed';
  readonly action: string;
  readonly onChoose: (key: Key, why: string) => void;
  readonly onClose: () => void;
}

export function Choose<Key extends string>(props: ChooseProps<Key>): ReactNode {
  const { title, options, value, why: wanted, action, onChoose, onClose } = props;
  const [chosen, setChosen] = useState<Key | null>(value ?? options[0]?.[0] ?? null);
  const [why, setWhy] = useState('');

  function choose(key: Key | null): void {
    if (key === null) return;
    if (wanted === 'needed' && why.trim() === '') return focusReason();
    onClose();
    onChoose(key, why.trim());
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <ListBox
        aria-label={title}
        className={field['list']!}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is opened to choose
        autoFocus
        selectionMode="single"
        // Esc is for the dialog.
        escapeKeyBehavior="none"
        selectionBehavior="replace"
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => setChosen(([...keys][0] as Key | undefined) ?? null)}
        onAction={(key) => choose(key as Key)}
      >
        {options.map(([key, text]) => (
          <ListBoxItem key={key} id={key} textValue={text} className={field['option']!}>
            {text}
          </ListBoxItem>
        ))}
      </ListBox>
      <form
        id={WHY_FORM}
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          choose(chosen);
        }}
      >
        {wanted !== undefined && (
          <TextField
            label={wanted === 'needed' ? 'Why (needed)' : 'Why'}
            value={why}
            onChange={setWhy}
            hint="Kept with it and in the audit log."
          />
        )}
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isDisabled={wanted === 'needed' && why.trim() === ''}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const WHY_FORM = 'choose-why';

/** The choice is made; what is left is to say why. */
function focusReason(): void {
  document.querySelector<HTMLInputElement>(`#${WHY_FORM} input`)?.focus();
}

interface AskTextProps {
  readonly title: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
  readonly action: string;
  /** Whether nothing may be said. */
  readonly isOptional?: boolean;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

/** Asks for a line of text. */
export function AskText(props: AskTextProps): ReactNode {
  const { title, label, value = '', hint, action, isOptional = false, onText, onClose } = props;
  const [text, setText] = useState(value);
  const canDo = isOptional || text.trim() !== '';
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!canDo) return;
          onClose();
          onText(text.trim());
        }}
      >
        <TextField label={label} value={text} onChange={setText} autoFocus {...(hint === undefined ? {} : { hint })} />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isDisabled={!canDo}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
