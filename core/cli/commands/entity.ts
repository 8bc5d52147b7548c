/** `vedette entity TYPE:NAME`: one host, user, address … in full: when it was seen, what names it, its risk by day. */
import type { Command } from 'commander';
import type { DayRisk } from '../../fuse/entity-risk.ts';
import { US_PER_DAY } from '../../kernel/time.ts';
import type { KnownEntity, RelatedEntity } from '../../store/entity-profile.ts';
import type { IncidentBrief } from '../../store/incidents.ts';
import { countsOf } from '../../store/overview.ts';
import { profileOf, type Profile } from '../../store/whole-profile.ts';
import { namesOf, resolveEntity } from '../entity-named.ts';
import { alertsCounted, count, counted, jsonTime, shortId, timeToSecond } from '../render/format.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { sparkline } from '../render/sparkline.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, severityMark, severityShape, type Terminal } from '../terminal.ts';

const SHOWN_DAYS = 7;
const SHOWN_TERMS = 8;
const SHOWN_INCIDENTS = 10;
const SHOWN_RELATED = 5;

interface NamedProfile extends Profile {
  readonly alike: readonly KnownEntity[];
}

export function addEntity(program: Command, session: Session): void {
  program
    .command('entity')
    .description('one entity: when it was seen, its alerts and incidents, what it has to do with, its risk by day')
    .argument('<entity>', 'TYPE:NAME, such as host:ws-12, user:eve or ip:10.0.0.9')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--json', 'print one JSON object', false)
    .action((name: string, flags: { readonly workspace: string; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        const { entity, alike } = resolveEntity(db, name);
        const profile = { ...profileOf(db, entity), alike };
        if (flags.json) return session.terminal.printJson(profileJson(profile));
        printDemoBanner(session.terminal, countsOf(db).isDemo);
        printProfile(session.terminal, profile);
      });
      process.exitCode = EXIT_OK;
    });
}

function printProfile(terminal: Terminal, profile: NamedProfile): void {
  const { entity, events, firstUs, lastUs, alerts, incidents, days } = profile;
  const suppressed = alerts.filter(({ suppressionId }) => suppressionId !== null).length;
  // What people call an address is its shortest form, not how some log wrote it.
  const name = entity.type === 'ip' ? entity.value : entity.label;
  terminal.print(`${entity.type.toUpperCase().replace('_', ' ')}  ${safeText(name)}`);
  terminal.print(
    `${counted(events, 'event')} · ${alertsCounted({ alerts: alerts.length, suppressed })} · ${counted(incidents.length, 'incident')} · ${safeText(`${entity.type}:${entity.value}`)}`,
  );
  if (firstUs !== null && lastUs !== null) {
    terminal.print(`seen from ${timeToSecond(firstUs)} to ${timeToSecond(lastUs)}`);
  }
  if (profile.alike.length > 0) terminal.print(`called so too: ${safeText(namesOf(profile.alike))}`);
  const { rating } = profile;
  if (rating !== null) {
    const why = rating.why === '' ? '' : `: ${safeText(rating.why)}`;
    terminal.print(`criticality: ${rating.level}, by ${safeText(rating.actor)}${why}`);
  }
  terminal.print();
  printRisk(terminal, days);
  if (incidents.length > 0) printIncidents(terminal, incidents);
  if (profile.related.length > 0) printRelated(terminal, profile);
}

