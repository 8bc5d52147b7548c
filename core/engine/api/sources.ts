/** Handlers of the sources domain. */
import type { sourcesContract } from '../../contract/sources.ts';
import type { HandlersOf } from './handler.ts';
import { unwritten } from './unwritten.ts';

export const sourcesHandlers: HandlersOf<typeof sourcesContract> = {
  'sources.listPage': unwritten,
  'sources.listDamage': unwritten,
  'sources.countHops': unwritten,
  'sources.verify': unwritten,
};
