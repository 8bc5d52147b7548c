/** The atoms of one field, asked all at once about one value. */
import { decimalOf } from '../values/number.ts';
import { Automaton } from './automaton.ts';
import { tailStart, type Atom, type PartPlacement } from './witness.ts';

/** Told which plans have become candidates, by their positions; a plan may be named more than once. */
export interface CandidateSink {
  propose(plans: readonly number[]): void;
}

interface Part {
  readonly length: number;
  readonly contains: number[];
  readonly startswith: number[];
  readonly endswith: number[];
}

export class FieldIndex {
  readonly #present: number[] = [];
  readonly #equals = new Map<string, number[]>();
  readonly #numbers = new Map<number, number[]>();
  readonly #tails = new Map<string, number[]>();
  readonly #parts = new Map<string, Part>();
  #longestEqual = -1;
  #longestTail = -1;
  #search: PartSearch | null = null;

  add(atom: Atom, plan: number): void {
    switch (atom.kind) {
      case 'present':
        append(this.#present, plan);
        break;
      case 'equals':
        addTo(this.#equals, atom.text, plan);
        this.#longestEqual = Math.max(this.#longestEqual, atom.text.length);
        break;
      case 'number':
        addTo(this.#numbers, atom.value, plan);
        break;
      case 'tail':
        addTo(this.#tails, atom.text, plan);
        this.#longestTail = Math.max(this.#longestTail, atom.text.length);
        break;
      case 'part':
        append(this.#partOf(atom.text)[atom.placement], plan);
        break;
    }
  }

  /** To be called once, after the last `add`. */
  seal(): void {
    if (this.#parts.size > 0) this.#search = new PartSearch([...this.#parts.keys()], [...this.#parts.values()]);
    this.#parts.clear();
  }

  /** Whether values of the field have to be folded to be asked. */
  get readsText(): boolean {
    return this.#longestEqual >= 0 || this.#longestTail >= 0 || this.#search !== null || this.#numbers.size > 0;
  }

  askPresence(sink: CandidateSink): void {
    if (this.#present.length > 0) sink.propose(this.#present);
  }

  /** Parts are found in unfolded text too. */
  askText(folded: string, sink: CandidateSink): void {
    if (folded.length <= this.#longestEqual) {
      const plans = this.#equals.get(folded);
      if (plans !== undefined) sink.propose(plans);
    }
    if (this.#numbers.size > 0) {
      const value = decimalOf(folded);
      const plans = value === null ? undefined : this.#numbers.get(value);
      if (plans !== undefined) sink.propose(plans);
    }
    if (this.#longestTail >= 0) {
      const start = tailStart(folded);
      if (start !== -1 && folded.length - start <= this.#longestTail) {
        const plans = this.#tails.get(folded.slice(start));
        if (plans !== undefined) sink.propose(plans);
      }
    }
    this.#search?.ask(folded, sink);
  }

  #partOf(text: string): Part {
    let part = this.#parts.get(text);
    if (part === undefined) {
      part = { length: text.length, contains: [], startswith: [], endswith: [] } satisfies Part &
        Record<PartPlacement, number[]>;
      this.#parts.set(text, part);
    }
    return part;
  }
}

/** Runs the automaton over one text and knows where in it each part has to stand. */
class PartSearch {
  readonly #automaton: Automaton;
  readonly #parts: readonly Part[];
  /** The search in which a part was last found: once is enough. */
  readonly #foundIn: Uint32Array;
  #searches = 0;
  #length = 0;
  #sink: CandidateSink | null = null;

  constructor(texts: readonly string[], parts: readonly Part[]) {
    this.#automaton = new Automaton(texts);
    this.#parts = parts;
    this.#foundIn = new Uint32Array(parts.length);
  }

  ask(text: string, sink: CandidateSink): void {
    if (++this.#searches === 0xffff_ffff) {
      this.#searches = 1;
      this.#foundIn.fill(0);
    }
    this.#length = text.length;
    this.#sink = sink;
    this.#automaton.scan(text, this);
  }

  found(literal: number, end: number): void {
    const part = this.#parts[literal]!;
    if (end === this.#length && part.endswith.length > 0) this.#sink!.propose(part.endswith);
    if (end === part.length && part.startswith.length > 0) this.#sink!.propose(part.startswith);
    if (part.contains.length === 0 || this.#foundIn[literal] === this.#searches) return;
    this.#foundIn[literal] = this.#searches;
    this.#sink!.propose(part.contains);
  }
}

function addTo<Key>(map: Map<Key, number[]>, key: Key, plan: number): void {
  const plans = map.get(key);
  if (plans === undefined) map.set(key, [plan]);
  else append(plans, plan);
}

/** Plans come in ascending order, so the same one twice stands next to itself. */
function append(plans: number[], plan: number): void {
  if (plans.at(-1) !== plan) plans.push(plan);
}
