import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface Allowed {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

interface Architecture {
  readonly layers: readonly (readonly string[])[];
  readonly beside: Readonly<Record<string, readonly string[]>>;
  readonly only: Readonly<Record<string, Allowed>>;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

interface Import {
  readonly specifier: string;
  /** Leaves nothing behind when it is built. */
  readonly isType: boolean;
}

const root = path.resolve(import.meta.dirname, '../..');
const architecture = JSON.parse(readFileSync(path.join(root, 'architecture.json'), 'utf8')) as Architecture;
const layered = architecture.layers.flat();
const shells = Object.keys(architecture.only);
const folders = [...layered, ...shells];

/** Code of the program itself: neither tests nor what builds it. */
const sources = ['core', 'electron', 'renderer'].flatMap((top) =>
  readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(top, name.replaceAll(path.sep, '/')))
    .filter(
      (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name) && name !== 'renderer/vite.config.ts',
    ),
);

function folderOf(file: string): string | undefined {
  return folders.find((folder) => file.startsWith(`${folder}/`));
}

/** What a formatted file imports: statements start a line and end with the name. */
const IMPORT = /^(?:import|export) (type )?[^;]*? from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

function importsIn(text: string): Import[] {
  return Array.from(text.matchAll(IMPORT), ([, type, from, bare, dynamic]) => ({
    specifier: (from ?? bare ?? dynamic)!,
    isType: type !== undefined,
  }));
}

function importsOf(file: string): Import[] {
  return importsIn(readFileSync(path.join(root, file), 'utf8'));
}

function mayImport(from: string, to: string): boolean {
  const layerOf = (folder: string): number => architecture.layers.findIndex((layer) => layer.includes(folder));
  return (
    from === to ||
    (layered.includes(to) && layerOf(to) < layerOf(from)) ||
    (architecture.beside[from] ?? []).includes(to)
  );
}

/** Whether a shell or the interface may import `target`, a file. */
function isNamed({ values, types }: Allowed, target: string, isType: boolean): boolean {
  const isIn = (place: string): boolean => target === place || target.startsWith(`${place}/`);
  return values.some(isIn) || (isType && types.some(isIn));
}

/** What an import breaks, or null. */
function violationOf(file: string, { specifier, isType }: Import): string | null {
  const from = folderOf(file)!;
  if (specifier.startsWith('node:')) {
    return ['renderer', 'electron/preload'].includes(from)
      ? `${file} imports ${specifier}: there is no Node in ${from}`
      : null;
  }
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const allowed = architecture.only[from];
    if (allowed !== undefined && isNamed(allowed, target, isType)) return null;
    const to = folderOf(target);
    if (to === undefined) return `${file} imports ${target}, which lies in no listed folder`;
    const isAllowed = allowed === undefined ? mayImport(from, to) : from === to;
    if (isAllowed) return null;
    return `${file} imports ${target}: ${from} may not import ${to}${isType ? '' : ' for more than types'}`;
  }
  const isGranted = (architecture.dependencies[from] ?? []).some(
    (name) => specifier === name || specifier.startsWith(`${name}/`),
  );
  return isGranted ? null : `${file} imports ${specifier}, which architecture.json does not grant ${from}`;
}

const value = (specifier: string): Import => ({ specifier, isType: false });
const type = (specifier: string): Import => ({ specifier, isType: true });

