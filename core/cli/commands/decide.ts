/** `vedette merge | split | detach | pin | undo`: what a person decides about incidents, said back with its effect. */
import { InvalidArgumentError, type Command } from 'commander';
import type { ApiContract, MethodOutput } from '../../contract/api.ts';
import type { Api, Caller } from '../../engine/api/registry.ts';
import { withApi } from '../api.ts';
import { resolveKind } from '../named.ts';
import { counted, shortId } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, severityShape, type Terminal } from '../terminal.ts';

type Outcome = MethodOutput<'cases.mergeIncidents'>;
type Brief = Outcome['before'][number];

interface Flags {
  readonly workspace: string;
  readonly why: string;
  readonly json: boolean;
}

export function addDecide(program: Command, session: Session): void {
  const incident = 'an incident: #RANK, its id or the first digits of it';
  const alert = 'an alert: its id or the first digits of it';
  const define = (name: string, about: string): Command =>
    program
      .command(name)
      .description(about)
      .option('-w, --workspace <file>', 'workspace to change', defaultWorkspace())
      .option('--why <text>', 'the reason, kept and shown with the decision', '')
      .option('--json', 'print one JSON object', false);
  /** The ids that were named; reading first, because a workspace that is not there must not be made. */
  const idsOf = (flags: Flags, kind: 'incident' | 'alert', names: readonly string[]): string[] =>
    withReading(session, flags.workspace, (db) => names.map((name) => resolveKind(db, kind, name, flags.workspace)));
  const run = async (
    flags: Flags,
    call: (api: Api<ApiContract>, caller: Caller) => Promise<Outcome>,
  ): Promise<void> => {
    const outcome = await withApi(session, flags.workspace, call);
    if (flags.json) session.terminal.printJson(outcomeJson(outcome));
    else printOutcome(session.terminal, outcome);
    process.exitCode = EXIT_OK;
  };

  define('merge', 'make one incident of several')
    .argument('<incident...>', incident)
    .action((names: readonly string[], flags: Flags) => {
      const incidentIds = idsOf(flags, 'incident', names);
      return run(flags, (api, caller) => api.call('cases.mergeIncidents', { incidentIds, why: flags.why }, caller));
    });
  define('split', 'make an incident of its own of some alerts of another')
    .argument('<incident>', incident)
    .argument('<alert...>', alert)
    .action((name: string, names: readonly string[], flags: Flags) => {
      const [incidentId] = idsOf(flags, 'incident', [name]);
      const input = { incidentId: incidentId!, alertIds: idsOf(flags, 'alert', names), why: flags.why };
      return run(flags, (api, caller) => api.call('cases.splitIncident', input, caller));
    });
  define('detach', 'take an alert out of its incident; it stays alone')
    .argument('<alert>', alert)
    .action((name: string, flags: Flags) => {
      const [alertId] = idsOf(flags, 'alert', [name]);
      const input = { alertId: alertId!, why: flags.why };
      return run(flags, (api, caller) => api.call('cases.detachAlert', input, caller));
    });
  define('pin', 'put an alert into an incident; it stays there')
    .argument('<alert>', alert)
    .argument('<incident>', incident)
    .action((name: string, to: string, flags: Flags) => {
      const [alertId] = idsOf(flags, 'alert', [name]);
      const [incidentId] = idsOf(flags, 'incident', [to]);
      const input = { alertId: alertId!, incidentId: incidentId!, why: flags.why };
      return run(flags, (api, caller) => api.call('cases.pinAlert', input, caller));
    });
  define('undo', 'take a decision back: the last one, or one by its number')
    .argument('[number]', 'as `vedette decisions` lists it', decisionNumber)
    .action((id: number | undefined, flags: Flags) => {
      idsOf(flags, 'incident', []);
      const input = { id: id ?? null, why: flags.why };
      return run(flags, (api, caller) => api.call('cases.undoDecision', input, caller));
    });
}

function decisionNumber(text: string): number {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  if (number === undefined) throw new InvalidArgumentError('It must be the number of a decision.');
  return Number(number);
}

/** A decision and its effect for machines. */
export function outcomeJson({ id, kind, about, why, actor, before, after }: Outcome): Record<string, unknown> {
  const briefs = (of: readonly Brief[]): unknown =>
    of.map(({ alertCount, ...incident }) => ({ ...incident, alerts: alertCount }));
  return { decision: id, kind, about, why, by: actor, before: briefs(before), after: briefs(after) };
}

const DONE: Readonly<Record<Outcome['kind'], string>> = {
  merge: 'Merged',
  split: 'Split',
  detach: 'Detached',
  pin: 'Pinned',
  verdict: 'Judged',
  undo: 'Undone',
};

export function printOutcome(terminal: Terminal, outcome: Outcome): void {
  const { id, kind, about, why, actor, before, after } = outcome;
  terminal.print(`${DONE[kind]}: ${safeText(about)}`);
  terminal.print(`decision ${id} by ${safeText(actor)}${why === '' ? ', no reason given' : `: ${safeText(why)}`}`);
  terminal.print();
  const rows = [
    ...before.map((incident) => ({ when: 'before', incident })),
    ...after.map((incident) => ({ when: 'after', incident })),
  ];
  const lines = tableLines(
    rows,
    [
      { title: '', cell: ({ when }) => when },
      { title: '#', cell: ({ incident }) => String(incident.rank), align: 'right' },
      { title: 'RISK', cell: ({ incident }) => String(incident.risk), align: 'right' },
      {
        title: 'INCIDENT',
        cell: ({ incident }) => `${severityShape(incident.severity, terminal)} ${safeText(incident.title)}`,
        isFlexible: true,
      },
      { title: 'ALERTS', cell: ({ incident }) => String(incident.alertCount), align: 'right' },
      { title: 'ID', cell: ({ incident }) => shortId(incident.id) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  terminal.print();
  terminal.print(
    `${counted(before.length, 'incident')} before, ${after.length} after. Take it back: vedette undo ${id}`,
  );
}
