/** The built desktop program for tests: made once where it is missing or older than its sources, whoever asks first. */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { isStale } from '../../scripts/stale.ts';
import { PROJECT_ROOT, run } from '../../scripts/steps.ts';

const at = (name: string): string => path.join(PROJECT_ROOT, name);
const LOCK = at('test-results/desktop-build.lock');
const LOOK_EVERY_MS = 50;
const GIVEN_UP_MS = 120_000;

/** Throws where it cannot be built. */
export async function builtProgram(): Promise<void> {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  await taken();
  try {
    const isPageThere = existsSync(at('dist/renderer/index.html'));
    if (!isPageThere && !run(['vite', 'build', '-c', 'renderer/vite.config.ts', '--logLevel', 'error'])) {
      throw new Error('The interface cannot be built');
    }
    const sources = ['electron', 'core', 'electron.vite.config.ts', 'package.json'].map(at);
    if (
      isStale(at('dist/desktop/preload/index.cjs'), sources) &&
      !run(['electron-vite', 'build', '--logLevel', 'error'])
    ) {
      throw new Error('The desktop program cannot be built');
    }
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** Test files run beside each other, and a build empties its folder first. */
async function taken(): Promise<void> {
  for (;;) {
    try {
      return mkdirSync(LOCK);
    } catch {
      // Whoever was killed over it does not give it back.
      const takenMs = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (takenMs > 0 && takenMs < Date.now() - GIVEN_UP_MS) rmSync(LOCK, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}
