/** Microsoft Defender Antivirus; field names without the spaces of its manifest (SPEC N6). */
import { file, user } from '../../normalise/entity-rules.ts';
import { foundPaths } from '../../normalise/found-paths.ts';
import type { EntityRule } from '../../normalise/mapping.ts';
import { textOf } from '../../normalise/fields.ts';
import { CLASS, OTHER } from './classes.ts';
import { join, table, type Kind, type MappingTable } from './define.ts';

const foundFiles: EntityRule = (mentions, fields) => {
  const paths = textOf(fields['Path']);
  if (paths !== null) for (const path of foundPaths(paths)) mentions.windowsFile(path, 'target');
};

function finding(message: string, extra: Partial<Kind> = {}): Kind {
  return {
    classUid: CLASS.detectionFinding,
    activity: 1,
    message,
    severity: 'high',
    entities: [foundFiles, user('target', 'DetectionUser'), file('actor', 'ProcessName')],
    ocsf: {
      'finding_info.uid': 'DetectionID EventRecordID|text',
      'finding_info.title': 'ThreatName',
      'finding_info.types': 'CategoryName|list',
      malware: 'ThreatName|malware',
      evidences: 'Path|fileEvidence',
      status_detail: 'ErrorDescription',
      'actor.process.file': 'ProcessName|file',
    },
    ...extra,
  };
}

function handled(message: string, activity: number): Kind {
  return finding(message, { activity, severity: 'medium' });
}

function lifecycle(activity: number, message: string, severity: Kind['severity'] = 'informational'): Kind {
  return {
    classUid: CLASS.applicationLifecycle,
    activity,
    message,
    severity,
    entities: [user('actor', 'User', 'Domain')],
    ocsf: { 'app.name': '=Microsoft Defender Antivirus', 'app.vendor_name': '=Microsoft' },
  };
}

const findings = table('defender', {
  1006: finding('Defender found {ThreatName}[ in {Path}]'),
  1007: handled('Defender acted on {ThreatName}[: {ActionName}]', 2),
  1008: handled('Defender could not act on {ThreatName}[: {ErrorDescription}]', 2),
  1011: handled('Defender deleted {ThreatName} from quarantine', 2),
  1012: handled('Defender could not delete {ThreatName} from quarantine', 2),
  1015: finding('Defender found suspicious behaviour[: {ThreatName}][ by {ProcessName|file}]'),
  1116: finding('Defender found {ThreatName}[ in {Path}][ of {DetectionUser}]'),
  1117: handled('Defender acted on {ThreatName}[: {ActionName}][ in {Path}]', 2),
  1118: handled('Defender could not act on {ThreatName}[: {ActionName}]', 2),
  1119: finding('Defender failed critically on {ThreatName}[ in {Path}][: {ErrorDescription}]', { activity: 2 }),
  1121: finding('An attack surface rule blocked {ProcessName|file}[: {Path}]', { severity: 'medium' }),
  1122: finding('An attack surface rule would have blocked {ProcessName|file}[: {Path}]', { severity: 'low' }),
});

const states = table('defender', {
  1009: lifecycle(OTHER, 'Defender restored {ThreatName} from quarantine', 'low'),
  1013: lifecycle(OTHER, 'The history of Defender was deleted[ by {User}]', 'low'),
  1150: lifecycle(OTHER, 'Defender is up and healthy'),
  2000: lifecycle(8, 'Defender updated its signatures'),
  2001: lifecycle(OTHER, 'Defender could not update its signatures[: {ErrorDescription}]', 'low'),
  3002: lifecycle(OTHER, 'Real-time protection of Defender failed[: {FeatureName}]', 'medium'),
  5000: lifecycle(6, 'Real-time protection of Defender was switched on'),
  5001: lifecycle(7, 'Real-time protection of Defender was switched off', 'medium'),
  5004: lifecycle(8, 'Real-time protection of Defender was reconfigured[: {FeatureName}]'),
  5007: lifecycle(8, 'Defender was reconfigured[ from {OldValue}][ to {NewValue}]', 'low'),
  5010: lifecycle(7, 'Scanning for malware by Defender was switched off', 'medium'),
  5012: lifecycle(7, 'Scanning for viruses by Defender was switched off', 'medium'),
  5013: lifecycle(OTHER, 'Tamper protection of Defender blocked a change[: {Value}]', 'medium'),
  5101: lifecycle(7, 'Defender has expired', 'medium'),
});

export const DEFENDER: MappingTable = join(findings, states);
