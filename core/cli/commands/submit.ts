/** `vedette submit`: alerts of other tools, through the same deduplication and fusion as our own. */
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { MethodOutput } from '../../contract/api.ts';
import { spool } from '../../engine/spool.ts';
import { messageOf, VedetteError } from '../../kernel/errors.ts';
import type { ByteStream } from '../../model/record.ts';
import { withApi } from '../api.ts';
import { alertsCounted, counted, count } from '../render/format.ts';
import { createProgressLine } from '../render/progress.ts';
import { defaultWorkspace, EXIT_FAILURE, EXIT_OK, type Session } from '../session.ts';
import { FUSING, onInterruption, RESUMES } from '../interrupt.ts';
import { safeText } from '../terminal.ts';

export function addSubmit(program: Command, session: Session): void {
  program
    .command('submit')
    .description('take alerts of other tools, one JSON object a line, and fuse them')
    .argument('<file>', 'an NDJSON file, or - for standard input')
    .option('-w, --workspace <file>', 'workspace to write, made if it does not exist', defaultWorkspace())
    .option('--json', 'print one JSON object', false)
    .addHelpText(
      'after',
      '\nA line: {"external_id":"…","time":"RFC 3339 or epoch","title":"…","severity":"high","source":"…",\n' +
        '         "entities":[{"type":"host","value":"ws-12"}],"techniques":["T1059.001"]}\n' +
        'external_id, severity (medium), source, entities and techniques may be left out.',
    )
    .action(async (file: string, flags: { readonly workspace: string; readonly json: boolean }) => {
      process.exitCode = await runSubmit(session, file, flags);
    });
}

async function runSubmit(
  session: Session,
  file: string,
  flags: { readonly workspace: string; readonly json: boolean },
): Promise<number> {
  const { terminal, clock } = session;
  const startedMs = clock.monotonicMs();
  const interruption = onInterruption(terminal, RESUMES);
  const stream = await streamOf(file);
  const report = await withApi(session, flags.workspace, async (api, caller, workspace) => {
    const path = stream === null ? file : await spool(workspace.writer(), stream);
    const onProgress = createProgressLine(terminal, clock, (await stat(path)).size);
    const onFusion = (): void => {
      interruption.release();
      terminal.status(FUSING);
    };
    return api.call('evidence.submitAlerts', { path }, { ...caller, onProgress, onFusion });
  });
  if (flags.json) {
    terminal.printJson({ workspace: flags.workspace, ...report });
  } else {
    const { totals } = report;
    printReport(session, report, clock.monotonicMs() - startedMs);
    terminal.print(
      `Workspace ${safeText(flags.workspace)}: ${counted(totals.findings, 'finding')} in ${alertsCounted(totals)} ` +
        `in ${counted(totals.incidents, 'incident')}`,
    );
  }
  return report.lines > 0 && report.rejected === report.lines ? EXIT_FAILURE : EXIT_OK;
}

/** The stream `file` names, where it is one: it can be read once only. Null for a file on disk. */
async function streamOf(file: string): Promise<ByteStream | null> {
  if (file === '-') return process.stdin as unknown as ByteStream;
  let status: Stats;
  try {
    status = await stat(file);
  } catch (error) {
    throw new VedetteError('E_SOURCE_NOT_FOUND', `${file}: ${messageOf(error)}`);
  }
  if (status.isDirectory()) throw new VedetteError('E_SOURCE_UNREADABLE', `${file} is a folder; name a file of alerts`);
  return status.isFile() ? null : (createReadStream(file) as unknown as ByteStream);
}

function printReport({ terminal }: Session, report: MethodOutput<'evidence.submitAlerts'>, elapsedMs: number): void {
  if (report.isKnownFile) {
    terminal.print('This file was submitted before; nothing was added.');
    return;
  }
  if (report.lines === 0) {
    terminal.print('There was no line in it; nothing was added.');
    return;
  }
  for (const { line, reason } of report.badLines) terminal.warn(`line ${line}: ${safeText(reason)} (E_ALERT_INVALID)`);
  if (report.rejected > report.badLines.length) {
    terminal.warn(`… and ${counted(report.rejected - report.badLines.length, 'more bad line')}`);
  }
  for (const [type, times] of Object.entries(report.unknownEntityTypes)) {
    terminal.warn(`entity type ${safeText(type)} is not known: left out ${counted(times, 'time')}`);
  }
  for (const [type, times] of Object.entries(report.unreadableEntities)) {
    terminal.warn(`an entity of type ${safeText(type)} has a value that is none: left out ${counted(times, 'time')}`);
  }
  terminal.print(
    `${counted(report.lines, 'line')}: ${counted(report.accepted, 'alert')} taken, ${count(report.known)} known already, ` +
      `${count(report.rejected)} rejected · ${(elapsedMs / 1_000).toFixed(1)} s`,
  );
}
