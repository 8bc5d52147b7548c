/**
 * Ctrl-C during an import. Nothing has to be saved, since whatever is committed stays and a rerun goes on from there;
 * the person is told so, and what was unpacked to disk is removed on the way out.
 */
import type { Terminal } from './terminal.ts';

/** 128 and the number of the signal, as shells tell it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[];

export interface Interruption {
  /** Leaves signals to the system again; before work that would not let a handler run. */
  release(): void;
}

/** From now on an interruption says `remark` and ends the process with the signal's usual exit code. */
export function onInterruption(terminal: Terminal, remark: string): Interruption {
  const end = (signal: keyof typeof EXIT_CODES): void => {
    terminal.warn(remark);
    process.exit(EXIT_CODES[signal]);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  return {
    release: () => {
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}

export interface Stopping extends Interruption {
  /** Aborted by the first interruption. */
  readonly signal: AbortSignal;
}

/** For work that ends itself at the next good place: the first interruption asks it to, a second one ends the process. */
export function stoppedByInterruption(terminal: Terminal, remark: string): Stopping {
  const controller = new AbortController();
  const stop = (): void => {
    terminal.warn(remark);
    controller.abort();
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}

/** Shown while fusion runs. */
export const FUSING = 'Fusing findings into alerts and incidents …';

/** What to say where an import or a submission was interrupted. */
export const RESUMES = 'Interrupted. What was read is kept: run the same command again and it goes on from there.';
