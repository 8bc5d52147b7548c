/** What a bar of filters is given. */
import type { ReactNode } from 'react';

export interface Filter {
  readonly id: string;
  /** As the query language writes it: `severity>=high`. */
  readonly text: string;
  readonly isDisabled?: boolean;
}

export interface FilterBarProps {
  readonly label: string;
  readonly filters: readonly Filter[];
  readonly onRemove: (id: string) => void;
  /** Switches one off and on without losing it. */
  readonly onToggle?: (id: string) => void;
  /** What can be added, in a menu; without it there is a field to type one into. */
  readonly suggestions?: readonly string[];
  readonly onAdd: (text: string) => void;
  /** On the right: saved views, ranges of time. */
  readonly children?: ReactNode;
}
