/**
 * Looks up what lies in blocks, keeping the latest ones unpacked. The functions that queries call cannot use the
 * connection that is running the query, so look-ups have one of their own; blocks never change once written.
 */
import type Database from 'better-sqlite3';
import { VedetteError } from '../kernel/errors.ts';
import { openBeside, type ReadableDb } from './database.ts';
import { DetailBlock } from './detail-block.ts';

/** About 20 MB. */
const KEPT_BLOCKS = 32;

export class EventDetails {
  readonly #find: Database.Statement;
  /** In order of use. */
  readonly #kept = new Map<number, DetailBlock>();
  #latest: DetailBlock | null = null;
  #latestEnd = 0;

  constructor(db: Database.Database) {
    this.#find = db
      .prepare(
        `SELECT first_id, bytes, (SELECT min(first_id) FROM event_detail AS next WHERE next.first_id > event_detail.first_id)
         FROM event_detail WHERE first_id <= ? ORDER BY first_id DESC LIMIT 1`,
      )
      .raw();
  }

  /** The block that holds event `id`, which must be there. */
  blockOf(id: number): DetailBlock {
    const block = this.find(id);
    if (block === null) throw new VedetteError('E_WORKSPACE_INVALID', `The details of event e${id} are missing`);
    return block;
  }

  find(id: number): DetailBlock | null {
    if (this.#latest !== null && id >= this.#latest.firstId && id < this.#latestEnd) return this.#latest;
    const row = this.#find.get(id) as [number, Buffer, number | null] | undefined;
    if (row === undefined) return null;
    const [firstId, bytes, nextId] = row;
    const block = this.#kept.get(firstId) ?? new DetailBlock(firstId, bytes);
    this.#kept.delete(firstId);
    this.#kept.set(firstId, block);
    if (this.#kept.size > KEPT_BLOCKS) this.#kept.delete(this.#kept.keys().next().value!);
    this.#latest = block;
    this.#latestEnd = nextId ?? id + 1;
    return block.has(id) ? block : null;
  }
}

const opened = new WeakMap<ReadableDb, EventDetails>();

/** The details of the events of `db`, as they are committed. */
export function detailsOf(db: ReadableDb): EventDetails {
  let details = opened.get(db);
  if (details === undefined) opened.set(db, (details = new EventDetails(openBeside(db))));
  return details;
}
