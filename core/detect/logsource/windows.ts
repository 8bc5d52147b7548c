/**
 * Where Windows writes what Sigma's logsources name, as data. Services are channels; categories are events of such a
 * channel, possibly under other field names. Channel names are in lower case, as they are compared.
 *
 * Sources: Sigma 2.1.0 taxonomy appendix, SigmaHQ's logsource guides, Microsoft's event manifests. Where the guides
 * give a display name and the log itself another (`DNS Client Events`, `VHDMP`), both are listed.
 */

/** A service and the channels that hold its events. */
export type ServiceChannels = readonly [service: string, ...channels: string[]];

export interface CategoryEvents {
  readonly category: string;
  readonly service: string;
  readonly eventIds: readonly number[];
  /** Fields that must hold one of these values (compared without case) besides. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** Field names the rules use, to the names these events have. */
  readonly fields?: Readonly<Record<string, string>>;
}

export const SERVICES: readonly ServiceChannels[] = [
  ['application', 'application'],
  ['security', 'security'],
  ['system', 'system'],
  ['sysmon', 'microsoft-windows-sysmon/operational'],
  ['powershell', 'microsoft-windows-powershell/operational', 'powershellcore/operational'],
  ['powershell-classic', 'windows powershell'],
  ['taskscheduler', 'microsoft-windows-taskscheduler/operational'],
  ['wmi', 'microsoft-windows-wmi-activity/operational'],
  ['windefend', 'microsoft-windows-windows defender/operational'],
  ['sense', 'microsoft-windows-sense/operational'],
  [
    'applocker',
    'microsoft-windows-applocker/msi and script',
    'microsoft-windows-applocker/exe and dll',
    'microsoft-windows-applocker/packaged app-deployment',
    'microsoft-windows-applocker/packaged app-execution',
  ],
  [
    'application-experience',
    'microsoft-windows-application-experience/program-telemetry',
    'microsoft-windows-application-experience/program-compatibility-assistant',
  ],
  ['appmodel-runtime', 'microsoft-windows-appmodel-runtime/admin'],
  ['appxdeployment-server', 'microsoft-windows-appxdeploymentserver/operational'],
  ['appxpackaging-om', 'microsoft-windows-appxpackaging/operational'],
  ['bitlocker', 'microsoft-windows-bitlocker/bitlocker management'],
  ['bits-client', 'microsoft-windows-bits-client/operational'],
  ['capi2', 'microsoft-windows-capi2/operational'],
  [
    'certificateservicesclient-lifecycle-system',
    'microsoft-windows-certificateservicesclient-lifecycle-system/operational',
  ],
  ['codeintegrity-operational', 'microsoft-windows-codeintegrity/operational'],
  ['dhcp', 'microsoft-windows-dhcp-server/operational'],
  ['diagnosis-scripted', 'microsoft-windows-diagnosis-scripted/operational'],
  ['dns-client', 'microsoft-windows-dns-client/operational', 'microsoft-windows-dns client events/operational'],
  ['dns-server', 'dns server'],
  ['dns-server-analytic', 'microsoft-windows-dns-server/analytical', 'microsoft-windows-dnsserver/analytical'],
  ['dns-server-audit', 'microsoft-windows-dns-server/audit', 'microsoft-windows-dnsserver/audit'],
  ['driver-framework', 'microsoft-windows-driverframeworks-usermode/operational'],
  ['firewall-as', 'microsoft-windows-windows firewall with advanced security/firewall'],
  [
    'hyper-v-worker',
    'microsoft-windows-hyper-v-worker',
    'microsoft-windows-hyper-v-worker-admin',
    'microsoft-windows-hyper-v-worker-operational',
    'microsoft-windows-hyper-v-worker/analytic',
  ],
  ['iis-configuration', 'microsoft-iis-configuration/operational'],
  [
    'kernel-event-tracing',
    'microsoft-windows-kernel-eventtracing',
    'microsoft-windows-kernel-eventtracing/admin',
    'microsoft-windows-kernel-eventtracing/analytic',
  ],
  ['kernel-file', 'microsoft-windows-kernel-file/analytic'],
  [
    'kernel-shimengine',
    'microsoft-windows-kernel-shimengine/operational',
    'microsoft-windows-kernel-shimengine/diagnostic',
  ],
  ['ldap', 'microsoft-windows-ldap-client/debug'],
  ['lsa-server', 'microsoft-windows-lsa/operational'],
  ['microsoft-servicebus-client', 'microsoft-servicebus-client/admin', 'microsoft-servicebus-client/operational'],
  ['servicebus-client', 'microsoft-servicebus-client/admin', 'microsoft-servicebus-client/operational'],
  ['msexchange-management', 'msexchange management'],
  ['ntfs', 'microsoft-windows-ntfs/operational', 'microsoft-windows-ntfs/whc'],
  ['ntlm', 'microsoft-windows-ntlm/operational'],
  ['openssh', 'openssh/operational'],
  ['printservice-admin', 'microsoft-windows-printservice/admin'],
  ['printservice-operational', 'microsoft-windows-printservice/operational'],
  [
    'security-mitigations',
    'microsoft-windows-security-mitigations/kernel mode',
    'microsoft-windows-security-mitigations/user mode',
    'microsoft-windows-security-mitigations/kernelmode',
    'microsoft-windows-security-mitigations/usermode',
  ],
  ['shell-core', 'microsoft-windows-shell-core/operational'],
  ['smbclient-connectivity', 'microsoft-windows-smbclient/connectivity'],
  ['smbclient-security', 'microsoft-windows-smbclient/security'],
  ['smbserver-connectivity', 'microsoft-windows-smbserver/connectivity'],
  ['terminalservices-localsessionmanager', 'microsoft-windows-terminalservices-localsessionmanager/operational'],
  ['vhdmp', 'microsoft-windows-vhdmp/operational', 'microsoft-windows-vhdmp-operational'],
];

