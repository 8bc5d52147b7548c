/** The demo: a scenario file becomes a log file, which then goes the way of all evidence. */
import { existsSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseScenario } from '../connectors/scenario/parse.ts';
import { scenarioLines } from '../connectors/scenario/render.ts';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import { openForReading } from '../store/database.ts';
import { listSources } from '../store/sources.ts';

/** The scenario that is played where none is named. */
export const DEMO_SCENARIO = path.resolve(import.meta.dirname, '../../resources/scenarios/ransomware-staging.yaml');

/** Files that belong to a workspace, by what follows its name. */
const WORKSPACE_FILES = ['', '-wal', '-shm', '-lock', '.demo.ndjson'] as const;

/**
 * Writes the events of `scenarioFile` as NDJSON beside the workspace, in place of an earlier demo, and returns the path.
 * Throws `E_SCENARIO_INVALID` with the place for a scenario that is wrong, and `E_WORKSPACE_INVALID` where the workspace
 * holds anything but a demo; then nothing was changed.
 */
export async function writeScenario(scenarioFile: string, workspaceFile: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(scenarioFile, 'utf8');
  } catch (error) {
    throw new VedetteError('E_SOURCE_NOT_FOUND', `${scenarioFile}: ${messageOf(error)}`);
  }
  const lines = scenarioLines(parseScenario(text, scenarioFile));
  removeDemoWorkspace(workspaceFile);
  const evidence = `${workspaceFile}.demo.ndjson`;
  await writeFile(evidence, lines);
  return evidence;
}

function removeDemoWorkspace(workspaceFile: string): void {
  if (!existsSync(workspaceFile)) return;
  const workspace = openForReading(workspaceFile);
  const isDemoOnly = listSources(workspace.db).every((source) => source.kind === 'demo');
  workspace.close();
  if (!isDemoOnly) {
    throw new VedetteError(
      'E_WORKSPACE_INVALID',
      `${workspaceFile} holds evidence that is no demo; it is not overwritten`,
    );
  }
  for (const ending of WORKSPACE_FILES) rmSync(`${workspaceFile}${ending}`, { force: true });
}
