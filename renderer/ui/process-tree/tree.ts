/**
 * Makes a tree of what evidence says about processes, which may be wrong: parents that are not there, processes that are
 * their own ancestors, an id that stands twice. Every process is in the tree exactly once. Nothing here recurses, since a
 * chain of parents may be as long as the list.
 */
import type { ProcessNode } from './types.ts';

/** Why a process stands at the top though it names a parent. */
export type TopReason = 'missing' | 'circle';

interface TreeNode {
  readonly process: ProcessNode;
  readonly children: TreeNode[];
  readonly top: TopReason | null;
  /** Of the processes below. */
  alertsBelow: number;
}

export type ProcessForest = readonly TreeNode[];

export interface TreeRow {
  readonly process: ProcessNode;
  /** From 1. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  /** Undefined where there is nothing to fold. */
  readonly isOpen: boolean | undefined;
  readonly parent: string | null;
  readonly top: TopReason | null;
  /** Alerts that folding hides. */
  readonly hiddenAlerts: number;
}

export function forestOf(processes: readonly ProcessNode[]): ProcessForest {
  const byId = new Map<string, ProcessNode>();
  for (const process of processes) if (!byId.has(process.id)) byId.set(process.id, process);
  const circles = circleStarts(byId);
  const nodes = new Map<string, TreeNode>();
  for (const process of byId.values()) {
    const { id, parentId } = process;
    const top = parentId === null ? null : circles.has(id) ? 'circle' : byId.has(parentId) ? null : 'missing';
    nodes.set(id, { process, children: [], top, alertsBelow: 0 });
  }
  const roots: TreeNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.top === null && node.process.parentId !== null ? nodes.get(node.process.parentId) : undefined;
    (parent?.children ?? roots).push(node);
  }
  const inOrder: TreeNode[] = [...roots];
  // The list grows while it is gone through; afterwards every parent stands before its children.
  for (const node of inOrder) inOrder.push(...node.children);
  for (const node of inOrder.toReversed()) {
    node.children.sort(byStart);
    node.alertsBelow = node.children.reduce((sum, { process, alertsBelow }) => sum + process.alerts + alertsBelow, 0);
  }
  return roots.toSorted(byStart);
}

function byStart({ process: a }: TreeNode, { process: b }: TreeNode): number {
  return a.startUs - b.startUs || (a.id < b.id ? -1 : 1);
}

/** Of each circle of parents the process that started first: there it is cut open. */
function circleStarts(byId: ReadonlyMap<string, ProcessNode>): ReadonlySet<string> {
  const done = new Set<string>();
  const starts = new Set<string>();
  for (const id of byId.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let at: string | null = id;
    while (at !== null && byId.has(at) && !done.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = byId.get(at)!.parentId;
    }
    if (at !== null && onPath.has(at)) {
      const circle = path.slice(path.indexOf(at)).map((one) => byId.get(one)!);
      starts.add(circle.toSorted((a, b) => a.startUs - b.startUs || (a.id < b.id ? -1 : 1))[0]!.id);
    }
    for (const one of path) done.add(one);
  }
  return starts;
}

/** The rows that can be seen, in their order. */
export function rowsOf(forest: ProcessForest, folded: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const stack: { node: TreeNode; level: number; position: number; siblings: number; parent: string | null }[] = [];
  const push = (nodes: readonly TreeNode[], level: number, parent: string | null): void => {
    for (const [at, node] of [...nodes.entries()].toReversed())
      stack.push({ node, level, position: at + 1, siblings: nodes.length, parent });
  };
  push(forest, 1, null);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, ...place } = next;
    const { process, children, top, alertsBelow } = node;
    const isOpen = children.length === 0 ? undefined : !folded.has(process.id);
    rows.push({ ...place, process, top, isOpen, hiddenAlerts: isOpen === false ? alertsBelow : 0 });
    if (isOpen === true) push(children, place.level + 1, process.id);
  }
  return rows;
}
