/**
 * The OCSF classes we emit and what each must hold, as in the schema we target. `toOcsf` falls back to the base event
 * where a record lacks what its class requires: an event that claims a class and breaks it helps nobody.
 */

/** The schema version written into every event. */
export const OCSF_VERSION = '1.9.0-dev';

export interface OcsfClass {
  readonly name: string;
  readonly categoryUid: number;
  readonly categoryName: string;
  /** Attributes that must be there, beside those of every class. */
  readonly requires: readonly string[];
  /** Of these at least one. */
  readonly anyOf?: readonly string[];
  /** Defined by the schema's Windows extension. */
  readonly isWindows?: true;
}

const SYSTEM = { categoryUid: 1, categoryName: 'System Activity' } as const;
const FINDINGS = { categoryUid: 2, categoryName: 'Findings' } as const;
const IAM = { categoryUid: 3, categoryName: 'Identity & Access Management' } as const;
const NETWORK = { categoryUid: 4, categoryName: 'Network Activity' } as const;
const DISCOVERY = { categoryUid: 5, categoryName: 'Discovery' } as const;
const APPLICATION = { categoryUid: 6, categoryName: 'Application Activity' } as const;

const ENDS = ['src_endpoint', 'dst_endpoint'] as const;

const BASE: OcsfClass = { name: 'Base Event', categoryUid: 0, categoryName: 'Uncategorized', requires: [] };

const CLASSES: ReadonlyMap<number, OcsfClass> = new Map<number, OcsfClass>([
  [0, BASE],
  [1001, { name: 'File System Activity', ...SYSTEM, requires: ['actor', 'device', 'file'] }],
  [1002, { name: 'Kernel Extension Activity', ...SYSTEM, requires: ['actor', 'device', 'driver'] }],
  [1005, { name: 'Module Activity', ...SYSTEM, requires: ['actor', 'device', 'module'] }],
  [1006, { name: 'Scheduled Job Activity', ...SYSTEM, requires: ['device', 'job'] }],
  [1007, { name: 'Process Activity', ...SYSTEM, requires: ['actor', 'device', 'process'] }],
  [
    1008,
    { name: 'Event Log Activity', ...SYSTEM, requires: ['device'], anyOf: ['log_name', 'log_provider', 'log_type_id'] },
  ],
  [1009, { name: 'Script Activity', ...SYSTEM, requires: ['actor', 'device', 'script'] }],
  [1011, { name: 'Device Power State Activity', ...SYSTEM, requires: ['device'] }],
  [1012, { name: 'Clipboard Activity', ...SYSTEM, requires: ['actor', 'device', 'clipboard'] }],
  [2004, { name: 'Detection Finding', ...FINDINGS, requires: ['finding_info'] }],
  [3002, { name: 'Authentication', ...IAM, requires: ['user'], anyOf: ['service', 'dst_endpoint'] }],
  [3003, { name: 'Authorize Session', ...IAM, requires: ['user'], anyOf: ['privileges', 'groups', 'iam_roles'] }],
  [3004, { name: 'Entity Management', ...IAM, requires: ['entity'] }],
  [3006, { name: 'Group Management', ...IAM, requires: ['group'] }],
  [3007, { name: 'User Management', ...IAM, requires: ['user'] }],
  [4001, { name: 'Network Activity', ...NETWORK, requires: [], anyOf: ENDS }],
  [4002, { name: 'HTTP Activity', ...NETWORK, requires: [], anyOf: ['http_request', 'http_response'] }],
  [4003, { name: 'DNS Activity', ...NETWORK, requires: [], anyOf: ENDS }],
  [4004, { name: 'DHCP Activity', ...NETWORK, requires: [], anyOf: ENDS }],
  [4005, { name: 'RDP Activity', ...NETWORK, requires: [], anyOf: ENDS }],
  [4006, { name: 'SMB Activity', ...NETWORK, requires: [], anyOf: ENDS }],
  [4007, { name: 'SSH Activity', ...NETWORK, requires: [], anyOf: ENDS }],
  [4008, { name: 'FTP Activity', ...NETWORK, requires: [], anyOf: ENDS }],
  [5009, { name: 'Admin Group Query', ...DISCOVERY, requires: ['group', 'query_result_id'] }],
  [5018, { name: 'User Query', ...DISCOVERY, requires: ['user', 'query_result_id'] }],
  [6002, { name: 'Application Lifecycle', ...APPLICATION, requires: ['app'] }],
  [6003, { name: 'API Activity', ...APPLICATION, requires: ['api', 'actor', 'src_endpoint'] }],
  [6008, { name: 'Application Error', ...APPLICATION, requires: [] }],
  [201_001, { name: 'Registry Key Activity', ...SYSTEM, requires: ['actor', 'device', 'reg_key'], isWindows: true }],
  [
    201_002,
    { name: 'Registry Value Activity', ...SYSTEM, requires: ['actor', 'device', 'reg_value'], isWindows: true },
  ],
  [
    201_003,
    { name: 'Windows Resource Activity', ...SYSTEM, requires: ['actor', 'device', 'win_resource'], isWindows: true },
  ],
  [
    201_004,
    { name: 'Windows Service Activity', ...SYSTEM, requires: ['actor', 'device', 'win_service'], isWindows: true },
  ],
]);

/** The class by its uid; the base event for one we do not emit. */
export function ocsfClass(classUid: number): OcsfClass {
  return CLASSES.get(classUid) ?? BASE;
}
