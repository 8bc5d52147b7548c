/** What a histogram of time is given. */
import type { Severity } from '../../../core/model/severity.ts';

export interface HistogramBucket {
  readonly fromUs: number;
  readonly count: number;
  /** Adds up to `count`; without it the bar is of one neutral tone. */
  readonly bySeverity?: Readonly<Partial<Record<Severity, number>>>;
}

export interface TimeRange {
  readonly fromUs: number;
  /** Not part of the range. */
  readonly toUs: number;
}

export interface HistogramProps {
  readonly label: string;
  /** In order of time; those without anything may be left out. */
  readonly buckets: readonly HistogramBucket[];
  readonly bucketUs: number;
  /** An IANA name, or `UTC`. */
  readonly zone: string;
  /** What is counted: `event`, `alert`. */
  readonly what: string;
  readonly isLoading?: boolean;
  /** The range that the list beside it is narrowed to; null where it is not. */
  readonly range?: TimeRange | null;
  /** A brush was applied, by mouse or Enter. */
  readonly onBrush: (fromUs: number, toUs: number) => void;
  /** The brush was taken away by Esc or its button. */
  readonly onClear?: () => void;
}
