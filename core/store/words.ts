/**
 * The index over the words of messages keeps no text of its own. To take an event out of it needs the very text that went
 * in, so both go through here.
 */
import type { ReadableDb, WritableDb } from './database.ts';
import { statement } from './statements.ts';

const BEYOND_ASCII = /[^\p{ASCII}]/u;
const NOT_IN_WORDS = /[^\p{L}\p{N}\p{M}\p{Co}\p{ASCII}]/gu;

/** The index takes every character beyond ASCII for a letter; those that are none become spaces. */
export function indexedText(message: string): string {
  if (!BEYOND_ASCII.test(message)) return message;
  return message.replaceAll(NOT_IN_WORDS, ' ');
}

export function removeWords(db: WritableDb, eventId: number, message: string): void {
  statement(db, `INSERT INTO event_words (event_words, rowid, message) VALUES ('delete', ?, ?)`).run(
    eventId,
    indexedText(message),
  );
}

/** Pages of the index that one step writes at most, about. */
const PAGES_AT_ONCE = 500;

/**
 * Removed words are only marked as such until the parts of the index are merged into one. Goes on in steps, each a
 * transaction of its own; abandoned between two, the index is sound and the next merge goes on.
 */
export function* mergeWords(db: WritableDb): Generator<void, void> {
  const merge = db.prepare(`INSERT INTO event_words (event_words, rank) VALUES ('merge', ?)`);
  // The sign asks for all parts, and starts over; without it a merge that was begun goes on.
  for (let pages = -PAGES_AT_ONCE; ; pages = PAGES_AT_ONCE) {
    const before = changes(db);
    merge.run(pages);
    // One is the command itself.
    if (changes(db) - before < 2) return;
    yield;
  }
}

function changes(db: ReadableDb): number {
  return statement(db, 'SELECT total_changes()', 'pluck').get() as number;
}
