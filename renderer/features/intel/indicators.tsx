/** Indicators and exceptions as one list: what each is, who lists it, how many alerts name it. */
import { Plus, ShieldCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useMemory } from '../../app/memory.ts';
import { setParams, usePlace } from '../../app/router.ts';
import { count, counted, time, useZone, zoneText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { FacetBar } from '../../ui/list/facet-bar.tsx';
import type { Facet, Orders } from '../../ui/list/facets.ts';
import { useLocalList } from '../../ui/list/use-local-list.ts';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { AddIndicators } from './add-indicators.tsx';
import { useRemoveIndicators } from './use-remove-indicators.ts';

export type IndicatorRow = PageOutput<'intel.listIndicators'>['indicators'][number];

const kindOf = ({ isAllowed }: IndicatorRow): string => (isAllowed ? 'exception' : 'listed');

const FACETS: readonly Facet<IndicatorRow>[] = [
  { id: 'kind', title: 'Kind', valuesOf: (row) => [kindOf(row)] },
  { id: 'type', title: 'Type', valuesOf: ({ type }) => [type] },
  { id: 'source', title: 'List', valuesOf: ({ source }) => [source] },
  { id: 'seen', title: 'Seen', valuesOf: ({ alerts }) => [alerts > 0 ? 'in alerts' : 'in no alert'] },
];
const ORDERS: Orders<IndicatorRow> = {
  alerts: ({ alerts }) => alerts,
  kind: kindOf,
  type: ({ type }) => type,
  value: ({ value }) => value,
  source: ({ source }) => source,
  expires: ({ expiresUs }) => expiresUs,
  added: ({ addedUs }) => addedUs,
};

function columnsIn(zone: string): readonly Column<IndicatorRow>[] {
  const at = (timeUs: number | null): string => (timeUs === null ? 'no end' : time(timeUs, zone, 'second'));
  return [
    {
      id: 'alerts',
      title: 'Alerts',
      widthPx: 64,
      align: 'right',
      sort: 'alerts',
      cell: ({ alerts, isAllowed }) => (isAllowed ? '' : count(alerts)),
      text: ({ alerts }) => String(alerts),
    },
    { id: 'kind', title: 'Kind', widthPx: 90, sort: 'kind', cell: kindOf, text: kindOf },
    { id: 'type', title: 'Type', widthPx: 76, sort: 'type', cell: ({ type }) => type, text: ({ type }) => type },
    {
      id: 'value',
      title: 'Value',
      widthPx: 260,
      isFlexible: true,
      sort: 'value',
      cell: ({ value }) => <EvidenceText isLine>{value}</EvidenceText>,
      text: ({ value }) => value,
    },
    {
      id: 'source',
      title: 'List',
      widthPx: 140,
      sort: 'source',
      cell: ({ source }) => (
        <EvidenceText isLine isProse>
          {source}
        </EvidenceText>
      ),
      text: ({ source }) => source,
    },
    {
      id: 'expires',
      title: `Until, event time ${zoneText(zone)}`,
      widthPx: 170,
      sort: 'expires',
      cell: ({ expiresUs }) => at(expiresUs),
      text: ({ expiresUs }) => at(expiresUs),
    },
    {
      id: 'added',
      title: `Added, ${zoneText(zone)}`,
      widthPx: 150,
      sort: 'added',
      cell: ({ addedUs }) => at(addedUs),
      text: ({ addedUs }) => at(addedUs),
    },
    {
      id: 'actor',
      title: 'By',
      widthPx: 100,
      cell: ({ actor }) => (
        <EvidenceText isLine isProse>
          {actor}
        </EvidenceText>
      ),
      text: ({ actor }) => actor,
    },
    {
      id: 'why',
      title: 'Reason',
      widthPx: 160,
      cell: ({ why }) => (
        <EvidenceText isLine isProse>
          {why}
        </EvidenceText>
      ),
      text: ({ why }) => why,
    },
  ];
}

interface IndicatorsProps {
  readonly rows: readonly IndicatorRow[];
  /** Those beyond the limit counted too. */
  readonly total: number;
}

export function Indicators({ rows, total }: IndicatorsProps): ReactNode {
  const { params, workspace } = usePlace();
  const zone = useZone((store) => store.zone);
  const columns = columnsIn(zone);
  const [adding, setAdding] = useState<'indicators' | 'exceptions' | null>(null);
  const [checkedIds, setCheckedIds] = useMemory<readonly string[]>(`indicators.${workspace}.checked`, []);
  const sorting = { by: 'alerts', direction: 'descending' } as const;
  const list = useLocalList({ name: 'indicators', rows, columns, facets: FACETS, orders: ORDERS, sorting });
  const ids = new Set(list.shown.map(({ id }) => String(id)));
  const checked = new Set(checkedIds.filter((id) => ids.has(id)));
  const current = params['id'] ?? null;
  const chosen = list.shown.filter(({ id }) => (checked.size > 0 ? checked.has(String(id)) : String(id) === current));
  const remove = useRemoveIndicators(() => setCheckedIds([]));
  const removing: Command = {
    id: 'intel.remove',
    title: chosen.length <= 1 ? 'Remove it from the list' : `Remove ${count(chosen.length)} from the list`,
    group: 'Workspace',
    keys: ['Delete'],
    whyNot: chosen.length === 0 ? 'nothing is selected' : null,
    run: () => remove(chosen),
  };
  useCommands('intel', [
    { id: 'intel.add', title: 'Add indicators', group: 'Workspace', keys: ['n'], run: () => setAdding('indicators') },
    {
      id: 'intel.allow',
      title: 'Add exceptions',
      group: 'Workspace',
      keys: ['Shift+n'],
      run: () => setAdding('exceptions'),
    },
    removing,
  ]);
  const buttons = (
    <>
      <Button icon={Plus} kind={total === 0 ? 'primary' : 'plain'} onPress={() => setAdding('indicators')}>
        Add indicators
      </Button>
      <Button icon={ShieldCheck} onPress={() => setAdding('exceptions')}>
        Add exceptions
      </Button>
    </>
  );
  return (
    <>
      {total === 0 ? (
        <Empty
          title="No list yet"
          text="Addresses, domains, links, hashes and mail addresses that somebody calls bad are held against every alert, and raise the risk of incidents that name them. They show up here once you add some."
        >
          {buttons}
        </Empty>
      ) : (
        <>
          <FacetBar label="Search indicators" rows={rows} facets={FACETS} {...list}>
            {buttons}
          </FacetBar>
          <Table
            name="indicators"
            label="Indicators"
            columns={columns}
            rows={list.shown}
            total={total}
            keyOf={({ id }) => String(id)}
            current={current}
            onCurrent={(id) => setParams({ id }, true)}
            checked={checked}
            onChecked={(next) => setCheckedIds([...next])}
            actionsOf={() => [removing]}
            sorting={list.sorting}
            onSort={list.onSort}
            isFocused
          />
          <TableFoot name="indicators" columns={columns} rows={checked.size > 0 ? chosen : list.shown}>
            {checked.size > 0 && <span>{count(checked.size)} selected</span>}
            {count(list.shown.length)} of {counted(total, 'indicator or exception', 'indicators and exceptions')}
            {rows.length < total && `, of which the ${count(rows.length)} seen most are loaded`}
          </TableFoot>
        </>
      )}
      {adding !== null && <AddIndicators isAllowed={adding === 'exceptions'} onClose={() => setAdding(null)} />}
    </>
  );
}
