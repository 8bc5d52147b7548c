/** Handlers about entities over everything stored; what looks at all alerts runs on reader threads. */
import type { MethodOutput } from '../../contract/api.ts';
import type { entitiesContract } from '../../contract/entities.ts';
import { MIN_HISTORY_DAYS } from '../../fuse/baseline/habits.ts';
import { VedetteError } from '../../kernel/errors.ts';
import type { AlertRow } from '../../store/alerts.ts';
import type { AdvisedRule } from '../../store/noise.ts';
import { watched } from './asked.ts';
import type { HandlersOf } from './handler.ts';

type ShownUnusual = MethodOutput<'baselines.describe'>['unusual'][number];

export const entitiesHandlers: HandlersOf<typeof entitiesContract> = {
  'entities.readProfile': async ({ limit, ...key }, context) => {
    const profile = await context.workspace.readers().read('entities.profile', key, watched(context));
    if (profile === null) throw noEntity(key);
    const { entity, rating, events, firstUs, lastUs, alerts, incidents, related, days } = profile;
    return {
      entity,
      criticality:
        rating === null ? null : { level: rating.level, actor: rating.actor, why: rating.why, ratedUs: rating.ratedUs },
      events,
      firstUs,
      lastUs,
      alerts: alerts.toReversed().slice(0, limit).map(shownAlert),
      alertCount: alerts.length,
      suppressedCount: alerts.filter(({ suppressionId }) => suppressionId !== null).length,
      incidents,
      related,
      riskByDay: days,
    };
  },

  'noise.listAdvice': async (_input, context) => {
    const advice = await context.workspace.readers().read('noise.advice', {}, watched(context));
    return { ...advice, rules: advice.rules.map(shownRule) };
  },

  'baselines.describe': async ({ limit }, context) => {
    const found = await context.workspace.readers().read('baselines.overview', { limit }, watched(context));
    const { state, unusual, bySeverity } = found;
    return { neededDays: MIN_HISTORY_DAYS, state, unusual: unusual.map(shownUnusual), bySeverity };
  },

  'baselines.readEntity': async (key, context) => {
    const found = await context.workspace.readers().read('baselines.entity', key, watched(context));
    if (found === null) throw noEntity(key);
    const { entity, programs, related, unusual, activity } = found;
    return {
      entity,
      neededDays: MIN_HISTORY_DAYS,
      ...activity,
      programs,
      related,
      unusual: unusual.map(shownUnusual),
    };
  },
};

function shownAlert({ id, title, severity, firstSeenUs, lastSeenUs, suppressionId, incidentId }: AlertRow) {
  return { id, title, severity, firstSeenUs, lastSeenUs, suppressionId, incidentId };
}

function shownRule(advised: AdvisedRule) {
  const { signalPieces: _, preview, ...rule } = advised;
  return { ...rule, wouldHideAlerts: preview.alerts, wouldEmptyIncidents: preview.emptiedIncidents };
}

function shownUnusual({ id, title, signal, severity, firstSeenUs, incidentId }: AlertRow): ShownUnusual {
  return { id, title, signal, severity, firstSeenUs, incidentId };
}

function noEntity({ type, value }: { readonly type: string; readonly value: string }): VedetteError {
  return new VedetteError('E_NOT_FOUND', `No event and no alert names ${type} ${value}`);
}
