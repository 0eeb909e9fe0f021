import { expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';
import { idIn, issueAt, plan, printOf, send, write } from './issues.ts';

const LENTE = {
  onderwerp: 'Lente in de buurt',
  tweederegel: 'Kort nieuws',
  inleiding: 'Beste lezer,\n\nDe `href="x" style="y"` bloeit & **groeit**.',
};

it('shows nothing before the first mail has left', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await site.subscribe(Anna);
  const address = await write(paula, LENTE);
  const path = paths.archive('lente-in-de-buurt');
  const unseen = async () => {
    const answer = await site.get(path);
    expect([answer.status, answer.text.includes('Deze nieuwsbrief staat hier niet')]).toEqual([404, true]);
    expect((await site.get(paths.newsletter())).text).toContain('Er is er nog geen verstuurd');
    expect((await site.get(paths.allIssues())).text).toContain('Er is nog geen nieuwsbrief verstuurd');
    for (const list of [paths.sitemap(), paths.archiveFeed()])
      expect((await site.get(list)).text).not.toContain(path);
  };
  await unseen();
  plan(site, address);
  await unseen();
});

it('shows what was sent in the look of the site, without anybody’s links', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await send(site, await write(paula, { ...LENTE, blok1soort: 'artikel', blok1: 'samen-voor-beter' }));
  const answer = await site.get(paths.archive('lente-in-de-buurt'));
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('>Lente in de buurt</h1>');
  expect(answer.text).toContain('<meta name="description" content="Kort nieuws">');
  expect(answer.text).toContain('<code>href="x" style="y"</code> bloeit &amp; <strong>groeit</strong>');
  expect(answer.text).toContain('Samen voor beter');
  expect(answer.text).not.toMatch(/<[^>]*\sstyle="/);
  expect(answer.text).not.toContain('U krijgt deze mail omdat');
  expect(answer.text).not.toContain(linkIn(site.mailTo(Anna.email), '/nieuwsbrief/afmelden/'));
  const { leaveMarker } = site.services.sending.printOf(site.services.issues.list()[0]?.id ?? '') ?? {};
  expect(answer.text).not.toContain(leaveMarker);
  expect(answer.headers['x-robots-tag']).toBeUndefined();
  expect(answer.headers['content-security-policy']).not.toContain('unsafe-inline');
});

it('keeps showing what was sent, also when the article that it points to has changed since', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await send(site, await write(paula, { ...LENTE, blok1soort: 'artikel', blok1: 'samen-voor-beter' }));
  const article = site.services.articles.written('samen-voor-beter');
  if (article) site.services.articles.save({ ...article.document, title: 'Heel anders' });
  const { text } = await site.get(paths.archive('lente-in-de-buurt'));
  expect(text).toContain('Lees verder: Samen voor beter');
  expect(text).not.toContain('Heel anders');
});

it('lists the newest first: on the page of the newsletter, by year, in the sitemap and in the feed', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await send(site, await write(paula, LENTE));
  site.clock.advance(350 * DAY);
  await send(
    site,
    await write(await site.signIn({ ...Anna, password: 'veertien lege bussen in de mist' }), {
      ...LENTE,
      onderwerp: 'Winter & kou',
    }),
  );
  const order = [paths.archive('winter-kou'), paths.archive('lente-in-de-buurt')];
  const linksOn = async (path: string) =>
    Array.from(
      (await site.get(path)).text.matchAll(
        /(?:href="|<loc>|<id>)(?:http:\/\/localhost:\d+)?(\/nieuwsbrief\/archief\/[^"<]+)/g,
      ),
      ([, link]) => link,
    );
  expect(await linksOn(paths.newsletter())).toEqual(order);
  expect(await linksOn(paths.allIssues())).toEqual(order);
  expect((await site.get(paths.allIssues())).text).toMatch(/2027<\/h2>[\s\S]*2026<\/h2>/);
  expect(await linksOn(paths.sitemap())).toEqual(order);
  expect([...new Set(await linksOn(paths.archiveFeed()))]).toEqual(order);
});

it('is a feed that readers of feeds can read: whole addresses, whole texts', async () => {
  const site = await openSite();
  await send(
    site,
    await write(await site.signIn(), {
      ...LENTE,
      onderwerp: 'Lente & <zomer>',
      inleiding: '[Opinies](/opinie)',
    }),
  );
  const answer = await site.get(paths.archiveFeed());
  expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  const feed = answer.text ?? answer.body.toString();
  expect(feed).toContain('<title>Lente &amp; &lt;zomer&gt;</title>');
  expect(feed).toContain(`&lt;a href=&#34;${site.url}/opinie&#34;`);
  expect(feed).toMatch(/<published>2026-03-05T10:1\d:00\.000Z<\/published>/);
  expect(feed).not.toContain('style=');
});

it('leaves out the one that staff leave out, everywhere, and takes it back', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await write(paula, LENTE);
  await send(site, address);
  const id = idIn(address);
  const path = paths.archive('lente-in-de-buurt');
  const shownOn = async () => {
    const lists = [paths.newsletter(), paths.allIssues(), paths.sitemap(), paths.archiveFeed()];
    const shown = await Promise.all(lists.map(async (list) => (await site.get(list)).text.includes(path)));
    return [(await site.get(path)).status, ...shown];
  };
  expect(await shownOn()).toEqual([200, true, true, true, true]);
  await paula.post(paths.staff.showIssueInArchive(id), { zichtbaar: 'nee' });
  expect((await paula.get(address)).text).toContain('staat niet meer op de website');
  expect(await shownOn()).toEqual([404, false, false, false, false]);
  await paula.post(paths.staff.showIssueInArchive(id), { zichtbaar: 'hacked' });
  expect(await shownOn()).toEqual([404, false, false, false, false]);
  await paula.post(paths.staff.showIssueInArchive(id), { zichtbaar: 'ja' });
  expect(await shownOn()).toEqual([200, true, true, true, true]);
});

it('keeps the address of what was sent, whatever else gets the same subject', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await write(paula, LENTE);
  await send(site, address);
  const other = await write(paula, LENTE);
  expect(issueAt(site, other).slug).toBe('lente-in-de-buurt-2');
  expect(printOf(site, other).html).toContain(paths.archive('lente-in-de-buurt-2'));
  expect(issueAt(site, address).slug).toBe('lente-in-de-buurt');
});
