import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { linkIn, openSite, type Site } from '../support/site.ts';
import { KEES_ENTRY, NOOR_ENTRY, Noor, readerId, register } from './people.ts';

const MINUTE = 60_000;
const FIELDS = {
  ...{ voornaam: 'Noor', tussenvoegsel: '', achternaam: 'Verhoeven', organisatie: '', straat: 'Kerkpad' },
  ...{ huisnummer: '7', toevoeging: '', postcode: '1234 AB', plaats: 'Ljouwert', telefoon: '06-00000007' },
};

/** Asks for a link by address, and opens the mail. Returns the path. */
async function askFor(site: Site, email: string): Promise<string> {
  await site.post(paths.ownData(), { email });
  await site.settle();
  return linkIn(site.mailTo(email), '/mijn-gegevens/register/');
}

it('mails a link to whoever is in the register, with the same answer as to nobody', async () => {
  const site = await openSite();
  register(site, NOOR_ENTRY);
  const answers = [];
  for (const email of [Noor.email, 'niemand@lijsten.example']) {
    const { status, text, headers } = await site.post(paths.ownData(), { email });
    answers.push(JSON.stringify([status, text, headers.location]));
  }
  expect(new Set(answers).size).toBe(1);
  await site.settle();
  expect(site.mails.map(({ recipient }) => recipient)).toEqual([Noor.email]);
  const link = linkIn(site.mailTo(Noor.email), '/mijn-gegevens/register/');
  const shown = await site.get(link);
  expect(shown.headers['cache-control']).toBe('no-store');
  for (const part of ['Kerkpad', 'Spreekt graag over schulden.', 'Toegevoegd'])
    expect(shown.text).toContain(part);
  expect(site.dump()).not.toContain(link.split('/').at(-1));
});

it('mails two links to whoever is in both lists', async () => {
  const site = await openSite();
  await site.subscribe(Noor);
  register(site, NOOR_ENTRY);
  await site.post(paths.ownData(), { email: Noor.email });
  await site.settle();
  const subjects = site.mails.map(({ subject }) => subject);
  expect(subjects).toContain('Uw link naar Mijn gegevens');
  expect(subjects).toContain('Uw link naar uw gegevens in ons register');
});

it('lets somebody put name and address right, by the rules of staff, with the history saying who did', async () => {
  const site = await openSite();
  const entry = register(site, { ...NOOR_ENTRY, tags: ['spreker'] });
  const link = await askFor(site, Noor.email);
  const wrong = await site.post(link, { ...FIELDS, telefoon: 'bel maar' });
  expect([wrong.status, wrong.text.includes('value="bel maar"')]).toEqual([422, true]);
  const answer = await site.post(link, {
    ...FIELDS,
    huisnummer: '9',
    notitie: 'weg',
    labels: '',
    soort: 'interested',
  });
  expect(answer.status).toBe(303);
  const { participants } = site.services;
  expect(participants.byId(entry)).toMatchObject({
    ...{ houseNumber: '9', note: NOOR_ENTRY.note, tags: ['spreker'], kind: 'participant', email: Noor.email },
  });
  expect(participants.historyOf(entry, 1)).toMatchObject([
    { actor: 'person', reason: 'op de pagina Mijn gegevens', before: { houseNumber: '7' } },
  ]);
});

it('stops invitations, and starts them again', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  const link = await askFor(site, Noor.email);
  const { participants } = site.services;
  const done = await site.post(`${link}/uitnodigingen`);
  expect((await site.get(String(done.headers.location))).text).toContain(
    'U krijgt vanaf nu geen uitnodigingen meer.',
  );
  expect(participants.byId(entry)?.objectedAt).not.toBe('');
  expect(participants.historyOf(entry, 1)).toMatchObject([{ actor: 'person' }]);
  await site.post(`${link}/uitnodigingen`, { wel: 'ja' });
  expect(participants.byId(entry)?.objectedAt).toBe('');
});

it('gives everything as a file', async () => {
  const site = await openSite();
  register(site, NOOR_ENTRY);
  const answer = await site.get(`${await askFor(site, Noor.email)}/mijn-gegevens.json`);
  expect(JSON.parse(answer.text).register).toMatchObject([{ Voornaam: 'Noor', Notitie: NOOR_ENTRY.note }]);
});

