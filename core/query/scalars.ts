/** Scalars of events as text and as numbers, the same way in the database and outside it. */
import type { FieldScalar } from '../model/fields.ts';

const DECIMAL = /^[+-]?(?:\d{1,300}(?:\.\d{0,300})?|\.\d{1,300})(?:[eE][+-]?\d{1,4})?$/;
const HEX = /^0[xX][0-9a-fA-F]{1,16}$/;

/** The number a text is, in decimal or as `0x…`; null for anything else. */
export function numberOf(text: string): number | null {
  const bare = text.trim();
  if (!DECIMAL.test(bare) && !HEX.test(bare)) return null;
  const number = Number(bare);
  return Number.isFinite(number) ? number : null;
}

/** As JSON writes it; null for null. */
export function textOfScalar(value: FieldScalar): string | null {
  return value === null ? null : String(value);
}

export function numberOfScalar(value: FieldScalar): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? numberOf(value) : null;
}

/** By code points, as the database orders UTF-8. Negative where `a` comes first. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    if (a.charCodeAt(index) !== b.charCodeAt(index)) return orderOf(a, index) - orderOf(b, index);
  }
  return a.length - b.length;
}

/** Surrogates stand for the highest code points, though other units are higher numbers. */
function orderOf(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
