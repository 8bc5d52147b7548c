/** One template for each kind of event: from what the scenario says to the records that Windows would write. */
import type { Draft } from './envelope.ts';
import type { EventOf, EventType, ScenarioEvent } from './event-schema.ts';
import { securityTemplates } from './security-templates.ts';
import { serviceTemplates } from './service-templates.ts';
import { sysmonTemplates } from './sysmon-templates.ts';
import type { World } from './world.ts';

export type Templates = {
  readonly [Type in EventType]: (world: World, event: EventOf<Type>, timeUs: number) => Draft[];
};

const TEMPLATES: Templates = { ...sysmonTemplates, ...securityTemplates, ...serviceTemplates };

/** The records of one event, without numbers yet. Must be called in the order of time: processes start and end. */
export function draftsOf(world: World, event: ScenarioEvent, timeUs: number): Draft[] {
  const template = TEMPLATES[event.type] as (world: World, event: ScenarioEvent, timeUs: number) => Draft[];
  return template(world, event, timeUs);
}
