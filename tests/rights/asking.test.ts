import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { ask, idIn, KEES_ENTRY, NOOR_ENTRY, Noor, readerId, register } from './people.ts';

const DAY = 24 * 60 * 60 * 1000;
const REMIND = 'remind staff of requests about data';

it('writes a request down for somebody who is found in both lists, with an answer due in a month', async () => {
  const site = await openSite();
  await site.subscribe(Noor);
  const entry = register(site, NOOR_ENTRY);
  const paula = await site.signIn();
  const found = await paula.post(paths.staff.newRequest(), { stap: 'zoek', zoek: 'verhoeven kerkpad' });
  expect(found.status).toBe(200);
  const [reader, person] = [`lezer.${readerId(site, Noor.email)}`, `persoon.${entry}`];
  for (const key of [reader, person]) expect(found.text).toContain(`name="wie_${key}"`);

  const address = await ask(paula, 'access', [reader, person], '2026-01-31');
  const shown = await paula.get(address);
  expect(shown.text).toContain('Antwoord uiterlijk op 28 februari 2026');
  expect(shown.text).toContain('5 dagen te laat');
  expect((await paula.get(paths.staff.requests())).text).toContain('Noor Verhoeven');
});

it('finds somebody by name, street, postcode and e-mail address, also who was just taken out of the register', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  site.services.participants.remove(entry, 'staff');
  const { finding } = site.services.rights;
  for (const words of ['noor', 'KERKPAD 7', '1234ab', Noor.email]) {
    expect([words, finding.search(words).map(({ id, removedAt }) => [id, removedAt !== undefined])]).toEqual([
      words,
      [[entry, true]],
    ]);
  }
  expect(finding.search('')).toEqual([]);
  expect(finding.search('niemand')).toEqual([]);
});

it('finds who was taken out before a thousand others were, and all that was theirs', async () => {
  const site = await openSite();
  const { participants, rights } = site.services;
  const entry = register(site, NOOR_ENTRY);
  participants.remove(entry, 'staff');
  for (let number = 0; number < 1001; number += 1) {
    participants.remove(register(site, { lastName: `Ander ${number}` }), 'staff');
  }
  expect(rights.finding.search('kerkpad').map(({ id }) => id)).toEqual([entry]);
  expect(rights.finding.personOf([{ list: 'participant', id: entry }]).addressKeys).toEqual([Noor.email]);
});

it('puts somebody of two spellings together by ticking, and keeps the tick while searching on', async () => {
  const site = await openSite();
  const one = register(site, NOOR_ENTRY);
  const other = register(site, {
    ...NOOR_ENTRY,
    firstName: 'Nora',
    lastName: 'Verhoeve',
    email: 'nora@elders.example',
  });
  const paula = await site.signIn();
  const found = await paula.post(paths.staff.newRequest(), {
    ...{ stap: 'zoek', zoek: 'nora', soort: 'erasure', notitie: 'Belde zelf.' },
    [`wie_persoon.${one}`]: 'ja',
  });
  expect(found.text).toMatch(new RegExp(`name="wie_persoon\\.${one}" value="ja" checked`));
  expect(found.text).toContain(`name="wie_persoon.${other}"`);
  expect(found.text).toContain('Belde zelf.');
  const address = await ask(paula, 'erasure', [`persoon.${one}`, `persoon.${other}`]);
  expect(
    site.services.rights.requests
      .askersOf(idIn(address))
      .map(({ id }) => id)
      .sort(),
  ).toEqual([one, other].sort());
});

it('warns where an e-mail address is shared, and shows both', async () => {
  const site = await openSite();
  register(site, NOOR_ENTRY);
  register(site, KEES_ENTRY);
  const paula = await site.signIn();
  const { text } = await paula.post(paths.staff.newRequest(), { stap: 'zoek', zoek: 'noor' });
  expect(text).toContain('Kees Verhoeven');
  expect(text.match(/iemand anders heeft hetzelfde e-mailadres/g)).toHaveLength(2);
});

it('refuses a request without a person, without a kind, and of a day to come, and keeps what was typed', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  const paula = await site.signIn();
  const good = {
    soort: 'access',
    datum: '2026-03-05',
    notitie: 'Per brief.',
    [`wie_persoon.${entry}`]: 'ja',
  };
  for (const [wrong, message] of [
    [{ [`wie_persoon.${entry}`]: '' }, 'Zoek deze persoon, en zet een vinkje.'],
    [{ soort: 'iets' }, 'Kies wat deze persoon vraagt.'],
    [{ datum: '2026-03-06' }, 'Deze dag moet nog komen.'],
    [{ datum: 'gisteren' }, 'Dit is geen datum.'],
  ] as const) {
    const answer = await paula.post(paths.staff.newRequest(), { ...good, ...wrong });
    expect([answer.status, answer.text.includes(message)]).toEqual([422, true]);
    expect(answer.text).toContain('Per brief.');
  }
  expect(site.services.rights.requests.open()).toEqual([]);
});

