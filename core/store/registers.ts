/**
 * Who is mentioned where. The row of an event lists what it mentions; the way from an entity to its events is a register
 * for each chapter of events, written once, in the order of the file. The last chapter has none yet: its rows are read
 * instead. So is any other chapter without one, and a chapter without events needs none.
 */
import type { ReadableDb, WritableDb } from './database.ts';
import { CHAPTER_EVENTS, chapterOf, idsOfChapter } from './chapters.ts';
import { mentionsAny } from './mention-list.ts';
import { PageReader, RegisterBuilder, type RegisterPage } from './register-page.ts';
import { statement } from './statements.ts';

/** A page's id is its chapter and the entity it begins with in one number, so that pages lie in that order. */
const ENTITY_SPAN = 2 ** 32;
/** For more entities a register is read from its first page to its last. */
const FEW_ENTITIES = 24;

export interface RegisterWriter {
  /** Call after an event was written; `mentions` as its row has them. */
  add(eventId: number, mentions: Uint8Array): void;
  /** Drops what is remembered; for after a rollback. */
  forget(): void;
}

export function createRegisterWriter(db: WritableDb): RegisterWriter {
  /** The chapter that is being written; null where this writer has not looked yet. */
  let open: number | null = null;
  /** What this writer wrote of it, to spare reading it again, and null where others may have written too. */
  let builder: RegisterBuilder | null = null;
  let events = 0;

  const begin = (eventId: number): void => {
    const chapter = chapterOf(eventId);
    // One before may have been left open by another writer, and only the last one may be.
    const lastId = statement(db, 'SELECT max(id) FROM event WHERE id < ?', 'pluck').get(eventId) as number | null;
    const last = lastId === null ? null : chapterOf(lastId);
    if (last !== null && last !== chapter && !hasRegister(db, last)) writePages(db, last, pagesOfRows(db, last));
    open = chapter;
    builder = last === chapter ? null : new RegisterBuilder();
    events = 0;
  };
  const end = (chapter: number): void => {
    // Events of it may have been removed since.
    const isWhole = builder !== null && events === eventsIn(db, chapter);
    writePages(db, chapter, isWhole ? builder!.pages() : pagesOfRows(db, chapter));
  };
  return {
    add: (eventId, mentions) => {
      const chapter = chapterOf(eventId);
      if (open === null) begin(eventId);
      else if (open !== chapter) {
        end(open);
        open = chapter;
        builder = new RegisterBuilder();
        events = 0;
      }
      builder?.add(eventId % CHAPTER_EVENTS, mentions);
      events++;
    },
    forget: () => {
      open = null;
      builder = null;
    },
  };
}

/** Writes the register of a chapter anew where it has one; for after events were removed. */
export function renewRegister(db: WritableDb, chapter: number): void {
  if (!hasRegister(db, chapter)) return;
  statement(db, 'DELETE FROM register_page WHERE id BETWEEN ? AND ?').run(pageId(chapter, 0), lastPageId(chapter));
  if (eventsIn(db, chapter) > 0) writePages(db, chapter, pagesOfRows(db, chapter));
}

function writePages(db: WritableDb, chapter: number, pages: readonly RegisterPage[]): void {
  const insert = statement(db, 'INSERT INTO register_page (id, bytes) VALUES (?, ?)');
  for (const { firstEntity, bytes } of pages) insert.run(pageId(chapter, firstEntity), bytes);
}

function pageId(chapter: number, entityId: number): number {
  return chapter * ENTITY_SPAN + entityId;
}

function lastPageId(chapter: number): number {
  return pageId(chapter, ENTITY_SPAN - 1);
}

function hasRegister(db: ReadableDb, chapter: number): boolean {
  return statement(db, 'SELECT 1 FROM register_page WHERE id = ?').get(pageId(chapter, 0)) !== undefined;
}

function eventsIn(db: ReadableDb, chapter: number): number {
  const { fromId, toId } = idsOfChapter(chapter);
  return statement(db, 'SELECT count(*) FROM event NOT INDEXED WHERE id BETWEEN ? AND ?', 'pluck').get(
    fromId,
    toId,
  ) as number;
}

type Row = readonly [id: number, mentions: Buffer];

function rowsOf(db: ReadableDb, chapter: number): Row[] {
  const { fromId, toId } = idsOfChapter(chapter);
  return statement(db, 'SELECT id, mentions FROM event NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id', 'raw').all(
    fromId,
    toId,
  ) as Row[];
}

function pagesOfRows(db: ReadableDb, chapter: number): RegisterPage[] {
  const builder = new RegisterBuilder();
  for (const [id, mentions] of rowsOf(db, chapter)) builder.add(id % CHAPTER_EVENTS, mentions);
  return builder.pages();
}

/** Entities in roles. */
export interface Mentioned {
  readonly entityIds: ReadonlySet<number>;
  /** As bits by rank. */
  readonly roles: number;
}

/** Finds events that mention any of some entities in any of some roles, a chapter at a time. */
export class MentionFinder {
  readonly #db: ReadableDb;
  readonly #mentioned: Mentioned;
  readonly #ascending: Float64Array;

  constructor(db: ReadableDb, mentioned: Mentioned) {
    this.#db = db;
    this.#mentioned = mentioned;
    this.#ascending = Float64Array.from(mentioned.entityIds).toSorted();
  }

