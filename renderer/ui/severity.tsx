/** Severity is the only thing that is coloured, and never by colour alone: shape, word and colour say the same. */
import type { ReactNode } from 'react';
import type { Severity } from '../../core/model/severity.ts';
import classes from './severity.module.css';

/** On a grid of 12; a ring for what only informs. */
const SHAPES: Readonly<Record<Severity, ReactNode>> = {
  critical: <path d="M3.2 0.8h5.6L12 6l-3.2 5.2H3.2L0 6z" fill="currentColor" />,
  high: <path d="M6 0.5L12 11.5H0z" fill="currentColor" />,
  medium: <path d="M6 0L12 6 6 12 0 6z" fill="currentColor" />,
  low: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  informational: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
};

interface SeverityMarkProps {
  readonly severity: Severity;
  /** Without the word, where the column's other cells say it; it is still read aloud. */
  readonly isShort?: boolean;
}

export function SeverityMark({ severity, isShort = false }: SeverityMarkProps): ReactNode {
  return (
    <span className={`${classes['severity']} ${classes[severity]}`} title={severity}>
      <svg className={classes['shape']} viewBox="0 0 12 12" aria-hidden="true">
        {SHAPES[severity]}
      </svg>
      <span className={isShort ? 'visually-hidden' : undefined}>{severity}</span>
    </span>
  );
}
