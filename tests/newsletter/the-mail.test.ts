import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { issueAt, printOf, send, write } from './issues.ts';

const ALL = {
  onderwerp: 'Samen sterk',
  tweederegel: 'Wat buurten doen',
  inleiding: 'Beste lezer,\n\nZie [de opinies](/opinie?a=1&b=2) en [elders](https://elders.example/x).',
  ...{ blok1soort: 'artikel', blok1: 'samen-voor-beter' },
  ...{
    blok2soort: 'tekst',
    blok2:
      '## Tips\n\n- een\n- twee\n\n![Een dak](samen-voor-beter.png)\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nNoot.[^1]\n\n[^1]: Met uitleg.',
  },
};

it('says the same in HTML and in text', async () => {
  const site = await openSite();
  const { html, text } = printOf(site, await write(await site.signIn(), ALL));
  const words = html.replaceAll(/<style>[\s\S]*?<\/style>|<[^>]*>/g, ' ');
  for (const said of [
    ...['Samen sterk', '5 maart 2026', 'Beste lezer,', 'de opinies', 'Samen voor beter', 'Tips', 'twee'],
    ...['Met uitleg.', 'Postbus 2758', 'Sociale Alliantie', 'U krijgt deze mail omdat'],
  ]) {
    expect(words, said).toContain(said);
    expect(text, said).toContain(said);
  }
});

it('writes each link out in the text, and makes ours whole in both', async () => {
  const site = await openSite();
  const { html, text } = printOf(site, await write(await site.signIn(), ALL));
  expect(text).toContain(`de opinies (${site.url}/opinie?a=1&b=2)`);
  expect(text).toContain('elders (https://elders.example/x)');
  expect(text).toContain(`${site.url}${paths.article('samen-voor-beter')}`);
  expect(text).toContain('- een\n- twee');
  expect(text).toContain('a | b\n1 | 2');
  expect(html).toContain(`href="${site.url}/opinie?a=1&amp;b=2"`);
  const addresses = Array.from(html.matchAll(/ (?:href|src)="([^"]*)"/g), ([, address = '']) => address);
  expect(addresses.length).toBeGreaterThan(8);
  const { leaveMarker } = printOf(site, await write(await site.signIn(), ALL));
  for (const address of addresses) {
    expect(address).toMatch(/^https?:\/\/|^x[\w-]{43}x$/);
    expect(address).not.toBe(leaveMarker);
  }
});

it('has its link to leave as a marker that stands nowhere else, once in each part, and another in each print', async () => {
  const site = await openSite();
  const address = await write(await site.signIn(), ALL);
  const one = printOf(site, address);
  const other = printOf(site, address);
  expect(one.leaveMarker).toMatch(/^[\w-]+$/);
  expect(one.leaveMarker).not.toBe(other.leaveMarker);
  for (const part of [one.html, one.text]) expect(part.split(one.leaveMarker)).toHaveLength(2);
  expect(one.html).toContain(`href="${one.leaveMarker}"`);
  expect(one.html.lastIndexOf('href=')).toBe(one.html.indexOf(`href="${one.leaveMarker}"`));
});

it('leads to its own page in the archive, which answers from the first mail on', async () => {
  const site = await openSite();
  const address = await write(await site.signIn(), ALL);
  const link = `${site.url}${paths.archive('samen-sterk')}`;
  await send(site, address);
  const mail = site.mailTo(Anna.email);
  expect(mail.html).toContain(`href="${link}"`);
  expect(mail.text).toContain(link);
  expect((await site.get(paths.archive('samen-sterk'))).status).toBe(200);
});

it('shows pictures that Outlook can show, with words, width and height', async () => {
  const site = await openSite();
  const { html } = printOf(site, await write(await site.signIn(), ALL));
  const pictures = Array.from(html.matchAll(/<img [^>]*>/g), ([tag]) => tag);
  expect(pictures).toHaveLength(2);
  for (const picture of pictures) {
    expect(picture).toMatch(/ alt="[^"]+"/);
    expect(picture).toMatch(/ width="552" height="\d{3}"/);
    expect(picture).not.toMatch(/srcset|loading|sizes/);
    const address = / src="([^"]*)"/.exec(picture)?.[1] ?? '';
    const answer = await site.get(new URL(address).pathname);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/jpeg']);
  }
});

it('stands in every mail program: tables with styles of their own, Dutch, dark where that is wished, and nothing active', async () => {
  const site = await openSite();
  const { html } = printOf(site, await write(await site.signIn(), ALL));
  expect(html).toContain('<html lang="nl"');
  expect(html).toContain('@media (prefers-color-scheme: dark)');
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  expect(html).not.toMatch(/<(?:script|iframe|form|link|object|video|section)\b/i);
  expect(html).not.toMatch(/ on\w+=| id=|position:|display: (?:flex|grid)/);
  for (const [tag] of html.matchAll(/<table[^>]*>/g)) expect(tag).toMatch(/role="presentation"|class="data"/);
  for (const [tag] of html.matchAll(/<(?:p|h1|h2|ul|li|img)\b[^>]*>/g)) expect(tag).toContain('style="');
  expect(html).toContain('align="right"');
});

