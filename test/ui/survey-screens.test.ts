// @promise SEC-08
/** Rules, ATT&CK, intel, sources, audit, health, settings and help, used as a person would, by keys where there are keys. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dataPath, hasData } from '../data.ts';
import { vedette } from '../vedette.ts';
import { axeProblems } from './axe.ts';
import { launchChromium, NO_BROWSER, openPage, startServe, type RunningServe } from './browser.ts';

describe.skipIf(NO_BROWSER !== null)(
  `the screens that look after things${NO_BROWSER === null ? '' : `: ${NO_BROWSER}`}`,
  { timeout: 120_000 },
  () => {
    let folder: string;
    let serve: RunningServe;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let problems: readonly string[];
    let demo: string;

    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'vedette-survey-'));
      const real = path.join(folder, 'real.vedette');
      if (hasData) {
        const run = vedette(['import', '-w', real, dataPath('evtx/torture.zip')]);
        expect(run.exitCode, run.stderr).toBe(0);
      }
      serve = await startServe(hasData ? ['-w', real] : [], folder);
      browser = await launchChromium();
      context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      ({ page, problems } = await openPage(context, serve.link));
      await page.getByRole('button', { name: 'Open the demo' }).click();
      await page.waitForURL(/\/w\//);
      demo = workspaceOf(page.url());
    }, 180_000);
    afterAll(async () => {
      await browser.close();
      await serve.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    beforeEach(() => open(demo, 'sources', 'Sources'));
    afterEach(async () => {
      expect(await axeProblems(page)).toEqual([]);
      expect(problems).toEqual([]);
    });

    function workspaceOf(url: string): string {
      return /\/w\/([^/?]+)/.exec(url)![1]!;
    }

    async function open(workspace: string, screen: string, heading: string): Promise<void> {
      await page.goto(new URL(`/w/${workspace}/${screen}`, serve.link).href);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    }

    /** As a person goes there: `g`, then the screen's key. */
    async function goTo(key: string, heading: string): Promise<void> {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    }

    const text = (content: string | RegExp): Promise<void> => page.getByText(content).first().waitFor();
    const tab = (name: string | RegExp): Promise<void> => page.getByRole('tab', { name, exact: true }).click();
    const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();

    test('rules are found by words and chips, and all of that is in the address', async () => {
      await goTo('d', 'Detections');
      await page.getByRole('grid', { name: 'Rules' }).waitFor();
      const total = await page.getByText(/^\d+ of \d+ rules$/).textContent();
      expect(total).toMatch(/^(\d+) of \1 rules$/);
      await page.keyboard.press('/');
      await page.keyboard.type('shadow copies');
      await text('text: shadow copies');
      await page.keyboard.press('Enter');
      await press('Level');
      await page.getByRole('menuitem', { name: /^Only critical/ }).click();
      await text('level: critical');
      const address = page.url();
      await page.keyboard.press('Shift+F');
      await page.getByText('level: critical').waitFor({ state: 'detached' });
      await page.goto(address);
      await text('level: critical');
      await text('text: shadow copies');
      await page.keyboard.press('j');
      await page.getByRole('complementary', { name: 'Rule' }).waitFor();
      await text('Known false positives');
      expect(await page.getByRole('complementary').getByRole('link').count()).toBe(0);
    });

    test('rules are switched off with a reason, one or many, and on again by undoing', async () => {
      await goTo('d', 'Detections');
      await page.getByRole('grid', { name: 'Rules' }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('d');
      await page.getByRole('dialog', { name: 'Disable 2 rules' }).waitFor();
      await page.keyboard.type('too loud here');
      await page.keyboard.press('Enter');
      await text('2 rules disabled');
      await text(/^\d+ of \d+ rules enabled/);
      await page.getByRole('gridcell', { name: 'disabled', exact: true }).nth(1).waitFor();
      await page.keyboard.press('u');
      await text('2 rules enabled');
      await page.getByRole('gridcell', { name: 'disabled', exact: true }).first().waitFor({ state: 'detached' });
      await goTo('l', 'Audit');
      await page.getByRole('gridcell', { name: 'rules.setEnabled' }).nth(1).click();
      await text('too loud here');
    });

    test('a rule says why it fired, is tried on events and run over history', async () => {
      await goTo('d', 'Detections');
      await page.getByRole('grid', { name: 'Rules' }).waitFor();
      await page.keyboard.press('j');
      await tab('YAML');
      await page.getByRole('list', { name: 'the rule' }).waitFor();
      await tab(/^Hits/);
      await page.locator('aside button[aria-expanded]').first().click();
      await page.getByRole('button', { name: /why$/ }).first().click();
      await text('Fires');
      await tab('Test');
      await press(/^Take its \d+ match/);
      await text(/fires on (\d+) of \1 events?/);
      await press(/^Take its \d+ near miss/);
      await text(/fires on 0 of/);
      await page.getByLabel('Events as JSON').fill('{"EventID": 1, "Image": "C:\\\\Windows\\\\notepad.exe"}');
      await press('Try the rule');
      await text('Does not fire');
      await tab('Backtest');
      await press('Run the backtest');
      await text('Before and after');
      await tab('Reach');
      await page.getByRole('complementary').getByRole('button', { name: 'Look through the events' }).click();
      await text(/^It matched \d+ events? of those stored/);
    });

    test('what can never fire here is told with its reason', async () => {
      await goTo('d', 'Detections');
      await tab(/^What can fire/);
      await press('Look through the events');
      await page.getByRole('grid', { name: 'Rules and whether they can fire' }).waitFor();
      await page.getByRole('search').getByRole('button', { name: 'Here' }).click();
      await page.getByRole('menuitem', { name: /^Only no events of its log/ }).click();
      await page
        .getByRole('gridcell', { name: /^No stored event is of its log/ })
        .first()
        .click();
      await text(/Looked at/);
      await tab(/^Refused/);
      await text('Every rule could be used');
    });

    test('ATT&CK is a matrix, a list and a file', async () => {
      await goTo('a', 'ATT&CK');
      await page.getByRole('grid', { name: 'Matrix of ATT&CK' }).focus();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('complementary', { name: 'Technique' }).waitFor();
      await page.keyboard.press('m');
      await page.getByRole('grid', { name: 'Techniques' }).waitFor();
      await page.getByRole('button', { name: /^Credential Access/ }).click();
      await text('tactic: Credential Access');
      await page.keyboard.press('n');
      await page.getByLabel('Name').fill('My case');
      await text(/layer format 4\.5/);
      const download = page.waitForEvent('download');
      await press('Save file');
      const saved = await download;
      expect(saved.suggestedFilename()).toBe('My-case.json');
      const layer = JSON.parse(readFileSync(await saved.path(), 'utf8')) as { readonly name: string };
      expect(layer.name).toBe('My case');
    });

    test('indicators are pasted, refused by line, removed and put back; assets are rated', async () => {
      await goTo('i', 'Intel');
      await text('No list yet');
      await page.keyboard.press('n');
      await page.getByLabel('One a line').fill('203.0.113.7\nnot an address\n198.51.100.0/24');
      await page.getByLabel('List', { exact: true }).fill('a report');
      await press('Add 3 indicators');
      await text(/^Line 2:/);
      await press('Close');
      await page.getByRole('grid', { name: 'Indicators' }).waitFor();
      await text('2 of 2 indicators and exceptions');
      await page.keyboard.press('j');
      await page.keyboard.press('Delete');
      await text('1 indicator removed');
      await text('1 of 1 indicator or exception');
      await page.keyboard.press('u');
      await text('2 of 2 indicators and exceptions');
      await tab(/^Criticality/);
      await page.keyboard.press('n');
      await page.getByLabel('Name', { exact: true }).fill('dc-01');
      await press('Rate it high');
      await page.getByRole('grid', { name: 'Assets and accounts' }).waitFor();
      await text('1 of 1 rated asset or account');
    });

    test('sources tell each step, their custody, and are checked against their hashes', async () => {
      await goTo('s', 'Sources');
      await page.getByRole('grid', { name: 'Sources' }).waitFor();
      await page.keyboard.press('j');
      await text('Step by step');
      await text('Custody');
      await page.keyboard.press('v');
      await text('All that is kept is as it was taken in');
      await page.keyboard.press('Escape');
      await page.getByRole('complementary', { name: 'Source' }).waitFor({ state: 'detached' });
    });

    test.skipIf(!hasData)('places that could not be read are told with offset and reason', async () => {
      await page.goto(new URL('/', serve.link).href);
      await page.getByRole('button', { name: /^real/ }).click();
      await page.waitForURL(/\/w\//);
      await open(workspaceOf(page.url()), 'sources', 'Sources');
      await page.getByRole('gridcell', { name: /zero-data-size/ }).click();
      await page.getByRole('cell', { name: '6,176' }).waitFor();
      await text(/record size 0 is below the smallest possible/);
    });

    test('files that are dropped on a workspace are imported into it', async () => {
      await goTo('s', 'Sources');
      const transfer = await page.evaluateHandle(() => {
        const made = new DataTransfer();
        made.items.add(new File(['{"EventID": 4624, "Computer": "WS-1"}\n'], 'dropped.json'));
        return made;
      });
      await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
      await text(/^Drop to import into/);
      await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
      await page.getByRole('gridcell', { name: 'dropped.json' }).waitFor();
      await page.getByText(/^Drop to import into/).waitFor({ state: 'detached' });
    });

    test('changes are searched by who, what, words and time, and the log is verified', async () => {
      await goTo('l', 'Audit');
      await page.getByRole('grid', { name: 'Changes' }).waitFor();
      await press('What');
      await page.getByRole('menuitem', { name: 'All of evidence.*' }).click();
      await text('what: evidence.*');
      await page.getByLabel(/^From/).fill('2020-01-01');
      await page.keyboard.press('Enter');
      await text('from 2020-01-01 UTC');
      await page.getByLabel(/^To/).fill('2020-01-02 10:00');
      await page.keyboard.press('Enter');
      await text('No change fits');
      await press('Remove to 2020-01-02 10:00 UTC');
      await page.getByRole('gridcell', { name: 'evidence.completeSource' }).first().click();
      await text('Before and after');
      await press('Verify');
      await text('The workspace is whole and every chain is as it was written');
    });

    test('health tells each part by word, and the doctor tries everything', async () => {
      await goTo('o', 'Health');
      await text(/^\d+ of \d+ parts ok$/);
      await page.keyboard.press('r');
      await page.getByText('Event through the pipeline').waitFor({ timeout: 90_000 });
      expect(await page.getByText('down', { exact: true }).count()).toBe(0);
    });

    test('a key is recorded, works, and is reset', async () => {
      await goTo('o', 'Health');
      await goTo(',', 'Settings');
      await tab('Keys');
      await page.getByLabel('Search commands').fill('look at every part');
      await text(/^1 of \d+ commands/);
      await press('Change');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('u');
      await text(/^Used already: Undo the last change/);
      // A key that comes soon would be taken for the second of a sequence.
      await page.waitForTimeout(1_000);
      await page.keyboard.press('Alt+y');
      await press('Use these keys');
      await text(/1 key changed/);
      await page.getByRole('listitem').filter({ hasText: 'Look at every part' }).getByText('Alt Y').waitFor();
      await press('Reset all keys');
      await text(/0 keys changed/);
    });

    test('theme, zone and name count at once and are taken back', async () => {
      await goTo(',', 'Settings');
      await page.getByRole('button', { name: /Theme/ }).click();
      await page.getByRole('option', { name: 'light' }).click();
      await page.locator('html[data-theme="light"]').waitFor();
      expect(await axeProblems(page)).toEqual([]);
      await page.keyboard.press('u');
      await page.locator('html[data-theme="dark"]').waitFor();
      await page.getByRole('button', { name: /Zone/ }).click();
      await page.getByRole('option', { name: 'another one' }).click();
      await page.getByLabel('Name of the zone').fill('Nowhere/Town');
      await text('No zone is called that');
      await page.getByLabel('Name of the zone').fill('Asia/Tokyo');
      await press('Use this zone');
      await page.locator('footer').getByText('UTC+09:00').waitFor();
      await page.keyboard.press('Control+z');
      await page.locator('footer').getByText('UTC', { exact: true }).waitFor();
    });

    test('old events are shown before they go; the file is compacted and encrypted', async () => {
      await page.goto(new URL('/', serve.link).href);
      await press('New workspace');
      await page.getByLabel('Name').fill('Upkeep');
      await press('Make workspace');
      await page.waitForURL(/\/w\//);
      const made = workspaceOf(page.url());
      await open(made, 'sources', 'Sources');
      await text('No evidence yet');
      await page
        .getByLabel('Choose evidence')
        .first()
        .setInputFiles({ name: 'old.json', mimeType: 'application/json', buffer: Buffer.from(OLD_EVENTS) });
      await page.getByRole('gridcell', { name: 'old.json' }).waitFor();
      await open(made, 'settings?tab=workspace', 'Settings');
      await page.getByLabel('Days before the newest event').fill('30');
      await press('Show what would go');
      await text(/^2 of 3 events/);
      await press('Remove 2 events');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Remove 2 events' }).click();
      await text(/^2 events removed, 1 left/);
      await press('Compact the workspace');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Compact the workspace' }).click();
      await text(/before, .* after/);
      await press('Encrypt the workspace');
      await page.getByLabel('New passphrase', { exact: true }).fill('correct horse battery');
      await page.getByLabel('New passphrase again').fill('correct horse battery');
      await page.getByRole('dialog').getByRole('button', { name: 'Encrypt the workspace' }).click();
      await page.getByRole('button', { name: 'Change the passphrase' }).waitFor();
    });

    test('help is searched as a whole, with a workspace and without one', async () => {
      await goTo('?', 'Help');
      await page.keyboard.press('/');
      await page.keyboard.type('retention');
      await page.getByRole('tab', { name: /^Words [1-9]\d?$/ }).waitFor();
      await tab(/^Words/);
      await text('Removing old events by age, time or size. What was found stays.');
      await page.goto(new URL('/help?tab=codes&q=E_DISK', serve.link).href);
      await page.getByRole('tab', { name: /^Codes [1-9]/ }).waitFor();
      await page.goto(new URL('/help?tab=commands&q=backtest', serve.link).href);
      await text('vedette backtest');
    });
  },
);

/** Two of them two months before the newest. */
const OLD_EVENTS = ['2026-01-01', '2026-01-02', '2026-03-01']
  .map((day, at) =>
    JSON.stringify({ EventID: 7_036, Computer: `WS-${at}`, Channel: 'System', '@timestamp': `${day}T10:00:00Z` }),
  )
  .join('\n');
