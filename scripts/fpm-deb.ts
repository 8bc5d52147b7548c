#!/usr/bin/env node
/**
 * As much of fpm as electron-builder asks of it for a Debian package, with `dpkg-deb`: fpm itself is a program for Ruby that
 * would have to be downloaded. Called as `fpm -s dir -t deb --name … --package FILE SOURCE=TARGET…`.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Asked {
  /** By name without dashes; the last of several counts. */
  readonly options: ReadonlyMap<string, string>;
  readonly depends: readonly string[];
  /** What lies where; a source that ends with a slash is a folder's content. */
  readonly files: readonly (readonly [source: string, target: string])[];
}

/** Options that stand alone. */
const FLAGS = new Set(['force']);

export function parseFpm(args: readonly string[]): Asked {
  const options = new Map<string, string>();
  const depends: string[] = [];
  const files: [string, string][] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const name = arg.replace(/^-+/, '');
    if (!arg.startsWith('-')) {
      const at = arg.lastIndexOf('=');
      files.push([arg.slice(0, at), arg.slice(at + 1)]);
    } else if (name === 'd' || name === 'depends') depends.push(rest.shift() ?? '');
    else if (!FLAGS.has(name)) options.set(name, rest.shift() ?? '');
  }
  return { options, depends, files };
}

/** The `control` file. A description's further lines begin with a blank, and an empty one is a dot. */
export function controlOf({ options, depends }: Asked): string {
  const [summary = '', ...more] = (options.get('description') ?? '').trim().split('\n');
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Package', options.get('name')],
    ['Version', options.get('version')],
    ['Architecture', options.get('architecture')],
    ['Maintainer', options.get('maintainer')],
    ['Section', options.get('category') ?? 'utils'],
    ['Priority', options.get('deb-priority') ?? 'optional'],
    ['Depends', depends.join(', ')],
    ['Recommends', options.get('deb-recommends')],
    ['Homepage', options.get('url')],
    ['Description', [summary.trim(), ...more.map((line) => ` ${line.trim() || '.'}`)].join('\n')],
  ];
  return `${fields.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join('\n')}\n`;
}

function build(asked: Asked): void {
  const root = mkdtempSync(path.join(tmpdir(), 'vedette-deb-'));
  try {
    for (const [source, target] of asked.files) {
      const place = path.join(root, target);
      mkdirSync(path.dirname(place), { recursive: true });
      cpSync(source, place, { recursive: true, verbatimSymlinks: true });
    }
    const control = path.join(root, 'DEBIAN');
    mkdirSync(control);
    writeFileSync(path.join(control, 'control'), controlOf(asked));
    for (const [option, script] of [
      ['after-install', 'postinst'],
      ['after-remove', 'postrm'],
    ] as const) {
      const file = asked.options.get(option);
      if (file === undefined) continue;
      copyFileSync(file, path.join(control, script));
      chmodSync(path.join(control, script), 0o755);
    }
    const made = ['--root-owner-group', '-Zxz', '--build', root, asked.options.get('package')!];
    const { status } = spawnSync('dpkg-deb', made, { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (import.meta.main) build(parseFpm(process.argv.slice(2)));
