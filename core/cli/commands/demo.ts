/** `vedette demo`: the whole way of an event, on a generated intrusion that is marked as one. */
import type { Command } from 'commander';
import { DEMO_SCENARIO } from '../../engine/demo.ts';
import { listIncidents, linksOf } from '../../store/incidents.ts';
import { withApi } from '../api.ts';
import { count, counted } from '../render/format.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { printStory } from '../render/story.ts';
import { EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText } from '../terminal.ts';
import { incidentTable } from './incidents.ts';

const DEFAULT_DEMO_WORKSPACE = 'demo.vedette';

export function addDemo(program: Command, session: Session): void {
  program
    .command('demo')
    .description('make a demo workspace from a built-in scenario and show what an analyst would see')
    .option(
      '-w, --workspace <file>',
      'demo workspace to write; an earlier demo there is replaced',
      DEFAULT_DEMO_WORKSPACE,
    )
    .option('-s, --scenario <file>', 'scenario to play', DEMO_SCENARIO)
    .option('--json', 'print the import report as one JSON object', false)
    .action(async (flags: { readonly workspace: string; readonly scenario: string; readonly json: boolean }) => {
      await runDemo(session, flags);
      process.exitCode = EXIT_OK;
    });
}

async function runDemo(
  session: Session,
  flags: { readonly workspace: string; readonly scenario: string; readonly json: boolean },
): Promise<void> {
  const { terminal, clock } = session;
  const startedMs = clock.monotonicMs();
  const report = await withApi(session, flags.workspace, (api, caller) =>
    api.call('demo.resetWorkspace', { scenario: flags.scenario }, caller),
  );
  if (flags.json) {
    terminal.printJson({ workspace: flags.workspace, ...report });
    return;
  }
  const { totals: counts, rules } = report;
  withReading(session, flags.workspace, (db) => {
    const incidents = listIncidents(db, 10);
    printDemoBanner(terminal, true);
    terminal.print(
      `${counted(counts.events, 'event')} → ${counted(counts.findings, 'finding')} of ${counted(rules.loaded, 'rule')} → ` +
        `${counted(counts.alerts, 'alert')} → ${counted(counts.incidents, 'incident')}, in ${((clock.monotonicMs() - startedMs) / 1_000).toFixed(1)} s`,
    );
    terminal.print();
    for (const line of incidentTable(incidents, terminal)) terminal.print(line);
    const top = incidents[0];
    if (top === undefined) return;
    terminal.print();
    printStory(terminal, db, top);
    terminal.print();
    const merges = [...linksOf(db, top.id).values()].filter((link) => link.joinedToAlertId !== null).length;
    terminal.print(
      `${count(top.alertCount)} alerts became one incident by ${counted(merges, 'merge')}; each reason stands beside its alert.`,
    );
    terminal.print(`Look around: npx vedette incidents --workspace ${safeText(flags.workspace)}`);
    terminal.print(`             npx vedette show e1 --workspace ${safeText(flags.workspace)}`);
  });
}
