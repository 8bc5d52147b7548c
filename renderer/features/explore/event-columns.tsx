/** The columns of the event grid. */
import type { PageOutput } from '../../../core/contract/page.ts';
import { fileName, time, zoneText } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import type { Column } from '../../ui/table/column.ts';
import classes from './explore.module.css';

export type EventRow = PageOutput<'events.listPage'>['rows'][number];

export function eventColumns(zone: string): readonly Column<EventRow>[] {
  return [
    {
      id: 'time',
      title: `Time (${zoneText(zone)})`,
      widthPx: 190,
      cell: ({ timeUs }) => <time>{time(timeUs, zone)}</time>,
      text: ({ timeUs }) => time(timeUs, zone, 'us'),
    },
    {
      id: 'severity',
      field: 'severity',
      title: 'Sev',
      widthPx: 36,
      cell: ({ severity }) => <SeverityMark severity={severity} isShort />,
      text: ({ severity }) => severity,
    },
    {
      id: 'kind',
      field: 'kind',
      title: 'Kind',
      widthPx: 168,
      cell: ({ mapping }) => <span className={classes['dim']}>{mapping}</span>,
      text: ({ mapping }) => mapping,
    },
    {
      id: 'host',
      field: 'host',
      title: 'Host',
      widthPx: 140,
      cell: (row) => <EvidenceText isLine>{fieldOf(row, 'Computer', 'host', 'hostname')}</EvidenceText>,
      text: (row) => fieldOf(row, 'Computer', 'host', 'hostname'),
    },
    {
      id: 'message',
      field: 'message',
      title: 'Message',
      widthPx: 320,
      isFlexible: true,
      cell: ({ message }) => <EvidenceText isLine>{message}</EvidenceText>,
      text: ({ message }) => message,
    },
    {
      id: 'source',
      field: 'source',
      title: 'Source',
      widthPx: 160,
      isHiddenAtFirst: true,
      cell: ({ sourcePath }) => <EvidenceText isLine>{fileName(sourcePath)}</EvidenceText>,
      text: ({ sourcePath }) => sourcePath,
    },
    {
      id: 'record',
      field: 'record',
      title: 'Record',
      widthPx: 80,
      align: 'right',
      isHiddenAtFirst: true,
      cell: ({ recordNumber }) => recordNumber,
      text: ({ recordNumber }) => String(recordNumber),
    },
  ];
}

function fieldOf({ fields }: EventRow, ...names: readonly string[]): string {
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value != null && value !== '') return Array.isArray(value) ? value.join(', ') : String(value);
  }
  return '';
}
