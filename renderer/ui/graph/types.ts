/** What a graph of entities is given. */
import type { EntityType } from '../../../core/model/entity.ts';
import type { Severity } from '../../../core/model/severity.ts';
import type { MenuAction } from '../menu.tsx';

export interface GraphNode {
  readonly id: string;
  readonly type: EntityType;
  readonly label: string;
  /** The highest of the alerts that name it. */
  readonly severity?: Severity;
  /** How many events or alerts name it. */
  readonly count: number;
  /** The host it belongs to, under which it may be grouped. */
  readonly host?: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** In words: `logged on to`, `started`. */
  readonly kind: string;
  readonly count: number;
}

/** In units of the layout, not in pixels. */
export interface GraphPoint {
  readonly x: number;
  readonly y: number;
}

export interface EntityGraphProps {
  readonly label: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
  /** Where people put nodes; the layout leaves those there. */
  readonly pinned?: Readonly<Record<string, GraphPoint>>;
  /** A node was put somewhere, or set free again with null. */
  readonly onPin?: (id: string, point: GraphPoint | null) => void;
  readonly onOpen?: (node: GraphNode) => void;
  readonly actionsOf?: (node: GraphNode) => readonly MenuAction[];
}
