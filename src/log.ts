import { type DestinationStream, pino } from 'pino';

export type Logger = pino.Logger;

/**
 * Structured logs, one JSON object a line, on standard output. Nothing personal goes in: no names,
 * addresses, IP addresses, tokens, search words or request bodies.
 */
export function createLogger(destination?: DestinationStream): Logger {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
