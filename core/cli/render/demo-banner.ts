/** Generated data says so, on every list it appears in. */
import type { Terminal } from '../terminal.ts';

export function printDemoBanner(terminal: Terminal, isDemo: boolean): void {
  if (!isDemo) return;
  terminal.print('DEMO DATA: generated from a scenario file. Nothing below happened to anybody.');
  terminal.print();
}
