/**
 * A window never leaves our page, whatever the page is made to do: no other address, no redirect, no second window, no
 * frame, no webview; a file that is dropped on it is a navigation as well.
 */
import type { App, WebContents } from 'electron';
import type { Log } from '../../../core/kernel/log.ts';
import { isPageUrl } from '../origin.ts';

export interface NavigationParts {
  readonly log: Log;
  /** Asks a person about an address outside and opens it; what is not allowed is refused there. */
  readonly openExternal: (address: string) => void;
}

export type GuardedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** Guards everything that can show a page, now and later. */
export function guardNavigation(app: Pick<App, 'on'>, parts: NavigationParts): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, parts));
}

export function guardContents(contents: GuardedContents, { log, openExternal }: NavigationParts): void {
  contents.on('will-navigate', (event) => {
    if (isPageUrl(event.url)) return;
    event.preventDefault();
    log.warn('shell.navigation_refused', { kind: 'navigate' });
  });
  contents.on('will-redirect', (event) => {
    if (isPageUrl(event.url)) return;
    event.preventDefault();
    log.warn('shell.navigation_refused', { kind: 'redirect' });
  });
  // Our page has no frames at all.
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isPageUrl(event.url)) return;
    event.preventDefault();
    log.warn('shell.navigation_refused', { kind: 'frame' });
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('shell.navigation_refused', { kind: 'webview' });
  });
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
}
