/**
 * Where what was unusual is shown: beside the story it happened in, else gathered by host or user at the end of the
 * queue. It is placed after everything else was fused, so it changes no other alert's incident, no risk and no rank.
 */
import { derivedUuid } from '../../kernel/ids.ts';
import { formatDurationUs, US_PER_MINUTE } from '../../kernel/time.ts';
import type { Alert } from '../../model/alert.ts';
import type { Incident, IncidentEntity, LinkReason } from '../../model/incident.ts';
import { maxSeverity, type Severity } from '../../model/severity.ts';

/** As far from an alert of a story as what goes on beside one (B3). */
const NEAR_US = 30 * US_PER_MINUTE;
/** Points that severity alone gives (R1); what is only unusual has no other. */
const POINTS: Readonly<Record<Severity, number>> = { informational: 0, low: 4, medium: 9, high: 17, critical: 25 };

interface Neighbour {
  readonly alert: Alert;
  readonly incident: number;
}

/** `incidents` with the `unusual` alerts put where they belong; `alerts` are those of the incidents. */
export function placeAside(
  incidents: readonly Incident[],
  alerts: readonly Alert[],
  unusual: readonly Alert[],
): Incident[] {
  if (unusual.length === 0) return [...incidents];
  const ordered = unusual.toSorted((a, b) => a.firstSeenUs - b.firstSeenUs || (a.id < b.id ? -1 : 1));
  const near = neighboursOf(incidents, alerts, new Set(ordered.flatMap(placesOf)));
  const beside = new Map<number, LinkReason[]>();
  const alone: Alert[] = [];
  for (const alert of ordered) {
    const neighbour = nearest(alert, near);
    if (neighbour === null) alone.push(alert);
    else {
      const links = beside.get(neighbour.incident);
      const link = linkTo(alert, neighbour);
      if (links === undefined) beside.set(neighbour.incident, [link]);
      else links.push(link);
    }
  }
  const told = incidents.map((incident, index): Incident => {
    const links = beside.get(index) ?? [];
    if (links.length === 0) return incident;
    const alertIds = [...incident.alertIds, ...links.map(({ alertId }) => alertId)];
    return { ...incident, alertIds, links: [...incident.links, ...links] };
  });
  const gathered = [...Map.groupBy(alone, placeOf).values()].map(incidentOf);
  return [...told, ...gathered].toSorted((a, b) => b.risk - a.risk);
}

/** Alerts with a time by each of the places they name, ascending. */
function neighboursOf(
  incidents: readonly Incident[],
  alerts: readonly Alert[],
  places: ReadonlySet<string>,
): Map<string, Neighbour[]> {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  const near = new Map<string, Neighbour[]>();
  for (const [index, { alertIds }] of incidents.entries()) {
    for (const id of alertIds) {
      const alert = byId.get(id)!;
      if (alert.firstSeenUs === 0) continue;
      for (const place of placesOf(alert).filter((one) => places.has(one))) {
        const known = near.get(place);
        if (known === undefined) near.set(place, [{ alert, incident: index }]);
        else known.push({ alert, incident: index });
      }
    }
  }
  for (const list of near.values()) list.sort((a, b) => a.alert.firstSeenUs - b.alert.firstSeenUs);
  return near;
}

interface Nearest extends Neighbour {
  readonly place: string;
  readonly gapUs: number;
}

/** The alert nearest in time on a host or user of its own, of the most pressing incident where several are as near. */
function nearest(alert: Alert, near: ReadonlyMap<string, readonly Neighbour[]>): Nearest | null {
  let best: Nearest | null = null;
  for (const place of placesOf(alert).toSorted()) {
    for (const candidate of near.get(place) ?? []) {
      if (candidate.alert.firstSeenUs > alert.lastSeenUs + NEAR_US) break;
      const gapUs = gapBetween(alert, candidate.alert);
      if (gapUs > NEAR_US) continue;
      const isNearer = best === null || gapUs < best.gapUs;
      if (isNearer || (gapUs === best!.gapUs && candidate.incident < best!.incident)) {
        best = { ...candidate, place, gapUs };
      }
    }
  }
  return best;
}

function gapBetween(a: Alert, b: Alert): number {
  return Math.max(0, a.firstSeenUs - b.lastSeenUs, b.firstSeenUs - a.lastSeenUs);
}

function linkTo(alert: Alert, { alert: neighbour, place, gapUs }: Nearest): LinkReason {
  const [type, value] = placeParts(place);
  const when = gapUs === 0 ? 'at the same time' : `${formatDurationUs(gapUs)} apart`;
  const text = `unusual; same ${type} ${value}, ${when}; adds nothing to risk`;
  return { alertId: alert.id, joinedToAlertId: neighbour.id, entityType: type, entityValue: value, gapUs, text };
}

/** A place's unusual alerts, which come by time, as an incident of their own. */
function incidentOf(alerts: readonly Alert[]): Incident {
  const first = alerts[0]!;
  const [type, value] = placeParts(placeOf(first));
  const label = first.entities.find((entity) => entity.type === type && entity.value === value)?.label ?? value;
  const severity = alerts.reduce<Severity>((worst, alert) => maxSeverity(worst, alert.severity), 'informational');
  const risk = POINTS[severity];
  return {
    id: derivedUuid('incident', first.id),
    title: alerts.length === 1 ? first.title : `Unusual for ${label}: ${alerts.length} things`,
    severity,
    risk,
    riskTerms: [{ name: 'severity', points: risk, reason: `unusual is at most ${severity}; nothing else found it` }],
    firstSeenUs: first.firstSeenUs,
    lastSeenUs: alerts.reduce((last, alert) => (alert.lastSeenUs > last ? alert.lastSeenUs : last), first.lastSeenUs),
    techniques: [],
    tactics: [],
    entities: entitiesOf(alerts),
    alertIds: alerts.map(({ id }) => id),
    links: alerts.map((alert, index): LinkReason => {
      const before = index === 0 ? null : alerts[index - 1]!;
      const gapUs = before === null ? 0 : gapBetween(before, alert);
      return {
        alertId: alert.id,
        joinedToAlertId: before?.id ?? null,
        entityType: before === null ? null : type,
        entityValue: before === null ? null : value,
        gapUs,
        text: before === null ? 'the incident starts here' : `unusual for the same ${type} ${value}`,
      };
    }),
  };
}

function entitiesOf(alerts: readonly Alert[]): IncidentEntity[] {
  const found = new Map<string, IncidentEntity>();
  for (const { entities } of alerts) {
    for (const { type, value, label } of entities) {
      const key = `${type} ${value}`;
      const alertCount = (found.get(key)?.alertCount ?? 0) + 1;
      found.set(key, { type, value, label: label ?? value, alertCount });
    }
  }
  return [...found]
    .toSorted(([a, one], [b, other]) => other.alertCount - one.alertCount || (a < b ? -1 : 1))
    .map(([, entity]) => entity);
}

type PlaceType = 'host' | 'user';

/** Its host, or the user where it names none. */
function placeOf(alert: Alert): string {
  return placesOf(alert).toSorted()[0] ?? 'host ';
}

function placesOf({ entities }: Alert): string[] {
  return [
    ...new Set(
      entities.filter(({ type }) => type === 'host' || type === 'user').map(({ type, value }) => `${type} ${value}`),
    ),
  ];
}

function placeParts(place: string): readonly [PlaceType, string] {
  const space = place.indexOf(' ');
  return [place.slice(0, space) as PlaceType, place.slice(space + 1)];
}
