/** A look at each part of the house. Each look is short and changes nothing, so it may be had every few seconds. */
import { reportOf } from '../../kernel/errors.ts';
import { pageOfAudit } from '../../store/audit.ts';
import { fileFigures } from '../../store/file-figures.ts';
import { isLocked } from '../../store/lock.ts';
import type { HandlerContext, Workspace } from '../api/handler.ts';
import { isMade, rulesInUse } from '../rules-in-use.ts';
import { clockHealth, diskHealth, sizeText, memoryHealth } from './machine.ts';
import { degraded, disabled, down, failed, ok, type Health } from './state.ts';

export interface Subsystem extends Health {
  readonly name: string;
}

/** A thread that is free answers at once. */
const READER_PATIENCE_MS = 2_000;

type Look = (context: HandlerContext) => Health | Promise<Health>;

const LOOKS: Readonly<Record<string, Look>> = {
  store: ({ workspace }) => storeHealth(workspace),
  writer_lock: ({ workspace }) => lockHealth(workspace),
  rules: ({ workspace }) => rulesHealth(workspace),
  readers: ({ workspace }) => readersHealth(workspace),
  disk: ({ workspace }) => diskHealth(workspace.file, sizeOf(workspace)),
  memory: () => memoryHealth(),
  clock: ({ workspace, clock }) => clockHealth(clock, lastChangeUs(workspace)),
  model: () => disabled('no model is installed; nothing here needs one'),
  sync: () => disabled('this version connects to nothing'),
};

export async function readHealth(context: HandlerContext): Promise<Subsystem[]> {
  const subsystems: Subsystem[] = [];
  for (const [name, look] of Object.entries(LOOKS)) {
    try {
      subsystems.push({ name, ...(await look(context)) });
    } catch (error) {
      subsystems.push({ name, ...failed(error) });
    }
  }
  return subsystems;
}

function storeHealth(workspace: Workspace): Health {
  if (!isMade(workspace)) return disabled(`there is no workspace at ${workspace.file} yet`);
  const { sizeBytes, unusedBytes, schema } = fileFigures(workspace.reader());
  return ok(`${workspace.file}: ${sizeText(sizeBytes)}, of these ${sizeText(unusedBytes)} unused; schema ${schema}`);
}

function lockHealth(workspace: Workspace): Health {
  if (workspace.isWriting()) return ok('held by this program');
  if (isLocked(workspace.file) !== true) return ok('free');
  return degraded('another Vedette is writing to this workspace; reading works', 'Wait for it to end, or close it.');
}

export async function rulesHealth(workspace: Workspace): Promise<Health> {
  const { pack, enabled } = await rulesInUse(workspace);
  const off = pack.rules.length + pack.correlations.length - enabled.rules.length - enabled.correlations.length;
  const loaded = `${pack.rules.length} rules and ${pack.correlations.length} correlations loaded, ${off} switched off`;
  const bad = pack.refused.length + pack.skipped.length;
  if (pack.rules.length + pack.correlations.length === 0)
    return down('no rule could be loaded', 'See `vedette rules check`, or choose other rules.');
  if (bad === 0) return ok(loaded);
  return degraded(`${loaded}; ${bad} refused`, 'See why with `vedette rules check`; the other rules work.');
}

async function readersHealth(workspace: Workspace): Promise<Health> {
  if (!isMade(workspace)) return disabled('nothing to read yet');
  const signal = AbortSignal.timeout(READER_PATIENCE_MS);
  try {
    await workspace.readers().read('sources.spans', { sources: [] }, { signal });
    return ok('a reader thread answers');
  } catch (error) {
    if (reportOf(error).code !== 'E_CANCELLED') throw error;
    return degraded('every reader thread is busy with a long question', 'Wait, or cancel the question.');
  }
}

/** 0 where there is none, or it cannot be opened, which `store` tells. */
export function sizeOf(workspace: Workspace): number {
  return quietly(workspace, () => fileFigures(workspace.reader()).sizeBytes);
}

export function lastChangeUs(workspace: Workspace): number {
  return quietly(workspace, () => pageOfAudit(workspace.reader(), null, 1).rows[0]?.timeUs ?? 0);
}

function quietly(workspace: Workspace, look: () => number): number {
  try {
    return isMade(workspace) ? look() : 0;
  } catch {
    return 0;
  }
}
