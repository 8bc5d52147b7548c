/** Which Vedette this is. */
import { programVersion } from '../kernel/program.ts';

export const VERSION = programVersion();
