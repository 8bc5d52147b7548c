/** Runs `oracle.py`: pySigma's idea of every rule, answered by SQLite. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Fields } from '../../core/model/fields.ts';

const SCRIPT = path.join(import.meta.dirname, 'oracle.py');
/** Where `scripts/ci-deps.sh` installs pySigma. */
const VENV = path.resolve(import.meta.dirname, '../../test-results/pysigma/bin/python');

const convertedSchema = z.object({
  columns: z.record(z.string(), z.string()),
  rules: z.record(z.string(), z.string()),
  refused: z.record(z.string(), z.string()),
});
const matchedSchema = z.object({
  matches: z.record(z.string(), z.array(z.number())),
  failed: z.record(z.string(), z.string()),
});

export type Converted = z.infer<typeof convertedSchema>;
export type Matched = z.infer<typeof matchedSchema>;

/** A Python that can import pySigma and its SQLite backend, or null. */
export function findPython(): string | null {
  const candidates = [process.env['VEDETTE_PYTHON'], VENV, 'python3'];
  for (const python of candidates) {
    if (python === undefined || (path.isAbsolute(python) && !existsSync(python))) continue;
    if (spawnSync(python, [SCRIPT, 'probe'], { stdio: 'ignore' }).status === 0) return python;
  }
  return null;
}

export function convertRules(python: string, rulesFolder: string, workFolder: string): Converted {
  const out = path.join(workFolder, 'converted.json');
  const result = spawnSync(python, [SCRIPT, 'convert', rulesFolder, out], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`oracle.py convert: ${result.stderr}`);
  return convertedSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
}

/** Takes events one by one; `finish` gives the numbers of those that each rule matched. */
export class Oracle {
  readonly #columns: ReadonlyMap<string, string>;
  readonly #process;
  readonly #out: string;
  readonly #exit: Promise<unknown[]>;

  constructor(python: string, columns: Converted['columns'], workFolder: string) {
    this.#columns = new Map(Object.entries(columns));
    this.#out = path.join(workFolder, 'matched.json');
    const converted = path.join(workFolder, 'converted.json');
    this.#process = spawn(python, [SCRIPT, 'match', converted, this.#out], { stdio: ['pipe', 'inherit', 'inherit'] });
    this.#exit = once(this.#process, 'exit');
  }

  async add(number: number, fields: Fields): Promise<void> {
    const row: Record<string, string> = {};
    const everything: string[] = [];
    for (const [name, value] of Object.entries(fields)) {
      const texts = [value].flat().flatMap((one) => (one === null ? [] : [String(one)]));
      everything.push(...texts);
      const column = this.#columns.get(name);
      // A table has one value a field; the lines of a list are searched as one text.
      if (column !== undefined && texts.length > 0) row[column] = texts.join('\n');
    }
    const line = `${JSON.stringify({ n: number, all: everything.join('\u001f'), f: row })}\n`;
    if (!this.#process.stdin.write(line)) await once(this.#process.stdin, 'drain');
  }

  async finish(): Promise<Matched> {
    this.#process.stdin.end();
    const [code] = await this.#exit;
    if (code !== 0) throw new Error(`oracle.py match: exit status ${String(code)}`);
    return matchedSchema.parse(JSON.parse(readFileSync(this.#out, 'utf8')));
  }
}
