/** Files that are dropped anywhere on the window of a workspace are imported into it; while they hover, that is said. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useEngine, useWorkspaceId, useAppQuery } from '../engine/queries.tsx';
import { filesIn, importFiles } from '../imports.ts';
import classes from './drop-overlay.module.css';

export function DropOverlay(): ReactNode {
  const engine = useEngine();
  const workspace = useWorkspaceId();
  const { data: app } = useAppQuery('app.describe', {});
  const name = app?.workspaces.find(({ id }) => id === workspace)?.name ?? 'this workspace';
  const [isOver, setIsOver] = useState(false);
  /** Each element under the pointer is entered and left; only when all are left is the window left. */
  const depth = useRef(0);

  useEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
    const end = (): void => {
      depth.current = 0;
      setIsOver(false);
    };
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth.current++;
      setIsOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth.current--;
      if (depth.current <= 0) end();
    };
    const onOver = (event: DragEvent): void => {
      // Without this the browser would open the file and leave us.
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      end();
      if (!hasFiles(event) || event.dataTransfer === null || event.defaultPrevented) return;
      event.preventDefault();
      void filesIn(event.dataTransfer.items).then((files) => importFiles(engine, workspace, files));
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [engine, workspace]);

  if (!isOver) return null;
  return (
    <div className={classes['overlay']} role="status">
      <p className={classes['text']}>
        Drop to import into <strong>{name}</strong>
      </p>
    </div>
  );
}
