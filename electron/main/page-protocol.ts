/**
 * `app://vedette`: the built interface, and nothing else. A request can only name one of the files that were found at start
 * (see core/page), so there is no path to climb; that a name is exactly itself is checked all the same.
 */
import type { Protocol } from 'electron';
import { SECURITY_HEADERS } from '../../core/page/headers.ts';
import { headersOf, pageFileAt, type PageFiles } from '../../core/page/page-files.ts';
import { PAGE_SCHEME, pageUrl } from './origin.ts';

/** Before the app is ready: the scheme has an origin of its own, counts as secure and is subject to the policy. */
export function announceScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export function servePage(protocol: Pick<Protocol, 'handle'>, files: PageFiles): void {
  protocol.handle(PAGE_SCHEME, (request) => answerPageRequest(files, request));
}

/** Answers one request; GET of a known file at our host, or a refusal. */
export function answerPageRequest(files: PageFiles, { method, url }: Pick<Request, 'method' | 'url'>): Response {
  if (method !== 'GET') return refuse(405, 'only GET is answered');
  const address = pageUrl(url);
  if (address === null) return refuse(403, 'not the host of the interface');
  const name = decodedOnce(address.pathname);
  if (name === null) return refuse(400, 'not a name of a file');
  const file = pageFileAt(files, name);
  return file === null
    ? refuse(404, 'no such file')
    : new Response(new Uint8Array(file.bytes), { headers: headersOf(file) });
}

/** A name that means one thing whoever reads it; null for anything that a second decoding or a file system would bend. */
function decodedOnce(pathname: string): string | null {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (!name.startsWith('/') || /[\u0000-\u001F\u007F\\%:]/.test(name)) return null;
  const parts = name.slice(1).split('/');
  const isItself = parts.every(
    (part, index) => part !== '.' && part !== '..' && (part !== '' || index === parts.length - 1),
  );
  return isItself ? name : null;
}

function refuse(status: number, why: string): Response {
  return new Response(`${why}\n`, {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
