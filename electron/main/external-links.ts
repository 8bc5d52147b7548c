/**
 * Addresses outside: https, of a few known sites, and only after a person has seen the whole address and said yes. The only
 * user of `shell.openExternal`, which on some systems starts programs.
 */
import type { Dialog, Shell } from 'electron';
import { VedetteError } from '../../core/kernel/errors.ts';

/** Where our own texts link to. */
const ALLOWED_HOSTS: ReadonlySet<string> = new Set([
  'attack.mitre.org',
  'github.com',
  'learn.microsoft.com',
  'schema.ocsf.io',
  'sigmahq.io',
]);
const MAX_LENGTH = 2_048;

/** The address as it would be opened. Throws `E_LINK_REFUSED`. */
export function allowedLink(address: string): string {
  const url = address.length > MAX_LENGTH ? null : URL.parse(address);
  if (url === null) throw new VedetteError('E_LINK_REFUSED', 'That is no address of a page');
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  if (!isPlain || !ALLOWED_HOSTS.has(url.hostname)) {
    throw new VedetteError('E_LINK_REFUSED', `Pages of ${url.hostname || url.protocol} are not opened from here`);
  }
  return url.href;
}

export interface ExternalParts {
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
}

/** Asks and opens; false where the person said no. Throws `E_LINK_REFUSED`. */
export async function openExternalLink({ shell, dialog }: ExternalParts, address: string): Promise<boolean> {
  const href = allowedLink(address);
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this page in your browser?',
    detail: `${href}\n\nThis leaves Vedette and uses the network.`,
    buttons: ['Cancel', 'Open in browser'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response !== 1) return false;
  await shell.openExternal(href);
  return true;
}
