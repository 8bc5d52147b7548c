/**
 * Worker threads are started by the address of their source, `new Worker(new URL('./x.ts', import.meta.url))`. In a bundle
 * each becomes an entry of its own, and the addresses are rewritten to where it lies.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

export interface WorkerEntry {
  /** Unique, since all lie in one folder of the bundle. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
}

const STARTED = /new Worker\(new URL\('(\.[^']*)\.ts', import\.meta\.url\)/g;

/** Every thread that the sources below `folder` start. Throws where two have one name. */
export function workerEntries(folder: string): readonly WorkerEntry[] {
  const entries = new Map<string, WorkerEntry>();
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  for (const source of sources) {
    const from = path.join(folder, source);
    for (const [, target] of readFileSync(from, 'utf8').matchAll(STARTED)) {
      const file = path.resolve(path.dirname(from), `${target!}.ts`);
      const name = path.basename(file, '.ts');
      const known = entries.get(name);
      if (known !== undefined && known.file !== file) throw new Error(`Two worker threads are called ${name}`);
      entries.set(name, { name, file });
    }
  }
  return [...entries.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The text of a source with the addresses of its threads as they are in the bundle. */
export function withBundledWorkers(text: string, entries: readonly WorkerEntry[]): string {
  return text.replaceAll(STARTED, (_all, target: string) => {
    const name = path.posix.basename(target);
    if (!entries.some((entry) => entry.name === name)) throw new Error(`The thread ${name} is no entry of the bundle`);
    return `new Worker(new URL('../services/${name}.js', import.meta.url)`;
  });
}

export function workerUrls(entries: readonly WorkerEntry[]): Plugin {
  return {
    name: 'vedette-worker-urls',
    enforce: 'pre',
    transform: (code, id) =>
      id.endsWith('.ts') && code.includes('new Worker(')
        ? { code: withBundledWorkers(code, entries), map: null }
        : null,
  };
}
