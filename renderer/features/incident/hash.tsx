/** A fingerprint in full, with a way to take it along. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { copyText } from '../../ui/states.tsx';
import classes from './pane.module.css';

export function Hash({ value }: { readonly value: string }): ReactNode {
  return (
    <span className={classes['value']}>
      {value} <IconButton icon={Copy} label="Copy the hash" onPress={() => copyText(value)} />
    </span>
  );
}
