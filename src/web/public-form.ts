import type { Request } from 'express';
import type { Limit, RateLimits } from '../rate-limits/rate-limits.ts';
import type { FormBody } from './body.ts';
import { tooMany } from './errors.ts';
import { senderOf } from './sender.ts';

/** The field that people do not see and robots fill in. */
export const TRAP = 'website';

/** All public forms together. */
const FORMS_PER_SENDER: Limit = { name: 'newsletter form', turns: 20, window: 60 * 60 * 1000 };

/**
 * Takes a turn of who sends a public form.
 *
 * @throws {HttpError} 429 when that were too many.
 */
export function limitSender(limits: RateLimits, request: Request): void {
  const wait = limits.take(FORMS_PER_SENDER, senderOf(request));
  if (wait !== undefined) throw tooMany(wait);
}

/** Robots fill in every field. They are told that all went well. */
export function isRobot(body: FormBody): boolean {
  return (body[TRAP] ?? '') !== '';
}
