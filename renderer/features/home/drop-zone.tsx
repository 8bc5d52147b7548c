/** Takes files by drop or by choosing them; makes a workspace for them and imports. */
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useAppChange, useAppQuery, useEngine } from '../../app/engine/queries.tsx';
import { filesIn, importFiles } from '../../app/imports.ts';
import { go } from '../../app/router.ts';
import { sayFailed } from '../../app/toasts.ts';
import { freeName } from './workspace-name.ts';
import classes from './home.module.css';

export function DropZone({ children }: { readonly children: ReactNode }): ReactNode {
  const [isOver, setIsOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const engine = useEngine();
  const { data: app } = useAppQuery('app.describe', {});
  const creating = useAppChange('app.createWorkspace');

  async function begin(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (first === undefined) return;
    try {
      const name = freeName(first.name, app?.workspaces.map((workspace) => workspace.name) ?? []);
      const { id } = await creating.mutateAsync({ name });
      go({ workspace: id, screen: 'queue', params: {} });
      await importFiles(engine, id, files);
    } catch (error) {
      sayFailed('No workspace could be made', error);
    }
  }

  async function onDrop(event: DragEvent): Promise<void> {
    event.preventDefault();
    setIsOver(false);
    await begin(await filesIn(event.dataTransfer.items));
  }

  return (
    <>
      <button
        type="button"
        className={classes['zone']}
        data-over={isOver}
        onClick={() => chooser.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => void onDrop(event)}
      >
        {children}
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Choose evidence"
        onChange={(event) => void begin([...(event.target.files ?? [])])}
      />
    </>
  );
}
