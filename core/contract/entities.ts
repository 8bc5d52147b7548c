/** What is known of entities over everything stored: profiles, baselines, and which detections are noise. */
import { z } from 'zod';
import { CRITICALITIES } from '../model/criticality.ts';
import { SEVERITIES } from '../model/severity.ts';
import type { Contract } from './method.ts';
import {
  countSchema,
  entityKeySchema,
  entitySchema,
  incidentBriefSchema,
  numberSchema,
  severitySchema,
  timeSchema,
} from './shapes.ts';

const relatedSchema = z.strictObject({
  kind: z.enum(['started', 'active_on', 'connected_to']),
  /** Whether the entity did it or it was done to it. */
  direction: z.enum(['to', 'from']),
  other: entitySchema,
  /** Events. */
  count: countSchema,
  firstUs: timeSchema,
  lastUs: timeSchema,
});

const unusualSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** What kind of thing was unusual. */
  signal: z.string(),
  severity: severitySchema,
  firstSeenUs: timeSchema,
  incidentId: z.string().nullable(),
});

export const entitiesContract = {
  'entities.readProfile': {
    kind: 'query',
    in: z.strictObject({
      type: entityKeySchema.shape.type,
      /** Its canonical name. */
      value: entityKeySchema.shape.value,
      /** Of alerts. */
      limit: z.number().int().min(1).max(1_000).default(100),
    }),
    out: z.strictObject({
      entity: entitySchema,
      criticality: z
        .strictObject({ level: z.enum(CRITICALITIES), actor: z.string(), why: z.string(), ratedUs: timeSchema })
        .nullable(),
      events: countSchema,
      /** Of events and alerts that name a time. */
      firstUs: timeSchema.nullable(),
      lastUs: timeSchema.nullable(),
      /** The latest that name it, latest first. */
      alerts: z
        .array(
          z.strictObject({
            id: z.string(),
            title: z.string(),
            severity: severitySchema,
            firstSeenUs: timeSchema,
            lastSeenUs: timeSchema,
            suppressionId: numberSchema.nullable(),
            incidentId: z.string().nullable(),
          }),
        )
        .readonly(),
      alertCount: countSchema,
      suppressedCount: countSchema,
      incidents: z.array(incidentBriefSchema).readonly(),
      related: z.array(relatedSchema).readonly(),
      /** Days with any risk (UTC); the terms of each add up to it. */
      riskByDay: z
        .array(
          z.strictObject({
            dayUs: timeSchema,
            risk: countSchema,
            terms: z
              .array(
                z.strictObject({
                  title: z.string(),
                  detector: z.string(),
                  severity: severitySchema,
                  /** 0 for what is usual. */
                  points: countSchema,
                  alerts: countSchema,
                  isUsual: z.boolean(),
                }),
              )
              .readonly(),
          }),
        )
        .readonly(),
    }),
  },
  /** Detections that fire all the time and never tell anything, each with the suppression it would take. */
  'noise.listAdvice': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.strictObject({
      observedHours: countSchema,
      /** With fewer observed hours there is no advice. */
      neededHours: countSchema,
      rules: z
        .array(
          z.strictObject({
            detector: z.string(),
            signal: z.string(),
            title: z.string(),
            findings: countSchema,
            alerts: countSchema,
            /** Of all findings, 0 to 1. */
            shareOfFindings: z.number(),
            activeHours: countSchema,
            observedHours: countSchema,
            notableAlerts: countSchema,
            reason: z.string(),
            /** Of a suppression that hides this and nothing else. */
            scope: z.string(),
            wouldHideAlerts: countSchema,
            wouldEmptyIncidents: countSchema,
          }),
        )
        .readonly(),
    }),
  },
  /** How far baselines reach, and the first of what was unusual. */
  'baselines.describe': {
    kind: 'query',
    in: z.strictObject({ limit: z.number().int().min(1).max(1_000).default(20) }),
    out: z.strictObject({
      neededDays: countSchema,
      /** Null where baselines never ran. */
      state: z
        .strictObject({
          hosts: countSchema,
          readyHosts: countSchema,
          users: countSchema,
          readyUsers: countSchema,
          found: countSchema,
          /** What the bounds on findings a day kept out. */
          leftOut: countSchema,
        })
        .nullable(),
      unusual: z.array(unusualSchema).readonly(),
      /** Of all that is unusual, by severity. */
      bySeverity: z.array(z.strictObject({ severity: z.enum(SEVERITIES), count: countSchema })).readonly(),
    }),
  },
  /** What is usual for one host or user. */
  'baselines.readEntity': {
    kind: 'query',
    in: z.strictObject({ type: z.enum(['host', 'user']), value: entityKeySchema.shape.value }),
    out: z.strictObject({
      entity: entitySchema,
      neededDays: countSchema,
      /** Days with any event that names a time. */
      activeDays: countSchema,
      /** 24 sums, by hour of the day (UTC); empty where nothing is known. */
      eventsByHourOfDay: z.array(countSchema).readonly(),
      mostInAnHour: countSchema,
      /** Of a host. */
      programs: z.array(z.strictObject({ name: z.string(), firstUs: timeSchema, starts: countSchema })).readonly(),
      related: z.array(relatedSchema).readonly(),
      unusual: z.array(unusualSchema).readonly(),
    }),
  },
} as const satisfies Contract;
