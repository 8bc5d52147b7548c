/**
 * All Windows mappings, found by provider and event id, else by channel and event id; a labelled record that names
 * neither is found by its Sigma category.
 */
import type { FieldValue } from '../../model/fields.ts';
import type { Logsource } from '../../model/event.ts';
import type { Fields } from '../../model/fields.ts';
import type { EventMapping } from '../../normalise/mapping.ts';
import { anyWindowsEvent } from './any-event.ts';
import { join, type MappingTable } from './define.ts';
import { DEFENDER } from './defender.ts';
import { POWERSHELL, POWERSHELL_CLASSIC } from './powershell.ts';
import { RDP_CONNECTIONS, RDP_CORE, RDP_SESSIONS } from './remote-desktop.ts';
import { ACCOUNTS } from './security-accounts.ts';
import { LOGONS } from './security-logons.ts';
import { OBJECTS } from './security-objects.ts';
import { SYSTEM_SIDE } from './security-system.ts';
import { EVENT_LOG, POWER, SERVICE_CONTROL } from './system.ts';
import { SYSMON } from './sysmon.ts';
import { TASK_SCHEDULER } from './task-scheduler.ts';
import { WMI_ACTIVITY } from './wmi-activity.ts';

const SECURITY = join(LOGONS, ACCOUNTS, OBJECTS, SYSTEM_SIDE);

/** In lower case: exports differ in it. */
const BY_PROVIDER: ReadonlyMap<string, MappingTable> = new Map([
  ['microsoft-windows-sysmon', SYSMON],
  ['linux-sysmon', SYSMON],
  ['microsoft-windows-security-auditing', SECURITY],
  ['microsoft-windows-powershell', POWERSHELL],
  ['powershellcore', POWERSHELL],
  ['powershell', POWERSHELL_CLASSIC],
  ['service control manager', SERVICE_CONTROL],
  ['microsoft-windows-eventlog', join(EVENT_LOG, SYSTEM_SIDE)],
  ['eventlog', EVENT_LOG],
  ['microsoft-windows-kernel-power', POWER],
  ['microsoft-windows-kernel-general', POWER],
  ['user32', POWER],
  ['microsoft-windows-windows defender', DEFENDER],
  ['microsoft-windows-taskscheduler', TASK_SCHEDULER],
  ['microsoft-windows-wmi-activity', WMI_ACTIVITY],
  ['microsoft-windows-remotedesktopservices-rdpcorets', RDP_CORE],
  ['microsoft-windows-terminalservices-remoteconnectionmanager', RDP_CONNECTIONS],
  ['microsoft-windows-terminalservices-localsessionmanager', RDP_SESSIONS],
]);

const BY_CHANNEL: ReadonlyMap<string, MappingTable> = new Map([
  ['microsoft-windows-sysmon/operational', SYSMON],
  ['security', SECURITY],
  ['microsoft-windows-powershell/operational', POWERSHELL],
  ['powershellcore/operational', POWERSHELL],
  ['windows powershell', POWERSHELL_CLASSIC],
  ['microsoft-windows-windows defender/operational', DEFENDER],
  ['microsoft-windows-taskscheduler/operational', TASK_SCHEDULER],
  ['microsoft-windows-wmi-activity/operational', WMI_ACTIVITY],
]);

/** Sigma's categories that Sysmon stands for; the fields of a record so labelled are Sysmon's. */
const SYSMON_CATEGORIES: ReadonlySet<string> = new Set([
  'process_creation',
  'file_change',
  'network_connection',
  'process_termination',
  'driver_load',
  'image_load',
  'create_remote_thread',
  'raw_access_thread',
  'process_access',
  'file_event',
  'registry_event',
  'registry_add',
  'registry_set',
  'registry_delete',
  'registry_rename',
  'create_stream_hash',
  'pipe_created',
  'wmi_event',
  'dns_query',
  'file_delete',
  'clipboard_capture',
  'process_tampering',
  'file_block_executable',
  'file_executable_detected',
  'sysmon_status',
  'sysmon_error',
]);

export function windowsMapping(fields: Fields, logsource: Logsource): EventMapping {
  const id = fields['EventID'];
  if (typeof id !== 'number') return anyWindowsEvent;
  const byProvider = tableOf(fields['Provider_Name'], BY_PROVIDER, providers)?.get(id);
  if (byProvider !== undefined) return byProvider;
  const byChannel = tableOf(fields['Channel'], BY_CHANNEL, channels)?.get(id);
  if (byChannel !== undefined) return byChannel;
  if (logsource.category !== undefined && SYSMON_CATEGORIES.has(logsource.category)) {
    return SYSMON.get(id) ?? anyWindowsEvent;
  }
  return anyWindowsEvent;
}

/** As sources spell them, to spare a lower-casing for every event. */
const providers = new Map<string, MappingTable | undefined>();
const channels = new Map<string, MappingTable | undefined>();
const KNOWN_SPELLINGS = 4_096;

function tableOf(
  name: FieldValue | undefined,
  tables: ReadonlyMap<string, MappingTable>,
  spellings: Map<string, MappingTable | undefined>,
): MappingTable | undefined {
  if (typeof name !== 'string') return undefined;
  if (spellings.has(name)) return spellings.get(name);
  const table = tables.get(name.toLowerCase());
  if (spellings.size < KNOWN_SPELLINGS) spellings.set(name, table);
  return table;
}

/** Every mapping, once; for tests and documentation. */
export const WINDOWS_MAPPINGS: readonly EventMapping[] = [
  ...new Set(
    [...BY_PROVIDER.values(), ...BY_CHANNEL.values()].flatMap((table) => [...table.values()]).concat(anyWindowsEvent),
  ),
];
