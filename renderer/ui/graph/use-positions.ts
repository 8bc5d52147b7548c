/**
 * Places a graph in slices, so that the page answers meanwhile. A worker would be better, but our policy on Trusted Types
 * lets no script make one. Pinning a node moves no other: only another graph is placed anew.
 */
import { useEffect, useRef, useState } from 'react';
import type { ShownGraph } from './group.ts';
import { layOut, type Positions } from './layout.ts';
import type { GraphPoint } from './types.ts';

const SLICE_MS = 8;

export function usePositions(graph: ShownGraph, pinned: Readonly<Record<string, GraphPoint>>): Positions | null {
  const [found, setFound] = useState<{ readonly graph: ShownGraph; readonly positions: Positions } | null>(null);
  const latest = useRef(pinned);

  useEffect(() => {
    latest.current = pinned;
  });

  useEffect(() => {
    const ids = graph.nodes.map(({ id }) => id);
    const running = layOut({ ids, edges: graph.edges, pinned: latest.current });
    let timer = setTimeout(run);
    function run(): void {
      const startedMs = performance.now();
      for (;;) {
        const { done, value } = running.next();
        if (done === true) return setFound({ graph, positions: value });
        if (performance.now() - startedMs > SLICE_MS) break;
      }
      timer = setTimeout(run);
    }
    return () => clearTimeout(timer);
  }, [graph]);

  return found?.graph === graph ? found.positions : null;
}
