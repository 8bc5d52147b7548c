/** Queries with their columns and order, kept in the workspace under names. */
import type { ReactNode } from 'react';
import { useAsk, useChange } from '../../app/engine/queries.tsx';
import { setParams } from '../../app/router.ts';
import { sayDone, sayFailed } from '../../app/toasts.ts';
import { SavedViews } from '../../ui/saved-views/saved-views.tsx';
import { arrangeColumns, useColumns, type Column, type Sorting } from '../../ui/table/column.ts';

interface ViewsMenuProps<Row> {
  readonly subject: 'events' | 'alerts' | 'incidents';
  /** The table that shows them. */
  readonly table: string;
  readonly columns: readonly Column<Row>[];
  readonly query: string;
  readonly sorting: Sorting | null;
}

export function ViewsMenu<Row>({ subject, table, columns, query, sorting }: ViewsMenuProps<Row>): ReactNode {
  const { data } = useAsk('views.list', { subject });
  const saving = useChange('views.save');
  const removing = useChange('views.remove');
  const { shown } = useColumns(table, columns);
  const views = data?.views ?? [];

  function open(name: string): void {
    const view = views.find((one) => one.name === name);
    if (view === undefined) return;
    if (view.columns.length > 0) arrangeColumns(table, columns, view.columns);
    setParams({ q: view.query, sort: view.sort?.by ?? '', direction: view.sort?.direction ?? '' });
  }

  function save(name: string): void {
    const view = { subject, name, query, columns: shown.map(({ id }) => id), sort: sorting };
    saving.mutate(view, {
      onError: (error) => sayFailed(`The view ${name} was not saved`, error),
      onSuccess: ({ undo }) =>
        sayDone(`View ${name} saved`, () => {
          if (undo === null) removing.mutate({ subject, name });
          else saving.mutate({ ...undo, columns: [...undo.columns] });
        }),
    });
  }

  function remove(name: string): void {
    removing.mutate(
      { subject, name },
      {
        onError: (error) => sayFailed(`The view ${name} was not deleted`, error),
        onSuccess: ({ undo }) =>
          sayDone(`View ${name} deleted`, () => saving.mutate({ ...undo, columns: [...undo.columns] })),
      },
    );
  }

  return (
    <SavedViews
      views={views.map(({ name }) => ({ id: name, title: name }))}
      current={views.find((view) => view.query === query)?.name ?? null}
      onOpen={open}
      onSave={save}
      onDelete={remove}
    />
  );
}
