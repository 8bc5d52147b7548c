/**
 * Finds every literal of a set in one pass over a text (Aho and Corasick, 1975). The table is sparse: a double array
 * in which states share the gaps of others, 16 bytes a state, so that ten thousand literals take a few megabytes.
 * Upper case counts as lower case and characters beyond ASCII share 128 columns. Two texts may therefore be taken for
 * each other: what is found here is a reason to look closer, never an answer. Time is linear in the text, whatever the text holds.
 */
import { foldCase } from '../values/folding.ts';
import { CLASS_OF, classesOf, type ByClass } from './literal-classes.ts';
import { skipHash, skipTableOf, type SkipTable } from './skip-table.ts';

/** What a cell of the table holds, in this order: where children start, who the parent is, where to go on, output. */
const CHECK = 1;
const FAIL = 2;
const OUTPUT = 3;
const CELL = 4;

const ALPHABET = 256;
/** The children of the root take the first `ALPHABET` cells, at their own character. */
const ROOT = ALPHABET * CELL;
const FREE = -1;
/** The only character that case folding turns into two. */
const TWO_WHEN_FOLDED = '\u0130';
/** Gaps tried for a state with several children before it goes to the end of the table. */
const MAX_TRIES = 48;

/** Told of each literal that ends at `end`; `literal` is its position in the list the automaton was made from. */
export interface LiteralSink {
  found(literal: number, end: number): void;
}

export class Automaton {
  readonly #cells: Int32Array;
  readonly #outputLiteral: Int32Array;
  readonly #outputNext: Int32Array;
  /** Literals that nothing tells apart, by output. */
  readonly #twins: readonly (readonly number[])[];
  readonly #skips: SkipTable | null;

  /** Literals are folded, and none is empty. */
  constructor(literals: readonly string[]) {
    const built = new Builder(literals).build();
    this.#cells = built.cells;
    this.#outputLiteral = Int32Array.from(built.outputLiteral);
    this.#outputNext = Int32Array.from(built.outputNext);
    this.#twins = built.twins;
    this.#skips = built.skips;
  }

  get sizeBytes(): number {
    return this.#cells.byteLength + this.#outputLiteral.byteLength * 2;
  }

  /**
   * Tells `sink` of every occurrence of every literal in `text`, folded or not, and of some that are only nearly
   * there.
   */
  scan(text: string, sink: LiteralSink): void {
    if (text.includes(TWO_WHEN_FOLDED)) this.#run(foldCase(text), sink);
    else this.#run(text, sink);
  }

  #run(text: string, sink: LiteralSink): void {
    const cells = this.#cells;
    const classOf = CLASS_OF;
    const skips = this.#skips;
    const { length } = text;
    let state = ROOT;
    for (let index = 0; index < length; index++) {
      if (state === ROOT && skips !== null) {
        index = this.#nextStart(text, index, skips);
        if (index === -1) return;
      }
      const offset = classOf[text.charCodeAt(index)]! << 2;
      let next = cells[state]! + offset;
      while (cells[next + CHECK] !== state) {
        if (state === ROOT) {
          next = ROOT;
          break;
        }
        state = cells[state + FAIL]!;
        next = cells[state]! + offset;
      }
      state = next;
      const output = cells[state + OUTPUT]!;
      if (output !== 0) this.#report(output, index + 1, sink);
    }
  }

  /** The first place from `index` on where a literal may start, or -1. */
  #nextStart(text: string, index: number, { window, jumps }: SkipTable): number {
    const classOf = CLASS_OF;
    const { length } = text;
    let end = index + window - 1;
    while (end < length) {
      const jump =
        jumps[
          skipHash(
            classOf[text.charCodeAt(end - 2)]!,
            classOf[text.charCodeAt(end - 1)]!,
            classOf[text.charCodeAt(end)]!,
          )
        ]!;
      if (jump === 0) return end - window + 1;
      end += jump;
    }
    return -1;
  }

  #report(first: number, end: number, sink: LiteralSink): void {
    for (let output = first; output !== 0; output = this.#outputNext[output]!) {
      for (const literal of this.#twins[this.#outputLiteral[output]!]!) sink.found(literal, end);
    }
  }
}

interface Pending {
  readonly state: number;
  readonly from: number;
  readonly to: number;
}

