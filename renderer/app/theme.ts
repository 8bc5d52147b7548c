/** Theme and density as attributes of the page, from which the token sheet does the rest. */
import type { Settings } from '../../core/contract/app.ts';

const prefersLight = matchMedia('(prefers-color-scheme: light)');
let latest: Pick<Settings, 'theme' | 'density'> = { theme: 'dark', density: 'compact' };

export function applyTheme(settings: Pick<Settings, 'theme' | 'density'>): void {
  latest = settings;
  const { dataset } = document.documentElement;
  dataset['theme'] = latest.theme === 'system' ? (prefersLight.matches ? 'light' : 'dark') : latest.theme;
  dataset['density'] = latest.density;
}

prefersLight.addEventListener('change', () => applyTheme(latest));
