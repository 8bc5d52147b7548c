/**
 * What the program was started with, or asked again while it runs: files and `vedette://` links. Anybody, a page in a browser
 * too, can make such a link, so it can only show a place: it names no file and changes nothing.
 */
import path from 'node:path';
import { z } from 'zod';

const MAX_ARGS = 1_000;
const MAX_LENGTH = 32_767;
const WORKSPACE_ENDING = '.vedette';

export const LINK_SCHEME = 'vedette';

const argsSchema = z.array(z.string().max(MAX_LENGTH)).max(MAX_ARGS);

const linkSchema = z.strictObject({
  workspace: z.uuid().nullable(),
  screen: z.string().regex(/^[a-z][a-z-]{0,39}$/),
});
export type DeepLink = z.output<typeof linkSchema>;

export interface Launch {
  /** Absolute paths of workspaces to open. */
  readonly workspaces: readonly string[];
  /** Absolute paths of what may be imported, once a person says so. */
  readonly evidence: readonly string[];
  readonly links: readonly DeepLink[];
  /** What could not be understood, for people. */
  readonly refused: readonly string[];
}

export interface ArgumentOptions {
  /** Of whoever started it; relative paths are theirs. */
  readonly folder: string;
  /** How many arguments come before what a person gave: the program itself, and while developing its folder. */
  readonly skip: number;
}

/** Of a command line. Switches are Chromium's, and none of them reaches us. */
export function parseLaunch(args: readonly string[], { folder, skip }: ArgumentOptions): Launch {
  const parsed = argsSchema.safeParse(args.slice(skip));
  if (!parsed.success) return { workspaces: [], evidence: [], links: [], refused: ['a command line that is too long'] };
  const given = parsed.data.filter((one) => one !== '' && !one.startsWith('-'));
  const isLink = (one: string): boolean => one.toLowerCase().startsWith(`${LINK_SCHEME}:`);
  const links = given.filter(isLink).map((text) => ({ text, link: parseLink(text) }));
  const files = given.filter((one) => !isLink(one) && !one.includes('\0')).map((one) => path.resolve(folder, one));
  const isWorkspace = (file: string): boolean => path.extname(file).toLowerCase() === WORKSPACE_ENDING;
  return {
    workspaces: files.filter(isWorkspace),
    evidence: files.filter((file) => !isWorkspace(file)),
    links: links.flatMap(({ link }) => link ?? []),
    refused: links.filter(({ link }) => link === null).map(({ text }) => text.slice(0, 200)),
  };
}

/** `vedette://home`, `vedette://workspace/ID`, `vedette://workspace/ID/SCREEN`; null for anything else. */
export function parseLink(text: string): DeepLink | null {
  const url = text.length > MAX_LENGTH ? null : URL.parse(text);
  if (url === null || url.protocol !== `${LINK_SCHEME}:`) return null;
  const isPlain = url.port === '' && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain) return null;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  if (url.hostname !== 'workspace') {
    return parts.length === 0 ? (linkSchema.safeParse({ workspace: null, screen: url.hostname }).data ?? null) : null;
  }
  const [workspace, screen = 'queue', ...more] = parts;
  return more.length === 0 ? (linkSchema.safeParse({ workspace, screen }).data ?? null) : null;
}
