/** Where Vedette keeps what belongs to no single workspace, by the customs of each system. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

export interface DataFolder {
  readonly path: string;
  /** Made here where nobody says otherwise. */
  readonly workspaces: string;
  /** What was dropped on a browser; each upload has a folder of its own and is removed once it is imported. */
  readonly uploads: string;
  /** Null where there is none or where it cannot be read: settings are never worth refusing to start. */
  readJson(name: string): unknown;
  writeJson(name: string, value: unknown): void;
}

/** `VEDETTE_HOME` names another one. */
export function defaultDataFolder(): string {
  const { env, platform } = process;
  if (env['VEDETTE_HOME']) return path.resolve(env['VEDETTE_HOME']);
  if (platform === 'win32' && env['LOCALAPPDATA']) return path.join(env['LOCALAPPDATA'], 'Vedette');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Vedette');
  return path.join(env['XDG_DATA_HOME'] || path.join(homedir(), '.local', 'share'), 'vedette');
}

/** Makes the folder at `root`, for the operator's eyes only. */
export function openDataFolder(root: string): DataFolder {
  const workspaces = path.join(root, 'workspaces');
  const uploads = path.join(root, 'uploads');
  for (const folder of [root, workspaces, uploads]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    path: root,
    workspaces,
    uploads,
    readJson: (name) => {
      try {
        return JSON.parse(readFileSync(path.join(root, name), 'utf8')) as unknown;
      } catch {
        return null;
      }
    },
    // Written beside and renamed, so that nobody ever reads half of it.
    writeJson: (name, value) => {
      const file = path.join(root, name);
      const half = `${file}.${process.pid}.half`;
      writeFileSync(half, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
      renameSync(half, file);
    },
  };
}
