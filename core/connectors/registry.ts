/**
 * Every reader and every shape there is. Both are chosen by content: each says how sure it is, the surest wins, and
 * of equals the one listed first.
 */
import type { Reader, Shape } from './connector.ts';
import { ciscoIosReader } from './cisco-ios/reader.ts';
import { ciscoIosShape } from './cisco-ios/shape.ts';
import { cloudTrailShape } from './cloudtrail/shape.ts';
import { evtxReader } from './evtx/reader.ts';
import { genericShape } from './generic/shape.ts';
import { jsonReader } from './json/reader.ts';
import { suricataShape } from './suricata/shape.ts';
import { evtxDumpShape } from './windows/evtx-dump.ts';
import { windowsFlatShape } from './windows/flat.ts';
import { winlogbeatShape } from './windows/winlogbeat.ts';

export const READERS: readonly Reader[] = [evtxReader, jsonReader, ciscoIosReader];

export const SHAPES: readonly Shape[] = [
  evtxDumpShape,
  winlogbeatShape,
  windowsFlatShape,
  cloudTrailShape,
  suricataShape,
  ciscoIosShape,
  genericShape,
];

/** Below this a reader is guessing. */
const LEAST_SURE = 0.3;

/** The reader for a source that starts with `head` (up to 64 KB), or null where none knows it. */
export function recogniseReader(head: Uint8Array): Reader | null {
  let best: Reader | null = null;
  let bestSure = LEAST_SURE;
  for (const reader of READERS) {
    const sure = reader.recognise(head);
    if (sure > bestSure) {
      best = reader;
      bestSure = sure;
    }
  }
  return best;
}

/** The shape that knows a decoded record best; the generic one knows anything a little. */
export function recogniseShape(value: unknown): Shape {
  let best: Shape = genericShape;
  let bestSure = 0;
  for (const shape of SHAPES) {
    const sure = shape.recognise(value);
    if (sure > bestSure) {
      best = shape;
      bestSure = sure;
    }
    if (bestSure >= 0.98) break;
  }
  return best;
}
