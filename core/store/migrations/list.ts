/** All migrations in order; number n brings a workspace from schema version n - 1 to n. Never edit a released one. */
import { FIRST } from './001-first.ts';
import { EVENTS } from './002-events.ts';
import { AUDIT } from './003-audit.ts';
import { DECISIONS } from './004-decisions.ts';

export const MIGRATIONS: readonly string[] = [FIRST, EVENTS, AUDIT, DECISIONS];
