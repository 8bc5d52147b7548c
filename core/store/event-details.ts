/**
 * Looks up what lies in blocks, keeping the latest ones unpacked. The functions that queries call cannot use the
 * connection that is running the query, so look-ups have one of their own, which sees what is committed.
 *
 * What a block says of an event never changes, but retention takes events out, and a block may go on as several shorter
 * ones. So what is kept unpacked is dropped whenever somebody asks for the details anew (`detailsOf`) and anything was
 * committed since; whoever holds on to them for long asks again now and then. A query that began before may meet an event
 * whose details are gone, and takes it for one that is not there.
 */
import type Database from 'better-sqlite3';
import { VedetteError } from '../kernel/errors.ts';
import { openBeside, type ReadableDb } from './database.ts';
import { DetailBlock } from './detail-block.ts';

/** About 20 MB. */
const KEPT_BLOCKS = 32;

export class EventDetails {
  readonly #find: Database.Statement;
  readonly #isThere: Database.Statement;
  readonly #version: Database.Statement;
  /** In order of use. */
  readonly #kept = new Map<number, DetailBlock>();
  #keptVersion: unknown = null;
  #latest: DetailBlock | null = null;
  #latestEnd = 0;

  constructor(db: Database.Database) {
    this.#find = db
      .prepare(
        `SELECT first_id, bytes, (SELECT min(first_id) FROM event_detail AS next WHERE next.first_id > event_detail.first_id)
         FROM event_detail WHERE first_id <= ? ORDER BY first_id DESC LIMIT 1`,
      )
      .raw();
    this.#isThere = db.prepare('SELECT 1 FROM event WHERE id = ?').pluck();
    this.#version = db.prepare('PRAGMA data_version').pluck();
  }

  /** Drops what is kept where anything was committed since. */
  refresh(): void {
    const version = this.#version.get();
    if (version === this.#keptVersion) return;
    this.#keptVersion = version;
    this.#kept.clear();
    this.#latest = null;
  }

  /** The block that holds event `id`; null where the event is gone. Throws where it is there and its details are not. */
  blockOf(id: number): DetailBlock | null {
    const block = this.find(id);
    if (block === null && this.#isThere.get(id) !== undefined)
      throw new VedetteError('E_WORKSPACE_INVALID', `The details of event e${id} are missing`);
    return block;
  }

  find(id: number): DetailBlock | null {
    const latest = this.#latest;
    if (latest !== null && id >= latest.firstId && id < this.#latestEnd) return latest.has(id) ? latest : null;
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

/** The details of the events of `db`, as they are committed now. */
export function detailsOf(db: ReadableDb): EventDetails {
  let details = opened.get(db);
  if (details === undefined) opened.set(db, (details = new EventDetails(openBeside(db))));
  details.refresh();
  return details;
}
