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
}

export function Chip({ children, onRemove }: ChipProps): ReactNode {
  return (
    <span className={classes['chip']} title={children}>
      <bdi className={classes['label']}>{withSigns(children)}</bdi>
      {onRemove !== undefined && (
        <Button className={classes['remove']!} aria-label={`Remove ${children}`} onPress={onRemove}>
          <Icon of={X} size={12} />
        </Button>
      )}
    </span>
  );
}
