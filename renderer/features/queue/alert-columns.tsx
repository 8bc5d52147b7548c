/** The columns of the alert list. */
import type { PageOutput } from '../../../core/contract/page.ts';
import { count, time, zoneText } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import type { Column } from '../../ui/table/column.ts';
import { VERDICT_WORDS } from '../cases/words.ts';
import classes from './queue.module.css';

export type AlertRow = PageOutput<'alerts.listPage'>['rows'][number];

export function alertColumns(zone: string): readonly Column<AlertRow>[] {
  return [
    {
      id: 'first',
      title: `First seen (${zoneText(zone)})`,
      widthPx: 190,
      sort: 'firstSeen',
      cell: ({ firstSeenUs }) => <time>{time(firstSeenUs, zone)}</time>,
      text: ({ firstSeenUs }) => time(firstSeenUs, zone),
    },
    {
      id: 'severity',
      field: 'severity',
      title: 'Severity',
      widthPx: 104,
      cell: ({ severity }) => <SeverityMark severity={severity} />,
      text: ({ severity }) => severity,
    },
    {
      id: 'title',
      field: 'title',
      title: 'Alert',
      widthPx: 240,
      isFlexible: true,
      cell: ({ title }) => <bdi>{title}</bdi>,
      text: ({ title }) => title,
    },
    {
      id: 'entities',
      field: 'entity',
      title: 'About',
      widthPx: 260,
      cell: (row) => <EvidenceText isLine>{aboutOf(row)}</EvidenceText>,
      text: aboutOf,
    },
    {
      id: 'count',
      title: 'Findings',
      widthPx: 72,
      align: 'right',
      cell: (row) => (row.isStorm ? `${count(row.count)} (storm)` : count(row.count)),
      text: (row) => String(row.count),
    },
    {
      id: 'techniques',
      field: 'technique',
      title: 'Techniques',
      widthPx: 140,
      cell: ({ techniques }) => <span className={classes['mono']}>{techniques.join(' ')}</span>,
      text: ({ techniques }) => techniques.join(' '),
    },
    {
      id: 'incident',
      title: 'Incident',
      widthPx: 200,
      cell: ({ incident, suppressionId }) => (
        <bdi>
          {incident === null
            ? suppressionId === null
              ? ''
              : `suppressed by ${suppressionId}`
            : `${incident.rank}. ${incident.title}`}
        </bdi>
      ),
      text: ({ incident }) => incident?.title ?? '',
    },
    {
      id: 'detector',
      field: 'detector',
      title: 'Found by',
      widthPx: 96,
      cell: ({ detector }) => <bdi>{detector}</bdi>,
      text: ({ detector }) => detector,
    },
    {
      id: 'verdict',
      field: 'verdict',
      title: 'Verdict',
      widthPx: 130,
      cell: ({ verdict }) => (verdict === null ? '' : VERDICT_WORDS[verdict.verdict]),
      text: ({ verdict }) => verdict?.verdict ?? '',
    },
  ];
}

function aboutOf({ entities }: AlertRow): string {
  const byInterest = entities.toSorted((a, b) => interestOf(a.type) - interestOf(b.type));
  const names = [...new Set(byInterest.map(({ label, value }) => label || value))];
  return names.slice(0, 4).join(', ') + (names.length > 4 ? ` +${names.length - 4}` : '');
}

/** Who and where is read before what. */
const INTEREST: readonly string[] = ['host', 'user', 'ip', 'principal', 'domain', 'url', 'mail', 'process'];

function interestOf(type: string): number {
  const at = INTEREST.indexOf(type);
  return at < 0 ? INTEREST.length : at;
}
