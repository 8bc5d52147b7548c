/** Asking about incidents: pages, counts, one in full. What a screen draws of one is in `incident-pictures.ts`. */
import { z } from 'zod';
import { CASE_STATUSES } from '../model/case-status.ts';
import { alertRowSchema, linkSchema } from './alerts.ts';
import { noteSchema, pinSchema, taskSchema } from './case-work.ts';
import { decisionSchema } from './cases.ts';
import { incidentPicturesContract } from './incident-pictures.ts';
import type { Contract } from './method.ts';
import {
  askedShape,
  byShape,
  caseTotalsSchema,
  countSchema,
  entitySchema,
  idSchema,
  matchedSchema,
  numberSchema,
  pageLimitSchema,
  severitySchema,
  sightingSchema,
  timeSchema,
  valueCountsSchema,
  verdictSchema,
} from './shapes.ts';

export const INCIDENT_ORDERS = ['rank', 'risk', 'firstSeen', 'lastSeen', 'alertCount'] as const;

/** The last row of a page: what it is sorted by, and its id. */
const incidentCursorSchema = z.strictObject({ value: z.number().int(), id: idSchema });

const countedEntitySchema = entitySchema.extend({ alertCount: countSchema });

const incidentRowSchema = z.strictObject({
  id: z.string(),
  /** Place in the queue; 1 is the most pressing. */
  rank: numberSchema,
  title: z.string(),
  severity: severitySchema,
  /** What a person says it is instead; shown beside the computed one. */
  severityByHand: z
    .strictObject({ severity: severitySchema, actor: z.string(), why: z.string(), setUs: timeSchema })
    .nullable(),
  risk: countSchema,
  firstSeenUs: timeSchema,
  lastSeenUs: timeSchema,
  techniques: z.array(z.string()).readonly(),
  tactics: z.array(z.string()).readonly(),
  /** Those that most alerts name. */
  topEntities: z.array(countedEntitySchema).readonly(),
  entityCount: countSchema,
  alertCount: countSchema,
  findingCount: countSchema,
  status: z.enum(CASE_STATUSES),
  assignee: z.string().nullable(),
  tags: z.array(z.string()).readonly(),
  verdict: verdictSchema.nullable(),
  notes: countSchema,
  tasks: countSchema,
  openTasks: countSchema,
  pins: countSchema,
});

export const incidentsContract = {
  ...incidentPicturesContract,
  /** A page in the chosen order: by rank the most pressing first, by anything else as `direction` says. */
  'incidents.listPage': {
    kind: 'query',
    in: z.strictObject({
      ...askedShape,
      limit: pageLimitSchema,
      order: z.enum(INCIDENT_ORDERS).default('rank'),
      /** Null is what people expect: rank ascending, all others descending. */
      direction: z.enum(['ascending', 'descending']).nullable().default(null),
      after: incidentCursorSchema.nullable().default(null),
    }),
    out: z.strictObject({
      rows: z.array(incidentRowSchema).readonly(),
      /** Where the following page starts; null after the last. */
      next: incidentCursorSchema.nullable(),
      /** Counted for the first page only, where `after` is null. */
      totals: caseTotalsSchema.nullable(),
      notes: z.array(z.string()).readonly(),
    }),
  },
  /** The most frequent values of a field, or of `time:1h` every bucket in which an incident was first seen. */
  'incidents.countBy': { kind: 'query', in: z.strictObject(byShape), out: valueCountsSchema },
  'incidents.read': {
    kind: 'query',
    in: z.strictObject({ id: idSchema, entityLimit: z.number().int().min(1).max(10_000).default(1_000) }),
    out: z.strictObject({
      incident: incidentRowSchema,
      /** They add up to the risk. */
      riskTerms: z.array(z.strictObject({ name: z.string(), points: z.number().int(), reason: z.string() })).readonly(),
      /** Those that most alerts name; there are `incident.entityCount`. */
      entities: z.array(countedEntitySchema).readonly(),
      /** In the order they were set; nothing where it is as it began. */
      statusHistory: z
        .array(z.strictObject({ status: z.enum(CASE_STATUSES), actor: z.string(), why: z.string(), setUs: timeSchema }))
        .readonly(),
      notes: z.array(noteSchema).readonly(),
      tasks: z.array(taskSchema).readonly(),
      pins: z.array(pinSchema).readonly(),
      /** In force and about an alert of it. */
      decisions: z.array(decisionSchema).readonly(),
    }),
  },
  /** Its alerts: those it was fused of by time, then what is shown beside them. */
  'incidents.listAlerts': {
    kind: 'query',
    in: z.strictObject({ id: idSchema, limit: pageLimitSchema, after: countSchema.nullable().default(null) }),
    out: z.strictObject({
      rows: z
        .array(
          z.strictObject({
            position: countSchema,
            alert: alertRowSchema,
            link: linkSchema,
            /** The first event it rests on, and the line people read of it; null for what another tool submitted. */
            eventId: numberSchema.nullable(),
            message: z.string().nullable(),
            author: z.string(),
            /** What made it fire, each field once: `selection` names all that the field satisfied. */
            matched: z.array(matchedSchema).readonly(),
            matchedCount: countSchema,
            sightings: z.array(sightingSchema).readonly(),
          }),
        )
        .readonly(),
      /** The position the following page starts after; null after the last. */
      next: countSchema.nullable(),
      total: countSchema,
    }),
  },
} as const satisfies Contract;
