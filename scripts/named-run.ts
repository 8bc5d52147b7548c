/** Runs one or all of the scripts in a folder by name: `npm run bench -- evtx` is `test/bench/evtx.bench.ts`. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from './steps.ts';

interface Runnable {
  readonly run: () => Promise<void>;
}

/** Runs `NAME.kind.ts` of `folder` for each name given, or all of them; exits with 1 for an unknown name. */
export async function runNamed(folder: string, kind: string, names: readonly string[]): Promise<void> {
  const ending = `.${kind}.ts`;
  const known = readdirSync(path.join(PROJECT_ROOT, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}; there are: ${known.join(', ')}`);
    process.exitCode = 1;
    return;
  }
  for (const name of names.length > 0 ? names : known) {
    const file = path.join(PROJECT_ROOT, folder, `${name}${ending}`);
    const { run } = (await import(pathToFileURL(file).href)) as Runnable;
    console.log(`\n${name}\n${'-'.repeat(name.length)}`);
    await run();
  }
}
