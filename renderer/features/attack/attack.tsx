/** What of ATT&CK the rules in use would see here, and what was found of it. */
import { Download, Grid3x3, Rows3 } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAsk } from '../../app/engine/queries.tsx';
import { setParams, usePlace } from '../../app/router.ts';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { FacetBar } from '../../ui/list/facet-bar.tsx';
import { paramOf } from '../../ui/list/facets.ts';
import { useLocalList } from '../../ui/list/use-local-list.ts';
import { ScreenHead } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { techniqueRows, type Coverage } from './attack-words.ts';
import { CoverageMatrix } from './coverage-matrix.tsx';
import { ExportNavigator } from './export-navigator.tsx';
import { TECHNIQUE_COLUMNS, TECHNIQUE_FACETS, TECHNIQUE_ORDERS } from './technique-columns.tsx';
import { TechniqueDetail } from './technique-detail.tsx';
import classes from './attack.module.css';

export function Attack(): ReactNode {
  const { data, error, isPending, refetch } = useAsk('attack.readCoverage', {});
  const { params } = usePlace();
  const isList = params['view'] === 'list';
  const switchView = (): void => setParams({ view: isList ? '' : 'list' });
  const [isExporting, setIsExporting] = useState(false);
  useCommands('attack', [
    {
      id: 'attack.export',
      title: 'Export a layer for the ATT&CK Navigator',
      group: 'Rules',
      keys: ['n'],
      run: () => setIsExporting(true),
    },
    {
      id: 'attack.view',
      title: isList ? 'Show ATT&CK as a matrix' : 'Show ATT&CK as a list to filter and sort',
      group: 'View',
      keys: ['m'],
      run: switchView,
    },
  ]);
  const top = data?.techniques.filter(({ parentId }) => parentId === null) ?? [];
  const found = top.filter(({ withParts }) => withParts.findings > 0).length;
  return (
    <>
      <ScreenHead
        title="ATT&CK"
        counts={
          data !== undefined &&
          `${count(found)} found of ${counted(top.length, 'technique')} that rules name · version ${data.version}`
        }
      >
        <Button icon={isList ? Grid3x3 : Rows3} onPress={switchView}>
          {isList ? 'Show as a matrix' : 'Show as a list'}
        </Button>
        <Button icon={Download} isDisabled={data === undefined} onPress={() => setIsExporting(true)}>
          Export a layer
        </Button>
      </ScreenHead>
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data !== undefined && <Techniques coverage={data} />}
      {isExporting && <ExportNavigator onClose={() => setIsExporting(false)} />}
    </>
  );
}

function Techniques({ coverage }: { readonly coverage: Coverage }): ReactNode {
  const { params } = usePlace();
  const rows = useMemo(() => techniqueRows(coverage), [coverage]);
  const list = useLocalList({
    name: 'attack',
    rows,
    columns: TECHNIQUE_COLUMNS,
    facets: TECHNIQUE_FACETS,
    orders: TECHNIQUE_ORDERS,
    // The order of the matrix.
    sorting: { by: '', direction: 'ascending' },
  });
  const current = params['id'] ?? null;
  const selected = rows.find(({ id }) => id === current);
  const main = (
    <>
      <FacetBar label="Search techniques" rows={rows} facets={TECHNIQUE_FACETS} {...list} />
      {list.shown.length === 0 ? (
        <Empty
          title="No technique fits"
          text={`None of the ${count(rows.length)} techniques has all that is filtered for. Press Shift F to take the filters away.`}
        />
      ) : (
        <Table
          name="attack"
          label="Techniques"
          columns={TECHNIQUE_COLUMNS}
          rows={list.shown}
          keyOf={({ id }) => id}
          current={current}
          onCurrent={(id) => setParams({ id }, true)}
          sorting={list.sorting}
          onSort={list.onSort}
          isFocused
        />
      )}
      <TableFoot name="attack" columns={TECHNIQUE_COLUMNS} rows={list.shown}>
        <span>
          {count(list.shown.length)} of {counted(rows.length, 'technique')} with rules or hits ·{' '}
          {counted(coverage.rulesWithoutTechnique, 'rule')} without one
        </span>
        <span className={classes['notice']} title={coverage.notice}>
          {coverage.notice}
        </span>
      </TableFoot>
    </>
  );
  const side = selected === undefined ? null : <TechniqueDetail key={selected.id} technique={selected} />;
  const isList = params['view'] === 'list';
  return (
    <>
      {isList && <Tactics coverage={coverage} chosen={list.chosen['tactic'] ?? []} />}
      <Split
        name="attack"
        main={isList ? main : <CoverageMatrix coverage={coverage} rows={rows} />}
        side={side}
        sideLabel="Technique"
      />
    </>
  );
}

/** Each tactic with how much of it is covered; pressing one filters by it. */
function Tactics({ coverage, chosen }: { readonly coverage: Coverage; readonly chosen: readonly string[] }): ReactNode {
  return (
    <ul className={classes['tactics']} aria-label="Tactics">
      {coverage.tactics.map(({ id, name, listed, covered }) => {
        const isOn = chosen.includes(name);
        return (
          <li key={id}>
            <button
              type="button"
              className={classes['tactic']}
              aria-pressed={isOn}
              title={`${name}: enabled rules cover ${count(covered)} of ${counted(listed, 'technique')}`}
              onClick={() =>
                setParams({ tactic: paramOf(isOn ? chosen.filter((one) => one !== name) : [...chosen, name]) })
              }
            >
              <span className={classes['tacticName']}>{name}</span>
              <span className={classes['tacticCount']}>
                {count(covered)} of {count(listed)}
              </span>
              <span className={classes['bar']} aria-hidden="true">
                <span style={{ width: `${listed === 0 ? 0 : (covered / listed) * 100}%` }} />
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
