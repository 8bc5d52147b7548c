/** `vedette complete 'QUERY'`: what may stand at the cursor, for shells, editors and people who look for a field. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { completionsAt } from '../../query/complete.ts';
import { frequentValuesOf } from '../../store/frequent-values.ts';
import { counted } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { SUBJECT_NAMES, subjectNamed } from '../subject-named.ts';
import { safeText } from '../terminal.ts';

interface Flags {
  readonly workspace: string;
  readonly of: string;
  readonly at?: number;
  readonly json: boolean;
}

export function addComplete(program: Command, session: Session): void {
  program
    .command('complete')
    .description('fields, values by frequency and words that may go on from a place in a query')
    .argument('[query]', 'the query as far as it is typed', '')
    .option('-w, --workspace <file>', 'workspace whose values are offered', defaultWorkspace())
    .addOption(new Option('--of <subject>', 'what the query asks for').choices(SUBJECT_NAMES).default('events'))
    .option('--at <position>', 'where the cursor is, in characters from 0 (default: the end)', cursorPosition)
    .option('--json', 'print NDJSON, one candidate a line', false)
    .action((text: string, flags: Flags) => {
      const subject = subjectNamed(flags.of);
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        const cursor = Math.min(flags.at ?? text.length, text.length);
        const candidates = completionsAt(text, cursor, subject.catalogue, frequentValuesOf(db, subject));
        if (flags.json) {
          for (const candidate of candidates) terminal.printJson(candidate);
          return;
        }
        if (candidates.length > 0) {
          const lines = tableLines(
            candidates,
            [
              { title: 'CANDIDATE', cell: ({ insert }) => safeText(insert) },
              { title: 'KIND', cell: ({ kind }) => kind },
              { title: 'ABOUT', cell: ({ about }) => safeText(about), isFlexible: true },
            ],
            terminal.widthColumns,
          );
          for (const line of lines) terminal.print(line);
        }
        terminal.print(`${counted(candidates.length, 'candidate')} at character ${cursor} of a query for ${flags.of}`);
      });
      process.exitCode = EXIT_OK;
    });
}

function cursorPosition(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0.');
  return Number(text);
}
