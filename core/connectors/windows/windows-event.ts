/** Finds the mapping for a Windows event and builds the event; every Windows shape ends here. */
import type { NormalisedEvent } from '../../model/event.ts';
import type { SourceRecord } from '../../model/record.ts';
import type { Severity } from '../../model/severity.ts';
import { buildEvent } from '../../normalise/event.ts';
import type { FieldValue } from '../../model/fields.ts';
import { textOf } from '../../normalise/fields.ts';
import type { WindowsRecord } from './event-parts.ts';
import { windowsMapping } from './mappings.ts';

export function windowsEvent(record: SourceRecord, windows: WindowsRecord): NormalisedEvent {
  const { fields, time, logsource } = windows;
  const number = fields['EventRecordID'];
  return buildEvent(record, {
    mapping: windowsMapping(fields, logsource),
    time,
    fields,
    host: textOf(fields['Computer']) ?? '',
    logsource,
    severity: severityOf(fields['Level']),
    ...(typeof number === 'number' ? { number } : {}),
  });
}

/** Windows' level says how well the logging component feels, not how bad an attack is: one step below its word. */
function severityOf(level: FieldValue | undefined): Severity {
  if (level === 1) return 'high';
  if (level === 2) return 'medium';
  if (level === 3) return 'low';
  return 'informational';
}
