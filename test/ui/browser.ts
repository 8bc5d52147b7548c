/**
 * The real interface for tests: `vedette serve` as a process of its own with its own data folder, and Debian's Chromium
 * driven by Playwright. What a page logs as an error, and any breach of the security policy, is kept for the test to see.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { PROJECT_ROOT } from '../../scripts/steps.ts';
import { temporaryFolder } from '../vedette.ts';

const CHROMIUM = '/usr/bin/chromium';
const SCREENSHOTS = path.join(PROJECT_ROOT, 'test-results', 'screens');

/** Why the interface cannot be tested on this machine; null where it can. */
export const NO_BROWSER = existsSync(CHROMIUM) ? null : `needs ${CHROMIUM}: npm run ci:deps`;

export interface RunningServe {
  readonly link: string;
  readonly data: string;
  readonly process: ChildProcess;
  /** What it wrote to standard error so far. */
  errors(): string;
  stop(): Promise<void>;
}

/** Starts `vedette serve` and waits for its link. */
export async function startServe(args: readonly string[] = [], data = temporaryFolder()): Promise<RunningServe> {
  const env = { ...process.env, VEDETTE_HOME: data, VEDETTE_OPERATOR: 'ada' };
  const child = spawn(process.execPath, [path.join(PROJECT_ROOT, 'bin/vedette.js'), 'serve', ...args], { env });
  let [out, errors] = ['', ''];
  child.stderr.on('data', (text) => (errors += String(text)));
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      out += String(text);
      const found = /http:\/\/\S+/.exec(out)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`vedette serve ended with ${code}: ${errors}`)));
  });
  return {
    link,
    data,
    process: child,
    errors: () => errors,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export function launchChromium(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  return chromium.launch({ executablePath: CHROMIUM, args: [...args, '--disable-component-update', '--disable-sync'] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors of the console, of scripts and of the security policy, in their order. */
  readonly problems: readonly string[];
}

/** A page in which nothing goes wrong unseen. */
export async function openPage(context: BrowserContext, link: string): Promise<WatchedPage> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(link);
  return { page, problems };
}

/** Keeps a picture of the page under `test-results/screens`, for eyes. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}
