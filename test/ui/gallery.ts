/** The gallery in a browser: a part in a theme, what axe finds in it, and what the security policy refused. */
import type { BrowserContext, Page } from 'playwright-core';
import { axeProblems } from './axe.ts';
import { openPage, type RunningServe } from './browser.ts';

export const PARTS = [
  'basics',
  'table',
  'editor',
  'histogram',
  'pages',
  'fields',
  'timeline',
  'trees',
  'matrix',
  'graph',
] as const;

export type GalleryPart = (typeof PARTS)[number];

export interface GalleryPage {
  readonly page: Page;
  /** Errors and warnings of the console, and breaches of the policy, in their order. */
  readonly problems: readonly string[];
  open(part: GalleryPart, theme?: string): Promise<void>;
  /** Each breach of a rule of axe. */
  breaches(): Promise<readonly string[]>;
}

const TELL_REFUSED = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
  tellRefused([violatedDirective, blockedURI, sample].join(' ')))`;

export async function openGallery(context: BrowserContext, serve: RunningServe): Promise<GalleryPage> {
  const refused: string[] = [];
  await context.exposeFunction('tellRefused', (what: string) => refused.push(what));
  await context.addInitScript({ content: TELL_REFUSED });
  const { page, problems } = await openPage(context, serve.link);
  const origin = new URL(serve.link).origin;

  return {
    page,
    get problems() {
      return [...problems, ...refused];
    },
    open: async (part, theme = 'dark') => {
      await page.goto(`${origin}/gallery?gallery=1&part=${part}&theme=${theme}`);
      await page.locator('h1').first().waitFor();
      // The picture of a graph is fetched and placed before it is there.
      if (part === 'graph') await page.getByRole('option', { name: /WS-12/ }).waitFor({ state: 'attached' });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
    },
    breaches: () => axeProblems(page, 'main'),
  };
}
