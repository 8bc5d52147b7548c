/** How alerts and incidents are written as rows; fusing everything and fusing as findings come write the same. */
import type { Alert } from '../model/alert.ts';
import type { Incident } from '../model/incident.ts';
import { severityRank } from '../model/severity.ts';

type Value = string | number;

export const INSERT_ALERT = `INSERT INTO alert
  (id, title, signal, detector, severity, techniques, tactics, entities, first_us, last_us, count)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The parameters of `INSERT_ALERT`. */
export function alertValues(alert: Alert): readonly Value[] {
  return [
    alert.id,
    alert.title,
    alert.signal,
    alert.detector,
    severityRank(alert.severity),
    JSON.stringify(alert.techniques),
    JSON.stringify(alert.tactics),
    JSON.stringify(alert.entities),
    alert.firstSeenUs,
    alert.lastSeenUs,
    alert.count,
  ];
}

export const INSERT_INCIDENT = `INSERT INTO incident
  (id, rank, title, severity, risk, risk_terms, first_us, last_us, techniques, tactics, entities)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The parameters of `INSERT_INCIDENT`. */
export function incidentValues(incident: Omit<Incident, 'alertIds' | 'links'>, rank: number): readonly Value[] {
  return [
    incident.id,
    rank,
    incident.title,
    severityRank(incident.severity),
    incident.risk,
    JSON.stringify(incident.riskTerms),
    incident.firstSeenUs,
    incident.lastSeenUs,
    JSON.stringify(incident.techniques),
    JSON.stringify(incident.tactics),
    JSON.stringify(incident.entities),
  ];
}
