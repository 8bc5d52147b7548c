/**
 * What people decided about alerts, kept for ever and in order. An alert is kept by the key that deduplication groups by
 * and the time it was first seen: whatever evidence comes later, the alert that stands for that finding is the one meant.
 */
import { canonicalJson } from '../evidence/canonical-json.ts';
import { EMPTY_CHAIN, nextRow, type ChainRow } from '../evidence/chain.ts';
import type { Decision } from '../fuse/decisions.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { JsonValue } from '../model/json.ts';
import type { Verdict, VerdictScope } from '../model/verdict.ts';
import { headOf } from './chain-head.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { alertAt, anchorOf, type FindingAnchor } from './finding-anchor.ts';
import { statement } from './statements.ts';

/** Who decided, when and why; `about` says in words what it was about, as it looked then. */
export interface DecisionStamp {
  readonly actor: string;
  readonly why: string;
  readonly about: string;
  readonly decidedUs: TimeUs;
}

export interface DecisionRow extends DecisionStamp {
  /** The number people name it by. */
  readonly id: number;
  readonly kind: Decision['kind'] | 'verdict' | 'undo';
  /** Both null for all but a verdict. */
  readonly verdict: Verdict | null;
  readonly verdictOn: VerdictScope | null;
  readonly revokesId: number | null;
  /** False once a later row that is itself in force took it back. */
  readonly isInForce: boolean;
}

type Side = 'part' | 'rest';

/** Adds a decision and returns its number; call inside a transaction. Every alert it names must be there. */
export function addDecision(db: WritableDb, decision: Decision, stamp: DecisionStamp): number {
  const { part, rest } = sidesOf(decision);
  const alerts = { part: part.map((id) => anchorOf(db, id)), rest: rest.map((id) => anchorOf(db, id)) };
  return insert(db, { kind: decision.kind, ...PLAIN, ...stamp }, alerts);
}

/** What was concluded about the first of these alerts, which stands for its incident where that is judged (J2). */
export interface GivenVerdict {
  readonly verdict: Verdict;
  readonly verdictOn: VerdictScope;
  readonly alertIds: readonly string[];
}

/** Adds a verdict and returns its number; call inside a transaction. Every alert it names must be there. */
export function addVerdict(db: WritableDb, given: GivenVerdict, stamp: DecisionStamp): number {
  const { verdict, verdictOn, alertIds } = given;
  const [about, ...others] = alertIds.map((id) => anchorOf(db, id));
  const alerts = { part: [about!], rest: others };
  return insert(db, { kind: 'verdict', revokes: null, verdict, verdictOn, ...stamp }, alerts);
}

/** Takes decision `revokesId` back; what it undid comes back where it is itself an undo. Returns the new row's number. */
export function addUndo(db: WritableDb, revokesId: number, stamp: DecisionStamp): number {
  return insert(db, { kind: 'undo', ...PLAIN, revokes: revokesId, ...stamp }, { part: [], rest: [] });
}

function insert(
  db: WritableDb,
  given: ChainedDecision,
  alerts: Readonly<Record<Side, readonly FindingAnchor[]>>,
): number {
  const [actor, why, about] = [given.actor, given.why, given.about].map((text) => text.toWellFormed());
  const decision = { ...given, actor: actor!, why: why!, about: about! };
  const { seq, prevHash, hash } = nextRow(headOf(db, 'decision') ?? EMPTY_CHAIN, bodyOf(decision, alerts));
  db.prepare(
    `INSERT INTO decision (seq, kind, revokes, actor, why, about, decided_us, prev_hash, hash, verdict, verdict_on)
     VALUES (@seq, @kind, @revokes, @actor, @why, @about, @decidedUs, @prevHash, @hash, @verdict, @verdictOn)`,
  ).run({ ...decision, seq, prevHash, hash });
  const add = db.prepare(
    'INSERT INTO decision_alert (decision, side, position, dedup_key, time_us) VALUES (?, ?, ?, ?, ?)',
  );
  for (const side of ['part', 'rest'] as const) {
    for (const [position, { dedupKey, timeUs }] of alerts[side].entries()) {
      add.run(seq, side, position, dedupKey, timeUs);
    }
  }
  return seq;
}

interface ChainedDecision extends DecisionStamp, Pick<DecisionRow, 'kind' | 'verdict' | 'verdictOn'> {
  readonly revokes: number | null;
}

const PLAIN = { revokes: null, verdict: null, verdictOn: null } as const;

/** What the hash is taken of; a verdict stands in it where there is one, so that rows from before verdicts keep theirs. */
function bodyOf(decision: ChainedDecision, alerts: Readonly<Record<Side, readonly FindingAnchor[]>>): string {
  const { kind, revokes, actor, why, about, decidedUs, verdict, verdictOn } = decision;
  const judged: JsonValue = verdict === null ? {} : { verdict, verdict_on: verdictOn };
  const listed = (side: Side): JsonValue => alerts[side].map(({ dedupKey, timeUs }) => [dedupKey, timeUs]);
  const [part, rest] = [listed('part'), listed('rest')];
  return canonicalJson({ about, actor, decided_us: decidedUs, kind, part, rest, revokes, why, ...judged });
}

