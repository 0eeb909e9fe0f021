import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

it('takes Anna off at once by the link in any mail, and GET and HEAD change nothing', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  expect((await site.get(leave)).text).toContain('Meld mij af');
  await site.request('head', leave);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1 });
  const answer = await site.post(leave);
  expect(answer.status).toBe(303);
  expect((await site.get(String(answer.headers.location))).text).toContain('U bent afgemeld');
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 0, left: 1 });
});

it('takes a mail program at its word (RFC 8058): without cookies, Origin or Referer, in either encoding', async () => {
  const site = await openSite();
  const urlencoded = await site.subscribe(Anna);
  const answer = await site.request('post', urlencoded.leave).type('form').send('List-Unsubscribe=One-Click');
  expect(answer.status).toBe(200);
  const multipart = await site.subscribe(Bilal);
  const other = await site.request('post', multipart.leave).field('List-Unsubscribe', 'One-Click');
  expect(other.status).toBe(200);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 0, left: 2 });
});

it('answers 200 to one-click for one who left long ago, also when only the keyed hash is left', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const oneClick = () => site.request('post', leave).type('form').send('List-Unsubscribe=One-Click');
  await oneClick();
  expect((await oneClick()).status).toBe(200);
  site.clock.advance(800 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.dump()).not.toMatch(/anna/i);
  expect((await oneClick()).status).toBe(200);
  expect((await site.get(leave)).text).toContain('U bent al afgemeld');
});

it('offers both headers for the button of the mail program, with the same link as in the text', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const { headers } = site.mailTo(Anna.email);
  const header = (name: string) => headers.find(({ key }) => key === name)?.value;
  expect(header('list-unsubscribe')).toBe(`<${site.url}${leave}>`);
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
});

it('lets Anna undo within the hour, once, and not after it', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const left = String((await site.post(leave)).headers.location);
  expect((await site.get(left)).text).toContain('Schrijf mij weer in');
  site.clock.advance(HOUR - 1000);
  await site.post(`${left}/terug`);
  expect((await site.get(left)).text).toContain('U bent weer ingeschreven');
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1 });

  const again = String((await site.post(leave)).headers.location);
  await site.post(`${left}/terug`);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 0, left: 1 });
  site.clock.advance(HOUR);
  expect((await site.get(again)).text).not.toContain('Schrijf mij weer in');
  await site.post(`${again}/terug`);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 0, left: 1 });
});

it('cannot be brought back by a link to confirm from before, nor by a link to leave', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  const older = linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/');
  const { confirm, leave } = await site.subscribe(Anna);
  await site.post(leave);
  for (const link of [older, confirm]) {
    expect((await site.post(link)).status).toBe(410);
    expect((await site.get(link)).text).toContain('Deze link werkt niet meer');
    expect((await site.post(`${link}/opnieuw`)).status).toBe(404);
  }
  await site.post(leave);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 0, left: 1 });
});

it('brings Anna back by her own new double opt-in, and the oldest link to leave goes on working', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  await site.post(leave);
  site.clock.advance(DAY);
  await site.subscribe(Anna);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1, left: 0 });
  await site.post(leave);
  site.clock.advance(800 * DAY);
  await site.runTask('remove what is past its term');
  await site.subscribe(Anna);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1, left: 0 });
  await site.post(leave);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 0, left: 1 });
});

it('mails the link to leave to who asks by address, and tells nobody who is on the list', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const before = site.mails.length;
  const known = await site.post(paths.askToLeave(), { email: 'ANNA@lezers.example' });
  const unknown = await site.post(paths.askToLeave(), { email: Bilal.email });
  expect([known.status, known.headers.location]).toEqual([unknown.status, unknown.headers.location]);
  expect((await site.get(String(known.headers.location))).status).toBe(200);
  await site.settle();
  expect(site.mails).toHaveLength(before + 1);
  expect(linkIn(site.mailTo(Anna.email), '/nieuwsbrief/afmelden/')).toBe(leave);
  expect((await site.post(paths.askToLeave(), { email: 'nobody' })).status).toBe(422);
});

it('asks for the reason afterwards, keeps it without who it was, and only once', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const left = String((await site.post(leave)).headers.location);
  const wrong = await site.post(`${left}/reden`, { reden: 'hacked', toelichting: 'iets' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('iets');
  for (const toelichting of ['Te vaak', 'Nog een keer']) {
    expect((await site.post(`${left}/reden`, { reden: 'too-much', toelichting })).status).toBe(303);
  }
  expect((await site.get(left)).text).toContain('Dank u wel voor uw antwoord');
  const rows = site.services.connection.prepare('SELECT * FROM leaving_reasons').all();
  expect(rows).toEqual([{ id: 1, month: '2026-03', reason: 'too-much', remark: 'Te vaak' }]);
});

it('sends unknown links to leave to a kind page', async () => {
  const site = await openSite();
  for (const path of [paths.leave('nope'), paths.left('nope')]) {
    const answer = await site.get(path);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('Deze link kennen wij niet');
  }
  expect((await site.post(paths.leave('nope'))).status).toBe(404);
  expect((await site.post(paths.undoLeaving('nope'))).status).toBe(404);
  expect((await site.post(paths.leavingReason('nope'), { reden: 'other' })).status).toBe(404);
});
