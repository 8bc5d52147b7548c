/**
 * Risk as a sum anybody can check: whole points, each with its reason, whose maxima add up to 100. What an attack
 * has and a noisy sensor has not (several tactics in order, different signals that are news here, more than one
 * host) weighs more than how often something fired.
 */
import type { RiskTerm } from '../model/incident.ts';
import { maxSeverity, severityRank, type Severity } from '../model/severity.ts';
import { newsOf, type News } from './news.ts';
import type { Sight } from './surprise.ts';
import { tacticRank, tacticWords, tacticsFollow } from './tactics.ts';

const SEVERITY_POINTS = [0, 4, 9, 17, 25] as const;
const MAX_TACTICS = 12;
const MAX_ORDER = 5;
const MAX_TECHNIQUES = 8;
const MAX_RARITY = 30;
const RARITY_SCALE_NATS = 25;
const MAX_HOSTS = 10;
const MAX_ACCOUNTS = 4;
const MAX_VOLUME = 6;

export interface Risk {
  readonly risk: number;
  readonly terms: readonly RiskTerm[];
  /** Finer than the points, for the order of incidents with the same risk; means nothing by itself. */
  readonly tieBreak: number;
}

export interface Reach {
  readonly severity: Severity;
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  readonly hosts: readonly string[];
  readonly accounts: readonly string[];
}

/** `told` are the alerts that tell the incident (`toldBy`), by time; `reach` is what they reach. */
export function riskOf(told: readonly Sight[], observedHours: number, reach: Reach): Risk {
  const { severity, tactics, techniques, hosts, accounts } = reach;
  const findings = told.reduce((sum, { alert }) => sum + alert.count, 0);
  const isRoutine = !told[0]!.isNotable;
  const news = newsOf(told);
  const steps = orderedSteps(told);
  const terms: RiskTerm[] = [
    {
      name: 'severity',
      points: SEVERITY_POINTS[severityRank(severity)]!,
      reason: `the most severe alert is ${severity}`,
    },
    {
      name: 'rarity',
      points: saturate(news.nats, RARITY_SCALE_NATS, MAX_RARITY),
      reason: rarityReason(news, observedHours),
    },
    {
      name: 'tactics',
      points: Math.min(MAX_TACTICS, tactics.length * 2),
      reason: tactics.length === 0 ? 'no tactic known' : tactics.map(tacticWords).join(', '),
    },
    {
      name: 'tactic order',
      points: Math.min(MAX_ORDER, steps),
      reason: `${count(steps, 'step')} from an earlier to a later tactic`,
    },
    {
      name: 'techniques',
      points: Math.min(MAX_TECHNIQUES, techniques.length),
      reason: count(techniques.length, 'different technique'),
    },
    {
      name: 'hosts',
      points: Math.min(MAX_HOSTS, Math.max(0, hosts.length - 1) * 2),
      reason: `${count(hosts.length, 'host')} reached`,
    },
    {
      name: 'accounts',
      points: Math.min(MAX_ACCOUNTS, accounts.length),
      reason: `${count(accounts.length, 'account')} involved`,
    },
    {
      name: 'volume',
      points: isRoutine ? 0 : Math.min(MAX_VOLUME, Math.floor(Math.log10(findings) * 1.5)),
      reason: `${count(findings, 'finding')}, ${isRoutine ? 'all of them routine' : 'damped'}`,
    },
  ];
  const risk = terms.reduce((sum, { points }) => sum + points, 0);
  return { risk, terms, tieBreak: news.nats };
}

function rarityReason({ nats, signals }: News, observedHours: number): string {
  const history = `${Math.round(observedHours)} h of history`;
  if (signals === 0) return `nothing is news against ${history}`;
  return `${count(signals, 'signal')} that ${signals === 1 ? 'is' : 'are'} news on ${signals === 1 ? 'its' : 'their'} place, ${nats.toFixed(1)} nats beyond the usual against ${history}`;
}

/** The alerts that make the story: what only went on beside it adds nothing to its risk. */
export function toldBy(sights: readonly Sight[]): readonly Sight[] {
  const notable = sights.filter(({ isNotable }) => isNotable);
  return notable.length > 0 ? notable : sights;
}

/** How many times the story moves on to a tactic later than any before it. */
function orderedSteps(sights: readonly Sight[]): number {
  let steps = 0;
  let reached: readonly string[] = [];
  for (const { alert } of sights) {
    const known = alert.tactics.filter((tactic) => tacticRank(tactic) !== -1);
    if (known.length === 0) continue;
    if (reached.length === 0) reached = known;
    else if (tacticsFollow([furthest(reached)], known)) {
      steps += 1;
      reached = known;
    }
  }
  return steps;
}

function furthest(tactics: readonly string[]): string {
  return tactics.reduce((best, tactic) => (tacticRank(tactic) > tacticRank(best) ? tactic : best));
}

/** 0 at nothing, about two thirds of `max` at `scale`, towards `max` for ever more. */
function saturate(value: number, scale: number, max: number): number {
  return Math.round(max * (1 - Math.exp(-value / scale)));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function severityOf(sights: readonly Sight[]): Severity {
  return sights.reduce<Severity>((worst, { alert }) => maxSeverity(worst, alert.severity), 'informational');
}
