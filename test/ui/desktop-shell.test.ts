/**
 * The page as the desktop shell shows it, in a real browser: a bridge stands where the preload script would put it, with a
 * port to a real engine behind it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopBridge, ShellRequest } from '../../core/contract/desktop.ts';
import { forkNodeEngine } from '../../core/engine/process/node-process.ts';
import { superviseEngine, type SupervisedWindow, type Supervisor } from '../../core/engine/process/supervisor.ts';
import { createLog } from '../../core/kernel/log.ts';
import { grantFile } from '../../electron/main/openings.ts';
import { launchChromium, NO_BROWSER, openPage, startServe, type RunningServe } from './browser.ts';

/** What stands in the page for the test to reach. */
interface Reached {
  engine: MessagePort;
  command: (id: string) => void;
  request: (request: ShellRequest) => void;
  toEngine: (message: unknown) => Promise<void>;
  toShell: (name: string, input?: unknown) => Promise<unknown>;
}

/** Runs in the page, before its own scripts. */
function installBridge(): void {
  const reached = window as unknown as Reached;
  const ask = (name: string, input?: unknown): Promise<never> => reached.toShell(name, input) as Promise<never>;
  const bridge: DesktopBridge = {
    connect: () => {
      const { port1, port2 } = new MessageChannel();
      reached.engine = port1;
      port1.addEventListener('message', ({ data }) => void reached.toEngine(data));
      port1.start();
      window.postMessage('vedette:port', window.location.origin, [port2]);
      void ask('connect');
    },
    grant: (file) => ask('grant', (file as unknown as { readonly name: string }).name),
    chooseEvidence: (kind) => ask('chooseEvidence', kind),
    openWorkspace: () => ask('openWorkspace'),
    newWorkspace: () => ask('newWorkspace'),
    openExternal: (url) => ask('openExternal', url),
    copyText: (text) => ask('copyText', text),
    describe: () => ask('describe'),
    onCommand: (listener) => {
      reached.command = listener;
      return () => {};
    },
    onRequest: (listener) => {
      reached.request = listener;
      return () => {};
    },
  };
  Object.defineProperty(window, 'vedette', { value: bridge });
}

describe.skipIf(NO_BROWSER !== null)(
  `the page in the desktop shell${NO_BROWSER === null ? '' : `: ${NO_BROWSER}`}`,
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'vedette-desktop-ui-'));
    let serve: RunningServe;
    let browser: Browser;
    let supervisor: Supervisor;
    let line: SupervisedWindow;
    let page: Page;
    let problems: readonly string[];
    const asked: unknown[][] = [];
    let answer: (name: string) => unknown = () => null;

    beforeAll(async () => {
      browser = await launchChromium();
      // Only for the files of the page: its engine is another one, as it would be in the shell.
      serve = await startServe([], path.join(folder, 'serve'));
      process.env['VEDETTE_HOME'] = path.join(folder, 'home');
      supervisor = superviseEngine({ fork: forkNodeEngine, log: createLog('silent') });
      const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
      line = supervisor.connect((message) => {
        page
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
          .evaluate((said) => (globalThis as unknown as Reached).engine.postMessage(said), message as unknown as object)
          // The page may be closed over what is on its way.
          .catch(() => {});
      });
      await context.exposeFunction('toEngine', (message: unknown) => line.receive(message));
      await context.exposeFunction('toShell', (name: string, input?: unknown) => {
        asked.push([name, input]);
        return { ok: true, out: answer(name) };
      });
      await context.addInitScript(installBridge);
      const opened = await openPage(context, serve.link);
      ({ page, problems } = opened);
      await page.getByRole('button', { name: 'Open the demo' }).waitFor();
    }, 60_000);
    afterAll(async () => {
      line.close();
      await browser.close();
      await supervisor.stop();
      await serve.stop();
      delete process.env['VEDETTE_HOME'];
      rmSync(folder, { recursive: true, force: true });
    });

    test('a menu runs a command, which asks for the dialog and shows what was opened', async () => {
      const id = await supervisor.register(path.join(folder, 'monday.vedette'), true);
      answer = () => id;
      await page.evaluate(() => (window as unknown as Reached).command('shell.openWorkspace'));
      await page.waitForURL(`**/w/${id}/queue`);
      expect(asked).toContainEqual(['openWorkspace', undefined]);
    });

    test('files given from outside are offered, and imported only after a yes', async () => {
      const evidence = path.join(folder, 'cleared.ndjson');
      writeFileSync(evidence, '{"Channel":"Security","EventID":1102,"Computer":"dc-01"}\n');
      const offer: ShellRequest = { kind: 'offerEvidence', files: [await grantFile(supervisor, evidence)] };
      await page.evaluate(
        (request) => (window as unknown as Reached).request(request as ShellRequest),
        offer as object,
      );
      const dialog = page.getByRole('dialog', { name: 'Import 1 file?' });
      await dialog.getByText('cleared.ndjson').waitFor();
      await dialog.getByRole('button', { name: 'Import into monday' }).click();
      await page.getByText(/1 event from 1 source/).waitFor();
      expect(await dialog.isVisible()).toBe(false);
    });

    test('what could not be opened is said, and a link goes to its screen', async () => {
      const failed: ShellRequest = {
        kind: 'sayFailed',
        what: 'gone.vedette was not opened',
        error: { code: 'E_SOURCE_NOT_FOUND', message: 'there is no such file', hint: 'Check the path.' },
      };
      await page.evaluate(
        (request) => (window as unknown as Reached).request(request as ShellRequest),
        failed as object,
      );
      await page.getByText('gone.vedette was not opened').waitFor();
      await page.evaluate(() =>
        (window as unknown as Reached).request({ kind: 'goTo', workspace: null, screen: 'home' }),
      );
      await page.waitForURL((url) => url.pathname === '/');
      expect(problems).toEqual([]);
    });
  },
);
