import { expect, it } from 'vitest';
import { syntheticParticipants } from '../../src/demo/people.ts';
import { MOST_AT_ONCE } from '../../src/participants/many.ts';
import { NOTHING_KNOWN } from '../../src/participants/participant.ts';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { add, type Browser, idIn, names, textOf, undoOn, type Values, valuesOn } from './register.ts';

const CHOSEN = paths.staff.chosenParticipants();

async function openRegister() {
  const site = await openSite();
  const paula = await site.signIn();
  const ids: string[] = [];
  for (const achternaam of ['Aalst', 'Bos', 'Dam']) {
    ids.push(idIn(await add(paula, { achternaam, plaats: achternaam === 'Dam' ? 'Goes' : 'Tiel' })));
  }
  return { site, paula, ids };
}

/** Does something to who was chosen, as the page with the choice would send it. */
async function doTo(browser: Browser, question: string, values: Values) {
  const page = await browser.get(`${CHOSEN}?${question}`);
  return browser.post(CHOSEN, { ...valuesOn(page.text), ...values });
}

it('shows who was ticked, and leaves out who was not', async () => {
  const { paula, ids } = await openRegister();
  const page = textOf((await paula.get(`${CHOSEN}?kies%5B%5D=${ids[0]}&kies%5B%5D=${ids[2]}`)).text);
  expect(page).toContain('U koos 2 personen en organisaties');
  expect(page).toContain('Aalst ; Dam .');
  expect(page).not.toContain('Bos');
});

it('takes all that the list found, also on other pages', async () => {
  const { site, paula } = await openRegister();
  site.services.participants.addMany(syntheticParticipants(60));
  const list = await paula.get(`${paths.staff.participants()}?soort=participant&volgorde=town`);
  const link = /href="([^"]*alles=ja[^"]*)"/.exec(list.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const count = site.services.participants.countOf({ kind: 'participant' });
  expect(textOf((await paula.get(link)).text)).toContain(`U koos ${count} personen en organisaties`);
});

it('says what to do when nobody was ticked', async () => {
  const { paula } = await openRegister();
  const page = textOf((await paula.get(`${CHOSEN}?kies=onzin`)).text);
  expect(page).toContain('U koos nog niemand');
  expect(page).toContain('Vink eerst mensen aan');
});

it('gives them a label, each with a history, and takes it back in one go', async () => {
  const { paula, ids } = await openRegister();
  const done = await doTo(paula, 'alles=ja&plaats=tiel', { doe: 'tag', label: 'gastheer' });
  expect(done.headers.location).toBe('/beheer/register?plaats=tiel');
  const list = await paula.get(paths.staff.participants());
  expect(await names(paula, { label: 'Gastheer' })).toEqual(['Aalst', 'Bos']);
  const history = textOf((await paula.get(paths.staff.participantHistory(ids[0] ?? ''))).text);
  expect(history).toContain('Gewijzigd door Paula de Proef. Labels Was: (leeg) Werd: gastheer');
  await paula.post(undoOn(list.text));
  expect((await paula.get(paths.staff.participants())).text).toContain('Alles staat weer zoals het was');
  expect(await names(paula, { label: 'gastheer' })).toEqual([]);
});

it('takes a label away, writes down a contact, and renames an organisation', async () => {
  const { site, paula, ids } = await openRegister();
  const all = `kies=${ids[0]}&kies=${ids[1]}`;
  await doTo(paula, all, { doe: 'tag', label: 'pers' });
  await doTo(paula, `kies=${ids[0]}`, { doe: 'untag', label: 'PERS' });
  await doTo(paula, all, { doe: 'contact', dag: '4-3-2026' });
  await doTo(paula, `kies=${ids[1]}`, { doe: 'organisation', organisatie: 'De Brug' });
  const { participants } = site.services;
  const kept = ids.map((id) => participants.byId(id));
  expect(kept.map((entry) => entry?.tags)).toEqual([[], ['pers'], []]);
  expect(kept.map((entry) => entry?.lastContact)).toEqual(['2026-03-04', '2026-03-04', '']);
  expect(kept.map((entry) => entry?.organisation)).toEqual(['', 'De Brug', '']);
});

it('removes them together, and brings them back together', async () => {
  const { paula } = await openRegister();
  await doTo(paula, 'alles=ja&plaats=tiel', { doe: 'remove' });
  const list = await paula.get(paths.staff.participants());
  expect(await names(paula)).toEqual(['Dam']);
  await paula.post(undoOn(list.text));
  expect(await names(paula)).toEqual(['Aalst', 'Bos', 'Dam']);
});

it('leaves who was changed since as they are now, and says so', async () => {
  const { paula, ids } = await openRegister();
  await doTo(paula, 'alles=ja', { doe: 'organisation', organisatie: 'De Brug' });
  const list = await paula.get(paths.staff.participants());
  const address = paths.staff.participant(ids[0] ?? '');
  await paula.post(address, { ...valuesOn((await paula.get(address)).text), organisatie: 'De Linde' });
  await paula.get(address);
  await paula.post(undoOn(list.text));
  const page = await paula.get(paths.staff.participants());
  expect(page.text).toContain('niet bij iedereen');
  expect(await names(paula, { organisatie: 'De Linde' })).toEqual(['Aalst']);
  expect(await names(paula, { organisatie: 'De Brug' })).toEqual([]);
});

it.each([
  [{ doe: 'tag', label: '' }, 'href="#veld-label">Vul het label in'],
  [{ doe: 'tag', label: 'a, b' }, 'href="#veld-label">Vul één label in'],
  [{ doe: 'contact', dag: '31-2-2026' }, 'href="#veld-dag">Dit is geen datum'],
  [{ doe: 'contact', dag: '2027-01-01' }, 'href="#veld-dag">Deze datum moet nog komen'],
  [{ doe: 'organisation', organisatie: ' ' }, 'href="#veld-organisatie">Vul de nieuwe naam'],
  [{ doe: 'dansen' }, 'href="#veld-doe">Kies wat u wilt doen'],
])('asks for what is missing in %o, and keeps the choice', async (values, message) => {
  const { site, paula } = await openRegister();
  const before = site.services.participants.byIds(site.services.participants.idsOf({}));
  const answer = await doTo(paula, 'alles=ja', values);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(message);
  expect(textOf(answer.text)).toContain('U koos 3 personen en organisaties');
  expect(site.services.participants.byIds(site.services.participants.idsOf({}))).toEqual(before);
});

it('says so when everybody has it already', async () => {
  const { paula } = await openRegister();
  await doTo(paula, 'alles=ja', { doe: 'tag', label: 'pers' });
  await doTo(paula, 'alles=ja', { doe: 'tag', label: 'Pers' });
  expect((await paula.get(paths.staff.participants())).text).toContain('Er hoefde niets te veranderen');
});

it('does not change more at once than pages can wait for', async () => {
  const { site, paula } = await openRegister();
  const many = Array(MOST_AT_ONCE + 1).fill({ ...NOTHING_KNOWN, lastName: 'Veel' });
  site.services.participants.addMany(many);
  const page = await paula.get(`${CHOSEN}?alles=ja`);
  expect(textOf(page.text)).toContain('Kies er ten hoogste 5.000');
  const answer = await paula.post(CHOSEN, { keuze: 'alles=ja', doe: 'remove' });
  expect(answer.status).toBe(422);
  expect(Object.values(site.services.participants.counts())).toEqual([MOST_AT_ONCE + 4, 0]);
});
