/** The tactics and techniques of ATT&CK by id and name, as resources/attack has them. */
import { readFileSync } from 'node:fs';
import { programPath } from '../../kernel/program.ts';

const FILE = programPath('resources/attack/enterprise.json');

export interface Tactic {
  /** `TA0002`. */
  readonly id: string;
  /** As rules name it: `execution`. */
  readonly slug: string;
  readonly name: string;
}

export interface Technique {
  readonly id: string;
  readonly name: string;
  /** Slugs of the tactics it serves. */
  readonly tactics: readonly string[];
}

export interface AttackList {
  readonly version: string;
  /** What has to be shown beside the names. */
  readonly notice: string;
  /** In the order of the matrix. */
  readonly tactics: readonly Tactic[];
  /** By id; a sub-technique after its technique. */
  readonly techniques: ReadonlyMap<string, Technique>;
}

interface Stored {
  readonly version: string;
  readonly notice: string;
  readonly tactics: readonly (readonly [id: string, slug: string, name: string])[];
  readonly techniques: readonly (readonly [id: string, name: string, tactics: readonly string[]])[];
}

let list: AttackList | null = null;

/** Read when it is first asked for. */
export function attackList(): AttackList {
  return (list ??= readList());
}

function readList(): AttackList {
  const { version, notice, tactics, techniques } = JSON.parse(readFileSync(FILE, 'utf8')) as Stored;
  return {
    version,
    notice,
    tactics: tactics.map(([id, slug, name]) => ({ id, slug, name })),
    techniques: new Map(techniques.map(([id, name, served]) => [id, { id, name, tactics: served }])),
  };
}

/** `T1059` for `T1059.001`; null for a technique itself. */
export function parentOf(id: string): string | null {
  const dot = id.indexOf('.');
  return dot === -1 ? null : id.slice(0, dot);
}
