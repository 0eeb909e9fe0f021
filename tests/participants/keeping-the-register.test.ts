import { expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { add, names, TheBridge, undoOn, valuesOn, Wietske } from './register.ts';

const REMOVE = '/verwijderen';

it('keeps what was filled in, and shows when it was last changed', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const filledIn = {
    ...{
      voornaam: 'Wietske',
      tussenvoegsel: 'de',
      achternaam: 'Vries',
      organisatie: 'Wijkraad Rondom',
      soort: 'interested',
    },
    ...{
      straat: "'s-Gravenweg",
      huisnummer: '12',
      toevoeging: 'hs',
      postcode: '1234 AB',
      plaats: 'Sneek',
      land: 'NL',
    },
    ...{
      email: 'Wietske@post.example',
      telefoon: '+31 6 00123456',
      notitie: 'Belt liever.\nKan alleen overdag.',
    },
  };
  const page = await paula.get(await add(paula, filledIn));
  expect(valuesOn(page.text)).toMatchObject(filledIn);
  expect(page.text).toContain('<h1>Wietske de Vries</h1>');
  expect(page.text).toContain(
    'Laatst gewijzigd op <time datetime="2026-03-05T10:00:00.000Z">5 maart 2026, 11:00 uur</time>',
  );
});

it('says that the register is empty, and what to do then', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const page = await paula.get(paths.staff.participants());
  expect(page.text).toContain('Het register is nog leeg');
  expect(page.text).toContain(`href="${paths.staff.newParticipant()}"`);
});

it('takes an organisation without a person, and a person without anything but a last name', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await add(paula, { organisatie: 'Buurthuis De Brug' });
  await add(paula, { achternaam: 'Özdemir' });
  expect(await names(paula)).toEqual(['Buurthuis De Brug', 'Özdemir']);
});

it('asks for a last name or an organisation, and gives back what was typed', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const answer = await paula.post(paths.staff.newParticipant(), {
    soort: 'interested',
    voornaam: 'Wietske',
    land: 'BE',
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('href="#veld-achternaam">Vul een achternaam in');
  expect(valuesOn(answer.text)).toMatchObject({ voornaam: 'Wietske', land: 'BE', soort: 'interested' });
  expect(await names(paula)).toEqual([]);
});

it('changes an entry, and undoes that when asked', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  const before = valuesOn((await paula.get(address)).text);
  await paula.post(address, { ...before, achternaam: 'Vries-Bakker', plaats: '' });
  const changed = await paula.get(address);
  expect(changed.text).toContain('<h1>Wietske de Vries-Bakker</h1>');
  const undone = await paula.post(undoOn(changed.text));
  expect(undone.headers.location).toBe(address);
  const page = await paula.get(address);
  expect(page.text).toContain('Alles staat weer zoals het was');
  expect({ ...valuesOn(page.text), version: '' }).toEqual({ ...before, version: '' });
  expect(await names(paula, { q: 'bakker' })).toEqual([]);
});

it('removes an entry for good, but for the undo of the next 30 days', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, { ...Wietske, notitie: 'merkteken' });
  site.clock.advance(DAY);
  const quinten = await site.signIn(Quinten);
  const removed = await quinten.post(address + REMOVE);
  expect(removed.headers.location).toBe(paths.staff.participants());
  expect(undoOn((await quinten.get(paths.staff.participants())).text)).toContain('/wijzigingen/');
  expect(await names(quinten)).toEqual([]);
  expect((await quinten.get(address)).status).toBe(404);

  site.clock.advance(29 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.dump()).toContain('merkteken');
  site.clock.advance(2 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.dump()).not.toContain('merkteken');
});

it('brings back a removed entry under the same address, whole', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await add(paula, TheBridge);
  const address = await add(paula, Wietske);
  const before = valuesOn((await paula.get(address)).text);
  await paula.post(address + REMOVE);
  const undo = undoOn((await paula.get(paths.staff.participants())).text);
  expect((await paula.post(undo)).headers.location).toBe(address);
  expect({ ...valuesOn((await paula.get(address)).text), version: '' }).toEqual({ ...before, version: '' });
  expect(await names(paula)).toEqual(['Buurthuis De Brug', 'Vries, Wietske de']);
});

it('undoes an addition, and that in turn', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  const undo = undoOn((await paula.get(address)).text);
  expect((await paula.post(undo)).headers.location).toBe(paths.staff.participants());
  const list = await paula.get(paths.staff.participants());
  expect(await names(paula)).toEqual([]);
  await paula.post(undoOn(list.text));
  expect(await names(paula)).toEqual(['Vries, Wietske de']);
});

it('undoes once, however often the button is pressed', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  await paula.get(address);
  await paula.post(address + REMOVE);
  const undo = undoOn((await paula.get(paths.staff.participants())).text);
  const answers = [await paula.post(undo), await paula.post(undo)];
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect((await paula.get(address)).text).toContain('Alles staat weer zoals het was');
  expect(await names(paula)).toEqual(['Vries, Wietske de']);
});

it('does not undo what was changed since, and says so', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  const added = await paula.get(address);
  await paula.post(address, { ...valuesOn(added.text), plaats: 'Dokkum' });
  await paula.get(address);
  await paula.post(undoOn(added.text));
  const page = await paula.get(address);
  expect(page.text).toContain('Ongedaan maken kan niet meer');
  expect(valuesOn(page.text).plaats).toBe('Dokkum');
});

it('answers 404 for an entry and a change that do not exist', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const unknown = 'AAAAAAAAAAAAAAAA';
  expect((await paula.get(paths.staff.participant(unknown))).status).toBe(404);
  expect(
    (await paula.post(paths.staff.participant(unknown), { ...Wietske, soort: 'participant' })).status,
  ).toBe(404);
  expect((await paula.post(paths.staff.removeParticipant(unknown))).status).toBe(404);
  expect((await paula.post(paths.staff.undoParticipantChange(unknown))).status).toBe(404);
});

it('logs who was seen, added, changed, removed and brought back, by opaque ids alone', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  const id = String(address.split('/').at(-1));
  const page = await paula.get(address);
  await paula.post(address, { ...valuesOn(page.text), plaats: 'Dokkum' });
  await names(paula, { q: 'wietske' });
  await paula.post(address + REMOVE);
  const undo = undoOn((await paula.get(paths.staff.participants())).text);
  await paula.post(undo);
  const logged = site.services.accessLog.newest(20).reverse();
  const rows = logged.filter(({ action }) => action.startsWith('participant.'));
  expect(rows.map(({ action, persons }) => `${action} ${persons.join()}`.trim())).toEqual([
    `participant.add ${id}`,
    `participant.show ${id}`,
    `participant.change ${id}`,
    `participant.list ${id}`,
    `participant.remove ${id}`,
    'participant.list',
    `participant.undo ${id}`,
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/wietske|vries|dokkum/i);
});

it('shows nothing of the register to anyone who is not signed in', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  for (const path of [address, paths.staff.participants(), paths.staff.newParticipant()]) {
    const answer = await site.get(path);
    expect(answer.status).toBe(303);
    expect(answer.text).not.toContain('Wietske');
  }
});
