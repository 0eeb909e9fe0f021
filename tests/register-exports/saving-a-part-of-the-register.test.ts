import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { participantsExport } from '../../src/cli/participants-export.ts';
import { paths } from '../../src/paths.ts';
import { openRaad, PEOPLE, register } from '../invitations/inviting.ts';
import { make, RAAD } from '../meetings/meetings.ts';
import { openSite } from '../support/site.ts';
import { cellsOf } from '../tables/reading.ts';
import { save } from './saved.ts';

it('makes no list that is for nothing, and says what to fill in', async () => {
  const { site, paula } = await withPeople();
  for (const [values, message] of [
    [{ activiteit: '' }, 'Kies voor welke activiteit'],
    [{ activiteit: 'een-andere-bijeenkomst' }, 'Kies voor welke activiteit'],
    [{ naam: '' }, 'Schrijf op welke activiteit'],
    [{ naam: ' - ' }, 'Schrijf op welke activiteit'],
    [{ soort: 'pdf' }, 'Kies een soort bestand'],
    [{ inhoud: '' }, 'Kies wat er in het bestand'],
  ] as const) {
    const { status, text } = await save(paula, values);
    expect([status, text.includes(message)]).toEqual([422, true]);
    expect(text).not.toContain('anna@raad.example');
  }
  expect(site.services.ledger.page(1)).toEqual([]);
});

it('offers the meetings that are to come, drafts and those for the invited too, but none that is off or over', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await make(paula, { titel: 'Nog een ontwerp', openbaar: 'nee' });
  const off = await make(paula, { titel: 'Gaat niet door' });
  await paula.post(paths.staff.publishMeeting(off));
  await paula.post(paths.staff.cancelMeeting(off), { reden: 'Lekkage' });
  register(site, PEOPLE.anna);
  const { text } = await paula.get(paths.staff.exportParticipantsBy('alles=ja'));
  expect(text).toContain('Nog een ontwerp');
  expect(text).not.toContain('Gaat niet door');
  expect(text).toContain('alleen voor uitnodigingen');
  site.clock.set(new Date('2026-06-01T10:00:00Z'));
  const quinten = await site.signIn();
  expect((await quinten.get(paths.staff.exportParticipantsBy('alles=ja'))).text).not.toContain(
    'Nog een ontwerp',
  );
});

it('writes down for which meeting a list was made, by whom, what stands in it and who', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal']);
  const { status } = await save(paula, { activiteit: meeting, inhoud: 'post', keuze: `kies=${ids.anna}` });
  expect(status).toBe(200);
  const [file] = site.services.ledger.page(1);
  expect(file).toMatchObject({
    ...{ kind: 'export', meetingId: meeting, activity: RAAD.titel, staffName: 'Paula de Proef', count: 1 },
    contents: ['name', 'organisation', 'address'],
  });
  expect(site.services.ledger.peopleIn(String(file?.id))).toEqual([ids.anna]);
  expect(site.services.accessLog.newest(1)[0]).toMatchObject({
    ...{ action: 'participant.export', persons: [ids.anna] },
  });
});

it('saves what was chosen, no more than was asked for, in the order of the register', async () => {
  const { paula } = await withPeople();
  const post = await save(paula, { inhoud: 'post', keuze: 'alles=ja&via=letter' });
  expect(post.headers['content-disposition']).toBe('attachment; filename="register-2026-03-05.csv"');
  expect(await cellsOf(post.bytes)).toEqual([
    [
      'Voornaam',
      'Tussenvoegsel',
      'Achternaam',
      'Organisatie',
      'Straat',
      'Huisnummer',
      'Toevoeging',
      'Postcode',
      'Woonplaats',
      'Land',
      'Geen post',
    ],
    ['Wietske', 'van der', 'Meer', '', 'Dorpsstraat', '12', 'a', '1234 AB', 'Ljouwert', 'Nederland', 'Nee'],
    ['Łukasz', '', 'Zając', '', 'Dorpsstraat', '12', 'A', '1234 AB', 'Ljouwert', 'Nederland', 'Nee'],
  ]);
  const contact = (await cellsOf(
    (
      await save(paula, { inhoud: 'contact', soort: 'xlsx' })
    ).bytes,
  )) as string[][];
  expect(contact[0]).toEqual([
    'Voornaam',
    'Tussenvoegsel',
    'Achternaam',
    'Organisatie',
    'E-mailadres',
    'Telefoonnummer',
    'Geen mail',
    'Mogen wij mailen?',
  ]);
  expect(contact.map(([, , name]) => name)).toEqual(['Achternaam', 'Meer', 'Vries', 'Yıldız', 'Zając']);
});

it('runs nothing as a formula, whatever a name begins with', async () => {
  const { site, paula } = await withPeople();
  const long = 'x'.repeat(300);
  register(site, {
    lastName: '=HYPERLINK("http://evil.example")',
    firstName: 'محمد',
    organisation: long,
    note: 'een\ntwee',
  });
  const { text, bytes } = await save(paula);
  expect(text).toContain('"\'=HYPERLINK(""http://evil.example"")"');
  const rows = (await cellsOf(bytes)) as string[][];
  expect(rows.find(([first]) => first === 'محمد')?.slice(2, 4)).toEqual([
    '=HYPERLINK("http://evil.example")',
    long,
  ]);
});

it('says so when nobody was chosen', async () => {
  const { paula, site } = await withPeople();
  const nobody = await save(paula, { keuze: '' });
  expect([nobody.status, nobody.text.includes('Er is niemand gekozen')]).toEqual([422, true]);
  expect((await paula.get(paths.staff.exportParticipants())).text).toContain('Kies eerst mensen');
  expect(site.services.ledger.page(1)).toEqual([]);
});

it('writes the whole register on the command line, and who did that for what', async () => {
  const { site } = await withPeople();
  const file = join(site.folder, 'register.csv');
  expect(await command(site, file, '  ')).toBe('failed');
  expect(site.services.ledger.page(1)).toEqual([]);
  expect(await command(site, file, 'AlliantieRaad')).toBe('done');
  expect(readFileSync(file, 'utf8')).toContain('anna@raad.example');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(site.services.ledger.page(1)).toMatchObject([
    { staffId: '', staffName: 'de opdrachtregel', activity: 'AlliantieRaad', count: 4 },
  ]);
  expect(site.services.accessLog.newest(1)[0]).toMatchObject({
    staffId: 'command line',
    action: 'participant.export',
  });
});

async function withPeople() {
  const site = await openSite();
  const paula = await site.signIn();
  for (const name of ['anna', 'bilal', 'wietske', 'lukasz'] as const) register(site, PEOPLE[name]);
  return { site, paula };
}

async function command(site: Awaited<ReturnType<typeof openSite>>, file: string, purpose: string) {
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  return participantsExport.run(site.services, { values: { purpose }, positionals: [file] });
}