/** What Security 4657 calls its operations, as numbers of messages or as their English texts. */
const VALUE_OPERATIONS = {
  registry_set: ['%%1904', '%%1905', 'new registry value created', 'existing registry value modified'],
  registry_delete: ['%%1906', 'registry value deleted'],
} as const;

const sysmon = (category: string, ...eventIds: number[]): CategoryEvents => ({ category, service: 'sysmon', eventIds });

export const CATEGORIES: readonly CategoryEvents[] = [
  sysmon('process_creation', 1),
  {
    category: 'process_creation',
    service: 'security',
    eventIds: [4688],
    fields: {
      Image: 'NewProcessName',
      ParentImage: 'ParentProcessName',
      ProcessId: 'NewProcessId',
      ParentProcessId: 'ProcessId',
      LogonId: 'SubjectLogonId',
    },
  },
  sysmon('file_change', 2),
  sysmon('network_connection', 3),
  sysmon('sysmon_status', 4, 16),
  sysmon('process_termination', 5),
  sysmon('driver_load', 6),
  sysmon('image_load', 7),
  sysmon('create_remote_thread', 8),
  sysmon('raw_access_thread', 9),
  sysmon('process_access', 10),
  sysmon('file_event', 11),
  sysmon('registry_event', 12, 13, 14),
  { ...sysmon('registry_add', 12), where: { EventType: ['createkey'] } },
  { ...sysmon('registry_delete', 12), where: { EventType: ['deletekey', 'deletevalue'] } },
  sysmon('registry_set', 13),
  sysmon('registry_rename', 14),
  ...(['registry_event', 'registry_set', 'registry_delete'] as const).map((category): CategoryEvents => ({
    category,
    service: 'security',
    eventIds: [4657],
    ...(category === 'registry_event' ? {} : { where: { OperationType: VALUE_OPERATIONS[category] } }),
    fields: { Image: 'ProcessName' },
  })),
  sysmon('create_stream_hash', 15),
  sysmon('pipe_created', 17, 18),
  sysmon('wmi_event', 19, 20, 21),
  sysmon('dns_query', 22),
  sysmon('file_delete', 23),
  sysmon('clipboard_change', 24),
  sysmon('clipboard_capture', 24),
  sysmon('process_tampering', 25),
  sysmon('file_delete_detected', 26),
  sysmon('file_block_executable', 27),
  sysmon('file_block_shredding', 28),
  sysmon('file_executable_detected', 29),
  sysmon('sysmon_error', 255),
  // The kernel's own trace, where it is collected; the taxonomy names no ids, these are the manifest's.
  { category: 'file_access', service: 'kernel-file', eventIds: [12] },
  {
    category: 'file_rename',
    service: 'kernel-file',
    eventIds: [27],
    fields: { TargetFilename: 'FilePath', SourceFilename: 'FileName' },
  },
  { category: 'ps_module', service: 'powershell', eventIds: [4103] },
  { category: 'ps_script', service: 'powershell', eventIds: [4104] },
  { category: 'ps_classic_start', service: 'powershell-classic', eventIds: [400] },
  { category: 'ps_classic_provider_start', service: 'powershell-classic', eventIds: [600] },
  { category: 'ps_classic_script', service: 'powershell-classic', eventIds: [800] },
  {
    category: 'antivirus',
    service: 'windefend',
    eventIds: [1006, 1007, 1008, 1009, 1010, 1011, 1012, 1017, 1018, 1019, 1115, 1116],
    fields: { Signature: 'ThreatName', Filename: 'Path' },
  },
];

/** The channel of events that come without one, or with one of a collector's own, by their provider. */
export const CHANNEL_OF_PROVIDER: Readonly<Record<string, string>> = {
  'microsoft-windows-sysmon': 'microsoft-windows-sysmon/operational',
  'microsoft-windows-security-auditing': 'security',
  'microsoft-windows-powershell': 'microsoft-windows-powershell/operational',
  powershellcore: 'powershellcore/operational',
  powershell: 'windows powershell',
  'microsoft-windows-windows defender': 'microsoft-windows-windows defender/operational',
  'microsoft-windows-taskscheduler': 'microsoft-windows-taskscheduler/operational',
  'microsoft-windows-wmi-activity': 'microsoft-windows-wmi-activity/operational',
  'microsoft-windows-bits-client': 'microsoft-windows-bits-client/operational',
  'microsoft-windows-ntlm': 'microsoft-windows-ntlm/operational',
  'microsoft-windows-kernel-file': 'microsoft-windows-kernel-file/analytic',
  'service control manager': 'system',
};

/** Sysmon for Linux writes the same events under its own channel. */
export const LINUX_SYSMON = {
  channel: 'linux-sysmon/operational',
  provider: 'linux-sysmon',
  categories: [
    'process_creation',
    'network_connection',
    'process_termination',
    'raw_access_thread',
    'file_event',
    'file_delete',
  ],
} as const;
