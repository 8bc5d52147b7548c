/**
 * What has to do with what: entities as nodes, what happened between them as edges. The picture and its library are fetched
 * when a graph is first looked at; the list says the same.
 */
import { ListTree, Share2 } from 'lucide-react';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { count, counted } from '../../lib/format.ts';
import { IconButton } from '../button.tsx';
import { Empty } from '../states.tsx';
import { GraphList } from './graph-list.tsx';
import classes from './graph.module.css';
import { shownGraph } from './group.ts';
import type { EntityGraphProps } from './types.ts';

const GraphPicture = lazy(() => import('./graph-picture.tsx').then((module) => ({ default: module.GraphPicture })));

export function EntityGraph(props: EntityGraphProps): ReactNode {
  const { label, nodes, edges, selected } = props;
  const [isList, setIsList] = useState(false);
  const graph = useMemo(() => shownGraph(nodes, edges), [nodes, edges]);
  if (nodes.length === 0)
    return <Empty title="Nothing to connect" text="Entities appear here once events name more than one of them." />;
  const current = graph.nodes.find(({ id }) => id === selected);
  return (
    <section className={classes['graph']} aria-label={label}>
      <div className={classes['head']}>
        <span className={classes['said']}>
          {counted(nodes.length, 'entity', 'entities')}, {counted(graph.edges.length, 'connection')}
          {graph.grouped > 0 && `; ${count(graph.grouped)} of them in groups, the worst and busiest by themselves`}
        </span>
        <bdi className={classes['chosen']}>{current?.label}</bdi>
        <IconButton
          icon={isList ? Share2 : ListTree}
          label={isList ? 'Show as a graph' : 'Show as a list'}
          onPress={() => setIsList(!isList)}
        />
      </div>
      {isList ? (
        <GraphList {...props} graph={graph} />
      ) : (
        <Suspense
          fallback={
            <p className={classes['placing']} role="status">
              Fetching the graph
            </p>
          }
        >
          <GraphPicture {...props} graph={graph} />
        </Suspense>
      )}
    </section>
  );
}
