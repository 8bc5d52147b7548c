/**
 * Where we are: a screen of a workspace and its parameters, kept in the address so that Back, reload and a second window
 * all work. `/` is Home, `/w/WORKSPACE/SCREEN?…` everything else.
 */
import { useSyncExternalStore } from 'react';

export interface Place {
  /** Null on Home and on screens that belong to the program. */
  readonly workspace: string | null;
  readonly screen: string;
  readonly params: Readonly<Record<string, string>>;
}

const listeners = new Set<() => void>();
let current = placeOf(location);

function placeOf({ pathname, search }: { readonly pathname: string; readonly search: string }): Place {
  const params = Object.fromEntries(new URLSearchParams(search));
  const [, first = '', second = '', third = ''] = pathname.split('/');
  if (first === 'w' && second !== '')
    return { workspace: decodeURIComponent(second), screen: third || 'queue', params };
  return { workspace: null, screen: first || 'home', params };
}

export function addressOf({ workspace, screen, params }: Place): string {
  const path =
    workspace === null ? (screen === 'home' ? '/' : `/${screen}`) : `/w/${encodeURIComponent(workspace)}/${screen}`;
  const search = new URLSearchParams(params).toString();
  return search === '' ? path : `${path}?${search}`;
}

function tell(): void {
  current = placeOf(location);
  for (const listener of listeners) listener();
}

window.addEventListener('popstate', tell);

/** Goes to a place; `isReplacing` leaves no step for Back, as for a filter that is being typed. */
export function go(place: Place, isReplacing = false): void {
  const address = addressOf(place);
  if (address === addressOf(current)) return;
  if (isReplacing) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  tell();
}

/** The same screen with other parameters; an empty value takes one away. */
export function setParams(change: Readonly<Record<string, string>>, isReplacing = false): void {
  const params = Object.fromEntries(
    Object.entries({ ...current.params, ...change }).filter(([, value]) => value !== ''),
  );
  go({ ...current, params }, isReplacing);
}

/** Another screen of the same workspace. */
export function goScreen(screen: string, params: Readonly<Record<string, string>> = {}): void {
  go({ workspace: current.workspace, screen, params });
}

export function usePlace(): Place {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
