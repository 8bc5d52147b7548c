/** A range of time as two texts in a zone. It counts when Enter is pressed or the field is left, and only if it is one. */
import { CalendarRange } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { time, zoneText } from '../../lib/format.ts';
import { IconButton } from '../button.tsx';
import { Menu } from '../menu.tsx';
import classes from './pages.module.css';
import { parseTime } from './time-text.ts';
import type { DateRangeProps, OpenTimeRange } from './types.ts';

export function DateRange({ range, zone, presets = [], onChange }: DateRangeProps): ReactNode {
  function change(next: OpenTimeRange): void {
    if (next.fromUs !== range.fromUs || next.toUs !== range.toUs) onChange(next);
  }
  const isReversed = range.fromUs !== null && range.toUs !== null && range.fromUs >= range.toUs;
  return (
    <div className={classes['range']} role="group" aria-label={`Time range, ${zoneText(zone)}`}>
      <End label="From" valueUs={range.fromUs} zone={zone} onValue={(fromUs) => change({ ...range, fromUs })} />
      <span aria-hidden="true">to</span>
      <End label="To" valueUs={range.toUs} zone={zone} onValue={(toUs) => change({ ...range, toUs })} />
      <span className={classes['zone']}>{zoneText(zone)}</span>
      {presets.length > 0 && (
        <Menu
          label="Ranges"
          actions={presets.map(({ title, range: its }) => ({ id: `range.${title}`, title, run: () => change(its) }))}
        >
          <IconButton icon={CalendarRange} label="Choose a range" />
        </Menu>
      )}
      {isReversed && (
        <span className={classes['wrong']} role="alert">
          ends before it begins
        </span>
      )}
    </div>
  );
}

interface EndProps {
  readonly label: string;
  readonly valueUs: number | null;
  readonly zone: string;
  readonly onValue: (valueUs: number | null) => void;
}

function End({ label, valueUs, zone, onValue }: EndProps): ReactNode {
  const shown = valueUs === null ? '' : shortTime(valueUs, zone);
  const [text, setText] = useState(shown);
  const parsed = text.trim() === '' ? null : parseTime(text, zone);
  const isWrong = text.trim() !== '' && parsed === null;

  useEffect(() => setText(shown), [shown]);

  function apply(): void {
    if (isWrong || text === shown) return;
    onValue(parsed);
  }

  return (
    <input
      className={classes['end']}
      aria-label={label}
      aria-invalid={isWrong}
      title={isWrong ? 'Write a time as 2026-03-04 09:14, or nothing for an open end' : undefined}
      placeholder="any time"
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply();
        if (event.key === 'Escape' && text !== shown) {
          event.preventDefault();
          setText(shown);
        }
      }}
    />
  );
}

/** No more of it than says something: `2026-03-04 09:14`. */
function shortTime(timeUs: number, zone: string): string {
  return time(timeUs, zone, timeUs % 60_000_000 === 0 ? 'minute' : timeUs % 1_000_000 === 0 ? 'second' : 'us');
}
