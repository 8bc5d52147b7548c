/** What the head of a screen and the small pieces in it are given. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Command } from '../../app/commands/command.ts';
import type { TimeRange } from '../histogram/types.ts';

export interface PageHeaderProps {
  readonly title: string;
  /** `48 of 1,204 alerts`. */
  readonly shown?: number;
  readonly total?: number;
  readonly what?: string;
  readonly many?: string;
  /** After the counts: what to know of them, `12 are suppressed`. */
  readonly note?: ReactNode;
  /** Buttons, on the right. */
  readonly children?: ReactNode;
}

export interface MeterProps {
  readonly label: string;
  readonly value: number;
  /** Null where nobody knows how much there is. */
  readonly most: number | null;
  /** Beside the bar: `1.2 of 4.0 GB, 3 min left`. */
  readonly text?: string;
}

/** Null for an end that is open. */
export interface OpenTimeRange {
  readonly fromUs: TimeRange['fromUs'] | null;
  readonly toUs: TimeRange['toUs'] | null;
}

export interface DateRangePreset {
  readonly title: string;
  readonly range: OpenTimeRange;
}

export interface DateRangeProps {
  readonly range: OpenTimeRange;
  readonly zone: string;
  readonly presets?: readonly DateRangePreset[];
  readonly onChange: (range: OpenTimeRange) => void;
}

export interface CommandButtonProps {
  readonly command: Pick<Command, 'id' | 'title' | 'run'> & Partial<Pick<Command, 'keys' | 'whyNot'>>;
  readonly icon?: LucideIcon;
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  /** The icon alone; title and key in its tooltip. */
  readonly isIconOnly?: boolean;
}