function printRisk(terminal: Terminal, days: readonly DayRisk[]): void {
  if (days.length === 0) {
    terminal.print('No risk on any day: no alert with a time names it.');
    return;
  }
  const total = days.reduce((sum, { risk }) => sum + risk, 0);
  const [first, last] = [days[0]!.dayUs, days.at(-1)!.dayUs];
  terminal.print(
    `Risk by day (UTC): ${count(total)} points on ${counted(days.length, 'day')}; each detection counts once a day, a usual one nothing`,
  );
  const buckets = days.map(({ dayUs, risk }) => ({ startUs: dayUs, count: risk }));
  terminal.print(`  ${sparkline(buckets, US_PER_DAY, first, last)}`);
  const worst = days.toSorted((a, b) => b.risk - a.risk || b.dayUs - a.dayUs).slice(0, SHOWN_DAYS);
  for (const { dayUs, risk, terms } of worst.toSorted((a, b) => a.dayUs - b.dayUs)) {
    terminal.print();
    terminal.print(`  ${String(risk).padStart(5)}  on ${timeToSecond(dayUs).slice(0, 10)}`);
    for (const { points, severity, title, alerts, isUsual } of terms.slice(0, SHOWN_TERMS)) {
      const times = (alerts > 1 ? `  ${count(alerts)} alerts` : '') + (isUsual ? '  usual here' : '');
      terminal.print(`  ${`+ ${points}`.padStart(9)}  ${severityMark(severity, terminal)}  ${safeText(title)}${times}`);
    }
    const more = terms.slice(SHOWN_TERMS);
    const points = more.reduce((sum, term) => sum + term.points, 0);
    if (more.length > 0) terminal.print(`  ${`+ ${points}`.padStart(9)}  of ${counted(more.length, 'more detection')}`);
  }
  if (days.length > SHOWN_DAYS) {
    terminal.print();
    terminal.print(`  the ${SHOWN_DAYS} days with most risk of ${count(days.length)}: use --json for all`);
  }
}

function printIncidents(terminal: Terminal, incidents: readonly IncidentBrief[]): void {
  terminal.print();
  const lines = tableLines(
    incidents.slice(0, SHOWN_INCIDENTS),
    [
      { title: '#', cell: ({ rank }) => String(rank), align: 'right' },
      { title: 'RISK', cell: ({ risk }) => String(risk), align: 'right' },
      {
        title: 'INCIDENT',
        cell: ({ severity, title }) => `${severityShape(severity, terminal)} ${safeText(title)}`,
        isFlexible: true,
      },
      { title: 'ALERTS', cell: ({ alertCount }) => count(alertCount), align: 'right' },
      { title: 'ID', cell: ({ id }) => shortId(id) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  terminal.print(`${count(Math.min(SHOWN_INCIDENTS, incidents.length))} of ${counted(incidents.length, 'incident')}`);
}

const WORDS: Readonly<Record<RelatedEntity['kind'], Readonly<Record<RelatedEntity['direction'], string>>>> = {
  started: { to: 'started', from: 'was started by' },
  active_on: { to: 'was active on', from: 'was used by' },
  connected_to: { to: 'connected to', from: 'was connected to by' },
};

function printRelated(terminal: Terminal, { related }: Profile): void {
  terminal.print();
  const lines = tableLines(
    related,
    [
      { title: 'RELATED', cell: ({ kind, direction }) => WORDS[kind][direction] },
      { title: 'TO WHAT', cell: ({ other }) => safeText(`${other.type} ${other.label}`), isFlexible: true },
      { title: 'EVENTS', cell: (row) => count(row.count), align: 'right' },
      { title: 'FIRST', cell: ({ firstUs }) => timeToSecond(firstUs) },
      { title: 'LAST', cell: ({ lastUs }) => timeToSecond(lastUs) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  terminal.print(`at most ${SHOWN_RELATED} of each kind, the most frequent first`);
}

function profileJson({ entity, rating, events, firstUs, lastUs, ...profile }: Profile): unknown {
  const { alerts, incidents, related, days } = profile;
  return {
    ...entity,
    criticality: rating?.level ?? null,
    events,
    first_seen: firstUs === null ? null : jsonTime(firstUs),
    last_seen: lastUs === null ? null : jsonTime(lastUs),
    alerts: alerts.map(({ id, title, severity, firstSeenUs, suppressionId }) => ({
      id,
      title,
      severity,
      first_seen: jsonTime(firstSeenUs),
      suppressed_by: suppressionId,
    })),
    incidents: incidents.map(({ alertCount, ...incident }) => ({ ...incident, alerts: alertCount })),
    related: related.map(({ firstUs: from, lastUs: to, ...one }) => ({
      ...one,
      first_seen: jsonTime(from),
      last_seen: jsonTime(to),
    })),
    risk_by_day: days.map(({ dayUs, risk, terms }) => ({ day: jsonTime(dayUs)?.slice(0, 10), risk, terms })),
  };
}
