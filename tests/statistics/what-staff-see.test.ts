import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { contentFolder } from '../support/content.ts';
import { openSite, type Site } from '../support/site.ts';
import { FIREFOX, view } from './visiting.ts';

const { staff } = paths;
const DAY = 86_400_000;
const ARTICLE = paths.article('samen-voor-beter');

it('says so while nothing was counted, and leads to the site', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { text } = await paula.get(staff.statistics());
  expect(text).toContain('Er is nog niets geteld');
  expect(text).not.toContain('<svg class="spark');
});

it('shows how often each day was looked at and by how many, as a plot and as a table', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await view(site, paths.home());
  await view(site, ARTICLE);
  site.services.statistics.write();
  const { text } = await paula.get(staff.statistics());
  expect(text).toContain('<strong>2 keer bekeken</strong>, 4 februari tot en met 5 maart 2026.');
  expect(table(text, 'Hoe vaak bekeken')[0]).toEqual(['5 maart 2026', '2']);
  expect(table(text, 'Hoe vaak bekeken')).toHaveLength(30);
  expect(table(text, 'Bezoekers')[0]).toEqual(['5 maart 2026', '1']);
  expect(text).toContain('<title>5 maart 2026: 2</title>');
  expect(text.match(/<rect x=/g)).toHaveLength(60);
  for (const plot of text.match(/<svg class="(?:spark|share)[^>]*>/g) ?? [])
    expect(plot).toContain('aria-hidden="true"');
});

it('puts weeks and months together, with the visitors of a day on average over the days that were counted', async () => {
  const site = await openSite();
  // Monday 2 March; counting began that day, and it is Thursday now.
  await countOn(site, '2026-03-02', 4, 2);
  await countOn(site, '2026-03-04', 6, 4);
  const paula = await site.signIn();
  const perWeek = (await paula.get(staff.statisticsBy('per=week'))).text;
  expect(table(perWeek, 'Hoe vaak bekeken')[0]).toEqual(['week van 2 maart 2026', '10']);
  expect(table(perWeek, 'Bezoekers per dag')[0]).toEqual(['week van 2 maart 2026', '1,5']);
  const perMonth = (await paula.get(staff.statisticsBy('per=maand'))).text;
  expect(table(perMonth, 'Hoe vaak bekeken')).toHaveLength(12);
  expect(table(perMonth, 'Hoe vaak bekeken').slice(0, 2)).toEqual([
    ['maart 2026', '10'],
    ['februari 2026', '0'],
  ]);
});

it('leads from each page to how often that one was looked at', async () => {
  const site = await openSite();
  await view(site, ARTICLE);
  await view(site, ARTICLE);
  await view(site, paths.home());
  site.services.statistics.write();
  const paula = await site.signIn();
  const all = (await paula.get(staff.statistics())).text;
  expect(table(all, 'Welke pagina’s').map(([name]) => name)).toEqual(['Samen voor beter', 'Voorpagina']);
  const link = /href="(\/beheer\/bezoek\?adres=[^"]*samen-voor-beter)"/.exec(all)?.[1] ?? '';
  const one = (await paula.get(link)).text;
  expect(one).toContain('<h1>Samen voor beter</h1>');
  expect(table(one, 'Hoe vaak bekeken')[0]).toEqual(['5 maart 2026', '2']);
  expect(one).not.toContain('Vanaf welke website');
  expect((await paula.get(`${link}&per=week`)).text).toContain('week van 2 maart 2026');
  expect((await paula.get(staff.statisticsBy('adres=%2Fnooit-gezien'))).status).toBe(404);
});

it('goes back in time as far as there is anything, and forth again', async () => {
  const site = await openSite();
  await countOn(site, '2025-12-20', 3, 1);
  const paula = await site.signIn();
  let page = (await paula.get(staff.statistics())).text;
  expect(page).not.toContain('rel="next"');
  for (let times = 0; times < 2; times += 1) page = (await paula.get(linkOf(page, 'prev'))).text;
  expect(page).toContain('<strong>3 keer bekeken</strong>, 6 december 2025 tot en met 4 januari 2026.');
  expect(page).not.toContain('rel="prev"');
  for (let times = 0; times < 2; times += 1) page = (await paula.get(linkOf(page, 'next'))).text;
  expect(page).toContain('4 februari tot en met 5 maart 2026');
});

