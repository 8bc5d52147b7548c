/** Above a list: words, a menu for each property to filter by, and what is filtered as text that can be taken away. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useCommands } from '../../app/commands/use-commands.ts';
import { count } from '../../lib/format.ts';
import { Button } from '../button.tsx';
import { Chip } from '../chip.tsx';
import { Icon } from '../icon.tsx';
import { Menu } from '../menu.tsx';
import { countValues, type Chosen, type Facet } from './facets.ts';
import classes from './list.module.css';
import { SearchField } from './search-field.tsx';

interface FacetBarProps<Row> {
  readonly label: string;
  /** All rows, so that a menu says how many there are of a value. */
  readonly rows: readonly Row[];
  readonly facets: readonly Facet<Row>[];
  readonly chosen: Chosen;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChosen: (id: string, values: readonly string[]) => void;
  readonly onClear: () => void;
  readonly children?: ReactNode;
}

const MOST_VALUES = 60;
const ID = 'facets';

export function FacetBar<Row>(props: FacetBarProps<Row>): ReactNode {
  const { label, rows, facets, chosen, text, onText, onChosen, onClear, children } = props;
  const active = facets.filter(({ id }) => (chosen[id] ?? []).length > 0);
  const isFiltered = active.length > 0 || text !== '';

  useCommands('facets', [
    {
      id: 'list.filter',
      title: 'Add a filter',
      group: 'List',
      keys: ['f'],
      run: () => document.querySelector<HTMLElement>(`#${ID} button`)?.focus(),
    },
    {
      id: 'list.clearFilters',
      title: 'Take all filters away',
      group: 'List',
      keys: ['Shift+f'],
      whyNot: isFiltered ? null : 'nothing is filtered',
      run: onClear,
    },
  ]);

  return (
    <div className={classes['bar']} id={ID} role="search" aria-label={label}>
      <SearchField label={label} value={text} onChange={onText} />
      {facets
        .filter(({ isLinked }) => isLinked !== true)
        .map((facet) => (
          <FacetMenu key={facet.id} facet={facet} rows={rows} chosen={chosen[facet.id] ?? []} onChosen={onChosen} />
        ))}
      {active.map(({ id, title, labelOf = (value) => value }) => (
        <Chip key={id} onRemove={() => onChosen(id, [])}>
          {`${title.toLowerCase()}: ${chosen[id]!.map(labelOf).join(' or ')}`}
        </Chip>
      ))}
      {text !== '' && <Chip onRemove={() => onText('')}>{`text: ${text}`}</Chip>}
      {isFiltered && (
        <Button kind="quiet" onPress={onClear}>
          Clear
        </Button>
      )}
      {children}
    </div>
  );
}

interface FacetMenuProps<Row> {
  readonly facet: Facet<Row>;
  readonly rows: readonly Row[];
  readonly chosen: readonly string[];
  readonly onChosen: (id: string, values: readonly string[]) => void;
}

function FacetMenu<Row>({ facet, rows, chosen, onChosen }: FacetMenuProps<Row>): ReactNode {
  const { id, title, labelOf = (value: string) => value } = facet;
  const counts = countValues(rows, facet).slice(0, MOST_VALUES);
  if (counts.length === 0) return null;
  return (
    <Menu
      label={title}
      actions={counts.map(([value, number]) => {
        const isOn = chosen.includes(value);
        return {
          id: value,
          title: `${isOn ? 'Not only' : 'Only'} ${labelOf(value)} · ${count(number)}`,
          run: () => onChosen(id, isOn ? chosen.filter((one) => one !== value) : [...chosen, value]),
        };
      })}
    >
      <AriaButton className={classes['facet']!}>
        {title}
        <Icon of={ChevronDown} size={12} />
      </AriaButton>
    </Menu>
  );
}
