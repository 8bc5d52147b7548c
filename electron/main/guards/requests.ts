/**
 * Nothing is requested but our page: whatever a page, a style sheet or Chromium itself asks for elsewhere is cancelled before
 * a name is looked up. The only user of `session.webRequest`.
 */
import type { Session } from 'electron';
import type { Log } from '../../../core/kernel/log.ts';
import { isPageUrl } from '../origin.ts';

/** The developer tools are pages of Chromium's own. */
const DEVELOPER_SCHEME = 'devtools:';

export function isRequestAllowed(address: string, isDeveloping: boolean): boolean {
  return isPageUrl(address) || (isDeveloping && URL.parse(address)?.protocol === DEVELOPER_SCHEME);
}

export function guardRequests(session: Pick<Session, 'webRequest'>, isDeveloping: boolean, log: Log): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isAllowed = isRequestAllowed(url, isDeveloping);
    // Addresses may hold evidence; the scheme tells enough.
    if (!isAllowed) log.warn('shell.request_refused', { scheme: URL.parse(url)?.protocol ?? 'none' });
    answer({ cancel: !isAllowed });
  });
}
