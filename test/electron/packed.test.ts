// @promise-part SEC-02 the packaged program started for real
// @promise-part SEC-17 the fuses of real Electron, and what they do
// @promise-part SEC-18 models, of which none is shipped; a Mac, where the system checks signatures instead
/** What is shipped, packed for Linux around a stand-in for Electron, taken apart again, and its engine run by plain Node. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { superviseEngine } from '../../core/engine/process/supervisor.ts';
import { createLog } from '../../core/kernel/log.ts';
import { billOfMaterials } from '../../scripts/bill-of-materials.ts';
import { checksumsOf, packProgram } from '../../scripts/package.ts';
import { PROJECT_ROOT } from '../../scripts/steps.ts';
import { temporaryFolder } from '../vedette.ts';
import { extract, readAsar, type Packed } from './asar.ts';
import { forkBuiltEngine } from './built-engine.ts';
import { builtProgram } from './built-program.ts';
import { createLine } from './line.ts';
import { SENTINEL, standInElectron } from './stand-in-electron.ts';

const canPack = process.platform === 'linux' && process.arch === 'x64';
const BINARY = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';

describe.skipIf(!canPack)('the packed program (needs Linux x64)', () => {
  const output = mkdtempSync(path.join(tmpdir(), 'vedette-packed-'));
  const unpacked = path.join(output, 'linux-unpacked');
  let packed: readonly Packed[];
  const names = (): readonly string[] => packed.map(({ name }) => name);

  beforeAll(async () => {
    await builtProgram();
    await packProgram({ targets: ['dir'], electronDist: standInElectron(), output });
    packed = readAsar(path.join(unpacked, 'resources/app.asar'));
  }, 180_000);
  afterAll(() => rmSync(output, { recursive: true, force: true }));

  test('holds what is named and nothing else: no tests, no sources, no tools', () => {
    const allowed =
      /^(package\.json|LICENSE|dist\/(desktop|renderer)\/|resources\/|node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/|prebuilds\/))/;
    expect(names().filter((name) => !allowed.test(name))).toEqual([]);
    expect(names().filter((name) => /\.tsx?$|\.map$|\.test\.|^resources\/rules\/tests\//.test(name))).toEqual([]);
    expect(names()).toEqual(
      expect.arrayContaining([
        'dist/desktop/main/index.js',
        'dist/desktop/preload/index.cjs',
        'dist/desktop/services/engine.js',
        'dist/renderer/index.html',
        'resources/scenarios/ransomware-staging.yaml',
      ]),
    );
  });

  test('one binary, of the target, outside the archive; everything inside has its hash', () => {
    expect(names().filter((name) => name.endsWith('.node'))).toEqual([BINARY]);
    expect(packed.filter(({ isUnpacked }) => isUnpacked).map(({ name }) => name)).toEqual([BINARY]);
    expect(packed.every(({ hasIntegrity }) => hasIntegrity)).toBe(true);
  });

  test('the archive holds the hash of the binary', () => {
    const { bytes } = packed.find(({ name }) => name === BINARY)!;
    const engine = packed.find(({ name }) => name === 'dist/desktop/services/engine.js')!;
    expect(engine.bytes.toString('utf8')).toContain(createHash('sha256').update(bytes).digest('hex'));
  });

  test('no launcher passes anything that would open it up', () => {
    for (const { name, bytes } of packed.filter((one) => one.name.startsWith('dist/desktop'))) {
      expect(`${name} ${bytes.toString('utf8')}`).not.toMatch(/appendSwitch\(\s*['"]no-sandbox/);
    }
    const shipped = packed.find(({ name }) => name === 'package.json')!.bytes.toString('utf8');
    expect(shipped).not.toContain('sandbox');
    expect(JSON.parse(shipped)).toMatchObject({ main: 'dist/desktop/main/index.js', name: 'vedette' });
  });

  test('fuses are burnt as they are promised', () => {
    const executable = readFileSync(path.join(unpacked, 'vedette'));
    const at = executable.indexOf(SENTINEL) + SENTINEL.length;
    const wire = executable.toString('latin1', at + 2, at + 2 + executable[at + 1]!);
    // In the order of Electron's fuses: runAsNode, cookies, NODE_OPTIONS, inspect, integrity, only from the archive, snapshot, file.
    expect(wire).toBe('01001100');
  });

  test(
    'its engine runs from what was shipped alone: the demo is imported, found and read again',
    { timeout: 120_000 },
    async () => {
      const program = temporaryFolder();
      extract(packed, program);
      const data = temporaryFolder();
      const supervisor = superviseEngine({ fork: () => forkBuiltEngine(program, data), log: createLog('silent') });
      const line = createLine((message) => window.receive(message));
      const window = supervisor.connect(line.receive);
      const { id } = (await line.call(null, 'app.openDemo', {})) as { readonly id: string };
      const { rows } = (await line.call(id, 'incidents.listPage', { query: 'severity:critical' })) as {
        readonly rows: readonly { readonly title: string }[];
      };
      expect(rows).toHaveLength(1);
      const events = (await line.call(id, 'events.countAll', { query: '' })) as { readonly count: number };
      expect(events.count).toBeGreaterThan(0);
      await supervisor.stop();
      expect(existsSync(path.join(data, 'workspaces/Demo.vedette'))).toBe(true);
    },
  );

  test('its engine does not load a binary that is not the one that was shipped', { timeout: 60_000 }, async () => {
    const program = temporaryFolder();
    extract(packed, program);
    appendFileSync(path.join(program, BINARY), 'x');
    const engine = forkBuiltEngine(program, temporaryFolder());
    const why = await new Promise<string>((resolve) => engine.onExit(resolve));
    expect(why).toBe('it ended with 78');
    expect(engine.errors()).toMatch(/E_PROGRAM_CHANGED/);
  });

  test('what is inside is listed with versions, and what was packed has a checksum', async () => {
    const { components } = JSON.parse(billOfMaterials()) as {
      readonly components: readonly { readonly name: string }[];
    };
    const listed = new Set(components.map(({ name }) => name));
    const { dependencies } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    // One is installed under another name.
    const named = Object.entries(dependencies).map(([name, range]) => /^npm:(.+)@/.exec(range)?.[1] ?? name);
    expect(['electron', ...named].filter((name) => !listed.has(name))).toEqual([]);
    expect(listed.has('vitest')).toBe(false);
    expect(await checksumsOf(path.join(PROJECT_ROOT, 'resources/icons'))).toMatch(/^[0-9a-f]{64} {2}icon\.png$/m);
  });
});
