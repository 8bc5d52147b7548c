/** The columns of sources. */
import { bytes, count, fileName, time, zoneText } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import type { Column } from '../../ui/table/column.ts';
import { outcomeOf, type SourceRow } from './source-words.ts';

export function sourceColumns(zone: string): readonly Column<SourceRow>[] {
  const at = (timeUs: number | null): string => (timeUs === null ? '' : time(timeUs, zone, 'second'));
  const zoned = (title: string): string => `${title}, ${zoneText(zone)}`;
  const number = (id: 'records' | 'events' | 'findings' | 'damage', title: string): Column<SourceRow> => ({
    id,
    title,
    widthPx: 76,
    align: 'right',
    cell: (row) => (row[id] === 0 ? '' : count(row[id])),
    text: (row) => String(row[id]),
  });
  return [
    {
      id: 'name',
      title: 'Source',
      widthPx: 240,
      isFlexible: true,
      cell: ({ path }) => <EvidenceText isLine>{fileName(path)}</EvidenceText>,
      text: ({ path }) => path,
    },
    { id: 'reader', title: 'Read as', widthPx: 84, cell: ({ reader }) => reader, text: ({ reader }) => reader },
    number('records', 'Records'),
    number('events', 'Events'),
    number('findings', 'Findings'),
    number('damage', 'Damage'),
    {
      id: 'size',
      title: 'Size',
      widthPx: 80,
      align: 'right',
      cell: ({ sizeBytes }) => bytes(sizeBytes),
      text: ({ sizeBytes }) => String(sizeBytes),
    },
    {
      id: 'first',
      title: zoned('First event'),
      widthPx: 150,
      cell: ({ firstUs }) => at(firstUs),
      text: ({ firstUs }) => at(firstUs),
    },
    {
      id: 'last',
      title: zoned('Last event'),
      widthPx: 150,
      cell: ({ lastUs }) => at(lastUs),
      text: ({ lastUs }) => at(lastUs),
    },
    {
      id: 'imported',
      title: zoned('Imported'),
      widthPx: 150,
      cell: ({ startedUs }) => at(startedUs),
      text: ({ startedUs }) => at(startedUs),
    },
    { id: 'outcome', title: 'Outcome', widthPx: 140, cell: outcomeOf, text: outcomeOf },
    {
      id: 'kind',
      title: 'Kind',
      widthPx: 80,
      isHiddenAtFirst: true,
      cell: ({ kind }) => kind,
      text: ({ kind }) => kind,
    },
    {
      id: 'sha256',
      title: 'SHA-256',
      widthPx: 200,
      isHiddenAtFirst: true,
      cell: ({ sha256 }) => <EvidenceText isLine>{sha256}</EvidenceText>,
      text: ({ sha256 }) => sha256,
    },
  ];
}
