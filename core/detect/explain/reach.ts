/**
 * Whether a rule can fire over the events that were profiled, and what stands in its way where it cannot. "Cannot" is
 * proven, "could" means only that nothing rules it out (SPEC.md, REACH).
 */
import type { FieldValue } from '../../model/fields.ts';
import { routedEventId, type FieldNames } from '../logsource/route.ts';
import type { RouteGroup } from '../logsource/router.ts';
import type { FieldPredicate, Predicate } from '../predicate.ts';
import type { SigmaRule } from '../rule.ts';
import { Possibilities } from './possibility.ts';
import type { RouteProfile, RouteRules, SeenValue, WorkspaceProfile } from './profile.ts';
import { renamed } from './tree.ts';
import { wordingOf } from './wording.ts';

/** Why a rule cannot fire, from what is missing most to what is missing least. */
export const OBSTACLES = ['no_logsource', 'field_never_seen', 'other_values', 'always_excluded'] as const;
export type ObstacleKind = (typeof OBSTACLES)[number];

/** One thing that stands in the way. */
export type Block =
  | {
      readonly kind: 'field_never_seen';
      readonly selection: string;
      readonly field: string;
      readonly eventField: string;
    }
  | {
      readonly kind: 'other_values';
      readonly selection: string;
      readonly field: string;
      readonly eventField: string;
      readonly wanted: readonly string[];
      readonly wantedCount: number;
      /** The most frequent ones. */
      readonly seen: readonly SeenValue[];
      readonly seenCount: number;
    }
  /** What is excluded is true of every event. */
  | { readonly kind: 'always_excluded'; readonly selection: string };

export type Reach =
  | { readonly kind: 'could_fire' }
  | { readonly kind: 'no_logsource' }
  | {
      readonly kind: Exclude<ObstacleKind, 'no_logsource'>;
      /** The route on which least is missing. */
      readonly channel: string;
      /** Null where the route is one for many. */
      readonly eventId: number | null;
      readonly label: RouteProfile['label'];
      readonly events: number;
      /** All of them stand in the way on this route; the first few. */
      readonly blocks: readonly Block[];
      readonly blockCount: number;
    };

const SHOWN_BLOCKS = 5;
const SHOWN_WANTED = 5;
const SHOWN_SEEN = 5;
/** Longer values are cut: they are examples here. */
const MAX_EXAMPLE_CHARS = 300;

type Blocked = Exclude<Reach, { readonly kind: 'could_fire' | 'no_logsource' }>;

/** What can be said of each rule; hits are not looked at. */
export function reachOf(rules: readonly SigmaRule[], profile: WorkspaceProfile): Map<SigmaRule, Reach> {
  const reached = new Map<SigmaRule, Reach>();
  if (profile.unprofiled > 0) return new Map(rules.map((rule) => [rule, { kind: 'could_fire' }]));
  for (const route of profile.routes) {
    const possible = new Possibilities(route);
    for (const group of route.groups) {
      if (!possible.canGo(group.where)) continue;
      for (const rule of group.unit.rules) {
        const before = reached.get(rule);
        if (before?.kind === 'could_fire') continue;
        const now = reachOn(rule.predicate, route, group, possible);
        reached.set(rule, before === undefined ? now : nearer(before, now));
      }
    }
  }
  return new Map(rules.map((rule) => [rule, reached.get(rule) ?? { kind: 'no_logsource' }]));
}

function reachOn(
  predicate: Predicate,
  route: RouteProfile,
  { unit }: RouteGroup<RouteRules>,
  possible: Possibilities,
): Reach {
  if (possible.of(predicate, unit.renames).true) return { kind: 'could_fire' };
  const blocks = new Obstacles(possible, unit.renames).of(predicate, '');
  const { channel, eventId, label, events } = route;
  const first = blocks.toSorted((a, b) => weight(a) - weight(b)).slice(0, SHOWN_BLOCKS);
  const routed = eventId === null ? null : routedEventId(eventId);
  return { kind: kindOf(blocks), channel, eventId: routed, label, events, blocks: first, blockCount: blocks.length };
}

function kindOf(blocks: readonly Block[]): Blocked['kind'] {
  return blocks.toSorted((a, b) => weight(a) - weight(b))[0]?.kind ?? 'always_excluded';
}

/**
 * A field that is not there at all weighs more than a value, and an event id that is not there more than both: the
 * fields of other kinds of events are then missing for that very reason.
 */
