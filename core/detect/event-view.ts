/**
 * One event as the compiled rules read it: each field is looked up once and folded once, however many rules ask.
 * One view serves all events in turn; a generation number makes old entries void without clearing them.
 */
import type { FieldScalar, Fields, FieldValue } from '../model/fields.ts';
import { foldCase, foldDashes } from './values/folding.ts';

/** Numbers the fields that rules ask for. */
export class FieldSlots {
  readonly #slots = new Map<string, number>();
  readonly #names: string[] = [];

  slotOf(field: string): number {
    let slot = this.#slots.get(field);
    if (slot === undefined) {
      slot = this.#names.length;
      this.#slots.set(field, slot);
      this.#names.push(field);
    }
    return slot;
  }

  /** By slot; grows with the slots. */
  get names(): readonly string[] {
    return this.#names;
  }
}

/** Room to start with; more is made as rules turn up that ask for more. */
const START = 64;
const LAST_GENERATION = 0xffff_ffff;

export class EventView {
  #fields: Fields = {};
  #generation = 0;
  readonly #names: readonly string[];
  readonly #values: (FieldValue | undefined)[] = [];
  readonly #folded: string[] = [];
  readonly #dashed: string[] = [];
  #valueGeneration = new Uint32Array(START);
  #foldedGeneration = new Uint32Array(START);
  #dashedGeneration = new Uint32Array(START);
  #answerGeneration = new Uint32Array(START);
  #answers = new Uint8Array(START);
  readonly #texts: string[] = [];
  #hasTexts = false;
  #allTexts: readonly FoldedValue[] | null = null;
  #allJoined: string | null = null;

  /** `names` are those of `FieldSlots`; slots that are added later are found too. */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** Turns to the next event. */
  open(fields: Fields): void {
    this.#fields = fields;
    this.#hasTexts = false;
    this.#allTexts = null;
    this.#allJoined = null;
    if (this.#valueGeneration.length < this.#names.length) this.#makeRoom();
    if (++this.#generation === LAST_GENERATION) this.#startOver();
  }

  /** The field's value; undefined where the event does not have the field. */
  valueAt(slot: number): FieldValue | undefined {
    if (this.#valueGeneration[slot] !== this.#generation) {
      if (slot >= this.#valueGeneration.length) this.#makeRoom();
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
    if (question >= this.#answers.length) this.#makeRoomForAnswers(question);
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

  /** Every value of every field, as the event has it. */
  texts(): readonly string[] {
    if (!this.#hasTexts) {
      this.#hasTexts = true;
      this.#texts.length = 0;
      for (const field of Object.keys(this.#fields)) {
        const value = this.#fields[field];
        if (isList(value)) for (const item of value) this.#takeText(item);
        else this.#takeText(value);
      }
    }
    return this.#texts;
  }

  #takeText(value: FieldScalar | undefined): void {
    if (value !== null && value !== undefined) this.#texts.push(textOf(value));
  }

  /** All folded values in one text, set apart by a character that no keyword of one line holds. */
  allJoined(): string {
    this.#allJoined ??= foldCase(this.texts().join(SEPARATOR));
    return this.#allJoined;
  }

  #makeRoom(): void {
    const size = Math.max(this.#names.length, 2 * this.#valueGeneration.length);
    this.#valueGeneration = enlarged(this.#valueGeneration, size);
    this.#foldedGeneration = enlarged(this.#foldedGeneration, size);
    this.#dashedGeneration = enlarged(this.#dashedGeneration, size);
  }

  #makeRoomForAnswers(question: number): void {
    const size = 2 * Math.max(question, START);
    this.#answerGeneration = enlarged(this.#answerGeneration, size);
    const answers = new Uint8Array(size);
    answers.set(this.#answers);
    this.#answers = answers;
  }

  #startOver(): void {
    this.#generation = 1;
    this.#valueGeneration.fill(0);
    this.#foldedGeneration.fill(0);
    this.#dashedGeneration.fill(0);
    this.#answerGeneration.fill(0);
  }
}

function enlarged(stamps: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size);
  larger.set(stamps);
  return larger;
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
