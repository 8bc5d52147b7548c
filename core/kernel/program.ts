/**
 * Where the program itself lies: the folder of its `package.json`, with rules and scenarios beside it. The same whether the
 * sources run as they are or a bundle of them does, in an archive too.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const above = path.dirname(folder);
  if (above === folder) throw new Error('The program has no package.json above it: it was not installed whole');
  return rootAbove(above);
}

/** An absolute path of what is shipped with the program, such as `resources/rules`. */
export function programPath(name: string): string {
  return path.join(ROOT, name);
}

export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(programPath('package.json'), 'utf8')) as { readonly version: string };
  return version;
}
