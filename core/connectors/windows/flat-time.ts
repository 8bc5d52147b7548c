/**
 * Which of a flat record's many times is the event's own (SPEC N12). A collector's arrival time is not; a local time
 * without a zone is made UTC where the record itself gives the offset away, and else is said to be assumed UTC.
 */
import { US_PER_HOUR, US_PER_MINUTE, type TimeUs } from '../../kernel/time.ts';
import { NO_TIME, readTime, type EventTime } from '../../normalise/event-time.ts';

type Tree = Readonly<Record<string, unknown>>;

const OWN_TIMES = ['TimeCreated', 'SystemTime', 'EventTime', 'timestamp', 'Timestamp'] as const;
const LAST_RESORTS = ['@timestamp', '_time', 'time', 'datetime'] as const;

const ZONE_STEP_US = 15 * US_PER_MINUTE;
const MAX_ZONE_US = 14 * US_PER_HOUR;
/** How far collector and forwarder may differ on when they had the record, for their difference to mean a zone. */
const TOLERANCE_US = 2 * US_PER_MINUTE;

export function flatTime(tree: Tree): EventTime {
  for (const name of OWN_TIMES) {
    const time = readTime(tree[name]);
    if (time !== null) return time.origin === 'zoned' ? time : inUtc(time, tree);
  }
  const utc = readTime(tree['UtcTime']);
  if (utc !== null) return { ...utc, origin: 'zoned' };
  for (const name of LAST_RESORTS) {
    const time = readTime(tree[name]);
    if (time !== null) return time;
  }
  return NO_TIME;
}

/** NXLog writes event and arrival in its local time; the next stage stamps the arrival in UTC. */
function inUtc(time: EventTime, tree: Tree): EventTime {
  const received = readTime(tree['EventReceivedTime']);
  const stamped = readTime(tree['@timestamp']);
  if (received?.origin !== 'assumed_utc' || stamped?.origin !== 'zoned') return time;
  const difference = stamped.timeUs - received.timeUs;
  const zone = Math.round(difference / ZONE_STEP_US) * ZONE_STEP_US;
  if (Math.abs(difference - zone) > TOLERANCE_US || Math.abs(zone) > MAX_ZONE_US) return time;
  return { timeUs: (time.timeUs + zone) as TimeUs, origin: 'zoned', text: time.text };
}
