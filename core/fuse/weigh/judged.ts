/** Which of an incident's alerts a verdict on it judges: those that tell it, one of each signal. */
import type { Alert } from '../../model/alert.ts';
import { signalKey } from '../signal.ts';
import { compareAlerts, observe } from '../surprise.ts';

/**
 * The first notable alert of each signal among `members`, of each signal the first where none is notable, by what is
 * usual in `shown`, all alerts that take part in fusion. By (first seen, id), those without a time last.
 */
export function alertsJudged(shown: readonly Alert[], members: ReadonlySet<string>): Alert[] {
  const { sights } = observe(shown.filter(({ firstSeenUs }) => firstSeenUs > 0));
  const within = [...sights].filter(({ alert }) => members.has(alert.id));
  const notable = within.filter(({ isNotable }) => isNotable).map(({ alert }) => alert);
  const untimed = shown.filter(({ id, firstSeenUs }) => firstSeenUs <= 0 && members.has(id)).toSorted(compareAlerts);
  const telling = notable.length > 0 ? notable : [...within.map(({ alert }) => alert), ...untimed];
  const first = new Map<string, Alert>();
  for (const alert of telling) {
    const signal = signalKey(alert);
    if (!first.has(signal)) first.set(signal, alert);
  }
  return [...first.values()];
}
