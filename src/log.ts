import { type DestinationStream, pino } from 'pino';

export type Logger = pino.Logger;

/**
 * Structured logs, one JSON object a line, on standard output. Nothing personal goes in: no names,
 * addresses, IP addresses, tokens, search words or request bodies.
 */
export function createLogger(destination?: DestinationStream): Logger {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  // Written at once: what a thread says last, before the program ends, is what matters most.
  return pino(options, destination ?? pino.destination({ fd: 1, sync: true }));
}
