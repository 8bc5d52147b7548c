/** What must be said before Electron is ready: the sandbox for every process, our scheme, no network, one instance. */
import path from 'node:path';
import type { App, Protocol } from 'electron';
import { announceScheme } from './page-protocol.ts';

/**
 * Chromium's own errands: nothing of ours needs the network, so what it would fetch by itself is switched off, and no name
 * resolves to an address.
 */
export const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-features', 'AutofillServerCommunication,OptimizationHints,MediaRouter,DialMediaRouteProvider'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['no-pings'],
];

export interface BeforeReadyElectron {
  readonly app: Pick<App, 'enableSandbox' | 'isPackaged' | 'setPath' | 'requestSingleInstanceLock' | 'commandLine'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
}

/** What a launcher may have put on the command line, and what no packaged program of ours runs with. */
const FORBIDDEN = ['no-sandbox', 'disable-web-security', 'remote-debugging-port', 'remote-debugging-pipe'] as const;

/** The switch for which it must not start; null where there is none. While developing, all of them are allowed. */
export function forbiddenSwitch({ app }: Pick<BeforeReadyElectron, 'app'>): string | null {
  return app.isPackaged ? (FORBIDDEN.find((name) => app.commandLine.hasSwitch(name)) ?? null) : null;
}

/** False where another Vedette has this data folder already; it was told our arguments. */
export function beforeReady({ app, protocol }: BeforeReadyElectron, dataFolder: string): boolean {
  app.enableSandbox();
  announceScheme(protocol);
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  // The lock goes with this folder, so that another data folder is another program.
  app.setPath('userData', path.join(dataFolder, 'desktop'));
  return app.requestSingleInstanceLock();
}
