/** Methods whose shapes are settled and whose work is still to be written. */
import { VedetteError } from '../../kernel/errors.ts';

export function unwritten(): never {
  throw new VedetteError('E_INTERNAL', 'This method is not written yet');
}
