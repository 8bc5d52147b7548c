/**
 * A field that is typed into over a list that is chosen from: the arrows go round the list, Enter takes, and screen readers
 * are told which is meant (ARIA, combobox pattern). The list keeps no focus of its own.
 */
import { useId, useState, type KeyboardEvent } from 'react';

interface Combobox<Item> {
  readonly found: readonly Item[];
  /** What the arrows stand at; undefined for an empty list. */
  readonly current: Item | undefined;
  moveTo(index: number): void;
  onKeyDown(event: KeyboardEvent): void;
  /** For the field. */
  readonly field: {
    readonly role: 'combobox';
    readonly 'aria-expanded': 'true';
    readonly 'aria-controls': string;
    readonly 'aria-activedescendant': string | undefined;
    readonly value: string;
    readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
  readonly listId: string;
  optionId(index: number): string;
}

interface ComboboxOptions<Item> {
  readonly findIn: (text: string) => readonly Item[];
  readonly onTake: (item: Item | undefined) => void;
  /** Where the arrows begin. */
  readonly startAt?: () => number;
}

export function useCombobox<Item>(options: ComboboxOptions<Item>): Combobox<Item> {
  const { findIn, onTake, startAt = () => 0 } = options;
  const [text, setText] = useState('');
  const [at, setAt] = useState(startAt);
  const listId = useId();
  const found = findIn(text);
  const index = Math.min(at, found.length - 1);
  const current = found[index];
  const optionId = (place: number): string => `${listId}-${place}`;

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (index + step + found.length) % Math.max(1, found.length);
      setAt(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onTake(current);
    }
  }

  return {
    found,
    current,
    moveTo: setAt,
    onKeyDown,
    field: {
      role: 'combobox',
      'aria-expanded': 'true',
      'aria-controls': listId,
      'aria-activedescendant': current === undefined ? undefined : optionId(index),
      value: text,
      onChange: ({ target }) => {
        setText(target.value);
        setAt(0);
      },
      onKeyDown,
    },
    listId,
    optionId,
  };
}
