/** `vedette noise`: which detections cost attention and tell nothing, and the suppression each would take. */
import type { Command } from 'commander';
import { noiseOf, type AdvisedRule } from '../../store/noise.ts';
import { countsOf } from '../../store/overview.ts';
import { count, counted } from '../render/format.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText } from '../terminal.ts';

export function addNoise(program: Command, session: Session): void {
  program
    .command('noise')
    .description('detections that fire all the time and never tell anything, with the numbers that say so')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--json', 'print NDJSON, one detection a line', false)
    .action((flags: { readonly workspace: string; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        const { rules, observedHours, neededHours } = noiseOf(db);
        if (flags.json) {
          for (const rule of rules) terminal.printJson(adviceJson(rule));
          return;
        }
        printDemoBanner(terminal, countsOf(db).isDemo);
        if (rules.length === 0) {
          const hours = `${count(observedHours)} of the ${counted(neededHours, 'hour')}`;
          terminal.print(
            observedHours < neededHours
              ? `Too little history to call anything noise: alerts cover ${hours} it takes.`
              : `No detection is noise: ${counted(observedHours, 'hour')} of history were looked at.`,
          );
          return;
        }
        const lines = tableLines(
          rules,
          [
            { title: 'FINDINGS', cell: ({ findings }) => count(findings), align: 'right' },
            {
              title: 'SHARE',
              cell: ({ shareOfFindings }) => `${(shareOfFindings * 100).toFixed(1)} %`,
              align: 'right',
            },
            { title: 'ALERTS', cell: ({ alerts }) => count(alerts), align: 'right' },
            { title: 'NOTABLE', cell: ({ notableAlerts }) => count(notableAlerts), align: 'right' },
            {
              title: 'HOURS',
              cell: ({ activeHours }) => `${count(activeHours)} of ${count(observedHours)}`,
              align: 'right',
            },
            { title: 'FOUND BY', cell: ({ detector }) => safeText(detector) },
            { title: 'DETECTION', cell: ({ title }) => safeText(title), isFlexible: true },
          ],
          terminal.widthColumns,
        );
        for (const line of lines) terminal.print(line);
        terminal.print(
          `${counted(rules.length, 'noisy detection')}; nothing is hidden by this. To hide one, look first:`,
        );
        for (const rule of rules) terminal.print(`  ${commandFor(rule)}${effectOf(rule)}`);
      });
      process.exitCode = EXIT_OK;
    });
}

/** Ready for a shell: what is in the quotes cannot end them. */
function commandFor({ scope }: AdvisedRule): string {
  return `vedette suppress '${safeText(scope).replaceAll("'", `'\\''`)}' --preview`;
}

/** Says so where the scope reaches further or less far than the advice. */
function effectOf({ preview, alerts }: AdvisedRule): string {
  return preview.alerts === alerts ? '' : `   (hides ${count(preview.alerts)}, advised for ${count(alerts)})`;
}

function adviceJson(rule: AdvisedRule): Record<string, unknown> {
  const { detector, signal, title, findings, alerts, notableAlerts, activeHours, observedHours, reason, scope } = rule;
  return {
    detector,
    signal,
    title,
    findings,
    share_of_findings: rule.shareOfFindings,
    alerts,
    notable_alerts: notableAlerts,
    active_hours: activeHours,
    observed_hours: observedHours,
    reason,
    scope,
    would_hide_alerts: rule.preview.alerts,
    top_incidents: rule.preview.top,
  };
}
