/** What every part of the screen may need: the incident, what is selected of it, and what can be done with it. */
import { createContext, use } from 'react';
import type { Decide } from './decide.ts';
import type { IncidentRead } from './types.ts';
import type { Work } from './work.ts';

/** What is being asked in a small window of its own. */
export type Asked =
  | { readonly kind: 'status' | 'severity' | 'assign' | 'tag' | 'merge' }
  /** About the incident, or about some of its alerts. */
  | { readonly kind: 'verdict'; readonly alertIds: readonly string[] | null };

export interface IncidentScope {
  readonly read: IncidentRead;
  readonly operator: string;
  readonly work: Work;
  readonly decide: Decide;
  readonly tab: string;
  readonly alertId: string | null;
  readonly eventId: number | null;
  /** Shows an alert beside the list; null shows the incident again. */
  select(alertId: string | null): void;
  /** Shows an event; its alert stays selected. `isFocused` takes the keys there too. */
  openEvent(eventId: number | null, isFocused?: boolean): void;
  openTab(tab: string): void;
  ask(asked: Asked): void;
}

export const IncidentContext = createContext<IncidentScope | null>(null);

export function useIncident(): IncidentScope {
  const scope = use(IncidentContext);
  if (scope === null) throw new Error('useIncident outside of the incident screen');
  return scope;
}
