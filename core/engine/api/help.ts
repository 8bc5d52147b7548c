/** Handlers of the help domain. */
import type { helpContract } from '../../contract/help.ts';
import type { HandlersOf } from './handler.ts';
import { unwritten } from './unwritten.ts';

export const helpHandlers: HandlersOf<typeof helpContract> = {
  'help.readReference': unwritten,
};
