/** Short ways for tests to write findings and alerts. */
import { asTimeUs, US_PER_MINUTE, type TimeUs } from '../kernel/time.ts';
import type { Alert, Finding } from '../model/alert.ts';
import type { EntityMention, EntityType } from '../model/entity.ts';
import { dedup } from './dedup.ts';

/** 2026-03-04T08:00:00Z. */
const START_US = 1_772_611_200_000_000;

/** `minutes` after the start. */
export function at(minutes: number): TimeUs {
  return asTimeUs(START_US + Math.round(minutes * US_PER_MINUTE))!;
}

let sequence = 0;

/** `finding(5, 'Rule', 'host:ws-1', 'user:corp\\bob')`: a medium one, 5 minutes after the start. */
export function finding(minutes: number, title: string, ...entities: readonly string[]): Finding {
  return {
    sequence: sequence++,
    timeUs: at(minutes),
    title,
    signal: title,
    detector: 'test',
    severity: 'medium',
    techniques: [],
    tactics: [],
    entities: entities.map(mention),
  };
}

/** `host:ws-1`, or with a role `user@target:corp\\bob`. */
export function mention(text: string): EntityMention {
  const colon = text.indexOf(':');
  const [type, role] = text.slice(0, colon).split('@') as [EntityType, EntityMention['role'] | undefined];
  return { type, role: role ?? (type === 'host' ? 'device' : 'actor'), value: text.slice(colon + 1) };
}

export function alertsOf(findings: Iterable<Finding>): Alert[] {
  return dedup(findings).map(({ alert }) => alert);
}
