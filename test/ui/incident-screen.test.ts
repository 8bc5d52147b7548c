/**
 * The incident screen over the real engine: read and worked on by keys alone, every change checked against what is stored,
 * and taken back. On the demo, on real evidence, and on texts that were made to do harm.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PageOutput } from '../../core/contract/page.ts';
import { hasData } from '../data.ts';
import { vedette } from '../vedette.ts';
import { axeProblems } from './axe.ts';
import { launchChromium, NO_BROWSER, openPage, shoot, startServe, type RunningServe } from './browser.ts';
import { ask } from './calls.ts';
import { hostileWorkspace, putOnList, realWorkspace } from './case-workspaces.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const TABS = ['story', 'alerts', 'graph', 'processes', 'attack', 'evidence', 'notes', 'tasks', 'activity'] as const;
const MINUTES = { timeout: 180_000 };

type Read = PageOutput<'incidents.read'>;

describe.skipIf(NO_BROWSER !== null)(`an incident${NO_BROWSER === null ? '' : `: ${NO_BROWSER}`}`, () => {
  let folder: string;
  let serve: RunningServe;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let problems: readonly string[];
  let workspace: string;
  let ids: readonly string[];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'vedette-ui-'));
    const others = [hostileWorkspace(folder), ...(hasData ? [realWorkspace(folder)] : [])];
    const data = path.join(folder, 'data');
    await putOnList(data, others);
    serve = await startServe([], data);
    browser = await launchChromium();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    ({ page, problems } = await openPage(context, serve.link));
    await page.getByRole('button', { name: 'Open the demo' }).click();
    await page.getByRole('grid', { name: 'Incidents' }).waitFor();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await serve.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => useWorkspace('Demo'));

  async function useWorkspace(name: string): Promise<void> {
    const { workspaces } = await ask(page, null, 'app.describe', {});
    workspace = workspaces.find((one) => one.name === name)!.id;
    ids = (await ask(page, workspace, 'incidents.listPage', {})).rows.map(({ id }) => id);
  }

  async function open(params: Readonly<Record<string, string>> = {}, id = ids[0]!): Promise<void> {
    const query = new URLSearchParams({ id, ...params });
    await page.goto(`${new URL(serve.link).origin}/w/${workspace}/incident?${query}`);
    await page.getByRole('tab', { name: 'Story' }).waitFor();
  }

  const settled = (): Promise<unknown> =>
    page.waitForFunction(() => document.querySelector('[aria-label="Loading"]') === null);
  const read = (id = ids[0]!): Promise<Read> => ask(page, workspace, 'incidents.read', { id });
  const place = (text: string) => page.locator('header').getByText(text, { exact: true });
  const pane = () => page.getByRole('complementary', { name: 'details' });
  /** Waits for what is stored: the screen is ahead of it. */
  const storedNow =
    <Value>(value: (read: Read) => Value) =>
    async (): Promise<Value> =>
      value(await read());

  test('a story is read by keys alone, down to the event, and back to its row in the queue', MINUTES, async () => {
    await page.goto(`${new URL(serve.link).origin}/w/${workspace}/queue`);
    await page.getByRole('grid', { name: 'Incidents' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /over 3 hosts/ }).waitFor();
    await pane().getByText('It begins with').waitFor();
    await pane().getByText('of 100').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await pane().getByText('Why in this incident').waitFor();
    const [, second] = (await ask(page, workspace, 'incidents.readStory', { id: ids[0]! })).steps;
    await pane().getByRole('heading', { name: second!.title }).waitFor();
    expect(page.url()).toContain(`alert=${second!.alertId}`);
    await page.keyboard.press('Enter');
    await pane().getByRole('tab', { name: 'Fields' }).waitFor();
    // The keys went along: the arrows choose among the views of the event.
    await page.keyboard.press('ArrowRight');
    await pane().getByRole('tab', { name: 'Raw', selected: true }).waitFor();
    await pane().getByRole('tab', { name: 'Trace' }).click();
    await pane()
      .getByText(/^[0-9a-f]{64}$/)
      .waitFor();
    await shoot(page, 'incident-event');
    await page.keyboard.press('Escape');
    await pane().getByText('Why in this incident').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Escape');
    await pane().getByText('What happened').waitFor();
    await page.keyboard.press('Shift+n');
    await place('2 of 2').waitFor();
    await page.keyboard.press('Shift+p');
    await place('1 of 2').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[role="row"][data-current="true"]', { hasText: 'over 3 hosts' }).waitFor();
    expect(problems).toEqual([]);
  });

  test('status, assignee, severity, tag and verdict are given by keys, stored, and taken back', MINUTES, async () => {
    await open();
    await page.getByRole('grid', { name: 'Steps of the story' }).waitFor();

    await page.keyboard.press('Shift+s');
    await page.keyboard.type('contai');
    await page.keyboard.press('Enter');
    await expect.poll(storedNow(({ incident }) => incident.status)).toBe('contained');
    // The focus is where it was, so that the next key does what it says.
    await page.keyboard.press('u');
    await expect.poll(storedNow(({ incident }) => incident.status)).toBe('open');
    expect((await read()).statusHistory.map(({ status }) => status)).toEqual(['contained', 'open']);

    await page.keyboard.press('a');
    await page.keyboard.type('grace');
    await page.keyboard.press('Tab');
    await page.keyboard.type('on duty');
    await page.keyboard.press('Enter');
    await expect.poll(storedNow(({ incident }) => incident.assignee)).toBe('grace');
    await page.getByRole('button', { name: 'Assignee grace' }).waitFor();
    await page.keyboard.press('u');
    await expect.poll(storedNow(({ incident }) => incident.assignee)).toBe(null);

    await page.keyboard.press('s');
    await page.keyboard.type('low');
    await page.keyboard.press('Enter');
    await expect.poll(storedNow(({ incident }) => incident.severityByHand?.severity)).toBe('low');
    await page.keyboard.press('u');
    await expect.poll(storedNow(({ incident }) => incident.severityByHand)).toBe(null);

    await page.keyboard.press('t');
    await page.keyboard.type('Ransom');
    await page.keyboard.press('Enter');
    await expect.poll(storedNow(({ incident }) => incident.tags)).toEqual(['ransom']);
    await page.keyboard.press('u');
    await expect.poll(storedNow(({ incident }) => incident.tags)).toEqual([]);

    await page.keyboard.press('v');
    await page.keyboard.type('true positive');
    await page.keyboard.press('Enter');
    await page.keyboard.type('seen on the host');
    await page.keyboard.press('Enter');
    await expect.poll(storedNow(({ incident }) => incident.verdict?.why)).toBe('seen on the host');
    expect(vedette(['decisions', '-w', path.join(folder, 'data', 'workspaces', 'Demo.vedette')]).stdout).toContain(
      'seen on the host',
    );
    await page.keyboard.press('u');
    await expect.poll(storedNow(({ incident }) => incident.verdict)).toBe(null);

    await page.keyboard.press('e');
    await expect.poll(storedNow(({ incident }) => incident.status)).toBe('closed');
    await page.keyboard.press('u');
    await expect.poll(storedNow(({ incident }) => incident.status)).toBe('open');
    expect(problems).toEqual([]);
  });

  test('notes, tasks and evidence are kept, changed, put in order, and taken back', MINUTES, async () => {
    await open();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'New note' }).waitFor();
    await page.keyboard.type('# Called\n**the** owner of `WS-0417`');
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(storedNow(({ notes }) => notes.map(({ text }) => text)))
      .toEqual(['# Called\n**the** owner of `WS-0417`']);
    await page.getByRole('heading', { level: 4, name: 'Called' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    await expect.poll(storedNow(({ notes }) => notes.length)).toBe(0);

    await page.keyboard.press('Shift+t');
    for (const task of ['isolate', 'ask the owner']) {
      await page.keyboard.type(task);
      await page.keyboard.press('Enter');
      await page.getByRole('checkbox', { name: task }).waitFor();
    }
    await expect.poll(storedNow(({ tasks }) => tasks.length)).toBe(2);
    await page.getByRole('checkbox', { name: 'ask the owner' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(storedNow(({ tasks }) => tasks.map(({ text }) => text))).toEqual(['ask the owner', 'isolate']);
    await page.keyboard.press('Space');
    await expect.poll(storedNow(({ tasks }) => tasks.map(({ isDone }) => isDone))).toEqual([true, false]);
    await page.keyboard.press('u');
    await expect.poll(storedNow(({ tasks }) => tasks.map(({ isDone }) => isDone))).toEqual([false, false]);
    for (let times = 0; times < 3; times++) await page.keyboard.press('u');
    await expect.poll(storedNow(({ tasks }) => tasks.length)).toBe(0);

    await page.keyboard.press('1');
    await page.getByRole('grid', { name: 'Steps of the story' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('p');
    await expect.poll(storedNow(({ pins }) => pins.map(({ pinned }) => pinned.kind))).toEqual(['alert']);
    await page.keyboard.press('6');
    await page.getByText('1 pinned piece of evidence').waitFor();
    await page.getByRole('button', { name: 'Add a comment' }).click();
    await page.keyboard.type('the first step');
    await page.keyboard.press('Enter');
    await expect.poll(storedNow(({ pins }) => pins[0]?.comment)).toBe('the first step');
    await page.getByRole('button', { name: 'Take it out of the evidence' }).click();
    await expect.poll(storedNow(({ pins }) => pins.length)).toBe(0);
    await page.keyboard.press('9');
    await page.getByRole('grid', { name: 'Activity' }).waitFor();
    await page.getByText(/of \d+ entries/).waitFor();
    await shoot(page, 'incident-activity');
    expect(problems).toEqual([]);
  });

  test(
    'alerts are split off, detached and judged, incidents are merged, and all of it is taken back',
    MINUTES,
    async () => {
      await open({ tab: 'alerts' });
      const count = async (): Promise<number> => (await ask(page, workspace, 'incidents.listPage', {})).rows.length;
      await page.getByRole('grid', { name: 'Alerts of the incident' }).waitFor();
      const before = (await read()).incident.alertCount;

      await page.keyboard.press('End');
      await page.keyboard.press('x');
      await page.keyboard.press('Shift+k');
      await page.getByText('2 chosen alerts').waitFor();
      await page.getByRole('button', { name: 'Split off' }).click();
      await expect.poll(count).toBe(3);
      expect((await read()).incident.alertCount).toBe(before - 2);
      await page.keyboard.press('u');
      await expect.poll(count).toBe(2);

      await page.keyboard.press('x');
      await page.getByRole('button', { name: 'Detach' }).click();
      await expect.poll(count).toBe(3);
      await page.keyboard.press('u');
      await expect.poll(count).toBe(2);

      await page.keyboard.press('Shift+v');
      await page.keyboard.type('false');
      await page.keyboard.press('Enter');
      await page.keyboard.type('our own scanner');
      await page.keyboard.press('Enter');
      await page.getByRole('gridcell', { name: 'False positive' }).waitFor();
      await page.keyboard.press('u');
      await page.getByRole('gridcell', { name: 'False positive' }).waitFor({ state: 'detached' });

      await page.keyboard.press('m');
      await page.getByRole('dialog', { name: 'Merge with' }).waitFor();
      await page.getByRole('option', { name: /#2/ }).waitFor();
      await page.keyboard.press('Enter');
      await expect.poll(count).toBe(1);
      await place('1 of 1').waitFor();
      await page.keyboard.press('u');
      await expect.poll(count).toBe(2);
      await place('1 of 2').waitFor();
      expect(problems).toEqual([]);
    },
  );

  test(
    'what the engine refuses is taken off the screen again and said, and what was typed is kept',
    MINUTES,
    async () => {
      await open({ tab: 'notes' });
      const field = page.getByRole('textbox', { name: 'New note' });
      await field.fill('x'.repeat(100_001));
      await field.press('Control+Enter');
      await page.getByRole('alert').getByText('The note was not added').waitFor();
      await page.getByText('0 notes').waitFor();
      expect((await field.inputValue()).length).toBe(100_001);
      expect((await read()).notes).toEqual([]);
      await field.fill('');
      await page.goto(`${new URL(serve.link).origin}/w/${workspace}/incident?id=nothing-is-called-this`);
      await page.getByText('This incident is not here').waitFor();
      await page.goto(`${new URL(serve.link).origin}/w/${workspace}/incident`);
      await page.getByText('No incident is chosen').waitFor();
      expect(problems).toEqual([]);
    },
  );

  test('axe finds nothing wrong with any tab, in the dark and in the light', { timeout: 300_000 }, async () => {
    for (const theme of ['dark', 'light'] as const) {
      await ask(page, null, 'app.writeSettings', { theme });
      for (const tab of TABS) {
        await open({ tab });
        await settled();
        await shoot(page, `incident-${tab}-${theme}`);
        expect({ tab, theme, found: await axeProblems(page) }).toEqual({ tab, theme, found: [] });
      }
      await page.keyboard.press('v');
      await page.getByRole('dialog', { name: 'Verdict on the incident' }).waitFor();
      expect({ theme, found: await axeProblems(page) }).toEqual({ theme, found: [] });
      await page.keyboard.press('Escape');
    }
    await ask(page, null, 'app.writeSettings', { theme: 'dark' });
    expect(problems).toEqual([]);
  });

  test('texts that were made to do harm stay texts in titles, entities, notes and tasks', MINUTES, async () => {
    await useWorkspace('hostile');
    await open();
    for (const text of HOSTILE_TEXTS.filter((one) => one.isWellFormed())) {
      await ask(page, workspace, 'cases.addNote', { incidentId: ids[0]!, text });
    }
    await ask(page, workspace, 'cases.addTask', { incidentId: ids[0]!, text: HOSTILE_TEXTS[0]! });
    await ask(page, workspace, 'cases.assign', { changes: [{ incidentId: ids[0]!, assignee: HOSTILE_TEXTS[1]! }] });
    for (const tab of TABS) {
      await open({ tab });
      await settled();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await shoot(page, `incident-hostile-${tab}`);
      expect(await page.evaluate(() => document.querySelectorAll('main :is(img, script, iframe)').length)).toBe(0);
      expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    }
    await open({ tab: 'notes' });
    await page.getByText('<img src=x onerror="window.pwned=1">').first().waitFor();
    // A link that was typed is no link.
    expect(await page.locator('[data-incident-tabs] a').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test.skipIf(!hasData)(
    'an incident of real evidence has its story, processes, graph and source',
    MINUTES,
    async () => {
      await useWorkspace('real');
      for (const tab of TABS) {
        await open({ tab });
        await settled();
        await shoot(page, `incident-real-${tab}`);
        expect({ tab, found: await axeProblems(page) }).toEqual({ tab, found: [] });
      }
      await open({ tab: 'evidence' });
      await page.getByText(/empire_psexec/).waitFor();
      await page.getByText(/^SHA-256 [0-9a-f]{64}/).waitFor();
      await page.setViewportSize({ width: 640, height: 400 });
      await open();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(problems).toEqual([]);
    },
  );
});
