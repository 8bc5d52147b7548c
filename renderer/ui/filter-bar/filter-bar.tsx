/** What the list is narrowed to, as chips: each is taken away, or switched off and on; more are added from a menu or typed. */
import { Plus } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '../button.tsx';
import { Chip } from '../chip.tsx';
import { Menu } from '../menu.tsx';
import classes from './filter-bar.module.css';
import type { FilterBarProps } from './types.ts';

export function FilterBar(props: FilterBarProps): ReactNode {
  const { label, filters, onRemove, onToggle, suggestions = [], onAdd, children } = props;
  const [isTyping, setIsTyping] = useState(false);

  /** After the menu has given the focus back, which would leave the field at once. */
  function typeSoon(): void {
    requestAnimationFrame(() => setIsTyping(true));
  }

  return (
    <div className={classes['bar']} role="group" aria-label={label}>
      {filters.map(({ id, text, isDisabled = false }) => (
        <Chip
          key={id}
          isOff={isDisabled}
          onRemove={() => onRemove(id)}
          {...(onToggle === undefined ? {} : { onPress: () => onToggle(id) })}
        >
          {text}
        </Chip>
      ))}
      {isTyping ? (
        <NewFilter
          onDone={(text) => {
            setIsTyping(false);
            if (text !== '') onAdd(text);
          }}
        />
      ) : suggestions.length === 0 ? (
        <Button kind="quiet" icon={Plus} onPress={() => setIsTyping(true)}>
          Filter
        </Button>
      ) : (
        <Menu
          label="Add a filter"
          actions={[
            ...suggestions.map((text) => ({ id: `filter.${text}`, title: text, run: () => onAdd(text) })),
            { id: 'filter.other', title: 'Write one', run: typeSoon },
          ]}
        >
          <Button kind="quiet" icon={Plus}>
            Filter
          </Button>
        </Menu>
      )}
      <span className={classes['rest']} />
      {children}
    </div>
  );
}

/** Enter adds what is written, Esc and leaving do not. */
function NewFilter({ onDone }: { readonly onDone: (text: string) => void }): ReactNode {
  const [text, setText] = useState('');
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    onDone(event.key === 'Enter' ? text.trim() : '');
  }
  return (
    <input
      className={classes['new']}
      aria-label="New filter"
      placeholder="field:value"
      autoComplete="off"
      spellCheck={false}
      value={text}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field was asked for to type into it
      autoFocus
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => onDone('')}
    />
  );
}
