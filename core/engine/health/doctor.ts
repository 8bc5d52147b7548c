/**
 * Tries for real everything that Vedette stands on, one thing after the other, in a temporary folder that is gone
 * afterwards. The workspace at hand is read and never written.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf, VedetteError } from '../../kernel/errors.ts';
import { newUuid } from '../../kernel/ids.ts';
import { testEncryption } from '../../store/self-test.ts';
import { firstProblem } from '../../store/verify.ts';
import type { JobContext } from '../api/handler.ts';
import type { WorkspaceAccess } from '../api/workspace-access.ts';
import { isMade } from '../rules-in-use.ts';
import { VERSION } from '../version.ts';
import { canaryWorkspace, copyCanary, flyCanary } from './canary.ts';
import { clockHealth, diskHealth, memoryHealth, zoneHealth } from './machine.ts';
import { lastChangeUs, rulesHealth, sizeOf } from './read-health.ts';
import { degraded, disabled, down, failed, ok, type Health } from './state.ts';

export interface Check extends Health {
  /** Stable. */
  readonly id: string;
  readonly title: string;
  readonly tookMs: number;
}

export type DoctorContext = Pick<JobContext, 'workspace' | 'clock' | 'log' | 'metrics' | 'signal' | 'onStep'>;

/** What checks share while they run. */
interface Practice extends DoctorContext {
  readonly folder: string;
  readonly canary: WorkspaceAccess;
  readonly startedUs: number;
  readonly startedMs: number;
}

type Examine = (practice: Practice) => Health | Promise<Health>;

/** Later ones rest on earlier ones. */
const CHECKS: readonly (readonly [id: string, title: string, examine: Examine])[] = [
  ['node', 'Node', nodeHealth],
  ['temp_folder', 'Temporary folder', ({ folder }) => writeAndReadBack(folder)],
  ['encryption', 'Database and encryption', encryptionHealth],
  ['canary', 'Event through the pipeline', (practice) => flyCanary(practice.canary, practice)],
  ['backup', 'Backup and restore', (practice) => copyCanary(practice.canary, practice, practice.signal)],
  ['rules', 'Rules', ({ workspace }) => rulesHealth(workspace)],
  ['workspace', 'Workspace', workspaceHealth],
  [
    'workspace_folder',
    "Workspace's folder",
    ({ workspace }) => writeAndReadBack(path.dirname(path.resolve(workspace.file))),
  ],
  ['disk', 'Disk space', ({ workspace }) => diskHealth(workspace.file, sizeOf(workspace))],
  ['memory', 'Memory', memoryHealth],
  ['clock', 'Clock', ({ workspace, clock }) => clockHealth(clock, lastChangeUs(workspace))],
  ['clock_rate', 'Clock, steady', steadyHealth],
  ['time_zones', 'Time zones', zoneHealth],
];

/** What cannot be tried without a temporary folder. */
const NEEDS_FOLDER: ReadonlySet<string> = new Set(['temp_folder', 'encryption', 'canary', 'backup']);

/** Throws `E_CANCELLED` once `signal` is aborted, and never for what a check finds. */
export async function runDoctor(context: DoctorContext): Promise<Check[]> {
  const { clock, signal, onStep } = context;
  const started = { startedUs: clock.nowUs(), startedMs: clock.monotonicMs() };
  const folder = temporaryFolder();
  const canary = typeof folder === 'string' ? canaryWorkspace(folder, context) : null;
  const checks: Check[] = [];
  try {
    for (const [id, title, examine] of CHECKS) {
      if (signal.aborted) throw new VedetteError('E_CANCELLED', `Cancelled before the check of ${title.toLowerCase()}`);
      onStep(title);
      const beganMs = clock.monotonicMs();
      const health =
        typeof folder !== 'string' && NEEDS_FOLDER.has(id)
          ? folder
          : await examined(examine, { ...context, ...started, folder: String(folder), canary: canary! });
      checks.push({ id, title, ...health, tookMs: clock.monotonicMs() - beganMs });
    }
    return checks;
  } finally {
    await canary?.close();
    if (typeof folder === 'string') rmSync(folder, { recursive: true, force: true });
  }
}

/** Or why there is none. */
function temporaryFolder(): string | Health {
  try {
    return mkdtempSync(path.join(tmpdir(), 'vedette-doctor-'));
  } catch (error) {
    return down(`${tmpdir()} cannot be written (${reasonOf(error)})`, FOLDER_FIX);
  }
}

async function examined(examine: Examine, practice: Practice): Promise<Health> {
  try {
    return await examine(practice);
  } catch (error) {
    if (practice.signal.aborted) throw error;
    return failed(error);
  }
}

function nodeHealth(): Health {
  const { versions, platform, arch } = process;
  const detail = `Vedette ${VERSION} on Node ${versions.node}, ${platform} ${arch}`;
  const major = Number(versions.node.split('.')[0]);
  return major >= 24 ? ok(detail) : down(detail, 'Install Node 24 or newer.');
}

function encryptionHealth({ folder }: Practice): Health {
  const { sqlite, cipher } = testEncryption(folder);
  return ok(`SQLite ${sqlite}; ${cipher}: written, read back, closed to others`);
}

/** What is written to the disk there is what is read from it. */
function writeAndReadBack(folder: string): Health {
  const file = path.join(folder, `.vedette-doctor-${newUuid()}`);
  const bytes = Buffer.alloc(64 * 1024, file);
  try {
    const handle = openSync(file, 'wx');
    try {
      writeSync(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (!readFileSync(file).equals(bytes)) return down(`${folder} gives back other bytes than were written`, DISK_FIX);
    return ok(`${folder} can be written and read`);
  } catch (error) {
    return down(`${folder} cannot be written (${reasonOf(error)})`, FOLDER_FIX);
  } finally {
    rmSync(file, { force: true });
  }
}

/** `ENOSPC` says more in a table than a sentence with the path in it once more. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
}

const DISK_FIX = 'Stop using this disk, and restore what was on it from a backup.';
const FOLDER_FIX = 'See that the folder exists, that you may write to it and that its disk is not full.';

/** The quick form: `vedette verify` also looks into indexes and evidence. */
async function workspaceHealth({ workspace, signal }: Practice): Promise<Health> {
  if (!isMade(workspace)) return disabled(`there is none at ${workspace.file} yet`);
  const verification = await workspace.readers().read('workspace.verify', { isQuick: true }, { signal });
  const problem = firstProblem(verification);
  if (problem !== null) {
    return down(`${workspace.file}: ${problem}`, 'Keep a copy of the file as it is; see all with `vedette verify`.');
  }
  const rows = verification.chains.map(({ chain, head }) => `${chain} ${head.count}`).join(', ');
  return ok(`${workspace.file}: pages, references and schema sound; rows in chains: ${rows}`);
}

/** Did the wall clock go on as the steady one did, over all the checks before? */
function steadyHealth({ clock, startedUs, startedMs }: Practice): Health {
  const wallMs = (clock.nowUs() - startedUs) / 1_000;
  const steadyMs = clock.monotonicMs() - startedMs;
  const apartMs = Math.round(wallMs - steadyMs);
  const detail = `the wall clock went ${apartMs === 0 ? 'as' : `${Math.abs(apartMs)} ms ${apartMs > 0 ? 'more' : 'less'} than`} the steady one over ${Math.round(steadyMs)} ms`;
  if (Math.abs(apartMs) <= 1_000) return ok(detail);
  return degraded(detail, 'Something sets the clock while we run; times of the audit log jump with it.');
}
