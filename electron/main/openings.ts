/**
 * From what the system asks us to open to what the page is asked to show. The page is asked once it listens; it never
 * learns a path, and nothing is imported before a person says so.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ChosenFile, ShellRequest } from '../../core/contract/desktop.ts';
import type { Supervisor } from '../../core/engine/process/supervisor.ts';
import { messageOf, reportOf, VedetteError } from '../../core/kernel/errors.ts';
import type { Launch } from './launch.ts';

type Engine = Pick<Supervisor, 'grant' | 'register'>;

/** A grant for a file or folder that a person named. Throws `E_SOURCE_NOT_FOUND`. */
export async function grantFile(engine: Engine, file: string): Promise<ChosenFile> {
  if (!path.isAbsolute(file) || file.includes('\0'))
    throw new VedetteError('E_SOURCE_NOT_FOUND', 'That is no path of a file');
  let sizeBytes: number;
  try {
    const status = await stat(file);
    sizeBytes = status.isFile() ? status.size : 0;
  } catch (error) {
    throw new VedetteError('E_SOURCE_NOT_FOUND', `${file}: ${messageOf(error)}`);
  }
  return { grant: await engine.grant(file, false), name: path.basename(file).slice(-1_024), sizeBytes };
}

/** What the page is to be asked for a launch, failures among it. */
export async function requestsOf(engine: Engine, launch: Launch): Promise<readonly ShellRequest[]> {
  const requests: ShellRequest[] = launch.links.map((link) => ({ kind: 'goTo', ...link }));
  for (const text of launch.refused) {
    const error = new VedetteError('E_INPUT_INVALID', `${text} names nothing that can be shown`);
    requests.push({ kind: 'sayFailed', what: 'A link was not followed', error: error.toReport() });
  }
  for (const file of launch.workspaces) {
    try {
      await stat(file);
      requests.push({ kind: 'openWorkspace', id: await engine.register(file) });
    } catch (error) {
      const report = error instanceof VedetteError ? error : new VedetteError('E_SOURCE_NOT_FOUND', messageOf(error));
      requests.push({ kind: 'sayFailed', what: `${path.basename(file)} was not opened`, error: reportOf(report) });
    }
  }
  const files: ChosenFile[] = [];
  for (const file of launch.evidence) {
    try {
      files.push(await grantFile(engine, file));
    } catch (error) {
      requests.push({ kind: 'sayFailed', what: `${path.basename(file)} cannot be imported`, error: reportOf(error) });
    }
  }
  if (files.length > 0) requests.push({ kind: 'offerEvidence', files });
  return requests;
}

export interface RequestQueue {
  /** Told at once where a page listens, else as soon as one does. */
  ask(request: ShellRequest): void;
  /** The page listens from now on, through `post`. */
  listen(post: (request: ShellRequest) => void): void;
  /** It does not any more. */
  silence(): void;
}

export function createRequestQueue(): RequestQueue {
  let waiting: readonly ShellRequest[] = [];
  let post: ((request: ShellRequest) => void) | null = null;
  return {
    ask: (request) => {
      if (post === null) waiting = [...waiting, request];
      else post(request);
    },
    listen: (next) => {
      post = next;
      for (const request of waiting) next(request);
      waiting = [];
    },
    silence: () => {
      post = null;
    },
  };
}
