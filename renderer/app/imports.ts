/** From dropped or chosen files to an import: they are handed to the engine one by one, then imported together. */
import { create } from 'zustand';
import type { EngineClient } from './engine/client.ts';
import { say, sayFailed } from './toasts.ts';
import { counted } from '../lib/format.ts';

/** Files on their way to the engine; only browsers need to send them. */
interface Sending {
  readonly id: number;
  readonly files: number;
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly startedMs: number;
  readonly cancel: () => void;
}

interface ImportStore {
  readonly sending: readonly Sending[];
}

export const useSending = create<ImportStore>(() => ({ sending: [] }));

let lastId = 0;

function update(id: number, sentBytes: number): void {
  useSending.setState(({ sending }) => ({
    sending: sending.map((one) => (one.id === id ? { ...one, sentBytes } : one)),
  }));
}

/** Hands the files over and imports them; what fails is said, and nothing is thrown. */
export async function importFiles(client: EngineClient, workspace: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) return say('There was no file in what was dropped');
  const id = ++lastId;
  const controller = new AbortController();
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  const one: Sending = {
    id,
    files: files.length,
    sentBytes: 0,
    totalBytes,
    startedMs: performance.now(),
    cancel: () => controller.abort(),
  };
  useSending.setState(({ sending }) => ({ sending: [...sending, one] }));
  try {
    const grants = [];
    let before = 0;
    for (const file of files) {
      grants.push(await client.host.grant(file, (bytes) => update(id, before + bytes), controller.signal));
      before += file.size;
      update(id, before);
    }
    useSending.setState(({ sending }) => ({ sending: sending.filter((other) => other.id !== id) }));
    await importGrants(client, workspace, grants);
  } catch (error) {
    sayFailed('The import did not come to its end', error);
  } finally {
    useSending.setState(({ sending }) => ({ sending: sending.filter((other) => other.id !== id) }));
  }
}

/** Imports what was handed over and says what came of it. Throws what the engine throws. */
export async function importGrants(client: EngineClient, workspace: string, grants: readonly string[]): Promise<void> {
  const report = await client.call(workspace as never, 'evidence.importGranted', { grants: [...grants] });
  const events = report.sources.reduce((sum, source) => sum + source.events, 0);
  const known = report.sources.filter((source) => source.outcome === 'known').length;
  const skipped = report.skipped.length;
  const remarks = [
    known > 0 ? `${counted(known, 'source')} known already` : null,
    skipped > 0 ? `${counted(skipped, 'file')} could not be read` : null,
  ].filter((remark) => remark !== null);
  say([`${counted(events, 'event')} from ${counted(report.sources.length, 'source')}`, ...remarks].join(', '));
  for (const { path, code, reason } of report.skipped.slice(0, 3)) {
    sayFailed(`Not imported: ${path}`, Object.assign(new Error(reason), { code }));
  }
}

/** Every file in what was dropped, those in folders too. */
export async function filesIn(items: DataTransferItemList): Promise<readonly File[]> {
  // Everything is taken before the first wait: the list is emptied when the event is over.
  const taken = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = await Promise.all(
    taken.map(({ entry, file }) => (entry === null ? (file === null ? [] : [file]) : filesOf(entry))),
  );
  return found.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A folder is told in parts; an empty part is the end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return files;
    for (const one of part) files.push(...(await filesOf(one)));
  }
}
