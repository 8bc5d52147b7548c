/**
 * A time axis without the silence: where nothing happens for long, the axis is cut and says how long. What is left keeps its
 * proportions, so that pace can still be seen.
 */
export interface AxisBreak {
  readonly fromUs: number;
  readonly toUs: number;
  /** Where its mark stands, in pixels. */
  readonly left: number;
}

interface Segment {
  readonly fromUs: number;
  readonly toUs: number;
  readonly left: number;
  readonly width: number;
}

export interface TimeAxis {
  readonly segments: readonly Segment[];
  readonly breaks: readonly AxisBreak[];
  /** Of a time, in pixels; a time within a break stands on its mark. */
  leftOf(timeUs: number): number;
}

/** A gap is silence if it is so many times the usual shorter gap, and this much of what the axis shows. */
const SILENT_TIMES = 6;
const SILENT_SHARE = 0.08;
const LEAST_SILENCE_US = 60_000_000;
const MOST_BREAKS = 6;
/** Of an axis for each break; on a narrow one more of them would leave no room for what happened. */
const WIDTH_PER_BREAK_PX = 200;
const BREAK_PX = 64;
/** So that a moment between two breaks has room for its mark and its time. */
const LEAST_SEGMENT_PX = 92;
const INSET_PX = 14;
/** 40 px a second; what happens within less is one moment to whoever looks at it. */
const MOST_PX_PER_US = 40 / 1_000_000;

export function axisOf(times: readonly number[], widthPx: number): TimeAxis {
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  const cuts = silencesOf(sorted, Math.min(MOST_BREAKS, Math.floor(widthPx / WIDTH_PER_BREAK_PX)));
  const spans = spansOf(sorted, cuts);
  const lengthUs = spans.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  const room = Math.max(0, widthPx - cuts.length * BREAK_PX - spans.length * LEAST_SEGMENT_PX);

  // One scale for all stretches: a burst of a second stays narrow beside one of an hour.
  const pxPerUs = lengthUs === 0 ? 0 : Math.min(MOST_PX_PER_US, room / lengthUs);
  const spare = (room - lengthUs * pxPerUs) / Math.max(1, spans.length);

  let left = 0;
  const segments = spans.map(({ fromUs, toUs }): Segment => {
    const width = LEAST_SEGMENT_PX + spare + (toUs - fromUs) * pxPerUs;
    const segment = { fromUs, toUs, left, width };
    left += width + BREAK_PX;
    return segment;
  });
  const breaks = segments.slice(1).map((next, at): AxisBreak => {
    const before = segments[at]!;
    return { fromUs: before.toUs, toUs: next.fromUs, left: before.left + before.width + BREAK_PX / 2 };
  });
  return { segments, breaks, leftOf: (timeUs) => leftIn(segments, breaks, timeUs, pxPerUs) };
}

function leftIn(segments: readonly Segment[], breaks: readonly AxisBreak[], timeUs: number, pxPerUs: number): number {
  const segment = segments.find(({ toUs }) => timeUs <= toUs) ?? segments.at(-1);
  if (segment === undefined) return 0;
  if (timeUs < segment.fromUs) return breaks[segments.indexOf(segment) - 1]?.left ?? segment.left;
  return segment.left + INSET_PX + (Math.min(timeUs, segment.toUs) - segment.fromUs) * pxPerUs;
}

/** Places in `sorted` after which there is silence, the longest first considered: what is cut shortens what is shown. */
function silencesOf(sorted: readonly number[], most: number): readonly number[] {
  const gaps = sorted.slice(1).map((timeUs, at) => ({ at, gapUs: timeUs - sorted[at]! }));
  const cuts: number[] = [];
  let shownUs = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  for (const { at, gapUs } of gaps.toSorted((a, b) => b.gapUs - a.gapUs)) {
    if (cuts.length >= most || gapUs < LEAST_SILENCE_US || gapUs < shownUs * SILENT_SHARE) break;
    // Nights that are about as long as this one do not make it usual.
    const shorter = gaps.filter((one) => one.gapUs < gapUs / 2);
    const usualUs = shorter.reduce((sum, one) => sum + one.gapUs, 0) / shorter.length;
    if (shorter.length === 0 || gapUs < usualUs * SILENT_TIMES) break;
    cuts.push(at);
    shownUs -= gapUs;
  }
  return cuts.toSorted((a, b) => a - b);
}

function spansOf(sorted: readonly number[], cuts: readonly number[]): readonly { fromUs: number; toUs: number }[] {
  if (sorted.length === 0) return [];
  const starts = [0, ...cuts.map((at) => at + 1)];
  return starts.map((start, index) => ({ fromUs: sorted[start]!, toUs: sorted[cuts[index] ?? sorted.length - 1]! }));
}