it('shows where readers came from and on what, the most first', async () => {
  const site = await openSite();
  for (const host of ['zoeken.example.nl', 'krant.example.nl', 'krant.example.nl']) {
    await view(site, paths.home(), { referer: `https://${host}/pagina` });
  }
  site.services.statistics.write();
  const paula = await site.signIn();
  const { text } = await paula.get(staff.statistics());
  expect(table(text, 'Vanaf welke website')).toEqual([
    ['krant.example.nl', '2'],
    ['zoeken.example.nl', '1'],
  ]);
  expect(table(text, 'Op welk apparaat')).toEqual([['Computer', '3']]);
});

it('gives the same figures as files that no spreadsheet runs anything of', async () => {
  const content = contentFolder();
  const formula = '---\ntitle: "=HYPERLINK(1)"\nsection: nieuws\n---\nEen tekst.\n';
  writeFileSync(join(content, 'articles/formule.md'), formula);
  const site = await openSite({ content });
  const page = paths.article('formule');
  await view(site, page, { referer: 'https://krant.example.nl/' });
  site.services.statistics.write();
  const paula = await site.signIn();
  const file = async (kind: string, question = '') => {
    const answer = await paula.get(staff.statisticsFileBy(kind, question));
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    return answer.text.replace('\uFEFF', '').trimEnd().split('\r\n');
  };
  expect(await file('paginas')).toEqual(['Adres;Pagina;Bekeken', `${page};'=HYPERLINK(1);1`]);
  expect(await file('herkomst')).toEqual(['Website;Bekeken', 'krant.example.nl;1']);
  expect(await file('apparaten')).toEqual(['Apparaat;Bekeken', 'Computer;1']);
  const days = await file('bezoek');
  expect([days[0], days.at(-1)]).toEqual(['Van;Tot en met;Bekeken;Bezoekers', '2026-03-05;2026-03-05;1;1']);
  expect((await file('bezoek', 'per=week')).at(-1)).toBe('2026-03-02;2026-03-08;1;1');
  expect((await file('bezoek', `adres=${encodeURIComponent(page)}`)).at(-1)).toBe('2026-03-05;2026-03-05;1');
});

it('answers whatever is asked of it', async () => {
  const site = await openSite();
  await view(site, paths.home());
  site.services.statistics.write();
  const paula = await site.signIn();
  for (const question of [
    'per=eeuw',
    'tot=2026-02-31',
    'tot=9999-12-31',
    'tot=2000-01-01',
    'tot=x',
    'per=maand&tot=2099-01-31',
  ]) {
    expect([question, (await paula.get(staff.statisticsBy(question))).status]).toEqual([question, 200]);
    expect((await paula.get(staff.statisticsFileBy('bezoek', question))).status).toBe(200);
  }
  expect((await paula.get(staff.statisticsFileBy('geheim', ''))).status).toBe(404);
});

/** Views by so many visitors on a day. */
async function countOn(site: Site, day: string, views: number, visitors: number): Promise<void> {
  const now = site.clock.now();
  site.clock.set(new Date(Date.parse(`${day}T00:00:00Z`) + DAY / 2));
  for (let number = 0; number < views; number += 1) {
    site.services.statistics.count({
      ...{ page: paths.home(), sender: `192.0.2.${number % visitors}`, userAgent: FIREFOX },
      ...{ referrer: undefined, objects: false, isAhead: false },
    });
  }
  site.services.statistics.write();
  site.clock.set(now);
}

/** The first and the last cell of each row of the table under this name. */
function table(page: string, caption: string): [string, string][] {
  const found =
    new RegExp(`<caption class="hidden">${caption}</caption>([\\s\\S]*?)</table>`).exec(page)?.[1] ?? '';
  const rows = found.matchAll(/<th scope="row">([\s\S]*?)<\/th>\s*<td[^>]*>([^<]*)</g);
  return Array.from(rows, ([, name = '', value = '']) => [textOf(name), value]);
}

function textOf(html: string): string {
  return html
    .replace(/<small>[\s\S]*?<\/small>|<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}

function linkOf(page: string, relation: string): string {
  return new RegExp(`href="([^"]*)" rel="${relation}"`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
}
