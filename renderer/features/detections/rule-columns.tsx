/** The columns of rules, what they are filtered by and ordered by. */
import { SEVERITIES } from '../../../core/model/severity.ts';
import { count, time, zoneText } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import type { Facet, Orders } from '../../ui/list/facets.ts';
import { SeverityMark } from '../../ui/severity.tsx';
import type { Column } from '../../ui/table/column.ts';
import classes from './detections.module.css';
import { kindText, type RuleRow } from './rule-words.ts';

const stateOf = ({ isEnabled, kind, isSilent }: RuleRow): string => {
  if (!isEnabled) return 'disabled';
  if (kind === 'filter') return 'filter';
  return isSilent ? 'feeds correlations' : 'enabled';
};

export function ruleColumns(zone: string): readonly Column<RuleRow>[] {
  const lastSeen = ({ lastSeenUs }: RuleRow): string => (lastSeenUs === null ? '' : time(lastSeenUs, zone, 'second'));
  return [
    {
      id: 'level',
      title: 'Level',
      widthPx: 112,
      sort: 'level',
      cell: ({ level }) => (level === null ? '' : <SeverityMark severity={level} />),
      text: ({ level }) => level ?? '',
    },
    {
      id: 'title',
      title: 'Rule',
      widthPx: 240,
      isFlexible: true,
      sort: 'title',
      cell: ({ title, isEnabled }) => (
        <span className={isEnabled ? undefined : classes['off']}>
          <EvidenceText isLine isProse>
            {title}
          </EvidenceText>
        </span>
      ),
      text: ({ title }) => title,
    },
    {
      id: 'logsource',
      title: 'Log',
      widthPx: 190,
      sort: 'logsource',
      cell: (row) => (
        <EvidenceText isLine isProse>
          {kindText(row)}
        </EvidenceText>
      ),
      text: kindText,
    },
    {
      id: 'techniques',
      title: 'Techniques',
      widthPx: 130,
      cell: ({ techniques }) => <EvidenceText isLine>{techniques.join(' ')}</EvidenceText>,
      text: ({ techniques }) => techniques.join(' '),
    },
    {
      id: 'findings',
      title: 'Hits',
      widthPx: 64,
      align: 'right',
      sort: 'findings',
      cell: (row) => numberText(row.findings),
      text: (row) => String(row.findings),
    },
    {
      id: 'alerts',
      title: 'Alerts',
      widthPx: 64,
      align: 'right',
      sort: 'alerts',
      cell: (row) => numberText(row.alerts),
      text: (row) => String(row.alerts),
    },
    {
      id: 'lastSeen',
      title: `Last seen, ${zoneText(zone)}`,
      widthPx: 150,
      sort: 'lastSeen',
      cell: lastSeen,
      text: lastSeen,
    },
    { id: 'tier', title: 'Tier', widthPx: 76, sort: 'tier', cell: ({ tier }) => tier, text: ({ tier }) => tier },
    { id: 'state', title: 'State', widthPx: 100, sort: 'state', cell: stateOf, text: stateOf },
    {
      id: 'status',
      title: 'Status',
      widthPx: 90,
      isHiddenAtFirst: true,
      cell: ({ status }) => <EvidenceText isLine>{status}</EvidenceText>,
      text: ({ status }) => status,
    },
    {
      id: 'author',
      title: 'Author',
      widthPx: 160,
      isHiddenAtFirst: true,
      cell: ({ author }) => (
        <EvidenceText isLine isProse>
          {author}
        </EvidenceText>
      ),
      text: ({ author }) => author,
    },
    {
      id: 'tactics',
      title: 'Tactics',
      widthPx: 160,
      isHiddenAtFirst: true,
      cell: ({ tactics }) => tactics.join(' '),
      text: ({ tactics }) => tactics.join(' '),
    },
    {
      id: 'path',
      title: 'File',
      widthPx: 240,
      isHiddenAtFirst: true,
      cell: ({ path }) => <EvidenceText isLine>{path}</EvidenceText>,
      text: ({ path }) => path,
    },
    {
      id: 'id',
      title: 'Id',
      widthPx: 250,
      isHiddenAtFirst: true,
      cell: ({ id }) => <EvidenceText isLine>{id}</EvidenceText>,
      text: ({ id }) => id,
    },
  ];
}

function numberText(value: number): string {
  return value === 0 ? '' : count(value);
}

export const RULE_FACETS: readonly Facet<RuleRow>[] = [
  { id: 'level', title: 'Level', valuesOf: ({ level }) => [level ?? 'none'], order: SEVERITIES.toReversed() },
  { id: 'state', title: 'State', valuesOf: (row) => [stateOf(row)] },
  { id: 'found', title: 'Found', valuesOf: ({ findings }) => [findings > 0 ? 'with hits' : 'without hits'] },
  { id: 'tier', title: 'Tier', valuesOf: ({ tier }) => [tier], order: ['stable', 'beta', 'imported'] },
  { id: 'log', title: 'Log', valuesOf: (row) => [kindText(row)] },
  { id: 'tactic', title: 'Tactic', valuesOf: ({ tactics }) => tactics },
  { id: 'technique', title: 'Technique', isLinked: true, valuesOf: ({ techniques }) => techniques },
];

export const RULE_ORDERS: Orders<RuleRow> = {
  level: ({ level }) => (level === null ? null : SEVERITIES.indexOf(level)),
  title: ({ title }) => title,
  logsource: kindText,
  findings: ({ findings }) => findings,
  alerts: ({ alerts }) => alerts,
  lastSeen: ({ lastSeenUs }) => lastSeenUs,
  tier: ({ tier }) => tier,
  state: stateOf,
};
