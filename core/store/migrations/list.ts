/** All migrations in order; number n brings a workspace from schema version n - 1 to n. Never edit a released one. */
import { FIRST } from './001-first.ts';
import { DECISIONS } from './004-decisions.ts';

/** Keeps a number free for a migration that comes from another branch; replaced when the branches meet. */
const RESERVED_002_EVENTS = 'SELECT 1;';
const RESERVED_003_TRUST = 'SELECT 1;';

export const MIGRATIONS: readonly string[] = [FIRST, RESERVED_002_EVENTS, RESERVED_003_TRUST, DECISIONS];
