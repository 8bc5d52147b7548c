/** The workspaces this machine knows of, the latest opened first. */
import { Lock, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { WorkspaceEntry } from '../../../core/contract/app.ts';
import { useAppChange } from '../../app/engine/queries.tsx';
import { go } from '../../app/router.ts';
import { say, sayFailed } from '../../app/toasts.ts';
import { bytes, time, useZone, zoneText } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import classes from './home.module.css';

export function WorkspaceList({ workspaces }: { readonly workspaces: readonly WorkspaceEntry[] }): ReactNode {
  if (workspaces.length === 0) {
    return (
      <p className={classes['hint']}>Workspaces show up here once you drop evidence, make one, or open the demo.</p>
    );
  }
  return (
    <ul className={classes['list']}>
      {workspaces.map((workspace) => (
        <Entry key={workspace.id} workspace={workspace} />
      ))}
    </ul>
  );
}

function Entry({ workspace }: { readonly workspace: WorkspaceEntry }): ReactNode {
  const { id, name, file, sizeBytes, openedUs, isEncrypted, isMissing } = workspace;
  const zone = useZone((store) => store.zone);
  const forgetting = useAppChange('app.forgetWorkspace');
  const opened = openedUs === null ? null : `opened ${time(openedUs, zone, 'minute')} ${zoneText(zone, openedUs)}`;
  const meta = isMissing ? `not found: ${file}` : [bytes(sizeBytes), opened, file].filter(Boolean).join(' · ');
  return (
    <li className={classes['item']}>
      <button
        type="button"
        className={classes['open']}
        disabled={isMissing}
        onClick={() => go({ workspace: id, screen: 'queue', params: {} })}
      >
        <span className={classes['name']}>{name}</span>
        <span className={classes['meta']} title={file}>
          {meta}
        </span>
        {isEncrypted && (
          <span title="encrypted">
            <Icon of={Lock} size={12} />
            <span className="visually-hidden">encrypted</span>
          </span>
        )}
      </button>
      <IconButton
        icon={X}
        label={`Take ${name} off the list; the file stays`}
        onPress={() =>
          forgetting.mutate(
            { id },
            {
              onSuccess: () => say(`${name} is off the list. The file is still there.`),
              onError: (error) => sayFailed(`${name} could not be taken off the list`, error),
            },
          )
        }
      />
    </li>
  );
}
