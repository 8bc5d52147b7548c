/** `vedette audit`: who changed what, and the log as lines that anybody can check without Vedette. */
import type { Command } from 'commander';
import { headOf } from '../../store/chain-head.ts';
import { listAudit, type AuditRow } from '../../store/audit.ts';
import { count, counted, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { withLongReading } from '../reading.ts';
import { defaultWorkspace, EXIT_OK, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { positiveInteger } from './options.ts';

const DEFAULT_LIMIT = 200;

export function addAudit(program: Command, session: Session): void {
  program
    .command('audit')
    .description('the audit log: every change with who, what, before, after and when')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('-n, --limit <count>', `the newest so many (default: ${DEFAULT_LIMIT}; with --json all)`, positiveInteger)
    .option('--json', 'print NDJSON, one row a line, as resources/verify/verify-chain.mjs checks it', false)
    .action(async (flags: { readonly workspace: string; readonly limit?: number; readonly json: boolean }) => {
      const { terminal } = session;
      await withLongReading(terminal, flags.workspace, async (db) => {
        if (flags.json) {
          for (const row of listAudit(db, flags.limit ?? -1)) terminal.printJson(auditJson(row));
          return;
        }
        const rows = [...listAudit(db, flags.limit ?? DEFAULT_LIMIT)];
        if (rows.length > 0) printTable(terminal, rows);
        terminal.print(`${count(rows.length)} of ${counted(headOf(db, 'audit')?.count ?? 0, 'row')}`);
      });
      process.exitCode = EXIT_OK;
    });
}

/** A row as it is exported: what the hash is taken of, and `seq`, `prev_hash` and `hash`. */
function auditJson(row: AuditRow): Record<string, unknown> {
  return {
    seq: row.seq,
    time_us: row.timeUs,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    before: row.before,
    after: row.after,
    correlation_id: row.correlationId,
    prev_hash: row.prevHash,
    hash: row.hash,
  };
}

function printTable(terminal: Terminal, rows: readonly AuditRow[]): void {
  const lines = tableLines(
    rows,
    [
      { title: '#', cell: (row) => count(row.seq), align: 'right' },
      { title: 'WHEN', cell: (row) => timeToSecond(row.timeUs) },
      { title: 'WHO', cell: (row) => safeText(row.actor).slice(0, 32) },
      { title: 'WHAT', cell: (row) => safeText(row.action) },
      { title: 'TO WHAT', cell: (row) => safeText(row.subject), isFlexible: true },
      { title: 'REQUEST', cell: (row) => safeText(row.correlationId).slice(-12) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
}
