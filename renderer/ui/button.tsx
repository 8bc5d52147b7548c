/** Buttons are verbs. One that shows an icon only says in a tooltip what it does and which key does the same. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import classes from './button.module.css';
import { Icon } from './icon.tsx';
import { Tip } from './tip.tsx';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet' | 'link';
  readonly icon?: LucideIcon;
  readonly isDisabled?: boolean;
  readonly type?: 'button' | 'submit';
  readonly autoFocus?: boolean;
  readonly onPress?: () => void;
}

export function Button({ children, kind = 'plain', icon, onPress, ...rest }: ButtonProps): ReactNode {
  return (
    <AriaButton {...rest} className={`${classes['button']} ${classes[kind] ?? ''}`} onPress={() => onPress?.()}>
      {icon !== undefined && <Icon of={icon} />}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps {
  readonly icon: LucideIcon;
  /** What it does: its name for screen readers and its tooltip. */
  readonly label: string;
  readonly keys?: string | undefined;
  readonly isDisabled?: boolean;
  /** For one that stays pressed. */
  readonly isOn?: boolean;
  readonly onPress?: () => void;
}

export function IconButton({ icon, label, keys, isOn, isDisabled = false, onPress }: IconButtonProps): ReactNode {
  return (
    <Tip text={label} keys={keys}>
      <AriaButton
        aria-label={label}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
        isDisabled={isDisabled}
        className={`${classes['button']} ${classes['icon']}`}
        onPress={() => onPress?.()}
      >
        <Icon of={icon} />
      </AriaButton>
    </Tip>
  );
}
