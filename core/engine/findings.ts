/** What an event gives rise to: the rules it matched, and what a sensor that wrote it already found. */
import { dedupKey } from '../fuse/dedup.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { RuleHit } from '../model/hit.ts';
import type { NewFinding } from '../store/findings.ts';

/** Who is named as the finder of what our own rules find. */
export const OWN_DETECTOR = 'vedette';

export function findingsOf(event: NormalisedEvent, hits: readonly RuleHit[]): NewFinding[] {
  const findings = hits.map((hit) => findingOfHit(event, hit));
  if (event.sensorFinding !== undefined) findings.push(findingOfSensor(event, event.sensorFinding));
  return findings;
}

function findingOfHit(event: NormalisedEvent, { rule, matched }: RuleHit): NewFinding {
  return keyed({
    timeUs: event.timeUs,
    title: rule.title,
    signal: rule.id,
    detector: OWN_DETECTOR,
    severity: rule.level,
    techniques: rule.techniques,
    tactics: rule.tactics,
    entities: event.entities,
    author: rule.author,
    externalId: null,
    matched: [
      ...matched,
      ...(rule.filters ?? []).map(({ title }) => ({ selection: 'filter', field: 'passed', value: title })),
    ],
  });
}

function findingOfSensor(event: NormalisedEvent, sensor: NonNullable<NormalisedEvent['sensorFinding']>): NewFinding {
  return keyed({
    timeUs: event.timeUs,
    title: sensor.title,
    signal: sensor.signal,
    detector: sensor.detector,
    severity: event.severity,
    techniques: sensor.techniques,
    tactics: [],
    entities: event.entities,
    author: '',
    externalId: null,
    matched: [],
  });
}

/** Adds the key that deduplication groups by. */
export function keyed(finding: Omit<NewFinding, 'dedupKey'>): NewFinding {
  return { ...finding, dedupKey: dedupKey(finding) };
}
