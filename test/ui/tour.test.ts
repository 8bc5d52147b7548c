// @promise SEC-08
/** A tour of all screens in every theme: nothing breaks the security policy, nothing is logged, axe finds nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeProblems } from './axe.ts';
import { launchChromium, NO_BROWSER, openPage, shoot, startServe, type RunningServe } from './browser.ts';

const THEMES = ['dark', 'light', 'high-contrast'] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

describe.skipIf(NO_BROWSER !== null)(`all screens${NO_BROWSER === null ? '' : `: ${NO_BROWSER}`}`, () => {
  let folder: string;
  let serve: RunningServe;
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'vedette-tour-'));
    serve = await startServe([], folder);
    browser = await launchChromium();
    const context = await browser.newContext({ viewport: SIZES[0] });
    await context.addInitScript(() => {
      const broken: string[] = [];
      Object.assign(window, { brokenPolicy: broken });
      document.addEventListener('securitypolicyviolation', (event) =>
        broken.push(`${event.violatedDirective} ${event.sourceFile}`),
      );
    });
    ({ page, problems } = await openPage(context, serve.link));
    await page.getByRole('button', { name: 'Open the demo' }).click();
    await page.getByRole('grid', { name: 'Incidents' }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await serve.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function useTheme(theme: string): Promise<void> {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(`${theme} theme`);
    await page.keyboard.press('Enter');
    await page.locator(`html[data-theme="${theme === 'high-contrast' ? 'contrast' : theme}"]`).waitFor();
  }

  async function settled(): Promise<void> {
    await page.waitForFunction(() => document.querySelector('[aria-label="Loading"]') === null);
    await page.waitForTimeout(150);
  }

  test.each(THEMES)('every screen in the %s theme', { timeout: 300_000 }, async (theme) => {
    await useTheme(theme);
    const names = await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')!));
    expect(names).toEqual(expect.arrayContaining(['Home', 'Queue', 'Explore']));
    const found: string[] = [];
    for (const name of names.toReversed()) {
      // Home has no workspace in its address, from which the others would go on.
      if (name === 'Home') continue;
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name, exact: true }).click();
      await settled();
      if (await page.getByRole('grid').count()) await page.keyboard.press('j');
      await settled();
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await shoot(page, `tour-${name.toLowerCase().replaceAll(/\W+/g, '-')}-${theme}-${size.width}`);
      }
      await page.setViewportSize(SIZES[0]);
      found.push(...(await axeProblems(page)).map((problem) => `${name}: ${problem}`));
    }
    expect(found).toEqual([]);
    expect(problems).toEqual([]);
    expect(
      await page.evaluate(() => (window as unknown as { readonly brokenPolicy: readonly string[] }).brokenPolicy),
    ).toEqual([]);
  });

  test('the check itself sees what is wrong', async () => {
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.id = 'nameless';
      document.querySelector('main')!.append(button);
    });
    expect((await axeProblems(page)).join()).toContain('button-name');
    await page.evaluate(() => document.querySelector('#nameless')!.remove());
  });

  test('the page has nothing of Node, and nothing may be made of text', async () => {
    const found = await page.evaluate(() =>
      ['process', 'require', 'Buffer', 'electron', 'module'].filter((name) => name in window),
    );
    expect(found).toEqual([]);
    const made = await page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<b>x</b>';
        return 'made';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(made).toBe('TypeError');
  });
});
