/** Rows of the store in the shapes of the contract. */
import type { MethodOutput } from '../../contract/api.ts';
import { isStorm } from '../../fuse/storm.ts';
import type { EntityMention } from '../../model/entity.ts';
import type { LinkReason } from '../../model/incident.ts';
import type { Sighting } from '../../model/indicator.ts';
import type { ListedAlert, ListTotals } from '../../store/case-pages.ts';

type ShownAlert = MethodOutput<'alerts.listPage'>['rows'][number];
type ShownMention = ShownAlert['entities'][number];
type ShownLink = NonNullable<MethodOutput<'alerts.read'>['link']>;
type ShownSighting = MethodOutput<'alerts.read'>['sightings'][number];

export function shownMention({ type, value, role, label = value }: EntityMention): ShownMention {
  return { type, value, label, role };
}

export function shownAlert({ incidentId, incidentRank, incidentTitle, ...alert }: ListedAlert): ShownAlert {
  const incident = incidentId === null ? null : { id: incidentId, rank: incidentRank ?? 0, title: incidentTitle ?? '' };
  return { ...alert, entities: alert.entities.map(shownMention), isStorm: isStorm(alert), incident };
}

/** Without the alert it is about. */
export function shownLink({ joinedToAlertId, entityType, entityValue, gapUs, text }: LinkReason): ShownLink {
  return { joinedToAlertId, entityType, entityValue, gapUs, text };
}

export function shownSighting({ entityType, entityValue, indicator }: Sighting): ShownSighting {
  const { id: indicatorId, value: indicatorValue, source } = indicator;
  return { entityType, entityValue, indicatorId, indicatorValue, source };
}

/** Of the counts those that say 'N of M'. */
export function shownTotals({ matching, incidents, alerts, suppressed, findings, events }: ListTotals) {
  return { matching, incidents, alerts, suppressed, findings, events };
}
