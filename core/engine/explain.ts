/** Explaining rules on one event, which is in a workspace or still in its file. */
import { existsSync } from 'node:fs';
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import { explainRule, type Explanation } from '../detect/explain/explain.ts';
import { createPipelines } from '../detect/pipeline/apply.ts';
import type { RuleSet, SigmaRule } from '../detect/rule.ts';
import { createNormaliser, readerFor, readRecords } from '../intake/read.ts';
import { fileOf } from '../intake/raw.ts';
import type { Skipped } from '../intake/source.ts';
import { findSources } from '../intake/sources.ts';
import { VedetteError } from '../kernel/errors.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { RuleFacts } from '../model/hit.ts';
import { shippedPipelines } from './rule-engine.ts';

/** What explaining needs of an event, wherever it comes from. */
export type ExplainableEvent = Pick<NormalisedEvent, 'fields' | 'logsource' | 'timeUs' | 'message'>;

export interface ExplainedRules {
  readonly explanations: readonly Explanation[];
  /** Correlation rules among those asked for; one event does not decide them, the rules they build on are explained. */
  readonly correlations: readonly {
    readonly rule: RuleFacts;
    readonly type: CorrelationRule['type'];
    readonly builtOn: readonly string[];
  }[];
}

/** The rules to explain, and those that correlations among them are built on. */
export interface ExplainableRules {
  readonly rules: readonly SigmaRule[];
  readonly correlations: readonly CorrelationRule[];
  readonly pack: Pick<RuleSet, 'rules' | 'correlations'>;
}

export function explainRules(explainable: ExplainableRules, event: ExplainableEvent): ExplainedRules {
  const { rules, pack } = explainable;
  const seen = createPipelines(shippedPipelines())(event);
  const correlations = explainedCorrelations(explainable);
  const wanted = new Set([...rules.map(({ facts }) => facts.id), ...correlations.flatMap(({ builtOn }) => builtOn)]);
  return {
    explanations: pack.rules.filter(({ facts }) => wanted.has(facts.id)).map((rule) => explainRule(rule, seen)),
    correlations,
  };
}

/** What of them no single event decides. */
export function explainedCorrelations({ correlations, pack }: ExplainableRules): ExplainedRules['correlations'] {
  return correlations.map((correlation) => {
    const { facts, type } = correlation;
    return { rule: facts, type, builtOn: leavesOf(correlation, pack.correlations) };
  });
}

/** Ids of the plain rules below a correlation. */
function leavesOf({ rules }: CorrelationRule, all: readonly CorrelationRule[]): string[] {
  return [
    ...new Set(
      rules.flatMap(({ id }) => {
        const below = all.find(({ facts }) => facts.id === id);
        return below === undefined ? [id] : leavesOf(below, all);
      }),
    ),
  ];
}

/**
 * The event `place` names: a file or an archive's member, and after `#` the record's number as `vedette detect` prints
 * it; the first record where there is none. Throws what made it unreadable, or `E_NOT_FOUND`.
 */
export async function readEventAt(place: string): Promise<NormalisedEvent> {
  const { path, number } = placeOf(place);
  const file = fileOf(path);
  let trouble: VedetteError | null = null;
  for await (const found of findSources([file], DEFAULT_LIMITS)) {
    if (found.path !== path && file !== path) continue;
    const readable = found.kind === 'skipped' ? found : await readerFor(found);
    if (found.kind === 'skipped' || readable.kind === 'skipped') {
      const { code, reason } = readable as Skipped;
      trouble ??= new VedetteError(code, `${found.path}: ${reason}`);
      continue;
    }
    const normalise = createNormaliser();
    for await (const batch of readRecords(found, readable.reader, { limits: DEFAULT_LIMITS, recover: false })) {
      const [damage] = batch.damage;
      if (damage !== undefined) trouble ??= new VedetteError(damage.code, `${found.path}: ${damage.reason}`);
      for (const record of batch.records) {
        const event = normalise(record);
        if (number === null || event.place.number === number) return event;
      }
    }
  }
  if (trouble !== null) throw trouble;
  const what = number === null ? 'no event' : `no record with the number ${number}`;
  throw new VedetteError('E_NOT_FOUND', `There is ${what} in ${path}`);
}

/** A file's own name may end in `#` and digits too. */
function placeOf(place: string): { readonly path: string; readonly number: number | null } {
  const [, path, digits] = /^(.+)#(\d{1,15})$/.exec(place) ?? [];
  if (path === undefined || existsSync(place)) return { path: place, number: null };
  return { path, number: Number(digits) };
}
