/**
 * Structured logs: one JSON object a line on standard error, each with a stable `id` to search and alert on, and the
 * bound work context. Evidence content never goes in here; name sources, offsets and counts instead.
 */
import { pino, type DestinationStream, type Logger } from 'pino';
import { currentContext } from './context.ts';

/** Dotted, lower case, `area.what`: `intake.source_done`. Stable once released. */
export type LogId = `${string}.${string}`;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
type LogData = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  debug(id: LogId, data?: LogData): void;
  info(id: LogId, data?: LogData): void;
  warn(id: LogId, data?: LogData): void;
  error(id: LogId, data?: LogData): void;
}

/** A log writing to `destination` (standard error unless given). */
export function createLog(level: LogLevel | 'silent', destination?: DestinationStream): Log {
  const logger: Logger = pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      mixin: () => ({ ...currentContext() }),
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
  const at =
    (name: LogLevel) =>
    (id: LogId, data: LogData = {}): void =>
      logger[name]({ id, ...data });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