it('erases the entry at once and everywhere, and confirms it by mail; the newsletter is a matter of its own', async () => {
  const site = await openSite();
  await site.subscribe(Noor);
  const [reader, entry] = [readerId(site, Noor.email), register(site, NOOR_ENTRY)];
  await site.post(paths.ownData(), { email: Noor.email });
  await site.settle();
  const link = linkIn(
    site.mails.find(({ subject }) => subject?.includes('register')) ?? site.mailTo(''),
    '/mijn-gegevens/',
  );
  const question = await site.get(`${link}/wissen`);
  expect(question.text).toContain('nog ten hoogste 3 maanden');
  const answer = await site.post(`${link}/wissen`);
  expect(answer.headers.location).toBe(paths.entryForgotten());
  expect((await site.get(paths.entryForgotten())).text).toContain('Uw gegevens zijn gewist');
  await site.settle();
  expect(site.mailTo(Noor.email).subject).toBe('Uw gegevens zijn gewist');
  expect(site.services.participants.historyOf(entry, 10)).toEqual([]);
  expect(site.services.subscribers.byId(reader)).toBeDefined();
  expect(site.dump()).not.toContain('Kerkpad');
  expect((await site.get(link)).status).toBe(404);
  expect(site.services.rights.erasing.receipts(1)).toMatchObject([{ subscribers: 0, participants: 1 }]);
});

it('shows neither of two who share an address, erases neither, and asks staff once', async () => {
  const site = await openSite();
  const [noor, kees] = [register(site, NOOR_ENTRY), register(site, KEES_ENTRY)];
  for (let time = 0; time < 2; time += 1) {
    await site.post(paths.ownData(), { email: Noor.email });
    await site.settle();
  }
  const mail = site.mailTo(Noor.email);
  expect(mail.text).toContain('hoort bij meer dan één persoon');
  expect(mail.text).not.toMatch(/mijn-gegevens\/|Noor|Kees/);
  const [request, ...others] = site.services.rights.requests.open();
  expect(others).toEqual([]);
  const paula = await site.signIn();
  const shown = await paula.get(paths.staff.request(String(request?.id)));
  for (const part of ['Noor Verhoeven', 'Kees Verhoeven', 'Kies wie het is', 'via de pagina Mijn gegevens']) {
    expect(shown.text).toContain(part);
  }
  expect(shown.text).not.toContain('alles.pdf');
  await paula.post(paths.staff.requestPeople(String(request?.id)), { [`wie_persoon.${noor}`]: 'ja' });
  const json = await paula.get(paths.staff.gathered(String(request?.id), 'json'));
  expect(json.text).not.toContain('schaken');
  expect(site.services.participants.byId(kees)).toBeDefined();
});

it('stops working when somebody else gets the same address, when it becomes another one, and after an hour', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  const link = await askFor(site, Noor.email);
  const kees = register(site, KEES_ENTRY);
  for (const answer of [await site.get(link), await site.post(`${link}/wissen`)]) {
    expect(answer.status).toBe(410);
    expect(answer.text).not.toContain('Kerkpad');
  }
  expect(site.services.participants.byId(entry)).toBeDefined();
  site.services.participants.remove(kees, 'staff');
  expect((await site.get(link)).status).toBe(200);
  site.clock.advance(60 * MINUTE);
  expect((await site.get(link)).status).toBe(410);
  const again = await askFor(site, Noor.email);
  const known = site.services.participants.byId(entry);
  if (known === undefined) throw new Error('Gone');
  const moved = { ...known, email: 'nieuw@lijsten.example', emailKey: 'nieuw@lijsten.example' };
  site.services.participants.change(entry, known.version, moved, 'staff');
  expect((await site.get(again)).status).toBe(410);
  expect((await site.get(paths.ownEntry('niemand'))).status).toBe(404);
});

it('mails at most three links a day to an address', async () => {
  const site = await openSite();
  register(site, NOOR_ENTRY);
  for (let time = 0; time < 5; time += 1) await site.post(paths.ownData(), { email: Noor.email });
  await site.settle();
  expect(site.mails).toHaveLength(3);
});
