/** Handlers of the rules domain. */
import type { rulesContract } from '../../contract/rules.ts';
import type { HandlersOf } from './handler.ts';
import { unwritten } from './unwritten.ts';

export const rulesHandlers: HandlersOf<typeof rulesContract> = {
  'rules.listAll': unwritten,
  'rules.read': unwritten,
  'rules.test': unwritten,
  'rules.check': unwritten,
  'rules.backtest': unwritten,
  'rules.explainReach': unwritten,
  'rules.explain': unwritten,
  'rules.setEnabled': unwritten,
  'rules.setPack': unwritten,
};
