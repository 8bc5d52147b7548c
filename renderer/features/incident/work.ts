/** What people say of an incident: status, assignee, tags, severity, notes, tasks, pins. All of it can be taken back. */
import { useAppQuery } from '../../app/engine/queries.tsx';
import type { CaseStatus } from '../../../core/model/case-status.ts';
import type { Severity } from '../../../core/model/severity.ts';
import { useAct, type Act } from './act.ts';
import { pinWork, type PinWork } from './pin-work.ts';
import type { Incident, IncidentRead } from './types.ts';
import { noteWork, taskWork, type NoteWork, type TaskWork } from './item-work.ts';
import { STATUS_WORDS } from '../cases/words.ts';

export interface Work extends NoteWork, TaskWork, PinWork {
  setStatus(status: CaseStatus, why: string): void;
  /** Null takes the assignee away. */
  assign(assignee: string | null, why: string): void;
  tag(change: TagChange, why: string): void;
  /** Null leaves it to what was computed. */
  setSeverity(severity: Severity | null, why: string): void;
}

interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export interface Self {
  readonly act: Act;
  readonly id: string;
  readonly operator: string;
}

export function useWork(incidentId: string): Work {
  const act = useAct(incidentId);
  const { data: app } = useAppQuery('app.describe', {});
  const self: Self = { act, id: incidentId, operator: app?.operator ?? '' };
  return { ...statusWork(self), ...noteWork(self), ...taskWork(self), ...pinWork(self) };
}

/** The incident with some of its row another. */
export function withRow(change: (incident: Incident) => Partial<Incident>): (read: IncidentRead) => IncidentRead {
  return (read) => ({ ...read, incident: { ...read.incident, ...change(read.incident) } });
}

const nowUs = (): number => Date.now() * 1_000;

function statusWork({
  act,
  id: incidentId,
  operator,
}: Self): Omit<Work, keyof NoteWork | keyof TaskWork | keyof PinWork> {
  const setStatus = (status: CaseStatus, why: string, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.setStatus',
      input: { changes: [{ incidentId, status }], why },
      patch: (read) => {
        const statusHistory = [...read.statusHistory, { status, actor: operator, why, setUs: nowUs() }];
        return { ...withRow(() => ({ status }))(read), statusHistory };
      },
      said: ({ changed }) =>
        changed === 0 ? `It is ${STATUS_WORDS[status].toLowerCase()} already` : `${STATUS_WORDS[status]} now`,
      failed: 'The status was not set',
      undo: ({ undo }) => (undo === null ? null : () => setStatus(undo.changes[0]!.status, '', true)),
    });

  const assign = (assignee: string | null, why: string, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.assign',
      input: { changes: [{ incidentId, assignee }], why },
      patch: withRow(() => ({ assignee })),
      said: assignee === null ? 'Assigned to nobody' : `Assigned to ${assignee}`,
      failed: 'It was not assigned',
      undo: ({ undo }) => (undo === null ? null : () => assign(undo.changes[0]!.assignee, '', true)),
    });

  const tag = ({ add, remove }: TagChange, why: string, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.tag',
      input: { changes: [{ incidentId, add: [...add], remove: [...remove] }], why },
      patch: withRow(({ tags }) => ({
        tags: [...tags, ...add.filter((name) => !tags.includes(name))].filter((name) => !remove.includes(name)),
      })),
      said: [...add.map((name) => `Tagged ${name}`), ...remove.map((name) => `Took the tag ${name} away`)].join(', '),
      failed: 'The tags are as they were',
      undo: ({ undo }) =>
        undo === null
          ? null
          : () => tag({ add: undo.changes[0]?.add ?? [], remove: undo.changes[0]?.remove ?? [] }, '', true),
    });

  const setSeverity = (severity: Severity | null, why: string, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.setSeverity',
      input: { changes: [{ incidentId, severity }], why },
      patch: withRow(() => ({
        severityByHand: severity === null ? null : { severity, actor: operator, why, setUs: nowUs() },
      })),
      said: severity === null ? 'Severity as it was computed' : `Severity is ${severity}, by hand`,
      failed: 'The severity was not set',
      undo: ({ undo }) => (undo === null ? null : () => setSeverity(undo.changes[0]!.severity, '', true)),
    });

  return { setStatus, assign, tag, setSeverity };
}
