/** Accessibility by axe-core, in the page as it is: under our content security policy, which a script element would break. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What is wrong below an element, a line each; none where the page is clean. */
export async function axeProblems(page: Page, within = 'html'): Promise<readonly string[]> {
  // Evaluated by the debugger, which no policy of the page concerns.
  await page.evaluate(`${axe.source}; undefined`);
  await endTransitions(page);
  const result = await page.evaluate(
    (below) => (window as unknown as { readonly axe: typeof axe }).axe.run(below),
    within,
  );
  await page.emulateMedia({ reducedMotion: null });
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary.slice(0, 300)}`,
    ),
  );
}

/** Colours half-way from one theme to the other are nobody's to judge: what moves is brought to its end, and nothing new moves. */
async function endTransitions(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  });
}
