/** The columns of the incident queue. */
import type { PageOutput } from '../../../core/contract/page.ts';
import { count, duration, time, zoneText } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import type { Column } from '../../ui/table/column.ts';
import { STATUS_WORDS, VERDICT_WORDS } from '../cases/words.ts';
import classes from './queue.module.css';

export type IncidentRow = PageOutput<'incidents.listPage'>['rows'][number];

const SHOWN_TECHNIQUES = 3;

export function incidentColumns(zone: string): readonly Column<IncidentRow>[] {
  return [
    {
      id: 'rank',
      title: '#',
      widthPx: 40,
      align: 'right',
      sort: 'rank',
      cell: ({ rank }) => <span className={classes['dim']}>{count(rank)}</span>,
      text: ({ rank }) => String(rank),
    },
    {
      id: 'risk',
      field: 'risk',
      title: 'Risk',
      widthPx: 52,
      align: 'right',
      sort: 'risk',
      cell: ({ risk }) => <strong>{risk}</strong>,
      text: ({ risk }) => String(risk),
    },
    {
      id: 'severity',
      field: 'severity',
      title: 'Severity',
      widthPx: 104,
      cell: (row) => <SeverityMark severity={row.severityByHand?.severity ?? row.severity} />,
      text: (row) => row.severityByHand?.severity ?? row.severity,
    },
    {
      id: 'title',
      field: 'title',
      title: 'Incident',
      widthPx: 240,
      isFlexible: true,
      cell: ({ title }) => (
        <span className={classes['title']}>
          <bdi>{title}</bdi>
        </span>
      ),
      text: ({ title }) => title,
    },
    {
      id: 'hosts',
      field: 'entity',
      title: 'Hosts and accounts',
      widthPx: 200,
      cell: (row) => <EvidenceText isLine>{whoOf(row)}</EvidenceText>,
      text: whoOf,
    },
    {
      id: 'alerts',
      title: 'Alerts',
      widthPx: 64,
      align: 'right',
      sort: 'alertCount',
      cell: ({ alertCount }) => count(alertCount),
      text: ({ alertCount }) => String(alertCount),
    },
    {
      id: 'findings',
      title: 'Findings',
      widthPx: 72,
      align: 'right',
      isHiddenAtFirst: true,
      cell: ({ findingCount }) => count(findingCount),
      text: ({ findingCount }) => String(findingCount),
    },
    {
      id: 'techniques',
      field: 'technique',
      title: 'Techniques',
      widthPx: 200,
      cell: (row) => <span className={classes['mono']}>{techniquesOf(row)}</span>,
      text: ({ techniques }) => techniques.join(' '),
    },
    {
      id: 'first',
      title: `First seen (${zoneText(zone)})`,
      widthPx: 148,
      sort: 'firstSeen',
      cell: ({ firstSeenUs }) => <time>{time(firstSeenUs, zone, 'second')}</time>,
      text: ({ firstSeenUs }) => time(firstSeenUs, zone),
    },
    { id: 'span', title: 'Span', widthPx: 84, align: 'right', cell: spanOf, text: spanOf },
    {
      id: 'last',
      title: `Last seen (${zoneText(zone)})`,
      widthPx: 148,
      sort: 'lastSeen',
      isHiddenAtFirst: true,
      cell: ({ lastSeenUs }) => <time>{time(lastSeenUs, zone, 'second')}</time>,
      text: ({ lastSeenUs }) => time(lastSeenUs, zone),
    },
    {
      id: 'status',
      field: 'status',
      title: 'Status',
      widthPx: 104,
      cell: ({ status }) => STATUS_WORDS[status],
      text: ({ status }) => STATUS_WORDS[status],
    },
    {
      id: 'verdict',
      field: 'verdict',
      title: 'Verdict',
      widthPx: 120,
      isHiddenAtFirst: true,
      cell: ({ verdict }) => (verdict === null ? '' : VERDICT_WORDS[verdict.verdict]),
      text: ({ verdict }) => verdict?.verdict ?? '',
    },
    {
      id: 'assignee',
      field: 'assignee',
      title: 'Assignee',
      widthPx: 96,
      cell: ({ assignee }) => assignee ?? <span className={classes['dim']}>nobody</span>,
      text: ({ assignee }) => assignee ?? '',
    },
    {
      id: 'tags',
      field: 'tag',
      title: 'Tags',
      widthPx: 120,
      isHiddenAtFirst: true,
      cell: ({ tags }) => tags.join(' '),
      text: ({ tags }) => tags.join(' '),
    },
  ];
}

function whoOf({ topEntities }: IncidentRow): string {
  const named = topEntities
    .filter(({ type }) => type === 'host' || type === 'user')
    .map(({ label, value }) => label || value);
  return named.slice(0, 4).join(', ') + (named.length > 4 ? ` +${named.length - 4}` : '');
}

function techniquesOf({ techniques }: IncidentRow): string {
  const more = techniques.length - SHOWN_TECHNIQUES;
  return techniques.slice(0, SHOWN_TECHNIQUES).join(' ') + (more > 0 ? ` +${more}` : '');
}

function spanOf({ firstSeenUs, lastSeenUs }: IncidentRow): string {
  if (firstSeenUs === 0 || lastSeenUs === firstSeenUs) return '';
  return duration((lastSeenUs - firstSeenUs) / 1_000);
}
