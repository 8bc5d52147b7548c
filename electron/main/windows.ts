/** The windows there are: each with its own line to the engine and its own queue of what the page is to be asked. */
import type { BrowserWindow } from 'electron';
import { SHELL_MESSAGES } from '../../core/contract/desktop.ts';
import { PAGE_ORIGIN } from './origin.ts';
import { createRequestQueue, type RequestQueue } from './openings.ts';
import { createPageLink, type PageLink, type PageLinkParts } from './page-link.ts';

export interface ShellWindow {
  readonly window: BrowserWindow;
  readonly link: PageLink;
  readonly queue: RequestQueue;
}

export interface WindowsParts extends Pick<PageLinkParts, 'newChannel' | 'supervisor'> {
  /** Makes a window that shows nothing yet. */
  readonly create: () => BrowserWindow;
  readonly onCreated: (opened: ShellWindow) => void;
}

export interface Windows {
  open(): ShellWindow;
  /** The one in front, else the latest; null where there is none. */
  front(): ShellWindow | null;
  of(contentsId: number): ShellWindow | null;
  /** Brings one to the front, a new one where there is none. */
  show(): ShellWindow;
  /** Has the page in front run a command. */
  command(id: string): void;
}

export function createWindows({ create, onCreated, newChannel, supervisor }: WindowsParts): Windows {
  const opened = new Map<number, ShellWindow>();

  function open(): ShellWindow {
    const window = create();
    const contents = window.webContents;
    const { id } = contents;
    const one: ShellWindow = {
      window,
      link: createPageLink({ newChannel, supervisor, contents }),
      queue: createRequestQueue(),
    };
    opened.set(id, one);
    // A page that goes away, by a reload too, listens no more and gets no answers.
    contents.on('did-start-navigation', (details) => {
      if (!details.isMainFrame || details.isSameDocument) return;
      one.queue.silence();
      one.link.close();
    });
    window.once('closed', () => {
      opened.delete(id);
      one.link.close();
    });
    onCreated(one);
    void window.loadURL(`${PAGE_ORIGIN}/`);
    return one;
  }

  const all = (): readonly ShellWindow[] => [...opened.values()];
  const front = (): ShellWindow | null => all().find(({ window }) => window.isFocused()) ?? all().at(-1) ?? null;

  return {
    open,
    front,
    of: (contentsId) => opened.get(contentsId) ?? null,
    show: () => {
      const found = front() ?? open();
      if (found.window.isMinimized()) found.window.restore();
      found.window.show();
      found.window.focus();
      return found;
    },
    command: (id) => front()?.window.webContents.send(SHELL_MESSAGES.command, id),
  };
}
