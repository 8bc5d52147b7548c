/** Under a table: how many of how many, what can be done with what is chosen, and which columns are shown. */
import { Columns3, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../button.tsx';
import { Menu } from '../menu.tsx';
import { copyText } from '../states.tsx';
import { useColumns, type Column } from './column.ts';
import { toCsv } from './csv.ts';
import classes from './table.module.css';

interface TableFootProps<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** What copying takes: the chosen rows, or all that are loaded. */
  readonly rows: readonly Row[];
  readonly children: ReactNode;
}

export function TableFoot<Row>({ name, columns, rows, children }: TableFootProps<Row>): ReactNode {
  const { all, shown, show, reset } = useColumns(name, columns);
  return (
    <div className={classes['foot']}>
      {children}
      <span style={{ flex: 1 }} />
      <IconButton
        icon={Copy}
        label={`Copy ${rows.length.toLocaleString('en-US')} rows as CSV`}
        isDisabled={rows.length === 0}
        onPress={() => copyText(toCsv(shown, rows))}
      />
      <Menu
        label="Columns"
        actions={[
          ...all.map(({ column, isShown }) => ({
            id: `column.${column.id}`,
            title: `${isShown ? 'Hide' : 'Show'} ${column.title}`,
            whyNot: isShown && shown.length === 1 ? 'the last one' : null,
            run: () => show(column.id, !isShown),
          })),
          { id: 'column.reset', title: 'Columns as they were', run: reset },
        ]}
      >
        <IconButton icon={Columns3} label="Show and hide columns" />
      </Menu>
    </div>
  );
}
