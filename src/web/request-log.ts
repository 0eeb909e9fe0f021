import type { RequestHandler } from 'express';
import type { Logger } from '../log.ts';
import { routeOf } from './errors.ts';

/** One line a request: method, the route's pattern, status, milliseconds. Never the address itself. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.on('finish', () => {
      const { method } = request;
      const milliseconds = Math.round((performance.now() - start) * 10) / 10;
      log.info({ method, route: routeOf(request), status: response.statusCode, milliseconds }, 'request');
    });
    next();
  };
}
