/** What changes are asked for: who, what, words and times; each shown as text that can be taken away. */
import { useEffect, useState, type ReactNode } from 'react';
import { ChevronDown } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { setParams, usePlace } from '../../app/router.ts';
import { useZone, zoneText } from '../../lib/format.ts';
import { timeIn } from '../../lib/time-in.ts';
import { Chip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import list from '../../ui/list/list.module.css';
import { SearchField } from '../../ui/list/search-field.tsx';
import { Menu } from '../../ui/menu.tsx';
import classes from './audit.module.css';

interface AuditFiltersProps {
  readonly actors: readonly string[];
  readonly actions: readonly string[];
}

const NAMES = ['actor', 'action', 'q', 'from', 'to'] as const;
type Name = (typeof NAMES)[number];

const setText = (q: string): void => setParams({ q }, true);

export function AuditFilters({ actors, actions }: AuditFiltersProps): ReactNode {
  const { params } = usePlace();
  const zone = useZone((store) => store.zone);
  // A domain stands for all its actions.
  const domains = [...new Set(actions.map((action) => `${action.split('.')[0]}.`))];
  const textOf = (name: Name): string => {
    const value = params[name]!;
    if (name === 'q') return `text: ${value}`;
    if (name === 'from') return `from ${value} ${zoneText(zone)}`;
    if (name === 'to') return `to ${value} ${zoneText(zone)}`;
    return name === 'actor' ? `who: ${value}` : `what: ${value.endsWith('.') ? `${value}*` : value}`;
  };
  return (
    <div className={list['bar']} role="search" aria-label="Search changes">
      <SearchField label="Search in what was changed" value={params['q'] ?? ''} onChange={setText} />
      <Choice title="Who" name="actor" values={actors} />
      <Choice title="What" name="action" values={[...domains, ...actions]} />
      <TimeField label={`From, ${zoneText(zone)}`} name="from" zone={zone} />
      <TimeField label={`To, ${zoneText(zone)}`} name="to" zone={zone} />
      {NAMES.filter((name) => (params[name] ?? '') !== '').map((name) => (
        <Chip key={name} onRemove={() => setParams({ [name]: '' })}>
          {textOf(name)}
        </Chip>
      ))}
    </div>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly name: Name;
  readonly values: readonly string[];
}

function Choice({ title, name, values }: ChoiceProps): ReactNode {
  if (values.length === 0) return null;
  return (
    <Menu
      label={title}
      actions={values.map((value) => ({
        id: value,
        title: value.endsWith('.') ? `All of ${value}*` : value,
        run: () => setParams({ [name]: value }),
      }))}
    >
      <AriaButton className={list['facet']!}>
        {title}
        <Icon of={ChevronDown} size={12} />
      </AriaButton>
    </Menu>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly name: 'from' | 'to';
  readonly zone: string;
}

/** Asks once what is typed is a time; what is not one is marked and asks nothing. */
function TimeField({ label, name, zone }: TimeFieldProps): ReactNode {
  const { params } = usePlace();
  const value = params[name] ?? '';
  const [text, setOwnText] = useState(value);
  const isWrong = text.trim() !== '' && timeIn(text, zone) === null;
  useEffect(() => setOwnText(value), [value]);
  return (
    <input
      className={classes['time']}
      aria-label={label}
      aria-invalid={isWrong}
      title={`${label}, written as 2026-03-04 09:14`}
      placeholder={label}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setOwnText(event.target.value)}
      onBlur={() => !isWrong && setParams({ [name]: text.trim() })}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !isWrong) setParams({ [name]: text.trim() });
      }}
    />
  );
}
