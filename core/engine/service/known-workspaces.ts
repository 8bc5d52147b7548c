/** The workspaces this machine knows of: what Home lists. A page names them by id and never learns to name a file. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { derivedUuid } from '../../kernel/ids.ts';
import { readSalt } from '../../store/cipher.ts';
import { isKeyKnown, keyOf } from '../../store/keyring.ts';
import type { DataFolder } from './data-folder.ts';

const FILE = 'workspaces.json';

const entrySchema = z.object({ id: z.string(), file: z.string(), openedUs: z.number().int().nullable() });
type Known = z.output<typeof entrySchema>;

export interface FoundWorkspace extends Known {
  readonly name: string;
  readonly sizeBytes: number;
  readonly isEncrypted: boolean;
  readonly isMissing: boolean;
}

export interface KnownWorkspaces {
  /** The latest opened first. */
  list(): readonly FoundWorkspace[];
  find(id: string): FoundWorkspace | null;
  /** Puts the workspace at `file` on the list; one that is on it keeps its id. */
  add(file: string): FoundWorkspace;
  markOpened(id: string, openedUs: number): void;
  forget(id: string): void;
}

export function knownWorkspaces(data: DataFolder): KnownWorkspaces {
  const parsed = z.array(entrySchema).safeParse(data.readJson(FILE));
  let known: readonly Known[] = parsed.success ? parsed.data : [];

  function keep(next: readonly Known[]): void {
    known = next.toSorted((a, b) => (b.openedUs ?? 0) - (a.openedUs ?? 0));
    data.writeJson(FILE, known);
  }

  return {
    list: () => known.map(look),
    find: (id) => {
      const found = known.find((one) => one.id === id);
      return found === undefined ? null : look(found);
    },
    add: (file) => {
      const place = placeOf(file);
      const id = derivedUuid('workspace', place);
      const there = known.find((one) => one.id === id);
      const entry = there ?? { id, file: place, openedUs: null };
      if (there === undefined) keep([...known, entry]);
      return look(entry);
    },
    markOpened: (id, openedUs) => keep(known.map((one) => (one.id === id ? { ...one, openedUs } : one))),
    forget: (id) => keep(known.filter((one) => one.id !== id)),
  };
}

function placeOf(file: string): string {
  return existsSync(file) ? realpathSync.native(file) : path.resolve(file);
}

function look(entry: Known): FoundWorkspace {
  const name = path.basename(entry.file, '.vedette');
  try {
    const sizeBytes = sizeOf(entry.file) + (existsSync(`${entry.file}-wal`) ? sizeOf(`${entry.file}-wal`) : 0);
    return { ...entry, name, sizeBytes, isEncrypted: isEncrypted(entry.file), isMissing: false };
  } catch {
    return { ...entry, name, sizeBytes: 0, isEncrypted: false, isMissing: true };
  }
}

function sizeOf(file: string): number {
  return statSync(file).size;
}

/** A file that we have open is not looked into: that would drop its locks (see `readSalt`). */
function isEncrypted(file: string): boolean {
  return (isKeyKnown(file) ? keyOf(file) : readSalt(file)) !== null;
}
