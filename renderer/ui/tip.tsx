/** A tooltip on a button, and keys as they are shown everywhere. */
import type { ReactNode } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import { keyText } from '../app/commands/keys.ts';
import classes from './tip.module.css';

interface TipProps {
  readonly text: string;
  readonly keys?: string | undefined;
  /** One focusable element of react-aria. */
  readonly children: ReactNode;
}

export function Tip({ text, keys, children }: TipProps): ReactNode {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip className={classes['tip']!} offset={6}>
        {text}
        {keys !== undefined && <Keys keys={keys} />}
      </Tooltip>
    </TooltipTrigger>
  );
}

export function Keys({ keys }: { readonly keys: string }): ReactNode {
  return <kbd className={classes['keys']}>{keyText(keys)}</kbd>;
}
