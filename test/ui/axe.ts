/** Accessibility by axe-core, in the page as it is: under our content security policy, which a script element would break. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What is wrong, a line each; none where the page is clean. */
export async function axeProblems(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, which no policy of the page concerns.
  await page.evaluate(source);
  const result = await page.evaluate(
    () => (window as unknown as { readonly axe: { run(): Promise<unknown> } }).axe.run() as Promise<AxeResult>,
  );
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary.slice(0, 300)}`,
    ),
  );
}
