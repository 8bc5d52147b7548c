/** Handlers about ATT&CK. */
import type { attackContract } from '../../contract/attack.ts';
import { navigatorLayer } from '../attack/navigator.ts';
import { readCoverage } from '../attack/read-coverage.ts';
import type { HandlersOf } from './handler.ts';

export const attackHandlers: HandlersOf<typeof attackContract> = {
  'attack.readCoverage': (_input, context) => readCoverage(context),
  'attack.exportNavigator': async (options, context) => navigatorLayer(await readCoverage(context), options),
};
