/** Handlers of what belongs to the program rather than to one workspace. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { appContract, WorkspaceEntry } from '../../contract/app.ts';
import type { HandlersOf } from '../api/handler.ts';
import type { Clock } from '../../kernel/clock.ts';
import { DEMO_SCENARIO } from '../demo.ts';
import { clockHealth, diskHealth, memoryHealth } from '../health/machine.ts';
import { operatorName } from '../operator.ts';
import type { DataFolder } from './data-folder.ts';
import type { RunJob } from './job-runner.ts';
import type { SettingsFile } from './settings.ts';
import type { Workspaces } from './workspaces.ts';

const DEMO_NAME = 'Demo.vedette';

export interface AppParts {
  readonly version: string;
  readonly data: DataFolder;
  readonly settings: SettingsFile;
  readonly workspaces: Workspaces;
  readonly runJob: RunJob;
  readonly clock: Clock;
  changed(): void;
}

export function appHandlers(parts: AppParts): HandlersOf<typeof appContract> {
  const { version, data, settings, workspaces, runJob, clock, changed } = parts;

  function told<Result>(result: Result): Result {
    changed();
    return result;
  }

  async function openDemo(): Promise<WorkspaceEntry> {
    const file = path.join(data.workspaces, DEMO_NAME);
    const isThere = existsSync(file);
    const { id } = workspaces.register(file);
    if (!isThere) await runJob({ workspace: id, method: 'demo.resetWorkspace', input: { scenario: DEMO_SCENARIO } });
    return workspaces.open(id, null);
  }

  return {
    'app.describe': () => ({
      version,
      operator: operatorName(settings.read().operator ?? undefined),
      folder: data.workspaces,
      settings: settings.read(),
      health: [
        { name: 'disk', ...diskHealth(path.join(data.workspaces, DEMO_NAME), 0) },
        { name: 'memory', ...memoryHealth() },
        { name: 'clock', ...clockHealth(clock, 0) },
      ],
      workspaces: [...workspaces.list()],
    }),
    'app.writeSettings': (change) => told(settings.write(change as Parameters<SettingsFile['write']>[0])),
    'app.createWorkspace': ({ name, passphrase }) => told(workspaces.create(name, passphrase)),
    'app.openWorkspace': ({ id, passphrase }) => told(workspaces.open(id, passphrase)),
    'app.closeWorkspace': async ({ id }) => {
      await workspaces.close(id);
      return told({});
    },
    'app.forgetWorkspace': async ({ id }) => {
      await workspaces.forget(id);
      return told({});
    },
    'app.openDemo': async () => told(await openDemo()),
  };
}
