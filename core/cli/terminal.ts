/**
 * The only place that writes to the terminal. Text for people goes to standard output, progress and trouble to
 * standard error, so that a pipe carries results and nothing else; colour is for severity, and only on a terminal.
 */
import { isatty } from 'node:tty';
import type { Severity } from '../model/severity.ts';
import { writeOut } from './output.ts';

export interface Terminal {
  /** Results: text for people or JSON for machines, a line each. */
  print(line?: string): void;
  printJson(value: unknown): void;
  /** Evidence as it stands, for a pipe or a file. */
  writeBytes(bytes: Uint8Array): void;
  /** Trouble and remarks. */
  warn(line: string): void;
  /** A line that is overwritten by the next; shown on a terminal only. */
  status(line: string): void;
  readonly widthColumns: number;
  readonly hasColour: boolean;
  /** Writes out what is held back. */
  flush(): void;
}

const DEFAULT_WIDTH = 120;
/** Lines are gathered up to this size: a write a line would be most of the cost of a dump. */
const BUFFER_CHARS = 64 * 1024;

export function createTerminal(): Terminal {
  const { stderr } = process;
  const isTerminal = isatty(1);
  let buffer = '';
  let hasStatus = false;
  // Remarks that nobody reads any more must not end the work.
  stderr.on('error', () => {});

  const flush = (): void => {
    if (buffer === '') return;
    const text = buffer;
    buffer = '';
    writeOut(Buffer.from(text));
  };
  const clearStatus = (): void => {
    if (hasStatus) stderr.write('\r\x1b[2K');
    hasStatus = false;
  };
  const print = (line = ''): void => {
    clearStatus();
    buffer += `${line}\n`;
    if (buffer.length >= BUFFER_CHARS || isTerminal) flush();
  };
  return {
    print,
    printJson: (value) => print(JSON.stringify(value)),
    warn: (line) => {
      flush();
      clearStatus();
      stderr.write(`${line}\n`);
    },
    status: (line) => {
      if (!stderr.isTTY) return;
      stderr.write(`\r\x1b[2K${line.slice(0, (stderr.columns || DEFAULT_WIDTH) - 1)}`);
      hasStatus = true;
    },
    writeBytes: (bytes) => {
      flush();
      writeOut(bytes);
    },
    widthColumns: isTerminal ? process.stdout.columns || DEFAULT_WIDTH : Number.MAX_SAFE_INTEGER,
    hasColour: isTerminal && process.env['NO_COLOR'] === undefined,
    flush: () => {
      clearStatus();
      flush();
    },
  };
}

/** Severity is shape and word always, and colour where there is one. */
const MARKS: Readonly<Record<Severity, { readonly shape: string; readonly colour: string }>> = {
  critical: { shape: '⬢', colour: '\x1b[31;1m' },
  high: { shape: '▲', colour: '\x1b[31m' },
  medium: { shape: '◆', colour: '\x1b[33m' },
  low: { shape: '●', colour: '\x1b[34m' },
  informational: { shape: '○', colour: '\x1b[90m' },
};

const RESET = '\x1b[0m';

export function severityShape(severity: Severity, terminal: Terminal): string {
  const { shape, colour } = MARKS[severity];
  return terminal.hasColour ? `${colour}${shape}${RESET}` : shape;
}

/** `▲ high`, padded to the width of the longest level. */
export function severityMark(severity: Severity, terminal: Terminal): string {
  const { shape, colour } = MARKS[severity];
  const text = `${shape} ${severity.padEnd(13)}`;
  return terminal.hasColour ? `${colour}${text}${RESET}` : text;
}

/**
 * Evidence on a terminal: control characters (escape sequences that could repaint the screen, line breaks that could
 * forge a line) and direction marks are shown as `·`.
 */
export function safeText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '·');
}
