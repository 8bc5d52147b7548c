/**
 * What the alerts that tell an incident add up to. It grows alert by alert and two of them can be joined, so that an
 * incident need not be told anew for each alert that comes. Alerts must come by time for the order of tactics.
 */
import { maxSeverity, severityRank, type Severity } from '../model/severity.ts';
import { ByNumber } from './by-number.ts';
import { hourOf } from './history.ts';
import { rarityNats } from './rarity.ts';
import type { Sight } from './sights.ts';
import { tacticRank, tacticsFollow } from './tactics.ts';
import { tellingness } from './telling.ts';
import { Texts } from './texts.ts';

/** Signals whose rarity is weighed; far fewer reach the most that it can be worth. */
const MAX_RAREST = 32;

/** All alerts of one signal on one place. */
export interface ToldSignal {
  /** Of the rarest; 0 where it is nothing rare. */
  nats: number;
  /** In which it is rare. */
  readonly hours: number[];
  readonly hosts: Texts;
  findings: number;
  /** Whether some alert of it says more than where and when, or is severe: then it matters, rare or not. */
  isWeighty: boolean;
}

export class Told {
  severity: Severity = 'informational';
  /** Steps from a tactic to a later one. */
  steps = 0;
  findings = 0;
  /** The most severe alert, of several the most surprising, of several the first. */
  lead: Sight | null = null;
  readonly tactics = new Texts();
  readonly techniques = new Texts();
  readonly accounts = new Texts();
  readonly hosts = new Texts();
  /** What `signalKey` gives. */
  readonly signals = new Texts();
  /** By `Sight.key`. */
  readonly bySignal = new ByNumber<ToldSignal>();
  /** Those of `bySignal` that are rare, the rarest first, as many as are weighed. */
  readonly rarest: number[] = [];
  /** Hosts and findings of the weighty ones: kept, so that an incident of many signals need not be walked. */
  readonly weightyHosts = new Texts();
  weightyFindings = 0;
  #reached: readonly string[] = [];

  /** `findings` where only some of the alert's are new. */
  add(sight: Sight, findings: number = sight.alert.count): void {
    const { alert, signal } = sight;
    this.severity = maxSeverity(this.severity, alert.severity);
    this.findings += findings;
    this.tactics.addAll(alert.tactics);
    this.techniques.addAll(alert.techniques);
    this.signals.add(signal);
    for (const mention of alert.entities) {
      if (mention.type === 'host') this.hosts.add(mention.value);
      else if (mention.type === 'user' || mention.type === 'cloud_principal') {
        if (tellingness(mention, alert.entities).weight > 0) this.accounts.add(mention.value);
      }
    }
    this.#step(alert.tactics);
    if (this.lead === null || leads(sight, this.lead)) this.lead = sight;
    this.#addSignal(sight, findings);
  }

  /** Takes in what `other` told. */
  join(other: Told): void {
    this.severity = maxSeverity(this.severity, other.severity);
    this.findings += other.findings;
    this.steps = Math.max(this.steps, other.steps);
    for (const pick of ['tactics', 'techniques', 'accounts', 'hosts', 'signals'] as const) {
      this[pick].addAll(other[pick]);
    }
    if (other.lead !== null && (this.lead === null || leads(other.lead, this.lead))) this.lead = other.lead;
    this.#step(other.#reached);
    for (const [key, theirs] of other.bySignal) {
      const own = this.#signal(key);
      for (const hour of theirs.hours) addHour(own.hours, hour);
      this.#count(own, theirs.findings, theirs.hosts, theirs.isWeighty);
      this.#rank(key, own, theirs.nats);
    }
  }

  #addSignal(sight: Sight, findings: number): void {
    const { alert, key } = sight;
    const told = this.#signal(key);
    const hosts: string[] = [];
    for (const { type, value } of alert.entities) if (type === 'host') hosts.push(value);
    const isWeighty = alert.tactics.length > 0 || severityRank(alert.severity) >= severityRank('high');
    this.#count(told, findings, hosts, isWeighty);
    const nats = rarityNats(sight);
    if (nats <= 0) return;
    const last = hourOf(alert.lastSeenUs);
    for (let hour = hourOf(alert.firstSeenUs); hour <= last; hour++) addHour(told.hours, hour);
    this.#rank(key, told, nats);
  }

  #count(told: ToldSignal, findings: number, hosts: Iterable<string>, isWeighty: boolean): void {
    told.hosts.addAll(hosts);
    if (!told.isWeighty && isWeighty) {
      told.isWeighty = true;
      this.weightyFindings += told.findings;
    }
    told.findings += findings;
    if (!told.isWeighty) return;
    this.weightyFindings += findings;
    this.weightyHosts.addAll(told.hosts);
  }

  /** Puts a signal where it belongs among the rarest. Nats only grow, so what drops out need not be looked for again. */
  #rank(key: number, told: ToldSignal, nats: number): void {
    if (nats <= told.nats) return;
    told.nats = nats;
    const { rarest } = this;
    const known = rarest.indexOf(key);
    if (known !== -1) rarest.splice(known, 1);
    let at = rarest.length;
    for (; at > 0; at--) {
      const other = rarest[at - 1]!;
      const difference = this.bySignal.get(other)!.nats - nats || key - other;
      if (difference > 0) break;
    }
    if (at === MAX_RAREST) return;
    rarest.splice(at, 0, key);
    if (rarest.length > MAX_RAREST) rarest.pop();
  }

  #signal(key: number): ToldSignal {
    const known = this.bySignal.get(key);
    if (known !== undefined) return known;
    const fresh: ToldSignal = { nats: 0, hours: [], hosts: new Texts(), findings: 0, isWeighty: false };
    this.bySignal.add(key, fresh);
    return fresh;
  }

  #step(tactics: readonly string[]): void {
    const known = tactics.filter((tactic) => tacticRank(tactic) !== -1);
    if (known.length === 0) return;
    if (this.#reached.length > 0) {
      if (!tacticsFollow([furthest(this.#reached)], known)) return;
      this.steps += 1;
    }
    this.#reached = known;
  }
}

function addHour(hours: number[], hour: number): void {
  if (hour > (hours.at(-1) ?? -1) || !hours.includes(hour)) hours.push(hour);
}

function leads(one: Sight, other: Sight): boolean {
  const order = severityRank(one.alert.severity) - severityRank(other.alert.severity) || one.surprise - other.surprise;
  return order > 0;
}

function furthest(tactics: readonly string[]): string {
  return tactics.reduce((best, tactic) => (tacticRank(tactic) > tacticRank(best) ? tactic : best));
}