it('reminds on the dashboard and by mail in the last week and when it is late, once each and without a name', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  await site.signIn(Quinten);
  const paula = await site.signIn(Paula);
  await ask(paula, 'access', [`persoon.${entry}`]);
  expect((await paula.get(paths.staff.dashboard())).text).toContain('Er wacht 1 verzoek');
  await site.runTask(REMIND);
  await site.settle();
  expect(site.mails).toEqual([]);

  site.clock.advance(24 * DAY);
  for (let time = 0; time < 2; time += 1) await site.runTask(REMIND);
  await site.settle();
  expect(site.mails.map(({ recipient }) => recipient).sort()).toEqual([Paula.email, Quinten.email].sort());
  expect(site.mails[0]?.subject).toBe('Een verzoek over gegevens moet deze week klaar');
  expect(site.mails[0]?.text).not.toMatch(/Noor|Verhoeven/);
  expect((await paula.get(paths.staff.dashboard())).text).toContain('1 verzoek moet deze week klaar');

  site.clock.advance(8 * DAY);
  for (let time = 0; time < 2; time += 1) await site.runTask(REMIND);
  await site.settle();
  expect(site.mails).toHaveLength(4);
  expect(site.mails.at(-1)?.subject).toBe('Een verzoek over gegevens is te laat');
  expect((await paula.get(paths.staff.dashboard())).text).toContain('1 verzoek is te laat');
});

it('says how it ended, asks why where it was not wholly done, and stops the clock', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  const paula = await site.signIn();
  const address = await ask(paula, 'erasure', [`persoon.${entry}`]);
  const close = paths.staff.closeRequest(idIn(address));
  expect((await paula.post(close, { afloop: 'refused', uitleg: '' })).status).toBe(422);
  expect((await paula.post(close, {})).status).toBe(422);
  await paula.post(close, { afloop: 'refused', uitleg: 'Er loopt een klacht.' });
  const { text } = await paula.get(address);
  expect(text).toContain('Niet gedaan, met uitleg');
  expect(text).toContain('Er loopt een klacht.');
  expect(site.services.rights.requests.news()).toEqual({ open: 0, soon: 0, late: 0 });
  await paula.post(close, { afloop: 'done' });
  expect((await paula.get(address)).text).toContain('Een collega heeft dit verzoek al afgerond');
});

it('takes two months more for a difficult request, once and in the first month, and tells the person why', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  await site.signIn(Quinten);
  const paula = await site.signIn();
  const address = await ask(paula, 'access', [`persoon.${entry}`], '2026-03-01');
  const extend = paths.staff.extendRequest(idIn(address));
  const refused = await paula.post(extend, { reden: ' ', mail: Noor.email });
  expect([refused.status, refused.text.includes('Schrijf op waarom.')]).toEqual([422, true]);
  const nobody = await paula.post(extend, { reden: '', mail: '' });
  expect(nobody.text).toContain('id="mail-geen" name="mail" value="" checked');
  site.clock.advance(24 * DAY);
  await site.runTask(REMIND);
  await paula.post(extend, { reden: 'Er zijn <3 mappen op papier.', mail: Noor.email });
  const { text } = await paula.get(address);
  expect(text).toContain('Antwoord uiterlijk op 1 juni 2026');
  expect(text).toContain('Er zijn &lt;3 mappen op papier.');
  expect(text).not.toContain('Neem twee maanden meer');
  await site.settle();
  const mail = site.mailTo(Noor.email);
  expect(mail.text).toContain('Er zijn <3 mappen op papier.');
  expect(mail.text).toContain('uiterlijk op 1 juni 2026');
  await paula.post(extend, { reden: 'Nog langer.', mail: Noor.email });
  expect((await paula.get(address)).text).toContain('Meer tijd kan nu niet.');
  site.clock.advance(62 * DAY);
  await site.runTask(REMIND);
  await site.settle();
  expect(site.mails.at(-1)?.subject).toBe('Een verzoek over gegevens moet deze week klaar');

  const late = await ask(paula, 'erasure', [`persoon.${entry}`], '2026-03-01');
  await paula.post(paths.staff.extendRequest(idIn(late)), { reden: 'Vergeten.', mail: Noor.email });
  expect((await paula.get(late)).text).toContain('Antwoord uiterlijk op 1 april 2026');
});

it('mails nobody whose address is not that of the request', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  const paula = await site.signIn();
  const address = await ask(paula, 'access', [`persoon.${entry}`]);
  await paula.post(paths.staff.extendRequest(idIn(address)), {
    reden: 'Veel.',
    mail: 'ander@elders.example',
  });
  await site.settle();
  expect(site.mails).toEqual([]);
  expect((await paula.get(address)).text).toContain('U nam op');
});

it('forgets a request two years after it was answered, and no open one', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  const paula = await site.signIn();
  const first = await ask(paula, 'access', [`persoon.${entry}`]);
  await ask(paula, 'erasure', [`persoon.${entry}`]);
  await paula.post(paths.staff.closeRequest(idIn(first)), { afloop: 'done' });
  site.clock.advance(732 * DAY);
  site.services.rights.removeOld();
  expect(site.services.rights.requests.closed(10)).toEqual([]);
  expect(site.services.rights.requests.open()).toHaveLength(1);
});

it('is behind a second factor, and is in the log with the ids of whom it is about', async () => {
  const site = await openSite();
  await site.subscribe(Noor);
  const [reader, entry] = [readerId(site, Noor.email), register(site, NOOR_ENTRY)];
  const quinten = await site.signIn(Quinten, { secondFactor: false, atWork: true });
  expect((await quinten.get(paths.staff.requests())).headers.location).toContain(paths.staff.secondFactor());
  const paula = await site.signIn(Paula);
  await paula.get(await ask(paula, 'access', [`lezer.${reader}`, `persoon.${entry}`]));
  const log = site.services.accessLog.newest(4).map(({ action, persons }) => [action, persons]);
  expect(log).toContainEqual(['participant.request', [entry]]);
  expect(log).toContainEqual(['subscriber.request', [reader]]);
  expect(log).toContainEqual(['participant.request-kept', [entry]]);
});
