/** What axe-core finds wrong with a page. It comes with the page and not into it, so that our policy stays as it is. */
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

interface Axe {
  run(context: Document, options: object): Promise<Found>;
}

/** Before the first page is opened. */
export function bringAxe(context: BrowserContext): Promise<void> {
  return context.addInitScript({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
}

/** A line for each thing that is wrong; nothing where the page is clean. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate(() => {
    const { axe } = window as unknown as { readonly axe: Axe };
    return axe.run(document, { resultTypes: ['violations'] });
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}\n${html.slice(0, 300)}\n${failureSummary}`),
  );
}
