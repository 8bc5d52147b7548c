/** Where one starts: evidence is dropped here, workspaces are opened, the demo is one press away. */
import { FileUp, FolderPlus, Play } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useAppChange, useAppQuery } from '../../app/engine/queries.tsx';
import { useEngineStore } from '../../app/engine/engine-store.ts';
import { go } from '../../app/router.ts';
import { sayFailed } from '../../app/toasts.ts';
import { JobLine } from '../../app/shell/job-tray.tsx';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../lib/format.ts';
import { StateMark } from '../health/state-mark.tsx';
import { CreateWorkspace } from './create-workspace.tsx';
import { DropZone } from './drop-zone.tsx';
import { WorkspaceList } from './workspace-list.tsx';
import classes from './home.module.css';

export function Home(): ReactNode {
  const { data: app } = useAppQuery('app.describe', {});
  const jobs = useEngineStore((store) => store.jobs);
  const [isCreating, setIsCreating] = useState(false);
  const demo = useAppChange('app.openDemo');
  if (app === undefined) return null;

  function openDemo(): void {
    demo.mutate(
      {},
      {
        onSuccess: ({ id }) => go({ workspace: id, screen: 'queue', params: {} }),
        onError: (error) => sayFailed('The demo could not be made', error),
      },
    );
  }

  return (
    <div className={classes['page']}>
      <div className={classes['column']}>
        <h1 className={classes['title']}>Vedette</h1>
        <p className={classes['lead']}>Evidence in, incidents out. On this machine only; nothing is sent anywhere.</p>
        <DropZone>
          <FileUp size={20} strokeWidth={1.5} aria-hidden="true" />
          <span>
            <strong>Drop evidence here</strong> to begin a workspace with it
            <span className={classes['hint']}>
              EVTX, JSON, Suricata EVE, CloudTrail, OCSF, syslog; files, folders, zip, gzip, zstd
            </span>
          </span>
        </DropZone>
        <div className={classes['actions']}>
          <Button icon={FolderPlus} onPress={() => setIsCreating(true)}>
            New workspace
          </Button>
          <Button
            icon={Play}
            kind={app.workspaces.length === 0 ? 'primary' : 'plain'}
            isDisabled={demo.isPending}
            onPress={openDemo}
          >
            {demo.isPending ? 'Making the demo' : 'Open the demo'}
          </Button>
          <span className={classes['hint']}>The demo is a made-up ransomware case, marked as one.</span>
        </div>
        <section>
          <h2 className={classes['heading']}>{counted(app.workspaces.length, 'workspace')} on this machine</h2>
          <WorkspaceList workspaces={app.workspaces} />
        </section>
        <section>
          <h2 className={classes['heading']}>This machine</h2>
          <ul className={classes['list']}>
            {app.health.map(({ name, state, detail, fix }) => (
              <li key={name} className={classes['health']}>
                <StateMark state={state} />
                <span>{name}</span>
                <span className={classes['meta']}>
                  {detail}
                  {fix === '' ? '' : `. ${fix}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
        {jobs.length > 0 && (
          <section>
            <h2 className={classes['heading']}>Jobs</h2>
            {jobs.map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
          </section>
        )}
      </div>
      {isCreating && <CreateWorkspace onClose={() => setIsCreating(false)} />}
    </div>
  );
}
