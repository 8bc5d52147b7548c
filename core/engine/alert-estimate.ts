/**
 * How many alerts a backtest's hits would make: the same facts, the same gap and the same code as when evidence is
 * imported, without a finding being stored.
 */
import { dedupKey, dedupSorted, type KeyedFinding } from '../fuse/dedup.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { RuleFacts } from '../model/hit.ts';
import { OWN_DETECTOR } from './findings.ts';

/** Some 100 bytes each. */
export const MAX_ESTIMATED_HITS = 1_000_000;

const NO_HOST = '(no host)';

interface RuleHits {
  readonly rule: RuleFacts;
  readonly hosts: Map<string, number>;
}

export class AlertEstimate {
  readonly #keys = new Map<string, number>();
  readonly #hitKeys: number[] = [];
  readonly #hitTimes: TimeUs[] = [];
  readonly #ruleOfKey: RuleHits[] = [];
  readonly #rules = new Map<string, RuleHits>();
  #leftOut = 0;

  /** Hits that came after so many that none were counted any more; above 0 there is no estimate. */
  get leftOut(): number {
    return this.#leftOut;
  }

  add(rule: RuleFacts, timeUs: TimeUs, entities: readonly EntityMention[]): void {
    if (this.#hitKeys.length >= MAX_ESTIMATED_HITS) {
      this.#leftOut++;
      return;
    }
    const hits = this.#hitsOf(rule);
    const host = hostIn(entities);
    hits.hosts.set(host, (hits.hosts.get(host) ?? 0) + 1);
    const text = dedupKey({ title: rule.title, signal: rule.id, detector: OWN_DETECTOR, entities });
    let key = this.#keys.get(text);
    if (key === undefined) {
      key = this.#keys.size;
      this.#keys.set(text, key);
      this.#ruleOfKey.push(hits);
    }
    this.#hitKeys.push(key);
    this.#hitTimes.push(timeUs);
  }

  /** Events by host, the most frequent first. */
  hostsOf(ruleId: string): { readonly host: string; readonly count: number }[] {
    const hosts = this.#rules.get(ruleId)?.hosts ?? new Map<string, number>();
    return [...hosts].map(([host, count]) => ({ host, count })).toSorted((a, b) => b.count - a.count);
  }

  /** Alerts by rule id. */
  alerts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { alert } of dedupSorted(this.#sorted())) counts.set(alert.signal, (counts.get(alert.signal) ?? 0) + 1);
    return counts;
  }

  *#sorted(): Generator<KeyedFinding> {
    const order = Uint32Array.from(this.#hitKeys.keys()).toSorted(
      (a, b) => this.#hitKeys[a]! - this.#hitKeys[b]! || this.#hitTimes[a]! - this.#hitTimes[b]!,
    );
    for (const at of order) {
      const key = this.#hitKeys[at]!;
      const { rule } = this.#ruleOfKey[key]!;
      const { title, id: signal, level: severity } = rule;
      const finding = { title, signal, severity, detector: OWN_DETECTOR, techniques: [], tactics: [], entities: [] };
      yield { key: String(key), finding: { ...finding, sequence: at, timeUs: this.#hitTimes[at]! } };
    }
  }

  #hitsOf(rule: RuleFacts): RuleHits {
    let hits = this.#rules.get(rule.id);
    if (hits === undefined) {
      hits = { rule, hosts: new Map() };
      this.#rules.set(rule.id, hits);
    }
    return hits;
  }
}

/** The machine the event happened on, where it names one. */
export function hostIn(entities: readonly EntityMention[]): string {
  const hosts = entities.filter(({ type }) => type === 'host');
  return (hosts.find(({ role }) => role === 'device') ?? hosts[0])?.value ?? NO_HOST;
}
