/** What a tree of processes is given. */
import type { Severity } from '../../../core/model/severity.ts';
import type { MenuAction } from '../menu.tsx';

export interface ProcessNode {
  readonly id: string;
  /** May be null, missing from the list, or part of a circle: evidence says what it says. */
  readonly parentId: string | null;
  readonly image: string;
  readonly commandLine: string;
  readonly user: string;
  readonly host: string;
  readonly startUs: number;
  readonly alerts: number;
  /** The highest of its alerts. */
  readonly severity?: Severity;
}

export interface ProcessTreeProps {
  /** Under which is remembered what is folded, and the scope of its keys. */
  readonly name: string;
  readonly label: string;
  readonly processes: readonly ProcessNode[];
  readonly zone: string;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onOpen?: (process: ProcessNode) => void;
  readonly actionsOf?: (process: ProcessNode) => readonly MenuAction[];
}