class Builder {
  readonly #sorted: readonly ByClass[];
  #cells = new Int32Array(4 * ALPHABET * CELL).fill(FREE);
  #firstGap = ALPHABET + 1;
  #end = ALPHABET + 1;
  readonly #outputLiteral = [0];
  readonly #outputNext = [0];

  constructor(literals: readonly string[]) {
    this.#sorted = classesOf(literals);
  }

  build() {
    this.#take(ROOT / CELL, ROOT);
    let level: Pending[] = [{ state: ROOT, from: 0, to: this.#sorted.length }];
    for (let depth = 0; level.length > 0; depth++) {
      level = level.flatMap((pending) => this.#expand(pending, depth));
    }
    return {
      skips: skipTableOf(this.#sorted),
      cells: this.#cells.slice(0, (this.#end + ALPHABET) * CELL),
      outputLiteral: this.#outputLiteral,
      outputNext: this.#outputNext,
      twins: this.#sorted.map(({ members }) => members),
    };
  }

  /** Level by level, so that what a state falls back to is complete before the state is made. */
  #expand({ state, from, to }: Pending, depth: number): Pending[] {
    const starts: number[] = [];
    const start = this.#sorted[from]!.classes.length === depth ? from + 1 : from;
    for (let at = start; at < to; at++) {
      if (at === start || this.#classAt(at, depth) !== this.#classAt(at - 1, depth)) starts.push(at);
    }
    const base = this.#place(
      state,
      starts.map((at) => this.#classAt(at, depth)),
    );
    this.#cells[state] = base * CELL;
    return starts.map((at, index) => {
      const child = (base + this.#classAt(at, depth)) * CELL;
      this.#fall(child, state, this.#classAt(at, depth));
      if (this.#sorted[at]!.classes.length === depth + 1) this.#addOutput(child, at);
      return { state: child, from: at, to: starts[index + 1] ?? to };
    });
  }

  #classAt(literal: number, depth: number): number {
    return this.#sorted[literal]!.classes.charCodeAt(depth);
  }

  #place(state: number, children: readonly number[]): number {
    if (state === ROOT) {
      for (const child of children) this.#take(child, state);
      return 0;
    }
    if (children.length === 0) return 0;
    const base = this.#gapFor(children);
    for (const child of children) this.#take(base + child, state);
    return base;
  }

  /** Where all children find a free cell. */
  #gapFor(children: readonly number[]): number {
    while (this.#isTaken(this.#firstGap)) this.#firstGap++;
    const [first] = children;
    let tries = 0;
    for (let gap = this.#firstGap; gap < this.#end && tries < MAX_TRIES; gap++) {
      if (this.#isTaken(gap)) continue;
      const base = gap - first!;
      if (children.every((child) => !this.#isTaken(base + child))) return base;
      tries++;
    }
    return Math.max(this.#end - first!, 1);
  }

  #isTaken(cell: number): boolean {
    const at = cell * CELL + CHECK;
    return at < this.#cells.length && this.#cells[at] !== FREE;
  }

  #take(cell: number, parent: number): void {
    if (cell >= this.#end) this.#end = cell + 1;
    const needed = (this.#end + ALPHABET) * CELL;
    if (needed > this.#cells.length) {
      const larger = new Int32Array(Math.max(needed, this.#cells.length * 2)).fill(FREE, this.#cells.length);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    const at = cell * CELL;
    this.#cells[at] = 0;
    this.#cells[at + CHECK] = parent;
    this.#cells[at + FAIL] = ROOT;
    this.#cells[at + OUTPUT] = 0;
  }

  /** Where to go on when no child of `child` fits: the longest proper suffix that is a state too. */
  #fall(child: number, parent: number, symbol: number): void {
    if (parent === ROOT) return;
    const cells = this.#cells;
    for (let state = cells[parent + FAIL]!; ; state = cells[state + FAIL]!) {
      const next = cells[state]! + symbol * CELL;
      if (cells[next + CHECK] === state) {
        cells[child + FAIL] = next;
        cells[child + OUTPUT] = cells[next + OUTPUT]!;
        return;
      }
      if (state === ROOT) return;
    }
  }

  #addOutput(state: number, literal: number): void {
    this.#outputLiteral.push(literal);
    this.#outputNext.push(this.#cells[state + OUTPUT]!);
    this.#cells[state + OUTPUT] = this.#outputLiteral.length - 1;
  }
}
