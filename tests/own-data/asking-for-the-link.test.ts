import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal, Zoe } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';
import { askFor, countMails, OWN_LINK } from './readers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SUBJECT = 'Uw link naar Mijn gegevens';

it('mails the link to a subscribed, a waiting and a left reader, and to nobody else', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.post((await site.subscribe(Bilal)).leave);
  await site.post(paths.newsletter(), { email: Zoe.email });
  await site.settle();
  for (const { email } of [Anna, Bilal, Zoe]) expect(await askFor(site, email)).toMatch(OWN_LINK);
  const before = site.mails.length;
  await site.post(paths.ownData(), { email: 'niemand@lezers.example' });
  await site.settle();
  expect(site.mails).toHaveLength(before);
});

it('answers a new, a waiting, a subscribed, a left, a removed and a blocked address alike, with one row each', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: 'waiting@lezers.example' });
  await site.subscribe({ email: 'subscribed@lezers.example' });
  await site.post((await site.subscribe({ email: 'left@lezers.example' })).leave);
  await site.subscribe({ email: 'removed@lezers.example' });
  await site.subscribe({ email: 'blocked@lezers.example' });
  const { connection, subscribers } = site.services;
  connection.prepare(`UPDATE subscribers SET state = 'blocked' WHERE address LIKE 'blocked%'`).run();
  const removed = connection.prepare(`SELECT id FROM subscribers WHERE address LIKE 'removed%'`).pluck();
  subscribers.retention.remove(String(removed.get()));

  const answers = [];
  for (const state of ['new', 'waiting', 'subscribed', 'left', 'removed', 'blocked']) {
    const rows = () => site.dump().match(/"kind":"own-data"/g)?.length ?? 0;
    const before = rows();
    const answer = await site.post(paths.ownData(), { email: `${state}@lezers.example` });
    const { date, ...headers } = answer.headers;
    answers.push({ status: answer.status, text: answer.text, headers, rows: rows() - before });
    expect(date).toBeDefined();
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 303, rows: 1, headers: { location: paths.askedForOwnData() } });
});

it('says what happens with an unknown address in the words of the page for leaving', async () => {
  const site = await openSite();
  const sentence =
    'Of het adres staat niet op onze lijst: misschien krijgt u de nieuwsbrief op een ander e-mailadres.';
  for (const path of [paths.askedToLeave(), paths.askedForOwnData()]) {
    const { text } = await site.get(path);
    expect(text).toContain('Staat dit e-mailadres op onze lijst? Dan krijgt u een mail met een link.');
    expect(text).toContain(sentence);
  }
});

it('keeps the token out of the database, and the answer out of every memory', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  expect(site.dump()).not.toContain(link.split('/').at(-1));
  const { headers, status, text } = await site.get(link);
  expect(status).toBe(200);
  expect(text).toContain(Anna.email);
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-robots-tag']).toBe('noindex');
  expect(site.logged.join('')).not.toContain(link);
});

it('works as often as wanted for an hour, says until when, and then leads to a new link', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  expect(site.mailTo(Anna.email).text).toContain('De link werkt één uur, tot 5 maart 2026, 12:00 uur.');
  for (let time = 0; time < 3; time += 1) expect((await site.get(link)).status).toBe(200);
  site.clock.advance(HOUR - 1);
  expect((await site.get(link)).status).toBe(200);
  site.clock.advance(1);
  const expired = await site.get(link);
  expect(expired.status).toBe(410);
  expect(expired.text).toContain('Deze link is verlopen');
  expect(expired.text).toContain(`href="${paths.ownData()}"`);
  expect(expired.text).not.toContain(Anna.email);
  for (const path of [`${link}/naam`, `${link}/adres`, `${link}/afmelden`, `${link}/wissen`]) {
    expect((await site.post(path, { naam: 'X', email: 'x@lezers.example' })).status).toBe(410);
  }
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1 });
  expect((await site.get(await askFor(site, Anna.email))).status).toBe(200);
});

