/** Suricata's EVE log: one object an event, its kind in `event_type`. */
import type { Logsource, SensorFinding } from '../../model/event.ts';
import type { Fields } from '../../model/fields.ts';
import type { Severity } from '../../model/severity.ts';
import { buildEvent } from '../../normalise/event.ts';
import { NO_TIME, readTime } from '../../normalise/event-time.ts';
import { flatten, isRecord, textOf, type MutableFields } from '../../normalise/fields.ts';
import type { Shape } from '../connector.ts';
import { suricataMapping } from './mappings.ts';

export const suricataShape: Shape = {
  id: 'suricata',
  title: 'Suricata EVE',
  recognise(value) {
    if (!isRecord(value) || typeof value['event_type'] !== 'string' || !('timestamp' in value)) return 0;
    if ('flow_id' in value || isRecord(value['stats']) || isRecord(value['alert'])) return 0.97;
    return 'src_ip' in value && 'dest_ip' in value ? 0.9 : 0.4;
  },
  normalise(record) {
    const value = record.value as Readonly<Record<string, unknown>>;
    const fields = flatten(value);
    const type = String(value['event_type']);
    if (type === 'dns') nameDnsFields(fields);
    const hasEnds = fields['src_ip'] !== undefined || fields['dest_ip'] !== undefined;
    const event = buildEvent(record, {
      mapping: suricataMapping(type, hasEnds),
      time: readTime(value['timestamp']) ?? NO_TIME,
      fields,
      host: '',
      logsource: logsourceOf(type),
      severity: severityOf(fields),
    });
    const finding = type === 'alert' ? findingOf(fields) : null;
    return finding === null ? event : { ...event, sensorFinding: finding };
  },
};

/** What the signature found; null for an alert that names none. */
function findingOf(fields: Fields): SensorFinding | null {
  const title = textOf(fields['alert.signature']);
  const id = textOf(fields['alert.signature_id']);
  if (title === null || id === null) return null;
  const named = fields['alert.metadata.mitre_technique_id'];
  const techniques = (Array.isArray(named) ? named : [named]).map((name) => String(name ?? '').toUpperCase());
  return {
    detector: 'suricata',
    signal: `${textOf(fields['alert.gid']) ?? '1'}:${id}`,
    title,
    techniques: techniques.filter((name) => /^T\d{4}(\.\d{3})?$/.test(name)),
  };
}

function logsourceOf(type: string): Logsource {
  return type === 'dns'
    ? { product: 'suricata', service: type, category: 'dns' }
    : { product: 'suricata', service: type };
}

/** The names that rules for DNS logs use, over the three generations of EVE's DNS records. */
function nameDnsFields(fields: MutableFields): void {
  take(fields, 'query', ['dns.rrname', 'dns.queries.rrname', 'dns.query.rrname', 'dns.answers.rrname']);
  take(fields, 'record_type', ['dns.rrtype', 'dns.queries.rrtype', 'dns.query.rrtype', 'dns.answers.rrtype']);
  take(fields, 'answer', ['dns.rdata', 'dns.answers.rdata', 'dns.answer.rdata']);
}

function take(fields: MutableFields, name: string, from: readonly string[]): void {
  const source = from.find((path) => fields[path] !== undefined);
  if (source !== undefined && fields[name] === undefined) fields[name] = fields[source]!;
}

/** A signature's priority: 1 is the most urgent. Everything that is no alert is a plain record of traffic. */
function severityOf(fields: Fields): Severity {
  const priority = fields['alert.severity'];
  if (priority === 1) return 'high';
  if (priority === 2) return 'medium';
  return priority === 3 ? 'low' : 'informational';
}
