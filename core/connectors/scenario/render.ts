/**
 * Scenario to records: the same scenario always gives the same bytes, on every machine. Records are ordered by time and
 * numbered per host and log, as if the logs of all hosts had been collected into one export.
 */
import type { SourceRecord } from '../../model/record.ts';
import { backgroundOf } from './background.ts';
import { toRecord, type Draft, type ScenarioRecord } from './envelope.ts';
import type { Scenario } from './schema.ts';
import { draftsOf } from './templates.ts';
import { timedStory, type TimedEvent } from './timeline.ts';
import { World } from './world.ts';

export interface RenderedRecord {
  /** In the shape of `evtx_dump -o jsonl`; one line of NDJSON when serialised. */
  readonly value: ScenarioRecord & SourceRecord['value'];
  /** Index of the step it tells, or null for ordinary work. */
  readonly step: number | null;
}

/** @throws VedetteError E_SCENARIO_INVALID where a name leads nowhere; `parseScenario` has checked that. */
export function renderScenario(scenario: Scenario): RenderedRecord[] {
  const background = backgroundOf(scenario);
  const world = new World(scenario, background.sessions);
  const timed: TimedEvent[] = [...timedStory(scenario), ...background.events].toSorted((a, b) => a.atUs - b.atUs);
  const drafts: { readonly draft: Draft; readonly step: number | null }[] = [];
  for (const { event, atUs, step } of timed) {
    for (const draft of draftsOf(world, event, scenario.start + atUs)) drafts.push({ draft, step });
  }
  const numbers = new Map<string, number>();
  return drafts
    .toSorted((a, b) => a.draft.timeUs - b.draft.timeUs)
    .map(({ draft, step }) => {
      const log = `${draft.computer} ${draft.kind.channel}`;
      const number = (numbers.get(log) ?? world.seeded.numberFor(`first record ${log}`, 20_000, 900_000)) + 1;
      numbers.set(log, number);
      const threadId = world.seeded.numberFor(`writer thread ${log} ${number}`, 300, 3_000) * 4;
      return { value: toRecord(draft, number, threadId), step };
    });
}

/** The records as NDJSON, each line ended by a line feed. */
export function scenarioLines(scenario: Scenario): string {
  return renderScenario(scenario)
    .map(({ value }) => `${JSON.stringify(value)}\n`)
    .join('');
}
