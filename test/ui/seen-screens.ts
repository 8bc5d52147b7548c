/** The interface over a demo and, where the data sets are here, over real evidence; with what tests do on every screen. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { dataPath, hasData } from '../data.ts';
import { vedette } from '../vedette.ts';
import { axeProblems } from './axe.ts';
import { launchChromium, openPage, startServe } from './browser.ts';

export interface SeenScreens {
  readonly page: Page;
  readonly link: string;
  /** The demo's workspace. */
  readonly demo: string;
  open(workspace: string, screen: string, heading: string): Promise<void>;
  /** As a person goes there: `g`, then the screen's key. */
  goTo(key: string, heading: string): Promise<void>;
  /** Waits until it can be read. */
  text(content: string | RegExp): Promise<void>;
  tab(name: string | RegExp): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** What axe finds on the page as it is, and what was logged so far; a line each. */
  findings(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export function workspaceOf(address: string): string {
  return /\/w\/([^/?]+)/.exec(address)?.[1] ?? '';
}

export async function showScreens(): Promise<SeenScreens> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-screens-'));
  const real = path.join(folder, 'real.vedette');
  if (hasData) {
    const { exitCode, stderr } = vedette(['import', '-w', real, dataPath('evtx/torture.zip')]);
    if (exitCode !== 0) throw new Error(stderr);
  }
  const serve = await startServe(hasData ? ['-w', real] : [], folder);
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const { page, problems } = await openPage(context, serve.link);
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await page.waitForURL(/\/w\//);
  const shown = (heading: string): Promise<void> => page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  return {
    page,
    link: serve.link,
    demo: workspaceOf(page.url()),
    open: async (workspace, screen, heading) => {
      await page.goto(new URL(`/w/${workspace}/${screen}`, serve.link).href);
      await shown(heading);
    },
    goTo: async (key, heading) => {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await shown(heading);
    },
    text: (content) => page.getByText(content).first().waitFor(),
    tab: (name) => page.getByRole('tab', { name, exact: true }).click(),
    press: (name) => page.getByRole('button', { name }).first().click(),
    findings: async () => [...(await axeProblems(page)), ...problems],
    stop: async () => {
      await browser.close();
      await serve.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
