/** Handlers of the health domain. */
import type { healthContract } from '../../contract/health.ts';
import type { HandlersOf } from './handler.ts';
import { unwritten } from './unwritten.ts';

export const healthHandlers: HandlersOf<typeof healthContract> = {
  'health.read': unwritten,
  'health.runDoctor': unwritten,
};
