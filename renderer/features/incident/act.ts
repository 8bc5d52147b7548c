/**
 * Changes that answer at once: what is shown is changed before the engine is asked, put back where it refuses, and told with
 * what takes it back where it does not.
 */
import { useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { PageInput, PageMethod, PageOutput } from '../../../core/contract/page.ts';
import { useEngine, useWorkspaceId } from '../../app/engine/queries.tsx';
import { say, sayDone, sayFailed } from '../../app/toasts.ts';
import { readQuestion } from './questions.ts';
import type { IncidentRead } from './types.ts';

/** Changes that the engine has not answered yet. */
export const useActing = create<{ readonly running: number }>(() => ({ running: 0 }));

const count = (by: 1 | -1): void => useActing.setState(({ running }) => ({ running: running + by }));

export interface Action<Name extends PageMethod> {
  readonly method: Name;
  readonly input: PageInput<Name>;
  /** What the incident is like as soon as it is done. */
  readonly patch?: (read: IncidentRead) => IncidentRead;
  /** What was done, for the news; null where what is seen says it. */
  readonly said: string | ((out: PageOutput<Name>) => string) | null;
  /** Begins the sentence where it could not be done. */
  readonly failed: string;
  /** It takes something back itself: the next undo goes further back, and does not bring it again. */
  readonly isUndo?: boolean;
  /** What takes it back; null where nothing changed. */
  readonly undo?: (out: PageOutput<Name>) => (() => void) | null;
  readonly onDone?: (out: PageOutput<Name>) => void;
  /** Gives back what was typed, so that nobody types it twice. */
  readonly onFailed?: () => void;
}

export type Act = <Name extends PageMethod>(action: Action<Name>) => void;

export function useAct(incidentId: string): Act {
  const engine = useEngine();
  const workspace = useWorkspaceId();
  const queries = useQueryClient();
  const key = [workspace, 'incidents.read', readQuestion(incidentId)];

  async function act<Name extends PageMethod>(action: Action<Name>): Promise<void> {
    const { method, input, patch, said, failed, isUndo = false, undo, onDone, onFailed } = action;
    const before = queries.getQueryData<IncidentRead>(key);
    if (patch !== undefined && before !== undefined) {
      // An answer that is on its way would bring back what was.
      void queries.cancelQueries({ queryKey: key });
      queries.setQueryData(key, patch(before));
    }
    count(1);
    try {
      const out = await engine.call(workspace as never, method, input);
      const text = typeof said === 'function' ? said(out) : said;
      const takeBack = isUndo ? null : (undo?.(out) ?? null);
      if (text !== null && takeBack !== null) sayDone(text, takeBack);
      else if (text !== null) say(text);
      onDone?.(out);
    } catch (error) {
      if (patch !== undefined && before !== undefined) queries.setQueryData(key, before);
      // The rest may have changed meanwhile; what is stored is what counts.
      void queries.invalidateQueries({ queryKey: key });
      sayFailed(failed, error);
      onFailed?.();
    } finally {
      count(-1);
    }
  }

  return (action) => void act(action);
}
