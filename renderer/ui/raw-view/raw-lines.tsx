/** The lines of a raw record with their numbers; signs that nobody sees are shown, and so is what was searched for. */
import type { ReactNode, Ref } from 'react';
import { withSigns } from '../evidence-text.tsx';
import type { Found } from './find.ts';
import classes from './raw-view.module.css';

interface RawLinesProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly label: string;
  readonly lines: readonly string[];
  readonly isWrapped: boolean;
  readonly found: readonly Found[];
  readonly current: Found | null;
}

export function RawLines({ ref, label, lines, isWrapped, found, current }: RawLinesProps): ReactNode {
  const byLine = Map.groupBy(found, ({ line }) => line);
  return (
    // What scrolls has to be reachable by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div
      ref={ref}
      className={classes['lines']}
      data-wrapped={isWrapped}
      role="region"
      aria-label={`Text of ${label}`}
      tabIndex={0}
    >
      {lines.map((text, line) => (
        // Lines have no name but their number.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={line} className={classes['line']} data-line={line}>
          <span className={classes['number']} aria-hidden="true">
            {line + 1}
          </span>
          <bdi className={classes['text']}>{marked(text, byLine.get(line) ?? [], current)}</bdi>
        </div>
      ))}
    </div>
  );
}

function marked(text: string, found: readonly Found[], current: Found | null): ReactNode {
  if (found.length === 0) return withSigns(text);
  let end = 0;
  const parts = found.flatMap((one) => {
    const before = text.slice(end, one.from);
    end = one.to;
    return [
      <span key={`b${one.from}`}>{withSigns(before)}</span>,
      <mark key={one.from} className={classes['mark']} data-current={one === current}>
        {withSigns(text.slice(one.from, one.to))}
      </mark>,
    ];
  });
  return [...parts, <span key="end">{withSigns(text.slice(end))}</span>];
}
