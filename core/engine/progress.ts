/** How far long work is, for whoever shows it. */
export interface Progress {
  /** What is being worked on now, for people. */
  readonly subject: string;
  readonly doneBytes: number;
  /** Null where the whole size is not known beforehand. */
  readonly totalBytes: number | null;
  /** Null where it is not events that are counted. */
  readonly events: number | null;
}

export type OnProgress = (progress: Progress) => void;

export const noProgress: OnProgress = () => {};
