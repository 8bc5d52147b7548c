/** The workspaces that are open in this engine, opened by whoever first asks them something. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WorkspaceEntry } from '../../contract/app.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { openForReading, openForWriting } from '../../store/database.ts';
import { forgetKey, usePassphrases } from '../../store/keyring.ts';
import { isPending } from '../../store/pending.ts';
import type { HandlerContext } from '../api/handler.ts';
import type { DataFolder } from './data-folder.ts';
import { knownWorkspaces, type FoundWorkspace, type KnownWorkspaces } from './known-workspaces.ts';
import { hostWorkspace, type WorkspaceHost } from './workspace-host.ts';

export interface Workspaces {
  list(): readonly WorkspaceEntry[];
  /** Throws `E_WORKSPACE_UNKNOWN`, and `E_WORKSPACE_ENCRYPTED` for one that wants its passphrase first. */
  host(id: string): WorkspaceHost;
  /** The same for a job, which may be about to make the file. */
  hostForJob(id: string): WorkspaceHost;
  open(id: string, passphrase: string | null): WorkspaceEntry;
  create(name: string, passphrase: string | null): WorkspaceEntry;
  /**
   * Puts a file on the list that a person named by the shell or the command line. Where there is none, `mayCreate` makes an
   * empty workspace; what is there is never replaced.
   */
  register(file: string, mayCreate?: boolean): WorkspaceEntry;
  close(id: string): Promise<void>;
  forget(id: string): Promise<void>;
  closeAll(): Promise<void>;
  opened(): ReadonlyMap<string, WorkspaceHost>;
}

/** `onInterrupted` is told of a workspace that is opened and whose last import did not come to its end. */
export function createWorkspaces(
  data: DataFolder,
  shared: Omit<HandlerContext, 'workspace'>,
  onInterrupted: (id: string) => void,
): Workspaces {
  const known: KnownWorkspaces = knownWorkspaces(data);
  const hosts = new Map<string, WorkspaceHost>();
  // There only while a workspace is opened or made with it; the key that comes of it is kept instead.
  let passphraseAtHand: string | null = null;
  usePassphrases({ forExisting: () => passphraseAtHand, forNew: () => passphraseAtHand });

  function withPassphrase<Result>(passphrase: string | null, work: () => Result): Result {
    passphraseAtHand = passphrase;
    try {
      return work();
    } finally {
      passphraseAtHand = null;
    }
  }

  function entryOf({ id, name, file, sizeBytes, openedUs, isEncrypted, isMissing }: FoundWorkspace): WorkspaceEntry {
    return { id, name, file, sizeBytes, openedUs, isEncrypted, isMissing, isOpen: hosts.has(id) };
  }

  function find(id: string): FoundWorkspace {
    const found = known.find(id);
    if (found === null) throw new VedetteError('E_WORKSPACE_UNKNOWN', `There is no workspace ${id} on the list`);
    return found;
  }

  function opening(found: FoundWorkspace): WorkspaceHost {
    // Whether it can be opened at all is said now, by its own error, and not at the first question.
    const reading = openForReading(found.file);
    const isInterrupted = isPending(reading.db, 'fusion_pending');
    reading.close();
    const host = hostWorkspace(found.file, shared);
    hosts.set(found.id, host);
    if (isInterrupted) onInterrupted(found.id);
    return host;
  }

  async function close(id: string): Promise<void> {
    const host = hosts.get(id);
    hosts.delete(id);
    await host?.close();
  }

  return {
    list: () => known.list().map(entryOf),
    host: (id) => hosts.get(id) ?? opening(find(id)),
    hostForJob: (id) => {
      const found = find(id);
      if (hosts.has(id) || !found.isMissing) return hosts.get(id) ?? opening(found);
      const host = hostWorkspace(found.file, shared);
      hosts.set(id, host);
      return host;
    },
    open: (id, passphrase) => {
      if (!hosts.has(id)) {
        const found = find(id);
        forgetKey(found.file);
        withPassphrase(passphrase, () => opening(found));
      }
      known.markOpened(id, shared.clock.nowUs());
      return entryOf(find(id));
    },
    create: (name, passphrase) => {
      const file = path.join(data.workspaces, `${name}.vedette`);
      if (existsSync(file)) throw new VedetteError('E_INPUT_INVALID', `There is a workspace called ${name} already`);
      withPassphrase(passphrase, () => openForWriting(file).close());
      return entryOf(known.add(file));
    },
    register: (file, mayCreate = false) => {
      if (mayCreate && !existsSync(file)) openForWriting(file).close();
      return entryOf(known.add(file));
    },
    close,
    forget: async (id) => {
      await close(id);
      known.forget(id);
    },
    closeAll: async () => {
      await Promise.all([...hosts.keys()].map(close));
    },
    opened: () => hosts,
  };
}
