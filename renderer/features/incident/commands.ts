/** What can be done with an incident, as commands: palette, keys and the menu of its head are made of them. */
import type { Command } from '../../app/commands/command.ts';
import type { IncidentScope } from './incident-context.ts';
import type { QueuePlace } from './queue-place.ts';

const TABS = [
  ['story', 'story'],
  ['alerts', 'alerts'],
  ['graph', 'graph'],
  ['processes', 'processes'],
  ['attack', 'ATT&CK'],
  ['evidence', 'evidence'],
  ['notes', 'notes'],
  ['tasks', 'tasks'],
  ['activity', 'activity'],
] as const;

interface Extra {
  readonly addNote: () => void;
  readonly addTask: () => void;
}

const group = 'Incident' as const;

export function actionsOf(scope: IncidentScope, extra: Extra): readonly Command[] {
  const { read, ask, work, operator } = scope;
  const isClosed = read.incident.status === 'closed';
  return [
    { id: 'case.assign', title: 'Assign', group, keys: ['a'], run: () => ask({ kind: 'assign' }) },
    {
      id: 'case.assignMe',
      title: `Assign to me (${operator})`,
      group,
      keys: ['Shift+a'],
      run: () => work.assign(operator, ''),
    },
    { id: 'case.status', title: 'Set the status', group, keys: ['Shift+s'], run: () => ask({ kind: 'status' }) },
    {
      id: 'case.close',
      title: 'Close the incident',
      group,
      keys: ['e'],
      whyNot: isClosed ? 'it is closed' : null,
      run: () => work.setStatus('closed', ''),
    },
    { id: 'case.severity', title: 'Set the severity', group, keys: ['s'], run: () => ask({ kind: 'severity' }) },
    { id: 'case.tag', title: 'Tag', group, keys: ['t'], run: () => ask({ kind: 'tag' }) },
    {
      id: 'case.verdict',
      title: 'Give a verdict',
      group,
      keys: ['v'],
      run: () => ask({ kind: 'verdict', alertIds: null }),
    },
    { id: 'incident.note', title: 'Add a note', group, keys: ['n'], run: extra.addNote },
    { id: 'incident.task', title: 'Add a task', group, keys: ['Shift+t'], run: extra.addTask },
    {
      id: 'case.merge',
      title: 'Merge with another incident',
      group,
      keys: ['m'],
      run: () => ask({ kind: 'merge' }),
    },
  ];
}

/** On the alert that is selected. */
export function alertActionsOf({ read, alertId, decide, work, ask }: IncidentScope): readonly Command[] {
  const whyNot = alertId === null ? 'no alert is selected' : null;
  const isOnly = read.incident.alertCount === 1 ? 'it is the only alert' : null;
  const id = alertId ?? '';
  return [
    {
      id: 'incident.alertVerdict',
      title: 'Give a verdict on the alert',
      group,
      keys: ['Shift+v'],
      whyNot,
      run: () => ask({ kind: 'verdict', alertIds: [id] }),
    },
    {
      id: 'incident.pin',
      title: 'Pin the alert as evidence',
      group,
      keys: ['p'],
      whyNot,
      run: () => work.pin({ kind: 'alert', alertId: id }, ''),
    },
    {
      id: 'incident.split',
      title: 'Split the alert off into an incident of its own',
      group,
      whyNot: whyNot ?? isOnly,
      run: () => decide.split([id], ''),
    },
    {
      id: 'incident.detach',
      title: 'Detach the alert: it stays alone',
      group,
      whyNot: whyNot ?? isOnly,
      run: () => decide.detach(id, ''),
    },
    {
      id: 'incident.keep',
      title: 'Keep the alert in this incident',
      group,
      whyNot,
      run: () => decide.keep(id, ''),
    },
  ];
}

export function waysOf(scope: IncidentScope, place: QueuePlace, escape: () => void): readonly Command[] {
  return [
    // Not Shift+j and Shift+k, which choose rows; n and p alone are for notes and pins.
    {
      id: 'incident.next',
      title: 'Next incident in the queue',
      group,
      keys: ['Shift+n'],
      whyNot: place.next === null ? 'it is the last' : null,
      run: () => place.next?.(),
    },
    {
      id: 'incident.previous',
      title: 'Previous incident in the queue',
      group,
      keys: ['Shift+p'],
      whyNot: place.previous === null ? 'it is the first' : null,
      run: () => place.previous?.(),
    },
    { id: 'app.back', title: 'Back', group: 'Go', keys: ['Escape'], isQuiet: true, run: escape },
    ...TABS.map(([id, name], at): Command => ({
      id: `incident.show.${id}`,
      title: `Show the ${name}`,
      group,
      keys: [String(at + 1)],
      isQuiet: true,
      run: () => scope.openTab(id),
    })),
  ];
}
