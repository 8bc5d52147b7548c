/**
 * A small window that chooses one of several by typing a few letters, with a word on why. It belongs to what it was opened
 * from and gives the focus back there.
 */
import { useRef, useState, type ReactNode } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { useCombobox } from '../../ui/use-combobox.ts';
import classes from './chooser.module.css';

export interface Choice {
  readonly id: string;
  readonly title: string;
  /** What it means, or how often it is. */
  readonly note?: string;
  /** As it is now. */
  readonly isOn?: boolean;
  readonly mark?: ReactNode;
}

export interface ChooserProps {
  readonly label: string;
  readonly placeholder: string;
  readonly choices: readonly Choice[];
  readonly anchor: Element;
  /** A choice out of what was typed; null where it is none. */
  readonly makeNew?: (text: string) => Choice | null;
  readonly why: 'may' | 'must';
  readonly onChoose: (id: string, why: string) => void;
  readonly onClose: () => void;
}

export function Chooser({ label, anchor, onClose, ...rest }: ChooserProps): ReactNode {
  return (
    <Popover
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      triggerRef={{ current: anchor }}
      placement="bottom start"
      offset={4}
    >
      <Dialog aria-label={label} className={classes['window']!}>
        <Choices label={label} onClose={onClose} {...rest} />
      </Dialog>
    </Popover>
  );
}

function Choices(props: Omit<ChooserProps, 'anchor'>): ReactNode {
  const { label, placeholder, choices, makeNew, why, onChoose, onClose } = props;
  const [reason, setReason] = useState('');
  const [isWhyMissing, setIsWhyMissing] = useState(false);
  const { found, current, moveTo, onKeyDown, field, listId, optionId } = useCombobox({
    findIn: (text) => foundIn(choices, text, makeNew),
    onTake: choose,
    // At what it is now, so that the next one is one arrow away; at the first where it is nothing.
    startAt: () =>
      Math.max(
        0,
        choices.findIndex(({ isOn, id }) => isOn === true && id !== ''),
      ),
  });
  const reasonField = useRef<HTMLInputElement>(null);

  function choose(choice: Choice | undefined): void {
    if (choice === undefined) return;
    if (why === 'must' && reason.trim() === '') {
      setIsWhyMissing(true);
      moveTo(found.indexOf(choice));
      reasonField.current?.focus();
      return;
    }
    onClose();
    onChoose(choice.id, reason.trim());
  }

  return (
    <>
      <input
        className={classes['input']}
        {...field}
        aria-label={label}
        placeholder={placeholder}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it is opened to type
        autoFocus
        autoComplete="off"
        spellCheck={false}
      />
      <div className={classes['list']} id={listId} role="listbox" aria-label={label}>
        {found.map((choice, index) => (
          <Option
            key={choice.id}
            id={optionId(index)}
            choice={choice}
            isCurrent={choice === current}
            onPick={() => choose(choice)}
            onHover={() => moveTo(index)}
          />
        ))}
      </div>
      {found.length === 0 && <p className={classes['none']}>Nothing here is called that.</p>}
      <input
        ref={reasonField}
        className={classes['why']}
        aria-label={why === 'must' ? 'Why' : 'Why, if you like'}
        aria-invalid={isWhyMissing && reason.trim() === ''}
        placeholder={why === 'must' ? 'Why? A verdict needs a reason' : 'Why, if you like'}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly choice: Choice;
  readonly isCurrent: boolean;
  readonly onPick: () => void;
  readonly onHover: () => void;
}

function Option({ id, choice, isCurrent, onPick, onHover }: OptionProps): ReactNode {
  return (
    // The fields above and below have the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      className={classes['item']}
      onClick={onPick}
      onMouseMove={onHover}
    >
      <span className={classes['name']}>
        {choice.mark}
        <EvidenceText isLine isProse>
          {choice.title}
        </EvidenceText>
        {choice.isOn === true && <span className={classes['now']}>now</span>}
      </span>
      {choice.note !== undefined && <span className={classes['note']}>{choice.note}</span>}
    </div>
  );
}

function foundIn(choices: readonly Choice[], text: string, makeNew: ChooserProps['makeNew']): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return choices;
  const found = choices.filter(({ title }) => title.toLowerCase().includes(wanted));
  const isThere = choices.some(({ title }) => title.toLowerCase() === wanted);
  const made = isThere ? null : (makeNew?.(text.trim()) ?? null);
  return made === null ? found : [...found, made];
}
