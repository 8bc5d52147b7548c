/** Who acts in a call: the caller, by the bound context. */
import { currentContext } from '../../kernel/context.ts';
import type { Acting } from '../acting.ts';
import type { HandlerContext } from './handler.ts';

export function acting({ clock, metrics }: HandlerContext): Acting {
  return { actor: currentContext().user_id ?? 'vedette', clock, metrics };
}
