/** `vedette dump`: what is in event logs, as NDJSON in the shape of `evtx_dump -o jsonl`, or as XML. */
import type { Command } from 'commander';
import { dumpPaths } from '../../engine/dump.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import { counted, count } from '../render/format.ts';
import { EXIT_FAILURE, EXIT_OK, type Session } from '../session.ts';
import { safeText } from '../terminal.ts';

interface DumpFlags {
  readonly xml: boolean;
  readonly recover: boolean;
}

export function addDump(program: Command, session: Session): void {
  program
    .command('dump')
    .description('print the records of Windows event logs (EVTX), one JSON object a line')
    .argument('<path...>', 'EVTX files, folders and archives of them')
    .option('--xml', 'print XML instead, one record a line', false)
    .option('--recover', 'also print records from slack space, marked as recovered', false)
    // Output is JSON anyway; the option is taken so that it can be given to every command alike.
    .option('--json', 'print NDJSON (the default)', false)
    .action(async (paths: string[], flags: DumpFlags) => {
      process.exitCode = await runDump(session, paths, flags);
    });
}

async function runDump({ terminal }: Session, paths: readonly string[], flags: DumpFlags): Promise<number> {
  let records = 0;
  let damaged = 0;
  let isFailed = false;
  const options = { format: flags.xml ? 'xml' : 'json', recover: flags.recover, limits: DEFAULT_LIMITS } as const;
  for await (const dumped of dumpPaths(paths, options)) {
    if (dumped.kind === 'records') {
      for (const record of dumped.records) {
        records++;
        terminal.print(record.isRecovered ? marked(record.content, flags.xml) : record.content);
      }
    } else if (dumped.kind === 'damage') {
      damaged += dumped.damage.length;
      for (const { offset, record, reason, code } of dumped.damage) {
        const place = record === null ? '' : `, record ${record}`;
        terminal.warn(`${safeText(dumped.path)}: damaged at byte ${offset}${place}: ${safeText(reason)} (${code})`);
      }
    } else {
      isFailed ||= paths.includes(dumped.path);
      terminal.warn(`${safeText(dumped.path)}: skipped: ${safeText(dumped.reason)} (${dumped.code})`);
    }
  }
  if (damaged > 0 || records === 0) terminal.warn(`${counted(records, 'record')}, ${count(damaged)} damaged`);
  return isFailed ? EXIT_FAILURE : EXIT_OK;
}

/** A record from slack space says so itself: `"recovered":true` before its event, or a comment after it. */
function marked(content: string, isXml: boolean): string {
  return isXml ? `${content}<!-- recovered from slack space -->` : `{"recovered":true,${content.slice(1)}`;
}
