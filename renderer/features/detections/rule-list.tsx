/** The rules in use as one list, with the selected one beside it. */
import type { ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useMemory } from '../../app/memory.ts';
import { setParams, usePlace } from '../../app/router.ts';
import { count, useZone } from '../../lib/format.ts';
import { FacetBar } from '../../ui/list/facet-bar.tsx';
import { useLocalList } from '../../ui/list/use-local-list.ts';
import { Split } from '../../ui/split.tsx';
import { Empty } from '../../ui/states.tsx';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { RULE_FACETS, RULE_ORDERS, ruleColumns } from './rule-columns.tsx';
import { RuleDetail } from './rule-detail.tsx';
import type { RuleRow } from './rule-words.ts';
import { useRuleSwitch } from './use-rule-switch.tsx';

const FIRST_SORTING = { by: 'findings', direction: 'descending' } as const;

export function RuleList({ rules }: { readonly rules: readonly RuleRow[] }): ReactNode {
  const { params, workspace } = usePlace();
  const zone = useZone((store) => store.zone);
  const columns = ruleColumns(zone);
  const list = useLocalList({
    name: 'rules',
    rows: rules,
    columns,
    facets: RULE_FACETS,
    orders: RULE_ORDERS,
    sorting: FIRST_SORTING,
  });
  const [checkedIds, setCheckedIds] = useMemory<readonly string[]>(`rules.${workspace}.checked`, []);
  const ids = new Set(list.shown.map(({ id }) => id));
  const checked = new Set(checkedIds.filter((id) => ids.has(id)));
  const current = params['id'] ?? null;
  const selected = rules.find(({ id }) => id === current) ?? null;
  const chosen =
    checked.size > 0 ? list.shown.filter(({ id }) => checked.has(id)) : selected === null ? [] : [selected];
  const { commands, dialog } = useRuleSwitch(chosen, () => setCheckedIds([]));
  useCommands('rules', commands);

  const main = (
    <>
      <FacetBar label="Search rules" rows={rules} facets={RULE_FACETS} {...list} />
      {list.shown.length === 0 ? (
        <Empty
          title={rules.length === 0 ? 'No rule is in use' : 'No rule fits'}
          text={
            rules.length === 0
              ? 'The rules that were chosen for this workspace hold none that can be used. The tab Refused says why.'
              : `None of the ${count(rules.length)} rules has all that is filtered for. Press Shift F to take the filters away.`
          }
        />
      ) : (
        <>
          <Table
            name="rules"
            label="Rules"
            columns={columns}
            rows={list.shown}
            keyOf={({ id }) => id}
            current={current}
            onCurrent={(id) => setParams({ id }, true)}
            checked={checked}
            onChecked={(next) => setCheckedIds([...next])}
            actionsOf={() => commands}
            sorting={list.sorting}
            onSort={list.onSort}
            isFocused
          />
          <TableFoot name="rules" columns={columns} rows={checked.size > 0 ? chosen : list.shown}>
            {checked.size > 0 && <span>{count(checked.size)} selected</span>}
            <span>
              {count(list.shown.length)} of {count(rules.length)} rules
            </span>
          </TableFoot>
        </>
      )}
      {dialog}
    </>
  );
  return (
    <Split
      name="detections"
      widthPx={480}
      main={main}
      side={selected === null ? null : <RuleDetail key={selected.id} rule={selected} commands={commands} />}
      sideLabel="Rule"
    />
  );
}
