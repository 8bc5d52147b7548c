/**
 * What fusion reads and what it writes. Findings come in the order deduplication wants, in pages, so that millions of
 * them pass through a bounded memory; alerts and incidents are replaced as a whole in one transaction, so that a
 * reader sees the old picture or the new one and never half of each.
 */
import type { Alert, Finding } from '../model/alert.ts';
import type { EntityMention } from '../model/entity.ts';
import type { Incident } from '../model/incident.ts';
import { SEVERITIES } from '../model/severity.ts';
import type { TimeUs } from '../kernel/time.ts';
import { alertValues, incidentValues, INSERT_ALERT, INSERT_INCIDENT } from './case-rows.ts';
import type { WritableDb } from './database.ts';
import { clearPending } from './pending.ts';

const PAGE_ROWS = 5_000;

/** A stored finding with the key that deduplication groups by. */
export interface KeyedFinding {
  readonly key: string;
  readonly finding: Finding;
}

interface FindingRow {
  readonly sequence: number;
  readonly key: string;
  readonly timeUs: TimeUs;
  readonly title: string;
  readonly signal: string;
  readonly detector: string;
  readonly severity: number;
  readonly techniques: string;
  readonly tactics: string;
  readonly entities: string;
}

/** All findings by (dedup key, time, sequence). Statements may be run on `db` between two of them. */
export function* findingsByKey(db: WritableDb): Generator<KeyedFinding> {
  const page = db.prepare(
    `SELECT id AS sequence, dedup_key AS key, time_us AS timeUs, title, signal, detector, severity, techniques, tactics,
       entities
     FROM finding WHERE (dedup_key, time_us, id) > (?, ?, ?) ORDER BY dedup_key, time_us, id LIMIT ${PAGE_ROWS}`,
  );
  const read = createReader();
  let rows = page.all('', -1, -1) as FindingRow[];
  while (rows.length > 0) {
    for (const row of rows) yield { key: row.key, finding: read(row) };
    const last = rows.at(-1)!;
    rows = page.all(last.key, last.timeUs, last.sequence) as FindingRow[];
  }
}

/** Parses lists; findings of one key come together and mostly say the same, so the last one is kept for the next. */
function createParser<List>(): (json: string) => List {
  let last: { readonly json: string; readonly list: List } | null = null;
  return (json) => {
    if (last?.json !== json) last = { json, list: JSON.parse(json) as List };
    return last.list;
  };
}

/** Turns rows into findings. */
function createReader(): (row: FindingRow) => Finding {
  const [techniques, tactics] = [createParser<string[]>(), createParser<string[]>()];
  const entities = createParser<EntityMention[]>();
  return (row) => ({
    sequence: row.sequence,
    timeUs: row.timeUs,
    title: row.title,
    signal: row.signal,
    detector: row.detector,
    severity: SEVERITIES[row.severity]!,
    techniques: techniques(row.techniques),
    tactics: tactics(row.tactics),
    entities: entities(row.entities),
  });
}

export interface FusionWriter {
  /** Records that `sequences` are the findings `alert` stands for. */
  addAlert(alert: Alert, sequences: readonly number[]): void;
  /** Replaces the incidents; `incidents` are in rank order. */
  putIncidents(incidents: Iterable<Incident>): void;
}

/** Runs `fuse` in one transaction over empty alert and incident tables. */
export function replaceFusion(db: WritableDb, fuse: (writer: FusionWriter) => void): void {
  const insertAlert = db.prepare(INSERT_ALERT);
  const assign = db.prepare('UPDATE finding SET alert_id = @alertId WHERE id = @sequence AND alert_id IS NOT @alertId');
  const insertIncident = db.prepare(INSERT_INCIDENT);
  const insertLink = db.prepare(
    'INSERT INTO incident_alert (incident_id, position, alert_id, link) VALUES (?, ?, ?, ?)',
  );

  const writer: FusionWriter = {
    addAlert: (alert, sequences) => {
      insertAlert.run(...alertValues(alert));
      for (const sequence of sequences) assign.run({ alertId: alert.id, sequence });
    },
    putIncidents: (incidents) => {
      let rank = 0;
      for (const incident of incidents) {
        insertIncident.run(...incidentValues(incident, ++rank));
        // Alerts come by time, their reasons in the order in which they hang on one another.
        const links = new Map(incident.links.map((link) => [link.alertId, link]));
        for (const [position, alertId] of incident.alertIds.entries()) {
          insertLink.run(incident.id, position, alertId, JSON.stringify(links.get(alertId)));
        }
      }
    },
  };

  db.transaction(() => {
    db.exec('DELETE FROM incident_alert; DELETE FROM incident; DELETE FROM sighting; DELETE FROM alert;');
    fuse(writer);
    clearPending(db, 'fusion_pending');
  }).immediate();
}
