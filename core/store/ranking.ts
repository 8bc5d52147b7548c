/**
 * Places of incidents by risk while they change: a row in the list is the only thing that moves others. Of equal risk the
 * one that has it longer comes first, until everything is fused anew.
 */
import type { WritableDb } from './database.ts';

export interface Ranking {
  /** Puts the incident where its risk belongs and gives its rank, from 1; the ranks of others are written. */
  place(id: string, risk: number): number;
  remove(id: string): void;
}

interface Placed {
  readonly id: string;
  readonly risk: number;
}

export function createRanking(db: WritableDb): Ranking {
  const placed = db.prepare('SELECT id, risk FROM incident ORDER BY rank').all() as Placed[];
  // Ranks are unique at every moment, so they go below zero on their way.
  const lift = db.prepare('UPDATE incident SET rank = -(rank + @by) WHERE rank >= @from AND rank <= @to');
  const drop = db.prepare('UPDATE incident SET rank = -rank WHERE rank < 0');
  const setRank = db.prepare('UPDATE incident SET rank = ? WHERE id = ?');
  const shift = (from: number, to: number, by: 1 | -1): void => {
    if (from > to) return;
    lift.run({ from, to, by });
    drop.run();
  };

  /** The first place whose incident has less risk. */
  function placeFor(risk: number): number {
    let [low, high] = [0, placed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (placed[middle]!.risk >= risk) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function remove(id: string): void {
    const at = placed.findIndex((one) => one.id === id);
    if (at === -1) return;
    placed.splice(at, 1);
    shift(at + 2, placed.length + 1, -1);
  }

  return {
    remove,
    place: (id, risk) => {
      const at = placed.findIndex((one) => one.id === id);
      if (at === -1) {
        const to = placeFor(risk);
        shift(to + 1, placed.length, 1);
        placed.splice(to, 0, { id, risk });
        return to + 1;
      }
      if (placed[at]!.risk === risk) return at + 1;
      placed.splice(at, 1);
      const to = placeFor(risk);
      placed.splice(to, 0, { id, risk });
      if (to !== at) {
        // Out of the way, then those between, then in.
        setRank.run(placed.length + 1, id);
        if (to < at) shift(to + 1, at, 1);
        else shift(at + 2, to + 1, -1);
        setRank.run(to + 1, id);
      }
      return to + 1;
    },
  };
}
