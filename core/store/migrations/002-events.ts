/**
 * Events for tens of millions. A row holds what is filtered and sorted by; what is only read (fields, message, the time
 * as written) lies compressed in blocks of neighbours, so that a workspace is a fraction of its evidence. Words of the
 * messages and mentions of entities are indexed; counts that every screen asks for are kept while events come in.
 *
 * The block format and the packing of mentions are spelled out here and not imported, because a released migration
 * must do the same for ever.
 */
import { constants, zstdCompressSync } from 'node:zlib';
import type Database from 'better-sqlite3';

const TABLES = `
CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE event_v2 (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id),
  ordinal INTEGER NOT NULL,
  record_number INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  length_bytes INTEGER NOT NULL,
  is_recovered INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  time_origin INTEGER NOT NULL,
  class_uid INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  kind_id INTEGER NOT NULL,
  code_id INTEGER,
  mentions BLOB NOT NULL
) STRICT;

CREATE TABLE event_detail (
  first_id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE event_words USING fts5(
  message, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);

CREATE TABLE event_entity_v2 (
  entity_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  role INTEGER NOT NULL,
  PRIMARY KEY (entity_id, event_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_count (
  type TEXT NOT NULL,
  role INTEGER NOT NULL,
  entity_id INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (type, role, entity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  events INTEGER NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL
) STRICT;

CREATE TABLE tally (
  kind_id INTEGER NOT NULL,
  code_id INTEGER NOT NULL,
  class_uid INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (kind_id, code_id, class_uid, activity_id, severity)
) STRICT, WITHOUT ROWID;

CREATE TABLE minute (
  time_us INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (time_us, severity)
) STRICT, WITHOUT ROWID;

CREATE TABLE raw_block (
  source_id INTEGER NOT NULL REFERENCES source(id),
  byte_offset INTEGER NOT NULL,
  length_bytes INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (source_id, byte_offset)
) STRICT;

CREATE TABLE entity_v2 (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  label TEXT NOT NULL,
  short TEXT
) STRICT;
`;

const REPLACED = `
DROP TABLE event;
DROP TABLE event_entity;
DROP TABLE entity;
ALTER TABLE event_v2 RENAME TO event;
ALTER TABLE event_entity_v2 RENAME TO event_entity;
ALTER TABLE entity_v2 RENAME TO entity;
CREATE INDEX event_by_time ON event(time_us, id);
CREATE INDEX entity_by_type ON entity(type);
CREATE INDEX entity_by_value ON entity(lower(value), type);
CREATE INDEX entity_by_label ON entity(lower(label)) WHERE type <> 'process';
CREATE INDEX entity_by_short ON entity(lower(short)) WHERE short IS NOT NULL;
`;

const ROLES = ['actor', 'parent', 'target', 'source', 'destination', 'device'];
const TIME_ORIGINS = ['zoned', 'assumed_utc', 'missing'];
const BLOCK_EVENTS = 128;
const BLOCK_CHARS = 128 * 1024;
const SEGMENT_BITS = 15;
const US_PER_MINUTE = 60_000_000;

interface OldEvent {
  readonly id: number;
  readonly source_id: number;
  readonly ordinal: number;
  readonly record_number: number;
  readonly byte_offset: number;
  readonly length_bytes: number;
  readonly is_recovered: number;
  readonly time_us: number;
  readonly time_origin: string;
  readonly time_text: string;
  readonly class_uid: number;
  readonly activity_id: number;
  readonly severity: number;
  readonly mapping: string;
  readonly message: string;
  readonly logsource: string;
  readonly fields: string;
}

/** Moves every event into the new tables, in pages, keeping ids. */
export function compactEvents(db: Database.Database): void {
  db.exec(TABLES);
  nameEntities(db);
  const mover = createMover(db);
  const page = db.prepare('SELECT * FROM event WHERE id > ? ORDER BY id LIMIT 1000');
  for (let rows = page.all(0) as OldEvent[]; rows.length > 0; rows = page.all(rows.at(-1)!.id) as OldEvent[]) {
    for (const row of rows) mover.move(row);
  }
  mover.end();
  db.exec(`
    INSERT INTO mention_count SELECT type, 7, entity_id, count(DISTINCT event_id)
      FROM event_entity_v2 JOIN entity_v2 AS entity ON entity.id = entity_id
      WHERE type NOT IN ('process', 'session') GROUP BY entity_id;
    INSERT INTO mention_count SELECT type, role, entity_id, count(*)
      FROM event_entity_v2 JOIN entity_v2 AS entity ON entity.id = entity_id
      WHERE type NOT IN ('process', 'session') GROUP BY entity_id, role;
    INSERT INTO segment SELECT id >> ${SEGMENT_BITS}, count(*), min(time_us), max(time_us) FROM event_v2 GROUP BY 1;
    INSERT INTO tally SELECT kind_id, coalesce(code_id, -1), class_uid, activity_id, severity, count(*)
      FROM event_v2 GROUP BY 1, 2, 3, 4, 5;
    INSERT INTO minute SELECT time_us - time_us % ${US_PER_MINUTE}, severity, count(*) FROM event_v2 GROUP BY 1, 2;
  `);
  db.exec(REPLACED);
}

