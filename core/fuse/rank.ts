/**
 * Risk as a sum anybody can check: whole points, each with its reason, whose maxima add up to 100. What an attack
 * has and a noisy sensor has not (several tactics in order, different signals that are news here, more than one
 * host) weighs more than how often something fired.
 */
import type { RiskTerm } from '../model/incident.ts';
import { severityRank } from '../model/severity.ts';
import { rarityOf, type Rarity } from './rarity.ts';
import type { Workspace } from './surprise.ts';
import { tacticWords } from './tactics.ts';
import type { Told } from './told.ts';

const SEVERITY_POINTS = [0, 4, 9, 17, 25] as const;
const MAX_TACTICS = 12;
const MAX_ORDER = 5;
const MAX_TECHNIQUES = 8;
const MAX_RARITY = 30;
const RARITY_SCALE_NATS = 15;
const MAX_HOSTS = 10;
const MAX_ACCOUNTS = 4;
const MAX_VOLUME = 6;
/** In a shorter history nothing can be news, so everything counts. */
const MIN_HISTORY_HOURS = 72;

export interface Risk {
  readonly risk: number;
  readonly terms: readonly RiskTerm[];
  /** Finer than the points, for the order of incidents with the same risk; means nothing by itself. */
  readonly tieBreak: number;
}

/** Hosts and findings of the signals that count: those that are rare, weighty, or all in a short history. */
interface Reach {
  readonly hosts: number;
  readonly findings: number;
}

/** `tactics` are those told, in the usual order; `isRoutine` where nothing notable is among what was told. */
export function riskOf(
  told: Told,
  tactics: readonly string[],
  isRoutine: boolean,
  { observedHours, seen }: Pick<Workspace, 'observedHours' | 'seen'>,
): Risk {
  const { severity, steps, techniques, accounts } = told;
  const rarity = rarityOf(told.bySignal, seen);
  const { hosts, findings } = reachOf(told, rarity, isRoutine || observedHours < MIN_HISTORY_HOURS);
  const terms: RiskTerm[] = [
    {
      name: 'severity',
      points: SEVERITY_POINTS[severityRank(severity)]!,
      reason: `the most severe alert is ${severity}`,
    },
    {
      name: 'rarity',
      points: saturate(rarity.nats, RARITY_SCALE_NATS, MAX_RARITY),
      reason: rarityReason(rarity, observedHours),
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
      points: Math.min(MAX_TECHNIQUES, techniques.size),
      reason: count(techniques.size, 'different technique'),
    },
    {
      name: 'hosts',
      points: Math.min(MAX_HOSTS, Math.max(0, hosts - 1) * 2),
      reason: `${count(hosts, 'host')} reached by what counts`,
    },
    {
      name: 'accounts',
      points: Math.min(MAX_ACCOUNTS, accounts.size),
      reason: `${count(accounts.size, 'account')} involved`,
    },
    {
      name: 'volume',
      points: isRoutine || findings === 0 ? 0 : Math.min(MAX_VOLUME, Math.floor(Math.log10(findings) * 1.5)),
      reason: `${count(findings, 'finding')}, ${isRoutine ? 'all of them routine' : 'damped'}`,
    },
  ];
  const risk = terms.reduce((sum, { points }) => sum + points, 0);
  return { risk, terms, tieBreak: rarity.nats };
}

function reachOf({ bySignal, hosts, findings }: Told, { keys }: Rarity, isAll: boolean): Reach {
  if (isAll) return { hosts: hosts.size, findings };
  const reached = new Set<string>();
  let counted = 0;
  for (const [key, signal] of bySignal) {
    if (!signal.isWeighty && !keys.has(key)) continue;
    counted += signal.findings;
    for (const host of signal.hosts) reached.add(host);
  }
  return { hosts: reached.size, findings: counted };
}

function rarityReason({ nats, keys }: Rarity, observedHours: number): string {
  const history = `${Math.round(observedHours)} h of history`;
  if (keys.size === 0) return `nothing is news against ${history}`;
  const [are, their] = keys.size === 1 ? ['is', 'its'] : ['are', 'their'];
  return `${count(keys.size, 'signal')} that ${are} news on ${their} place, ${nats.toFixed(1)} nats beyond the usual against ${history}`;
}

/** 0 at nothing, about two thirds of `max` at `scale`, towards `max` for ever more. */
function saturate(value: number, scale: number, max: number): number {
  return Math.round(max * (1 - Math.exp(-value / scale)));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
