/** Chooses files and imports them into the workspace on screen. */
import { FileUp } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useEngine, useWorkspaceId } from '../../app/engine/queries.tsx';
import { importFiles } from '../../app/imports.ts';
import { Button } from '../../ui/button.tsx';

export function ImportButton(): ReactNode {
  const chooser = useRef<HTMLInputElement>(null);
  const engine = useEngine();
  const workspace = useWorkspaceId();
  return (
    <>
      <Button icon={FileUp} kind="primary" onPress={() => chooser.current?.click()}>
        Import evidence
      </Button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Choose evidence"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) void importFiles(engine, workspace, files);
        }}
      />
    </>
  );
}
