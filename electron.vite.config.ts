/**
 * Builds the desktop program: main process, services and preload script. Services are bundled with each worker thread as an
 * entry of its own; only native modules stay outside. The page is the same in the desktop shell and in a browser and is built
 * by renderer/vite.config.ts: electron-vite would give it relative addresses, and ours begin at the root.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'electron-vite';
import { workerEntries, workerUrls } from './scripts/worker-entries.ts';

const ROOT = import.meta.dirname;
const OUT = path.join(ROOT, 'dist/desktop');
const NATIVES = 'node_modules/better-sqlite3/prebuilds';
const EXTERNAL = ['electron', 'better-sqlite3', /^node:/];

const workers = workerEntries(path.join(ROOT, 'core'));

/** What electron/services/natives.ts compares with. */
function nativeManifest(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(path.join(ROOT, NATIVES))
      .toSorted()
      .map((name) => [
        `${NATIVES}/${name}`,
        createHash('sha256')
          .update(readFileSync(path.join(ROOT, NATIVES, name)))
          .digest('hex'),
      ]),
  );
}

export default defineConfig({
  main: {
    plugins: [workerUrls(workers)],
    define: { NATIVE_MANIFEST: JSON.stringify(nativeManifest()) },
    build: {
      outDir: OUT,
      emptyOutDir: true,
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: {
          'main/index': path.join(ROOT, 'electron/main/index.ts'),
          'services/engine': path.join(ROOT, 'electron/services/engine.ts'),
          ...Object.fromEntries(workers.map(({ name, file }) => [`services/${name}`, file])),
        },
        external: EXTERNAL,
        // Every file is one folder deep, so that a worker's address is the same from wherever it is started.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: path.join(OUT, 'preload'),
      emptyOutDir: true,
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: path.join(ROOT, 'electron/preload/index.ts'),
        external: ['electron'],
        // A sandboxed script is CommonJS in one file.
        output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
      },
    },
  },
});
