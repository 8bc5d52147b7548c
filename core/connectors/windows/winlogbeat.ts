/** Winlogbeat's documents: Windows' own names under `winlog`, Elastic's beside them. */
import type { FieldValue } from '../../model/fields.ts';
import type { SourceRecord } from '../../model/record.ts';
import { NO_TIME, readTime } from '../../normalise/event-time.ts';
import { flattenInto, isRecord, type MutableFields } from '../../normalise/fields.ts';
import type { Shape } from '../connector.ts';
import { numberIn, setEventData, WINDOWS, type WindowsRecord } from './event-parts.ts';
import { windowsEvent } from './windows-event.ts';

type Tree = Readonly<Record<string, unknown>>;

export const winlogbeatShape: Shape = {
  id: 'winlogbeat',
  title: 'Windows event (winlogbeat)',
  recognise,
  normalise: (record) => windowsEvent(record, recordOf(record)),
};

/** Version 7 and later nest under `winlog`; version 6 kept `event_id` and `event_data` at the top. */
function recognise(value: unknown): number {
  if (!isRecord(value)) return 0;
  const winlog = value['winlog'];
  if (isRecord(winlog)) return 'event_id' in winlog || 'channel' in winlog ? 0.98 : 0.5;
  return 'event_id' in value && 'log_name' in value ? 0.95 : 0;
}

/** Winlogbeat's name, and ours. */
const SYSTEM: readonly (readonly [string, string])[] = [
  ['event_id', 'EventID'],
  ['channel', 'Channel'],
  ['log_name', 'Channel'],
  ['provider_name', 'Provider_Name'],
  ['source_name', 'Provider_Name'],
  ['provider_guid', 'Provider_Guid'],
  ['computer_name', 'Computer'],
  ['record_id', 'EventRecordID'],
  ['record_number', 'EventRecordID'],
  ['task', 'Task'],
  ['opcode', 'Opcode'],
  ['keywords', 'Keywords'],
  ['version', 'Version'],
  ['activity_id', 'ActivityID'],
  ['related_activity_id', 'RelatedActivityID'],
];

const NUMBERS: ReadonlySet<string> = new Set(['EventID', 'EventRecordID', 'Version', 'Task', 'Opcode']);

const LEVELS: Readonly<Record<string, number>> = { critical: 1, error: 2, warning: 3, information: 4, verbose: 5 };

function recordOf(record: SourceRecord): WindowsRecord {
  const root = record.value as Tree;
  const winlog = isRecord(root['winlog']) ? root['winlog'] : root;
  const fields: MutableFields = {};
  for (const [from, to] of SYSTEM) {
    const value = winlog[from];
    if (value === undefined || value === null || fields[to] !== undefined) continue;
    if (typeof value === 'object') flattenInto(fields, value, to);
    else if (NUMBERS.has(to)) fields[to] = numberIn(value) ?? String(value as string);
    else fields[to] = value as FieldValue;
  }
  takeSystemRest(fields, root, winlog);
  takeData(fields, winlog['event_data']);
  takeData(fields, winlog['user_data']);
  takeRest(fields, root);
  const time = readTime(winlog['time_created']) ?? readTime(root['@timestamp']) ?? NO_TIME;
  return { fields, time, logsource: WINDOWS };
}

function takeSystemRest(fields: MutableFields, root: Tree, winlog: Tree): void {
  const level = isRecord(root['log']) ? root['log']['level'] : root['level'];
  if (typeof level === 'string') fields['Level'] = LEVELS[level.toLowerCase()] ?? level;
  const process = winlog['process'];
  if (isRecord(process)) {
    const pid = numberIn(process['pid']);
    if (pid !== null) fields['ProcessID'] = pid;
    const thread = isRecord(process['thread']) ? numberIn(process['thread']['id']) : null;
    if (thread !== null) fields['ThreadID'] = thread;
  }
  const user = winlog['user'];
  if (isRecord(user) && typeof user['identifier'] === 'string') fields['UserID'] = user['identifier'];
  const message = root['message'];
  if (typeof message === 'string') fields['Message'] = message;
}

function takeData(fields: MutableFields, data: unknown): void {
  if (!isRecord(data)) return;
  for (const name in data) {
    const value = data[name];
    if (name === 'xml_name') continue;
    if (typeof value === 'object' && value !== null) {
      const nested: MutableFields = {};
      flattenInto(nested, value, name);
      for (const path in nested) setEventData(fields, path, nested[path]!);
    } else setEventData(fields, name, value as FieldValue);
  }
}

/** Elastic's own names stay reachable under their dotted paths. */
function takeRest(fields: MutableFields, root: Tree): void {
  for (const name in root) {
    if (name !== 'winlog' && name !== 'event_data' && name !== 'user_data' && name !== 'message') {
      flattenInto(fields, root[name], name);
    }
  }
}
