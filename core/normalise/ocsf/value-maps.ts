/** Source words and numbers to OCSF's enumerations. Keys are compared in lower case. */
type ValueMap = { readonly values: Readonly<Record<string, number>>; readonly otherwise: number };

const OTHER = 99;

/** Windows' logon types; only type 0 (System) has another number in OCSF. */
const logonType: ValueMap = {
  values: { 0: 1, 2: 2, 3: 3, 4: 4, 5: 5, 7: 7, 8: 8, 9: 9, 10: 10, 11: 11, 12: 12, 13: 13 },
  otherwise: OTHER,
};

const authProtocol: ValueMap = {
  values: { ntlm: 1, microsoft_authentication_package_v1_0: 1, kerberos: 2, wdigest: 3, digest: 3 },
  otherwise: OTHER,
};

const integrity: ValueMap = {
  values: { untrusted: 1, low: 2, medium: 3, mediumplus: 3, 'medium plus': 3, high: 4, system: 5, protected: 6 },
  otherwise: OTHER,
};

/** As the Service Control Manager writes it, in words or in numbers. */
const startType: ValueMap = {
  values: {
    0: 1,
    1: 2,
    2: 3,
    3: 4,
    4: 5,
    'boot start': 1,
    'system start': 2,
    'auto start': 3,
    'demand start': 4,
    disabled: 5,
  },
  otherwise: OTHER,
};

const serviceType: ValueMap = {
  values: {
    '0x1': 1,
    '0x2': 2,
    '0x10': 3,
    '0x20': 4,
    'kernel mode driver': 1,
    'file system driver': 2,
    'user mode service': 3,
    'user mode share process': 4,
  },
  otherwise: OTHER,
};

/** The object manager's type names, as Security events write them. */
const resourceType: ValueMap = {
  values: {
    directory: 1,
    event: 2,
    timer: 3,
    device: 4,
    mutant: 5,
    type: 6,
    file: 7,
    token: 8,
    thread: 9,
    section: 10,
    windowstation: 11,
    symboliclink: 18,
    process: 20,
    desktop: 22,
    key: 25,
    semaphore: 28,
    job: 29,
    port: 30,
    'alpc port': 32,
    sam_alias: 33,
    sam_group: 34,
    sam_user: 35,
    sam_domain: 36,
    sam_server: 37,
  },
  otherwise: OTHER,
};

const initiated: ValueMap = { values: { true: 2, false: 1 }, otherwise: 0 };
const wfpDirection: ValueMap = { values: { '%%14592': 1, '%%14593': 2, inbound: 1, outbound: 2 }, otherwise: 0 };
const statusId: ValueMap = { values: { success: 1, failure: 2 }, otherwise: OTHER };
/** NT and Kerberos statuses: zero is success, all others say what failed. */
const ntStatus: ValueMap = { values: { '0x0': 1, 0: 1, '0x00000000': 1 }, otherwise: 2 };

export const VALUE_MAPS: Readonly<Record<string, ValueMap>> = {
  logonType,
  authProtocol,
  integrity,
  startType,
  serviceType,
  resourceType,
  initiated,
  wfpDirection,
  statusId,
  ntStatus,
};

export function mapValue(map: ValueMap, text: string): number {
  const key = text.trim().toLowerCase();
  return Object.hasOwn(map.values, key) ? map.values[key]! : map.otherwise;
}
