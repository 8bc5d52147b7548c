/** Advice on noisy detections over what a workspace shows, each with the suppression it would take. */
import { adviseOnNoise, type NoiseAdvice, type NoisyRule } from '../fuse/advice.ts';
import { format } from '../query/format.ts';
import { joined, type Expression } from '../query/ast.ts';
import { ANY_RUN, type Pattern, type PatternPart } from '../query/pattern.ts';
import { listAlerts } from './alerts.ts';
import type { ReadableDb } from './database.ts';
import { previewOf, type SuppressionPreview } from './suppressions.ts';

export interface AdvisedRule extends NoisyRule {
  /** The scope of a suppression that hides this detection and nothing else. */
  readonly scope: string;
  readonly preview: SuppressionPreview;
}

/** What is suppressed already is not advised on. */
export function noiseOf(db: ReadableDb): Omit<NoiseAdvice, 'rules'> & { readonly rules: readonly AdvisedRule[] } {
  const shown = [...listAlerts(db)].filter(({ suppressionId }) => suppressionId === null);
  const { rules, ...advice } = adviseOnNoise(shown);
  const advised = rules.map((rule): AdvisedRule => {
    const scope = scopeOf(rule);
    return { ...rule, scope, preview: previewOf(db, { scope, untilUs: null }) };
  });
  return { ...advice, rules: advised };
}

const NOWHERE = { start: 0, end: 0 };

function scopeOf({ detector, signalPieces }: NoisyRule): string {
  const pattern: PatternPart[] = [];
  for (const [index, piece] of signalPieces.entries()) {
    if (index > 0) pattern.push(ANY_RUN);
    if (piece !== '') pattern.push(piece);
  }
  const where = joined('and', [fieldIs('rule', pattern), fieldIs('detector', [detector])], NOWHERE);
  return format({ where, time: null });
}

function fieldIs(field: string, pattern: Pattern): Expression {
  return { kind: 'field', field, test: { kind: 'is', value: { kind: 'pattern', pattern } }, span: NOWHERE };
}
