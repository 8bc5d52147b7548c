/**
 * Findings become alerts: one alert for the same facts again and again. What counts are the facts (who found what,
 * about which host, user, address and target), never the wording; findings about different hosts, users or targets
 * never share an alert. Works on a stream sorted by (key, time, sequence) and holds one alert at a time, so that
 * millions of findings pass through out of an `ORDER BY`. No clock: only event time.
 */
import { hash } from 'node:crypto';
import { VedetteError } from '../kernel/errors.ts';
import { US_PER_MINUTE, type TimeUs } from '../kernel/time.ts';
import type { Alert, Finding } from '../model/alert.ts';
import type { EntityMention, EntityType } from '../model/entity.ts';
import { Facts } from './facts.ts';
import { IDENTIFYING } from './mentions.ts';
import { signalKey, type SignalSource } from './signal.ts';

/** Findings of one key that are at most this far apart in event time are one alert. */
export const DEDUP_GAP_US = 15 * US_PER_MINUTE;
/** These do so only as what was acted on: the tool at work differs from run to run, the thing it hit does not. */
const IDENTIFYING_AS_TARGET = new Set<EntityType>([
  'process',
  'file',
  'hash',
  'registry_key',
  'service',
  'task',
  'pipe',
]);

export interface KeyedFinding {
  /** From `dedupKey`. */
  readonly key: string;
  readonly finding: Finding;
}

export interface DedupedAlert {
  /** The `dedupKey` of all its findings. */
  readonly key: string;
  readonly alert: Alert;
  /** The `sequence` of each finding it stands for, in time order; `alert.count` of them. */
  readonly sequences: readonly number[];
}

interface Deduplicator {
  /** Takes the next finding; returns the alert that is complete now that this one does not belong to it. */
  add(next: KeyedFinding): DedupedAlert | null;
  /** The last alert, or null where there was no finding. */
  end(): DedupedAlert | null;
}

/**
 * The facts of a finding as 22 characters (132 bits of SHA-256): equal for equal facts on every machine, so it can be
 * stored, indexed and sorted by.
 */
export function dedupKey(finding: SignalSource): string {
  const facts = new Set<string>();
  for (const mention of finding.entities) {
    const fact = identifyingFact(mention);
    if (fact !== null) facts.add(fact);
  }
  return hash('sha256', `${signalKey(finding)}\n\n${[...facts].toSorted().join('\n')}`, 'base64url').slice(0, 22);
}

/** Roles are left out where the type alone tells, because tools rarely send them; direction of traffic is kept. */
function identifyingFact(mention: EntityMention): string | null {
  const { type, role, value } = mention;
  if (type === 'url') return `url ${originOf(value)}`;
  if (type === 'ip') return `ip ${role === 'source' || role === 'destination' ? role : ''} ${value}`;
  if (IDENTIFYING.has(type)) return `${type} ${role === 'target' ? 'target' : ''} ${value}`;
  if (role !== 'target' || !IDENTIFYING_AS_TARGET.has(type)) return null;
  return `${type} ${type === 'process' ? (mention.label ?? value) : value}`;
}

/** Scheme, host and port: a crawler's ten thousand paths on one server are one fact. */
function originOf(url: string): string {
  const afterScheme = url.indexOf('://');
  const from = afterScheme === -1 ? 0 : afterScheme + 3;
  const end = url.slice(from).search(/[/?#]/);
  return end === -1 ? url : url.slice(0, from + end);
}

export function createDeduplicator(): Deduplicator {
  let open: OpenAlert | null = null;
  return {
    add(next) {
      if (open !== null && continues(open, next)) {
        open.facts.add(next.finding);
        open.sequences.push(next.finding.sequence);
        return null;
      }
      const done = open;
      open = {
        facts: Facts.ofFinding(next.key, next.finding, done?.facts ?? null),
        sequences: [next.finding.sequence],
      };
      return done === null ? null : close(done);
    },
    end() {
      const done = open;
      open = null;
      return done === null ? null : close(done);
    },
  };
}

/** Alerts of a stream already sorted by (key, time, sequence). */
export function* dedupSorted(findings: Iterable<KeyedFinding>): Generator<DedupedAlert, void, undefined> {
  const deduplicator = createDeduplicator();
  for (const next of findings) {
    const done = deduplicator.add(next);
    if (done !== null) yield done;
  }
  const last = deduplicator.end();
  if (last !== null) yield last;
}

/** Alerts of findings in any order, for what fits into memory; sorted by key and time. */
export function dedup(findings: Iterable<Finding>): DedupedAlert[] {
  const keyed = Array.from(findings, (finding) => ({ key: dedupKey(finding), finding }));
  return [...dedupSorted(keyed.toSorted(compareKeyed))];
}

/** The order `createDeduplicator` asks for; SQL's `ORDER BY key, time_us, sequence` is the same. */
function compareKeyed(a: KeyedFinding, b: KeyedFinding): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.finding.timeUs - b.finding.timeUs || a.finding.sequence - b.finding.sequence;
}

interface OpenAlert {
  readonly facts: Facts;
  readonly sequences: number[];
}

/** Whether a finding at `timeUs` is of an alert last seen, or first seen, at `knownUs`; those without a time are one. */
export function isNear(timeUs: TimeUs, knownUs: TimeUs): boolean {
  if (timeUs === 0 || knownUs === 0) return timeUs === knownUs;
  return Math.abs(timeUs - knownUs) <= DEDUP_GAP_US;
}

function continues({ facts }: OpenAlert, { key, finding }: KeyedFinding): boolean {
  if (key !== facts.key) return false;
  if (finding.timeUs < facts.lastSeenUs) {
    throw new VedetteError(
      'E_INTERNAL',
      `Findings came out of order: ${finding.timeUs} after ${facts.lastSeenUs} within key ${key}`,
    );
  }
  return isNear(finding.timeUs, facts.lastSeenUs);
}

function close({ facts, sequences }: OpenAlert): DedupedAlert {
  return { key: facts.key, alert: facts.alert(), sequences };
}
