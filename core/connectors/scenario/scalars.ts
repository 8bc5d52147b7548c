/** The small values that scenario files are made of. */
import { z } from 'zod';
import { parseOffset } from './time-offset.ts';

/** A name that other parts of the file refer to. */
export const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,40}\$?$/, 'expected a short name of letters and digits');

export const plainText = z.string().min(1).max(8_192);

/** The last part of a SID. */
export const rid = z.int().min(500).max(999_999);

export const port = z.int().min(1).max(65_535);

export const offset = z.string().transform((text, context) => {
  const us = parseOffset(text);
  if (us !== null) return us;
  context.issues.push({ code: 'custom', input: text, message: 'expected an offset such as +01:05:00 or -00:30:00' });
  return z.NEVER;
});

/** `0x5a17c`, quoted or not (YAML reads the bare form as a number); becomes text. */
export const hexNumber = z.union([
  z
    .int()
    .min(0)
    .transform((value) => `0x${value.toString(16)}`),
  z.string().regex(/^0x[0-9a-f]{1,16}$/, 'expected a hexadecimal number such as 0x5a17c'),
]);
