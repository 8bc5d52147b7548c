/** `vedette merge | split | detach | pin | undo`: what a person decides about incidents, said back with its effect. */
import { InvalidArgumentError, type Command } from 'commander';
import type { Acting } from '../../engine/acting.ts';
import {
  detachAlert,
  mergeIncidents,
  pinAlert,
  splitIncident,
  undoDecision,
  type DecisionOutcome,
} from '../../engine/decide.ts';
import type { WritableDb } from '../../store/database.ts';
import type { IncidentBrief } from '../../store/incidents.ts';
import { resolveKind } from '../named.ts';
import { counted, shortId } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultActor, defaultWorkspace, EXIT_OK, withChanging, type Session } from '../session.ts';
import { safeText, severityShape, type Terminal } from '../terminal.ts';

interface Flags {
  readonly workspace: string;
  readonly why: string;
  readonly by: string;
  readonly json: boolean;
}

type Work = (db: WritableDb, acting: Acting) => DecisionOutcome;

export function addDecide(program: Command, session: Session): void {
  const incident = 'an incident: #RANK, its id or the first digits of it';
  const alert = 'an alert: its id or the first digits of it';
  const define = (name: string, about: string): Command =>
    program
      .command(name)
      .description(about)
      .option('-w, --workspace <file>', 'workspace to change', defaultWorkspace())
      .option('--why <text>', 'the reason, kept and shown with the decision', '')
      .option('--by <name>', 'who decides', defaultActor())
      .option('--json', 'print one JSON object', false);
  const run = async (flags: Flags, work: Work): Promise<void> => {
    const acting: Acting = { ...session, actor: flags.by };
    const outcome = await withChanging(flags.workspace, (db) => work(db, acting));
    if (flags.json) session.terminal.printJson(outcomeJson(outcome));
    else printOutcome(session.terminal, outcome);
    process.exitCode = EXIT_OK;
  };

  define('merge', 'make one incident of several')
    .argument('<incident...>', incident)
    .action((ids: readonly string[], flags: Flags) =>
      run(flags, (db, acting) => {
        const incidentIds = ids.map((id) => resolveKind(db, 'incident', id, flags.workspace));
        return mergeIncidents(db, { incidentIds, why: flags.why }, acting);
      }),
    );
  define('split', 'make an incident of its own of some alerts of another')
    .argument('<incident>', incident)
    .argument('<alert...>', alert)
    .action((id: string, ids: readonly string[], flags: Flags) =>
      run(flags, (db, acting) => {
        const incidentId = resolveKind(db, 'incident', id, flags.workspace);
        const alertIds = ids.map((one) => resolveKind(db, 'alert', one, flags.workspace));
        return splitIncident(db, { incidentId, alertIds, why: flags.why }, acting);
      }),
    );
  define('detach', 'take an alert out of its incident; it stays alone')
    .argument('<alert>', alert)
    .action((id: string, flags: Flags) =>
      run(flags, (db, acting) =>
        detachAlert(db, { alertId: resolveKind(db, 'alert', id, flags.workspace), why: flags.why }, acting),
      ),
    );
  define('pin', 'put an alert into an incident; it stays there')
    .argument('<alert>', alert)
    .argument('<incident>', incident)
    .action((id: string, to: string, flags: Flags) =>
      run(flags, (db, acting) => {
        const alertId = resolveKind(db, 'alert', id, flags.workspace);
        const incidentId = resolveKind(db, 'incident', to, flags.workspace);
        return pinAlert(db, { alertId, incidentId, why: flags.why }, acting);
      }),
    );
  define('undo', 'take a decision back: the last one, or one by its number')
    .argument('[number]', 'as `vedette decisions` lists it', decisionNumber)
    .action((id: number | undefined, flags: Flags) =>
      run(flags, (db, acting) =>
        undoDecision(db, id === undefined ? { why: flags.why } : { id, why: flags.why }, acting),
      ),
    );
}

function decisionNumber(text: string): number {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  if (number === undefined) throw new InvalidArgumentError('It must be the number of a decision.');
  return Number(number);
}

/** A decision and its effect for machines. */
function outcomeJson({ id, kind, about, why, actor, before, after }: DecisionOutcome): Record<string, unknown> {
  const briefs = (of: readonly IncidentBrief[]): unknown =>
    of.map(({ alertCount, ...incident }) => ({ ...incident, alerts: alertCount }));
  return { decision: id, kind, about, why, by: actor, before: briefs(before), after: briefs(after) };
}

const DONE: Readonly<Record<DecisionOutcome['kind'], string>> = {
  merge: 'Merged',
  split: 'Split',
  detach: 'Detached',
  pin: 'Pinned',
  undo: 'Undone',
};

function printOutcome(terminal: Terminal, outcome: DecisionOutcome): void {
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
