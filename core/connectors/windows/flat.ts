/**
 * Flat Windows events: system and event data beside each other in one object, as NXLog, OTRF's exporters, and
 * labelled data sets write them. Several names mean the same; collectors' own bookkeeping keeps its names.
 */
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import type { Logsource } from '../../model/event.ts';
import type { FieldValue } from '../../model/fields.ts';
import type { SourceRecord } from '../../model/record.ts';
import { flattenInto, isRecord, type MutableFields } from '../../normalise/fields.ts';
import type { Shape } from '../connector.ts';
import { numberIn, WINDOWS, type WindowsRecord } from './event-parts.ts';
import { flatTime } from './flat-time.ts';
import { hexKeywords, isCollectorType, levelOf, recoverEventType } from './nxlog.ts';
import { windowsEvent } from './windows-event.ts';

type Tree = Readonly<Record<string, unknown>>;

export const windowsFlatShape: Shape = {
  id: 'windows-flat',
  title: 'Windows event (flat JSON)',
  recognise,
  normalise: (record) => windowsEvent(record, recordOf(record)),
};

function recognise(value: unknown): number {
  if (!isRecord(value)) return 0;
  if (value['product'] === 'windows') return 0.95;
  const eventId = value['EventID'] ?? value['EventId'] ?? value['event_id'];
  if (typeof eventId !== 'number' && !(typeof eventId === 'string' && /^\d{1,5}$/.test(eventId))) return 0;
  if ('Channel' in value || 'Provider_Name' in value || 'SourceName' in value || 'log_name' in value) return 0.95;
  return 'Computer' in value || 'Hostname' in value || 'ProviderName' in value || 'channel' in value ? 0.9 : 0.3;
}

/** Sigma's name, and the names it goes by in flat exports, the surest first. */
const SYNONYMS: readonly (readonly [string, readonly string[]])[] = [
  ['EventID', ['EventID', 'EventId', 'event_id']],
  ['Channel', ['Channel', 'LogName', 'log_name', 'channel']],
  ['Provider_Name', ['Provider_Name', 'SourceName', 'source_name', 'ProviderName', 'provider_name']],
  ['Provider_Guid', ['Provider_Guid', 'ProviderGuid', 'provider_guid']],
  ['Computer', ['Computer', 'Hostname', 'computer_name', 'MachineName', 'hostname']],
  ['EventRecordID', ['EventRecordID', 'RecordNumber', 'record_id', 'record_number']],
  ['ProcessID', ['ExecutionProcessID']],
  ['Opcode', ['OpcodeValue']],
];

const NUMBERS: ReadonlySet<string> = new Set(['EventID', 'EventRecordID', 'Level', 'Task', 'Version', 'Opcode']);

function recordOf(record: SourceRecord): WindowsRecord {
  const tree = record.value as Tree;
  const fields: MutableFields = {};
  for (const [name, synonyms] of SYNONYMS) {
    for (const synonym of synonyms) {
      const value = tree[synonym];
      if (value === undefined || value === null || typeof value === 'object') continue;
      fields[name] = NUMBERS.has(name) ? (numberIn(value) ?? String(value as string)) : (value as FieldValue);
      break;
    }
  }
  let room = DEFAULT_LIMITS.eventFields;
  for (const name in tree) {
    if (room-- === 0) break;
    takeMember(fields, name, tree[name]);
  }
  repair(fields);
  return { fields, time: flatTime(tree), logsource: labelOf(tree) };
}

/** Names already taken over under Sigma's name are not repeated; everything else keeps its own. */
const TAKEN: ReadonlySet<string> = new Set([
  'EventID',
  'EventId',
  'Channel',
  'Provider_Name',
  'SourceName',
  'Provider_Guid',
  'ProviderGuid',
  'Computer',
  'Hostname',
  'EventRecordID',
  'RecordNumber',
  'ExecutionProcessID',
  'OpcodeValue',
]);

function takeMember(fields: MutableFields, name: string, value: unknown): void {
  if (TAKEN.has(name)) return;
  if (name === 'EventType' && isCollectorType(value)) fields['CollectorEventType'] = value as FieldValue;
  else if (name === 'Opcode' && fields['Opcode'] !== undefined) fields['OpcodeName'] = value as FieldValue;
  else if (typeof value === 'object' && value !== null) flattenInto(fields, value, name);
  else if (NUMBERS.has(name)) fields[name] = numberIn(value) ?? (value as FieldValue);
  else if (name !== '__proto__') fields[name] = value as FieldValue;
}

/** Undoes what collectors did to Windows' own values. */
function repair(fields: MutableFields): void {
  const { Keywords, SeverityValue } = fields as Record<string, FieldValue | undefined>;
  if (typeof Keywords === 'number') fields['Keywords'] = hexKeywords(Keywords);
  if (typeof SeverityValue === 'number' && fields['Level'] === undefined) {
    fields['Level'] = levelOf(SeverityValue, fields['Channel']);
  }
  if (fields['CollectorEventType'] !== undefined) recoverEventType(fields);
  if (fields['Data'] === undefined && typeof fields['Message'] === 'string' && isClassic(fields['Channel'])) {
    fields['Data'] = fields['Message'];
  }
}

/** Logs whose data is unnamed text; exporters that had no name to give it kept it only in the rendered message. */
function isClassic(channel: FieldValue | undefined): boolean {
  return channel === 'Windows PowerShell' || channel === 'Application' || channel === 'MSExchange Management';
}

/** Labelled data sets say in Sigma's words where each record came from. */
function labelOf(tree: Tree): Logsource {
  const { product, category, service } = tree;
  if (typeof product !== 'string') return WINDOWS;
  return {
    product,
    ...(typeof category === 'string' ? { category } : {}),
    ...(typeof service === 'string' ? { service } : {}),
  };
}
