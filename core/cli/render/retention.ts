/** What retention would remove, and what it removed. */
import type { MethodOutput } from '../../contract/api.ts';
import { formatDurationUs, type TimeUs } from '../../kernel/time.ts';
import type { RetentionLimit } from '../../store/retention-cutoff.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { bytes, count, counted, jsonTime, timeToSecond } from './format.ts';
import { tableLines } from './table.ts';

export type Preview = MethodOutput<'workspace.previewRetention'>;
export type Retained = MethodOutput<'workspace.applyRetention'>;

type Span = { readonly firstUs: number | null; readonly lastUs: number | null };

export function printRetentionPreview(terminal: Terminal, limit: RetentionLimit, preview: Preview): void {
  const { removable, events, sources } = preview;
  terminal.print(cutoffText(limit, preview));
  if (removable > 0) {
    terminal.print(
      `Would remove ${count(removable)} of ${counted(events, 'event')}, ${spanText(preview)}: ` +
        `about ${bytes(preview.estimatedBytes)} (an estimate, by the mean bytes of an event)`,
    );
  } else {
    terminal.print(`Would remove none of ${counted(events, 'event')}`);
  }
  for (const line of keptLines(preview)) terminal.print(line);
  if (sources.length > 0) {
    terminal.print();
    const lines = tableLines(
      sources,
      [
        { title: 'SOURCE', cell: ({ path }) => safeText(path), isFlexible: true },
        { title: 'EVENTS', cell: (source) => count(source.events), align: 'right' },
        { title: 'REMOVED', cell: (source) => count(source.removable), align: 'right' },
        { title: 'KEPT FOR FINDINGS', cell: ({ held }) => count(held), align: 'right' },
        { title: 'FROM', cell: ({ firstUs }) => endText(firstUs) },
        { title: 'TO', cell: ({ lastUs }) => endText(lastUs) },
      ],
      terminal.widthColumns,
    );
    for (const line of lines) terminal.print(line);
  }
  terminal.print();
  terminal.print('Findings, alerts, incidents and what is known of entities stay.');
  terminal.print('The file keeps its size until `vedette workspace compact` gives the space back.');
  if (preview.isUnfinished) terminal.print('An earlier removal was stopped before its end; the next one finishes it.');
}

function cutoffText(limit: RetentionLimit, { cutoffUs, newestUs }: Preview): string {
  if (cutoffUs === null) {
    return limit.by === 'size'
      ? `What is in use takes no more than ${bytes(limit.maxBytes)}: nothing has to go`
      : 'No event is as old as that';
  }
  const before = `Events before ${timeToSecond(cutoffUs as TimeUs)}`;
  if (limit.by === 'time') return before;
  if (limit.by === 'size') return `${before}, so that about ${bytes(limit.maxBytes)} stay in use (an estimate)`;
  return `${before}: ${formatDurationUs(limit.olderThanUs)} before the newest event, which is of ${timeToSecond(newestUs as TimeUs)}`;
}

function keptLines({ held, unfinished, withoutTime }: Preview): string[] {
  const kept = (number: number, why: string): string[] =>
    number === 0 ? [] : [`Keeps ${counted(number, 'event')} ${why}`];
  return [
    ...kept(held, 'as old, because findings or correlation rest on them'),
    ...kept(unfinished, 'as old, because their source is not read to its end'),
    ...kept(withoutTime, 'without a time, which have no age'),
  ];
}

export function printRetained(terminal: Terminal, retained: Retained): void {
  const { events, eventsLeft, rawBlocks, rawBytes, sources } = retained;
  if (events === 0) terminal.print(`Removed no events; ${counted(eventsLeft, 'event')} are there`);
  else {
    terminal.print(
      `Removed ${counted(events, 'event')} of ${counted(sources.length, 'source')}, ${spanText(retained)}; ` +
        `${count(eventsLeft)} are left`,
    );
  }
  if (rawBlocks > 0) terminal.print(`Removed ${bytes(rawBytes)} of evidence that no event rests on any more`);
  terminal.print('`vedette workspace compact` gives the space back.');
}

export function previewJson(preview: Preview): Record<string, unknown> {
  const { cutoffUs, newestUs, sources, ...rest } = preview;
  return {
    before: endJson(cutoffUs),
    newest: endJson(newestUs),
    ...withSpan(rest),
    sources: sources.map(withSpan),
  };
}

export function retainedJson({ cutoffUs, sources, ...rest }: Retained): Record<string, unknown> {
  return { before: endJson(cutoffUs), ...withSpan(rest), sources: sources.map(withSpan) };
}

function withSpan<Row extends Span>({ firstUs, lastUs, ...rest }: Row): Record<string, unknown> {
  return { ...rest, first: endJson(firstUs), last: endJson(lastUs) };
}

function endJson(timeUs: number | null): string | null {
  return timeUs === null ? null : jsonTime(timeUs as TimeUs);
}

function spanText({ firstUs, lastUs }: Span): string {
  return `from ${endText(firstUs)} to ${endText(lastUs)}`;
}

function endText(timeUs: number | null): string {
  return timeUs === null ? '' : timeToSecond(timeUs as TimeUs);
}
