/** What the engine answers about an incident, by the names that this screen uses. */
import type { PageOutput } from '../../../core/contract/page.ts';

export type IncidentRead = PageOutput<'incidents.read'>;
export type Incident = IncidentRead['incident'];
export type RiskTerm = IncidentRead['riskTerms'][number];
export type CountedEntity = IncidentRead['entities'][number];
export type Note = IncidentRead['notes'][number];
export type Task = IncidentRead['tasks'][number];
export type Pin = IncidentRead['pins'][number];
export type Pinned = Pin['pinned'];
export type Brief = PageOutput<'cases.undoDecision'>['after'][number];

export type MemberAlert = PageOutput<'incidents.listAlerts'>['rows'][number];
export type Link = MemberAlert['link'];
export type AlertRead = PageOutput<'alerts.read'>;
export type Finding = AlertRead['findings'][number];
export type Matched = Finding['matched'][number];

export type Story = PageOutput<'incidents.readStory'>;
export type Step = Story['steps'][number];
export type Lane = Story['lanes'][number];
export type Graph = PageOutput<'incidents.readGraph'>;
export type Processes = PageOutput<'incidents.readProcesses'>;
export type Process = Processes['processes'][number];

export type Activity = PageOutput<'cases.listActivity'>['activity'][number];
