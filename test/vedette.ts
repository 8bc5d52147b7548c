/** Runs the real command line, as a person would, in a process of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..');
export const VEDETTE = path.join(PROJECT_ROOT, 'bin', 'vedette.js');

export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_OUTPUT_BYTES = 1024 * 1024 * 1024;

/** Runs `vedette ARGS` to its end. */
export function vedette(args: readonly string[], options: { readonly input?: string } = {}): Run {
  const result = spawnSync(process.execPath, [VEDETTE, ...args], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    input: options.input ?? '',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** Starts `vedette ARGS`; for tests that kill it. */
export function startVedette(args: readonly string[]): ReturnType<typeof spawn> {
  return spawn(process.execPath, [VEDETTE, ...args], { cwd: PROJECT_ROOT, stdio: 'ignore' });
}

/** The lines of NDJSON output. */
export function ndjson<Row>(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
