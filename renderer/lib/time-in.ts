/** Times that people type, in the zone of the window. */

const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Microseconds since 1970 of `2026-03-04`, `2026-03-04 09:14` or `2026-03-04 09:14:07`; null for anything else. */
export function timeIn(text: string, zone: string): number | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const asUtcMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // 2026-02-31 would become a day in March.
  const isReal = new Date(asUtcMs).getUTCDate() === day && month <= 12 && hour < 24 && minute < 60 && second < 60;
  if (!isReal) return null;
  // The offset is that of the zone at the time itself, which is known only once the offset is: the second time it holds.
  const first = asUtcMs - offsetMs(zone, asUtcMs);
  return (asUtcMs - offsetMs(zone, first)) * 1_000;
}

function offsetMs(zone: string, timeMs: number): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
      .formatToParts(timeMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(timeMs / 1_000) * 1_000;
}
