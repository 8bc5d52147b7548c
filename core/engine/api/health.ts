/** Handlers about whether everything works. */
import type { healthContract } from '../../contract/health.ts';
import { runDoctor } from '../health/doctor.ts';
import { readHealth } from '../health/read-health.ts';
import { HEALTH_STATES, worst, type HealthState } from '../health/state.ts';
import type { HandlersOf } from './handler.ts';

export const healthHandlers: HandlersOf<typeof healthContract> = {
  'health.read': async (_input, context) => {
    const subsystems = await readHealth(context);
    return { state: worst(subsystems), subsystems };
  },

  'health.runDoctor': async (_input, context) => {
    const checks = await runDoctor(context);
    const counts = Object.fromEntries(
      HEALTH_STATES.map((wanted) => [wanted, checks.filter(({ state }) => state === wanted).length]),
    ) as Record<HealthState, number>;
    return { state: worst(checks), checks, counts };
  },
};
