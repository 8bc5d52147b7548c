/** `vedette workspace retain`: old events go; what would go is shown first, and nothing goes unless somebody says so. */
import type { Command } from 'commander';
import type { OnProgress } from '../../engine/progress.ts';
import type { RetentionLimit } from '../../store/retention-cutoff.ts';
import { withApi } from '../api.ts';
import { confirmed } from '../confirm.ts';
import { stoppedByInterruption } from '../interrupt.ts';
import { counted } from '../render/format.ts';
import { createProgressLine } from '../render/progress.ts';
import {
  previewJson,
  printRetained,
  printRetentionPreview,
  retainedJson,
  type Preview,
  type Retained,
} from '../render/retention.ts';
import { retentionLimit, type LimitFlags } from '../retention-limit.ts';
import { withReading, type Session } from '../session.ts';

interface RetainFlags extends LimitFlags {
  readonly workspace: string;
  readonly preview: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** `add` makes a command of `vedette workspace`. */
export function addRetain(add: (name: string, description: string) => Command, session: Session): void {
  add('retain', 'remove old events; what findings rest on stays')
    .option('--before <time>', 'what is before this time goes, such as 2026-04-01 (UTC)')
    .option('--older-than <age>', 'what is older than, such as 90d, counted back from the newest event')
    .option('--max-size <size>', 'the oldest go until about so much is in use, such as 5GB (an estimate)')
    .option('--preview', 'show what would go and change nothing', false)
    .option('--yes', 'do not ask', false)
    .addHelpText(
      'after',
      '\nAges count back from the newest event and not from now, because imported history is rarely of today.\n' +
        'Never removed: events that findings or correlation rest on, events without a time, and anything of a source\n' +
        'that is not read to its end. Findings, alerts and incidents stay. Kept evidence goes in pieces of 256 KB: one that\n' +
        'holds a byte of a remaining event stays whole.',
    )
    .action((flags: RetainFlags) => runRetain(session, flags));
}

async function runRetain(session: Session, flags: RetainFlags): Promise<void> {
  const { terminal, clock } = session;
  const limit = retentionLimit(flags, clock.nowUs());
  // A workspace that is not there must not be made.
  withReading(session, flags.workspace, () => {});
  const preview = await lookAhead(session, flags.workspace, limit);
  if (flags.preview) {
    if (flags.json) return terminal.printJson({ workspace: flags.workspace, ...previewJson(preview) });
    printRetentionPreview(terminal, limit, preview);
    return terminal.print('Nothing was changed.');
  }
  if (!flags.json) printRetentionPreview(terminal, limit, preview);
  const isIdle = preview.removable === 0 && !preview.isUnfinished;
  if (!flags.yes && !isIdle && !(await isWanted(preview))) return terminal.warn('Nothing was changed.');
  const retained = await removeOld(session, flags.workspace, limit, preview);
  if (flags.json) return terminal.printJson({ workspace: flags.workspace, ...retainedJson(retained) });
  terminal.print();
  printRetained(terminal, retained);
}

function isWanted({ removable }: Preview): Promise<boolean> {
  return confirmed(
    `Remove ${counted(removable, 'event')} for good?`,
    'Nothing was changed: there is no terminal to ask on. Look with --preview, and say --yes to do it',
  );
}

async function lookAhead(session: Session, file: string, limit: RetentionLimit): Promise<Preview> {
  const { terminal } = session;
  terminal.status('Looking for what may go …');
  const stopping = stoppedByInterruption(terminal, 'Interrupted. Nothing was changed.');
  try {
    return await withApi(session, file, (api, caller) => {
      const watched = { ...caller, signal: stopping.signal, onProgress: progressLine(session) };
      return api.call('workspace.previewRetention', { limit }, watched);
    });
  } finally {
    stopping.release();
  }
}

/** For work that finds out by itself how much there is to do. */
function progressLine({ terminal, clock }: Session): OnProgress {
  let line: OnProgress | null = null;
  return (progress) => {
    line ??= createProgressLine(terminal, clock, progress.totalBytes);
    line(progress);
  };
}

const STEPS: Readonly<Record<string, string>> = {
  evidence: 'Removing evidence that no event rests on …',
  words: 'Tidying the index of words …',
};

async function removeOld(
  session: Session,
  file: string,
  limit: RetentionLimit,
  { cutoffUs }: Preview,
): Promise<Retained> {
  const { terminal } = session;
  const stopping = stoppedByInterruption(terminal, 'Stopping after the piece that is under way …');
  const { signal } = stopping;
  const onProgress = progressLine(session);
  const shown = cutoffUs === null ? {} : { shownCutoffUs: cutoffUs };
  try {
    return await withApi(session, file, (api, caller) =>
      api.call(
        'workspace.applyRetention',
        { limit, ...shown },
        {
          ...caller,
          signal,
          onProgress: (progress) => {
            if (progress.subject === 'removing') onProgress(progress);
          },
          onStep: (step) => terminal.status(STEPS[step] ?? 'Removing events …'),
        },
      ),
    );
  } finally {
    stopping.release();
  }
}