  /** Ascending ids of the events from `fromId` to `toId`, which must be the first and the last of chapters. */
  between(fromId: number, toId: number): number[] {
    const ids: number[] = [];
    // Whoever means all events may say any last id.
    const lastId = (statement(this.#db, 'SELECT max(id) FROM event', 'pluck').get() as number | null) ?? 0;
    for (let chapter = chapterOf(fromId); chapter <= chapterOf(Math.min(toId, lastId)); chapter++) {
      for (const id of this.#inChapter(chapter)) ids.push(id);
    }
    return ids;
  }

  /** The first ids in the order of the file, at most `limit`. */
  first(limit: number): number[] {
    const ids: number[] = [];
    const lastId = (statement(this.#db, 'SELECT max(id) FROM event', 'pluck').get() as number | null) ?? 0;
    for (let chapter = 0; chapter <= chapterOf(lastId) && ids.length < limit; chapter++) {
      ids.push(...this.#inChapter(chapter).slice(0, limit - ids.length));
    }
    return ids;
  }

  #inChapter(chapter: number): number[] {
    const lists = new Lists(chapter);
    const isRegistered =
      this.#ascending.length > FEW_ENTITIES ? this.#inAllPages(chapter, lists) : this.#bySeeking(chapter, lists);
    return isRegistered ? lists.ids() : this.#inRows(chapter);
  }

  /** False where the chapter has no register, as the next. */
  #bySeeking(chapter: number, lists: Lists): boolean {
    const find = statement(
      this.#db,
      'SELECT id, bytes FROM register_page WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1',
      'raw',
    );
    for (let at = 0; at < this.#ascending.length;) {
      const row = find.get(pageId(chapter, 0), pageId(chapter, this.#ascending[at]!)) as PageRow | undefined;
      if (row === undefined) return false;
      const page = readerOf(row);
      // Those beyond the page's last entity are looked for again: they may be in the next.
      const next = this.#inPage(page, at, lists);
      at = Math.max(next, at + 1);
    }
    return true;
  }

  #inAllPages(chapter: number, lists: Lists): boolean {
    const rows = pageRows(this.#db, chapter);
    let at = 0;
    for (const row of rows) at = this.#inPage(readerOf(row), at, lists);
    return rows.length > 0;
  }

  /** Takes the lists of a page for entities from `at` on; gives the first entity that is beyond the page. */
  #inPage(page: PageReader, from: number, lists: Lists): number {
    const ascending = this.#ascending;
    let at = from;
    while (at < ascending.length && page.next()) {
      const { entityId } = page;
      while (at < ascending.length && ascending[at]! < entityId) at++;
      if (ascending[at] === entityId && ((this.#mentioned.roles >> page.role) & 1) === 1) lists.add(page);
    }
    while (at < ascending.length && ascending[at]! <= page.entityId) at++;
    return at;
  }

  #inRows(chapter: number): number[] {
    const { entityIds, roles } = this.#mentioned;
    const ids: number[] = [];
    for (const [id, mentions] of rowsOf(this.#db, chapter)) {
      if (mentionsAny(mentions, entityIds, roles)) ids.push(id);
    }
    return ids;
  }
}

/** The union of lists of a chapter. */
class Lists {
  readonly #firstId: number;
  readonly #ids: number[] = [];
  #count = 0;

  constructor(chapter: number) {
    this.#firstId = idsOfChapter(chapter).fromId;
  }

  add(page: PageReader): void {
    page.read(this.#firstId, this.#ids);
    this.#count++;
  }

  /** Ascending, each once. */
  ids(): number[] {
    if (this.#count < 2) return this.#ids;
    const isThere = new Uint8Array(CHAPTER_EVENTS);
    for (const id of this.#ids) isThere[id - this.#firstId] = 1;
    const distinct: number[] = [];
    for (let place = 0; place < CHAPTER_EVENTS; place++) if (isThere[place] === 1) distinct.push(this.#firstId + place);
    return distinct;
  }
}

type PageRow = readonly [id: number, bytes: Buffer];

function pageRows(db: ReadableDb, chapter: number): PageRow[] {
  return statement(db, 'SELECT id, bytes FROM register_page WHERE id BETWEEN ? AND ? ORDER BY id', 'raw').all(
    pageId(chapter, 0),
    lastPageId(chapter),
  ) as PageRow[];
}

function readerOf([id, bytes]: PageRow): PageReader {
  return new PageReader({ firstEntity: id % ENTITY_SPAN, bytes });
}

/**
 * In how many events of a chapter the entities of each group are mentioned in a role of `roles`, by group; groups are
 * numbers, and an event that mentions several of one counts once.
 */
export function countInChapter(
  db: ReadableDb,
  chapter: number,
  groupOf: ReadonlyMap<number, number>,
  roles: number,
): Map<number, number> {
  const groups = new Map<number, Lists>();
  const rows = pageRows(db, chapter);
  const pages = rows.length > 0 ? rows.map(readerOf) : pagesOfRows(db, chapter).map((page) => new PageReader(page));
  for (const page of pages) {
    while (page.next()) {
      const group = ((roles >> page.role) & 1) === 1 ? groupOf.get(page.entityId) : undefined;
      if (group === undefined) continue;
      let lists = groups.get(group);
      if (lists === undefined) groups.set(group, (lists = new Lists(chapter)));
      lists.add(page);
    }
  }
  return new Map(Array.from(groups, ([group, lists]) => [group, lists.ids().length]));
}
