/**
 * An incident as a graph: its entities, which of them the same alerts name, and what events say that they did to one
 * another. What does not fit becomes one node a type, so that nothing is left out without being seen.
 */
import { ENTITY_TYPES, type EntityType } from '../model/entity.ts';
import type { IncidentEntity } from '../model/incident.ts';
import { severityRank, type Severity } from '../model/severity.ts';
import { byAlerts } from './case-pages.ts';
import type { ReadableDb } from './database.ts';
import { entityIdSql } from './entity-index.ts';
import { membersOf } from './incident-members.ts';
import { countMembers } from './incident-alerts.ts';
import { findIncident } from './incidents.ts';
import type { RelationKind } from './relations.ts';
import { statement } from './statements.ts';

/** Of the most severe alerts; more would only make the same edges thicker. */
const READ_ALERTS = 5_000;
/** An alert that names everything says nothing about what belongs together. */
const NODES_OF_ALERT = 16;
const EDGES_PER_NODE = 4;

interface NodeFigures {
  readonly id: string;
  readonly type: EntityType;
  readonly label: string;
  readonly alertCount: number;
  readonly severity: Severity;
}

export type GraphNode =
  | (NodeFigures & { readonly kind: 'entity'; readonly value: string })
  | (NodeFigures & { readonly kind: 'group'; readonly entityCount: number });

export interface GraphEdge {
  readonly fromId: string;
  readonly toId: string;
  readonly kind: 'together' | RelationKind;
  readonly count: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly ofEntities: number;
  readonly ofEdges: number;
  readonly alertsRead: number;
  readonly ofAlerts: number;
}

/** Null where there is no such incident. */
export function graphOf(db: ReadableDb, incidentId: string, limit: number): Graph | null {
  const incident = findIncident(db, incidentId);
  if (incident === null) return null;
  const entities = byAlerts(incident.entities);
  const own = entities.length <= limit ? entities : entities.slice(0, limit - ENTITY_TYPES.length);
  const ownIds = new Set(own.map(idOf));
  const nodeOf = (entity: Pick<IncidentEntity, 'type' | 'value'>): string =>
    ownIds.has(idOf(entity)) ? idOf(entity) : `group:${entity.type}`;

  const severities = new Map<string, Severity>();
  const together = new Map<string, GraphEdge>();
  let alertsRead = 0;
  for (const { entities: named, severity } of membersOf(db, incidentId, READ_ALERTS)) {
    alertsRead++;
    const ids = [...new Set(named.map(nodeOf))];
    for (const id of ids) {
      const known = severities.get(id);
      if (known === undefined || severityRank(severity) > severityRank(known)) severities.set(id, severity);
    }
    addPairs(together, ids.slice(0, NODES_OF_ALERT));
  }

  const figures = (id: string): Pick<NodeFigures, 'id' | 'severity'> => ({
    id,
    severity: severities.get(id) ?? 'informational',
  });
  const nodes: GraphNode[] = [
    ...own.map((entity): GraphNode => ({ kind: 'entity', ...entity, ...figures(idOf(entity)) })),
    ...[...Map.groupBy(entities.slice(own.length), ({ type }) => type)].map(([type, rest]): GraphNode => ({
      kind: 'group',
      ...figures(`group:${type}`),
      type,
      label: `${rest.length} more`,
      entityCount: rest.length,
      alertCount: rest.reduce((sum, { alertCount }) => sum + alertCount, 0),
    })),
  ];
  const edges = [...relationsAmong(db, own), ...together.values()].toSorted((a, b) => b.count - a.count);
  const shown = edges.slice(0, EDGES_PER_NODE * limit);
  const ofAlerts = countMembers(db, incidentId);
  return { nodes, edges: shown, ofEntities: entities.length, ofEdges: edges.length, alertsRead, ofAlerts };
}

function idOf({ type, value }: Pick<IncidentEntity, 'type' | 'value'>): string {
  return `${type}:${value}`;
}

function addPairs(edges: Map<string, GraphEdge>, ids: readonly string[]): void {
  for (const [index, one] of ids.entries()) {
    for (const other of ids.slice(index + 1)) {
      const [fromId, toId] = one < other ? [one, other] : [other, one];
      const key = JSON.stringify([fromId, toId]);
      edges.set(key, { fromId, toId, kind: 'together', count: (edges.get(key)?.count ?? 0) + 1 });
    }
  }
}

/** What events say of these entities with one another. */
function relationsAmong(db: ReadableDb, entities: readonly IncidentEntity[]): GraphEdge[] {
  const find = statement(db, `SELECT ${entityIdSql('type', 'value')}`, 'pluck');
  const nodes = new Map<number, string>();
  for (const { type, value } of entities) {
    const id = find.get({ type, value }) as number | null;
    if (id !== null) nodes.set(id, idOf({ type, value }));
  }
  const ids = JSON.stringify([...nodes.keys()]);
  const rows = statement(
    db,
    `SELECT from_id AS fromId, kind, to_id AS toId, count FROM relation
     WHERE from_id IN (SELECT value FROM json_each(@ids)) AND to_id IN (SELECT value FROM json_each(@ids))`,
  ).all({ ids }) as {
    readonly fromId: number;
    readonly kind: RelationKind;
    readonly toId: number;
    readonly count: number;
  }[];
  return rows.map(({ fromId, kind, toId, count }) => ({
    fromId: nodes.get(fromId)!,
    toId: nodes.get(toId)!,
    kind,
    count,
  }));
}