function weight(block: Block): number {
  return isEventKind(block) ? 0 : rank(block.kind);
}

/** Whether it is the kind of event that is missing. */
export function isEventKind(block: Block): boolean {
  return block.kind === 'other_values' && block.eventField === 'EventID';
}

function rank(kind: ObstacleKind): number {
  return OBSTACLES.indexOf(kind);
}

/** The route on which less is missing; of equals the one with more events, with the values of both. */
function nearer(a: Reach, b: Reach): Reach {
  if (a.kind === 'could_fire' || b.kind === 'no_logsource') return a;
  if (b.kind === 'could_fire' || a.kind === 'no_logsource') return b;
  const difference = rank(b.kind) - rank(a.kind) || a.blockCount - b.blockCount || b.events - a.events;
  const [near, far] = difference > 0 ? [b, a] : [a, b];
  return { ...near, blocks: near.blocks.map((block) => withSeen(block, far.blocks)) };
}

/** The same question on another route has met other values. */
function withSeen(block: Block, others: readonly Block[]): Block {
  if (block.kind !== 'other_values') return block;
  const same = others.find(
    (other) =>
      other.kind === 'other_values' &&
      other.eventField === block.eventField &&
      other.selection === block.selection &&
      other.wanted.join('\0') === block.wanted.join('\0'),
  );
  if (same?.kind !== 'other_values') return block;
  const counts = new Map<string, SeenValue>();
  for (const { value, count } of [...block.seen, ...same.seen]) {
    const key = JSON.stringify(value);
    counts.set(key, { value, count: count + (counts.get(key)?.count ?? 0) });
  }
  return {
    ...block,
    seen: mostFrequent(counts.values()),
    seenCount: Math.max(counts.size, block.seenCount, same.seenCount),
  };
}

/** Collects what makes a predicate impossible to be true; called only where it is. */
class Obstacles {
  readonly #possible: Possibilities;
  readonly #renames: FieldNames;

  constructor(possible: Possibilities, renames: FieldNames) {
    this.#possible = possible;
    this.#renames = renames;
  }

  of(predicate: Predicate, selection: string): Block[] {
    switch (predicate.kind) {
      case 'field':
        return [this.#field(predicate, selection)];
      case 'keyword':
        return [];
      case 'selection':
        return this.of(predicate.child, predicate.name);
      case 'not':
        return [{ kind: 'always_excluded', selection: selectionsIn(predicate.child).join(', ') || selection }];
      case 'and':
        return predicate.children
          .filter((child) => !this.#possible.of(child, this.#renames).true)
          .flatMap((child) => this.of(child, selection));
      case 'or':
        return this.#alternatives(predicate.children, selection);
    }
  }

  /** Of alternatives, those for which least is missing decide. */
  #alternatives(children: readonly Predicate[], selection: string): Block[] {
    const each = children.map((child) => this.of(child, selection));
    const lightest = (blocks: readonly Block[]): number => Math.min(...blocks.map(weight));
    const best = Math.max(...each.map(lightest));
    return each.filter((blocks) => lightest(blocks) === best).flat();
  }

  #field({ field, tests }: FieldPredicate, selection: string): Block {
    const eventField = renamed(field, this.#renames);
    const seen = this.#possible.fieldOf(eventField);
    if (seen.present === 0) return { kind: 'field_never_seen', selection, field, eventField };
    return {
      kind: 'other_values',
      selection,
      field,
      eventField,
      wanted: tests.slice(0, SHOWN_WANTED).map(wordingOf),
      wantedCount: tests.length,
      seen: mostFrequent(seen.values()),
      seenCount: seen.distinct,
    };
  }
}

function mostFrequent(values: Iterable<SeenValue>): SeenValue[] {
  return [...values]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, SHOWN_SEEN)
    .map(({ value, count }) => ({ value: cut(value), count }));
}

function cut(value: FieldValue): FieldValue {
  if (typeof value === 'string' && value.length > MAX_EXAMPLE_CHARS) return `${value.slice(0, MAX_EXAMPLE_CHARS)}…`;
  return Array.isArray(value) ? value.slice(0, SHOWN_SEEN) : value;
}

function selectionsIn(predicate: Predicate): string[] {
  switch (predicate.kind) {
    case 'selection':
      return [predicate.name];
    case 'and':
    case 'or':
      return [...new Set(predicate.children.flatMap(selectionsIn))];
    case 'not':
      return selectionsIn(predicate.child);
    default:
      return [];
  }
}
