/** Asks for a passphrase on the terminal itself, without showing it, whatever standard input and output are. */
import { openSync, readSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { VedetteError } from '../kernel/errors.ts';

const TERMINAL = process.platform === 'win32' ? '\\\\.\\CON' : '/dev/tty';
const RETRY_MS = 20;

const ENTER: ReadonlySet<number> = new Set([0x0a, 0x0d, 0x04]);
const ERASE: ReadonlySet<number> = new Set([0x08, 0x7f]);
const CTRL_C = 0x03;

/** What was typed up to Enter; null where there is no terminal to ask on. Throws `E_CANCELLED` on Ctrl-C. */
export function askHidden(question: string): string | null {
  let handle: number;
  try {
    handle = openSync(TERMINAL, 'r+');
  } catch {
    return null;
  }
  const terminal = new ReadStream(handle);
  terminal.setRawMode(true);
  try {
    writeSync(handle, question);
    return readLine(handle);
  } finally {
    terminal.setRawMode(false);
    writeSync(handle, '\n');
    terminal.destroy();
  }
}

function readLine(handle: number): string {
  const typed: number[] = [];
  const byte = Buffer.alloc(1);
  for (;;) {
    if (readByte(handle, byte) === 0) break;
    const [code] = byte as unknown as [number];
    if (ENTER.has(code)) break;
    if (code === CTRL_C) throw new VedetteError('E_CANCELLED', 'No passphrase was given');
    if (ERASE.has(code)) eraseLetter(typed);
    else typed.push(code);
  }
  const text = Buffer.from(typed).toString('utf8');
  typed.fill(0);
  return text;
}

/** A letter of several bytes goes as a whole. */
function eraseLetter(typed: number[]): void {
  while (typed.length > 0 && (typed.pop()! & 0xc0) === 0x80);
}

function readByte(handle: number, byte: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, byte, 0, 1, null);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