/** What people call an entity for short: a host without its domain, an account without its own, a file without its folder. */
function nameEntities(db: Database.Database): void {
  const insert = db.prepare('INSERT INTO entity_v2 VALUES (?, ?, ?, ?, ?)');
  const all = db.prepare('SELECT id, type, value, label FROM entity WHERE id > ? ORDER BY id LIMIT 1000');
  type Row = { readonly id: number; readonly type: string; readonly value: string; readonly label: string };
  for (let rows = all.all(0) as Row[]; rows.length > 0; rows = all.all(rows.at(-1)!.id) as Row[]) {
    for (const { id, type, value, label } of rows) insert.run(id, type, value, label, shortName(type, value, label));
  }
}

function shortName(type: string, value: string, label: string): string | null {
  if (type === 'image' || type === 'file')
    return label.slice(Math.max(label.lastIndexOf('\\'), label.lastIndexOf('/')) + 1);
  if (type !== 'host' && type !== 'domain' && type !== 'user') return null;
  if (type === 'user') {
    const backslash = value.lastIndexOf('\\');
    if (backslash !== -1) return value.slice(backslash + 1);
    const at = value.indexOf('@');
    return at <= 0 ? null : value.slice(0, at);
  }
  const dot = value.indexOf('.');
  return dot <= 0 || /^[\d.]+$/.test(value) ? null : value.slice(0, dot);
}

function createMover(db: Database.Database): { move(row: OldEvent): void; end(): void } {
  const insert = db.prepare(`INSERT INTO event_v2 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertDetail = db.prepare('INSERT INTO event_detail VALUES (?, ?)');
  const insertWords = db.prepare('INSERT INTO event_words (rowid, message) VALUES (?, ?)');
  const insertMention = db.prepare('INSERT OR IGNORE INTO event_entity_v2 VALUES (?, ?, ?)');
  const mentionsOf = db
    .prepare(
      `SELECT entity_id, role, CASE type WHEN 'process' THEN label END FROM event_entity
       JOIN entity ON entity.id = entity_id WHERE event_id = ? ORDER BY 1, 2`,
    )
    .raw();
  const lastEntity = db.prepare('SELECT max(id) FROM entity_v2').pluck();
  const insertImage = db.prepare('INSERT INTO entity_v2 VALUES (?, ?, ?, ?, ?)');
  const images = new Map<string, number>();
  const imageOf = (label: string): number => {
    const id = images.get(label) ?? ((lastEntity.get() as number | null) ?? 0) + 1;
    if (!images.has(label)) insertImage.run(id, 'image', label, label, shortName('image', label, label));
    images.set(label, id);
    return id;
  };
  const insertLabel = db.prepare('INSERT INTO label (text) VALUES (?)');
  const labels = new Map<string, number>();
  const labelOf = (text: string): number => {
    const id = labels.get(text) ?? Number(insertLabel.run(text).lastInsertRowid);
    labels.set(text, id);
    return id;
  };
  let firstId = 0;
  let lastId = 0;
  let lines: string[] = [];
  let chars = 0;
  const flush = (): void => {
    if (lines.length > 0) insertDetail.run(firstId, compressed(lines));
    lines = [];
    chars = 0;
  };
  return {
    move: (row) => {
      const full = lines.length >= 3 * BLOCK_EVENTS || chars >= BLOCK_CHARS;
      if (full || row.id !== lastId + 1) flush();
      if (lines.length === 0) firstId = row.id;
      lastId = row.id;
      const rest = `[${JSON.stringify(row.time_text)},${row.logsource}]`;
      lines.push(row.fields, JSON.stringify(row.message), rest);
      chars += row.fields.length + row.message.length + rest.length;
      const mentions = (mentionsOf.all(row.id) as [number, string, string | null][]).flatMap(([id, role, program]) => {
        const rank = ROLES.indexOf(role);
        return program === null ? [[id, rank] as const] : [[id, rank] as const, [imageOf(program), rank] as const];
      });
      for (const [id, role] of mentions) insertMention.run(id, row.id, role);
      insert.run(
        row.id,
        row.source_id,
        row.ordinal,
        row.record_number,
        row.byte_offset,
        row.length_bytes,
        row.is_recovered,
        row.time_us,
        TIME_ORIGINS.indexOf(row.time_origin),
        row.class_uid,
        row.activity_id,
        row.severity,
        labelOf(row.mapping),
        codeOf(row.fields, labelOf),
        packed(mentions.map(([id, role]) => id * 8 + role)),
      );
      insertWords.run(row.id, row.message.replaceAll(/[^\p{L}\p{N}\p{M}\p{Co}\p{ASCII}]/gu, ' '));
    },
    end: flush,
  };
}

function compressed(lines: readonly string[]): Buffer {
  return zstdCompressSync(lines.join('\n'), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/** 0 for no EventID, null for one that is no short scalar, else its label. */
function codeOf(fields: string, labelOf: (text: string) => number): number | null {
  if (!fields.includes('"EventID":')) return 0;
  const value = (JSON.parse(fields) as Record<string, unknown>)['EventID'];
  if (value === undefined || value === null) return 0;
  if (typeof value === 'string' ? value !== '' && value.length <= 32 : Number.isSafeInteger(value))
    return labelOf(String(value));
  return null;
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function packed(numbers: readonly number[]): Buffer {
  const bytes: number[] = [];
  for (const number of numbers) {
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}
