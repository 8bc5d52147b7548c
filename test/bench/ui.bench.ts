/**
 * The interface in a real browser over the real engine: how long one waits, and whether anything stutters. Beside each figure
 * stands what the browser itself needs on this machine in the same run (an empty frame, an empty scroll). The workspace has
 * `VEDETTE_BENCH_EVENTS` made events; `VEDETTE_BENCH_WORKSPACE` names one that was made before.
 */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium, NO_BROWSER, openPage, startServe } from '../ui/browser.ts';
import { table } from '../evals/table.ts';
import { withFolder } from './folder.ts';
import { madeEvent } from './many-events.ts';
import { eventsWanted, fillVedette } from './store.bench.ts';

const ACTIONS = 60;
const SCROLL_MS = 8_000;
const SIMULATED_USES = 150;
const IMPORTED = 60_000;

type Row = readonly [what: string, figure: string, aim: string];

export async function run(): Promise<void> {
  if (NO_BROWSER !== null) return console.log(`ui: ${NO_BROWSER}, nothing measured`);
  await withFolder(async (folder) => {
    const given = process.env['VEDETTE_BENCH_WORKSPACE'];
    const file = given ?? path.join(folder, 'many.vedette');
    if (!existsSync(file)) await fillVedette(file, eventsWanted());
    const evidence = path.join(folder, 'more.ndjson');
    writeFileSync(evidence, Array.from({ length: IMPORTED }, (_, at) => madeEvent(at, IMPORTED).line).join(''));
    const browser = await launchChromium();
    const rows: Row[] = [];
    const startedMs = performance.now();
    const serve = await startServe(['-w', file], path.join(folder, 'home'));
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const servedMs = performance.now();
      const { page } = await openPage(context, serve.link);
      await page.locator('ul button').first().waitFor();
      const shownMs = performance.now();
      rows.push(['start: server ready', ms(servedMs - startedMs), '']);
      rows.push(['start: window interactive after that', ms(shownMs - servedMs), '']);
      rows.push(['start: both', ms(shownMs - startedMs), '2000 ms']);
      await page.locator('ul button').first().click();
      await page.waitForURL('**/w/**');
      const exploreMs = await timed(async () => {
        await keys(page, 'g', 'e');
        await page.getByRole('grid', { name: 'Events' }).waitFor();
      });
      rows.push(['Explore: first page of all events', ms(exploreMs), '']);
      rows.push(['frame of an idle page (baseline)', ms(await frameMs(page)), '']);
      rows.push([`key to paint, median of ${ACTIONS} (j)`, ms(await pressMs(page, 'j')), '50 ms']);
      const scrolled = await scroll(page);
      rows.push([`Explore scroll: frames over 34 ms of ${scrolled.frames}`, String(scrolled.dropped), '']);
      rows.push(['Explore scroll: rows loaded', String(scrolled.rows), '']);
      const tasks = await longTasksWhile(page, async () => {
        await page.goto(`${serve.link.split('#')[0]}`);
        await page.getByRole('heading', { name: 'Vedette' }).waitFor();
        // What loading the page costs was counted above.
        await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0));
        await page.locator('input[type=file]').setInputFiles(evidence);
        await page.waitForURL('**/w/**');
        await page.getByText(/events from 1 source/).waitFor({ timeout: 300_000 });
      });
      rows.push([
        `long tasks during an import of ${IMPORTED} events`,
        tasks.length === 0 ? 'none' : `${tasks.length}, longest ${ms(Math.max(...tasks))}`,
        'none',
      ]);
      rows.push([
        `heap after ${SIMULATED_USES} rounds of use`,
        `${((await heapAfterUse(page)) / 1e6).toFixed(0)} MB`,
        '350 MB',
      ]);
    } finally {
      await browser.close();
      await serve.stop();
    }
    console.log(
      table(
        ['what', 'figure', 'aim'],
        rows.map((row) => [...row]),
      ),
    );
  });
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

async function keys(page: Page, ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key);
}

/** From one frame to the second one after it. */
function frameMs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const startMs = performance.now();
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - startMs;
  });
}

/** From a key to the second frame after it, when what it did is on screen; the median. */
async function pressMs(page: Page, key: string): Promise<number> {
  const times = [];
  for (let at = 0; at < ACTIONS; at++) {
    times.push(
      await page.evaluate(async (pressed) => {
        const startMs = performance.now();
        window.dispatchEvent(new KeyboardEvent('keydown', { key: pressed }));
        for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now() - startMs;
      }, key),
    );
  }
  return times.toSorted((a, b) => a - b)[ACTIONS / 2]!;
}

interface Scrolled {
  readonly frames: number;
  readonly dropped: number;
  readonly rows: number;
}

function scroll(page: Page): Promise<Scrolled> {
  return page.evaluate(async (forMs) => {
    const grid = document.querySelector('[role="grid"]')!;
    let [frames, dropped, lastMs] = [0, 0, performance.now()];
    const endMs = lastMs + forMs;
    while (performance.now() < endMs) {
      grid.scrollTop += 400;
      const nowMs = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
      if (nowMs - lastMs > 34) dropped++;
      frames++;
      lastMs = nowMs;
    }
    const shown = [...document.querySelectorAll('[role="grid"] [aria-rowindex]')];
    return { frames, dropped, rows: Math.max(...shown.map((row) => Number(row.getAttribute('aria-rowindex')))) };
  }, SCROLL_MS);
}

async function longTasksWhile(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  await work();
  return page.evaluate(() => (window as unknown as { readonly longTasks: readonly number[] }).longTasks);
}

/** Screens opened, lists walked, details read, over and over; then what the garbage collector leaves. */
async function heapAfterUse(page: Page): Promise<number> {
  for (let round = 0; round < SIMULATED_USES; round++) {
    await keys(page, 'g', round % 2 === 0 ? 'e' : 'q');
    await page.locator('[role="grid"], h2').first().waitFor();
    await keys(page, 'j', 'j', 'j', 'k');
  }
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.enable').then(() => session.send('Performance.getMetrics'));
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
}
