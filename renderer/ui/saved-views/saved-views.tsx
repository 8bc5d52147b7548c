/** Filters that are kept under a name: opened, saved and deleted from one menu, whose button says which is shown. */
import { Bookmark } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../button.tsx';
import { Confirm, Dialog, DialogActions } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { Menu } from '../menu.tsx';
import type { SavedViewsProps } from './types.ts';

export function SavedViews({ views, current, onOpen, onSave, onDelete }: SavedViewsProps): ReactNode {
  const [asking, setAsking] = useState<'save' | 'delete' | null>(null);
  const shown = views.find(({ id }) => id === current);
  return (
    <>
      <Menu
        label="Saved views"
        actions={[
          ...views.map(({ id, title }) => ({
            id: `view.${id}`,
            title,
            whyNot: id === current ? 'shown now' : null,
            run: () => onOpen(id),
          })),
          { id: 'views.save', title: 'Save these filters as a view', run: () => setAsking('save') },
          ...(shown === undefined
            ? []
            : [{ id: 'views.delete', title: `Delete ${shown.title}`, run: () => setAsking('delete') }]),
        ]}
      >
        <Button kind="quiet" icon={Bookmark}>
          {shown?.title ?? 'Views'}
        </Button>
      </Menu>
      {asking === 'save' && (
        <SaveView titles={views.map(({ title }) => title)} onSave={onSave} onClose={() => setAsking(null)} />
      )}
      {asking === 'delete' && shown !== undefined && (
        <Confirm
          title={`Delete the view ${shown.title}?`}
          action="Delete the view"
          onConfirm={() => onDelete(shown.id)}
          onClose={() => setAsking(null)}
        >
          <p>Its filters are lost; what they find stays.</p>
        </Confirm>
      )}
    </>
  );
}

interface SaveViewProps {
  readonly titles: readonly string[];
  readonly onSave: (title: string) => void;
  readonly onClose: () => void;
}

function SaveView({ titles, onSave, onClose }: SaveViewProps): ReactNode {
  const [title, setTitle] = useState('');
  const isTaken = titles.some((one) => one.toLowerCase() === title.trim().toLowerCase());
  const canSave = title.trim() !== '' && !isTaken;
  return (
    <Dialog title="Save these filters as a view" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!canSave) return;
          onClose();
          onSave(title.trim());
        }}
      >
        <TextField
          label="Name"
          value={title}
          onChange={setTitle}
          autoFocus
          error={isTaken ? 'There is a view with this name' : null}
        />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" isDisabled={!canSave}>
            Save the view
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
