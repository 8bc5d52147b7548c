/** The checks that read the code, in the order that tells most soonest; each is a command with a name. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..');

export interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const CODE = ['core', 'electron', 'renderer', 'test', 'scripts', 'bin'];
const CONFIGS = ['vitest.config.ts', 'electron.vite.config.ts', 'electron-builder.config.ts'];

/** Everything but the tests. */
export const STATIC_STEPS: readonly Step[] = [
  { name: 'format', command: ['oxfmt', '--check', ...CODE, ...CONFIGS] },
  { name: 'lint', command: ['oxlint', '--deny-warnings', ...CODE, ...CONFIGS] },
  { name: 'types of core', command: ['tsc', '-p', 'tsconfig.core.json'] },
  { name: 'types of the desktop shell', command: ['tsc', '-p', 'tsconfig.electron.json'] },
  { name: 'types of its preload script', command: ['tsc', '-p', 'tsconfig.preload.json'] },
  { name: 'types of the interface', command: ['tsc', '-p', 'tsconfig.renderer.json'] },
  { name: 'types of tests', command: ['tsc', '-p', 'tsconfig.test.json'] },
  { name: 'types of tests of the interface', command: ['tsc', '-p', 'tsconfig.ui-test.json'] },
  { name: 'the interface is built', command: ['vite', 'build', '-c', 'renderer/vite.config.ts', '--logLevel', 'warn'] },
  { name: 'the desktop program is built', command: ['electron-vite', 'build', '--logLevel', 'warn'] },
  { name: 'dead code', command: ['knip'] },
];

/** Runs a command from the project's own tools; true where it exits with 0. Its output goes to the terminal. */
export function run(command: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean {
  const bin = path.join(PROJECT_ROOT, 'node_modules', '.bin');
  const [name, ...args] = command;
  const result = spawnSync(path.join(bin, name!), args, {
    cwd: PROJECT_ROOT,
    stdio: 'inherit',
    env: { ...env, PATH: `${bin}${path.delimiter}${env['PATH'] ?? ''}` },
  });
  return result.status === 0;
}

/** Runs the steps one after the other, going on after a failure so that one run shows everything that is wrong. */
export function runSteps(steps: readonly Step[]): readonly { readonly name: string; readonly isPassed: boolean }[] {
  return steps.map(({ name, command }) => {
    const startedMs = performance.now();
    const isPassed = run(command);
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    console.log(`${isPassed ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)`);
    return { name, isPassed };
  });
}
