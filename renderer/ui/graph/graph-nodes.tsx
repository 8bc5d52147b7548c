/** The nodes of a graph, in units of its layout; the layer they stand in pans and zooms. */
import { Pin } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { count, counted } from '../../lib/format.ts';
import { withSigns } from '../evidence-text.tsx';
import { Icon } from '../icon.tsx';
import { SeverityMark } from '../severity.tsx';
import { ENTITY_ICONS, outlineOf } from './entity-icon.tsx';
import classes from './graph.module.css';
import { typeName, type ShownNode } from './group.ts';
import type { Positions } from './layout.ts';
import type { GraphPoint } from './types.ts';

interface GraphNodesProps {
  readonly id: string;
  readonly nodes: readonly ShownNode[];
  readonly positions: Positions;
  readonly pinned: Readonly<Record<string, GraphPoint>>;
  readonly selected: string | null;
}

export const GraphNodes = memo(function GraphNodes(props: GraphNodesProps): ReactNode {
  const { id, nodes, positions, pinned, selected } = props;
  return nodes.map((node) => {
    const { x, y } = positions.get(node.id) ?? { x: 0, y: 0 };
    const { severity } = node;
    return (
      <div
        key={node.id}
        id={`${id}-${node.id}`}
        className={classes['node']}
        role="option"
        aria-selected={node.id === selected}
        data-loud={severity === 'critical' || severity === 'high'}
        style={{ translate: `${x}px ${y}px` }}
      >
        <span className="visually-hidden">{sayNode(node)}</span>
        <span className={classes['sign']} data-outline={outlineOf(node.type)} data-group={node.members > 1}>
          <Icon of={ENTITY_ICONS[node.type]} size={14} />
        </span>
        {severity !== undefined && (
          <span className={classes['severity']} aria-hidden="true">
            <SeverityMark severity={severity} isShort />
          </span>
        )}
        {Object.hasOwn(pinned, node.id) && (
          <span className={classes['pin']}>
            <Icon of={Pin} size={10} />
          </span>
        )}
        <bdi className={classes['label']} aria-hidden="true">
          {withSigns(node.label.slice(0, 80))}
        </bdi>
      </div>
    );
  });
});

function sayNode({ type, label, severity, count: times, members }: ShownNode): string {
  const parts = [`${typeName(type)} ${label}`, counted(times, 'event')];
  if (severity !== undefined) parts.push(severity);
  if (members > 1) parts.push(`a group of ${count(members)}`);
  return parts.join(', ');
}
