/** How errors look on the other side: `code` to search for, `message` what happened, `hint` what to do next. */
import { z } from 'zod';
import { errorRegistry, type ErrorCode } from '../kernel/errors.ts';

export const errorCodeSchema = z.enum(errorRegistry().map(([code]) => code) as [ErrorCode, ...ErrorCode[]]);