it('has no pixel that tells who reads it, and no address but those that were written', async () => {
  const site = await openSite();
  const { html } = printOf(site, await write(await site.signIn(), ALL));
  for (const [tag] of html.matchAll(/<img [^>]*>/g)) expect(tag).not.toMatch(/(?:width|height)="[01]"/);
  const hosts = new Set(Array.from(html.matchAll(/(?:href|src)="(https?:\/\/[^/"]+)/g), ([, host]) => host));
  expect(hosts).toEqual(new Set([site.url, 'https://elders.example']));
});

it('puts what inboxes show behind the subject first, out of sight, and the beginning of the text where there is none', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { html } = printOf(site, await write(paula, ALL));
  const body = html.slice(html.indexOf('<body'));
  expect(body).toMatch(
    /^<body[^>]*>\s*<div class="preheader" style="display: none;[^>]*mso-hide: all;">Wat buurten doen/,
  );
  const without = printOf(site, await write(paula, { inleiding: 'Dag allemaal.' })).html;
  expect(without).toMatch(/<div class="preheader"[^>]*>Dag allemaal\./);
});

it('keeps each line of a letter a line', async () => {
  const site = await openSite();
  const { html, text } = printOf(site, await write(await site.signIn(), { inleiding: 'Met groet,\nPaula' }));
  expect(html).toMatch(/Met groet,<br>\s*Paula/);
  expect(text).toContain('Met groet,\nPaula');
});

it('leaves out an article that is not on the site', async () => {
  const site = await openSite();
  const { html, text } = printOf(
    site,
    await write(await site.signIn(), { blok1soort: 'artikel', blok1: 'weg', onderwerp: 'X' }),
  );
  for (const part of [html, text]) expect(part).not.toContain('weg');
});

it('stays one header and one text, whatever is typed in it', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await write(paula, { onderwerp: 'x' });
  const issue = issueAt(site, address);
  const evil = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      'Dag\r\nBcc: spion@kwaad.example\r\n\r\n<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '</title></style><script>alert(1)</script>',
      '[x](javascript:alert(1)) <b onclick="x">',
      '![x](x.png" onerror="alert(1))',
      '<!--/inhoud--><!--inhoud-->',
      '[klik](data:text/html,<script>alert(1)</script>)',
      '\u2028\u2029\u0000\u001b[31m',
    ),
  );
  await fc.assert(
    fc.asyncProperty(evil, evil, evil, async (subject, preheader, markdown) => {
      const print = site.services.printing.printIssue(
        { ...issue, subject, preheader, introduction: markdown, blocks: [{ kind: 'text', markdown }] },
        site.clock.now().toISOString(),
      );
      expect(print.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      const tags = Array.from(
        print.html.matchAll(/<(\/?[a-z!][^\s>]*)((?:[^>"]|"[^"]*")*)>/gi),
        ([, name = '', rest = '']) => ({ name, rest }),
      );
      for (const { name, rest } of tags) {
        expect(name.toLowerCase()).not.toMatch(/^\/?(?:script|iframe|object|svg|form|b$)/);
        expect(rest.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/\son\w+=/i);
        expect(rest).not.toMatch(/(?:href|src)="(?:javascript|data|vbscript):/i);
      }
      expect(print.html.match(/<!--inhoud-->/g)).toHaveLength(1);
      expect(print.html.match(/<!--\/inhoud-->/g)).toHaveLength(1);
      expect(print.html.split(print.leaveMarker)).toHaveLength(2);
      expect(print.text.split(print.leaveMarker)).toHaveLength(2);
    }),
    { numRuns: 150 },
  );
});

it('changes no header of the mail that arrives, whatever the form sends', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await write(paula, { inleiding: 'Dag' });
  const answer = await paula.post(address, {
    onderwerp: 'Dag\r\nBcc: spion@kwaad.example',
    versie: String(issueAt(site, address).version),
  });
  expect(answer.status).toBe(422);
  const issue = issueAt(site, address);
  site.services.issues.change(
    issue.id,
    { version: issue.version, page: '' },
    { ...issue, subject: 'Dag\r\nBcc: spion@kwaad.example <b>&' },
  );
  await send(site, address);
  const mail = await PostalMime.parse(site.mailTo(Anna.email).source);
  expect(mail.subject).toBe('Dag Bcc: spion@kwaad.example <b>&');
  expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
  expect(site.mails.map(({ recipient }) => recipient)).not.toContain('spion@kwaad.example');
  expect(mail.html).toContain('&lt;b&gt;&amp;');
});
