/** Handlers about rules: those in use, trying them out, and switching them. */
import path from 'node:path';
import type { rulesContract } from '../../contract/rules.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { findEvent } from '../../store/events.ts';
import { chosenPack, choosePack, switchRules } from '../../store/rule-choice.ts';
import { explainedCorrelations, explainRules } from '../explain.ts';
import { recorded } from '../recorded.ts';
import { readDraft } from '../rule-draft.ts';
import { listRules } from '../rule-list.ts';
import { readRulePack } from '../rule-pack.ts';
import { ruleTestEvents, ruleText } from '../rule-text.ts';
import { samplesIn, samplesStored, tryRules } from '../rule-trial.ts';
import { isMade, ownLists, packPaths, rulesInUse } from '../rules-in-use.ts';
import { acting } from './acting-in.ts';
import type { HandlersOf } from './handler.ts';
import { backtestRule, explainReach } from './rule-jobs.ts';
import { askedOf, checkedRules, routesOf } from './rule-words.ts';
import { ruleById, ruleToTry } from './rule-to-try.ts';

/** A longer list is told by its length; each of its rows is in the workspace for ever. */
const RECORDED_IDS = 100;

export const rulesHandlers: HandlersOf<typeof rulesContract> = {
  'rules.listAll': async (_input, { workspace }) => {
    const inUse = await rulesInUse(workspace);
    const { choice, pack } = inUse;
    const rules = listRules(inUse, isMade(workspace) ? workspace.reader() : null);
    return { pack: choice, rules, refused: pack.refused, skipped: pack.skipped };
  },

  'rules.read': async ({ id }, { workspace }) => {
    const inUse = await rulesInUse(workspace);
    const rule = listRules(inUse, isMade(workspace) ? workspace.reader() : null).find((listed) => listed.id === id);
    if (rule === undefined) throw unknownRule(id);
    const own = [...inUse.pack.rules, ...inUse.pack.correlations].find(({ facts }) => facts.id === id);
    return {
      rule,
      text: await ruleText(rule.path, inUse.paths),
      falsePositives: own?.falsePositives ?? [],
      references: own?.references ?? [],
      fields: askedOf(inUse.pack, id),
      routes: routesOf(rule),
      testEvents: ruleTestEvents(rule.path, inUse.paths),
    };
  },

  'rules.test': async ({ rule, events }, { workspace }) => {
    const inUse = await rulesInUse(workspace);
    const { problems, ...toTry } = await ruleToTry(rule, inUse);
    if (problems.length > 0) return { problems, correlations: [], events: [], unreadable: [], leftOut: 0 };
    const samples = 'json' in events ? await samplesIn(events.json) : samplesStored(workspace.reader(), events.ids);
    const { unreadable, leftOut } = samples;
    const correlations = explainedCorrelations(toTry);
    return { problems, correlations, events: tryRules(toTry, samples), unreadable, leftOut };
  },

  'rules.check': async ({ text }, { workspace }) => {
    const inUse = await rulesInUse(workspace);
    const draft = await readDraft(text, inUse);
    return { problems: draft.problems, rules: checkedRules(draft, inUse) };
  },

  'rules.backtest': (input, context) => backtestRule(input, context),

  'rules.explainReach': ({ id }, context) => explainReach(id, context),

  'rules.explain': async ({ ruleId, eventId }, { workspace }) => {
    const { pack } = await rulesInUse(workspace);
    const event = findEvent(workspace.reader(), eventId);
    if (event === null) throw new VedetteError('E_NOT_FOUND', `There is no event e${eventId} in ${workspace.file}`);
    const { id, timeUs, message, logsource } = event;
    return { event: { id, timeUs, message, logsource }, ...explainRules(ruleById(ruleId, pack), event) };
  },

  'rules.setEnabled': ({ ids, isEnabled, why }, db, context) => {
    const { actor, clock } = acting(context);
    const switched = switchRules(db, ids, isEnabled, { actor, why, switchedUs: clock.nowUs() });
    const out = { switched, unchanged: new Set(ids).size - switched.length };
    if (switched.length === 0) return { out, change: null };
    const subject = switched.length === 1 ? `rule ${switched[0]}` : `${switched.length} rules`;
    const told = { rules: switched.length, ids: switched.slice(0, RECORDED_IDS) };
    const change = { subject, before: { ...told, isEnabled: !isEnabled }, after: { ...told, isEnabled, why } };
    return { out, change };
  },

  'rules.setPack': async ({ why, ...given }, context) => {
    const { workspace, clock } = context;
    const absolute = (paths: readonly string[]): string[] => paths.map((one) => path.resolve(one));
    const after = { paths: absolute(given.paths), lists: absolute(given.lists) };
    // Before anything is written: rules that cannot be read are no choice.
    const pack = await readRulePack(packPaths(after), [...ownLists(workspace.file), ...after.lists]);
    const db = workspace.writer();
    const before = recorded(db, clock, 'rules.setPack', () => {
      const replaced = chosenPack(db);
      choosePack(db, after, { actor: acting(context).actor, why, switchedUs: clock.nowUs() });
      return { result: replaced, change: { subject: 'rules', before: { ...replaced }, after: { ...after, why } } };
    });
    const { rules, correlations, filters, refused } = pack;
    return {
      before,
      after,
      loaded: rules.length,
      correlations: correlations.length,
      filters: filters.length,
      refused: refused.length,
    };
  },
};

function unknownRule(id: string): VedetteError {
  return new VedetteError('E_NOT_FOUND', `No rule in use has the id ${id}`);
}
