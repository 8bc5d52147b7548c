/** The story's events in the order of their times, each with the keys that lead to it in the file. */
import type { ScenarioEvent } from './event-schema.ts';
import type { Scenario } from './schema.ts';

export interface TimedEvent {
  readonly event: ScenarioEvent;
  /** Microseconds after the scenario's start; negative before it. */
  readonly atUs: number;
  /** Index of the step, or null for the background. */
  readonly step: number | null;
}

interface PlacedEvent extends TimedEvent {
  readonly path: readonly (string | number)[];
}

/** Between two events of a step without times of their own. */
const PACE_US = 370_000;

export function timedStory(scenario: Scenario): PlacedEvent[] {
  const timed = scenario.story.flatMap((step, index) => {
    let atUs = step.at - PACE_US;
    return step.events.map((event, position): PlacedEvent => {
      atUs = event.at === undefined ? atUs + PACE_US : step.at + event.at;
      return { event, atUs, step: index, path: ['story', index, 'events', position] };
    });
  });
  return timed.toSorted((a, b) => a.atUs - b.atUs);
}
