/** How the program looks and answers, its keys, the upkeep of the workspace, and what it is. */
import type { ReactNode } from 'react';
import { useAppQuery } from '../../app/engine/queries.tsx';
import { setParams, usePlace } from '../../app/router.ts';
import { WorkspaceGate } from '../../app/shell/workspace-gate.tsx';
import { ScreenHead } from '../../ui/screen.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { About } from './about.tsx';
import { General } from './general.tsx';
import { KeySettings } from './key-settings.tsx';
import { Upkeep } from './upkeep.tsx';

export function Settings(): ReactNode {
  const { workspace, params } = usePlace();
  const { data: app, error, refetch } = useAppQuery('app.describe', {});
  const name = app?.workspaces.find(({ id }) => id === workspace)?.name;
  return (
    <>
      <ScreenHead title="Settings" counts={name === undefined ? 'open a workspace to see to its upkeep' : undefined} />
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      {app === undefined && error === null && <Skeleton />}
      {app !== undefined && (
        <Tabs
          label="Settings"
          selected={params['tab'] ?? 'general'}
          onSelect={(tab) => setParams({ tab: tab === 'general' ? '' : tab }, true)}
          tabs={[
            { id: 'general', title: 'General', view: () => <General app={app} /> },
            { id: 'keys', title: 'Keys', view: () => <KeySettings settings={app.settings} /> },
            ...(workspace === null
              ? []
              : [
                  {
                    id: 'workspace',
                    title: 'Workspace',
                    view: () => (
                      <WorkspaceGate>
                        <Upkeep />
                      </WorkspaceGate>
                    ),
                  },
                ]),
            { id: 'about', title: 'About', view: () => <About app={app} /> },
          ]}
        />
      )}
    </>
  );
}
