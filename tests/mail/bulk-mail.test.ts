import { createHash } from 'node:crypto';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { createBulkMail } from '../../src/mail/bulk-mail.ts';
import { canonicalEnd } from '../../src/mail/dkim.ts';

const MARKER = 'xQ-_9abcdefghijklmnopqrstuvwxyz0123456789ABCDx';
const FROM = 'Sociale Alliantie <post@kantoor.example>';
const RETURN_PATHS = { of: () => 'post@kantoor.example' };
const READER = {
  address: 'anna@lezers.example',
  messageId: '<1@kantoor.example>',
  headers: [],
  date: new Date('2026-03-05T10:00:00Z'),
};

/** Text with the marker in it, at any place of a line, beside anything that an encoding might trip over. */
const withMarkers = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\n', ' ', '=', '.', '\n.\n', ' \n', 'ë', MARKER),
    ),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((pieces) => `${pieces.join('').replaceAll(/[\r\0]/g, '')}${MARKER}\n`);

const link = fc
  .string({ minLength: 1, maxLength: 180, unit: fc.constantFrom(...'abcXYZ019-_/.:') })
  .map((path) => `https://www.example.org/${path}`);

it('says for each reader to the letter what is meant, on lines that are not too long, with the right hash', async () => {
  await fc.assert(
    fc.asyncProperty(withMarkers, withMarkers, link, async (text, html, address) => {
      let hashed = '';
      const signer = {
        sign: async (_headers: unknown, bodyHash: string) => {
          hashed = bodyHash;
          return '';
        },
      };
      const content = { subject: 'Proef', html, text, marker: MARKER, headers: [] };
      const mail = await createBulkMail(FROM, content, signer, RETURN_PATHS);
      const { raw } = await mail({ ...READER, link: address });
      const source = raw.toString('latin1');
      const body = source.slice(source.indexOf('\r\n\r\n') + 4);
      expect(hashed).toBe(createHash('sha256').update(canonicalEnd(body), 'latin1').digest('base64'));
      expect(Math.max(...body.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(76);
      const read = await PostalMime.parse(raw);
      expect(read.text?.trimEnd()).toBe(text.replaceAll(MARKER, address).trimEnd());
      expect(read.html?.trimEnd()).toBe(html.replaceAll(MARKER, address).trimEnd());
    }),
    { numRuns: 200 },
  );
});

it('lets nothing in an address, a subject or a text become a header', async () => {
  const content = {
    ...{
      subject: 'Hallo\r\nBcc: iedereen@lezers.example',
      text: `x\r\n\r\nBcc: y\r\n.\r\n${MARKER}`,
      html: MARKER,
    },
    ...{ marker: MARKER, headers: [] },
  };
  const mail = await createBulkMail(FROM, content, undefined, RETURN_PATHS);
  const { raw } = await mail({ ...READER, link: 'https://www.example.org/a' });
  const head = raw.toString().split('\r\n\r\n')[0] ?? '';
  expect(head).not.toMatch(/^Bcc:/m);
});
