/**
 * What alerts can share, as numbers: every entity (and every signal) gets an index and the hours it was active, so
 * that holding two alerts against each other is a walk over two short sorted lists.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { EntityMention, EntityType } from '../model/entity.ts';
import { ActiveHours } from './history.ts';
import { learnHosts } from './identity.ts';
import type { Sight } from './surprise.ts';
import { tellingness, type Tellingness } from './telling.ts';

/** The same rare signal on two hosts joins them when it comes within this time. */
const SIGNAL: Tellingness = { weight: 0.8, reachUs: US_PER_HOUR / 2 };
/** Two rare findings on different places at the same quiet moment, where the tools say nothing but place and time. */
const MOMENT: Tellingness = { weight: 0.5, reachUs: US_PER_HOUR / 6 };
/** News as well as surprise: without a history no moment is known to be quiet. */
const MOMENT_FROM_NATS = 2.5;
const SAYS_ONLY_WHERE = new Set<EntityType>(['host', 'ip']);

export type Sharing = EntityMention | 'signal' | 'moment';

/** One thing an alert can share. */
interface Shareable {
  readonly thing: number;
  readonly sharing: Sharing;
  readonly telling: Tellingness;
}

/** Flat, because fusion walks it for every pair: what sight `i` can share is at `starts[i]` to `starts[i + 1] - 1`. */
export interface Shareables {
  /** How many different things there are. */
  readonly size: number;
  /** Routine has nothing to share. */
  readonly starts: Uint32Array;
  /** Ascending within a sight. */
  readonly things: Uint32Array;
  readonly weights: Float64Array;
  readonly reachesUs: Float64Array;
  readonly sharings: readonly Sharing[];
  /** 1 for a sight whose alert names nothing but host and address. */
  readonly saysLittle: Uint8Array;
  /** Hours each thing was active, counting notable alerts only. */
  readonly activeHours: Float64Array;
}

export function shareablesOf(sights: readonly Sight[]): Shareables {
  const active = new ActiveHours();
  const starts = new Uint32Array(sights.length + 1);
  const things: number[] = [];
  const weights: number[] = [];
  const reachesUs: number[] = [];
  const sharings: Sharing[] = [];
  const hosts = learnHosts(sights);
  for (const [index, sight] of sights.entries()) {
    const found: Shareable[] = [];
    if (sight.isNotable) {
      for (const [key, sharing, telling] of candidates(sight, hosts)) {
        const thing = active.indexOf(key);
        const same = found.findIndex((other) => other.thing === thing);
        if (same === -1) {
          active.add(thing, sight.alert);
          found.push({ thing, sharing, telling });
        } else if (telling.weight > found[same]!.telling.weight) found[same] = { ...found[same]!, telling };
      }
    }
    found.sort((a, b) => a.thing - b.thing);
    for (const { thing, sharing, telling } of found) {
      things.push(thing);
      weights.push(telling.weight);
      reachesUs.push(telling.reachUs);
      sharings.push(sharing);
    }
    starts[index + 1] = things.length;
  }
  return {
    size: active.size,
    starts,
    things: Uint32Array.from(things),
    weights: Float64Array.from(weights),
    reachesUs: Float64Array.from(reachesUs),
    saysLittle: Uint8Array.from(sights, ({ alert }) => (saysOnlyWhere(alert) ? 1 : 0)),
    sharings,
    activeHours: Float64Array.from({ length: active.size }, (_, thing) => active.hours(thing)),
  };
}

function* candidates(
  { alert, signal, surprise, news }: Sight,
  hosts: ReadonlyMap<string, string>,
): Generator<readonly [string, Sharing, Tellingness]> {
  for (const named of alert.entities) {
    const mention = asHost(named, hosts);
    const telling = tellingness(named, alert.entities);
    if (telling.weight > 0) yield [`${mention.type} ${mention.value}`, mention, telling];
  }
  yield [`signal ${signal}`, 'signal', SIGNAL];
  if (Math.min(surprise, news) >= MOMENT_FROM_NATS && saysOnlyWhere(alert)) yield ['moment', 'moment', MOMENT];
}

/** The host an address is, where that is known: both are then one thing. */
function asHost(mention: EntityMention, hosts: ReadonlyMap<string, string>): EntityMention {
  const host = mention.type === 'ip' ? hosts.get(mention.value) : undefined;
  if (host === undefined) return mention;
  return { type: 'host', role: mention.role, value: host, label: `${host} (its address ${mention.value})` };
}

/** Whether it names nothing but host and address, as simple tools do. */
export function saysOnlyWhere({ entities, tactics, techniques }: Alert): boolean {
  return tactics.length === 0 && techniques.length === 0 && entities.every(({ type }) => SAYS_ONLY_WHERE.has(type));
}
