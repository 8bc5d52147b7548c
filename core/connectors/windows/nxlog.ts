/** What NXLog does to Windows' own values on the way, undone. */
import { textOf, type MutableFields } from '../../normalise/fields.ts';
import type { FieldValue } from '../../model/fields.ts';

const known = new Map<number, string>();
const KNOWN = 1_024;

/** Keywords as a signed decimal, back in the unsigned hex that Windows and rules write: `0x8020000000000000`. */
export function hexKeywords(keywords: number): FieldValue {
  if (!Number.isInteger(keywords) || Math.abs(keywords) > 2 ** 64) return keywords;
  let hex = known.get(keywords);
  if (hex === undefined) {
    hex = `0x${BigInt.asUintN(64, BigInt(keywords)).toString(16)}`;
    if (known.size < KNOWN) known.set(keywords, hex);
  }
  return hex;
}

/** NXLog's 1 (debug) to 5 (critical) as Windows' level; audits have level 0 in Windows. */
export function levelOf(severityValue: number, channel: FieldValue | undefined): number {
  const name = textOf(channel);
  if (name !== null && name.length === 8 && name.toLowerCase() === 'security') return 0;
  return severityValue >= 1 && severityValue <= 5 ? 6 - severityValue : 4;
}

const NXLOG_TYPES: ReadonlySet<string> = new Set([
  'INFO',
  'WARNING',
  'ERROR',
  'CRITICAL',
  'VERBOSE',
  'DEBUG',
  'AUDIT_SUCCESS',
  'AUDIT_FAILURE',
]);

const MESSAGE_TYPE = /(?:^|\n)EventType: ([A-Za-z]+)/;
const REGISTRY_OBJECT = 12;
const REGISTRY_VALUE = 13;
const REGISTRY_RENAME = 14;

/** Whether a value of `EventType` is NXLog's own, written over the one that Sysmon's registry events have. */
export function isCollectorType(value: unknown): boolean {
  return typeof value === 'string' && NXLOG_TYPES.has(value);
}

/**
 * Restores the `EventType` of registry events where NXLog wrote over it. Setting a value and renaming are told by the
 * event id; creation and deletion of keys and values only by the rendered message, where that was kept.
 */
export function recoverEventType(fields: MutableFields): void {
  const id = fields['EventID'];
  if (typeof id !== 'number' || id < REGISTRY_OBJECT || id > REGISTRY_RENAME) return;
  if (fields['TargetObject'] === undefined || fields['EventType'] !== undefined) return;
  if (id === REGISTRY_VALUE) fields['EventType'] = 'SetValue';
  else if (id === REGISTRY_RENAME) fields['EventType'] = 'RenameKey';
  else {
    const match = MESSAGE_TYPE.exec(textOf(fields['Message']) ?? '');
    if (match !== null) fields['EventType'] = match[1]!;
  }
}
