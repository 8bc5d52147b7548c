/** The axis of a story: a time where each stretch begins and where there is room, and how long each silence is. */
import type { ReactNode } from 'react';
import { duration, time } from '../../lib/format.ts';
import type { TimeAxis } from './axis.ts';
import classes from './timeline.module.css';

const APART_PX = 96;
/** What a time takes beside its tick. */
const TEXT_PX = 76;
const STEPS_S = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000];

interface Tick {
  readonly timeUs: number;
  readonly left: number;
}

export function TimeTicks({ axis, zone }: { readonly axis: TimeAxis; readonly zone: string }): ReactNode {
  let day = '';
  return (
    <div className={classes['axis']} aria-hidden="true">
      {ticksOf(axis).map(({ timeUs, left }) => {
        const text = time(timeUs, zone, 'second');
        const isNewDay = text.slice(0, 10) !== day;
        day = text.slice(0, 10);
        const clock = text.endsWith(':00') ? text.slice(11, 16) : text.slice(11);
        return (
          <span key={timeUs} className={classes['tick']} style={{ left }}>
            {isNewDay && <span className={classes['day']}>{day.slice(5)} </span>}
            {clock}
          </span>
        );
      })}
      {axis.breaks.map(({ fromUs, toUs, left }) => (
        <span key={fromUs} className={classes['silence']} style={{ left }} title="Nothing happened in between">
          {duration((toUs - fromUs) / 1_000)}
        </span>
      ))}
    </div>
  );
}

function ticksOf({ segments, leftOf }: TimeAxis): readonly Tick[] {
  return segments.flatMap(({ fromUs, toUs, left: start, width }) => {
    const ticks: Tick[] = [{ timeUs: fromUs, left: leftOf(fromUs) }];
    const pxPerUs = (leftOf(toUs) - leftOf(fromUs)) / Math.max(1, toUs - fromUs);
    const stepUs = (STEPS_S.find((step) => step * 1_000_000 * pxPerUs >= APART_PX) ?? Infinity) * 1_000_000;
    for (let at = Math.ceil(fromUs / stepUs) * stepUs; at <= toUs; at += stepUs) {
      const left = leftOf(at);
      const isFree = left - ticks.at(-1)!.left >= APART_PX * 0.8 && left <= start + width - TEXT_PX;
      if (isFree) ticks.push({ timeUs: at, left });
    }
    return ticks;
  });
}
