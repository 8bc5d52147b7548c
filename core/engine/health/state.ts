/** How well something works, and how it is told. */
import { reportOf, type ErrorCode } from '../../kernel/errors.ts';

export const HEALTH_STATES = ['ok', 'degraded', 'down', 'disabled'] as const;
/** `degraded` works with less; `disabled` is not there by intention. */
export type HealthState = (typeof HEALTH_STATES)[number];

export interface Health {
  readonly state: HealthState;
  readonly detail: string;
  /** What to do; empty where nothing has to be done. */
  readonly fix: string;
}

export function ok(detail: string): Health {
  return { state: 'ok', detail, fix: '' };
}

export function degraded(detail: string, fix: string): Health {
  return { state: 'degraded', detail, fix };
}

export function down(detail: string, fix: string): Health {
  return { state: 'down', detail, fix };
}

export function disabled(detail: string): Health {
  return { state: 'disabled', detail, fix: '' };
}

/** The worst of all, `disabled` left aside. */
export function worst(all: readonly Pick<Health, 'state'>[]): HealthState {
  const states = new Set(all.map(({ state }) => state));
  return (['down', 'degraded', 'ok'] as const).find((state) => states.has(state)) ?? 'disabled';
}

/** A workspace that cannot be looked into for want of a passphrase is not broken. */
const NOT_LOOKED_AT: ReadonlySet<ErrorCode> = new Set(['E_WORKSPACE_ENCRYPTED', 'E_WORKSPACE_WRONG_PASSPHRASE']);

/** What was thrown as a state: that it does not work, with the next step of the error. */
export function failed(thrown: unknown): Health {
  const { code, message, hint } = reportOf(thrown);
  return NOT_LOOKED_AT.has(code) ? degraded(`not looked at: ${message}`, hint) : down(`${message} (${code})`, hint);
}
