import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { textIn } from '../support/pdf.ts';
import { hasProgram } from '../support/programs.ts';
import { openSite } from '../support/site.ts';
import { everythingOfNoor } from './everything.ts';
import { ask, idIn, KEES_ENTRY, NOOR_ENTRY, Noor, readerId, register } from './people.ts';

const readable = hasProgram('pdftotext', '-v');

it('gathers everything of somebody as JSON, from every list', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { reader, entry } = await everythingOfNoor(site, paula);
  const address = await ask(paula, 'access', [`lezer.${reader}`, `persoon.${entry}`]);
  const answer = await paula.get(paths.staff.gathered(idIn(address), 'json'));
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="gegevens-.+\.json"$/);
  const all = JSON.parse(answer.text);
  expect(all.nieuwsbrief[0]).toMatchObject({
    emailadres: Noor.email,
    nieuwsbrieven: [{ onderwerp: 'Voorjaar' }],
  });
  expect(all.nieuwsbrief[0].bewijs.length).toBeGreaterThan(2);
  expect(all.nieuwsbrief[0].teruggekomenMail).toHaveLength(1);
  expect(all.aanvragenInBehandeling).toHaveLength(1);
  expect(all.berichtenOverMail).toHaveLength(1);
  expect(all.lijstenVanLezers.map(({ regel }: { regel: string[] }) => regel)).toContainEqual([
    Noor.email,
    Noor.name,
  ]);
  expect(all.register.map((one: { Voornaam: string }) => one.Voornaam).sort()).toEqual(['Noor', 'Nora']);
  const [noor] = all.register.filter((one: { weggehaaldOp: string | null }) => one.weggehaaldOp === null);
  expect(noor.geschiedenis.map(({ wat }: { wat: string }) => wat)).toContain(
    'Samengevoegd met een dubbele inschrijving',
  );
  expect(noor.gevraagdOfUWiltBlijven).not.toBeNull();
  expect(all.uitnodigingen).toHaveLength(2);
  expect(all.uitnodigingen[0]).toMatchObject({
    dieetEnToegang: 'notenallergie',
    neemtMee: ['Tante Toos'],
    wasEr: true,
  });
  expect(all.uitgeleverd).toMatchObject([{ wat: 'Etiketten', voor: 'Raad van vorig jaar' }]);
  expect(all.lijstenVoorRegister).toHaveLength(1);
  expect(all.mailsAanU.map(({ onderwerp }: { onderwerp: string }) => onderwerp)).toContain('Welkom');
  expect(all.linksNaarMijnGegevens.length).toBeGreaterThan(0);
  expect(all.verzoeken.map(({ opgeschreven }: { opgeschreven: string }) => opgeschreven)).toContain(
    'Noor belde.',
  );
  expect(all.logboek.map(({ wat }: { wat: string }) => wat)).toContain('Op de lijst van genodigden gezet');
  expect(all.logboek.every(({ door }: { door: string }) => door === 'een medewerker')).toBe(true);
  expect(answer.text).not.toMatch(/Paula/);
});

it.skipIf(!readable)('gathers the same on paper, to read', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { reader, entry } = await everythingOfNoor(site, paula);
  const address = await ask(paula, 'access', [`lezer.${reader}`, `persoon.${entry}`]);
  const answer = await paula.get(paths.staff.gathered(idIn(address), 'pdf')).buffer();
  expect(answer.headers['content-type']).toBe('application/pdf');
  const text = textIn(answer.body as Buffer).replaceAll(/\s+/g, ' ');
  for (const part of [
    ...[
      'Wat wij van u bewaren',
      'U als lezer van de nieuwsbrief',
      'Spreekt graag over schulden.',
      'notenallergie',
    ],
    ...[
      'Bijeenkomsten waarvoor wij u uitnodigden',
      'Raad van vorig jaar',
      'Wie van ons uw gegevens zag of veranderde',
    ],
  ]) {
    expect(text).toContain(part);
  }
});

it('gives nothing of the other who has the same e-mail address', async () => {
  const site = await openSite();
  const [noor, kees] = [register(site, NOOR_ENTRY), register(site, KEES_ENTRY)];
  const paula = await site.signIn();
  const content = { subject: 'Uitnodiging', text: 'Beste Kees', html: '', headers: {} };
  site.services.outbox.enqueue({ kind: 'meeting invitation', recipient: Noor.email, content });
  const json = await paula.get(
    paths.staff.gathered(idIn(await ask(paula, 'access', [`persoon.${noor}`])), 'json'),
  );
  expect(json.text).toContain('Noor');
  expect(json.text).not.toMatch(/Kees|schaken/);
  const other = await paula.get(
    paths.staff.gathered(idIn(await ask(paula, 'access', [`persoon.${kees}`])), 'json'),
  );
  expect(other.text).toContain('schaken');
  expect(other.text).not.toMatch(/Noor Verhoeven|schulden/);
});

it('leaves out what came of merging with somebody else by mistake, and was put back', async () => {
  const site = await openSite();
  const { participants } = site.services;
  const [noor, kees] = [register(site, NOOR_ENTRY), register(site, KEES_ENTRY)];
  const sides = { one: { id: noor, version: 1 }, other: { id: kees, version: 1 } };
  const merged = participants.merge({ ...sides, choices: {} }, 'staff');
  if (merged.outcome !== 'done') throw new Error('Not merged');
  participants.undoTogether(merged.batchId, 'staff');
  const paula = await site.signIn();
  const json = await paula.get(
    paths.staff.gathered(idIn(await ask(paula, 'access', [`persoon.${noor}`])), 'json'),
  );
  expect(json.text).toContain('Noor');
  expect(json.text).not.toMatch(/Kees|schaken/);
});

it('asks for the password again, asks whose it is first, and is in the log', async () => {
  const site = await openSite();
  await site.subscribe(Noor);
  const reader = readerId(site, Noor.email);
  const paula = await site.signIn();
  const address = await ask(paula, 'access', [`lezer.${reader}`]);
  const file = paths.staff.gathered(idIn(address), 'json');
  expect((await paula.get(file)).status).toBe(200);
  expect(site.services.accessLog.newest(2)).toContainEqual(
    expect.objectContaining({ action: 'subscriber.gather', persons: [reader] }),
  );
  site.services.connection.exec(`UPDATE sessions SET proved_at = '2026-01-01T00:00:00.000Z'`);
  expect((await paula.get(file)).headers.location).toContain(paths.staff.confirm());

  site.services.connection.exec('UPDATE rights_request_people SET chosen = 0');
  site.services.connection.exec(`UPDATE sessions SET proved_at = last_used_at`);
  expect((await paula.get(file)).headers.location).toBe(paths.staff.requestPeople(idIn(address)));
  expect((await paula.get(paths.staff.gathered('niemand', 'json'))).status).toBe(404);
});
