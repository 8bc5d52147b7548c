/** Health, settings and help, used as a person would, by keys where there are keys. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NO_BROWSER } from './browser.ts';
import { showScreens, workspaceOf, type SeenScreens } from './seen-screens.ts';

describe.skipIf(NO_BROWSER !== null)(
  `the screens about the program${NO_BROWSER === null ? '' : `: ${NO_BROWSER}`}`,
  { timeout: 120_000 },
  () => {
    let seen: SeenScreens;

    beforeAll(async () => {
      seen = await showScreens();
    }, 180_000);
    afterAll(() => seen.stop());
    beforeEach(() => seen.open(seen.demo, 'sources', 'Sources'));

    test('health tells each part by word, and the doctor tries everything', async () => {
      await seen.goTo('o', 'Health');
      await seen.text(/^\d+ of \d+ parts ok$/);
      await seen.page.keyboard.press('r');
      await seen.page.getByText('Event through the pipeline').waitFor({ timeout: 90_000 });
      expect(await seen.page.getByText('down', { exact: true }).count()).toBe(0);
      expect(await seen.findings()).toEqual([]);
    });

    test('a key is recorded, works, and is reset', async () => {
      await seen.goTo('o', 'Health');
      await seen.goTo(',', 'Settings');
      await seen.tab('Keys');
      await seen.page.getByLabel('Search commands').fill('look at every part');
      await seen.text(/^1 of \d+ commands/);
      await seen.press('Change');
      await seen.page.getByRole('dialog').waitFor();
      await seen.page.keyboard.press('u');
      await seen.text(/^Used already: Undo the last change/);
      // A key that comes soon would be taken for the second of a sequence.
      await seen.page.waitForTimeout(1_000);
      await seen.page.keyboard.press('Alt+y');
      await seen.press('Use these keys');
      await seen.text(/1 key changed/);
      await seen.page.getByRole('listitem').filter({ hasText: 'Look at every part' }).getByText('Alt Y').waitFor();
      await seen.press('Reset all keys');
      await seen.text(/0 keys changed/);
      expect(await seen.findings()).toEqual([]);
    });

    test('theme, zone and name count at once and are taken back', async () => {
      await seen.goTo(',', 'Settings');
      await seen.page.getByRole('button', { name: /Theme/ }).click();
      await seen.page.getByRole('option', { name: 'light' }).click();
      await seen.page.locator('html[data-theme="light"]').waitFor();
      expect(await seen.findings()).toEqual([]);
      await seen.page.keyboard.press('u');
      await seen.page.locator('html[data-theme="dark"]').waitFor();
      await seen.page.getByRole('button', { name: /Zone/ }).click();
      await seen.page.getByRole('option', { name: 'another one' }).click();
      await seen.page.getByLabel('Name of the zone').fill('Nowhere/Town');
      await seen.text('No zone is called that');
      await seen.page.getByLabel('Name of the zone').fill('Asia/Tokyo');
      await seen.press('Use this zone');
      await seen.page.locator('footer').getByText('UTC+09:00').waitFor();
      await seen.page.keyboard.press('Control+z');
      await seen.page.locator('footer').getByText('UTC', { exact: true }).waitFor();
      expect(await seen.findings()).toEqual([]);
    });

    test('old events are shown before they go; the file is compacted and encrypted', async () => {
      await seen.page.goto(new URL('/', seen.link).href);
      await seen.press('New workspace');
      await seen.page.getByLabel('Name').fill('Upkeep');
      await seen.press('Make workspace');
      await seen.page.waitForURL(/\/w\//);
      const made = workspaceOf(seen.page.url());
      await seen.open(made, 'sources', 'Sources');
      await seen.text('No evidence yet');
      await seen.page
        .getByLabel('Choose evidence')
        .first()
        .setInputFiles({ name: 'old.json', mimeType: 'application/json', buffer: Buffer.from(OLD_EVENTS) });
      await seen.page.getByRole('gridcell', { name: 'old.json' }).waitFor();
      await seen.open(made, 'settings?tab=workspace', 'Settings');
      await seen.page.getByLabel('Days before the newest event').fill('30');
      await seen.press('Show what would go');
      await seen.text(/^2 of 3 events/);
      await seen.press('Remove 2 events');
      await seen.page.getByRole('alertdialog').getByRole('button', { name: 'Remove 2 events' }).click();
      await seen.text(/^2 events removed, 1 left/);
      await seen.press('Compact the workspace');
      await seen.page.getByRole('alertdialog').getByRole('button', { name: 'Compact the workspace' }).click();
      await seen.text(/before, .* after/);
      await seen.press('Encrypt the workspace');
      await seen.page.getByLabel('New passphrase', { exact: true }).fill('correct horse battery');
      await seen.page.getByLabel('New passphrase again').fill('correct horse battery');
      await seen.page.getByRole('dialog').getByRole('button', { name: 'Encrypt the workspace' }).click();
      await seen.page.getByRole('button', { name: 'Change the passphrase' }).waitFor();
      expect(await seen.findings()).toEqual([]);
    });

    test('help is searched as a whole, with a workspace and without one', async () => {
      await seen.goTo('?', 'Help');
      await seen.page.keyboard.press('/');
      await seen.page.keyboard.type('retention');
      await seen.page.getByRole('tab', { name: /^Words [1-9]\d?$/ }).waitFor();
      await seen.tab(/^Words/);
      await seen.text('Removing old events by age, time or size. What was found stays.');
      await seen.page.goto(new URL('/help?tab=codes&q=E_DISK', seen.link).href);
      await seen.page.getByRole('tab', { name: /^Codes [1-9]/ }).waitFor();
      await seen.page.goto(new URL('/help?tab=commands&q=backtest', seen.link).href);
      await seen.text('vedette backtest');
      expect(await seen.findings()).toEqual([]);
    });
  },
);

/** Two of them two months before the newest. */
const OLD_EVENTS = ['2026-01-01', '2026-01-02', '2026-03-01']
  .map((day, at) =>
    JSON.stringify({ EventID: 7_036, Computer: `WS-${at}`, Channel: 'System', '@timestamp': `${day}T10:00:00Z` }),
  )
  .join('\n');
