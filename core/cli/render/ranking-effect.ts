/** What a change of ratings or indicators did to the queue. */
import type { RankingEffect } from '../../engine/ranking-effect.ts';
import { safeText, severityShape, type Terminal } from '../terminal.ts';
import { count, counted, shortId } from './format.ts';
import { tableLines } from './table.ts';

export function printEffect(terminal: Terminal, { incidents, changed, top }: RankingEffect): void {
  if (changed === 0) {
    terminal.print(
      incidents === 0
        ? 'There are no incidents yet.'
        : `The risk of none of ${counted(incidents, 'incident')} changed.`,
    );
    return;
  }
  terminal.print();
  const lines = tableLines(
    top,
    [
      { title: '#', cell: ({ rank }) => String(rank), align: 'right' },
      { title: 'WAS #', cell: ({ rankBefore }) => String(rankBefore), align: 'right' },
      { title: 'RISK', cell: ({ risk }) => String(risk), align: 'right' },
      { title: 'WAS', cell: ({ riskBefore }) => String(riskBefore), align: 'right' },
      {
        title: 'INCIDENT',
        cell: ({ severity, title }) => `${severityShape(severity, terminal)} ${safeText(title)}`,
        isFlexible: true,
      },
      { title: 'ID', cell: ({ id }) => shortId(id) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  const more = changed > top.length ? `; these ${count(top.length)} rank first` : '';
  terminal.print(`The risk of ${count(changed)} of ${counted(incidents, 'incident')} changed${more}.`);
}
