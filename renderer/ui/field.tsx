/** What people fill in: text, long text, one of several, yes or no. Each with its label, its hint and what is wrong. */
import { Check, ChevronDown, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  Checkbox as AriaCheckbox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  TextArea,
  TextField as AriaTextField,
} from 'react-aria-components';
import classes from './field.module.css';
import { Icon } from './icon.tsx';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with the value; null where nothing is. */
  readonly error?: string | null;
  readonly type?: 'text' | 'password' | 'search';
  readonly isLong?: boolean;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  /** The label is read aloud only. */
  readonly isLabelHidden?: boolean;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, onChange, hint, error = null, type = 'text', isLong = false, isLabelHidden = false } = props;
  const { autoFocus = false, placeholder = '' } = props;
  return (
    <AriaTextField
      className={classes['field']!}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      type={type}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- where a dialog opens on its first field
      autoFocus={autoFocus}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : classes['label']!}>{label}</Label>
      {isLong ? (
        <TextArea className={classes['area']!} placeholder={placeholder} />
      ) : (
        <Input className={classes['input']!} placeholder={placeholder} autoComplete="off" spellCheck={false} />
      )}
      {hint !== undefined && error === null && (
        <Text slot="description" className={classes['hint']!}>
          {hint}
        </Text>
      )}
      <FieldError className={classes['error']!}>{error}</FieldError>
    </AriaTextField>
  );
}

interface SelectProps<Key extends string> {
  readonly label: string;
  readonly value: Key;
  readonly options: readonly (readonly [Key, string])[];
  readonly onChange: (value: Key) => void;
  readonly isLabelHidden?: boolean;
}

export function Select<Key extends string>(props: SelectProps<Key>): ReactNode {
  const { label, value, options, onChange, isLabelHidden = false } = props;
  return (
    <AriaSelect className={classes['field']!} value={value} onChange={(key) => key !== null && onChange(key as Key)}>
      <Label className={isLabelHidden ? 'visually-hidden' : classes['label']!}>{label}</Label>
      <Button className={classes['select']!}>
        <SelectValue />
        <Icon of={ChevronDown} size={14} />
      </Button>
      <Popover offset={4}>
        <ListBox className={classes['list']!}>
          {options.map(([key, text]) => (
            <ListBoxItem key={key} id={key} textValue={text} className={classes['option']!}>
              {text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

interface CheckboxProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly isIndeterminate?: boolean;
  readonly isDisabled?: boolean;
  readonly label?: string;
  readonly onChange: (isSelected: boolean) => void;
}

export function Checkbox(props: CheckboxProps): ReactNode {
  const { children, isSelected, isIndeterminate = false, isDisabled = false, label, onChange } = props;
  return (
    <AriaCheckbox
      className={classes['check']!}
      isSelected={isSelected}
      isIndeterminate={isIndeterminate}
      isDisabled={isDisabled}
      onChange={onChange}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <span className={classes['box']}>
        {isIndeterminate ? <Icon of={Minus} size={12} /> : isSelected && <Icon of={Check} size={12} />}
      </span>
      {children}
    </AriaCheckbox>
  );
}
