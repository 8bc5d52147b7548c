/** Decisions about which alerts tell one story, and verdicts: they win over fusion, and each can be taken back. */
import { setParams } from '../../app/router.ts';
import type { Verdict, VerdictScope } from '../../../core/model/verdict.ts';
import { counted } from '../../lib/format.ts';
import { useAct } from './act.ts';
import type { Brief } from './types.ts';
import { withRow } from './work.ts';
import { VERDICT_WORDS } from '../cases/words.ts';

export interface Decide {
  merge(incidentId: string, why: string): void;
  /** Makes an incident of its own of some of its alerts. */
  split(alertIds: readonly string[], why: string): void;
  /** Takes an alert out; it stays alone. */
  detach(alertId: string, why: string): void;
  /** Keeps an alert in this incident, whatever fusion says. */
  keep(alertId: string, why: string): void;
  judge(on: VerdictScope, ids: readonly string[], verdict: Verdict, why: string): void;
  undo(decisionIds: readonly number[]): void;
}

/** Where the incident went that was looked at: fusion may have given its alerts to another. */
function follow(id: string, after: readonly Brief[]): void {
  const [first] = after;
  if (first !== undefined && after.every((one) => one.id !== id))
    setParams({ id: first.id, alert: '', event: '' }, true);
}

export function useDecide(id: string, operator: string): Decide {
  const act = useAct(id);

  const undo = (ids: readonly number[], isAgain = false): void =>
    act({
      method: 'cases.undoDecisions',
      input: { ids: [...ids] },
      said: isAgain ? 'Decided again' : 'Took it back',
      failed: 'It could not be taken back',
      // Undoing the undoing brings the decision back.
      undo:
        ({ decisionIds }) =>
        () =>
          undo(decisionIds, !isAgain),
      onDone: ({ after }) => follow(id, after),
    });

  return {
    merge: (other, why) =>
      act({
        method: 'cases.mergeIncidents',
        input: { incidentIds: [id, other], why },
        said: 'Merged into one incident',
        failed: 'They were not merged',
        undo: (out) => () => undo([out.id]),
        onDone: ({ after }) => follow(id, after),
      }),
    split: (alertIds, why) =>
      act({
        method: 'cases.splitIncident',
        input: { incidentId: id, alertIds: [...alertIds], why },
        said: `Split ${counted(alertIds.length, 'alert')} off`,
        failed: 'It was not split',
        undo: (out) => () => undo([out.id]),
        onDone: ({ after }) => follow(id, after),
      }),
    detach: (alertId, why) =>
      act({
        method: 'cases.detachAlert',
        input: { alertId, why },
        said: 'Detached the alert',
        failed: 'It was not detached',
        undo: (out) => () => undo([out.id]),
        onDone: ({ after }) => follow(id, after),
      }),
    keep: (alertId, why) =>
      act({
        method: 'cases.pinAlert',
        input: { alertId, incidentId: id, why },
        said: 'The alert is kept in this incident',
        failed: 'It was not kept',
        undo: (out) => () => undo([out.id]),
        onDone: ({ after }) => follow(id, after),
      }),
    judge: (on, ids, verdict, why) =>
      act({
        method: 'cases.giveVerdicts',
        input: { items: ids.map((one) => ({ on, id: one, verdict })), why },
        ...(on === 'alert'
          ? {}
          : {
              patch: withRow(() => ({
                verdict: { verdict, decisionId: 1, actor: operator, why, decidedUs: Date.now() * 1_000 },
              })),
            }),
        said: `${VERDICT_WORDS[verdict]}: ${on === 'incident' ? 'the incident' : counted(ids.length, 'alert')}`,
        failed: 'The verdict was not given',
        undo:
          ({ decisionIds }) =>
          () =>
            undo(decisionIds),
        onDone: ({ after }) => follow(id, after),
      }),
    undo: (ids) => undo(ids, false),
  };
}
