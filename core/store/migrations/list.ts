/** All migrations in order; number n brings a workspace from schema version n - 1 to n. Never edit a released one. */
import { FIRST } from './001-first.ts';
import { compactEvents } from './002-events.ts';
import { AUDIT } from './003-audit.ts';
import { DECISIONS } from './004-decisions.ts';
import { RETENTION } from './005-retention.ts';
import { RANKING } from './006-ranking.ts';
import { INCIDENTS } from './007-incidents.ts';
import { RULES } from './008-rules.ts';
import { CASE_WORK } from './009-case-work.ts';
import { writeRegisters } from './010-registers.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  FIRST,
  compactEvents,
  AUDIT,
  DECISIONS,
  RETENTION,
  RANKING,
  INCIDENTS,
  RULES,
  CASE_WORK,
  writeRegisters,
];
