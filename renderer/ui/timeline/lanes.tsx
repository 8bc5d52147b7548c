/** The marks on their lanes, with lateral movement and silence drawn behind them. */
import type { ReactNode } from 'react';
import { count, time } from '../../lib/format.ts';
import { withSigns } from '../evidence-text.tsx';
import { SeverityMark } from '../severity.tsx';
import type { TimeAxis } from './axis.ts';
import { textOf, type Mark } from './layout.ts';
import classes from './timeline.module.css';

const LANE_PX = 56;

interface LanesProps {
  readonly id: string;
  readonly lanes: readonly string[];
  readonly marks: readonly Mark[];
  readonly axis: TimeAxis;
  readonly zone: string;
  readonly selected: string | null;
  readonly onPress: (mark: Mark) => void;
  readonly onOpen: (mark: Mark) => void;
  readonly onMenu: (mark: Mark, x: number, y: number) => void;
}

export function Lanes({ id, lanes, marks, axis, zone, selected, onPress, onOpen, onMenu }: LanesProps): ReactNode {
  return (
    <>
      <Lines lanes={lanes} marks={marks} axis={axis} />
      {marks.map((mark) => {
        const chosen = mark.steps.find((step) => step.id === selected);
        return (
          // The list has the keys.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={mark.key}
            id={`${id}-${mark.key}`}
            className={classes['mark']}
            role="option"
            aria-selected={chosen !== undefined}
            style={{ left: mark.left, top: mark.lane * LANE_PX + LANE_PX / 2 }}
            onClick={() => onPress(mark)}
            onDoubleClick={() => onOpen(mark)}
            onContextMenu={(event) => {
              event.preventDefault();
              onMenu(mark, event.clientX, event.clientY);
            }}
          >
            <span className="visually-hidden">
              {sayMark(mark, chosen === undefined ? -1 : mark.steps.indexOf(chosen), zone)}
            </span>
            <span className={classes['shape']} aria-hidden="true">
              <SeverityMark severity={mark.severity} isShort />
              {mark.steps.length > 1 && <span className={classes['several']}>{count(mark.steps.length)}</span>}
            </span>{' '}
            {mark.label !== null && (
              <bdi
                className={classes['label']}
                aria-hidden="true"
                data-row={mark.label.row}
                style={{ width: mark.label.widthPx }}
              >
                {withSigns(textOf(mark.steps))}
              </bdi>
            )}
          </div>
        );
      })}
    </>
  );
}

function sayMark({ steps, severity }: Mark, chosen: number, zone: string): string {
  const step = steps[Math.max(0, chosen)]!;
  const from = step.fromHost === undefined ? '' : `, from ${step.fromHost}`;
  const to = step.toHost === undefined ? '' : `, to ${step.toHost}`;
  const one = `${time(step.timeUs, zone, 'second')}, ${step.host}${from}${to}, ${step.severity}: ${step.title}`;
  if (steps.length === 1) return one;
  // What is seen stands in it as it is seen, for whoever says it to the machine.
  const seen = `${count(steps.length)} ${textOf(steps)}`;
  return chosen < 0
    ? `${seen}; up to ${severity}, from ${one}`
    : `${seen}; ${one}, ${chosen + 1} of ${steps.length} steps here`;
}

function Lines({ lanes, marks, axis }: Pick<LanesProps, 'lanes' | 'marks' | 'axis'>): ReactNode {
  const height = lanes.length * LANE_PX;
  const middle = (lane: number): number => lane * LANE_PX + LANE_PX / 2;
  const othersOf = (lane: number, hosts: readonly (string | undefined)[]): readonly string[] =>
    [...new Set(hosts)].filter((host) => host !== undefined && host !== lanes[lane]).map(String);
  const laneOf = (host: string): number => middle(lanes.indexOf(host));
  const moves = marks.flatMap(({ steps, left, lane, key }) => [
    ...othersOf(
      lane,
      steps.map(({ fromHost }) => fromHost),
    ).map((host) => ({ key: `${key} from ${host}`, left, from: laneOf(host), to: middle(lane) })),
    ...othersOf(
      lane,
      steps.map(({ toHost }) => toHost),
    ).map((host) => ({ key: `${key} to ${host}`, left, from: middle(lane), to: laneOf(host) })),
  ]);
  return (
    <svg className={classes['lines']} height={height} aria-hidden="true">
      {lanes.map((host, lane) => (
        <line key={host} className={classes['lane']} x1="0" x2="100%" y1={middle(lane) + 0.5} y2={middle(lane) + 0.5} />
      ))}
      {axis.breaks.map(({ left, fromUs }) => (
        <g key={fromUs} className={classes['gap']}>
          <rect x={left - 5} y="0" width="10" height={height} />
          <path d={`M${left - 5} 0V${height}M${left + 5} 0V${height}`} />
        </g>
      ))}
      {moves.map(({ key, left, from, to }) => {
        const end = to + (to > from ? -10 : 10);
        const back = end + (to > from ? -5 : 5);
        return (
          <g key={key} className={classes['move']}>
            <circle cx={left} cy={from} r="2.5" />
            <path d={`M${left} ${from}V${end}M${left - 4} ${back}L${left} ${end}L${left + 4} ${back}`} />
          </g>
        );
      })}
    </svg>
  );
}
