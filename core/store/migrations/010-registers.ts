/**
 * Who is mentioned where: a register for each chapter of 8,192 neighbouring ids instead of a row for each mention, because
 * rows by entity lie all over the file, and writing them was most of what an import did. The last chapter of a workspace
 * stays open and has none.
 *
 * The form of a register is spelled out here and not imported, because a released migration must do the same for ever:
 * for each entity in a role the distance from the one before, the bytes of its list, and the list of distances from event
 * to event; seven bits a byte, the lowest first.
 */
import type Database from 'better-sqlite3';

const CHAPTER_EVENTS = 8_192;
const ROLES = 8;
const ENTITY_SPAN = 2 ** 32;
const PAGE_BYTES = 2_000;

/** Makes registers from what the rows of events list. */
export function writeRegisters(db: Database.Database): void {
  db.exec(`CREATE TABLE register_page (
      id INTEGER PRIMARY KEY,
      bytes BLOB NOT NULL
    ) STRICT;
    DROP TABLE event_entity;`);
  const lastId = db.prepare('SELECT max(id) FROM event').pluck().get() as number | null;
  const nextId = db.prepare('SELECT min(id) FROM event WHERE id >= ?').pluck();
  const rows = db.prepare('SELECT id, mentions FROM event NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id').raw();
  const insert = db.prepare('INSERT INTO register_page VALUES (?, ?)');
  const lastChapter = lastId === null ? 0 : Math.floor(lastId / CHAPTER_EVENTS);
  for (let chapter = 0; chapter < lastChapter; chapter++) {
    const first = nextId.get(chapter * CHAPTER_EVENTS) as number;
    chapter = Math.floor(first / CHAPTER_EVENTS);
    if (chapter >= lastChapter) return;
    const mentions: number[] = [];
    const ids = [chapter * CHAPTER_EVENTS, (chapter + 1) * CHAPTER_EVENTS - 1];
    for (const [id, bytes] of rows.iterate(...ids) as IterableIterator<[number, Buffer]>) {
      for (const key of unpacked(bytes)) mentions.push(key * CHAPTER_EVENTS + (id % CHAPTER_EVENTS));
    }
    for (const { firstEntity, bytes } of pagesOf(Float64Array.from(mentions).toSorted()))
      insert.run(chapter * ENTITY_SPAN + firstEntity, Buffer.from(bytes));
  }
}

interface Page {
  readonly firstEntity: number;
  readonly bytes: number[];
}

/** `mentions`: entity, role and place in one number each, ascending. The first page begins with 0, which is no entity. */
function pagesOf(mentions: Float64Array): Page[] {
  let page: Page = { firstEntity: 0, bytes: [] };
  const pages = [page];
  let before = 0;
  for (let at = 0; at < mentions.length;) {
    const key = Math.floor(mentions[at]! / CHAPTER_EVENTS);
    const entityId = Math.floor(key / ROLES);
    if (page.bytes.length >= PAGE_BYTES && entityId !== Math.floor(before / ROLES)) {
      page = { firstEntity: entityId, bytes: [] };
      pages.push(page);
      before = entityId * ROLES;
    }
    const list: number[] = [];
    for (let last = -1; at < mentions.length && mentions[at]! < (key + 1) * CHAPTER_EVENTS; at++) {
      const place = mentions[at]! % CHAPTER_EVENTS;
      if (place > last) pushNumber(list, last < 0 ? place : place - last);
      last = place;
    }
    pushNumber(page.bytes, key - before);
    pushNumber(page.bytes, list.length);
    for (const byte of list) page.bytes.push(byte);
    before = key;
  }
  return pages;
}

function pushNumber(bytes: number[], number: number): void {
  let rest = number;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

function* unpacked(bytes: Uint8Array): Generator<number> {
  let number = 0;
  let scale = 1;
  for (const byte of bytes) {
    number += (byte & 127) * scale;
    scale *= 128;
    if (byte > 127) continue;
    yield number;
    number = 0;
    scale = 1;
  }
}
