/** How critical assets and accounts are, as people say; it moves the risk of incidents that name them. */
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import { CRITICALITIES } from '../../../core/model/criticality.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
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
import { Rate } from './rate.tsx';

export type RatingRow = PageOutput<'assets.listRatings'>['ratings'][number];

const keyOf = ({ type, value }: RatingRow): string => `${type} ${value}`;

const FACETS: readonly Facet<RatingRow>[] = [
  { id: 'level', title: 'Criticality', valuesOf: ({ level }) => [level], order: CRITICALITIES.toReversed() },
  { id: 'type', title: 'Type', valuesOf: ({ type }) => [type] },
];
const ORDERS: Orders<RatingRow> = {
  level: ({ level }) => CRITICALITIES.indexOf(level),
  type: ({ type }) => type,
  value: ({ value }) => value,
  rated: ({ ratedUs }) => ratedUs,
};

function columnsIn(zone: string): readonly Column<RatingRow>[] {
  const at = ({ ratedUs }: RatingRow): string => time(ratedUs, zone, 'second');
  return [
    {
      id: 'level',
      title: 'Criticality',
      widthPx: 96,
      sort: 'level',
      cell: ({ level }) => level,
      text: ({ level }) => level,
    },
    {
      id: 'type',
      title: 'Type',
      widthPx: 120,
      sort: 'type',
      cell: ({ type }) => type.replaceAll('_', ' '),
      text: ({ type }) => type,
    },
    {
      id: 'value',
      title: 'Name',
      widthPx: 240,
      isFlexible: true,
      sort: 'value',
      cell: ({ value }) => <EvidenceText isLine>{value}</EvidenceText>,
      text: ({ value }) => value,
    },
    {
      id: 'why',
      title: 'Reason',
      widthPx: 240,
      cell: ({ why }) => (
        <EvidenceText isLine isProse>
          {why}
        </EvidenceText>
      ),
      text: ({ why }) => why,
    },
    {
      id: 'actor',
      title: 'By',
      widthPx: 110,
      cell: ({ actor }) => (
        <EvidenceText isLine isProse>
          {actor}
        </EvidenceText>
      ),
      text: ({ actor }) => actor,
    },
    { id: 'rated', title: `Said, ${zoneText(zone)}`, widthPx: 150, sort: 'rated', cell: at, text: at },
  ];
}

export function Ratings({ rows }: { readonly rows: readonly RatingRow[] }): ReactNode {
  const { params } = usePlace();
  const zone = useZone((store) => store.zone);
  const columns = columnsIn(zone);
  const [asking, setAsking] = useState<RatingRow | 'new' | null>(null);
  const sorting = { by: 'level', direction: 'descending' } as const;
  const list = useLocalList({ name: 'ratings', rows, columns, facets: FACETS, orders: ORDERS, sorting });
  const current = params['id'] ?? null;
  const selected = rows.find((row) => keyOf(row) === current);
  const change: Command = {
    id: 'intel.rateAgain',
    title: 'Change how critical it is',
    group: 'Workspace',
    keys: ['e'],
    whyNot: selected === undefined ? 'nothing is selected' : null,
    run: () => selected !== undefined && setAsking(selected),
  };
  useCommands('ratings', [
    {
      id: 'intel.rate',
      title: 'Say how critical something is',
      group: 'Workspace',
      keys: ['n'],
      run: () => setAsking('new'),
    },
    change,
  ]);
  const add = (
    <Button icon={Plus} kind={rows.length === 0 ? 'primary' : 'plain'} onPress={() => setAsking('new')}>
      Rate an asset or account
    </Button>
  );
  return (
    <>
      {rows.length === 0 ? (
        <Empty
          title="Nothing is rated yet"
          text="Hosts and accounts whose loss would hurt most raise the risk of incidents that name them. They show up here once you say so."
        >
          {add}
        </Empty>
      ) : (
        <>
          <FacetBar label="Search assets" rows={rows} facets={FACETS} {...list}>
            {add}
          </FacetBar>
          <Table
            name="ratings"
            label="Assets and accounts"
            columns={columns}
            rows={list.shown}
            keyOf={keyOf}
            current={current}
            onCurrent={(id) => setParams({ id }, true)}
            onOpen={setAsking}
            actionsOf={() => [change]}
            sorting={list.sorting}
            onSort={list.onSort}
            isFocused
          />
          <TableFoot name="ratings" columns={columns} rows={list.shown}>
            {count(list.shown.length)} of {counted(rows.length, 'rated asset or account', 'rated assets and accounts')}
          </TableFoot>
        </>
      )}
      {asking !== null && <Rate rated={asking === 'new' ? null : asking} all={rows} onClose={() => setAsking(null)} />}
    </>
  );
}
