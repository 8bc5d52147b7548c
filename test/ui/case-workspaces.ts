/** Workspaces for tests of the interface: one of real evidence, one of texts that were made to do harm. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unpackData } from '../data.ts';
import { vedette } from '../vedette.ts';
import { startServe } from './browser.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const REAL = 'datasets/atomic/windows/lateral_movement/host/empire_psexec_dcerpc_tcp_svcctl.zip';

/** Puts workspaces on the list of a data folder, as `vedette serve -w` does. */
export async function putOnList(data: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const serve = await startServe(['-w', file], data);
    await listed(data, path.basename(file));
    await serve.stop();
  }
}

/** Waits for a served workspace to be written down on the list of this machine. */
async function listed(data: string, name: string): Promise<void> {
  const file = path.join(data, 'workspaces.json');
  for (let times = 0; times < 400; times++) {
    if (existsSync(file) && readFileSync(file, 'utf8').includes(name)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} did not come on the list`);
}

export function hostileWorkspace(folder: string): string {
  const lines = HOSTILE_TEXTS.filter((text) => text.isWellFormed()).map((text, at) =>
    JSON.stringify({
      external_id: at,
      time: `2026-03-04T09:14:${String(at % 60).padStart(2, '0')}Z`,
      title: text.slice(0, 4_000),
      severity: 'high',
      source: 'other tool',
      techniques: ['T1059.001'],
      entities: [
        { type: 'host', value: 'ws-1' },
        { type: 'user', value: text.slice(0, 4_000) },
      ],
    }),
  );
  const file = path.join(folder, 'hostile.vedette');
  writeFileSync(path.join(folder, 'alerts.ndjson'), lines.join('\n'));
  run(['submit', path.join(folder, 'alerts.ndjson'), '-w', file]);
  return file;
}

export function realWorkspace(folder: string): string {
  const file = path.join(folder, 'real.vedette');
  const unpacked = unpackData('otrf/security-datasets.zip');
  run(['import', path.join(unpacked, REAL), '-w', file]);
  return file;
}

function run(args: readonly string[]): void {
  const { exitCode, stderr } = vedette(args);
  if (exitCode !== 0) throw new Error(stderr);
}
