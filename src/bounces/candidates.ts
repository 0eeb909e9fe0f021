import { keyInMessageId, type ReturnPaths } from '../mail/return-path.ts';
import { ROBOT } from './report.ts';
import { addressesIn, headerFields, idsIn, textOf } from './report-text.ts';

/** The fields of a header by which a mail is chosen to be looked into. */
export const TELLING_FIELDS = [
  ...['From', 'Return-Path', 'Content-Type', 'X-Failed-Recipients', 'In-Reply-To', 'References', 'To', 'Cc'],
  ...['Delivered-To', 'X-Original-To', 'Envelope-To', 'X-Envelope-To', 'X-Delivered-To', 'X-Forwarded-To'],
  ...['Apparently-To', 'X-Rcpt-To'],
];

/**
 * Chooses by a few fields of its header whether a mail may be a report, or an answer to a mail of ours.
 * All others are not even fetched: somebody's letters are nobody's business.
 */
export type Chooser = (header: Uint8Array) => boolean;

/** `domain` is that of our Message-IDs. */
export function createChooser(returnPaths: ReturnPaths, domain: string): Chooser {
  return (header) => {
    const text = textOf(header);
    const fields = headerFields(text);
    const from = fields.get('from') ?? '';
    return (
      /^\s*multipart\/report/i.test(fields.get('content-type') ?? '') ||
      /^\s*<\s*>/.test(fields.get('return-path') ?? '') ||
      fields.has('x-failed-recipients') ||
      ROBOT.test(from) ||
      idsIn(text).some((id) => keyInMessageId(id, domain) !== undefined) ||
      addressesIn(text).some((address) => returnPaths.keyIn(address) !== undefined)
    );
  };
}
