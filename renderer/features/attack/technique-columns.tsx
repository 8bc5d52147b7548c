/** The columns of techniques, what they are filtered by and ordered by. */
import { count } from '../../lib/format.ts';
import type { Facet, Orders } from '../../ui/list/facets.ts';
import type { Column } from '../../ui/table/column.ts';
import { sightOf, SIGHTS, type Counts, type TechniqueRow } from './attack-words.ts';
import classes from './attack.module.css';

function number(id: keyof Counts, title: string, widthPx: number): Column<TechniqueRow> {
  return {
    id,
    title,
    widthPx,
    align: 'right',
    sort: id,
    cell: ({ counts }) => (counts[id] === 0 ? '' : count(counts[id])),
    text: ({ counts }) => String(counts[id]),
  };
}

export const TECHNIQUE_COLUMNS: readonly Column<TechniqueRow>[] = [
  {
    id: 'id',
    title: 'Technique',
    widthPx: 96,
    sort: 'id',
    cell: ({ id, parentId }) => <span className={parentId === null ? undefined : classes['part']}>{id}</span>,
    text: ({ id }) => id,
  },
  {
    id: 'name',
    title: 'Name',
    widthPx: 220,
    isFlexible: true,
    sort: 'name',
    cell: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    id: 'tactics',
    title: 'Tactics',
    widthPx: 220,
    cell: ({ tactics }) => tactics.join(', '),
    text: ({ tactics }) => tactics.join(', '),
  },
  { id: 'sight', title: 'Here', widthPx: 128, sort: 'sight', cell: sightOf, text: sightOf },
  number('enabledRules', 'Rules on', 72),
  number('rulesWithData', 'With data', 76),
  number('findings', 'Hits', 64),
  number('alerts', 'Alerts', 64),
  number('incidents', 'Incidents', 76),
  { ...number('rules', 'Rules in all', 88), isHiddenAtFirst: true },
];

export const TECHNIQUE_FACETS: readonly Facet<TechniqueRow>[] = [
  { id: 'tactic', title: 'Tactic', valuesOf: ({ tactics }) => tactics },
  { id: 'sight', title: 'Here', valuesOf: (row) => [sightOf(row)], order: SIGHTS },
  {
    id: 'kind',
    title: 'Kind',
    valuesOf: ({ parentId, isListed }) => [
      isListed ? (parentId === null ? 'technique' : 'sub-technique') : 'not listed',
    ],
  },
];

export const TECHNIQUE_ORDERS: Orders<TechniqueRow> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  sight: (row) => SIGHTS.indexOf(sightOf(row)),
  rules: ({ counts }) => counts.rules,
  enabledRules: ({ counts }) => counts.enabledRules,
  rulesWithData: ({ counts }) => counts.rulesWithData,
  findings: ({ counts }) => counts.findings,
  alerts: ({ counts }) => counts.alerts,
  incidents: ({ counts }) => counts.incidents,
};
