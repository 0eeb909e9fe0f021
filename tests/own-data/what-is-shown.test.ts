import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { CONSENT_WORDING } from '../../src/subscribers/consent.ts';
import { escapeHtml } from '../../src/templates/html.ts';
import { Anna, Bilal, Paula } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';
import { askFor, putDelivery, readerOf } from './readers.ts';

const DAY = 24 * 60 * 60 * 1000;

it('shows a reader everything: address, name, state, the proof with its exact words, and how long it stays', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const messageId = site.mails.find(({ recipient }) => recipient === Anna.email)?.messageId ?? 'none';
  site.clock.advance(DAY);
  const { text } = await site.get(await askFor(site, Anna.email));
  for (const shown of [
    ...[Anna.email, Anna.name, CONSENT_WORDING, 'versie 1', 'U krijgt de nieuwsbrief, sinds 5 maart 2026'],
    ...['5 maart 2026, 11:00 uur', 'op de pagina /nieuwsbrief', 'U bevestigde uw inschrijving'],
    ...['nog 24 maanden', 'Deze pagina werkt tot 6 maart 2026, 12:00 uur', escapeHtml(messageId)],
  ]) {
    expect(text).toContain(shown);
  }
});

it('shows each issue that was sent to the reader, with what became of it, and staff the last one on top', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  expect((await site.get(await askFor(site, Anna.email))).text).toContain('nog geen nieuwsbrief gestuurd');
  putDelivery(site, Anna.email, { subject: 'Winter', state: 'sent', answer: '250 2.0.0 OK' });
  site.clock.advance(DAY);
  putDelivery(site, Anna.email, { subject: 'Voorjaar', state: 'failed', answer: '550 No such user' });
  const link = await askFor(site, Anna.email);
  const { text } = await site.get(link);
  expect(text).toMatch(
    /Winter[\s\S]*nam de mail aan: ‘250 2.0.0 OK’[\s\S]*Voorjaar[\s\S]*‘550 No such user’/,
  );
  expect((await site.get(`${link}/mijn-gegevens.json`)).body.nieuwsbrieven).toHaveLength(2);
  expect((await site.get(`${link}/mijn-gegevens.csv`)).text).toContain('550 No such user');
  const paula = await site.signIn(Paula);
  const page = await paula.get(paths.staff.subscriber(readerOf(site, Anna.email).id));
  expect(page.text).toContain('De laatste nieuwsbrief, ‘Voorjaar’, 6 maart 2026, 11:00 uur: niet bezorgd.');
  await site.post(`${link}/wissen`);
  expect(site.dump()).not.toMatch(/anna@|No such user/);
});

it('tells a reader who left what stays and until when, and one who did not confirm when it goes', async () => {
  const site = await openSite();
  await site.post((await site.subscribe(Anna)).leave);
  await site.post(paths.newsletter(), { email: Bilal.email });
  await site.settle();
  const left = (await site.get(await askFor(site, Anna.email))).text;
  expect(left).toContain('U bent afgemeld. Wij bewaren uw gegevens nog tot zondag 5 maart 2028');
  expect(left).toContain('U meldde u af, met de link in een mail.');
  expect(left).not.toContain('Meld mij af');
  const waiting = (await site.get(await askFor(site, Bilal.email))).text;
  expect(waiting).toContain('Dan wissen wij uw aanvraag op zaterdag 4 april 2026');
  site.clock.advance(30 * DAY + 1);
  await site.runTask('remove what is past its term');
  expect(site.dump()).not.toContain(Bilal.email);
});

it('shows a reader nothing of anybody else, and nothing of the register', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula);
  const entry = {
    soort: 'participant',
    voornaam: 'Anna',
    achternaam: 'Registerkind',
    email: Anna.email,
    land: 'NL',
  };
  expect((await paula.post(paths.staff.newParticipant(), entry)).status).toBe(303);
  await site.subscribe(Anna);
  await site.subscribe(Bilal);
  const link = await askFor(site, Anna.email);
  for (const path of [link, `${link}/mijn-gegevens.json`, `${link}/mijn-gegevens.csv`]) {
    const { text } = await site.get(path);
    expect(text).toContain(Anna.email);
    expect(text).not.toContain(Bilal.email);
    expect(text).not.toContain('Registerkind');
  }
});

it('corrects the name for the reader and for staff, keeps the state, and can take it away', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  const before = readerOf(site, Anna.email);
  site.clock.advance(60_000);
  const answer = await site.post(`${link}/naam`, { naam: '  Anna Bakker-de Vries ' });
  expect(answer.status).toBe(303);
  const after = String(answer.headers.location);
  for (let time = 0; time < 2; time += 1) {
    const { text, status } = await site.get(after);
    expect([status, text.includes('Uw naam is bewaard'), text.includes('Anna Bakker-de Vries')]).toEqual([
      ...[200, true, true],
    ]);
  }
  expect(readerOf(site, Anna.email)).toEqual({ ...before, name: 'Anna Bakker-de Vries' });
  expect(site.services.subscribers.list({ words: 'bakker' }).subscribers).toHaveLength(1);
  expect(site.dump()).not.toContain(`"${Anna.name}"`);
  await site.post(`${link}/naam`, { naam: '' });
  expect(readerOf(site, Anna.email).name).toBe('');
  expect((await site.get(link)).text).toContain('niet opgegeven');
});

it('keeps a name that was corrected before the sign-up was confirmed', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { naam: 'Verkeerd', email: Anna.email });
  await site.settle();
  const confirm = linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/');
  await site.post(`${await askFor(site, Anna.email)}/naam`, { naam: Anna.name });
  await site.post(confirm);
  expect(readerOf(site, Anna.email)).toMatchObject({ name: Anna.name, state: 'subscribed' });
  expect(site.dump()).not.toContain('Verkeerd');
});

it('prints any name that it takes as text, and refuses the others with what was typed', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed()),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x>',
      '=1+1',
      'Łukasz Żółć',
      "O'Brien",
      'a\r\nBcc: x',
    ),
  );
  await fc.assert(
    fc.asyncProperty(name, async (typed) => {
      const answer = await site.post(`${link}/naam`, { naam: typed });
      const kept = typed.trim().normalize('NFC');
      const readable = /^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u.test(kept) && kept.length <= 100;
      expect(answer.status).toBe(readable ? 303 : 422);
      if (!readable) {
        expect(answer.text).toContain('href="#veld-naam"');
        return;
      }
      expect(readerOf(site, Anna.email).name).toBe(kept);
      const { text, status } = await site.get(link);
      expect(status).toBe(200);
      if (kept !== '') expect(text).toContain(`<dt>Naam</dt><dd>${escapeHtml(kept)}</dd>`);
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('changes nothing by GET and HEAD', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  const before = site.dump();
  for (const path of [
    link,
    `${link}?gedaan=naam`,
    `${link}?gedaan=x`,
    `${link}/wissen`,
    `${link}/mijn-gegevens.csv`,
  ]) {
    expect((await site.get(path)).status).toBe(200);
    expect((await site.request('head', path)).status).toBe(200);
  }
  for (const path of [`${link}/naam`, `${link}/adres`, `${link}/afmelden`]) {
    expect((await site.get(path)).status).toBe(404);
  }
  expect(site.dump()).toBe(before);
});
