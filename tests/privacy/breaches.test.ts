import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openRaad } from '../invitations/inviting.ts';
import { textIn } from '../support/pdf.ts';
import { hasProgram } from '../support/programs.ts';
import { openSite } from '../support/site.ts';

const LEAK = {
  datum: '2026-03-05',
  tijd: '10:30',
  wat: 'Een mail ging naar de verkeerde.',
  hoeveel: 'ongeveer 40',
  'soort-readers': 'ja',
};

it('writes a breach down with its kinds of data, and says how long there is to report it', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const answer = await paula.post(paths.staff.newBreach(), LEAK);
  expect(answer.status).toBe(303);
  const page = (await paula.get(String(answer.headers.location))).text;
  expect(page).toContain('Nog 71 uur');
  expect(page).toMatch(/name="soort-readers" value="ja" checked/);
  const list = (await paula.get(paths.staff.breaches())).text;
  expect(list).toContain('Een mail ging naar de verkeerde.');
  expect(list).toContain('Wie de nieuwsbrief krijgt');
  site.clock.advance(72 * 60 * 60 * 1000);
  const later = await site.signIn();
  expect((await later.get(String(answer.headers.location))).text).toContain('De 72 uur zijn voorbij');
});

it('refuses what cannot be, and keeps what was typed', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  for (const wrong of [{ wat: '' }, { datum: '2026-03-06' }, { tijd: '25:00' }, { gemeld: '2026-02-30' }]) {
    const answer = await paula.post(paths.staff.newBreach(), { ...LEAK, ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('ongeveer 40');
  }
  expect(site.services.breaches.all()).toEqual([]);
});

it('reads a day and a time as people type them where there is nothing to pick them from', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const answer = await paula.post(paths.staff.newBreach(), {
    ...LEAK,
    datum: '5-3-2026',
    tijd: '10.30 uur',
    gemeld: '5.3.2026',
  });
  expect(answer.status).toBe(303);
  expect(site.services.breaches.all()[0]).toMatchObject({
    ...{ noticedAt: '2026-03-05T09:30:00.000Z', reportedAt: '2026-03-05', toldAt: '' },
  });
});

it('loses nobody’s work when two people write at once', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const page = String((await paula.post(paths.staff.newBreach(), LEAK)).headers.location);
  await paula.post(page, { ...LEAK, versie: '1', maatregelen: 'Gebeld.' });
  const late = await paula.post(page, { ...LEAK, versie: '1', maatregelen: 'Gemaild.' });
  expect(late.status).toBe(422);
  expect(late.text).toContain('intussen veranderd');
  expect(late.text).toContain('Gemaild.');
  expect(site.services.breaches.all()[0]?.measures).toBe('Gebeld.');
  expect((await paula.post(page, { ...LEAK, versie: '2', maatregelen: 'Gemaild.' })).status).toBe(303);
});

it('lists a lost list of the register by itself, with what stood in it', async () => {
  const { site, paula, ids } = await openRaad(['anna']);
  site.services.ledger.record({
    ...{ kind: 'labels', activity: { title: 'AlliantieRaad' }, staff: { id: 'p', name: 'Paula de Proef' } },
    participantIds: [String(ids.anna)],
  });
  const [file] = site.services.ledger.page(1);
  const noticed = { datum: '2026-03-05', tijd: '11:00', wat: 'De tas is weg.' };
  await paula.post(paths.staff.lostFile(String(file?.id)), noticed);
  const list = (await paula.get(paths.staff.breaches())).text;
  expect(list).toContain('Etiketten voor ‘AlliantieRaad’');
  expect(list).toContain('De tas is weg.');
  expect(list).not.toContain('Anna');
});

it('is forgotten after five years', async () => {
  const site = await openSite();
  site.services.breaches.add({ ...EMPTY, what: 'oud' }, 'Paula');
  site.clock.set(new Date('2031-03-05T09:00:00.000Z'));
  site.services.breaches.removeOld();
  expect(site.services.breaches.all()).toHaveLength(1);
  site.clock.set(new Date('2031-03-05T11:00:00.000Z'));
  site.services.breaches.removeOld();
  expect(site.services.breaches.all()).toEqual([]);
});

it.skipIf(!hasProgram('pdftotext', '-v'))(
  'makes papers of the record of processing and of the breaches',
  async () => {
    const site = await openSite({ env: { MAIL_PROVIDER: 'Postduif B.V.' } });
    const paula = await site.signIn();
    await paula.post(paths.staff.newBreach(), LEAK);
    const record = await paula.get(paths.staff.processingPaper()).buffer().responseType('blob');
    expect(record.headers['content-type']).toBe('application/pdf');
    const text = textIn(record.body as Buffer).replaceAll(/\s+/g, ' ');
    for (const words of [
      'Verwerkingsregister',
      'Postduif B.V.',
      'artikel 30 AVG',
      '14 dagen na de bijeenkomst',
    ])
      expect(text).toContain(words);
    const breaches = await paula.get(paths.staff.breachesPaper()).buffer().responseType('blob');
    expect(textIn(breaches.body as Buffer)).toContain('Een mail ging naar de verkeerde.');
  },
);

const EMPTY = {
  ...{ noticedAt: '2026-03-05T09:30:00.000Z', kinds: [], people: '', consequences: '', measures: '' },
  ...{ reportedAt: '', toldAt: '', whyNot: '' },
};
