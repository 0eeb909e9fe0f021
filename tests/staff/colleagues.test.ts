import { expect, it } from 'vitest';
import { DAY, MINUTE } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { openBrowser } from './browser.ts';

const Rosa = {
  name: 'Rosa Voorbeeld',
  email: 'rosa@kantoor.example',
  password: 'acht blauwe stoelen op een dak',
};

it('lets a colleague back in who lost everything: by a link that is handed over, and both hear of it', async () => {
  const { site, paula, quinten } = await paulaAndQuinten();
  const id = idOf(site, Quinten);
  const answer = await paula.post(paths.staff.letBackIn(id));
  expect([answer.status, answer.headers.location]).toEqual([303, paths.staff.newLink()]);
  const page = await paula.get(paths.staff.newLink());
  const link = linkIn(page.text);
  expect(page.text).toContain('Een link voor Quinten Testman');
  expect((await quinten.get(paths.staff.newLink())).text).not.toContain('/beheer/welkom/');
  const [row] = site.services.accessLog.newest(1);
  expect(row).toEqual(
    expect.objectContaining({ staffId: idOf(site, Paula), action: 'staff.let-in', persons: [id] }),
  );
  await site.settle();
  for (const { email } of [Paula, Quinten]) {
    expect(site.mailTo(email).text).toContain(
      'Paula de Proef heeft een link gemaakt waarmee Quinten Testman',
    );
    expect(site.mailTo(email).text).not.toContain('/beheer/welkom/');
  }
  // Until it is used nothing has changed for who it is for.
  expect((await quinten.get(paths.staff.participants())).status).toBe(200);

  const browser = openBrowser(site);
  expect((await browser.get(link)).text).toContain(
    'uw app met codes, uw passkeys en uw herstelcodes werken daarna niet meer',
  );
  const password = 'elf rode kranen boven een haven';
  expect((await browser.post(link, { password })).headers.location).toBe(paths.staff.dashboard());
  expect((await quinten.get(paths.staff.dashboard())).status).toBe(303);
  expect((await browser.get(paths.staff.participants())).headers.location).toContain(
    paths.staff.secondFactor(),
  );
  expect((await openBrowser(site).post(link, { password })).status).toBe(404);
  await site.settle();
  expect(site.mailTo(Quinten.email).text).toContain('uw account is opnieuw ingesteld');
});

it('shows such a link for a quarter of an hour, and the link works for a day', async () => {
  const { site, paula } = await paulaAndQuinten();
  await paula.post(paths.staff.letBackIn(idOf(site, Quinten)));
  const link = linkIn((await paula.get(paths.staff.newLink())).text);
  expect(site.dump()).not.toContain(link.split('/').at(-1));
  await paula.post(paths.staff.letBackIn(idOf(site, Quinten)));
  const newer = linkIn((await paula.get(paths.staff.newLink())).text);
  expect((await site.get(link)).status).toBe(404);
  site.clock.advance(DAY - MINUTE);
  expect((await site.get(newer)).status).toBe(200);
  site.clock.advance(MINUTE);
  expect((await site.get(newer)).status).toBe(404);
});

it('lets nobody do that for themselves, or for somebody who is not there', async () => {
  const { site, paula } = await paulaAndQuinten();
  for (const id of [idOf(site, Paula), 'niemand']) {
    expect([id, (await paula.post(paths.staff.letBackIn(id))).status]).toEqual([id, 404]);
    expect([id, (await paula.post(paths.staff.endAccess(id))).status]).toEqual([id, 404]);
  }
});

