import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';
import { bringIn, check, csvOf, idOf, outcomes, readers, upload } from './lists.ts';

const HEAD = ['e-mail', 'datum'];

it('brings back nobody who left, is blocked, or was removed', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  await site.post(leave);
  await site.subscribe(Bilal);
  const paula = await site.signIn();
  await paula.post(paths.staff.removeSubscriber(idOf(site, Bilal.email)));
  await site.subscribe({ email: 'weg@lezers.example' });
  site.services.connection.exec(
    `UPDATE subscribers SET state = 'blocked' WHERE address = 'weg@lezers.example'`,
  );
  const id = await bringIn(
    site,
    paula,
    [HEAD, ['ANNA@lezers.example'], [Bilal.email], ['weg@lezers.example']].map(padded),
  );
  expect(await outcomes(site, id)).toEqual({ 2: 'left', 3: 'suppressed', 4: 'blocked' });
  expect(readers(site)).toEqual({ [Anna.email]: 'left', 'weg@lezers.example': 'blocked' });
});

it('keeps only a keyed hash of an unknown address on a list of who left, and no later list brings it in', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await bringIn(site, paula, [HEAD, ['vera@lezers.example', '']], { soort: 'unsubscribed' });
  await bringIn(site, paula, [HEAD, ['wim@lezers.example', '']], { soort: 'bounced' });
  await bringIn(site, paula, [HEAD, ['xena@lezers.example', '']], { soort: 'deleted' });
  expect(/vera@|wim@|xena@/.test(site.dump())).toBe(false);
  const people = [['vera@lezers.example'], ['wim@lezers.example'], ['xena@lezers.example'], [Anna.email]];
  const id = await bringIn(site, paula, [HEAD, ...people].map(padded));
  expect(await outcomes(site, id)).toEqual({ 2: 'suppressed', 3: 'suppressed', 4: 'suppressed', 5: 'new' });
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed' });
});

it('lets a person come back by their own double opt-in, whatever a list said', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await bringIn(site, paula, [HEAD, [Anna.email, '']], { soort: 'unsubscribed' });
  await site.subscribe(Anna);
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed' });
});

it('takes off who is on the list, with the proof, and withdraws their open links', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const paula = await site.signIn();
  const id = await bringIn(site, paula, [HEAD, [Anna.email, '']], { soort: 'unsubscribed' });
  expect(await outcomes(site, id)).toEqual({ 2: 'taken-off' });
  expect(readers(site)).toEqual({ [Anna.email]: 'left' });
  const page = (await paula.get(paths.staff.subscriber(idOf(site, Anna.email)))).text;
  expect(page).toContain('volgens een ingelezen lijst');
});

it('leaves on the list who signed up for themselves after the date on such a list', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.subscribe(Bilal);
  const paula = await site.signIn();
  const rows = [HEAD, [Anna.email, '1-6-2020'], [Bilal.email, '5-3-2026']];
  const id = await bringIn(site, paula, rows, { soort: 'unsubscribed' });
  expect(await outcomes(site, id)).toEqual({ 2: 'returned', 3: 'taken-off' });
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed', [Bilal.email]: 'left' });
});

it('leaves a sign-up that waits for its owner alone, but lets no later list in without it', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  const paula = await site.signIn();
  await bringIn(site, paula, [HEAD, [Anna.email, '']], { soort: 'unsubscribed' });
  expect(readers(site)).toEqual({ [Anna.email]: 'waiting' });
  const id = await bringIn(site, paula, [HEAD, [Anna.email, '']]);
  expect(await outcomes(site, id)).toEqual({ 2: 'suppressed' });
  await site.post(linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/'));
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed' });
});

it('takes on who was waiting, when a list shows their consent', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  const paula = await site.signIn();
  const id = await bringIn(site, paula, [HEAD, [Anna.email, '']]);
  expect(await outcomes(site, id)).toEqual({ 2: 'promoted' });
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed' });
});

it('decides anew when the list is brought in: who came and left after the dry run stays away', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await upload(site, paula, csvOf([HEAD, [Anna.email, ''], [Bilal.email, '']]));
  await check(site, paula, id);
  expect(await outcomes(site, id)).toEqual({ 2: 'new', 3: 'new' });
  const { leave } = await site.subscribe(Anna);
  await site.post(leave);
  await paula.post(paths.staff.applyList(id));
  await site.settle();
  expect(await outcomes(site, id)).toEqual({ 2: 'left', 3: 'new' });
  expect(site.services.imports.byId(id)?.counts).toEqual({ left: 1, new: 1 });
  expect(readers(site)).toEqual({ [Anna.email]: 'left', [Bilal.email]: 'subscribed' });
});

function padded(row: string[]): string[] {
  return [row[0] ?? '', row[1] ?? ''];
}
