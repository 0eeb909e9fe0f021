import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal, Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { bringIn, idOf, readers } from './lists.ts';

const RIE = { name: 'Rie', email: 'rie@kantoor.example', password: 'zestien grijze ganzen gaan naar zee' };
const DAY = 24 * 60 * 60 * 1000;

it('takes a whole list back, but for readers that something happened to since, and says how many', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.post(paths.newsletter(), { email: Bilal.email });
  await site.settle();
  const paula = await site.signIn();
  const people = [Anna.email, Bilal.email, 'c@lezers.example', 'd@lezers.example', 'e@lezers.example'];
  site.clock.advance(1000);
  const id = await bringIn(site, paula, [['e-mail'], ...people.map((email) => [email])]);
  expect(Object.values(readers(site))).toEqual(Array(5).fill('subscribed'));
  await paula.post(paths.staff.leaveForSubscriber(idOf(site, 'd@lezers.example')));
  site.services.subscribers.changes.correctName(idOf(site, 'e@lezers.example'), 'Eva');
  await paula.post(paths.staff.undoList(id));
  await site.settle();
  expect(readers(site)).toEqual({
    [Anna.email]: 'subscribed',
    [Bilal.email]: 'waiting',
    'd@lezers.example': 'left',
    'e@lezers.example': 'subscribed',
  });
  const page = (await paula.get(paths.staff.list(id))).text;
  expect(page).toContain('<h1>De lijst is teruggedraaid</h1>');
  expect(page).toContain('Bij 2 adressen is');
  expect(page).toContain('2 adressen bleven');
  expect(page).not.toContain('Draai het inlezen terug');
  const again = await bringIn(site, paula, [['e-mail'], ['c@lezers.example']]);
  expect(site.services.imports.byId(again)?.counts).toEqual({ new: 1 });
});

it('takes a list of people who left back too: who was taken off is on again, and the hashes are gone', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const paula = await site.signIn();
  const rows = [['e-mail'], [Anna.email], ['onbekend@lezers.example']];
  const id = await bringIn(site, paula, rows, { soort: 'unsubscribed' });
  expect(readers(site)).toEqual({ [Anna.email]: 'left' });
  await paula.post(paths.staff.undoList(id));
  await site.settle();
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed' });
  const story = (await paula.get(paths.staff.subscriber(idOf(site, Anna.email)))).text;
  expect(story).toContain('het inlezen van de afmeldingen is teruggedraaid');
  const later = await bringIn(site, paula, [['e-mail'], ['onbekend@lezers.example']]);
  expect(site.services.imports.byId(later)?.counts).toEqual({ new: 1 });
});

it('does not bring back who left for themselves before such a list came in', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  await site.post(leave);
  const paula = await site.signIn();
  const id = await bringIn(site, paula, [['e-mail'], [Anna.email]], { soort: 'unsubscribed' });
  await paula.post(paths.staff.undoList(id));
  await site.settle();
  expect(readers(site)).toEqual({ [Anna.email]: 'left' });
});

it('offers the undo for thirty days, and then forgets what it would need', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await bringIn(site, paula, [['e-mail'], [Anna.email]]);
  site.clock.advance(29 * DAY);
  await site.runTask('remove what is past its term');
  const quinten = await site.signIn(Quinten);
  expect((await quinten.get(paths.staff.list(id))).text).toContain('Draai het inlezen terug');
  site.clock.advance(2 * DAY);
  await site.runTask('remove what is past its term');
  const rie = await site.signIn(RIE);
  expect((await rie.get(paths.staff.list(id))).text).not.toContain('Draai het inlezen terug');
  await rie.post(paths.staff.undoList(id));
  await site.settle();
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed' });
  const { connection } = site.services;
  expect(connection.prepare('SELECT count(*) FROM imported_readers').pluck().get()).toBe(0);
  expect(connection.prepare('SELECT count(*) FROM import_rows').pluck().get()).toBe(0);
  const story = (await rie.get(paths.staff.subscriber(idOf(site, Anna.email)))).text;
  expect(story).toContain('Dubbele opt-in via YMLP');
});

it('keeps what stood in the rows no longer than it is needed', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await bringIn(site, paula, [
    ['e-mail', 'naam', 'geheim'],
    [Anna.email, 'Anna', 'rekeningnummer'],
    ['fout', 'B', 'x'],
  ]);
  expect(site.dump().includes('rekeningnummer')).toBe(false);
  const { connection } = site.services;
  expect(connection.prepare('SELECT DISTINCT cells FROM import_rows').pluck().all()).toEqual(['[]']);
});

it('throws away what nobody went on with for a day', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await bringIn(site, paula, [['e-mail'], ['eerder@lezers.example']]);
  const { imports } = site.services;
  const waiting = imports.receive({
    list: 'readers',
    fileName: 'a.csv',
    staffName: 'P',
    worker: 'site',
    bytes: Buffer.from(`e-mail\n${Anna.email}\n`),
  });
  await site.settle();
  site.clock.advance(DAY + 1000);
  await site.runTask('remove what is past its term');
  await site.settle();
  expect(imports.byId(waiting)).toBe(undefined);
  expect(site.dump().includes(Anna.email)).toBe(false);
  expect(imports.byId(id)?.state).toBe('applied');
});
