/** Writes events: the row, the block of details, words, mentions and counts, each in the shape its readers want. */
import type { EntityMention } from '../model/entity.ts';
import type { NormalisedEvent, TimeOrigin } from '../model/event.ts';
import type { Fields } from '../model/fields.ts';
import { CODE_FIELD } from '../query/event-fields.ts';
import { severityRank } from '../model/severity.ts';
import type { WritableDb } from './database.ts';
import { DetailBlockBuilder } from './detail-block.ts';
import type { EntityIndex } from './entity-index.ts';
import { createLabelIndex } from './labels.ts';
import { packMentions, roleRank } from './mention-list.ts';
import { createRegisterWriter } from './registers.ts';
import type { SourceId } from './sources.ts';
import { createTallyWriter, type TalliedMention } from './tallies.ts';
import { indexedText } from './words.ts';

/** As numbers in the store. */
export const TIME_ORIGINS = ['zoned', 'assumed_utc', 'missing'] as const satisfies readonly TimeOrigin[];

/** Says that an event has none. */
export const NO_CODE = 0;
const MAX_CODE_CHARS = 32;

export interface EventWriter {
  /** Adds an event and returns its id; the next one's is higher by one. Call inside the batch's transaction. */
  add(sourceId: SourceId, event: NormalisedEvent): number;
  /** Writes what is held back; call at the end of the batch's transaction. */
  flush(): void;
  /** Drops what is held back; for after a rollback. */
  forget(): void;
}

export function createEventWriter(db: WritableDb, entities: EntityIndex): EventWriter {
  const labels = createLabelIndex(db);
  const tallies = createTallyWriter(db);
  const insert = db.prepare(
    `INSERT INTO event (id, source_id, ordinal, record_number, byte_offset, length_bytes, is_recovered, time_us,
       time_origin, class_uid, activity_id, severity, kind_id, code_id, mentions)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertWords = db.prepare('INSERT INTO event_words (rowid, message) VALUES (?, ?)');
  const insertDetail = db.prepare('INSERT INTO event_detail (first_id, bytes) VALUES (?, ?)');
  // Ids of events that were removed are never given again: somebody may have noted them down.
  const lastIdOf = db
    .prepare(
      `SELECT max(coalesce((SELECT max(id) FROM event), 0),
         coalesce((SELECT CAST(value AS INTEGER) FROM state WHERE name = 'last_event_id'), 0))`,
    )
    .pluck();
  let nextId: number | null = null;
  let block: DetailBlockBuilder | null = null;

  const closeBlock = (): void => {
    if (block !== null) insertDetail.run(block.firstId, block.bytes());
    block = null;
  };
  const registers = createRegisterWriter(db);
  return {
    add: (sourceId, event) => {
      nextId ??= (lastIdOf.get() as number) + 1;
      const id = nextId++;
      const { place, timeUs, classUid, activityId } = event;
      const mentions = distinctMentions(event.entities, entities);
      const packed = packMentions(mentions);
      const severity = severityRank(event.severity);
      const kindId = labels.idOf(event.mapping);
      const code = codeOf(event.fields);
      const codeId = code === null ? null : code === '' ? NO_CODE : labels.idOf(code);
      insert.run(
        id,
        sourceId,
        place.ordinal,
        place.number,
        place.offset,
        place.lengthBytes,
        place.isRecovered ? 1 : 0,
        timeUs,
        TIME_ORIGINS.indexOf(event.timeOrigin),
        classUid,
        activityId,
        severity,
        kindId,
        codeId,
        packed,
      );
      registers.add(id, packed);
      insertWords.run(id, indexedText(event.message));
      if (block?.isFull === true) closeBlock();
      block ??= new DetailBlockBuilder(id);
      const { message, timeText, logsource } = event;
      block.add({ fields: JSON.stringify(event.fields), message, timeText, logsource });
      tallies.add({ id, timeUs, kindId, codeId, classUid, activityId, severity, mentions });
      return id;
    },
    flush: () => {
      closeBlock();
      tallies.flush();
    },
    forget: () => {
      nextId = null;
      block = null;
      registers.forget();
      labels.forget();
      tallies.forget();
    },
  };
}

/** What the event mentions, each once in a role; a process with its image. */
function distinctMentions(mentions: readonly EntityMention[], entities: EntityIndex): TalliedMention[] {
  const distinct: TalliedMention[] = [];
  for (const mention of mentions) {
    const { type, value, label } = mention;
    const role = roleRank(mention.role);
    addDistinct(distinct, { type, entityId: entities.idOf(mention), role });
    if (type === 'process') {
      const image = { type: 'image', value: label ?? value, label: undefined } as const;
      addDistinct(distinct, { type: 'image', entityId: entities.idOf(image), role });
    }
  }
  return distinct;
}

function addDistinct(distinct: TalliedMention[], mention: TalliedMention): void {
  for (const { entityId, role } of distinct) if (entityId === mention.entityId && role === mention.role) return;
  distinct.push(mention);
}

/** Empty for an event without one; null for what is not a short text or a whole number. */
function codeOf(fields: Fields): string | null {
  const value = fields[CODE_FIELD];
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value !== '' && value.length <= MAX_CODE_CHARS ? value : null;
  return Number.isSafeInteger(value) ? String(value as number) : null;
}
