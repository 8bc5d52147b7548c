/** Turns one line of a mapping table into a mapping. */
import type { Severity } from '../../model/severity.ts';
import type { Activity, EntityRule, EventMapping, OcsfPaths } from '../../normalise/mapping.ts';
import { message } from '../../normalise/message.ts';
import type { Piece } from './pieces.ts';

export interface Kind {
  readonly classUid: number;
  readonly activity: Activity;
  readonly message: string;
  readonly severity?: Severity;
  readonly pieces?: readonly Piece[];
  readonly entities?: readonly EntityRule[] | undefined;
  readonly ocsf?: OcsfPaths | undefined;
}

/** The mapping `windows/<log>/<id>`; pieces come first, so a kind's own paths replace theirs. */
export function define(log: string, id: number | string, kind: Kind): EventMapping {
  const pieces = kind.pieces ?? [];
  return {
    name: `windows/${log}/${id}`,
    classUid: kind.classUid,
    activity: kind.activity,
    severity: kind.severity ?? null,
    message: message(kind.message),
    entities: [...pieces.flatMap((piece) => piece.entities), ...(kind.entities ?? [])],
    ocsf: Object.assign({}, ...pieces.map((piece) => piece.ocsf), kind.ocsf) as OcsfPaths,
  };
}

export type MappingTable = ReadonlyMap<number, EventMapping>;

/** A table by event id from one kind for each id. */
export function table(log: string, kinds: Readonly<Record<number, Kind>>): MappingTable {
  return new Map(Object.entries(kinds).map(([id, kind]) => [Number(id), define(log, id, kind)]));
}

/** One kind for several event ids, for tables whose ids differ in an activity or a word. */
export function join(...tables: readonly MappingTable[]): MappingTable {
  return new Map(tables.flatMap((each) => [...each]));
}
