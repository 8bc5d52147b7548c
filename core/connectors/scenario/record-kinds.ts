/** The System part of each kind of record that a scenario can hold (providers' manifests; event reference of Windows). */
import type { RecordKind } from './envelope.ts';

const AUDIT_SUCCESS = '0x8020000000000000';
const AUDIT_FAILURE = '0x8010000000000000';
const CLASSIC = '0x8080000000000000';
const PLAIN = '0x8000000000000000';
const INFORMATION = 4;

const SECURITY_TASKS: Readonly<Record<number, number>> = {
  4624: 12_544,
  4625: 12_544,
  4634: 12_545,
  4648: 12_544,
  4662: 14_080,
  4672: 12_548,
  4688: 13_312,
  4689: 13_313,
  4697: 12_289,
  4698: 12_804,
  4720: 13_824,
  4728: 13_826,
  4768: 14_339,
  4769: 14_337,
  5140: 12_808,
  5145: 12_811,
};

const SECURITY_VERSIONS: Readonly<Record<number, number>> = { 4624: 2, 4688: 2, 5140: 1 };

const SYSMON_VERSIONS: Readonly<Record<number, number>> = {
  1: 5,
  3: 5,
  5: 3,
  7: 3,
  10: 3,
  11: 2,
  13: 2,
  17: 1,
  18: 1,
  22: 5,
};

export function securityKind(eventId: number): RecordKind {
  return {
    channel: 'Security',
    provider: 'Microsoft-Windows-Security-Auditing',
    providerGuid: '54849625-5478-4994-A5BA-3E3B0328C30D',
    eventId,
    version: SECURITY_VERSIONS[eventId] ?? 0,
    level: 0,
    task: SECURITY_TASKS[eventId] ?? 0,
    opcode: 0,
    keywords: eventId === 4625 ? AUDIT_FAILURE : AUDIT_SUCCESS,
  };
}

export function sysmonKind(eventId: number): RecordKind {
  return {
    channel: 'Microsoft-Windows-Sysmon/Operational',
    provider: 'Microsoft-Windows-Sysmon',
    providerGuid: '5770385F-C22A-43E0-BF4C-06F5698FFBD9',
    eventId,
    version: SYSMON_VERSIONS[eventId] ?? 0,
    level: INFORMATION,
    task: eventId,
    opcode: 0,
    keywords: PLAIN,
  };
}

/** Events of the service control manager. */
export function serviceManagerKind(eventId: number): RecordKind {
  return {
    channel: 'System',
    provider: 'Service Control Manager',
    providerGuid: '555908D1-A6D7-4695-8E1E-26931D2012F4',
    eventId,
    version: 0,
    level: INFORMATION,
    task: 0,
    opcode: 0,
    keywords: CLASSIC,
    qualifiers: 16_384,
  };
}

/** @param log 'Security' gives 1102, every other log 104 in the System log. */
export function logClearedKind(log: string): RecordKind {
  const isSecurity = log === 'Security';
  return {
    channel: isSecurity ? 'Security' : 'System',
    provider: 'Microsoft-Windows-Eventlog',
    providerGuid: 'FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148',
    eventId: isSecurity ? 1_102 : 104,
    version: 0,
    level: INFORMATION,
    task: 104,
    opcode: 0,
    keywords: isSecurity ? '0x4020000000000000' : PLAIN,
    userData: 'LogFileCleared',
  };
}

export const SCRIPT_BLOCK: RecordKind = {
  channel: 'Microsoft-Windows-PowerShell/Operational',
  provider: 'Microsoft-Windows-PowerShell',
  providerGuid: 'A0C1853B-5C40-4B15-8766-3CF1C58F985A',
  eventId: 4_104,
  version: 1,
  level: 5,
  task: 2,
  opcode: 15,
  keywords: '0x0',
};

export const TASK_REGISTERED: RecordKind = {
  channel: 'Microsoft-Windows-TaskScheduler/Operational',
  provider: 'Microsoft-Windows-TaskScheduler',
  providerGuid: 'DE7B24EA-73C8-4A09-985D-5BDADCFA9017',
  eventId: 106,
  version: 0,
  level: INFORMATION,
  task: 106,
  opcode: 0,
  keywords: PLAIN,
};

export const DEFENDER_SETTING: RecordKind = {
  channel: 'Microsoft-Windows-Windows Defender/Operational',
  provider: 'Microsoft-Windows-Windows Defender',
  providerGuid: '11CD958A-C507-4EF3-B3F2-5FD9DFBD2C78',
  eventId: 5_007,
  version: 0,
  level: INFORMATION,
  task: 0,
  opcode: 0,
  keywords: PLAIN,
};

export function otherKind(channel: string, provider: string, eventId: number): RecordKind {
  return { channel, provider, eventId, version: 0, level: INFORMATION, task: 0, opcode: 0, keywords: PLAIN };
}