it('gives a third person access, and warns that they are more than two', async () => {
  const { site, paula } = await paulaAndQuinten();
  expect((await paula.get(paths.staff.dashboard())).text).not.toContain('mensen toegang');
  expect((await paula.get(paths.staff.colleagues())).text).toContain('2 mensen hebben toegang');
  const refused = await paula.post(paths.staff.colleagues(), { name: '', email: 'rosa@' });
  expect([refused.status, refused.text.includes('value="rosa@"')]).toEqual([422, true]);
  const twice = await paula.post(paths.staff.colleagues(), { name: 'Q', email: 'QUINTEN@kantoor.example' });
  expect([twice.status, twice.text.includes('Met dit e-mailadres is er al een account.')]).toEqual([
    422,
    true,
  ]);

  const { name, email, password } = Rosa;
  await paula.post(paths.staff.colleagues(), { name, email });
  const link = linkIn((await paula.get(paths.staff.newLink())).text);
  const rosa = openBrowser(site);
  await rosa.post(link, { password });
  expect((await rosa.get(paths.staff.dashboard())).text).toContain('Er hebben 3 mensen toegang.');
  expect((await paula.get(paths.staff.colleagues())).text).toContain('Er hebben meer dan 2 mensen toegang.');
  expect(site.services.accounts.count()).toBe(3);
});

it('takes access away at once, and keeps the name for as long as the log tells of it', async () => {
  const { site, paula, quinten } = await paulaAndQuinten();
  const id = idOf(site, Quinten);
  await paula.post(paths.staff.letBackIn(id));
  const wayBack = linkIn((await paula.get(paths.staff.newLink())).text);
  expect((await paula.post(paths.staff.endAccess(id))).headers.location).toBe(paths.staff.colleagues());
  expect((await site.get(wayBack)).status).toBe(404);
  expect((await quinten.get(paths.staff.dashboard())).status).toBe(303);
  expect((await openBrowser(site).signIn(Quinten)).status).toBe(422);
  expect(site.services.accounts.count()).toBe(1);
  expect(site.services.accounts.names()).toContainEqual(expect.objectContaining({ id, name: Quinten.name }));
  await site.settle();
  expect(site.dump().includes(Quinten.email)).toBe(false);
  const back = await paula.post(paths.staff.colleagues(), { name: Quinten.name, email: Quinten.email });
  expect(back.headers.location).toBe(paths.staff.newLink());

  site.clock.advance(400 * DAY);
  site.services.accounts.removeOld();
  expect(site.services.accounts.names().map(({ name }) => name)).toEqual([Paula.name]);
});

it('lets somebody choose a new password, who is then signed out elsewhere and hears of it', async () => {
  const { site, paula } = await paulaAndQuinten();
  const easy = await paula.post(paths.staff.password(), { password: 'welkomwelkom' });
  expect([easy.status, easy.text.includes('makkelijk te raden')]).toEqual([422, true]);
  const password = 'negen groene ladders naast het huis';
  const done = await paula.post(paths.staff.password(), { password });
  expect([done.status, done.headers.location]).toEqual([303, paths.staff.account()]);
  expect((await paula.get(paths.staff.account())).text).toContain('U hebt een nieuw wachtwoord.');
  await site.settle();
  expect(site.mailTo(Paula.email).text).toContain('u hebt een nieuw wachtwoord');
  expect((await openBrowser(site).signIn(Paula)).status).toBe(422);
  expect((await openBrowser(site).signIn({ ...Paula, password })).status).toBe(303);
  const { persons, ...row } = site.services.accessLog.newest(1)[0] ?? { persons: ['?'] };
  expect([row, persons]).toEqual([expect.objectContaining({ action: 'staff.password' }), []]);
});

it('signs somebody out everywhere with one button', async () => {
  const { paula } = await paulaAndQuinten();
  const done = await paula.post(paths.staff.endAllSessions());
  expect([done.status, done.headers.location]).toEqual([303, paths.staff.signIn()]);
  expect((await paula.get(paths.staff.dashboard())).status).toBe(303);
});

async function paulaAndQuinten() {
  const site = await openSite();
  const paula = await site.signIn(Paula);
  return { site, paula, quinten: await site.signIn(Quinten) };
}

function idOf(site: Site, { email }: { email: string }): string {
  return site.services.accounts.list().find((member) => member.email === email)?.id ?? '';
}

/** The path of the link on the page. */
function linkIn(page: string): string {
  return /\/beheer\/welkom\/[\w-]{43}/.exec(page)?.[0] ?? '';
}
