/** Where our page lives, and how everybody in the shell tells whether an address is one of it. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'vedette';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;

/** The parsed address; null for one that is not of our page, or says more than an address of ours ever does. */
export function pageUrl(address: string): URL | null {
  const url = URL.parse(address);
  if (url === null) return null;
  const isOurs = url.protocol === `${PAGE_SCHEME}:` && url.hostname === PAGE_HOST;
  return isOurs && url.port === '' && url.username === '' && url.password === '' ? url : null;
}

export function isPageUrl(address: string): boolean {
  return pageUrl(address) !== null;
}
