/** What is said of sources. */
import type { PageOutput } from '../../../core/contract/page.ts';

export type SourceRow = PageOutput<'sources.listPage'>['rows'][number];
export type Hops = PageOutput<'sources.countHops'>;

/** In one word, what became of it. */
export function outcomeOf({ isComplete, damage }: Pick<SourceRow, 'isComplete' | 'damage'>): string {
  if (!isComplete) return 'not read to its end';
  return damage === 0 ? 'whole' : 'whole but for damage';
}

export interface Hop {
  readonly name: string;
  readonly value: number;
  readonly note: string;
}

/** How much of a source came through each step, in the order of the steps. */
export function hopsOf(hops: Hops, count: (value: number) => string): readonly Hop[] {
  const { records, damage, events, eventsRemoved, matches, findings, alerts, suppressed, incidents } = hops;
  const found = findings.rules + findings.sensors + findings.correlations;
  return [
    {
      name: 'Records',
      value: records,
      note: damage === 0 ? 'nothing unreadable' : `${count(damage)} places unreadable`,
    },
    {
      name: 'Events',
      value: events,
      note: eventsRemoved === 0 ? 'all there' : `${count(eventsRemoved)} of them removed by retention`,
    },
    { name: 'Matches', value: matches, note: 'kept for correlations' },
    {
      name: 'Findings',
      value: found,
      note: `${count(findings.rules)} by rules, ${count(findings.sensors)} by sensors, ${count(findings.correlations)} by correlations`,
    },
    { name: 'Alerts', value: alerts, note: suppressed === 0 ? 'none suppressed' : `${count(suppressed)} suppressed` },
    { name: 'Incidents', value: incidents, note: 'with an alert of it' },
  ];
}
