/** An incident as a story: its alerts as steps in time on lanes, one a machine, and where one reaches to another. */
import { tacticsInOrder } from '../fuse/tactics.ts';
import { Timeline, type TimelineBucket } from '../kernel/timeline.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import { shortHost } from '../query/facets.ts';
import type { ReadableDb } from './database.ts';
import { membersOf, type Member } from './incident-members.ts';

export interface Lane {
  readonly id: string;
  readonly label: string;
  /** Null for what happened on no machine that is named. */
  readonly host: string | null;
  readonly firstSeenUs: TimeUs;
  readonly lastSeenUs: TimeUs;
  readonly alertCount: number;
}

export interface Step extends Omit<Member, 'id' | 'entities' | 'tactics' | 'firstSeenUs'> {
  readonly alertId: string;
  readonly timeUs: TimeUs;
  readonly tactic: string | null;
  readonly laneId: string;
  readonly relatedLaneId: string | null;
  readonly isFromRelated: boolean;
}

export interface Story {
  readonly lanes: readonly Lane[];
  readonly steps: readonly Step[];
  readonly ofAlerts: number;
  readonly density: { readonly widthUs: number; readonly buckets: readonly TimelineBucket[] };
}

const NO_HOST = 'nowhere';

/** Null where there is no such incident. Steps are the most severe where there are more than `limit`. */
export function storyOf(db: ReadableDb, incidentId: string, limit: number): Story | null {
  const members = [...membersOf(db, incidentId, -1)];
  if (members.length === 0) return null;
  const hostOf = fullNames(members);
  const lanes = new Map<string, Lane>();
  const density = new Timeline();
  const steps: Step[] = [];
  for (const member of members) {
    density.add(member.firstSeenUs);
    const [host, related] = hostsOf(member, hostOf);
    const laneId = onLane(lanes, host, member, 1);
    const relatedLaneId = related === null ? null : onLane(lanes, related, member, 0);
    if (steps.length < limit) steps.push(stepOf(member, laneId, relatedLaneId, related?.role === 'source'));
  }
  return {
    lanes: [...lanes.values()].toSorted(
      (a, b) => Number(a.host === null) - Number(b.host === null) || a.firstSeenUs - b.firstSeenUs,
    ),
    steps: steps.toSorted((a, b) => a.timeUs - b.timeUs),
    ofAlerts: members.length,
    density: { widthUs: density.widthUs, buckets: density.buckets },
  };
}

function stepOf(member: Member, laneId: string, relatedLaneId: string | null, isFromRelated: boolean): Step {
  const { id: alertId, entities: _, tactics, firstSeenUs: timeUs, ...shown } = member;
  const tactic = tacticsInOrder(tactics).at(-1) ?? null;
  return { ...shown, alertId, timeUs, tactic, laneId, relatedLaneId, isFromRelated };
}

/** Adds to the lane of the machine; what only reaches there is no alert of it. */
function onLane(lanes: Map<string, Lane>, host: EntityMention | null, member: Member, alerts: 0 | 1): string {
  const id = host === null ? NO_HOST : `host:${host.value}`;
  const { firstSeenUs, lastSeenUs } = member;
  const known = lanes.get(id) ?? {
    id,
    label: host === null ? '' : (host.label ?? host.value),
    host: host?.value ?? null,
    firstSeenUs,
    lastSeenUs,
    alertCount: 0,
  };
  lanes.set(id, {
    ...known,
    firstSeenUs: Math.min(known.firstSeenUs, firstSeenUs) as TimeUs,
    lastSeenUs: Math.max(known.lastSeenUs, lastSeenUs) as TimeUs,
    alertCount: known.alertCount + alerts,
  });
  return id;
}

/** Where it happened, and the other end where it names one. */
function hostsOf(
  { entities }: Member,
  hostOf: (mention: EntityMention) => EntityMention,
): readonly [host: EntityMention | null, related: EntityMention | null] {
  const hosts = entities
    .filter(({ type }) => type === 'host')
    .map((mention) => ({ ...hostOf(mention), role: mention.role }));
  const host =
    hosts.find(({ role }) => role === 'device') ?? hosts.find(({ role }) => role === 'destination') ?? hosts[0];
  if (host === undefined) return [null, null];
  const related = hosts.find(
    ({ role, value }) => value !== host.value && (role === 'source' || role === 'destination' || role === 'target'),
  );
  return [host, related ?? null];
}

/** A machine by its short name is the one that the incident names in full, where there is just one called so. */
function fullNames(members: readonly Member[]): (mention: EntityMention) => EntityMention {
  const byShort = new Map<string, EntityMention | null>();
  for (const { entities } of members) {
    for (const mention of entities) {
      const short = mention.type === 'host' ? shortHost(mention.value) : null;
      if (short === null) continue;
      const known = byShort.get(short);
      byShort.set(short, known === undefined || known?.value === mention.value ? mention : null);
    }
  }
  return (mention) => byShort.get(mention.value) ?? mention;
}
