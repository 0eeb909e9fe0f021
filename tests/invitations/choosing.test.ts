import { expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { makePublished } from '../meetings/meetings.ts';
import { choose, openRaad, PEOPLE, register } from './inviting.ts';

it('tells of each person how they can be invited, and puts nobody on the list twice', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'wietske', 'petra', 'quirijn']);
  await choose(paula, meeting, [ids.anna, ids.wietske]);
  const page = (await paula.get(paths.staff.invitations(meeting))).text;
  expect(page.match(/<th scope="row">/g)).toHaveLength(4);
  expect(page).toMatch(/Anna de Vries[\s\S]*?>Mail</);
  expect(page).toMatch(/Wietske van der Meer[\s\S]*?>Brief</);
  expect(page).toMatch(/Petra Zwijger[\s\S]*?>Telefoon</);
  expect(page).toMatch(/Quirijn Onvindbaar[\s\S]*?>Niet te bereiken</);
  expect(site.services.accessLog.newest(1)).toMatchObject([
    { action: 'participant.invited', persons: Object.values(ids) },
  ]);
});

it('puts a household at one address in one letter, and who shares an e-mail address in one mail', async () => {
  const { site, paula, meeting } = await openRaad(['wietske', 'lukasz', 'anna']);
  const sister = register(site, { ...PEOPLE.anna, firstName: 'Bregje', email: 'Anna@raad.example' });
  await choose(paula, meeting, [sister]);
  const page = (await paula.get(paths.staff.invitations(meeting))).text;
  expect(page.match(/<th scope="row">/g)).toHaveLength(2);
  expect(page).toContain('Wietske van der Meer, Łukasz Zając');
  expect(page).toContain('Anna de Vries, Bregje de Vries');
});

it('sends two organisations in one building a letter each, and colleagues one together', async () => {
  const { site, paula, meeting } = await openRaad([]);
  const at = (organisation: string, firstName: string) =>
    register(site, { ...PEOPLE.wietske, firstName, organisation });
  const both = [at('Buurtwinkel', 'Ank'), at('buurtwinkel', 'Bob'), at('Voedselbank', 'Cor')];
  await choose(paula, meeting, both);
  const page = (await paula.get(paths.staff.invitations(meeting))).text;
  expect(page.match(/<th scope="row">/g)).toHaveLength(2);
  expect(page).toContain('Ank van der Meer, Bob van der Meer');
});

it('chooses everybody that a question to the register finds', async () => {
  const { site, paula, meeting } = await openRaad([]);
  for (const [index, person] of Array.from({ length: 60 }, () => PEOPLE.quirijn).entries()) {
    register(site, { ...person, firstName: `Q${index}`, kind: index < 55 ? 'interested' : 'participant' });
  }
  const page = await paula.get(`${paths.staff.chooseInvited(meeting)}?soort=interested`);
  expect(page.text).toContain('55 gevonden, 55 nog niet op de lijst');
  expect(page.text).toContain('Zet alle 55 op de lijst');
  expect(page.text).toContain('soort=interested&amp;pagina=2');
  const question = /name="vraag" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  await paula.post(paths.staff.chooseInvited(meeting), { vraag: question, wie: 'alle' });
  expect(site.services.invitations.choosing.chosen(meeting)).toHaveLength(55);
});

it('chooses as last time, also for the one after', async () => {
  const { site, meeting, ids } = await openRaad(['anna', 'wietske', 'quirijn']);
  site.services.participants.remove(ids.quirijn, 'staff');
  site.clock.advance(90 * DAY);
  const staff = await site.signIn();
  const next = await makePublished(staff, { datum: '2026-11-19', antwoordvoor: '', titel: 'Najaar' });
  expect((await staff.get(paths.staff.chooseInvited(next))).text).toContain('Zoals de vorige keer');
  await staff.post(paths.staff.inviteLikeLast(next));
  expect(site.services.invitations.choosing.chosen(next)).toEqual([ids.anna, ids.wietske]);
  expect((await staff.post(paths.staff.inviteLikeLast(meeting))).status).toBe(404);
});

it('takes somebody off the list again, as long as there is no answer', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna']);
  const [group = ''] =
    /groep\/([\w-]+)"/.exec((await paula.get(paths.staff.invitations(meeting))).text)?.slice(1) ?? [];
  await paula.post(paths.staff.dropInvited(meeting, group));
  expect(site.services.invitations.choosing.chosen(meeting)).toEqual([]);
  await choose(paula, meeting, [ids.anna]);
  const [again = ''] =
    /groep\/([\w-]+)"/.exec((await paula.get(paths.staff.invitations(meeting))).text)?.slice(1) ?? [];
  await paula.post(paths.staff.invitedGroup(meeting, again), { hoe: 'telefoon', komt_1: 'ja' });
  await paula.post(paths.staff.dropInvited(meeting, again));
  expect(site.services.invitations.choosing.chosen(meeting)).toEqual([ids.anna]);
});
