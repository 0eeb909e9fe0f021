import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { add, idIn, names, textOf, valuesOn, Wietske } from './register.ts';

async function openEntry() {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  const history = async () => (await paula.get(`${address}/geschiedenis`)).text;
  const change = async (browser: typeof paula, values: Record<string, string>) => {
    await browser.post(address, { ...valuesOn((await browser.get(address)).text), ...values });
    // What was achieved is told once, with an undo of its own.
    await browser.get(address);
  };
  return { site, paula, address, history, change };
}

it('tells of every change what it was, what it became, who did it and when', async () => {
  const { site, paula, history, change } = await openEntry();
  site.clock.advance(HOUR);
  const quinten = await site.signIn(Quinten);
  await change(quinten, { plaats: 'Dokkum', geenpost: 'ja', soort: 'interested', labels: 'pers' });
  await change(paula, { plaats: '' });
  const text = textOf(await history());
  expect(text).toMatch(/Gewijzigd door Paula de Proef\. Woonplaats Was: Dokkum Werd: \(leeg\)/);
  expect(text).toMatch(
    /5 maart 2026, 12:00 uur Gewijzigd door Quinten Testman\. Soort Was: Participant Werd: Belangstellende Woonplaats Was: Sneek Werd: Dokkum Labels Was: \(leeg\) Werd: pers Geen post Was: Nee Werd: Ja/,
  );
  expect(text).toMatch(/5 maart 2026, 11:00 uur Toegevoegd door Paula de Proef/);
});

it('puts one change back, and leaves what others changed since', async () => {
  const { paula, address, history, change } = await openEntry();
  await change(paula, { plaats: 'Dokkum' });
  await change(paula, { telefoon: '06-00 12 34 56' });
  const [, first] = undosOn(await history());
  const answer = await paula.post(first ?? '');
  expect(answer.headers.location).toBe(address);
  expect(valuesOn((await paula.get(address)).text)).toMatchObject({
    plaats: 'Sneek',
    telefoon: '06-00 12 34 56',
  });
  const text = textOf(await history());
  expect(text).toMatch(/Teruggezet door Paula de Proef\. Woonplaats Was: Dokkum Werd: Sneek/);
  expect(text).toContain('Later weer ongedaan gemaakt');
});

it('does not offer to put back what was changed again since, and does not do it', async () => {
  const { paula, address, history, change } = await openEntry();
  await change(paula, { plaats: 'Dokkum' });
  const [undo = ''] = undosOn(await history());
  await change(paula, { plaats: 'Goes' });
  expect(undosOn(await history())).not.toContain(undo);
  await paula.post(undo);
  expect((await paula.get(address)).text).toContain('Ongedaan maken kan niet meer');
  expect(valuesOn((await paula.get(address)).text).plaats).toBe('Goes');
});

it('lists who was removed for 30 days, with the way back', async () => {
  const { site, paula, address } = await openEntry();
  await paula.post(`${address}/verwijderen`);
  const page = await paula.get(paths.staff.removedParticipants());
  expect(textOf(page.text)).toContain('Wietske de Vries Verwijderd op 5 maart 2026');
  const logged = site.services.accessLog.newest(1)[0];
  expect(logged).toMatchObject({ action: 'participant.list', persons: [idIn(address)] });
  await paula.post(undosOn(page.text)[0] ?? '');
  expect(await names(paula)).toEqual(['Vries, Wietske de']);
  expect(textOf((await paula.get(paths.staff.removedParticipants())).text)).toContain(
    'Er is niemand verwijderd',
  );
});

it('keeps the history of who is still there for 13 months', async () => {
  const { site, paula, change } = await openEntry();
  await change(paula, { notitie: 'merkteken' });
  await change(paula, { notitie: '' });
  site.clock.advance(390 * DAY);
  site.services.participants.removeOld();
  expect(site.dump()).toContain('merkteken');
  site.clock.advance(10 * DAY);
  site.services.participants.removeOld();
  expect(site.dump()).not.toContain('merkteken');
  expect(site.services.participants.counts().participant).toBe(1);
});

it('forgets all earlier changes too, 30 days after somebody was removed', async () => {
  const { site, paula, address, change } = await openEntry();
  await change(paula, { notitie: 'merkteken' });
  await change(paula, { notitie: '' });
  site.clock.advance(40 * DAY);
  const quinten = await site.signIn(Quinten);
  await quinten.post(`${address}/verwijderen`);
  await site.runTask('remove what is past its term');
  expect(site.dump()).toContain('merkteken');
  site.clock.advance(31 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.dump()).not.toContain('merkteken');
  expect(site.dump()).not.toContain('Wietske');
});

function undosOn(page: string): string[] {
  return Array.from(page.matchAll(/action="([^"]*\/(?:wijzigingen|samen)\/[^"]*)"/g), ([, path]) =>
    String(path),
  );
}
