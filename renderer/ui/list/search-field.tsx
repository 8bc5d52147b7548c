/** Words to look for in a list; `/` goes there, Esc comes back from it. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import classes from './list.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Typing waits for nothing and the list follows when there is time. */
const SETTLE_MS = 120;

export function SearchField({ label, value, onChange }: SearchFieldProps): ReactNode {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);

  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    if (text === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  useCommands('search', [
    { id: 'list.search', title: 'Search', group: 'List', keys: ['/'], run: () => field.current?.select() },
  ]);

  return (
    <input
      ref={field}
      className={classes['search']}
      type="search"
      aria-label={label}
      placeholder={label}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        event.preventDefault();
        event.currentTarget.blur();
        document.querySelector<HTMLElement>('[role="grid"]')?.focus();
      }}
    />
  );
}
