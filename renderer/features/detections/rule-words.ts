/** What is said of rules: their logs, what they ask of an event, why they cannot fire. Plain text, made here and nowhere else. */
import type { PageOutput } from '../../../core/contract/page.ts';
import { count, counted } from '../../lib/format.ts';

export type Rules = PageOutput<'rules.listAll'>;
export type RuleRow = Rules['rules'][number];
export type RefusedRow = Rules['refused'][number];
export type Reach = PageOutput<'rules.explainReach'>;
export type ReachRow = Reach['rules'][number];
export type ReachState = ReachRow['state'];
export type Explanation = PageOutput<'rules.explain'>['explanations'][number];
export type Node = Explanation['ways'][number]['condition'];
type Logsource = NonNullable<RuleRow['logsource']>;
type Need = Explanation['needs'][number];
type Block = NonNullable<ReachRow['obstacle']>['blocks'][number];

const SHOWN_VALUES = 4;
const MAX_VALUE_CHARS = 80;

/** `windows / process_creation`; `any log` for one that names none. */
export function logsourceText({ product, category, service }: Logsource): string {
  const parts = [product, category, service].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? 'any log' : parts.join(' / ');
}

export function kindText({ kind, correlationType, logsource }: RuleRow): string {
  if (kind === 'correlation') return `correlation${correlationType === null ? '' : ` · ${correlationType}`}`;
  if (kind === 'filter') return 'filter';
  return logsource === null ? 'any log' : logsourceText(logsource);
}

/** `channel security with EventID 4688`. */
export function needText(need: Need): string {
  if (need.kind === 'label') return `events labelled ${logsourceText(need.label)}`;
  const { channels, eventIds, where } = need;
  const conditions = Object.entries(where).map(([field, values]) => `${field} ${values.join(' or ')}`);
  return [
    channels.length === 0 ? 'any Windows channel' : `channel ${channels.join(' or ')}`,
    eventIds.length === 0 ? null : `with EventID ${eventIds.join(', ')}`,
    conditions.length === 0 ? null : `and ${conditions.join(' and ')}`,
  ]
    .filter((part) => part !== null)
    .join(' ');
}

/** What of an event decided where it went. */
export function eventText({ channel, provider, eventId, label }: Explanation['event']): string {
  return [
    channel === '' ? 'no channel' : `channel ${channel}`,
    channel === '' && provider !== '' ? `provider ${provider}` : null,
    eventId === null ? null : `EventID ${eventId}`,
    Object.keys(label).length === 0 ? null : `labelled ${logsourceText(label)}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** A value of a field as people read it. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  return value === '' ? '(empty)' : String(value);
}

/** In one sentence, why an event does not fire a rule; null where it does. */
export function reasonText({ isMatch, ways }: Explanation): string | null {
  if (isMatch) return null;
  if (ways.length === 0) return 'No route leads from this event to this rule.';
  const open = ways.find(({ isOpen }) => isOpen);
  if (open === undefined) return 'The event is of the right log, but not of the right kind.';
  const taking = open.filters.filter(({ holds }) => !holds).length;
  if (open.condition.holds && taking > 0) return `${counted(taking, 'filter')} took the event away.`;
  return 'Its condition does not hold.';
}

export const REACH_STATES: readonly ReachState[] = [
  'fired',
  'could_fire',
  'no_logsource',
  'field_never_seen',
  'other_values',
  'always_excluded',
  'rules_cannot_fire',
];

export const REACH_TITLES: Readonly<Record<ReachState, string>> = {
  fired: 'fired',
  could_fire: 'could fire',
  no_logsource: 'no events of its log',
  field_never_seen: 'a field is never seen',
  other_values: 'only other values',
  always_excluded: 'always excluded',
  rules_cannot_fire: 'none it relates can fire',
};

/** Why a rule cannot fire here, in a sentence for each thing in its way. */
export function reachReasons({ state, hits, logsource, obstacle }: ReachRow): readonly string[] {
  switch (state) {
    case 'fired':
      return [`It matched ${counted(hits, 'event')} of those stored.`];
    case 'could_fire':
      return ['Nothing rules it out: its log is here, with every field it needs. It only did not match yet.'];
    case 'no_logsource':
      return [`No stored event is of its log: ${logsource === null ? 'any log' : logsourceText(logsource)}.`];
    case 'rules_cannot_fire':
      return ['It relates other rules, and none of them can fire here.'];
    default: {
      const blocks = obstacle?.blocks ?? [];
      const rest = (obstacle?.blockCount ?? 0) - blocks.length;
      return [...blocks.map(blockText), ...(rest > 0 ? [`${count(rest)} more of this kind.`] : [])];
    }
  }
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'field_never_seen':
      return `${block.eventField} is in none of these events; ${block.selection} needs it.`;
    case 'always_excluded':
      return `${block.selection} holds for every one of these events, and the rule excludes it.`;
    case 'other_values': {
      const wanted = block.wanted.slice(0, SHOWN_VALUES).map(cut).join(' or ');
      const more = block.wantedCount - Math.min(block.wanted.length, SHOWN_VALUES);
      const seen = block.seen
        .slice(0, SHOWN_VALUES)
        .map(({ value, count: times }) => `${cut(valueText(value))} (${count(times)})`);
      return `${block.eventField} ${wanted}${more > 0 ? ` or ${count(more)} more` : ''} is wanted; seen: ${seen.join(', ') || 'nothing'}.`;
    }
  }
}

function cut(text: string): string {
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}…` : text;
}

/** A value within a query, in quotes. */
export function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`)}"`;
}
