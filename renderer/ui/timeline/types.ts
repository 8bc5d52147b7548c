/** What a timeline of a story is given. */
import type { Severity } from '../../../core/model/severity.ts';
import type { MenuAction } from '../menu.tsx';

export interface StoryStep {
  readonly id: string;
  readonly host: string;
  readonly timeUs: number;
  readonly severity: Severity;
  readonly title: string;
  /** How many alerts it stands for. */
  readonly count?: number;
  /** For lateral movement: the host that it came from. */
  readonly fromHost?: string;
  /** The host that it goes to. */
  readonly toHost?: string;
}

export interface StoryTimelineProps {
  readonly label: string;
  readonly steps: readonly StoryStep[];
  readonly zone: string;
  readonly selected: string | null;
  /** A list of the same steps stands beside it, so that it needs none of its own. */
  readonly isListBeside?: boolean;
  readonly onSelect: (id: string) => void;
  readonly onOpen?: (step: StoryStep) => void;
  readonly actionsOf?: (step: StoryStep) => readonly MenuAction[];
}
