/** What the engine last said about itself: reachable or not, jobs. Lists and details live in the query cache instead. */
import { create } from 'zustand';
import type { Job } from '../../../core/contract/job.ts';
import type { EngineState } from './client.ts';

interface EngineStore {
  readonly state: EngineState;
  readonly jobs: readonly Job[];
}

export const useEngineStore = create<EngineStore>(() => ({ state: { kind: 'connecting' }, jobs: [] }));
