/**
 * What encryption at rest costs: the same work on a plain and an encrypted workspace, in turn, in one process. Rows of about
 * 1 KB with two indexes, 5,000 a transaction; then all of them read in order, and single rows by index, each through a
 * connection that has cached nothing; then a whole import without rules. The best of the rounds counts.
 *
 * `node test/bench/encryption.bench.ts`
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { importPaths } from '../../core/engine/import.ts';
import { createRuleEngine } from '../../core/engine/rule-engine.ts';
import { systemClock } from '../../core/kernel/clock.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { createLog } from '../../core/kernel/log.ts';
import { createMetrics } from '../../core/kernel/metrics.ts';
import { openForReading, openForWriting } from '../../core/store/database.ts';
import { usePassphrases } from '../../core/store/keyring.ts';
import { table } from '../evals/table.ts';
import { writeEvidence } from '../fault/evidence.ts';

const ROWS = 100_000;
const ROWS_PER_COMMIT = 5_000;
const LOOKUPS = 50_000;
const RECORDS = 20_000;
const ROUNDS = 3;
const KINDS = ['plain', 'encrypted'] as const;

type Kind = (typeof KINDS)[number];
type Figures = Readonly<Record<'open' | 'insert' | 'scan' | 'lookup' | 'import', number>> & {
  readonly megabytes: number;
};

async function measure(kind: Kind, folder: string, evidence: string): Promise<Figures> {
  usePassphrases({ forExisting: () => 'a passphrase', forNew: () => (kind === 'plain' ? null : 'a passphrase') });
  const file = path.join(folder, `${kind}.vedette`);
  const open = await seconds(() => openForWriting(file).close());
  const insert = await seconds(() => insertRows(file));
  const scan = await seconds(() => scanRows(file));
  const lookup = await seconds(() => lookUpRows(file));
  const megabytes = statSync(file).size / 1e6;
  const whole = await seconds(() => importInto(path.join(folder, `${kind}-import.vedette`), evidence));
  return { open, insert, scan, lookup, import: whole, megabytes };
}

async function seconds(work: () => void | Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

function insertRows(file: string): void {
  const { db, close } = openForWriting(file);
  db.exec('CREATE TABLE bench (id INTEGER PRIMARY KEY, host TEXT, time INTEGER, fields TEXT)');
  db.exec('CREATE INDEX bench_by_host ON bench (host, time); CREATE INDEX bench_by_time ON bench (time)');
  const insert = db.prepare('INSERT INTO bench (host, time, fields) VALUES (?, ?, ?)');
  const batch = db.transaction((from: number) => {
    for (let row = from; row < from + ROWS_PER_COMMIT; row++) insert.run(`ws-${row % 300}`, row, fieldsOf(row));
  });
  for (let from = 0; from < ROWS; from += ROWS_PER_COMMIT) batch(from);
  close();
}

function fieldsOf(row: number): string {
  return JSON.stringify({ row, command: `notepad.exe note-${row}.txt `.repeat(8 + (row % 56)) });
}

function scanRows(file: string): void {
  const { db, close } = openForReading(file);
  db.prepare('SELECT sum(length(fields)) FROM bench').get();
  close();
}

function lookUpRows(file: string): void {
  const { db, close } = openForReading(file);
  const one = db.prepare('SELECT fields FROM bench WHERE host = ? AND time = ?');
  for (let index = 0; index < LOOKUPS; index++) {
    const row = (index * 7_919) % ROWS;
    if (one.get(`ws-${row % 300}`, row) === undefined) throw new Error(`row ${row} is missing`);
  }
  close();
}

async function importInto(file: string, evidence: string): Promise<void> {
  const { db, close } = openForWriting(file);
  await importPaths(db, [evidence], {
    kind: 'evidence',
    engine: createRuleEngine({ rules: [], correlations: [] }),
    recover: false,
    limits: DEFAULT_LIMITS,
    clock: systemClock,
    log: createLog('silent'),
    metrics: createMetrics(),
  });
  close();
}

/** Prints the table; rates are per second. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-bench-'));
  try {
    const evidence = path.join(folder, 'evidence.ndjson');
    writeEvidence(evidence, RECORDS);
    const rounds: Record<Kind, Figures[]> = { plain: [], encrypted: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const kind of KINDS) {
        const place = mkdtempSync(path.join(folder, 'round-'));
        rounds[kind].push(await measure(kind, place, evidence));
        rmSync(place, { recursive: true });
      }
    }
    const best = (kind: Kind, figure: keyof Figures): number => Math.min(...rounds[kind].map((round) => round[figure]));
    const rows = (
      [
        ['open, ms', 'open', null],
        ['insert, rows/s', 'insert', ROWS],
        ['read in order, rows/s', 'scan', ROWS],
        ['single rows, rows/s', 'lookup', LOOKUPS],
        ['import without rules, events/s', 'import', RECORDS],
        ['size, MB', 'megabytes', null],
      ] as const
    ).map(([name, figure, count]) => {
      const [plain, encrypted] = [best('plain', figure), best('encrypted', figure)];
      const show = (value: number): string =>
        count === null
          ? (figure === 'open' ? value * 1_000 : value).toFixed(0)
          : Math.round(count / value).toLocaleString('en');
      return [name, show(plain), show(encrypted), `${((encrypted / plain - 1) * 100).toFixed(0)} %`];
    });
    console.log(table(['work', 'plain', 'encrypted', 'more time or space'], rows));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await run();
