/**
 * What happened where and when: a lane a host over one axis without the silence, lateral movement as lines between lanes. The
 * arrows move along a lane and between lanes, `n` and `p` along the story; the list says the same in rows.
 */
import { ListTree, Waypoints } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { count, counted, duration, time, zoneText } from '../../lib/format.ts';
import { IconButton } from '../button.tsx';
import { withSigns } from '../evidence-text.tsx';
import { ContextMenu, type MenuAction } from '../menu.tsx';
import { Empty } from '../states.tsx';
import { axisOf, type TimeAxis } from './axis.ts';
import { lanesOf, marksOf, stepTowards, type Direction, type Mark } from './layout.ts';
import { Lanes } from './lanes.tsx';
import { StoryList } from './story-list.tsx';
import classes from './timeline.module.css';
import { TimeTicks } from './time-ticks.tsx';
import type { StoryStep, StoryTimelineProps } from './types.ts';

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  ArrowUp: 'up',
  ArrowDown: 'down',
  n: 'next',
  p: 'previous',
  j: 'next',
  k: 'previous',
  Home: 'first',
  End: 'last',
};

export function StoryTimeline(props: StoryTimelineProps): ReactNode {
  const { label, steps, zone, selected, isListBeside = false } = props;
  const [isList, setIsList] = useState(false);
  const lanes = useMemo(() => lanesOf(steps), [steps]);
  const current = steps.find(({ id }) => id === selected);
  if (steps.length === 0)
    return <Empty title="No steps" text="The steps of the story appear here once alerts are fused into it." />;
  return (
    <section className={classes['timeline']} aria-label={label}>
      <div className={classes['head']}>
        <span className={classes['said']} role="status">
          {current === undefined ? (
            `${counted(steps.length, 'step')} on ${counted(lanes.length, 'host')}`
          ) : (
            <>
              <time>{time(current.timeUs, zone)}</time> <bdi className="mono">{withSigns(current.host)}</bdi>{' '}
              <bdi>{withSigns(current.title)}</bdi>
            </>
          )}
        </span>
        <span className={classes['zone']}>{zoneText(zone, steps[0]!.timeUs)}</span>
        {!isListBeside && (
          <IconButton
            icon={isList ? Waypoints : ListTree}
            label={isList ? 'Show as lanes' : 'Show as a list'}
            onPress={() => setIsList(!isList)}
          />
        )}
      </div>
      {isList ? <StoryList {...props} /> : <Picture {...props} lanes={lanes} />}
    </section>
  );
}

interface OpenMenu {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  readonly x: number;
  readonly y: number;
}

function Picture(props: StoryTimelineProps & { readonly lanes: readonly string[] }): ReactNode {
  const { label, steps, lanes, zone, selected, onSelect, onOpen, actionsOf } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(0);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const id = useId();
  const axis = useMemo(
    () =>
      axisOf(
        steps.map(({ timeUs }) => timeUs),
        widthPx,
      ),
    [steps, widthPx],
  );
  const marks = useMemo(() => marksOf(steps, lanes, axis, widthPx), [steps, lanes, axis, widthPx]);
  const current = steps.find((step) => step.id === selected);
  const mark = marks.find((one) => current !== undefined && one.steps.includes(current));

  useEffect(() => {
    const sized = new ResizeObserver(([entry]) => setWidthPx(Math.floor(entry!.contentRect.width)));
    sized.observe(frame.current!);
    return () => sized.disconnect();
  }, []);

  function select(step: StoryStep): void {
    onSelect(step.id);
    const its = marks.find((one) => one.steps.includes(step));
    document.getElementById(`${id}-${its?.key}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** What is in a mark of several, to choose from. */
  function openSteps(one: Mark): void {
    openMenu(one, {
      label: counted(one.steps.length, 'step'),
      actions: one.steps.map((step) => ({
        id: step.id,
        title: `${time(step.timeUs, zone, 'second').slice(11)}  ${step.title}`,
        run: () => select(step),
      })),
    });
  }

  function openMenu(one: Mark, what: Pick<OpenMenu, 'label' | 'actions'>): void {
    const box = document.getElementById(`${id}-${one.key}`)!.getBoundingClientRect();
    setMenu({ ...what, x: box.left, y: box.bottom });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = KEYS[event.key];
    const next = direction === undefined ? undefined : stepTowards(steps, selected, direction);
    if (next !== undefined) select(next);
    else if (event.key === 'Enter' && current !== undefined) onOpen?.(current);
    else if (event.key === ' ' && mark !== undefined && mark.steps.length > 1) openSteps(mark);
    else if (event.key === '.' && mark !== undefined && current !== undefined && actionsOf !== undefined)
      openMenu(mark, { label: 'Actions on the step', actions: actionsOf(current) });
    else return;
    event.preventDefault();
  }

  return (
    <div className={classes['frame']}>
      <div className={classes['hosts']} aria-hidden="true">
        {lanes.map((host) => (
          <div key={host} className={classes['host']} title={host}>
            <bdi className="mono">{withSigns(host)}</bdi>
            <span className={classes['count']}>{count(steps.filter((step) => step.host === host).length)}</span>
          </div>
        ))}
      </div>
      <div className={classes['story']}>
        <TimeTicks axis={axis} zone={zone} />
        <div
          ref={frame}
          className={classes['lanes']}
          role="listbox"
          tabIndex={0}
          aria-label={`${label}, ${counted(steps.length, 'step')} on ${counted(lanes.length, 'host')}; ${sayBreaks(axis)}`}
          aria-activedescendant={mark === undefined ? undefined : `${id}-${mark.key}`}
          onKeyDown={onKeyDown}
        >
          <Lanes
            id={id}
            lanes={lanes}
            marks={marks}
            axis={axis}
            zone={zone}
            selected={selected}
            onPress={(one) => {
              frame.current?.focus({ preventScroll: true });
              if (one.steps.length > 1) openSteps(one);
              else select(one.steps[0]!);
            }}
            onOpen={(one) => one.steps.length === 1 && onOpen?.(one.steps[0]!)}
            onMenu={(one, x, y) => {
              const [step] = one.steps;
              if (one.steps.length > 1) return openSteps(one);
              select(step!);
              if (actionsOf !== undefined) setMenu({ label: 'Actions on the step', actions: actionsOf(step!), x, y });
            }}
          />
        </div>
      </div>
      {menu !== null && <ContextMenu {...menu} at={menu} onClose={() => setMenu(null)} />}
    </div>
  );
}

function sayBreaks({ breaks }: TimeAxis): string {
  if (breaks.length === 0) return 'no silence is left out';
  return `left out as silence: ${breaks.map(({ fromUs, toUs }) => duration((toUs - fromUs) / 1_000)).join(', ')}`;
}
