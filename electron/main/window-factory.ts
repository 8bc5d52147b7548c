/** The only place that makes windows: all are sandboxed and show our page and nothing else. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import type { Placement } from './window-state.ts';

/** What no window may differ in. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  experimentalFeatures: false,
  allowRunningInsecureContent: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  // Chromium would fetch dictionaries from the network.
  spellcheck: false,
  plugins: false,
} as const satisfies WebPreferences;

/** The colour of the page before it is painted: the background of the dark theme. */
const BACKGROUND = '#0e1116';

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly placement: Placement;
  /** Only while developing. */
  readonly hasDevTools: boolean;
}

export function windowOptions({
  preload,
  icon,
  placement,
  hasDevTools,
}: WindowOptions): BrowserWindowConstructorOptions {
  return {
    ...placement.bounds,
    minWidth: 720,
    minHeight: 480,
    title: 'Vedette',
    icon,
    backgroundColor: BACKGROUND,
    // Shown once the page has something to show.
    show: false,
    webPreferences: { ...WEB_PREFERENCES, preload, devTools: hasDevTools },
  };
}

export type WindowConstructor = new (options: BrowserWindowConstructorOptions) => BrowserWindow;

export function createWindow(
  electron: { readonly BrowserWindow: WindowConstructor },
  options: WindowOptions,
): BrowserWindow {
  const window = new electron.BrowserWindow(windowOptions(options));
  if (options.placement.isMaximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  return window;
}
