/**
 * Risk as a sum anybody can check: whole points, each with its reason, whose maxima add up to 100. What an attack
 * has and a noisy sensor has not (several tactics in order, different signals that are news here, more than one
 * host) weighs more than how often something fired.
 */
import type { RiskTerm } from '../model/incident.ts';
import { severityRank } from '../model/severity.ts';
import { rarityOf, type Rarity } from './rarity.ts';
import type { History } from './surprise.ts';
import { tacticWords } from './tactics.ts';
import { Texts } from './texts.ts';
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

/** The risk of what was told, and what it comes from. */
export interface Score {
  readonly risk: number;
  readonly told: Told;
  readonly rarity: Rarity;
  readonly reach: Reach;
  readonly points: Points;
  /** Nothing notable is among what was told. */
  readonly isRoutine: boolean;
}

type Term = 'severity' | 'rarity' | 'tactics' | 'tactic order' | 'techniques' | 'hosts' | 'accounts' | 'volume';
type Points = Readonly<Record<Term, number>>;

/** Hosts and findings of the signals that count: those that are rare, weighty, or all in a short history. */
interface Reach {
  readonly hosts: number;
  readonly findings: number;
}

export function scoreOf(told: Told, isRoutine: boolean, { observedHours, seen }: History): Score {
  const rarity = rarityOf(told, seen);
  const reach = reachOf(told, rarity, isRoutine || observedHours < MIN_HISTORY_HOURS);
  const points: Points = {
    severity: SEVERITY_POINTS[severityRank(told.severity)]!,
    rarity: saturate(rarity.nats, RARITY_SCALE_NATS, MAX_RARITY),
    tactics: Math.min(MAX_TACTICS, told.tactics.size * 2),
    'tactic order': Math.min(MAX_ORDER, told.steps),
    techniques: Math.min(MAX_TECHNIQUES, told.techniques.size),
    hosts: Math.min(MAX_HOSTS, Math.max(0, reach.hosts - 1) * 2),
    accounts: Math.min(MAX_ACCOUNTS, told.accounts.size),
    volume: isRoutine || reach.findings === 0 ? 0 : Math.min(MAX_VOLUME, Math.floor(Math.log10(reach.findings) * 1.5)),
  };
  const { severity, tactics, techniques, hosts, accounts, volume } = points;
  const risk = severity + points.rarity + tactics + points['tactic order'] + techniques + hosts + accounts + volume;
  return { risk, told, rarity, reach, points, isRoutine };
}

/** The points with their reasons; `tactics` are those told, in the usual order. */
export function termsOf(
  { told, rarity, reach, points, isRoutine }: Score,
  tactics: readonly string[],
  observedHours: number,
): RiskTerm[] {
  const term = (name: Term, reason: string): RiskTerm => ({ name, points: points[name], reason });
  return [
    term('severity', `the most severe alert is ${told.severity}`),
    term('rarity', rarityReason(rarity, observedHours)),
    term('tactics', tactics.length === 0 ? 'no tactic known' : tactics.map(tacticWords).join(', ')),
    term('tactic order', `${count(told.steps, 'step')} from an earlier to a later tactic`),
    term('techniques', count(told.techniques.size, 'different technique')),
    term('hosts', `${count(reach.hosts, 'host')} reached by what counts`),
    term('accounts', `${count(told.accounts.size, 'account')} involved`),
    term('volume', `${count(reach.findings, 'finding')}, ${isRoutine ? 'all of them routine' : 'damped'}`),
  ];
}

function reachOf(told: Told, { keys }: Rarity, isAll: boolean): Reach {
  if (isAll) return { hosts: told.hosts.size, findings: told.findings };
  let findings = told.weightyFindings;
  const more = new Texts();
  for (const key of keys) {
    const signal = told.bySignal.get(key)!;
    if (signal.isWeighty) continue;
    findings += signal.findings;
    for (const host of signal.hosts) if (!told.weightyHosts.has(host)) more.add(host);
  }
  return { hosts: told.weightyHosts.size + more.size, findings };
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
