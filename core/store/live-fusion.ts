/**
 * Writes what one finding changed: its alert, its incident and why, without touching anything else. Until everything is
 * fused anew the rows say what SPEC V promises; places in the ranking are kept in memory, because a new one moves others.
 */
import { entitiesOfAlert, sumEntities } from '../fuse/entities.ts';
import type { LiveChange } from '../fuse/live/live.ts';
import type { IncidentHead } from '../fuse/live/tally.ts';
import { withCarried } from '../fuse/weigh/carried.ts';
import type { Alert } from '../model/alert.ts';
import type { IncidentEntity, RiskTerm } from '../model/incident.ts';
import { alertValues, incidentValues, INSERT_ALERT, INSERT_INCIDENT } from './case-rows.ts';
import type { WritableDb } from './database.ts';
import { createRanking } from './ranking.ts';

export interface LiveFusionWriter {
  /** Call inside a transaction; `sequence` is the finding that made the change. Returns the change as it is stored (R8). */
  put(change: LiveChange, sequence: number): LiveChange;
}

export function createLiveFusionWriter(db: WritableDb): LiveFusionWriter {
  const ranking = createRanking(db);
  const putAlert = db.prepare(
    `${INSERT_ALERT}
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, signal = excluded.signal, severity = excluded.severity,
       techniques = excluded.techniques, tactics = excluded.tactics, entities = excluded.entities,
       first_us = excluded.first_us, last_us = excluded.last_us, count = excluded.count`,
  );
  const removeAlert = db.prepare('DELETE FROM alert WHERE id = ?');
  const assign = db.prepare('UPDATE finding SET alert_id = ? WHERE id = ?');
  const reassign = db.prepare('UPDATE finding SET alert_id = ? WHERE alert_id = ?');
  const incidentOf = db.prepare('SELECT incident_id FROM incident_alert WHERE alert_id = ?').pluck();
  const unlink = db.prepare('DELETE FROM incident_alert WHERE alert_id = ?');
  const link = db.prepare(
    `INSERT INTO incident_alert (incident_id, position, alert_id, link)
     SELECT @incident, coalesce(max(position), -1) + 1, @alert, @link FROM incident_alert WHERE incident_id = @incident`,
  );
  const relink = db.prepare('UPDATE incident_alert SET link = ? WHERE alert_id = ?');
  const moveLinks = db.prepare(
    `UPDATE incident_alert SET incident_id = @to,
       position = position + 1 + (SELECT coalesce(max(position), -1) FROM incident_alert WHERE incident_id = @to)
     WHERE incident_id = @from`,
  );
  const putIncident = db.prepare(
    `${INSERT_INCIDENT}
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, severity = excluded.severity, risk = excluded.risk,
       risk_terms = excluded.risk_terms, first_us = excluded.first_us, last_us = excluded.last_us,
       techniques = excluded.techniques, tactics = excluded.tactics, entities = excluded.entities`,
  );
  const removeIncident = db.prepare('DELETE FROM incident WHERE id = ?');
  const entitiesOf = db.prepare('SELECT entities FROM incident WHERE id = ?').pluck();
  const termsOf = db.prepare('SELECT risk_terms FROM incident WHERE id = ?').pluck();

  function writeAlert(alert: Alert, formerIds: readonly string[], sequence: number): void {
    putAlert.run(...alertValues(alert));
    for (const former of formerIds) reassign.run(alert.id, former);
    assign.run(alert.id, sequence);
  }

  function writeIncident(head: IncidentHead, entities: readonly IncidentEntity[]): void {
    putIncident.run(...incidentValues({ ...head, entities }, ranking.place(head.id, head.risk)));
  }

  /** The lists that `select` finds under these ids. */
  function listsIn<Item>(select: typeof entitiesOf, ids: readonly string[]): Item[][] {
    return ids.flatMap((id) => {
      const text = select.get(id) as string | undefined;
      return text === undefined ? [] : [JSON.parse(text) as Item[]];
    });
  }

  return {
    put: (change, sequence) => {
      const { formerIncidentIds, alert, formerAlertIds, reasons } = change;
      const incidentIds = change.incident === null ? [] : [...new Set([change.incident.id, ...formerIncidentIds])];
      const incident =
        change.incident === null ? null : withCarried(change.incident, listsIn<RiskTerm>(termsOf, incidentIds));
      const before = [alert.id, ...formerAlertIds].map((id) => incidentOf.get(id) as string | undefined);
      const isNew = before.every((id) => id === undefined);
      writeAlert(alert, formerAlertIds, sequence);
      for (const former of formerAlertIds) unlink.run(former);
      if (incident !== null) {
        const known = listsIn<IncidentEntity>(entitiesOf, incidentIds);
        writeIncident(incident, sumEntities([...known, isNew ? entitiesOfAlert(alert) : []]));
        for (const from of formerIncidentIds) moveLinks.run({ from, to: incident.id });
      }
      for (const former of formerIncidentIds) {
        if (former === incident?.id) continue;
        removeIncident.run(former);
        ranking.remove(former);
      }
      for (const former of formerAlertIds) removeAlert.run(former);
      if (incident === null) return change;
      const isLinked = incidentOf.get(alert.id) !== undefined;
      const [own, ...others] = reasons;
      if (!isLinked)
        link.run({ incident: incident.id, alert: alert.id, link: JSON.stringify({ ...own, alertId: alert.id }) });
      for (const reason of others) relink.run(JSON.stringify(reason), reason.alertId);
      return { ...change, incident };
    },
  };
}
