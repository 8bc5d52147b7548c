/** Times as people type them, in a zone. */
const FORM = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?)?$/;

/** In µs; null for what is no time. `2026-03`, `2026-03-04`, `2026-03-04 09:14`, with seconds and fractions as needed. */
export function parseTime(text: string, zone: string): number | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = ''] = match;
  const wallMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // `2026-02-30` is read as the 2nd of March by some engines and refused by others.
  if (Number.isNaN(wallMs) || !new Date(wallMs).toISOString().startsWith(`${year}-${month}-${day}T${hour}`))
    return null;
  let ms = wallMs - offsetMs(wallMs, zone);
  // Once more, with the offset of the time that was found: a clock may be put forward in between.
  ms = wallMs - offsetMs(ms, zone);
  return ms * 1_000 + Number(fraction.padEnd(6, '0'));
}

/** How far the clocks of a zone are ahead of UTC at a time. */
function offsetMs(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(ms);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(ms / 1_000) * 1_000;
}
