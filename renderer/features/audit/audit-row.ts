/** One row of the audit log, as the list and the pane beside it have it. */
import type { PageOutput } from '../../../core/contract/page.ts';

export type AuditRow = PageOutput<'audit.search'>['rows'][number];
