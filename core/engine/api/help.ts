/** Handlers of the help domain. */
import type { helpContract } from '../../contract/help.ts';
import { readReference } from '../reference.ts';
import type { HandlersOf } from './handler.ts';

export const helpHandlers: HandlersOf<typeof helpContract> = {
  'help.readReference': () => readReference(),
};
