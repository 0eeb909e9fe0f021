import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catchMail } from '../../src/mail/caught.ts';
import { paths } from '../../src/paths.ts';
import { linkedText } from '../../src/templates/linked-text.ts';
import { contentFolder } from '../support/content.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';

/** A site without an SMTP server: its mail is caught. */
const openCatchingSite = () => openSite({ content: contentFolder(), env: { SMTP_URL: '' } });

/** The addresses of the caught mails, newest first. */
async function addressesIn(site: Awaited<ReturnType<typeof openSite>>): Promise<string[]> {
  const { text } = await site.get(paths.mailbox());
  return [...text.matchAll(/href="(\/postvak\/[^"]+)"/g)].map(([, address = '']) => address);
}

it('shows the mail that would have gone to Anna, and lets her confirm by its link', async () => {
  const site = await openCatchingSite();
  expect((await site.get(paths.mailbox())).text).toContain('Er is nog geen mail');
  await site.post(paths.newsletter(), { naam: Anna.name, email: Anna.email });
  await site.settle();

  const list = await site.get(paths.mailbox());
  expect(list.text).toContain(Anna.email);
  expect(list.headers['cache-control']).toBe('no-store');
  const [address = ''] = await addressesIn(site);
  const { text } = await site.get(address);
  expect(text).toContain('<dt>Message-ID</dt>');
  const link = /<a href="([^"]*\/nieuwsbrief\/bevestigen\/[^"]+)">/.exec(text)?.[1] ?? '';
  expect((await site.get(new URL(link).pathname)).text).toContain('Ja, ik wil de nieuwsbrief');
});

it('shows the styled part in a sandbox, from an address with a policy of its own', async () => {
  const site = await openCatchingSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  const [address = ''] = await addressesIn(site);
  const page = await site.get(address);
  expect(page.text).toMatch(new RegExp(`<iframe[^>]*src="${address}/html"[^>]*sandbox="allow-popups`));
  expect(page.headers['content-security-policy']).not.toContain('unsafe-inline');

  const mail = await site.get(`${address}/html`);
  expect(mail.headers['content-security-policy']).toContain("default-src 'none'");
  expect(mail.headers['content-security-policy']).toContain('sandbox allow-popups');
  expect(mail.headers['content-security-policy']).toContain("frame-ancestors 'self'");
  expect(mail.headers['x-frame-options']).toBe('SAMEORIGIN');
  expect(mail.text).toContain('<base target="_blank">');
});

it('prints nothing of a mail as HTML outside the sandbox', async () => {
  const site = await openCatchingSite();
  const source = [
    'From: a@example.org',
    'To: b@example.org',
    'Subject: <img src=x>',
    'X-Evil: <b>kop</b>',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '<script>alert(1)</script> https://example.org/?a="><i>',
  ].join('\r\n');
  await catchMail(`${site.folder}/mail`, Buffer.from(source));
  const [address = ''] = await addressesIn(site);
  const pages = [await site.get(paths.mailbox()), await site.get(address)];
  for (const { text } of pages) expect(text).not.toMatch(/<img src=x>|<b>kop|<script>alert|<i>/);
});

it('has no mail that it did not catch', async () => {
  const site = await openCatchingSite();
  for (const id of ['onbekend', '..%2F..%2Fsecret.key', '20260305100000000-000000000000']) {
    expect((await site.get(`/postvak/${id}`)).status).toBe(404);
    expect((await site.get(`/postvak/${id}/html`)).status).toBe(404);
  }
});

it('is not there at all while mail really leaves', async () => {
  const site = await openSite({ content: contentFolder() });
  expect((await site.get(paths.mailbox())).status).toBe(404);
});

it('makes links of web addresses and plain text of everything else', () => {
  expect(linkedText('Zie https://example.org/a?b=1&c=2. Of <b>?')).toBe(
    'Zie <a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>. Of &lt;b&gt;?',
  );
  const part = fc.oneof(
    fc.constantFrom('https://', 'http://a.example/', '"', "'", '<', '>', '&', '\n', '<a href='),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const rest = linkedText(parts.join('')).replaceAll(/<a href="https?:[^"<>]*">[^<>]*<\/a>|<br>/g, '');
      expect(rest).not.toMatch(/[<>"]/);
    }),
  );
});
