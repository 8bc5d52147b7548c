/**
 * One event as the compiled rules read it: each field is looked up once and folded once, however many rules ask.
 * One view serves all events in turn; a generation number makes old entries void without clearing them.
 */
import type { FieldScalar, Fields, FieldValue } from '../model/fields.ts';
import { foldCase, foldDashes } from './values/folding.ts';

/** Numbers the fields that rules ask for. */
export class FieldSlots {
  readonly #slots = new Map<string, number>();

  slotOf(field: string): number {
    let slot = this.#slots.get(field);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(field, slot);
    }
    return slot;
  }

  get count(): number {
    return this.#slots.size;
  }

  names(): string[] {
    return [...this.#slots.keys()];
  }
}

export class EventView {
  #fields: Fields = {};
  #generation = 0;
  readonly #names: readonly string[];
  readonly #valueGeneration: Uint32Array;
  readonly #values: (FieldValue | undefined)[];
  readonly #foldedGeneration: Uint32Array;
  readonly #folded: string[];
  readonly #dashedGeneration: Uint32Array;
  readonly #dashed: string[];
  readonly #answerGeneration: Uint32Array;
  readonly #answers: Uint8Array;
  #allTexts: readonly FoldedValue[] | null = null;
  #allJoined: string | null = null;

  constructor(names: readonly string[], answers: number) {
    this.#names = names;
    this.#valueGeneration = new Uint32Array(names.length);
    this.#values = Array.from<FieldValue | undefined>({ length: names.length });
    this.#foldedGeneration = new Uint32Array(names.length);
    this.#folded = Array.from({ length: names.length }, () => '');
    this.#dashedGeneration = new Uint32Array(names.length);
    this.#dashed = Array.from({ length: names.length }, () => '');
    this.#answerGeneration = new Uint32Array(answers);
    this.#answers = new Uint8Array(answers);
  }

  get fieldCount(): number {
    return this.#names.length;
  }

  get questionCount(): number {
    return this.#answers.length;
  }

  /** Turns to the next event. */
  open(fields: Fields): void {
    this.#fields = fields;
    this.#allTexts = null;
    this.#allJoined = null;
    if (++this.#generation === 0xffff_ffff) {
      this.#generation = 1;
      for (const stamps of [
        this.#valueGeneration,
        this.#foldedGeneration,
        this.#dashedGeneration,
        this.#answerGeneration,
      ]) {
        stamps.fill(0);
      }
    }
  }

  /** The field's value; undefined where the event does not have the field. */
  valueAt(slot: number): FieldValue | undefined {
    if (this.#valueGeneration[slot] !== this.#generation) {
      this.#valueGeneration[slot] = this.#generation;
      const name = this.#names[slot]!;
      this.#values[slot] = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    }
    return this.#values[slot];
  }

  /** The field's single value, case-folded; only for a slot whose value is a scalar. */
  foldedAt(slot: number, text: string): string {
    if (this.#foldedGeneration[slot] !== this.#generation) {
      this.#foldedGeneration[slot] = this.#generation;
      this.#folded[slot] = foldCase(text);
    }
    return this.#folded[slot]!;
  }

  /** The same with all dashes written as one. */
  dashedAt(slot: number, text: string): string {
    if (this.#dashedGeneration[slot] !== this.#generation) {
      this.#dashedGeneration[slot] = this.#generation;
      this.#dashed[slot] = foldDashes(this.foldedAt(slot, text));
    }
    return this.#dashed[slot]!;
  }

  /** The answer to a shared question, asked at most once an event. */
  remember(question: number, ask: (view: EventView) => boolean): boolean {
    if (this.#answerGeneration[question] === this.#generation) return this.#answers[question] === 1;
    const answer = ask(this);
    this.#answerGeneration[question] = this.#generation;
    this.#answers[question] = answer ? 1 : 0;
    return answer;
  }

  /** Every value of every field, for keywords. */
  allTexts(): readonly FoldedValue[] {
    if (this.#allTexts === null) {
      const all: FoldedValue[] = [];
      for (const field of Object.keys(this.#fields)) {
        for (const value of valuesOf(this.#fields[field])) {
          if (value !== null) all.push({ field, value, text: textOf(value), folded: foldCase(textOf(value)) });
        }
      }
      this.#allTexts = all;
    }
    return this.#allTexts;
  }

  /** All folded values in one text, set apart by a character that no keyword of one line holds. */
  allJoined(): string {
    this.#allJoined ??= this.allTexts()
      .map(({ folded }) => folded)
      .join(SEPARATOR);
    return this.#allJoined;
  }
}

/** Between values in `allJoined`. */
export const SEPARATOR = '\u0000';

export interface FoldedValue {
  readonly field: string;
  readonly value: Exclude<FieldScalar, null>;
  readonly text: string;
  readonly folded: string;
}

export function textOf(value: Exclude<FieldScalar, null>): string {
  return typeof value === 'string' ? value : String(value);
}

export function valuesOf(value: FieldValue | undefined): readonly FieldScalar[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

export function isList(value: FieldValue | undefined): value is readonly FieldScalar[] {
  return Array.isArray(value);
}
