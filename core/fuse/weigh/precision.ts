/**
 * How far a signal could be trusted in this workspace, by what people concluded about it. A detection that proved wrong
 * costs attention each time it fires, so being wrong weighs three times as much as being right.
 */
import type { RiskTerm } from '../../model/incident.ts';
import type { Sight } from '../sights.ts';
import type { Judgement } from './risk-context.ts';

/** As if each signal had been right once and wrong once before anybody judged it: Laplace's rule, as in H1. */
export const PRIOR = { right: 1, wrong: 1 } as const;
const MAX_RAISED = 5;
const MAX_LOWERED = 15;
const SHOWN_SIGNALS = 3;

export interface Judged {
  /** Verdicts that count. */
  judged: number;
  wrong: number;
}

/** Between 0 and 1; one half where nobody judged. */
export function precisionOf({ judged, wrong }: Judged): number {
  return (judged - wrong + PRIOR.right) / (judged + PRIOR.right + PRIOR.wrong);
}

/** What an alert of this signal alone would be raised or lowered by, unrounded. */
export function precisionPoints(judged: Judged): number {
  const lean = 2 * precisionOf(judged) - 1;
  return lean < 0 ? MAX_LOWERED * lean : MAX_RAISED * lean;
}

export class Precision {
  readonly #bySignal: ReadonlyMap<string, readonly Judgement[]>;

  constructor(judgements: readonly Judgement[]) {
    this.#bySignal = Map.groupBy(judgements, ({ signal }) => signal);
  }

  get isEmpty(): boolean {
    return this.#bySignal.size === 0;
  }

  /** The term of an incident of `all` alerts that `telling` ones tell. */
  term(all: readonly Sight[], telling: readonly Sight[]): RiskTerm {
    const signals = new Map<string, string>();
    for (const { signal, alert } of telling) if (!signals.has(signal)) signals.set(signal, alert.title);
    const known = [...signals].filter(([signal]) => this.#bySignal.has(signal));
    const own = known.length === 0 ? new Set<string>() : new Set(all.map(({ alert }) => alert.id));
    const judged = known
      .map(([signal, title]) => ({ title, ...this.#elsewhere(signal, own) }))
      .filter((one) => one.judged > 0)
      .toSorted((a, b) => Math.abs(precisionPoints(b)) - Math.abs(precisionPoints(a)) || (a.title < b.title ? -1 : 1));
    const sum = judged.reduce((total, one) => total + precisionPoints(one), 0);
    const points = signals.size === 0 ? 0 : Math.round(sum / signals.size) + 0;
    return { name: 'precision', points, reason: reasonOf(judged, signals.size, points) };
  }

  #elsewhere(signal: string, own: ReadonlySet<string>): Judged {
    const counted: Judged = { judged: 0, wrong: 0 };
    for (const { isTrue, alertIds } of this.#bySignal.get(signal) ?? []) {
      if (alertIds.some((id) => own.has(id))) continue;
      counted.judged += 1;
      if (!isTrue) counted.wrong += 1;
    }
    return counted;
  }
}

type JudgedSignal = Judged & { readonly title: string };

function reasonOf(judged: readonly JudgedSignal[], ofSignals: number, points: number): string {
  if (judged.length === 0) {
    return ofSignals === 1
      ? 'its signal was not judged elsewhere'
      : `none of its ${ofSignals} signals was judged elsewhere`;
  }
  const effect = points < 0 ? ', so it weighs less' : points > 0 ? ', so it weighs more' : '';
  const shown = judged.slice(0, SHOWN_SIGNALS).map(wordsOf).join('; ');
  const more = judged.length > SHOWN_SIGNALS ? `; and ${judged.length - SHOWN_SIGNALS} more` : '';
  const share = ofSignals === 1 ? '' : `${judged.length} of ${ofSignals} signals judged elsewhere: `;
  return `${share}${shown}${more}${effect}`;
}

function wordsOf(judged: JudgedSignal): string {
  const times = judged.judged === 1 ? 'once' : `${judged.judged} times`;
  const wrong = judged.wrong === 0 ? 'none' : judged.wrong === judged.judged ? 'always' : `${judged.wrong}`;
  return `${judged.title} judged ${times}, ${wrong} false, precision ${Math.round(precisionOf(judged) * 100)} %`;
}
