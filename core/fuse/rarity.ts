/**
 * What is rare about an incident, in nats. Each signal counts once per place, because firing often is not being new
 * again; a signal that elsewhere came together with one that counts already adds only what that leaves to be
 * surprised at, because one act that trips ten detections is one act. What counts here also decides what else does:
 * which hosts are reached and which findings are volume.
 */
import { NEWS_FROM_NATS } from './news.ts';
import type { SeenHours } from './seen-hours.ts';
import type { Sight } from './sights.ts';
import type { Told } from './told.ts';

export interface Rarity {
  readonly nats: number;
  /** `Sight.key` of the signals that count. */
  readonly keys: ReadonlySet<number>;
}

/** What an alert has beyond the usual: the signal here, the signal anywhere and anything here count a third each. */
export function rarityNats({ surprise, news, quiet, isNotable }: Sight): number {
  return isNotable ? (2 * Math.min(surprise, news) + quiet) / 3 - NEWS_FROM_NATS : 0;
}

/** Of what was told; `seen` is when these signals came in the whole workspace. */
export function rarityOf({ bySignal, rarest }: Told, seen: SeenHours): Rarity {
  const counted: (readonly number[])[] = [];
  const keys = new Set<number>();
  let sum = 0;
  for (const key of rarest) {
    const { nats, hours } = bySignal.get(key)!;
    const elsewhere = seen.hours(key).filter((hour) => !hours.includes(hour));
    const left = leftOf(nats, elsewhere, counted);
    counted.push(elsewhere);
    if (left <= 0) continue;
    keys.add(key);
    sum += left;
  }
  return { nats: sum, keys };
}

/**
 * What is left of `own` nats given the signals before it: −ln of how often this one came in the hours of the other,
 * where its own chance stands for one more hour, so that without experience of the two together it is all of it.
 */
function leftOf(own: number, hours: readonly number[], counted: readonly (readonly number[])[]): number {
  const byItself = Math.exp(-(own + NEWS_FROM_NATS));
  let left = own;
  for (const other of counted) {
    const given = (shared(hours, other) + byItself) / (other.length + 1);
    left = Math.min(left, -Math.log(given) - NEWS_FROM_NATS);
  }
  return left;
}

/** How many numbers two ascending lists share. */
function shared(a: readonly number[], b: readonly number[]): number {
  let count = 0;
  for (let [left, right] = [0, 0]; left < a.length && right < b.length;) {
    const difference = a[left]! - b[right]!;
    if (difference === 0) count += 1;
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return count;
}
