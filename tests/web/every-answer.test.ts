import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';

it('gives visitors no cookie, a policy without anything inline, and no way to be framed', async () => {
  const site = await openSite();
  for (const path of [
    paths.home(),
    paths.newsletter(),
    paths.article('samen-voor-beter'),
    '/niets',
    paths.feed(),
  ]) {
    const { headers } = await site.get(path);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['x-powered-by']).toBeUndefined();
  }
});

it('keeps personal and staff pages out of memories and search engines', async () => {
  const site = await openSite();
  const { leave, confirm } = await site.subscribe({ email: 'anna@lezers.example' });
  const paula = await site.signIn();
  const answers = [await site.get(leave), await site.get(confirm), await site.get(paths.staff.signIn())];
  for (const path of Object.values(paths.staff).filter((path) => path.length === 0)) {
    answers.push(await paula.get((path as () => string)()));
  }
  for (const { headers } of answers) {
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-robots-tag']).toBe('noindex');
  }
});

it('never takes a link from the Host header', async () => {
  const site = await openSite();
  const answer = await site
    .get(paths.home())
    .set('Host', 'evil.example')
    .set('X-Forwarded-Host', 'evil.example');
  expect(answer.text).not.toContain('evil.example');
  expect(answer.text).toContain(`<link rel="canonical" href="${site.url}/">`);
});

it('answers a page that has not changed with 304, and a changed one anew', async () => {
  const site = await openSite();
  const first = await site.get(paths.home());
  const etag = String(first.headers.etag);
  expect((await site.get(paths.home()).set('If-None-Match', etag)).status).toBe(304);
  site.services.connection.exec(
    `UPDATE articles SET title = 'Een andere titel' WHERE slug = 'samen-voor-beter'`,
  );
  const second = await site.get(paths.home()).set('If-None-Match', etag);
  expect(second.status).toBe(200);
  expect(second.text).toContain('Een andere titel');
});

it('sends each page in the smallest form that the browser takes', async () => {
  const site = await openSite();
  for (const [accepted, encoding] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ] as const) {
    const { headers, text } = await site
      .get(paths.home())
      .set('Accept-Encoding', accepted)
      .buffer(accepted !== 'br, gzip');
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toContain('Accept-Encoding');
    if (encoding !== 'br') expect(text).toContain('Samen voor beter');
  }
});

it('answers HEAD as GET, without the body, and changes nothing', async () => {
  const site = await openSite();
  for (const path of [paths.home(), paths.articles(), paths.feed(), paths.newsletter()]) {
    const head = await site.request('head', path);
    expect(head.status).toBe(200);
    expect(head.text).toBeFalsy();
  }
});
