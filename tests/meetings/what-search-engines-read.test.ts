import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openSite, type Site } from '../support/site.ts';
import { makePublished, meetingOf, save } from './meetings.ts';

async function eventOn(site: Site, id: string) {
  const { text } = await site.get(paths.meeting(meetingOf(site, id).slug));
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text) ?? [];
  return JSON.parse(json) as Record<string, unknown>;
}

it('A meeting says what it is in schema.org, and nothing that is not known', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await makePublished(paula);
  expect(await eventOn(site, id)).toMatchObject({
    ...{ '@type': 'Event', name: 'AlliantieRaad voorjaar 2026', inLanguage: 'nl' },
    ...{ startDate: '2026-05-21T08:00:00.000Z', endDate: '2026-05-21T14:00:00.000Z' },
    eventStatus: 'https://schema.org/EventScheduled',
    location: {
      name: 'Buurthuis De Brug',
      address: { streetAddress: 'Dorpsstraat 12', postalCode: '1234 AB', addressLocality: 'Utrecht' },
    },
  });
  const bare = await makePublished(paula, {
    ...{ samenvatting: '', locatie: '', straat: '', huisnummer: '', postcode: '', plaats: '' },
  });
  const event = await eventOn(site, bare);
  expect(event).not.toHaveProperty('location');
  expect(event).not.toHaveProperty('description');
});

it('The sitemap has the agenda and every meeting for everybody, at once', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  expect((await site.get(paths.sitemap())).text).toContain(`${site.url}${paths.agenda()}</loc>`);
  const id = await makePublished(paula);
  const address = `${site.url}${paths.meeting(meetingOf(site, id).slug)}</loc>`;
  expect((await site.get(paths.sitemap())).text).toContain(address);
  await save(paula, id, { openbaar: 'nee' });
  expect((await site.get(paths.sitemap())).text).not.toContain(address);
});

it('The agenda stands in the menu, and where the site before this one had it', async () => {
  const site = await openSite();
  expect((await site.get(paths.home())).text).toContain(`<a href="${paths.agenda()}">Agenda</a>`);
  expect((await site.get('/index.php/agenda')).headers.location).toBe(paths.agenda());
});