it('forgets an expired link a week later', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  site.clock.advance(HOUR + 7 * DAY);
  await site.runTask('remove what is past its term');
  expect((await site.get(link)).status).toBe(410);
  site.clock.advance(1);
  await site.runTask('remove what is past its term');
  expect((await site.get(link)).status).toBe(404);
});

it('sends an unknown link to a kind page, whatever is asked of it', async () => {
  const site = await openSite();
  const token = 'A'.repeat(43);
  const link = paths.ownDataOf(token);
  for (const path of [link, `${link}/wissen`, paths.ownDataFile(token, 'json'), paths.confirmMove(token)]) {
    const answer = await site.get(path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(answer.text).toContain('Deze link kennen wij niet');
    expect(answer.text).toContain(paths.ownData());
  }
  for (const path of [
    `${link}/naam`,
    `${link}/adres`,
    `${link}/afmelden`,
    `${link}/wissen`,
    paths.confirmMove(token),
  ]) {
    expect([path, (await site.post(path, { naam: 'X' })).status]).toEqual([path, 404]);
  }
});

it('takes no link of another purpose, and gives none', async () => {
  const site = await openSite();
  const { leave, confirm } = await site.subscribe(Anna);
  const own = await askFor(site, Anna.email);
  const tokenOf = (path: string) => String(path.split('/').at(-1));
  for (const other of [leave, confirm]) {
    expect((await site.get(paths.ownDataOf(tokenOf(other)))).status).toBe(404);
  }
  for (const other of [paths.leave, paths.confirm, paths.confirmMove]) {
    expect((await site.get(other(tokenOf(own)))).status).toBe(404);
  }
});

it('mails one address three links a day, and says nothing about it', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  for (let time = 0; time < 5; time += 1) {
    expect((await site.post(paths.ownData(), { email: Anna.email })).status).toBe(303);
  }
  await site.settle();
  expect(countMails(site, SUBJECT)).toBe(3);
  site.clock.advance(DAY);
  await site.post(paths.ownData(), { email: Anna.email });
  await site.settle();
  expect(countMails(site, SUBJECT)).toBe(4);
});

it('mails a blocked address one link a month: its owner asks, and mail there mostly fails', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  site.services.connection.exec(`UPDATE subscribers SET state = 'blocked'`);
  for (const days of [0, 1, 29]) {
    site.clock.advance(days * DAY);
    await site.post(paths.ownData(), { email: Anna.email });
    await site.settle();
  }
  expect(countMails(site, SUBJECT)).toBe(2);
});

it('counts with the other public forms how many one sender sends, and catches robots', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const before = site.mails.length;
  const robot = await site.post(paths.ownData(), { email: Anna.email, website: 'https://spam.example' });
  expect(robot).toMatchObject({ status: 303, headers: { location: paths.askedForOwnData() } });
  await site.settle();
  expect(site.mails).toHaveLength(before);
  for (let time = 0; time < 18; time += 1) await site.post(paths.askToLeave(), { email: 'x@lezers.example' });
  const refused = await site.post(paths.ownData(), { email: Anna.email });
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBeDefined();
});

it('refuses what is no address with what was typed, and stands where readers look for it', async () => {
  const site = await openSite();
  const refused = await site.post(paths.ownData(), { email: 'anna@' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('value="anna@"');
  expect(refused.text).toContain('href="#veld-email"');
  for (const path of [paths.newsletter(), paths.privacy()]) {
    expect((await site.get(path)).text).toContain(`href="${paths.ownData()}"`);
  }
  await site.subscribe(Anna);
  expect(site.mailTo(Anna.email).text).toContain(site.url + paths.ownData());
  expect(site.mailTo(Anna.email).html).toContain(site.url + paths.ownData());
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  expect(site.mailTo(Anna.email).text).toContain(site.url + paths.ownData());
  expect(linkIn(site.mailTo(Anna.email), '/nieuwsbrief/afmelden/')).toBeDefined();
});
