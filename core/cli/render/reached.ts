/** Reach for people: the counts first, then the rules of each state, grouped by what they have in common. */
import { needsOf } from '../../detect/explain/routing.ts';
import type { SeenValue } from '../../detect/explain/profile.ts';
import { isEventKind, type Block } from '../../detect/explain/reach.ts';
import { logsourceText } from '../../detect/explain/wording.ts';
import {
  REACH_STATES,
  type CorrelationReach,
  type ReachReport,
  type ReachState,
  type RuleReach,
} from '../../engine/reach.ts';
import type { FieldValue } from '../../model/fields.ts';
import { severityRank } from '../../model/severity.ts';
import { safeText, severityShape, type Terminal } from '../terminal.ts';
import { needText } from './explained.ts';
import { count, counted } from './format.ts';
import { rateLine } from './rate.ts';
import { tableLines } from './table.ts';

export interface ReachView {
  readonly workspace: string;
  readonly refused: number;
  readonly showsAll: boolean;
  readonly elapsedMs: number;
}

const TITLES: Readonly<Record<ReachState, string>> = {
  fired: 'fired',
  could_fire: 'could fire: nothing rules it out',
  no_logsource: 'cannot fire: no events of their log',
  field_never_seen: 'cannot fire: a field they need is in no event',
  other_values: 'cannot fire: a field they need has only other values',
  always_excluded: 'cannot fire: what they exclude is true of every event',
  rules_cannot_fire: 'cannot fire: none of the rules they relate can',
};

/** Rules named of each group where not all are. */
const SHOWN_RULES = 10;
const SHOWN_GROUPS = 12;
const MAX_VALUE = 60;

type AnyReach = RuleReach | CorrelationReach;

export function printReach(terminal: Terminal, report: ReachReport, view: ReachView): void {
  const all: AnyReach[] = [...report.rules, ...report.correlations];
  terminal.print(
    `${counted(all.length, 'rule')} over ${counted(report.events, 'event')} of ${safeText(view.workspace)} · ` +
      `${rateLine(report.events, view.elapsedMs)}`,
  );
  for (const state of REACH_STATES) {
    if (report.counts[state] > 0) terminal.print(`${count(report.counts[state]).padStart(8)}  ${TITLES[state]}`);
  }
  if (view.refused > 0) terminal.print(`${count(view.refused).padStart(8)}  refused: see vedette rules check`);
  for (const state of REACH_STATES) {
    const rules = all.filter((one) => one.state === state).toSorted(bySeverity);
    if (rules.length === 0) continue;
    terminal.print();
    terminal.print(`${TITLES[state].toUpperCase()}: ${count(rules.length)}`);
    printState(terminal, state, rules, view);
  }
}

function bySeverity(a: AnyReach, b: AnyReach): number {
  return (
    b.hits - a.hits ||
    severityRank(b.rule.facts.level) - severityRank(a.rule.facts.level) ||
    (a.rule.facts.title < b.rule.facts.title ? -1 : 1)
  );
}

function printState(terminal: Terminal, state: ReachState, rules: readonly AnyReach[], view: ReachView): void {
  if (state === 'no_logsource') printByLogsource(terminal, rules as readonly RuleReach[], view);
  else if (state === 'field_never_seen') printByField(terminal, rules as readonly RuleReach[], view);
  else if (state === 'other_values') printByValue(terminal, rules as readonly RuleReach[], view);
  else printList(terminal, rules, view);
}

