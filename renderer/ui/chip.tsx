/** A filter or tag as text, with a way to take it away. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import classes from './chip.module.css';
import { withSigns } from './evidence-text.tsx';
import { Icon } from './icon.tsx';

interface ChipProps {
  readonly children: string;
  readonly onRemove?: () => void;
  /** Switches it off and on. */
  readonly onPress?: () => void;
  /** It is kept, and does nothing for now. */
  readonly isOff?: boolean;
}

export function Chip({ children, onRemove, onPress, isOff = false }: ChipProps): ReactNode {
  return (
    <span className={classes['chip']} title={children} data-off={isOff}>
      {onPress === undefined ? (
        <bdi className={classes['label']}>{withSigns(children)}</bdi>
      ) : (
        <button type="button" className={classes['switch']} aria-pressed={!isOff} onClick={onPress}>
          <bdi>{withSigns(children)}</bdi>
        </button>
      )}
      {onRemove !== undefined && (
        <Button className={classes['remove']!} aria-label={`Remove ${children}`} onPress={onRemove}>
          <Icon of={X} size={12} />
        </Button>
      )}
    </span>
  );
}
