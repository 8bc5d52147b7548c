/**
 * Suppressions by hand: looked at before they are made, made with a reason, lifted as if they had never been. Making or
 * lifting one and the fusion it causes commit together.
 */
import { VedetteError } from '../kernel/errors.ts';
import { US_PER_DAY, type TimeUs } from '../kernel/time.ts';
import { SCOPE_CATALOGUE } from '../query/alert-fields.ts';
import type { Query } from '../query/ast.ts';
import { isAnything } from '../query/pattern.ts';
import { prepare } from '../query/prepare.ts';
import { resolveTime, upperBound } from '../query/time-points.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { countsOf } from '../store/overview.ts';
import { markPending } from '../store/pending.ts';
import { checkQueryRegex } from '../store/query-functions.ts';
import {
  addSuppression,
  endSuppression,
  listSuppressions,
  previewOf,
  type SuppressionPreview,
  type SuppressionRow,
} from '../store/suppressions.ts';
import type { Acting } from './acting.ts';
import { fuseIfPending } from './fuse.ts';

export interface SuppressionScope {
  /** A query over alerts. */
  readonly scope: string;
  readonly untilUs: TimeUs | null;
}

/** What is shown and hidden, before a change or after it. */
export interface Picture {
  readonly alerts: number;
  readonly suppressed: number;
  readonly incidents: number;
}

export interface SuppressionOutcome {
  readonly suppression: SuppressionRow;
  readonly before: Picture;
  readonly after: Picture;
}

/**
 * What the suppression would hide. Throws `E_QUERY_INVALID` for a scope that is no query over alerts and
 * `E_SUPPRESSION_INVALID` for one that asks for nothing or for a time that moves.
 */
export function previewSuppression(db: ReadableDb, scope: SuppressionScope): SuppressionPreview {
  checkScope(scope.scope);
  return previewOf(db, scope);
}

export function suppress(
  db: WritableDb,
  { why, ...scope }: SuppressionScope & { readonly why: string },
  acting: Acting,
): SuppressionOutcome {
  checkScope(scope.scope);
  if (why.trim() === '') throw invalid('A suppression needs a reason (why)');
  return change(db, acting, (madeUs) => addSuppression(db, { ...scope, why: why.trim(), actor: acting.actor, madeUs }));
}

/** What it hid is shown again and takes part in fusion. */
export function liftSuppression(
  db: WritableDb,
  { id, why }: { readonly id: number; readonly why: string },
  acting: Acting,
): SuppressionOutcome {
  const known = listSuppressions(db).find((row) => row.id === id);
  if (known === undefined) throw invalid(`There is no suppression ${id}`);
  if (known.lifted !== null) throw invalid(`Suppression ${id} was lifted already`);
  return change(db, acting, (endedUs) => {
    endSuppression(db, id, { actor: acting.actor, why: why.trim(), endedUs });
    return id;
  });
}

/** When something ends, from text: a day to its end, a time of day to that instant. Throws `E_USAGE`, naming `what`. */
export function suppressionEnd(text: string, nowUs: TimeUs, what = '--until'): TimeUs {
  const period = resolveTime(text, { nowUs, zone: 'UTC' });
  if (period === null) {
    throw new VedetteError('E_USAGE', `${what} ${text}: a time reads 2026-04-01 or 2026-04-01T12:00Z`);
  }
  return upperBound(period) as TimeUs;
}

function change(db: WritableDb, { clock, metrics }: Acting, work: (nowUs: TimeUs) => number): SuppressionOutcome {
  fuseIfPending(db, metrics);
  return db
    .transaction((): SuppressionOutcome => {
      const before = pictureOf(db);
      const id = work(clock.nowUs());
      markPending(db, 'fusion_pending');
      fuseIfPending(db, metrics);
      return { suppression: listSuppressions(db).find((row) => row.id === id)!, before, after: pictureOf(db) };
    })
    .immediate();
}

function pictureOf(db: ReadableDb): Picture {
  const { alerts, suppressed, incidents } = countsOf(db);
  return { alerts, suppressed, incidents };
}

/** Two moments far enough apart that a query which asks for a moving time is not the same at both. */
const ONE_DAY = US_PER_DAY as TimeUs;
const ANOTHER_DAY = (1_000 * US_PER_DAY) as TimeUs;

function checkScope(scope: string): void {
  const at = (nowUs: TimeUs) => prepare(scope, SCOPE_CATALOGUE, { nowUs, zone: 'UTC', checkRegex: checkQueryRegex });
  const { query, compiled } = at(ONE_DAY);
  if (asksForEverything(query)) throw invalid('A suppression of everything would hide everything');
  const later = at(ANOTHER_DAY).compiled;
  if (JSON.stringify(compiled.params) !== JSON.stringify(later.params)) {
    throw invalid(
      'The scope asks for a time that moves (last, now, today): what is hidden would change by itself. Name the times',
    );
  }
}

function asksForEverything({ where, time }: Query): boolean {
  if (time !== null) return false;
  const isStar = where?.kind === 'words' && where.test.kind === 'is' && where.test.value.kind === 'pattern';
  return where === null || (isStar && isAnything(where.test.value.pattern));
}

function invalid(message: string): VedetteError {
  return new VedetteError('E_SUPPRESSION_INVALID', message);
}
