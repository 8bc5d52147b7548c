/**
 * Work on incidents from wherever they are listed: each change is one call and one transaction for all that are chosen, is
 * said with its undoing, and is seen by everybody when the engine tells of it.
 */
import type { CaseStatus } from '../../../core/model/case-status.ts';
import type { Severity } from '../../../core/model/severity.ts';
import type { Verdict, VerdictScope } from '../../../core/model/verdict.ts';
import { useChange } from '../../app/engine/queries.tsx';
import { sayDone, sayFailed } from '../../app/toasts.ts';
import { counted } from '../../lib/format.ts';
import { useRowPatch } from './use-row-patch.ts';
import { STATUS_WORDS, VERDICT_WORDS } from './words.ts';

export interface CaseWork {
  setStatus(ids: readonly string[], status: CaseStatus, why?: string): void;
  assign(ids: readonly string[], assignee: string | null): void;
  tag(ids: readonly string[], add: readonly string[], remove: readonly string[]): void;
  setSeverity(ids: readonly string[], severity: Severity | null, why: string): void;
  judge(on: VerdictScope, ids: readonly string[], verdict: Verdict, why: string): void;
  merge(ids: readonly string[], why: string): void;
}

export function useCaseWork(): CaseWork {
  const status = useChange('cases.setStatus');
  const assignee = useChange('cases.assign');
  const tags = useChange('cases.tag');
  const severity = useChange('cases.setSeverity');
  const verdicts = useChange('cases.giveVerdicts');
  const merging = useChange('cases.mergeIncidents');
  const undoing = useChange('cases.undoDecisions');

  const patch = useRowPatch();
  const onError = (error: unknown): void => sayFailed('Nothing was changed', error);
  /** What is on screen goes back to what it was. */
  const onRefused =
    (putBack: () => void) =>
    (error: unknown): void => {
      putBack();
      onError(error);
    };

  function takeBack(ids: readonly number[]): () => void {
    return () => undoing.mutate({ ids: [...ids] }, { onError });
  }

  return {
    setStatus: (ids, to, why = '') =>
      status.mutate(
        { changes: ids.map((incidentId) => ({ incidentId, status: to })), why },
        {
          onError: onRefused(patch(ids, () => ({ status: to }))),
          onSuccess: ({ changed, undo }) =>
            undo !== null &&
            sayDone(`${counted(changed, 'incident')}: ${STATUS_WORDS[to].toLowerCase()}`, () =>
              status.mutate({ changes: [...undo.changes] }, { onError }),
            ),
        },
      ),
    assign: (ids, to) =>
      assignee.mutate(
        { changes: ids.map((incidentId) => ({ incidentId, assignee: to })) },
        {
          onError: onRefused(patch(ids, () => ({ assignee: to }))),
          onSuccess: ({ changed, undo }) =>
            undo !== null &&
            sayDone(`${counted(changed, 'incident')} ${to === null ? 'unassigned' : `assigned to ${to}`}`, () =>
              assignee.mutate({ changes: [...undo.changes] }, { onError }),
            ),
        },
      ),
    tag: (ids, add, remove) =>
      tags.mutate(
        { changes: ids.map((incidentId) => ({ incidentId, add: [...add], remove: [...remove] })) },
        {
          onError: onRefused(
            patch(ids, ({ tags: now }) => ({
              tags: [...new Set([...now, ...add])].filter((tag) => !remove.includes(tag)),
            })),
          ),
          onSuccess: ({ changed, undo }) =>
            undo !== null &&
            sayDone(`Tags of ${counted(changed, 'incident')} changed`, () =>
              tags.mutate({ changes: [...undo.changes] }, { onError }),
            ),
        },
      ),
    setSeverity: (ids, to, why) =>
      severity.mutate(
        { changes: ids.map((incidentId) => ({ incidentId, severity: to })), why },
        {
          onError,
          onSuccess: ({ changed, undo }) =>
            undo !== null &&
            sayDone(`Severity of ${counted(changed, 'incident')} ${to === null ? 'as computed' : `set to ${to}`}`, () =>
              severity.mutate({ changes: [...undo.changes] }, { onError }),
            ),
        },
      ),
    judge: (on, ids, verdict, why) =>
      verdicts.mutate(
        { items: ids.map((id) => ({ on, id, verdict })), why },
        {
          onError,
          onSuccess: ({ decisionIds }) =>
            sayDone(
              `${counted(decisionIds.length, on)}: ${VERDICT_WORDS[verdict].toLowerCase()}`,
              takeBack(decisionIds),
            ),
        },
      ),
    merge: (ids, why) =>
      merging.mutate(
        { incidentIds: [...ids], why },
        {
          onError,
          onSuccess: ({ id }) => sayDone(`${counted(ids.length, 'incident')} merged into one`, takeBack([id])),
        },
      ),
  };
}
