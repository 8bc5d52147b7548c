/**
 * A small window that chooses one of several by typing a few letters, with a word on why. It belongs to what it was opened
 * from and gives the focus back there.
 */
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { EvidenceText } from '../../ui/evidence-text.tsx';
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
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [isWhyMissing, setIsWhyMissing] = useState(false);
  const found = foundIn(choices, text, makeNew);
  // At what it is now, so that the next one is one arrow away; at the first where it is nothing.
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      choices.findIndex(({ isOn, id: of }) => isOn === true && of !== ''),
    ),
  );
  const current = found[Math.min(at, found.length - 1)];
  const reasonField = useRef<HTMLInputElement>(null);
  const id = useId();

  function choose(choice: Choice | undefined): void {
    if (choice === undefined) return;
    if (why === 'must' && reason.trim() === '') {
      setIsWhyMissing(true);
      setAt(found.indexOf(choice));
      reasonField.current?.focus();
      return;
    }
    onClose();
    onChoose(choice.id, reason.trim());
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (Math.min(at, found.length - 1) + step + found.length) % Math.max(1, found.length);
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(current);
    }
  }

  return (
    <>
      <input
        className={classes['input']}
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={current === undefined ? undefined : `${id}-${found.indexOf(current)}`}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it is opened to type
        autoFocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes['list']} id={id} role="listbox" aria-label={label}>
        {found.map((choice, index) => (
          <Option
            key={choice.id}
            id={`${id}-${index}`}
            choice={choice}
            isCurrent={choice === current}
            onPick={() => choose(choice)}
            onHover={() => setAt(index)}
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
