/** Narrowing a list by one of its columns: asks for a value and adds the test to the query, where it is a chip like others. */
import { useState, type ReactNode } from 'react';
import { withPattern } from '../../lib/query-terms.ts';
import type { Column } from '../../ui/table/column.ts';
import { AskText } from '../cases/choose.tsx';

interface ColumnFilter<Row> {
  readonly onFilterColumn: (column: Column<Row>) => void;
  readonly dialog: ReactNode;
}

export function useColumnFilter<Row>(query: string, onQuery: (query: string) => void): ColumnFilter<Row> {
  const [column, setColumn] = useState<Column<Row> | null>(null);
  const dialog = column !== null && column.field !== undefined && (
    <AskText
      title={`Filter by ${column.title}`}
      label={column.field}
      hint="A whole value; * stands for anything, ? for one sign."
      action="Filter"
      onText={(text) => onQuery(withPattern(query, column.field!, text))}
      onClose={() => setColumn(null)}
    />
  );
  return { onFilterColumn: setColumn, dialog };
}
