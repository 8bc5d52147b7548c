/** Findings for benchmarks, made up and fixed: machines and people in ordinary numbers, entities as our mappings send them. */
import { asTimeUs, US_PER_MINUTE } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import type { Severity } from '../../core/model/severity.ts';

export const START_US = 1_772_409_600_000_000;
export const DAYS = 30;
export const HOSTS = 300;
const USERS = 500;
const SIGNALS = 400;
const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high'];
const ALERTS_PER_KEY = 10;

/** Deterministic, so that runs compare. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Findings key by key and by time within, as an `ORDER BY` gives them; nothing is held but one key's. */
export function* historyOf(count: number, findingsPerAlert: number): Generator<Finding> {
  const random = numbers(count);
  for (let sequence = 0; sequence < count;) {
    const facts = factsOf(random);
    const wanted = Math.min(count - sequence, findingsPerAlert * ALERTS_PER_KEY);
    const times: number[] = [];
    for (let start = 0; times.length < wanted;) {
      if (times.length % findingsPerAlert === 0) start = START_US + random(DAYS * 24 * 60) * US_PER_MINUTE;
      times.push(start + (times.length % findingsPerAlert) * 20_000_000);
    }
    for (const timeUs of times.toSorted((a, b) => a - b)) {
      yield { ...facts, sequence: sequence++, timeUs: asTimeUs(timeUs)! };
    }
  }
}

/** A kind of finding about one host, person and target, in one process and session. */
export function factsOf(random: (below: number) => number): Omit<Finding, 'sequence' | 'timeUs'> {
  const [host, user, signal] = [`ws-${random(HOSTS)}`, `corp\\user-${random(USERS)}`, random(SIGNALS)];
  return {
    title: `Rule ${signal}`,
    signal: `rule-${signal}`,
    detector: 'bench',
    severity: SEVERITIES[signal % 3]!,
    techniques: [`T10${signal % 90}`],
    tactics: [['execution', 'discovery', 'lateral-movement'][signal % 3]!],
    entities: [
      { type: 'host', value: host, role: 'device' },
      { type: 'user', value: user, role: 'actor' },
      { type: 'process', value: `${host}|${random(1_000_000)}`, role: 'actor', label: 'c:\\users\\x\\tool.exe' },
      { type: 'session', value: `${host}|0x${random(5_000)}`, role: 'actor' },
      { type: 'hash', value: `hash-${random(2_000)}`, role: 'actor' },
      { type: 'ip', value: `10.0.${random(250)}.${random(250)}`, role: 'destination' },
      { type: 'file', value: `c:\\users\\x\\file-${random(5_000)}`, role: 'target' },
    ],
  };
}
