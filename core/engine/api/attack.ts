/** Handlers of the attack domain. */
import type { attackContract } from '../../contract/attack.ts';
import type { HandlersOf } from './handler.ts';
import { unwritten } from './unwritten.ts';

export const attackHandlers: HandlersOf<typeof attackContract> = {
  'attack.readCoverage': unwritten,
  'attack.exportNavigator': unwritten,
};
