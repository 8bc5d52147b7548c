/**
 * Ranks of incidents while they change. Putting one in its place moves all below it, so only the first places are kept in
 * order of risk; the others keep the order they had when everything was fused last, newer ones behind. Ranks are whole
 * and without gaps at every moment. Of equal risk the one that has it longer comes first.
 */
import type { WritableDb } from './database.ts';

/** More than anybody looks at before the next settling. */
const ORDERED_PLACES = 100;

export interface Ranking {
  /** Puts the incident where its risk belongs and gives its rank, from 1; the ranks of others are written. */
  place(id: string, risk: number): number;
  /** For one whose row is gone. */
  remove(id: string): void;
}

interface Placed {
  readonly id: string;
  readonly risk: number;
}

export function createRanking(db: WritableDb, orderedPlaces = ORDERED_PLACES): Ranking {
  const all = db.prepare('SELECT id, risk FROM incident ORDER BY rank').all() as Placed[];
  /** By risk. */
  const top = all.slice(0, orderedPlaces);
  /** Ranks follow those of `top`, in no order of risk. */
  const tail = all.slice(orderedPlaces).map(({ id }) => id);
  const inTail = new Map(tail.map((id, index) => [id, index]));

  // Ranks are unique at every moment, so they go below zero on their way.
  const lift = db.prepare('UPDATE incident SET rank = -(rank + @by) WHERE rank >= @from AND rank <= @to');
  const drop = db.prepare('UPDATE incident SET rank = -rank WHERE rank < 0');
  const setRank = db.prepare('UPDATE incident SET rank = ? WHERE id = ?');
  const riskOf = db.prepare('SELECT risk FROM incident WHERE id = ?').pluck();
  const shift = (from: number, to: number, by: 1 | -1): void => {
    if (from > to) return;
    lift.run({ from, to, by });
    drop.run();
  };
  const tailRank = (index: number): number => top.length + 1 + index;

  /** The first place whose incident has less risk. */
  function placeFor(risk: number): number {
    let [low, high] = [0, top.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (top[middle]!.risk >= risk) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function moveInTop(at: number, risk: number): number {
    const [moved] = top.splice(at, 1);
    const to = placeFor(risk);
    top.splice(to, 0, { id: moved!.id, risk });
    if (to !== at) {
      // Out of the way, then those between, then in.
      setRank.run(0, moved!.id);
      if (to < at) shift(to + 1, at, 1);
      else shift(at + 2, to + 1, -1);
      setRank.run(to + 1, moved!.id);
    }
    return to + 1;
  }

  /** Makes room in `top`; what falls out of it takes `freeRank`, the rank of the last. */
  function insertInTop(placed: Placed, to: number, freeRank: number): number {
    if (top.length === orderedPlaces) {
      const fallen = top.pop()!;
      setRank.run(freeRank, fallen.id);
      inTail.set(fallen.id, freeRank - orderedPlaces - 1);
      tail[freeRank - orderedPlaces - 1] = fallen.id;
    }
    shift(to + 1, top.length, 1);
    top.splice(to, 0, placed);
    return to + 1;
  }

  function addNew(placed: Placed): number {
    const to = placeFor(placed.risk);
    if (to < orderedPlaces) return insertInTop(placed, to, tailRank(tail.length));
    inTail.set(placed.id, tail.push(placed.id) - 1);
    return tailRank(tail.length - 1);
  }

  function risenFromTail(index: number, placed: Placed): number {
    const rank = tailRank(index);
    const to = placeFor(placed.risk);
    if (to >= orderedPlaces) return rank;
    inTail.delete(placed.id);
    setRank.run(0, placed.id);
    const taken = insertInTop(placed, to, rank);
    setRank.run(taken, placed.id);
    return taken;
  }

  /** The last of the tail goes to `index`. */
  function fillTail(index: number): void {
    const last = tail.pop()!;
    if (index === tail.length) return;
    tail[index] = last;
    inTail.set(last, index);
    setRank.run(tailRank(index), last);
  }

  return {
    place: (id, risk) => {
      const at = top.findIndex((one) => one.id === id);
      if (at !== -1) return top[at]!.risk === risk ? at + 1 : moveInTop(at, risk);
      const index = inTail.get(id);
      return index === undefined ? addNew({ id, risk }) : risenFromTail(index, { id, risk });
    },
    remove: (id) => {
      const index = inTail.get(id);
      if (index !== undefined) {
        inTail.delete(id);
        fillTail(index);
        return;
      }
      const at = top.findIndex((one) => one.id === id);
      if (at === -1) return;
      top.splice(at, 1);
      shift(at + 2, top.length + 1, -1);
      // The first of the others takes the place that is free.
      const [risen] = tail;
      if (risen === undefined) return;
      inTail.delete(risen);
      setRank.run(0, risen);
      const risk = riskOf.get(risen) as number;
      setRank.run(insertInTop({ id: risen, risk }, placeFor(risk), 0), risen);
      fillTail(0);
    },
  };
}
