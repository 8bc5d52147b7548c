/** A moment in the zone of the window; on hover in that zone and in UTC. */
import type { ReactNode } from 'react';
import { time, useZone, zoneText } from '../../lib/format.ts';

interface WhenProps {
  readonly timeUs: number;
  readonly precision?: 'minute' | 'second' | 'ms' | 'us';
  readonly hasZone?: boolean;
}

export function When({ timeUs, precision = 'second', hasZone = false }: WhenProps): ReactNode {
  const zone = useZone((store) => store.zone);
  if (timeUs === 0) return <span>no time</span>;
  const inUtc = `${time(timeUs, 'UTC', 'us')} UTC`;
  const here = `${time(timeUs, zone, 'us')} ${zoneText(zone, timeUs)}`;
  return (
    <time
      dateTime={new Date(Math.floor(timeUs / 1_000)).toISOString()}
      title={zone === 'UTC' ? inUtc : `${here}\n${inUtc}`}
    >
      {time(timeUs, zone, precision)}
      {hasZone && ` ${zoneText(zone, timeUs)}`}
    </time>
  );
}

/** `Time (UTC)`: every column of times says whose they are. */
export function useTimeTitle(title = 'Time'): string {
  const zone = useZone((store) => store.zone);
  return `${title} (${zoneText(zone)})`;
}