/** The decisions as a chain that can be checked. */
export function* decisionChain(db: ReadableDb): Generator<ChainRow> {
  const rows = db
    .prepare(
      `SELECT seq, kind, revokes, actor, why, about, decided_us AS decidedUs, verdict, verdict_on AS verdictOn,
         prev_hash AS prevHash, hash
       FROM decision ORDER BY seq`,
    )
    .all() as (ChainedDecision & Omit<ChainRow, 'body'>)[];
  for (const { seq, prevHash, hash, ...decision } of rows) {
    const kept = keptAlerts(db, seq);
    const of = (side: Side): FindingAnchor[] => kept.filter((anchor) => anchor.side === side);
    yield { seq, body: bodyOf(decision, { part: of('part'), rest: of('rest') }), prevHash, hash };
  }
}

function keptAlerts(db: ReadableDb, decision: number): (FindingAnchor & { readonly side: Side })[] {
  return statement(
    db,
    `SELECT side, dedup_key AS dedupKey, time_us AS timeUs FROM decision_alert WHERE decision = ?
     ORDER BY side, position`,
  ).all(decision) as (FindingAnchor & { readonly side: Side })[];
}

function sidesOf(decision: Decision): { readonly part: readonly string[]; readonly rest: readonly string[] } {
  switch (decision.kind) {
    case 'merge':
      return { part: decision.alertIds, rest: [] };
    case 'split':
      return { part: decision.alertIds, rest: decision.fromAlertIds };
    case 'detach':
      return { part: [decision.alertId], rest: [] };
    case 'pin':
      return { part: [decision.alertId], rest: [decision.toAlertId] };
  }
}

/** All decisions, in the order they were taken. */
export function listDecisions(db: ReadableDb): DecisionRow[] {
  const rows = db
    .prepare(
      `SELECT seq AS id, kind, revokes AS revokesId, actor, why, about, decided_us AS decidedUs, verdict,
         verdict_on AS verdictOn
       FROM decision ORDER BY seq`,
    )
    .all() as Omit<DecisionRow, 'isInForce'>[];
  // A row can only name an earlier one, so going backwards each is settled before what it revokes.
  const revoked = new Set<number>();
  for (const { id, revokesId } of rows.toReversed()) if (revokesId !== null && !revoked.has(id)) revoked.add(revokesId);
  return rows.map((row) => ({ ...row, isInForce: !revoked.has(row.id) }));
}

/** The decisions that hold, in the order they were taken, about the alerts there are now; none is about nothing. */
export function decisionsInForce(db: ReadableDb): Decision[] {
  return listDecisions(db).flatMap((row) => (row.isInForce ? (decisionOf(db, row) ?? []) : []));
}

function decisionOf(db: ReadableDb, { id, kind, actor, why }: DecisionRow): Decision | null {
  const because = why === '' ? `by ${actor}` : `by ${actor}: ${why}`;
  const { part, rest } = alertsOfDecision(db, id);
  const [first, other] = [part[0], rest[0]];
  switch (kind) {
    case 'merge':
      return { kind, alertIds: part, because };
    case 'split':
      return { kind, alertIds: part, fromAlertIds: rest, because };
    case 'detach':
      return first === undefined ? null : { kind, alertId: first, because };
    case 'pin':
      // Evidence between the two may have made one alert of both.
      if (first === undefined || other === undefined || first === other) return null;
      return { kind, alertId: first, toAlertId: other, because };
    case 'verdict':
    case 'undo':
      return null;
  }
}

/** The alerts that a decision is about, as they are now; those that are gone are left out. */
export function alertsOfDecision(db: ReadableDb, decisionId: number): Record<Side, string[]> {
  const sides: Record<Side, string[]> = { part: [], rest: [] };
  for (const { side, ...anchor } of keptAlerts(db, decisionId)) {
    const alertId = alertAt(db, anchor);
    if (alertId !== null) sides[side].push(alertId);
  }
  return sides;
}

/** Decisions in force that are about an alert of this incident. */
export function decisionsAbout(db: ReadableDb, incidentId: string): DecisionRow[] {
  const holds = statement(db, 'SELECT 1 FROM incident_alert WHERE alert_id = ? AND incident_id = ?');
  return listDecisions(db).filter(({ id, kind, isInForce }) => {
    if (!isInForce || kind === 'undo') return false;
    const { part, rest } = alertsOfDecision(db, id);
    return [...part, ...rest].some((alertId) => holds.get(alertId, incidentId) !== undefined);
  });
}
