/** Which rules a workspace uses: the pack that was chosen for it, and which of its rules are switched off. */
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb, WritableDb } from './database.ts';

export interface RulePackChoice {
  /** Files, folders and archives; empty stands for our own rules. */
  readonly paths: readonly string[];
  /** Files of the lists that placeholders in rules stand for. */
  readonly lists: readonly string[];
}

/** Who said something about rules, and why. */
export interface RuleStamp {
  readonly actor: string;
  /** Empty where none was given. */
  readonly why: string;
  readonly switchedUs: TimeUs;
}

export interface RuleSwitch extends RuleStamp {
  readonly ruleId: string;
  readonly isEnabled: boolean;
}

export const OWN_PACK: RulePackChoice = { paths: [], lists: [] };

export function chosenPack(db: ReadableDb): RulePackChoice {
  const row = db.prepare('SELECT paths, lists FROM rule_pack ORDER BY id DESC LIMIT 1').get() as
    | { readonly paths: string; readonly lists: string }
    | undefined;
  if (row === undefined) return OWN_PACK;
  return { paths: JSON.parse(row.paths) as string[], lists: JSON.parse(row.lists) as string[] };
}

export function choosePack(db: WritableDb, { paths, lists }: RulePackChoice, stamp: RuleStamp): void {
  db.prepare(
    `INSERT INTO rule_pack (paths, lists, actor, why, chosen_us) VALUES (@paths, @lists, @actor, @why, @switchedUs)`,
  ).run({ ...wellFormed(stamp), paths: JSON.stringify(paths), lists: JSON.stringify(lists) });
}

/** The last word on each rule that anybody switched, by rule id; a rule that nobody switched is enabled. */
export function ruleSwitches(db: ReadableDb): ReadonlyMap<string, RuleSwitch> {
  const rows = db
    .prepare(
      `SELECT rule_id AS ruleId, is_enabled AS isEnabled, actor, why, switched_us AS switchedUs FROM rule_switch
       WHERE id IN (SELECT max(id) FROM rule_switch GROUP BY rule_id)`,
    )
    .all() as (Omit<RuleSwitch, 'isEnabled'> & { readonly isEnabled: number })[];
  return new Map(rows.map((row) => [row.ruleId, { ...row, isEnabled: row.isEnabled === 1 }]));
}

export function disabledRules(db: ReadableDb): ReadonlySet<string> {
  return new Set([...ruleSwitches(db).values()].filter(({ isEnabled }) => !isEnabled).map(({ ruleId }) => ruleId));
}

/** Switches those of `ids` that are not so already, and says which these are. Call it inside a transaction. */
export function switchRules(db: WritableDb, ids: readonly string[], isEnabled: boolean, stamp: RuleStamp): string[] {
  const disabled = disabledRules(db);
  const switched = [...new Set(ids)].filter((id) => disabled.has(id) === isEnabled);
  const insert = db.prepare(
    `INSERT INTO rule_switch (rule_id, is_enabled, actor, why, switched_us)
     VALUES (@ruleId, @isEnabled, @actor, @why, @switchedUs)`,
  );
  for (const ruleId of switched) insert.run({ ...wellFormed(stamp), ruleId, isEnabled: isEnabled ? 1 : 0 });
  return switched;
}

function wellFormed({ actor, why, switchedUs }: RuleStamp): RuleStamp {
  return { actor: actor.toWellFormed(), why: why.toWellFormed(), switchedUs };
}
