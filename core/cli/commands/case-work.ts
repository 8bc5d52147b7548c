/** `vedette status | assign | tag | note`: work on incidents, said back with what changed. */
import { Option, type Command } from 'commander';
import type { ApiContract } from '../../contract/api.ts';
import type { Api, Caller } from '../../engine/api/registry.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { CASE_STATUSES, type CaseStatus } from '../../model/case-status.ts';
import { withApi } from '../api.ts';
import { resolveKind } from '../named.ts';
import { counted, shortId } from '../render/format.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText } from '../terminal.ts';
import { append } from './options.ts';

interface Flags {
  readonly workspace: string;
  readonly why: string;
  readonly json: boolean;
}

interface Changed {
  readonly changed: number;
  readonly undo: { readonly changes: readonly object[] } | null;
}

const INCIDENTS = 'incidents: #RANK, their ids or the first digits of them';

export function addCaseWork(program: Command, session: Session): void {
  const define = (name: string, about: string): Command =>
    program
      .command(name)
      .description(about)
      .option('-w, --workspace <file>', 'workspace to change', defaultWorkspace())
      .option('--json', 'print one JSON object', false);
  const why = (): Option => new Option('--why <text>', 'the reason, kept and shown with it').default('');
  /** Reading first, because a workspace that is not there must not be made. */
  const idsOf = (flags: Pick<Flags, 'workspace'>, names: readonly string[]): string[] =>
    withReading(session, flags.workspace, (db) =>
      names.map((name) => resolveKind(db, 'incident', name, flags.workspace)),
    );
  const change = async (
    flags: Flags,
    ids: readonly string[],
    what: string,
    call: (api: Api<ApiContract>, caller: Caller) => Promise<Changed>,
  ): Promise<void> => {
    const { changed, undo } = await withApi(session, flags.workspace, call);
    const { terminal } = session;
    if (flags.json) terminal.printJson({ incidents: ids, changed, before: undo?.changes ?? [] });
    else if (changed === 0) terminal.print(`Nothing changed: ${counted(ids.length, 'incident')} so already.`);
    else terminal.print(`${counted(changed, 'incident')} ${safeText(what)}: ${ids.map(shortId).join(', ')}`);
    process.exitCode = EXIT_OK;
  };

  define('status', `say where work on incidents stands: ${CASE_STATUSES.join(', ')}`)
    .argument('<incident-and-status...>', `${INCIDENTS}; the status comes last`)
    .addOption(why())
    .action((words: readonly string[], flags: Flags) => {
      const status = statusNamed(words.at(-1)!);
      const ids = idsOf(flags, named(words.slice(0, -1)));
      const changes = ids.map((incidentId) => ({ incidentId, status }));
      return change(flags, ids, status, (api, caller) =>
        api.call('cases.setStatus', { changes, why: flags.why }, caller),
      );
    });
  define('assign', 'say who works on incidents')
    .argument('<incident...>', INCIDENTS)
    .option('--to <name>', 'who; without it nobody')
    .addOption(why())
    .action((names: readonly string[], flags: Flags & { readonly to?: string }) => {
      const ids = idsOf(flags, names);
      const assignee = flags.to ?? null;
      const changes = ids.map((incidentId) => ({ incidentId, assignee }));
      const what = assignee === null ? 'assigned to nobody' : `assigned to ${assignee}`;
      return change(flags, ids, what, (api, caller) => api.call('cases.assign', { changes, why: flags.why }, caller));
    });
  define('tag', 'give incidents tags, or take them away')
    .argument('<incident...>', INCIDENTS)
    .option('--add <tag>', 'a tag to give; may be repeated', append, [])
    .option('--remove <tag>', 'a tag to take away; may be repeated', append, [])
    .addOption(why())
    .action(
      (
        names: readonly string[],
        flags: Flags & { readonly add: readonly string[]; readonly remove: readonly string[] },
      ) => {
        const [add, remove] = [[...flags.add], [...flags.remove]];
        if (add.length + remove.length === 0) throw new VedetteError('E_USAGE', 'Name a tag with --add or --remove');
        const ids = idsOf(flags, names);
        const changes = ids.map((incidentId) => ({ incidentId, add, remove }));
        const what = [...add.map((one) => `+${one}`), ...remove.map((one) => `-${one}`)].join(' ');
        return change(flags, ids, what, (api, caller) => api.call('cases.tag', { changes, why: flags.why }, caller));
      },
    );
  define('note', 'write a note on an incident')
    .argument('<incident>', 'an incident: #RANK, its id or the first digits of it')
    .argument('<text>', 'plain text or Markdown')
    .action(async (name: string, text: string, flags: Flags) => {
      const [incidentId] = idsOf(flags, [name]);
      const { note } = await withApi(session, flags.workspace, (api, caller) =>
        api.call('cases.addNote', { incidentId: incidentId!, text }, caller),
      );
      if (flags.json) session.terminal.printJson({ incident: incidentId, note: note.id });
      else
        session.terminal.print(
          `note ${note.id} on incident ${shortId(incidentId!)}. See it: vedette show ${shortId(incidentId!)}`,
        );
      process.exitCode = EXIT_OK;
    });
}

function named(words: readonly string[]): readonly string[] {
  if (words.length === 0) throw new VedetteError('E_USAGE', 'Name at least one incident before the status');
  return words;
}

/** Also as people write it: `in-progress`, `In Progress`. */
function statusNamed(text: string): CaseStatus {
  const name = text.trim().toLowerCase().replaceAll(/[ -]/g, '_');
  const known = CASE_STATUSES.find((status) => status === name);
  if (known === undefined)
    throw new VedetteError('E_USAGE', `${text}: the status comes last and is one of ${CASE_STATUSES.join(', ')}`);
  return known;
}