function printList(terminal: Terminal, rules: readonly AnyReach[], { showsAll }: ReachView): void {
  const shown = showsAll ? rules : rules.slice(0, SHOWN_RULES);
  const hasHits = shown.some(({ hits }) => hits > 0);
  const hasWhy = shown.some((one) => whyOf(one) !== '');
  const lines = tableLines(
    shown,
    [
      ...(hasHits ? [{ title: 'HITS', cell: (one: AnyReach) => count(one.hits), align: 'right' as const }] : []),
      { title: '', cell: (one) => severityShape(one.rule.facts.level, terminal) },
      { title: 'RULE', cell: (one) => safeText(one.rule.facts.title), isFlexible: !hasWhy },
      ...(hasWhy ? [{ title: 'WHY', cell: whyOf, isFlexible: true }] : []),
      { title: 'ID', cell: (one) => one.rule.facts.id },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(`  ${line}`);
  printRest(terminal, rules.length - shown.length, '  ');
}

function printRest(terminal: Terminal, rest: number, indent: string): void {
  if (rest > 0) terminal.print(`${indent}… and ${count(rest)} more: --all names them`);
}

function printByLogsource(terminal: Terminal, rules: readonly RuleReach[], view: ReachView): void {
  printGroups(
    terminal,
    rules,
    view,
    ({ rule }) => logsourceText(rule.logsource),
    (group) => {
      const needs = needsOf(group[0]!.rule.logsource).filter(({ kind }) => kind === 'channel');
      return needs.length === 0
        ? ''
        : `needs ${needs.slice(0, 2).map(needText).join(', or ')}${needs.length > 2 ? ', …' : ''}`;
    },
  );
}

function printByField(terminal: Terminal, rules: readonly RuleReach[], view: ReachView): void {
  const keyOf = (one: RuleReach): string => {
    const block = firstBlock(one);
    return `${block?.kind === 'field_never_seen' ? block.eventField : '?'} in ${logsourceText(one.rule.logsource)}`;
  };
  printGroups(terminal, rules, view, keyOf, ([first]) => (first === undefined ? '' : placeOf(first)));
}

/** Where the event id is what differs, the kind of event is missing: these are grouped like missing logs. */
function printByValue(terminal: Terminal, rules: readonly RuleReach[], view: ReachView): void {
  const { kinds = [], values = [] } = Object.groupBy(rules, (one) => {
    const block = firstBlock(one);
    return block !== null && isEventKind(block) ? 'kinds' : 'values';
  });
  if (values.length > 0) printList(terminal, values, view);
  if (kinds.length === 0) return;
  if (values.length > 0) terminal.print();
  const keyOf = (one: RuleReach): string => {
    const block = firstBlock(one);
    const wanted = block?.kind === 'other_values' ? block.wanted.join(' or ').replaceAll('is ', '') : '';
    return `EventID ${wanted} in ${logsourceText(one.rule.logsource)}`;
  };
  printGroups(terminal, kinds, view, keyOf, ([first]) => {
    const block = first === undefined ? null : firstBlock(first);
    return block?.kind === 'other_values' ? `seen: ${seenText(block.seen)}` : '';
  });
}

function firstBlock({ reach }: RuleReach): Block | null {
  return 'blocks' in reach ? (reach.blocks[0] ?? null) : null;
}

function printGroups(
  terminal: Terminal,
  rules: readonly RuleReach[],
  { showsAll }: ReachView,
  keyOf: (one: RuleReach) => string,
  remarkOn: (group: readonly RuleReach[]) => string,
): void {
  const groups = [...Map.groupBy(rules, keyOf)].toSorted(([, a], [, b]) => b.length - a.length);
  const shown = showsAll ? groups : groups.slice(0, SHOWN_GROUPS);
  const lines = tableLines(
    shown,
    [
      { title: 'RULES', cell: ([, group]) => count(group.length), align: 'right' },
      { title: 'WHAT IS MISSING', cell: ([key]) => safeText(key) },
      { title: '', cell: ([, group]) => safeText(remarkOn(group)), isFlexible: true },
    ],
    terminal.widthColumns,
  );
  terminal.print(`  ${lines[0]}`);
  for (const [index, [, group]] of shown.entries()) {
    terminal.print(`  ${lines[index + 1]}`);
    if (showsAll) for (const { rule } of group) terminal.print(`           ${ruleText(terminal, rule)}`);
  }
  const rest = groups.slice(shown.length).reduce((sum, [, group]) => sum + group.length, 0);
  if (rest > 0)
    terminal.print(
      `  … and ${counted(rest, 'rule')} more in ${counted(groups.length - shown.length, 'group')}: --all names them`,
    );
}

function ruleText(terminal: Terminal, { facts }: RuleReach['rule']): string {
  return `${severityShape(facts.level, terminal)} ${safeText(facts.title)}  ${facts.id}`;
}

function placeOf({ reach }: RuleReach): string {
  if (!('events' in reach)) return '';
  const { channel, eventId, label, events } = reach;
  const place = channel === '' ? logsourceText(label) : `${channel}${eventId === null ? '' : ` ${eventId}`}`;
  return `${counted(events, 'event')} of ${place}`;
}

function whyOf(one: AnyReach): string {
  if (one.state === 'fired' || !('reach' in one) || !('blocks' in one.reach)) return '';
  const { blocks, blockCount } = one.reach;
  const more = blockCount > 1 ? ` (and ${blockCount - 1} more)` : '';
  return safeText(`${blockText(blocks[0]!)}${more}`);
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'field_never_seen':
      return `${block.eventField} is never seen`;
    case 'always_excluded':
      return `not ${block.selection}`;
    case 'other_values': {
      const rest = block.wantedCount - 1;
      const wanted = `${cut(block.wanted[0] ?? '')}${rest > 0 ? ` or ${rest} more` : ''}`;
      return `${block.eventField} ${wanted}; seen: ${seenText(block.seen)}`;
    }
  }
}

function seenText(seen: readonly SeenValue[]): string {
  const texts = seen.slice(0, 3).map(({ value }) => cut(valueText(value)));
  return texts.length === 0 ? '(nothing)' : texts.join(', ');
}

function valueText(value: FieldValue): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return value === '' ? '(empty)' : String(value as string);
}

function cut(text: string): string {
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

/** For machines. */
export function reachJson({ events, counts, rules, correlations }: ReachReport): Record<string, unknown> {
  return {
    events,
    counts,
    rules: rules.map(({ rule, hits, state, reach }) => ({
      rule_id: rule.facts.id,
      title: rule.facts.title,
      level: rule.facts.level,
      logsource: rule.logsource,
      hits,
      state,
      ...(state === 'no_logsource' ? { needs: needsOf(rule.logsource) } : {}),
      ...('blocks' in reach && state !== 'fired' ? { closest: { ...reach, kind: undefined } } : {}),
    })),
    correlations: correlations.map(({ rule, hits, state }) => ({
      rule_id: rule.facts.id,
      title: rule.facts.title,
      level: rule.facts.level,
      hits,
      state,
    })),
  };
}
