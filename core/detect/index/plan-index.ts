/**
 * Which of many plans an event can satisfy at all. Each value is read once, however many rules there are; a plan is
 * proposed at most once an event, and plans of which nothing is necessary always.
 */
import { isList, textOf, type EventView, type FieldSlots } from '../event-view.ts';
import type { Predicate } from '../predicate.ts';
import { foldCase } from '../values/folding.ts';
import { FieldIndex, type CandidateSink } from './field-index.ts';
import { witnessOf } from './witness.ts';

export class PlanIndex implements CandidateSink {
  readonly #slots: number[] = [];
  readonly #fields: FieldIndex[] = [];
  readonly #keywords: FieldIndex | null;
  readonly #always: number[] = [];
  /** The event for which a plan was last proposed. */
  readonly #proposedIn: Uint32Array;
  readonly #candidates: number[] = [];
  #events = 0;

  constructor(plans: readonly Predicate[], slots: FieldSlots) {
    const fields = new Map<string, FieldIndex>();
    const keywords = new FieldIndex();
    for (const [position, plan] of plans.entries()) {
      const atoms = witnessOf(plan);
      if (atoms === null) this.#always.push(position);
      for (const atom of atoms ?? []) {
        if (atom.kind === 'part' && atom.field === null) keywords.add(atom, position);
        else indexOf(fields, atom.field!).add(atom, position);
      }
    }
    for (const [field, index] of fields) {
      index.seal();
      this.#slots.push(slots.slotOf(field));
      this.#fields.push(index);
    }
    keywords.seal();
    this.#keywords = keywords.readsText ? keywords : null;
    this.#proposedIn = new Uint32Array(plans.length);
  }

  /** Positions of the plans worth asking; the list is valid until the next call. */
  candidates(view: EventView): readonly number[] {
    if (++this.#events === 0xffff_ffff) {
      this.#events = 1;
      this.#proposedIn.fill(0);
    }
    this.#candidates.length = 0;
    this.propose(this.#always);
    for (let index = 0; index < this.#fields.length; index++) this.#ask(index, view);
    if (this.#keywords !== null) for (const text of view.texts()) this.#keywords.askText(text, this);
    return this.#candidates;
  }

  propose(plans: readonly number[]): void {
    for (let index = 0; index < plans.length; index++) {
      const plan = plans[index]!;
      if (this.#proposedIn[plan] === this.#events) continue;
      this.#proposedIn[plan] = this.#events;
      this.#candidates.push(plan);
    }
  }

  #ask(index: number, view: EventView): void {
    const slot = this.#slots[index]!;
    const value = view.valueAt(slot);
    if (value === undefined) return;
    const field = this.#fields[index]!;
    field.askPresence(this);
    if (value === null || !field.readsText) return;
    if (!isList(value)) {
      field.askText(view.foldedAt(slot, textOf(value)), this);
      return;
    }
    for (const item of value) if (item !== null) field.askText(foldCase(textOf(item)), this);
  }
}

function indexOf(fields: Map<string, FieldIndex>, name: string): FieldIndex {
  let index = fields.get(name);
  if (index === undefined) {
    index = new FieldIndex();
    fields.set(name, index);
  }
  return index;
}
