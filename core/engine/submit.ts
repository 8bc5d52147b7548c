/**
 * Alerts of other tools, taken line by line into the same store and fused by the same rules as our own. A bad line is
 * told with its number and the rest goes on; a stream is spooled beside the workspace first, so that what was
 * submitted stays.
 */
import path from 'node:path';
import { firstProblem, submittedAlertSchema, type SubmittedAlert } from '../contract/submitted-alert.ts';
import { fingerprintOf } from '../evidence/hash.ts';
import { linesOf, type Line } from '../connectors/text/lines.ts';
import { tolerant } from '../intake/read.ts';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import { asTimeUs, parseIsoTime, timeUsFromEpoch, type TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { ByteStream, Damage } from '../model/record.ts';
import { isEntityType, submittedEntity } from '../normalise/submitted-entity.ts';
import { createCheckpointer } from '../store/checkpoint.ts';
import type { WritableDb } from '../store/database.ts';
import type { NewFinding } from '../store/findings.ts';
import { createIngestWriter, type IngestItem } from '../store/ingest.ts';
import type { ImportOptions } from './import.ts';
import { keyed } from './findings.ts';
import { fuseIfPending } from './fuse.ts';
import { noProgress } from './progress.ts';
import { beginRecorded, completeRecorded } from './source-record.ts';

/** The sender of alerts that name none. */
const UNNAMED_SOURCE = 'submitted';

export interface BadLine {
  readonly line: number;
  readonly reason: string;
}

export interface SubmitReport {
  readonly lines: number;
  readonly accepted: number;
  /** Alerts whose external id was in the workspace already. */
  readonly known: number;
  readonly rejected: number;
  /** The first rejected lines. */
  readonly badLines: readonly BadLine[];
  /** Entities left out because their type is not one we know, by type. */
  readonly unknownEntityTypes: Readonly<Record<string, number>>;
  /** Entities left out because their value cannot be one of their type, by type. */
  readonly unreadableEntities: Readonly<Record<string, number>>;
  /** True where this very file was submitted before; nothing was added. */
  readonly isKnownFile: boolean;
}

const SHOWN_BAD_LINES = 20;
/** Further types are counted as one: a hostile sender can make up as many as there are lines. */
const SHOWN_TYPES = 100;
const OTHER_TYPES = '(other)';

/**
 * Submits the alerts in `input`, which can be opened more than once. Throws where the workspace itself fails, and
 * `E_SOURCE_UNREADABLE` where the input cannot be read to its end; then nothing was taken.
 */
export async function submitAlerts(
  db: WritableDb,
  input: { readonly path: string; open(): ByteStream },
  options: Pick<ImportOptions, 'limits' | 'clock' | 'metrics' | 'onProgress' | 'onFusion'>,
): Promise<SubmitReport> {
  const fingerprinted = tolerant(input.open());
  const fingerprint = await fingerprintOf(fingerprinted.bytes);
  const unreadable = fingerprinted.failure();
  if (unreadable !== null) throw new VedetteError('E_SOURCE_UNREADABLE', `${input.path}: ${unreadable.reason}`);
  if (fingerprint.sizeBytes === 0) return createReport(false).report();
  const row = beginRecorded(
    db,
    { ...fingerprint, path: path.resolve(input.path), kind: 'alerts', reader: 'submit' },
    options.clock,
  );
  const report = createReport(row.state === 'complete');
  if (row.state === 'reading') {
    const writer = createIngestWriter(db);
    const checkpointer = createCheckpointer(db);
    const stream = tolerant(input.open());
    let items: IngestItem[] = [];
    let damage: Damage[] = [];
    let consumedBytes = 0;
    const flush = (): void => {
      if (items.length === 0 && damage.length === 0) return;
      report.add(writer.commit(row.id, { items, damage }));
      checkpointer.afterCommit();
      items = [];
      damage = [];
      const done = { doneBytes: consumedBytes, totalBytes: fingerprint.sizeBytes, events: report.report().accepted };
      (options.onProgress ?? noProgress)({ subject: input.path, ...done });
    };
    for await (const line of linesOf(stream.bytes, options.limits.recordBytes)) {
      consumedBytes = line.offset + line.lengthBytes;
      if (line.number <= row.watermarkOrdinal || line.text?.trim() === '') continue;
      const taken = takeLine(line, report);
      items.push({
        ordinal: line.number,
        event: null,
        relations: [],
        matches: [],
        findings: taken.finding === null ? [] : [taken.finding],
      });
      if (taken.damage !== null) damage.push(taken.damage);
      if (items.length >= options.limits.batchRecords) flush();
    }
    const failure = stream.failure();
    if (failure !== null) damage.push(failure);
    flush();
    completeRecorded(db, row, options.clock);
  }
  fuseIfPending(db, options.metrics, options.onFusion);
  return report.report();
}

function createReport(isKnownFile: boolean) {
  let lines = 0;
  let accepted = 0;
  let known = 0;
  let rejected = 0;
  const badLines: BadLine[] = [];
  const unknownEntityTypes = new Map<string, number>();
  const unreadableEntities = new Map<string, number>();
  return {
    line: () => void lines++,
    add: (committed: { findings: number; knownFindings: number }) => {
      accepted += committed.findings;
      known += committed.knownFindings;
    },
    reject: (line: number, reason: string) => {
      rejected++;
      if (badLines.length < SHOWN_BAD_LINES) badLines.push({ line, reason });
    },
    leftOut: (type: string) => {
      const counts = isEntityType(type.toLowerCase()) ? unreadableEntities : unknownEntityTypes;
      const name = counts.has(type) || counts.size < SHOWN_TYPES ? type : OTHER_TYPES;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    report: (): SubmitReport => ({
      lines,
      accepted,
      known,
      rejected,
      badLines,
      unknownEntityTypes: Object.fromEntries(unknownEntityTypes),
      unreadableEntities: Object.fromEntries(unreadableEntities),
      isKnownFile,
    }),
  };
}

function takeLine(
  line: Line,
  report: ReturnType<typeof createReport>,
): { finding: NewFinding | null; damage: Damage | null } {
  report.line();
  const parsed = parseLine(line);
  if (typeof parsed === 'string') {
    report.reject(line.number, parsed);
    const damage: Damage = { code: 'E_ALERT_INVALID', offset: line.offset, record: line.number, reason: parsed };
    return { finding: null, damage };
  }
  return { finding: findingOf(parsed.alert, parsed.timeUs, report.leftOut), damage: null };
}

/** The alert on a line, or what is wrong with it. */
function parseLine(line: Line): { readonly alert: SubmittedAlert; readonly timeUs: TimeUs } | string {
  if (line.text === null) return `is longer than the limit on one record (recordBytes)`;
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    return `is not JSON: ${messageOf(error)}`;
  }
  const parsed = submittedAlertSchema.safeParse(value);
  if (!parsed.success) return firstProblem(parsed.error);
  const timeUs = timeOf(parsed.data.time);
  if (timeUs === null) return `time: ${JSON.stringify(parsed.data.time)} is neither RFC 3339 nor a time since 1970`;
  return { alert: parsed.data, timeUs };
}

function timeOf(time: string | number): TimeUs | null {
  if (typeof time === 'number') return timeUsFromEpoch(time);
  if (/^\d+(\.\d+)?$/.test(time)) return timeUsFromEpoch(Number(time));
  const parsed = parseIsoTime(time);
  return parsed === null ? null : asTimeUs(parsed.timeUs);
}

function findingOf(alert: SubmittedAlert, timeUs: TimeUs, onLeftOut: (type: string) => void): NewFinding {
  const entities: EntityMention[] = [];
  for (const { type, value } of alert.entities ?? []) {
    const mention = submittedEntity(type, value);
    if (mention === null) onLeftOut(type);
    else entities.push(mention);
  }
  return keyed({
    timeUs,
    title: alert.title,
    signal: alert.title,
    detector: alert.source ?? UNNAMED_SOURCE,
    severity: alert.severity ?? 'medium',
    techniques: alert.techniques ?? [],
    tactics: [],
    entities,
    author: '',
    externalId: alert.external_id ?? null,
    matched: [],
  });
}
