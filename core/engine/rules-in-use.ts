/** The rules that a workspace uses: those it was told to, or our own, and which of them are switched off. */
import { existsSync, statSync } from 'node:fs';
import type { RuleSet } from '../detect/rule.ts';
import type { ReadableDb } from '../store/database.ts';
import { chosenPack, OWN_PACK, ruleSwitches, type RulePackChoice, type RuleSwitch } from '../store/rule-choice.ts';
import { enabledRules } from './enabled-rules.ts';
import { readRulePack, STARTER_RULES, type RulePack } from './rule-pack.ts';

/** As far as it is needed of a workspace, which may not be there yet. */
interface WorkspaceFile {
  readonly file: string;
  reader(): ReadableDb;
}

export interface RulesInUse {
  readonly choice: RulePackChoice;
  /** Where they come from, and their lists: the choice with what stands for nothing chosen. */
  readonly paths: readonly string[];
  readonly lists: readonly string[];
  /** All of them, those that are switched off too. */
  readonly pack: RulePack;
  readonly switches: ReadonlyMap<string, RuleSwitch>;
  /** Without those that are switched off. */
  readonly enabled: Pick<RuleSet, 'rules' | 'correlations'>;
}

/** Throws `E_RULES_NOT_FOUND` where the rules that were chosen are not there any more. */
export function rulesInUse(workspace: WorkspaceFile): Promise<RulesInUse> {
  return rulesFor(workspace, [], []);
}

/** The rules below `given` instead of those that were chosen, where there are any; `givenLists` beside the others. */
export async function rulesFor(
  workspace: WorkspaceFile,
  given: readonly string[],
  givenLists: readonly string[],
): Promise<RulesInUse> {
  const isThere = isMade(workspace);
  const choice = isThere ? chosenPack(workspace.reader()) : OWN_PACK;
  const switches = isThere ? ruleSwitches(workspace.reader()) : new Map<string, RuleSwitch>();
  const paths = given.length > 0 ? given : packPaths(choice);
  const lists = [...ownLists(workspace.file), ...choice.lists, ...givenLists];
  const pack = await readRulePack(paths, lists);
  const disabled = new Set([...switches.values()].filter(({ isEnabled }) => !isEnabled).map(({ ruleId }) => ruleId));
  return { choice, paths, lists, pack, switches, enabled: enabledRules(pack, disabled) };
}

/** Whether there is a workspace that can be read; an empty file is one that is still to be made. */
export function isMade({ file }: Pick<WorkspaceFile, 'file'>): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

export function packPaths({ paths }: RulePackChoice): readonly string[] {
  return paths.length > 0 ? paths : [STARTER_RULES];
}

/** A workspace's own lists, which lie beside it. */
export function ownLists(workspaceFile: string): readonly string[] {
  const own = `${workspaceFile}.lists.yml`;
  return existsSync(own) ? [own] : [];
}
