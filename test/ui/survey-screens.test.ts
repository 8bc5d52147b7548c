// @promise SEC-08
/** Rules, ATT&CK, intel, sources and audit, used as a person would, by keys where there are keys. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasData } from '../data.ts';
import { NO_BROWSER } from './browser.ts';
import { showScreens, workspaceOf, type SeenScreens } from './seen-screens.ts';

describe.skipIf(NO_BROWSER !== null)(
  `the screens about rules and evidence${NO_BROWSER === null ? '' : `: ${NO_BROWSER}`}`,
  { timeout: 120_000 },
  () => {
    let seen: SeenScreens;

    beforeAll(async () => {
      seen = await showScreens();
    }, 180_000);
    afterAll(() => seen.stop());
    beforeEach(() => seen.open(seen.demo, 'sources', 'Sources'));

    test('rules are found by words and chips, and all of that is in the address', async () => {
      await seen.goTo('d', 'Detections');
      await seen.page.getByRole('grid', { name: 'Rules' }).waitFor();
      const total = await seen.page.getByText(/^\d+ of \d+ rules$/).textContent();
      expect(total).toMatch(/^(\d+) of \1 rules$/);
      await seen.page.keyboard.press('/');
      await seen.page.keyboard.type('shadow copies');
      await seen.text('text: shadow copies');
      await seen.page.keyboard.press('Enter');
      await seen.press('Level');
      await seen.page.getByRole('menuitem', { name: /^Only critical/ }).click();
      await seen.text('level: critical');
      const address = seen.page.url();
      await seen.page.keyboard.press('Shift+F');
      await seen.page.getByText('level: critical').waitFor({ state: 'detached' });
      await seen.page.goto(address);
      await seen.text('level: critical');
      await seen.text('text: shadow copies');
      await seen.page.keyboard.press('j');
      await seen.page.getByRole('complementary', { name: 'Rule' }).waitFor();
      await seen.text('Known false positives');
      expect(await seen.page.getByRole('complementary').getByRole('link').count()).toBe(0);
      expect(await seen.findings()).toEqual([]);
    });

    test('rules are switched off with a reason, one or many, and on again by undoing', async () => {
      await seen.goTo('d', 'Detections');
      await seen.page.getByRole('grid', { name: 'Rules' }).waitFor();
      await seen.page.keyboard.press('j');
      await seen.page.keyboard.press('x');
      await seen.page.keyboard.press('j');
      await seen.page.keyboard.press('x');
      await seen.page.keyboard.press('d');
      await seen.page.getByRole('dialog', { name: 'Disable 2 rules' }).waitFor();
      await seen.page.keyboard.type('too loud here');
      await seen.page.keyboard.press('Enter');
      await seen.text('2 rules disabled');
      await seen.text(/^\d+ of \d+ rules enabled/);
      await seen.page.getByRole('gridcell', { name: 'disabled', exact: true }).nth(1).waitFor();
      await seen.page.keyboard.press('u');
      await seen.text('2 rules enabled');
      await seen.page.getByRole('gridcell', { name: 'disabled', exact: true }).first().waitFor({ state: 'detached' });
      await seen.goTo('l', 'Audit');
      await seen.page.getByRole('gridcell', { name: 'rules.setEnabled' }).nth(1).click();
      await seen.text('too loud here');
      expect(await seen.findings()).toEqual([]);
    });

    test('a rule says why it fired, is tried on events and run over history', async () => {
      await seen.goTo('d', 'Detections');
      await seen.page.getByRole('grid', { name: 'Rules' }).waitFor();
      await seen.page.keyboard.press('j');
      await seen.tab('YAML');
      await seen.page.getByRole('list', { name: 'the rule' }).waitFor();
      await seen.tab(/^Hits/);
      await seen.page.locator('aside button[aria-expanded]').first().click();
      await seen.page.getByRole('button', { name: /why$/ }).first().click();
      await seen.text('Fires');
      await seen.tab('Test');
      await seen.press(/^Take its \d+ match/);
      await seen.text(/fires on (\d+) of \1 events?/);
      await seen.press(/^Take its \d+ near miss/);
      await seen.text(/fires on 0 of/);
      await seen.page.getByLabel('Events as JSON').fill('{"EventID": 1, "Image": "C:\\\\Windows\\\\notepad.exe"}');
      await seen.press('Try the rule');
      await seen.text('Does not fire');
      await seen.tab('Backtest');
      await seen.press('Run the backtest');
      await seen.text('Before and after');
      await seen.tab('Reach');
      await seen.page.getByRole('complementary').getByRole('button', { name: 'Look through the events' }).click();
      await seen.text(/^It matched \d+ events? of those stored/);
      expect(await seen.findings()).toEqual([]);
    });

    test('what can never fire here is told with its reason', async () => {
      await seen.goTo('d', 'Detections');
      await seen.tab(/^What can fire/);
      await seen.press('Look through the events');
      await seen.page.getByRole('grid', { name: 'Rules and whether they can fire' }).waitFor();
      await seen.page.getByRole('search').getByRole('button', { name: 'Here' }).click();
      await seen.page.getByRole('menuitem', { name: /^Only no events of its log/ }).click();
      await seen.page
        .getByRole('gridcell', { name: /^No stored event is of its log/ })
        .first()
        .click();
      await seen.text(/Looked at/);
      await seen.tab(/^Refused/);
      await seen.text('Every rule could be used');
      expect(await seen.findings()).toEqual([]);
    });

    test('ATT&CK is a matrix, a list and a file', async () => {
      await seen.goTo('a', 'ATT&CK');
      await seen.page.getByRole('grid', { name: 'Matrix of ATT&CK' }).focus();
      await seen.page.keyboard.press('ArrowDown');
      await seen.page.getByRole('complementary', { name: 'Technique' }).waitFor();
      await seen.page.keyboard.press('m');
      await seen.page.getByRole('grid', { name: 'Techniques' }).waitFor();
      await seen.page.getByRole('button', { name: /^Credential Access/ }).click();
      await seen.text('tactic: Credential Access');
      await seen.page.keyboard.press('n');
      await seen.page.getByLabel('Name').fill('My case');
      await seen.text(/layer format 4\.5/);
      const download = seen.page.waitForEvent('download');
      await seen.press('Save file');
      const saved = await download;
      expect(saved.suggestedFilename()).toBe('My-case.json');
      const layer = JSON.parse(readFileSync(await saved.path(), 'utf8')) as { readonly name: string };
      expect(layer.name).toBe('My case');
      expect(await seen.findings()).toEqual([]);
    });

    test('indicators are pasted, refused by line, removed and put back; assets are rated', async () => {
      await seen.goTo('i', 'Intel');
      await seen.text('No list yet');
      await seen.page.keyboard.press('n');
      await seen.page.getByLabel('One a line').fill('203.0.113.7\nnot an address\n198.51.100.0/24');
      await seen.page.getByLabel('List', { exact: true }).fill('a report');
      await seen.press('Add 3 indicators');
      await seen.text(/^Line 2:/);
      await seen.press('Close');
      await seen.page.getByRole('grid', { name: 'Indicators' }).waitFor();
      await seen.text('2 of 2 indicators and exceptions');
      await seen.page.keyboard.press('j');
      await seen.page.keyboard.press('Delete');
      await seen.text('1 indicator removed');
      await seen.text('1 of 1 indicator or exception');
      await seen.page.keyboard.press('u');
      await seen.text('2 of 2 indicators and exceptions');
      await seen.tab(/^Criticality/);
      await seen.page.keyboard.press('n');
      await seen.page.getByLabel('Name', { exact: true }).fill('dc-01');
      await seen.press('Rate it high');
      await seen.page.getByRole('grid', { name: 'Assets and accounts' }).waitFor();
      await seen.text('1 of 1 rated asset or account');
      expect(await seen.findings()).toEqual([]);
    });

    test('sources tell each step, their custody, and are checked against their hashes', async () => {
      await seen.goTo('s', 'Sources');
      await seen.page.getByRole('grid', { name: 'Sources' }).waitFor();
      await seen.page.keyboard.press('j');
      await seen.text('Step by step');
      await seen.text('Custody');
      await seen.page.keyboard.press('v');
      await seen.text('All that is kept is as it was taken in');
      await seen.page.keyboard.press('Escape');
      await seen.page.getByRole('complementary', { name: 'Source' }).waitFor({ state: 'detached' });
      expect(await seen.findings()).toEqual([]);
    });

    test.skipIf(!hasData)('places that could not be read are told with offset and reason', async () => {
      await seen.page.goto(new URL('/', seen.link).href);
      await seen.page.getByRole('button', { name: /^real/ }).click();
      await seen.page.waitForURL(/\/w\//);
      await seen.open(workspaceOf(seen.page.url()), 'sources', 'Sources');
      await seen.page.getByRole('gridcell', { name: /zero-data-size/ }).click();
      await seen.page.getByRole('cell', { name: '6,176' }).waitFor();
      await seen.text(/record size 0 is below the smallest possible/);
      expect(await seen.findings()).toEqual([]);
    });

    test('files that are dropped on a workspace are imported into it', async () => {
      await seen.goTo('s', 'Sources');
      const transfer = await seen.page.evaluateHandle(() => {
        const made = new DataTransfer();
        made.items.add(new File(['{"EventID": 4624, "Computer": "WS-1"}\n'], 'dropped.json'));
        return made;
      });
      await seen.page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
      await seen.text(/^Drop to import into/);
      await seen.page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
      await seen.page.getByRole('gridcell', { name: 'dropped.json' }).waitFor();
      await seen.page.getByText(/^Drop to import into/).waitFor({ state: 'detached' });
      expect(await seen.findings()).toEqual([]);
    });

    test('changes are searched by who, what, words and time, and the log is verified', async () => {
      await seen.goTo('l', 'Audit');
      await seen.page.getByRole('grid', { name: 'Changes' }).waitFor();
      await seen.press('What');
      await seen.page.getByRole('menuitem', { name: 'All of evidence.*' }).click();
      await seen.text('what: evidence.*');
      await seen.page.getByLabel(/^From/).fill('2020-01-01');
      await seen.page.keyboard.press('Enter');
      await seen.text('from 2020-01-01 UTC');
      await seen.page.getByLabel(/^To/).fill('2020-01-02 10:00');
      await seen.page.keyboard.press('Enter');
      await seen.text('No change fits');
      await seen.press('Remove to 2020-01-02 10:00 UTC');
      await seen.page.getByRole('gridcell', { name: 'evidence.completeSource' }).first().click();
      await seen.text('Before and after');
      await seen.press('Verify');
      await seen.text('The workspace is whole and every chain is as it was written');
      expect(await seen.findings()).toEqual([]);
    });
  },
);
