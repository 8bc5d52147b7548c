/**
 * What a predicate can answer over the events of one route: whether any of them could make it true, and whether any
 * could make it false. It errs to one side only: "could" may be too much, "could not" never is, since a rule that is
 * said to be unable to fire must not have a single hit.
 */
import { Compiler, type Compiled } from '../compile.ts';
import { EventView, FieldSlots } from '../event-view.ts';
import type { FieldNames } from '../logsource/route.ts';
import { satisfiesWhere } from '../match.ts';
import type { FieldPredicate, Predicate } from '../predicate.ts';
import type { FieldProfile, RouteProfile } from './profile.ts';
import { renamed, renamedTest } from './tree.ts';

export interface Possible {
  readonly true: boolean;
  readonly false: boolean;
}

const BOTH: Possible = { true: true, false: true };

interface Leaf {
  readonly compiled: Compiled;
  true: boolean;
  false: boolean;
}

/** Answers for one route; the questions to one field are asked together, so that each value is read once. */
export class Possibilities {
  readonly #profile: RouteProfile;
  readonly #compiler: Compiler;
  readonly #view: EventView;
  readonly #leaves = new Map<string, Leaf>();

  constructor(profile: RouteProfile) {
    this.#profile = profile;
    const slots = new FieldSlots();
    this.#compiler = new Compiler(slots);
    this.#view = new EventView(slots.names);
    this.#askAll();
  }

  /** Whether any event could satisfy the route's own condition. */
  canGo(where: readonly (readonly [string, readonly string[]])[]): boolean {
    return where.every(([field, accepted]) => {
      const seen = this.fieldOf(field);
      if (!seen.isExhaustive) return true;
      for (const { value } of seen.values()) if (satisfiesWhere([[field, accepted]], { [field]: value })) return true;
      return false;
    });
  }

  /** The field under the event's own name. */
  fieldOf(eventField: string): FieldProfile {
    return this.#profile.fields.get(eventField)!;
  }

  of(predicate: Predicate, renames: FieldNames): Possible {
    switch (predicate.kind) {
      case 'field':
        return this.#leaves.get(keyOf(inEvent(predicate, renames))) ?? BOTH;
      case 'keyword':
        return BOTH;
      case 'selection':
        return this.of(predicate.child, renames);
      case 'not': {
        const child = this.of(predicate.child, renames);
        return { true: child.false, false: child.true };
      }
      case 'and': {
        const children = predicate.children.map((child) => this.of(child, renames));
        return { true: children.every((child) => child.true), false: children.some((child) => child.false) };
      }
      case 'or': {
        const children = predicate.children.map((child) => this.of(child, renames));
        return { true: children.some((child) => child.true), false: children.every((child) => child.false) };
      }
    }
  }

  #askAll(): void {
    const byField = new Map<string, Leaf[]>();
    for (const { unit } of this.#profile.groups) {
      for (const rule of unit.rules) {
        for (const leaf of leavesOf(rule.predicate)) this.#prepare(inEvent(leaf, unit.renames), byField);
      }
    }
    for (const [field, leaves] of byField) this.#ask(field, leaves);
  }

  #prepare(leaf: FieldPredicate, byField: Map<string, Leaf[]>): void {
    const key = keyOf(leaf);
    if (this.#leaves.has(key)) return;
    const plain = this.#withoutReferences(leaf);
    if (plain === null) return;
    const prepared: Leaf = { compiled: this.#compiler.compile(plain), true: false, false: false };
    this.#leaves.set(key, prepared);
    const leaves = byField.get(leaf.field);
    if (leaves === undefined) byField.set(leaf.field, [prepared]);
    else leaves.push(prepared);
  }

  /**
   * A comparison of two fields holds for no event where one of them is never seen, and is left open otherwise (null).
   */
  #withoutReferences(leaf: FieldPredicate): FieldPredicate | null {
    const references = leaf.tests.filter((test) => test.kind === 'fieldref');
    if (references.length === 0) return leaf;
    const isSeen = (field: string): boolean => (this.#profile.fields.get(field)?.present ?? 0) > 0;
    if (isSeen(leaf.field) && references.some(({ field }) => isSeen(field))) return null;
    return { ...leaf, tests: leaf.tests.filter((test) => test.kind !== 'fieldref') };
  }

  #ask(field: string, leaves: readonly Leaf[]): void {
    const seen = this.fieldOf(field);
    if (!seen.isExhaustive) {
      for (const leaf of leaves) leaf.true = leaf.false = true;
      return;
    }
    if (seen.present < this.#profile.events) this.#answer(leaves, {});
    let open: readonly Leaf[] = leaves;
    for (const { value } of seen.values()) {
      open = open.filter((leaf) => !leaf.true || !leaf.false);
      if (open.length === 0) return;
      this.#answer(open, { [field]: value });
    }
  }

  #answer(leaves: readonly Leaf[], fields: Parameters<EventView['open']>[0]): void {
    this.#view.open(fields);
    for (const leaf of leaves) {
      if (leaf.compiled.ask(this.#view)) leaf.true = true;
      else leaf.false = true;
    }
  }
}

function* leavesOf(predicate: Predicate): Generator<FieldPredicate> {
  switch (predicate.kind) {
    case 'field':
      yield predicate;
      return;
    case 'keyword':
      return;
    case 'and':
    case 'or':
      for (const child of predicate.children) yield* leavesOf(child);
      return;
    case 'not':
    case 'selection':
      yield* leavesOf(predicate.child);
  }
}

/** The predicate under the names the events have. */
function inEvent({ field, tests }: FieldPredicate, renames: FieldNames): FieldPredicate {
  return {
    kind: 'field',
    field: renamed(field, renames),
    tests: tests.map((test) => renamedTest(test, renames)),
  };
}

function keyOf(predicate: FieldPredicate): string {
  return JSON.stringify(predicate);
}