describe('layer order', () => {
  test('every folder of core and electron is listed, and every listed folder exists', () => {
    const present = ['core', 'electron'].flatMap((top) =>
      readdirSync(path.join(root, top))
        .map((name) => `${top}/${name}`)
        .filter((name) => statSync(path.join(root, name)).isDirectory()),
    );
    expect([...present, 'renderer'].toSorted()).toEqual([...folders].toSorted());
  });

  test('no import breaks the order or uses a dependency that is not granted', () => {
    const violations = sources.flatMap((file) => importsOf(file).map((one) => violationOf(file, one)));
    expect(violations.filter((violation) => violation !== null)).toEqual([]);
  });

  test('the check itself sees a violation', () => {
    expect(violationOf('core/kernel/x.ts', value('../store/database.ts'))).toMatch(
      /core\/kernel may not import core\/store/,
    );
    expect(violationOf('core/detect/x.ts', value('electron'))).toMatch(/does not grant core\/detect/);
    expect(violationOf('core/detect/x.ts', value('../kernel/errors.ts'))).toBeNull();
  });

  test('it sees one of the interface: nothing that does something, and no Node', () => {
    expect(violationOf('renderer/app/x.ts', value('../../core/store/database.ts'))).toMatch(
      /renderer may not import core\/store/,
    );
    expect(violationOf('renderer/app/x.ts', type('../../core/store/database.ts'))).toMatch(
      /renderer may not import core\/store/,
    );
    expect(violationOf('renderer/app/x.ts', value('../../core/kernel/errors.ts'))).toMatch(/for more than types/);
    expect(violationOf('renderer/app/x.ts', value('../../electron/main/menu.ts'))).toMatch(
      /may not import electron\/main/,
    );
    expect(violationOf('renderer/app/x.ts', value('node:fs'))).toMatch(/there is no Node in renderer/);
    expect(violationOf('renderer/app/x.ts', value('zod'))).toMatch(/does not grant renderer/);
    expect(violationOf('renderer/app/x.ts', type('../../core/kernel/errors.ts'))).toBeNull();
    expect(violationOf('renderer/app/x.tsx', value('react-dom/client'))).toBeNull();
  });

  test('it sees one of the shell: no SQL, no parsing, and no Node in the preload script', () => {
    expect(violationOf('electron/main/x.ts', value('../../core/store/database.ts'))).toMatch(
      /may not import core\/store/,
    );
    expect(violationOf('electron/main/x.ts', value('../../core/engine/import.ts'))).toMatch(
      /may not import core\/engine/,
    );
    expect(violationOf('electron/main/x.ts', value('../../core/engine/process/entry.ts'))).toMatch(
      /for more than types/,
    );
    expect(violationOf('electron/main/x.ts', value('../services/natives.ts'))).toMatch(
      /may not import electron\/services/,
    );
    expect(violationOf('electron/preload/x.ts', value('node:fs'))).toMatch(/there is no Node in electron\/preload/);
    expect(violationOf('electron/preload/x.ts', value('../../core/contract/wire.ts'))).toMatch(
      /may not import core\/contract/,
    );
    expect(violationOf('core/engine/x.ts', value('../../electron/main/menu.ts'))).toMatch(
      /may not import electron\/main/,
    );
    expect(violationOf('electron/main/x.ts', type('../../core/engine/process/messages.ts'))).toBeNull();
  });

  test('it tells types from values, over several lines too', () => {
    const text = [
      'import type {',
      '  A,',
      "} from './a.ts';",
      "import { type B, c } from './b.ts';",
      "export { d } from './d.ts';",
    ];
    expect(importsIn(text.join('\n'))).toEqual([type('./a.ts'), value('./b.ts'), value('./d.ts')]);
  });

  test('every granted dependency is used by the folder it is granted to', () => {
    const unused = Object.entries(architecture.dependencies).flatMap(([folder, names]) => {
      const used = sources.filter((file) => folderOf(file) === folder).flatMap((file) => importsOf(file));
      const isUsed = (name: string): boolean =>
        used.some(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`));
      return names.filter((name) => !isUsed(name)).map((name) => `${folder}: ${name}`);
    });
    expect(unused).toEqual([]);
  });
});

describe('where the program finds what is shipped with it', () => {
  /** The threads and the process that are started by the address of their source; and where everything else is looked up. */
  const MAY = new Set(['core/kernel/program.ts', 'core/engine/process/node-process.ts', 'core/engine/rule-pack.ts']);

  function looksAround(text: string): boolean {
    return text.replaceAll(/new Worker\(new URL\('[^']+', import\.meta\.url\)/g, '').includes('import.meta.');
  }

  test('is asked of core/kernel/program.ts: paths from a source are others in a bundle', () => {
    const found = sources
      .filter((file) => !file.startsWith('renderer/') && !MAY.has(file))
      .filter((file) => looksAround(readFileSync(path.join(root, file), 'utf8')));
    expect(found).toEqual([]);
  });

  test('the check itself sees a violation', () => {
    expect(looksAround("path.resolve(import.meta.dirname, '../../resources')")).toBe(true);
    expect(looksAround("new Worker(new URL('./x.ts', import.meta.url), {})")).toBe(false);
  });
});
