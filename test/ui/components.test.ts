/** Each component as people with a keyboard, a screen reader or another theme meet it, in the browser it is made for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, NO_BROWSER, startServe, type RunningServe } from './browser.ts';
import { openGallery, PARTS, type GalleryPage } from './gallery.ts';

describe.skipIf(NO_BROWSER)('components', () => {
  let data: string;
  let serve: RunningServe;
  let browser: Browser;
  let context: BrowserContext;
  let gallery: GalleryPage;

  beforeAll(async () => {
    data = mkdtempSync(path.join(tmpdir(), 'vedette-gallery-'));
    serve = await startServe([], data);
    browser = await launchChromium();
    context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
    gallery = await openGallery(context, serve);
  });

  afterAll(async () => {
    await browser.close();
    await serve.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test.for(PARTS)('%s is accessible in every theme', async (part) => {
    for (const theme of ['dark', 'light', 'contrast']) {
      await gallery.open(part, theme);
      expect.soft(await gallery.breaches(), `${part} in ${theme}`).toEqual([]);
    }
  });

  /** What the part says that it was told, in the element made for it. */
  const said = (id: string): Promise<string> => gallery.page.getByTestId(id).innerText();

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await gallery.page.keyboard.press(key);
  }

  test('a query is completed, run, brought back and left by keys', async () => {
    await gallery.open('editor');
    const { page } = gallery;
    const bar = page.getByRole('textbox', { name: 'Query', exact: true });
    await bar.focus();
    await page.keyboard.type('hos');
    await page.getByRole('option', { name: 'host:' }).waitFor();
    await press('Tab');
    await page.getByRole('option', { name: 'WS-12' }).waitFor();
    await press('ArrowDown', 'ArrowDown', 'Enter', 'Enter');
    await expect.poll(() => said('query-said')).toBe('ran host:DC-01');
    await press('ArrowUp', 'ArrowUp');
    expect(await bar.innerText()).toBe('severity>=high | last 24h');
    await press('ArrowDown', 'ArrowDown');
    expect(await bar.innerText()).toBe('host:DC-01');
    // A key of a command, which must not act while one types.
    await page.keyboard.type(' ?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await press('Escape');
    await press('Escape');
    await expect.poll(() => said('query-said')).toBe('left');
  });

  test('Enter runs what was typed while the popup proposes something else', async () => {
    await gallery.open('editor');
    await gallery.page.getByRole('textbox', { name: 'Query', exact: true }).focus();
    await gallery.page.keyboard.type('user');
    await gallery.page.getByRole('option', { name: 'user:' }).waitFor();
    await press('Enter');
    await expect.poll(() => said('query-said')).toBe('ran user');
  });

  test('a mistake is said and underlined; YAML too', async () => {
    await gallery.open('editor');
    const { page } = gallery;
    await page.getByRole('status').getByText('No field is called `hosst`').waitFor();
    expect(await page.locator('.cm-lintRange-error').first().innerText()).toBe('hosst');
    await page.getByText('Line 4: No level is called').waitFor();
    await page.getByRole('button', { name: '2 problems' }).click();
    await press('Control+s');
    await expect.poll(() => said('query-said')).toMatch(/^saved \d+ characters$/);
  });

  test('a time is brushed by keys and by mouse', async () => {
    await gallery.open('histogram');
    const { page } = gallery;
    const bars = page.getByRole('slider', { name: 'Time in Events over time' });
    await bars.focus();
    await press('Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter');
    expect(await said('brush-said')).toBe('2026-03-04 06:01 to 2026-03-04 06:04');
    await press('ArrowLeft', 'Escape');
    expect(await said('brush-said')).toBe('2026-03-04 06:01 to 2026-03-04 06:04');
    await press('Escape');
    expect(await said('brush-said')).toBe('no range');
    const box = (await bars.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 10, { steps: 4 });
    await page.mouse.up();
    expect(await said('brush-said')).toMatch(/^2026-03-04 (?:07:59|08:00) to 2026-03-04 09:0[01]$/);
    await page.getByRole('button', { name: 'Show as a table' }).first().click();
    expect(await page.getByRole('table').getByRole('row').count()).toBe(241);
  });

  test('a histogram is as high in every state', async () => {
    await gallery.open('histogram');
    const heights = await gallery.page
      .getByRole('region')
      .filter({ has: gallery.page.getByRole('slider') })
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(heights).toHaveLength(4);
    expect(new Set(heights).size).toBe(1);
  });

  test('a value is filtered by its keys and from its menu', async () => {
    await gallery.open('fields');
    const { page } = gallery;
    await page.getByRole('gridcell', { name: 'WS-12.contoso.example' }).focus();
    await press('f');
    expect(await said('field-said')).toBe('in host:WS-12.contoso.example');
    await press('ArrowDown', 'Shift+F');
    expect(await said('field-said')).toBe('out user:contoso\\alice');
    await press('.');
    await page.getByRole('menuitem', { name: 'Pivot on it' }).click();
    expect(await said('field-said')).toBe('pivot user:contoso\\alice');
    await page.getByRole('gridcell', { name: /^SHA256/ }).click({ button: 'right' });
    expect(await page.getByRole('menuitem', { name: /it is no entity/ }).getAttribute('aria-disabled')).toBe('true');
    await press('Escape');
  });

  test('text in a raw record is found', async () => {
    await gallery.open('fields');
    const record = gallery.page.getByRole('region', { name: 'JSON record', exact: true });
    await record.getByRole('searchbox').fill('e');
    await record.getByRole('searchbox').press('Enter');
    expect(await record.getByRole('status').innerText()).toMatch(/^2 of \d+$/);
    expect(await record.getByText('"EventID": 1,').count()).toBe(1);
    await record.getByRole('button', { name: 'Lay out over lines' }).click();
    expect(await record.getByText('"EventID": 1,').count()).toBe(0);
  });

  test('a command that cannot be done stays in reach and says why', async () => {
    await gallery.open('pages');
    const { page } = gallery;
    const merge = page.getByRole('button', { name: 'Merge' });
    expect(await merge.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Export' }).focus();
    await press('Shift+Tab');
    await page.getByRole('tooltip', { name: /Merge: select two incidents/ }).waitFor();
    await press('Tab', 'Enter');
    expect(await said('pages-said')).toContain('ran 1;');
    const from = page.getByRole('textbox', { name: 'From' }).first();
    await from.fill('2026-03-01 01:00');
    await from.press('Enter');
    expect(await said('pages-said')).toContain(`from ${Date.UTC(2026, 2, 1) * 1_000}`);
    await from.fill('yesterday');
    expect(await from.getAttribute('aria-invalid')).toBe('true');
  });

  test('a story is walked along its lanes, between them and in time', async () => {
    await gallery.open('timeline');
    const { page } = gallery;
    const lanes = page.getByRole('listbox', { name: /^Story/ });
    await lanes.focus();
    await press('ArrowRight');
    expect(await said('story-said')).toBe('s3');
    await press('ArrowDown');
    expect(await said('story-said')).toBe('s4');
    await press('n', 'n', 'n');
    expect(await said('story-said')).toBe('s7');
    await press('Enter');
    expect(await said('story-said')).toBe('s7 opened s7');
    expect(await lanes.getAttribute('aria-label')).toContain('left out as silence: 19 h 14 min');
    await press('Home', 'Space');
    await page.getByRole('menuitem', { name: /Encoded command line/ }).click();
    expect(await said('story-said')).toContain('s1');
    await page.getByRole('button', { name: 'Show as a list' }).first().click();
    expect(await page.getByRole('grid', { name: 'Story as a list' }).getByRole('row').count()).toBe(14);
  });

  test('a tree of processes is folded and walked by the arrows', async () => {
    await gallery.open('trees');
    const { page } = gallery;
    const tree = page.getByRole('treegrid', { name: 'Processes', exact: true });
    await tree.focus();
    await press('ArrowLeft');
    const row = tree.getByRole('row', { name: /powershell/ });
    expect(await row.getAttribute('aria-expanded')).toBe('false');
    expect(await row.innerText()).toContain('+3');
    await press('ArrowLeft');
    expect(await said('tree-said')).toBe('2');
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    expect(await said('tree-said')).toBe('4');
    await press('.');
    await page.getByRole('menuitem', { name: 'Trace' }).press('Enter');
    expect(await said('tree-said')).toBe('4 traced 4');
  });

  test('of 5,000 processes those are made that can be seen', async () => {
    await gallery.open('trees');
    const tree = gallery.page.getByRole('treegrid', { name: 'Many processes' });
    expect(await tree.getAttribute('aria-rowcount')).toBe('5001');
    await tree.focus();
    await press('End');
    await tree.getByRole('row', { selected: true }).waitFor();
    expect(await tree.getByRole('row').count()).toBeLessThan(60);
  });

  test('a matrix is walked cell by cell, unfolded and filtered', async () => {
    await gallery.open('matrix');
    const { page } = gallery;
    const grid = page.getByRole('grid', { name: 'Coverage', exact: true });
    await grid.focus();
    await press('Home');
    expect(await said('matrix-said')).toBe('T9024');
    await press('Space', 'ArrowDown');
    expect(await said('matrix-said')).toBe('T9024.001');
    await press('ArrowRight', 'Enter');
    expect(await said('matrix-said')).toMatch(/^(T9\d+) opened \1$/);
    expect(await grid.getByText('T9049', { exact: true }).count()).toBe(1);
    await page
      .getByRole('button', { name: /^With hits/ })
      .first()
      .click();
    expect(await grid.getByText('T9049', { exact: true }).count()).toBe(0);
  });

  test('a graph is walked, opened and pinned by keys, and is a list as well', async () => {
    await gallery.open('graph');
    const { page } = gallery;
    const graph = page.getByRole('listbox', { name: 'Entities', exact: true });
    await graph.focus();
    await press('p');
    expect(await said('graph-said')).toBe('ps pinned 1');
    await press('p', 'Enter');
    expect(await said('graph-said')).toBe('ps pinned 0 opened ps');
    await press('ArrowLeft');
    expect(await said('graph-said')).not.toMatch(/^ps /);
    await press('+', '-', '0', 'Shift+ArrowLeft', 'Escape');
    expect(await said('graph-said')).toMatch(/^nothing /);
    await page.getByRole('button', { name: 'Show as a list' }).first().click();
    const list = page.getByRole('grid', { name: 'Entities as a list' });
    expect(await list.getByRole('row', { name: /^process powershell/ }).innerText()).toContain(
      '→ 203.0.113.9 connected to (17)',
    );
  });

  test('nothing was refused by the security policy and nothing went wrong', () => {
    expect(gallery.problems).toEqual([]);
  });
});
