// @promise SEC-08
// @promise SEC-32
// @promise SEC-40
/** The shell in a real browser over the real engine: evidence dropped, cases worked on by keys alone, trouble survived. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium, NO_BROWSER, openPage, shoot, startServe, type RunningServe } from './browser.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

describe.skipIf(NO_BROWSER !== null)(`the shell${NO_BROWSER === null ? '' : `: ${NO_BROWSER}`}`, () => {
  let folder: string;
  let serve: RunningServe;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'vedette-ui-'));
    serve = await startServe([], folder);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    // Nothing but the loopback address may be asked for anything.
    await context.route('**', (route) => {
      const { hostname } = new URL(route.request().url());
      return hostname === '127.0.0.1' ? route.continue() : route.abort();
    });
    ({ page, problems } = await openPage(context, serve.link));
  });
  afterEach(async () => {
    await context.close();
    await serve.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Lets files fall on an element as a person would. */
  async function drop(
    selector: string,
    files: readonly { readonly name: string; readonly text: string }[],
  ): Promise<void> {
    const transfer = await page.evaluateHandle((given) => {
      const made = new DataTransfer();
      for (const { name, text } of given) made.items.add(new File([text], name));
      return made;
    }, files);
    await page.dispatchEvent(selector, 'drop', { dataTransfer: transfer });
  }

  async function openDemo(): Promise<void> {
    await page.getByRole('button', { name: 'Open the demo' }).click();
    await page.getByRole('grid', { name: 'Incidents' }).waitFor();
  }

  const rowTitles = (): Promise<string[]> =>
    page.locator('[role="row"] [role="gridcell"]:nth-child(5)').allTextContents();

  test(
    'from an empty machine to a fused incident of the demo, which says that it is one',
    { timeout: 120_000 },
    async () => {
      await page.getByText('0 workspaces on this machine').waitFor();
      await shoot(page, 'shell-home-empty');
      await openDemo();
      await page.getByText('DEMO: every event in this workspace is made up').waitFor();
      await page.getByText(/of 2 incidents · 48 alerts from 69 findings in 1,104 events/).waitFor();
      await shoot(page, 'shell-queue-demo');
      expect((await rowTitles())[0]).toContain('over 3 hosts');
      await page.getByRole('button', { name: 'Filter by Severity' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Filter by Severity' }).waitFor();
      await page.keyboard.type('medium');
      await page.keyboard.press('Enter');
      await page.getByText(/^1 of 2 incidents/).waitFor();
      await page.getByRole('button', { name: 'Remove severity:medium' }).click();
      await page.getByText(/^2 of 2 incidents/).waitFor();
      expect(problems).toEqual([]);
    },
  );

  test('a whole triage by keys alone: look, decide, undo, go elsewhere and back', { timeout: 120_000 }, async () => {
    await openDemo();
    await page.keyboard.press('j');
    await page.getByRole('complementary', { name: 'Incident' }).waitFor();
    await page.keyboard.press('v');
    await page.getByRole('dialog', { name: 'Verdict on 1 incident' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('seen on the host');
    await page.keyboard.press('Enter');
    await page.getByText('1 incident: true positive').waitFor();
    await page.keyboard.press('u');

    await page.keyboard.press('Home');
    await page.keyboard.press('e');
    await page.getByText('1 of 2 incidents').waitFor();
    await page.keyboard.press('u');
    await page.getByText('2 of 2 incidents').waitFor();

    await page.keyboard.press('Home');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+j');
    await page.getByText('2 selected').waitFor();
    await page.keyboard.press('m');
    await page.getByRole('dialog', { name: 'Merge 2 incidents into one' }).waitFor();
    await page.keyboard.type('one intruder');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1 incident').waitFor();
    await page.keyboard.press('u');
    await page.getByText('2 of 2 incidents').waitFor();

    await page.keyboard.press('Shift+a');
    await page
      .getByText(/assigned to ada/)
      .first()
      .waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('light');
    await page.keyboard.press('Enter');
    await page.locator('html[data-theme="light"]').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.getByRole('heading', { name: 'Vedette' }).waitFor();
    await page.goBack();
    await page.getByRole('grid', { name: 'Incidents' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await shoot(page, 'shell-keys-light');
    await page.keyboard.press('Escape');
    // What was done stands in the audit log under the operator's name.
    const audit = execFileSync(
      process.execPath,
      ['bin/vedette.js', 'audit', '-w', path.join(folder, 'workspaces', 'Demo.vedette'), '--json'],
      { encoding: 'utf8' },
    );
    for (const action of [
      'cases.giveVerdicts',
      'cases.undoDecisions',
      'cases.setStatus',
      'cases.mergeIncidents',
      'cases.assign',
    ]) {
      expect(audit).toContain(action);
    }
    expect(audit).toContain('"actor":"ada"');
    expect(problems).toEqual([]);
  });

  test('evidence that is dropped begins a workspace; hostile text in it stays text', { timeout: 120_000 }, async () => {
    // Each makes a rule fire, so that the texts go all the way to alerts and incidents.
    const lines = HOSTILE_TEXTS.map((text, at) =>
      JSON.stringify({
        Channel: 'Microsoft-Windows-Sysmon/Operational',
        Provider_Name: 'Microsoft-Windows-Sysmon',
        EventID: 1,
        UtcTime: `2026-03-04 09:14:${String(at).padStart(2, '0')}.000`,
        Computer: `ws ${text}`,
        Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
        CommandLine: `powershell.exe -EncodedCommand RwBlAHQALQBEAGEAdABlAA== ${text}`,
        User: `NORRVIK\\${text}`,
        OriginalFileName: 'powershell.exe',
      }),
    );
    await drop('button:has-text("Drop evidence here")', [{ name: 'dropped case.ndjson', text: lines.join('\n') }]);
    await page.getByText(new RegExp(`${HOSTILE_TEXTS.length} events from 1 source`)).waitFor({ timeout: 60_000 });
    await page.getByRole('group', { name: 'What is listed' }).getByRole('button', { name: 'Alerts' }).click();
    await page.getByRole('grid', { name: 'Alerts' }).waitFor();
    for (let row = 0; row < 12; row++) await page.keyboard.press('j');
    await shoot(page, 'shell-hostile');
    expect(await page.evaluate(() => document.querySelectorAll('main img, main script, main iframe').length)).toBe(0);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(problems).toEqual([]);
  });

  test(
    'the engine is killed: the window says so, and goes on by itself with everything',
    { timeout: 120_000 },
    async () => {
      await openDemo();
      const [engine] = execFileSync('pgrep', ['-P', String(serve.process.pid)], { encoding: 'utf8' }).split('\n');
      process.kill(Number(engine), 'SIGKILL');
      await page.getByText(/The engine cannot be reached: it was ended by SIGKILL/).waitFor();
      await page.getByText(/The engine cannot be reached/).waitFor({ state: 'detached' });
      await page.keyboard.press('Home');
      await page.keyboard.press('e');
      await page.getByText('1 of 2 incidents').waitFor();
      expect(problems).toEqual([]);
    },
  );

  test(
    'two windows show the same, whichever of them something is done in; a stranger is not let in',
    { timeout: 120_000 },
    async () => {
      await openDemo();
      const other = await openPage(context, page.url());
      await other.page.getByText('2 of 2 incidents').waitFor();
      await page.keyboard.press('Home');
      await page.keyboard.press('e');
      await other.page.getByText('1 of 2 incidents').waitFor();
      const stranger = await browser.newContext();
      const strange = await openPage(stranger, serve.link);
      await strange.page.getByText('This window is not let in').waitFor();
      await stranger.close();
      expect(other.problems).toEqual([]);
    },
  );

  test(
    'twice as large, without motion, in every theme: all is there and nothing lies over it',
    { timeout: 120_000 },
    async () => {
      await openDemo();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 640, height: 400 });
      await page.getByRole('grid', { name: 'Incidents' }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await shoot(page, 'shell-zoom-200');
      expect(problems).toEqual([]);
    },
  );
});
