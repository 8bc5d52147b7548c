/** The graph as a picture. Its nodes are options of a list box, so that it can be walked through by keys and read aloud. */
import { Maximize, Minus, Pin, Plus } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { IconButton } from '../button.tsx';
import { ContextMenu, type MenuAction } from '../menu.tsx';
import { GraphNodes } from './graph-nodes.tsx';
import classes from './graph.module.css';
import { neighboursOf, type ShownGraph } from './group.ts';
import { towards, type Positions } from './layout.ts';
import { createStage, type Stage } from './stage.ts';
import type { EntityGraphProps, GraphPoint } from './types.ts';
import { usePositions } from './use-positions.ts';

type PictureProps = Omit<EntityGraphProps, 'nodes' | 'edges'> & { readonly graph: ShownGraph };

const SIDES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** From here on labels would cover each other; those of bad nodes stay. */
const FAR_ZOOM = 0.42;
const NONE_PINNED: Readonly<Record<string, GraphPoint>> = {};

export function GraphPicture(props: PictureProps): ReactNode {
  const { pinned = NONE_PINNED } = props;
  const positions = usePositions(props.graph, pinned);
  if (positions === null)
    return (
      <p className={classes['placing']} role="status">
        Placing the nodes
      </p>
    );
  return <Placed {...props} positions={positions} pinned={pinned} />;
}

interface OpenMenu {
  readonly actions: readonly MenuAction[];
  readonly x: number;
  readonly y: number;
}

function Placed(props: PictureProps & { readonly positions: Positions }): ReactNode {
  const { label, graph, pinned = NONE_PINNED, selected, onSelect, onOpen, onPin, actionsOf } = props;
  const { positions } = props;
  /** With what people pinned since the graph was placed. */
  const spots = useMemo(() => new Map([...positions, ...Object.entries(pinned)]), [positions, pinned]);
  const canvas = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage>(null);
  const latest = useRef(props);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const id = useId();
  const current = graph.nodes.find((node) => node.id === selected);

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const nodeOf = (wanted: string) => graph.nodes.find((node) => node.id === wanted)!;
    const made = createStage(canvas.current!, graph, positions, {
      onTap: (tapped) => {
        frame.current?.focus({ preventScroll: true });
        latest.current.onSelect(tapped);
      },
      onDoubleTap: (tapped) => latest.current.onOpen?.(nodeOf(tapped)),
      onMenu: (tapped, { x, y }) => {
        latest.current.onSelect(tapped);
        const actions = latest.current.actionsOf?.(nodeOf(tapped));
        if (actions !== undefined) setMenu({ actions, x, y });
      },
      onMoved: (moved, at) => latest.current.onPin?.(moved, { x: Math.round(at.x), y: Math.round(at.y) }),
      onDragging: (moved, { x, y }) => {
        const node = document.getElementById(`${id}-${moved}`);
        if (node !== null) node.style.translate = `${x}px ${y}px`;
      },
      onViewport: (pan, zoom, unscale) => {
        if (layer.current === null) return;
        layer.current.style.transform = `translate(${pan.x}px, ${pan.y}px) scale(${zoom})`;
        layer.current.style.setProperty('--unscale', String(unscale));
        layer.current.dataset['far'] = String(zoom < FAR_ZOOM);
      },
    });
    stage.current = made;
    made.show(latest.current.selected);
    const themed = new MutationObserver(() => made.recolor());
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      themed.disconnect();
      made.destroy();
    };
  }, [graph, positions, id]);

  useEffect(() => {
    stage.current?.place(spots);
  }, [spots]);

  useEffect(() => stage.current?.show(selected), [selected]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const side = SIDES[event.key];
    if (side !== undefined && event.shiftKey) stage.current?.pan(-side[0], -side[1]);
    else if (side !== undefined) {
      const next = towards(spots, selected, side);
      if (next !== undefined) onSelect(next);
    } else if (event.key === '+' || event.key === '=') stage.current?.zoom(1);
    else if (event.key === '-') stage.current?.zoom(-1);
    else if (event.key === '0') stage.current?.fit();
    else if (current === undefined) return;
    else if (event.key === 'Enter') onOpen?.(current);
    else if (event.key === 'Escape') onSelect(null);
    else if (event.key === 'p') togglePin();
    else if (event.key === '.' && actionsOf !== undefined)
      setMenu({ actions: actionsOf(current), ...stage.current!.pointOf(current.id) });
    else return;
    event.preventDefault();
  }

  function togglePin(): void {
    if (current === undefined) return;
    onPin?.(current.id, Object.hasOwn(pinned, current.id) ? null : spots.get(current.id)!);
  }

  return (
    <div className={classes['picture']}>
      <div
        ref={frame}
        className={classes['frame']}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={current === undefined ? undefined : `${id}-${current.id}`}
        onKeyDown={onKeyDown}
      >
        <div ref={canvas} className={classes['canvas']} aria-hidden="true" />
        <div ref={layer} className={classes['layer']} role="presentation">
          <GraphNodes id={id} nodes={graph.nodes} positions={spots} pinned={pinned} selected={selected} />
        </div>
      </div>
      <div className={classes['tools']} role="toolbar" aria-label="View of the graph">
        <IconButton icon={Plus} label="Zoom in" keys="+" onPress={() => stage.current?.zoom(1)} />
        <IconButton icon={Minus} label="Zoom out" keys="-" onPress={() => stage.current?.zoom(-1)} />
        <IconButton icon={Maximize} label="Show all" keys="0" onPress={() => stage.current?.fit()} />
        {onPin !== undefined && (
          <IconButton
            icon={Pin}
            label="Pin the node where it is"
            keys="p"
            isOn={current !== undefined && Object.hasOwn(pinned, current.id)}
            isDisabled={current === undefined}
            onPress={togglePin}
          />
        )}
      </div>
      <p className="visually-hidden" role="status">
        {current !== undefined && `${current.label}: ${neighboursOf(current.id, graph).slice(0, 8).join(', ')}`}
      </p>
      {menu !== null && (
        <ContextMenu label="Actions on the node" actions={menu.actions} at={menu} onClose={() => setMenu(null)} />
      )}
    </div>
  );
}
