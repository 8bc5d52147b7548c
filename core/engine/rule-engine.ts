/**
 * Everything that judges one event, put together: field pipelines, rules, and which matches correlation rules wait
 * for. Made once from a rule pack; belongs to one thread.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import { createDetector } from '../detect/match.ts';
import { createPipelines, type ApplyPipelines } from '../detect/pipeline/apply.ts';
import { loadPipelines } from '../detect/pipeline/load.ts';
import type { RuleSet } from '../detect/load.ts';
import { VedetteError } from '../kernel/errors.ts';
import { programPath } from '../kernel/program.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { Fields } from '../model/fields.ts';
import type { RuleHit } from '../model/hit.ts';

const PIPELINES = programPath('resources/pipelines');

export interface Judgement {
  /** Hits that are findings. */
  readonly hits: readonly RuleHit[];
  /** Ids of the matched rules that correlation rules are built on, whether or not their hits are findings too. */
  readonly correlated: readonly string[];
  /** The event's fields as the rules saw them. */
  readonly fields: Fields;
}

export interface RuleEngine {
  readonly correlations: readonly CorrelationRule[];
  /** Never throws for what the event holds. */
  judge(event: NormalisedEvent): Judgement;
  /** The fields of a stored event as the rules see them. */
  see: ApplyPipelines;
}

export function createRuleEngine({ rules, correlations }: Pick<RuleSet, 'rules' | 'correlations'>): RuleEngine {
  const see = createPipelines(shippedPipelines());
  const detector = createDetector(rules);
  const silent = new Set(rules.filter((rule) => rule.isSilent === true).map((rule) => rule.facts.id));
  const wanted = new Set(correlations.flatMap((correlation) => correlation.rules.map((rule) => rule.id)));
  return {
    correlations,
    see,
    judge: (event) => {
      const seen = see(event);
      const hits = detector.match(seen);
      if (hits.length === 0 || wanted.size === 0) return { hits, correlated: [], fields: seen.fields };
      return {
        hits: hits.filter((hit) => !silent.has(hit.rule.id)),
        // What has no time cannot be near anything in time.
        correlated: event.timeOrigin === 'missing' ? [] : hits.map((hit) => hit.rule.id).filter((id) => wanted.has(id)),
        fields: seen.fields,
      };
    },
  };
}

type Pipelines = ReturnType<typeof loadPipelines>['pipelines'];

let shipped: Pipelines | null = null;

/** Our own pipelines, read when they are first asked for; one that is wrong is a defect of ours. */
export function shippedPipelines(): Pipelines {
  return (shipped ??= readShipped());
}

function readShipped(): Pipelines {
  const files = readdirSync(PIPELINES)
    .filter((name) => name.endsWith('.yml'))
    .toSorted()
    .map((name) => ({ path: name, text: readFileSync(path.join(PIPELINES, name), 'utf8') }));
  const { pipelines, refused } = loadPipelines(files);
  if (refused[0] !== undefined) {
    throw new VedetteError('E_INTERNAL', `pipeline ${refused[0].path}, line ${refused[0].line}: ${refused[0].reason}`);
  }
  return pipelines;
}
