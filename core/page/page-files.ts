/**
 * The files of the built interface, found once at start: a request can only name one of these, so no path ever leads
 * anywhere else. Symbolic links are passed over, whatever they point to.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SECURITY_HEADERS } from './headers.ts';

export interface PageFile {
  readonly bytes: Buffer;
  readonly type: string;
  /** Its name holds a hash of its content. */
  readonly isImmutable: boolean;
}

export type PageFiles = ReadonlyMap<string, PageFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
};

/** By request path. Throws where the folder cannot be read. */
export function readPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>();
  const addFolder = (inside: string, prefix: string): void => {
    for (const entry of readdirSync(inside, { withFileTypes: true })) {
      const file = path.join(inside, entry.name);
      const name = `${prefix}/${entry.name}`;
      const type = TYPES[path.extname(entry.name)];
      if (entry.isDirectory()) addFolder(file, name);
      else if (entry.isFile() && type !== undefined) {
        files.set(name, { bytes: readFileSync(file), type, isImmutable: name.startsWith('/assets/') });
      }
    }
  };
  addFolder(folder, '');
  return files;
}

/** The file that a path asks for; paths of screens are all one page. */
export function pageFileAt(files: PageFiles, pathname: string): PageFile | null {
  const isScreen = !pathname.slice(pathname.lastIndexOf('/')).includes('.');
  return files.get(isScreen ? '/index.html' : pathname) ?? null;
}

/** What an answer that carries this file says about it. */
export function headersOf({ bytes, type, isImmutable }: PageFile): Readonly<Record<string, string>> {
  return {
    ...SECURITY_HEADERS,
    'Content-Type': type,
    'Content-Length': String(bytes.length),
    'Cache-Control': isImmutable ? 'public, max-age=31536000, immutable' : 'no-store',
  };
}
