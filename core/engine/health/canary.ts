/**
 * One made event through the whole house, in a workspace of its own: imported, found by a rule, fused into an incident,
 * found again by a query; and that workspace backed up and restored.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadRules } from '../../detect/load.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import { prepare } from '../../query/prepare.ts';
import { backUp } from '../../store/backup.ts';
import { EVENT_CATALOGUE } from '../../store/event-search.ts';
import { listIncidents } from '../../store/incidents.ts';
import { countsOf } from '../../store/overview.ts';
import { checkQueryRegex } from '../../store/query-functions.ts';
import { restoreWorkspace } from '../../store/restore.ts';
import { accessWorkspace, type WorkspaceAccess } from '../api/workspace-access.ts';
import type { HandlerContext } from '../api/handler.ts';
import { importPaths } from '../import.ts';
import { createRuleEngine } from '../rule-engine.ts';
import { ok, type Health } from './state.ts';

const MARK = 'vedette-canary';
const RECORD = {
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  Provider_Name: 'Microsoft-Windows-Sysmon',
  EventID: 1,
  Computer: 'canary.vedette.example',
  EventTime: '2026-01-01T00:00:00Z',
  UtcTime: '2026-01-01 00:00:00.000',
  Image: 'C:\\Windows\\System32\\canary.exe',
  CommandLine: `canary.exe --${MARK}`,
  User: 'VEDETTE\\canary',
};
const RULE = `title: Canary
id: 00000000-0000-4000-8000-00000000ca9a
logsource: { product: windows, category: process_creation }
detection: { mark: { CommandLine|contains: ${MARK} }, condition: mark }
level: low
`;

type Context = Pick<HandlerContext, 'clock' | 'log'>;

/** The workspace of the canary, which is opened by who first asks for it. */
export function canaryWorkspace(folder: string, { log }: Context): WorkspaceAccess {
  mkdirSync(path.join(folder, 'canary'), { recursive: true });
  return accessWorkspace(path.join(folder, 'canary', 'canary.vedette'), log);
}

/** Throws where it is lost on the way, and says where. */
export async function flyCanary(workspace: WorkspaceAccess, { clock, log }: Context): Promise<Health> {
  const evidence = `${workspace.file}.ndjson`;
  writeFileSync(evidence, `${JSON.stringify(RECORD)}\n`);
  const { rules, refused } = loadRules([{ path: 'canary.yml', text: RULE }]);
  if (rules.length !== 1) throw lost(`its rule was refused: ${refused[0]?.reason ?? ''}`);
  const db = workspace.writer();
  const engine = createRuleEngine({ rules, correlations: [] });
  const options = {
    kind: 'evidence',
    engine,
    recover: false,
    limits: DEFAULT_LIMITS,
    metrics: createMetrics(),
  } as const;
  const { skipped } = await importPaths(db, [evidence], { ...options, clock, log });
  if (skipped[0] !== undefined) throw lost(`it was not read: ${skipped[0].reason}`);
  const { events, findings, alerts } = countsOf(db);
  if (events !== 1) throw lost(`${events} events came out of one record`);
  if (findings !== 1) throw lost('its rule did not fire');
  if (alerts !== 1 || listIncidents(db, -1)[0]?.alertCount !== 1) throw lost('no incident came of its finding');
  const context = { nowUs: clock.nowUs(), zone: 'UTC', checkRegex: checkQueryRegex };
  const { compiled } = prepare(`host:canary and CommandLine:*${MARK}*`, EVENT_CATALOGUE, context);
  const found = await workspace.readers().read('events.page', { condition: compiled, limit: 2, after: null });
  if (found.length !== 1) throw lost('a query on a reader thread does not find it');
  return ok('a made event was imported, found by a rule, fused into an incident and found again');
}

/** Throws where the copy is not what was copied. */
export async function copyCanary(
  workspace: WorkspaceAccess,
  { clock, log }: Context,
  signal: AbortSignal,
): Promise<Health> {
  const backup = `${workspace.file}.copy`;
  const restored = `${workspace.file}.again`;
  const quiet = { onCopied: () => {}, onStep: () => {} };
  const before = countsOf(workspace.reader());
  const { sizeBytes } = await backUp(workspace.reader(), workspace.file, backup, {
    createdUs: clock.nowUs(),
    signal,
    ...quiet,
  });
  // Its audit log is left as it is: what is restored must be what was backed up.
  await restoreWorkspace(backup, restored, { record: () => {}, onStep: () => {} });
  const again = accessWorkspace(restored, log);
  try {
    if (JSON.stringify(countsOf(again.reader())) !== JSON.stringify(before))
      throw lost('the restored copy holds another count');
  } finally {
    await again.close();
  }
  return ok(`a workspace of ${Math.ceil(sizeBytes / 1_000)} KB was backed up, checked and restored`);
}

function lost(where: string): VedetteError {
  return new VedetteError('E_INTERNAL', `The canary was lost: ${where}`);
}
