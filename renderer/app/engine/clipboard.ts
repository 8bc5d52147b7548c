/** Copies text. In the desktop shell pages have no permissions at all, so the shell does it for them. */
import { unwrapped } from './desktop-host.ts';

export async function writeClipboard(text: string): Promise<void> {
  if (window.vedette === undefined) await navigator.clipboard.writeText(text);
  else await unwrapped(window.vedette.copyText(text));
}
