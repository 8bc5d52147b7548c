/** One incident as a screen draws it: a story over hosts, a graph of entities, trees of processes. */
import { z } from 'zod';
import type { Contract } from './method.ts';
import {
  countSchema,
  entitySchema,
  entityTypeSchema,
  idSchema,
  numberSchema,
  severitySchema,
  timeSchema,
} from './shapes.ts';

const stepSchema = z.strictObject({
  alertId: z.string(),
  timeUs: timeSchema,
  lastSeenUs: timeSchema,
  title: z.string(),
  severity: severitySchema,
  techniques: z.array(z.string()).readonly(),
  /** The furthest of its tactics in the order of an intrusion. */
  tactic: z.string().nullable(),
  count: numberSchema,
  laneId: z.string(),
  /** The lane of the other machine where it reaches from one to another. */
  relatedLaneId: z.string().nullable(),
  /** Whether it came from that machine; else it goes there. False where there is none. */
  isFromRelated: z.boolean(),
});

const nodeSchema = z.discriminatedUnion('kind', [
  entitySchema.extend({
    kind: z.literal('entity'),
    id: z.string(),
    alertCount: countSchema,
    /** Of the most severe alert that names it. */
    severity: severitySchema,
  }),
  /** All entities of a type that are not nodes of their own. */
  z.strictObject({
    kind: z.literal('group'),
    id: z.string(),
    type: entityTypeSchema,
    label: z.string(),
    entityCount: numberSchema,
    alertCount: countSchema,
    severity: severitySchema,
  }),
]);

const edgeSchema = z.strictObject({
  fromId: z.string(),
  toId: z.string(),
  /** `together`: the same alerts name both, in no direction. The others are what events say. */
  kind: z.enum(['together', 'started', 'active_on', 'connected_to']),
  /** Alerts or events. */
  count: numberSchema,
});

const processSchema = z.strictObject({
  /** Canonical name of the process entity. */
  id: z.string(),
  /** Names of the same start in other logs. */
  otherIds: z.array(z.string()).readonly(),
  /** Null where its parent is not known, and where the parent is not shown. */
  parentId: z.string().nullable(),
  /** Path of the program; empty where no event tells. */
  image: z.string(),
  commandLine: z.string().nullable(),
  user: z.string().nullable(),
  host: z.string().nullable(),
  /** When the event says it started; null where none does. */
  startedUs: timeSchema.nullable(),
  /** The event of its start, else one that names it. */
  eventId: numberSchema.nullable(),
  alertIds: z.array(z.string()).readonly(),
  /** Of its most severe alert; null for one that is shown because of its descendants. */
  severity: severitySchema.nullable(),
});

export const incidentPicturesContract = {
  /** Its alerts as steps in time on lanes, one a host. The most severe where there are more than `limit`. */
  'incidents.readStory': {
    kind: 'query',
    in: z.strictObject({ id: idSchema, limit: z.number().int().min(1).max(2_000).default(300) }),
    out: z.strictObject({
      /** In order of first sighting; the lane without a host has `host` null and is the last. */
      lanes: z
        .array(
          z.strictObject({
            id: z.string(),
            label: z.string(),
            host: z.string().nullable(),
            firstSeenUs: timeSchema,
            lastSeenUs: timeSchema,
            /** That happened there; 0 for a machine that alerts on others reach. */
            alertCount: countSchema,
          }),
        )
        .readonly(),
      /** In order of time. */
      steps: z.array(stepSchema).readonly(),
      /** All alerts of the incident, whether they are steps or not. */
      ofAlerts: countSchema,
      /** How many of all its alerts began when; empty buckets are left out. */
      density: z.strictObject({
        widthUs: numberSchema,
        buckets: z.array(z.strictObject({ startUs: timeSchema, count: numberSchema })).readonly(),
      }),
    }),
  },
  /** Its entities as a graph of at most `limit` nodes; what is left over is one node a type. */
  'incidents.readGraph': {
    kind: 'query',
    in: z.strictObject({ id: idSchema, limit: z.number().int().min(20).max(300).default(120) }),
    out: z.strictObject({
      nodes: z.array(nodeSchema).readonly(),
      edges: z.array(edgeSchema).readonly(),
      ofEntities: countSchema,
      ofEdges: countSchema,
      /** Alerts that were looked at for what is named together, of all. */
      alertsRead: countSchema,
      ofAlerts: countSchema,
    }),
  },
  /** Processes in the events that its alerts rest on, with their ancestors as far as events tell. */
  'incidents.readProcesses': {
    kind: 'query',
    in: z.strictObject({ id: idSchema, limit: z.number().int().min(1).max(1_000).default(300) }),
    out: z.strictObject({
      /** Parents before their children, of siblings the earlier first. */
      processes: z.array(processSchema).readonly(),
      /** Processes that alerts name, of which at most `limit` are shown, with their ancestors. */
      ofProcesses: countSchema,
    }),
  },
} as const satisfies Contract;
