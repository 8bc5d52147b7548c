/** The demo: a scenario file becomes a log file, which then goes the way of all evidence. */
import { existsSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseScenario } from '../connectors/scenario/parse.ts';
import { scenarioLines } from '../connectors/scenario/render.ts';
import { EMPTY_CHAIN } from '../evidence/chain.ts';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import { programPath } from '../kernel/program.ts';
import { headOf } from '../store/chain-head.ts';
import { openForReading } from '../store/database.ts';
import { countsOf } from '../store/overview.ts';
import { listSources } from '../store/sources.ts';

/** The scenario that is played where none is named. */
export const DEMO_SCENARIO = programPath('resources/scenarios/ransomware-staging.yaml');

/** Files that belong to a workspace, by what follows its name. */
const WORKSPACE_FILES = ['', '-wal', '-shm', '-lock', '.demo.ndjson'] as const;

export interface WrittenScenario {
  /** The log that was written. */
  readonly evidence: string;
  /** The demo that was there before: its events, and where its audit log ended. */
  readonly replaced: { readonly events: number; readonly auditRows: number; readonly auditHead: string } | null;
}

/**
 * Writes the events of `scenarioFile` as NDJSON beside the workspace, in place of an earlier demo.
 * Throws `E_SCENARIO_INVALID` with the place for a scenario that is wrong, and `E_WORKSPACE_INVALID` where the workspace
 * holds anything but a demo; then nothing was changed.
 */
export async function writeScenario(scenarioFile: string, workspaceFile: string): Promise<WrittenScenario> {
  let text: string;
  try {
    text = await readFile(scenarioFile, 'utf8');
  } catch (error) {
    throw new VedetteError('E_SOURCE_NOT_FOUND', `${scenarioFile}: ${messageOf(error)}`);
  }
  const lines = scenarioLines(parseScenario(text, scenarioFile));
  const replaced = removeDemoWorkspace(workspaceFile);
  const evidence = `${workspaceFile}.demo.ndjson`;
  await writeFile(evidence, lines);
  return { evidence, replaced };
}

function removeDemoWorkspace(workspaceFile: string): WrittenScenario['replaced'] {
  if (!existsSync(workspaceFile)) return null;
  const workspace = openForReading(workspaceFile);
  const isDemoOnly = listSources(workspace.db).every((source) => source.kind === 'demo');
  const { events } = countsOf(workspace.db);
  const head = headOf(workspace.db, 'audit') ?? EMPTY_CHAIN;
  workspace.close();
  if (!isDemoOnly) {
    throw new VedetteError(
      'E_WORKSPACE_INVALID',
      `${workspaceFile} holds evidence that is no demo; it is not overwritten`,
    );
  }
  for (const ending of WORKSPACE_FILES) rmSync(`${workspaceFile}${ending}`, { force: true });
  return { events, auditRows: head.count, auditHead: head.hash };
}
