/** OCSF classes that Windows events map to, by the schema's own names. */
export const CLASS = {
  baseEvent: 0,
  fileActivity: 1001,
  kernelExtensionActivity: 1002,
  moduleActivity: 1005,
  scheduledJobActivity: 1006,
  processActivity: 1007,
  eventLogActivity: 1008,
  scriptActivity: 1009,
  devicePowerStateActivity: 1011,
  clipboardActivity: 1012,
  detectionFinding: 2004,
  authentication: 3002,
  authorizeSession: 3003,
  entityManagement: 3004,
  groupManagement: 3006,
  userManagement: 3007,
  networkActivity: 4001,
  dnsActivity: 4003,
  rdpActivity: 4005,
  smbActivity: 4006,
  adminGroupQuery: 5009,
  userQuery: 5018,
  applicationLifecycle: 6002,
  applicationError: 6008,
  registryKeyActivity: 201_001,
  registryValueActivity: 201_002,
  windowsResourceActivity: 201_003,
  windowsServiceActivity: 201_004,
} as const;

/** The activity of any class for what it has no word for. */
export const OTHER = 99;
