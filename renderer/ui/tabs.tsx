/** Views of one thing beside each other; only the one that is shown is made. */
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { count } from '../lib/format.ts';
import classes from './tabs.module.css';

export interface TabView {
  readonly id: string;
  readonly title: string;
  /** How many things are in it, where that helps to choose. */
  readonly number?: number;
  readonly view: () => ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  readonly tabs: readonly TabView[];
}

export function Tabs({ label, selected, onSelect, tabs }: TabsProps): ReactNode {
  return (
    <AriaTabs className={classes['tabs']!} selectedKey={selected} onSelectionChange={(key) => onSelect(String(key))}>
      <TabList className={classes['list']!} aria-label={label}>
        {tabs.map(({ id, title, number }) => (
          <Tab key={id} id={id} className={classes['tab']!}>
            {title}
            {number !== undefined && <span className={classes['number']}>{count(number)}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, view }) => (
        <TabPanel key={id} id={id} className={classes['panel']!}>
          {id === selected ? view() : null}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
