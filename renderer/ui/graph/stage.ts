/**
 * The moving part of a graph: cytoscape draws the edges, finds what is under the pointer, drags, pans and zooms. Nodes are
 * drawn over it by ourselves, because they are text and icons in the page's own fonts and colours.
 */
import cytoscape, { type Core, type StylesheetJson } from 'cytoscape';
import type { ShownGraph } from './group.ts';
import type { Positions } from './layout.ts';
import type { GraphPoint } from './types.ts';

export const NODE_PX = 30;
const FONT_PX = 11;
const ARROW = 0.7;
const ZOOM_STEP = 1.25;
const PAN_PX = 60;
const FIT_PX = 56;
/** Nodes and texts keep their size while the picture shrinks, up to this; then they shrink too. */
const MOST_UNSCALED = 2.2;

export interface StageEvents {
  onTap(id: string | null): void;
  onDoubleTap(id: string): void;
  /** At a point of the window. */
  onMenu(id: string, at: GraphPoint): void;
  onMoved(id: string, at: GraphPoint): void;
  onDragging(id: string, at: GraphPoint): void;
  /** `unscale` is by how much nodes are drawn larger than the picture. */
  onViewport(pan: GraphPoint, zoom: number, unscale: number): void;
}

export interface Stage {
  zoom(by: 1 | -1): void;
  pan(x: number, y: number): void;
  fit(): void;
  /** Brings a node into view if it is not, and shows what its edges are. */
  show(id: string | null): void;
  /** Where a node is on the window. */
  pointOf(id: string): GraphPoint;
  /** Puts nodes where they are said to be. */
  place(positions: Positions): void;
  recolor(): void;
  destroy(): void;
}

export function createStage(host: HTMLElement, graph: ShownGraph, positions: Positions, events: StageEvents): Stage {
  const core = cytoscape({
    container: host,
    elements: [
      ...graph.nodes.map(({ id }) => ({ data: { id }, position: { ...positions.get(id)! } })),
      ...graph.edges.map(({ from, to, kind, count }, at) => ({
        data: { id: `edge ${at}`, source: from, target: to, kind, width: Math.min(3, 1 + Math.log10(count)) },
      })),
    ],
    style: styleOf(host),
    layout: { name: 'preset' },
    minZoom: 0.1,
    maxZoom: 2.5,
    boxSelectionEnabled: false,
    autounselectify: true,
  });
  listen(core, events);
  const fit = (): void => {
    core.fit(undefined, FIT_PX);
    if (core.zoom() > 1) core.zoom({ level: 1, position: middleOf(core) });
    core.center();
  };
  fit();
  const pointOf = (id: string): GraphPoint => {
    const { x, y } = core.getElementById(id).renderedPosition();
    const box = host.getBoundingClientRect();
    return { x: box.left + x, y: box.top + y };
  };
  return {
    fit,
    pointOf,
    zoom: (by) => {
      const box = host.getBoundingClientRect();
      const level = core.zoom() * (by > 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
      core.zoom({ level, renderedPosition: { x: box.width / 2, y: box.height / 2 } });
    },
    pan: (x, y) => core.panBy({ x: x * PAN_PX, y: y * PAN_PX }),
    show: (id) => {
      core.edges().removeClass('near');
      if (id === null) return;
      const node = core.getElementById(id);
      if (node.empty()) return;
      node.connectedEdges().addClass('near');
      const { x, y } = node.renderedPosition();
      const isSeen = x > NODE_PX && y > NODE_PX && x < core.width() - NODE_PX && y < core.height() - NODE_PX;
      if (!isSeen) core.center(node);
    },
    place: (wanted) => {
      for (const node of core.nodes().toArray()) {
        const to = wanted.get(node.id());
        const { x, y } = node.position();
        if (to !== undefined && (Math.abs(to.x - x) > 1 || Math.abs(to.y - y) > 1)) node.position({ ...to });
      }
    },
    recolor: () => core.style(styleOf(host)),
    destroy: () => core.destroy(),
  };
}

function middleOf(core: Core): GraphPoint {
  const { x1, x2, y1, y2 } = core.elements().boundingBox();
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
}

function listen(core: Core, events: StageEvents): void {
  let drawn = 0;
  function tellViewport(): void {
    const unscale = Math.min(MOST_UNSCALED, Math.max(1, 1 / core.zoom()));
    events.onViewport({ ...core.pan() }, core.zoom(), unscale);
    if (unscale === drawn) return;
    drawn = unscale;
    core.nodes().style({ width: NODE_PX * unscale, height: NODE_PX * unscale });
    core.edges().style({ 'font-size': FONT_PX * unscale, 'arrow-scale': ARROW * unscale });
  }
  core.on('viewport', tellViewport);
  tellViewport();
  core.on('tap', ({ target }) => events.onTap(target === core || target.isEdge() ? null : target.id()));
  core.on('dbltap', 'node', ({ target }) => events.onDoubleTap(target.id()));
  core.on('cxttap', 'node', ({ target, originalEvent }) => {
    events.onMenu(target.id(), { x: originalEvent.clientX, y: originalEvent.clientY });
  });
  core.on('position', 'node', ({ target }) => events.onDragging(target.id(), target.position()));
  core.on('dragfree', 'node', ({ target }) => events.onMoved(target.id(), { ...target.position() }));
}

function styleOf(host: HTMLElement): StylesheetJson {
  const color = (name: string): string => rgbOf(getComputedStyle(host).getPropertyValue(name));
  return [
    {
      selector: 'node',
      style: { width: NODE_PX, height: NODE_PX, 'background-opacity': 0, 'overlay-opacity': 0, 'border-width': 0 },
    },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'line-color': color('--line-strong'),
        'target-arrow-color': color('--line-strong'),
        'target-arrow-shape': 'triangle',
        'arrow-scale': ARROW,
        opacity: 0.6,
        'curve-style': 'bezier',
        'control-point-step-size': 24,
        'target-distance-from-node': 3,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'edge.near',
      style: {
        label: 'data(kind)',
        'line-color': color('--text-2'),
        'target-arrow-color': color('--text-2'),
        color: color('--text-2'),
        'font-family': 'Inter Variable, sans-serif',
        'font-size': FONT_PX,
        opacity: 1,
        'text-background-color': color('--surface-0'),
        'text-background-opacity': 1,
        'text-background-padding': '2px',
      },
    },
  ];
}

/** Cytoscape knows no colours in `oklch`; a canvas does, and says what they are in red, green and blue. */
function rgbOf(color: string): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, 1];
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}
