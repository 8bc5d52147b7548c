import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface Architecture {
  readonly layers: readonly (readonly string[])[];
  readonly beside: Readonly<Record<string, readonly string[]>>;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

const root = path.resolve(import.meta.dirname, '../..');
const architecture = JSON.parse(readFileSync(path.join(root, 'architecture.json'), 'utf8')) as Architecture;
const folders = architecture.layers.flat();

const sources = readdirSync(path.join(root, 'core'), { recursive: true, encoding: 'utf8' })
  .map((name) => path.posix.join('core', name.replaceAll(path.sep, '/')))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

function folderOf(file: string): string | undefined {
  return folders.find((folder) => file.startsWith(`${folder}/`));
}

/** What a formatted file imports: statements start a line, or end one that began with a brace. */
const IMPORT = /^(?:(?:import|export)\b.*?|\} )from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return Array.from(text.matchAll(IMPORT), (match) => (match[1] ?? match[2] ?? match[3])!);
}

function mayImport(from: string, to: string): boolean {
  const layerOf = (folder: string): number => architecture.layers.findIndex((layer) => layer.includes(folder));
  return from === to || layerOf(to) < layerOf(from) || (architecture.beside[from] ?? []).includes(to);
}

/** What an import breaks, or null. */
function violationOf(file: string, specifier: string): string | null {
  const from = folderOf(file)!;
  if (specifier.startsWith('node:')) return null;
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const to = folderOf(target);
    if (to === undefined) return `${file} imports ${target}, which lies in no listed folder`;
    return mayImport(from, to) ? null : `${file} imports ${target}: ${from} may not import ${to}`;
  }
  const isGranted = (architecture.dependencies[from] ?? []).includes(specifier);
  return isGranted ? null : `${file} imports ${specifier}, which architecture.json does not grant ${from}`;
}

describe('layer order', () => {
  test('every folder of core is listed, and every listed folder exists', () => {
    const present = readdirSync(path.join(root, 'core')).filter((name) =>
      statSync(path.join(root, 'core', name)).isDirectory(),
    );
    expect(present.map((name) => `core/${name}`).toSorted()).toEqual([...folders].toSorted());
  });

  test('no import breaks the order or uses a dependency that is not granted', () => {
    const violations = sources.flatMap((file) => importsOf(file).map((specifier) => violationOf(file, specifier)));
    expect(violations.filter((violation) => violation !== null)).toEqual([]);
  });

  test('the check itself sees a violation', () => {
    expect(violationOf('core/kernel/x.ts', '../store/database.ts')).toMatch(/core\/kernel may not import core\/store/);
    expect(violationOf('core/detect/x.ts', 'electron')).toMatch(/does not grant core\/detect/);
    expect(violationOf('core/detect/x.ts', '../kernel/errors.ts')).toBeNull();
  });

  test('every granted dependency is used by the folder it is granted to', () => {
    const unused = Object.entries(architecture.dependencies).flatMap(([folder, names]) =>
      names
        .filter((name) => !sources.some((file) => folderOf(file) === folder && importsOf(file).includes(name)))
        .map((name) => `${folder}: ${name}`),
    );
    expect(unused).toEqual([]);
  });
});
