import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal, Paula } from '../support/people.ts';
import { openSite } from '../support/site.ts';

const DAY = 24 * 60 * 60 * 1000;

it('answers a new, a waiting, a subscribed, a left, a removed and a blocked address alike, with one row each', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: 'waiting@lezers.example' });
  await site.subscribe({ email: 'subscribed@lezers.example' });
  await site.post((await site.subscribe({ email: 'left@lezers.example' })).leave);
  await site.subscribe({ email: 'removed@lezers.example' });
  await site.subscribe({ email: 'blocked@lezers.example' });
  await site.settle();
  const { connection, subscribers } = site.services;
  connection.prepare(`UPDATE subscribers SET state = 'blocked' WHERE address LIKE 'blocked%'`).run();
  const removed = connection
    .prepare(`SELECT id FROM subscribers WHERE address LIKE 'removed%'`)
    .pluck()
    .get();
  subscribers.retention.remove(String(removed));

  const answers = [];
  for (const state of ['new', 'waiting', 'subscribed', 'left', 'removed', 'blocked']) {
    const before = site.dump();
    const { status, text, headers } = await site.post(paths.newsletter(), {
      email: `${state}@lezers.example`,
    });
    const { date, ...rest } = headers;
    expect(date).toBeDefined();
    answers.push({ status, text, rest, rows: difference(before, site.dump()) });
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 303 });
});

it('mails a subscribed reader that she is subscribed, with the link to leave, at most once a day', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const ask = async () => {
    await site.post(paths.newsletter(), { email: Anna.email });
    await site.settle();
    return site.mails.filter(({ subject }) => subject?.startsWith('U bent al ingeschreven')).length;
  };
  expect(await ask()).toBe(1);
  expect(site.mailTo(Anna.email).text).toContain('/nieuwsbrief/afmelden/');
  expect(await ask()).toBe(1);
  site.clock.advance(DAY);
  expect(await ask()).toBe(2);
});

it('mails one address no more than three confirmations in a row, and says nothing about it', async () => {
  const site = await openSite();
  for (let time = 0; time < 6; time += 1) {
    expect((await site.post(paths.newsletter(), { email: Anna.email })).status).toBe(303);
  }
  await site.settle();
  expect(site.mails).toHaveLength(3);
});

it('tells a sender of too many forms how long to wait, and that survives a restart', async () => {
  const site = await openSite();
  for (let time = 0; time < 20; time += 1) {
    await site.post(paths.newsletter(), { email: `reader${time}@lezers.example` });
  }
  const refused = await site.post(paths.newsletter(), { email: Anna.email });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBe(180);
  expect(refused.text).toContain('3 minuten');
  expect(site.dump()).not.toContain('127.0.0.1');
  site.clock.advance(180_000);
  expect((await site.post(paths.newsletter(), { email: Anna.email })).status).toBe(303);
});

it('tells a robot that filled in the trap field that all went well, and does nothing', async () => {
  const site = await openSite();
  const answer = await site.post(paths.newsletter(), { email: Bilal.email, website: 'https://spam.example' });
  expect(answer).toMatchObject({ status: 303, headers: { location: paths.signedUp() } });
  await site.settle();
  expect(site.mails).toHaveLength(0);
  expect(site.dump()).not.toContain(Bilal.email);
});

it('never shows an address to who is not signed in', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  for (const path of [
    paths.home(),
    paths.newsletter(),
    paths.staff.subscribers(),
    paths.searchFor(Anna.email),
  ]) {
    expect((await site.get(path)).text).not.toContain(`>${Anna.email}`);
  }
  expect((await (await site.signIn(Paula)).get(paths.staff.subscribers())).text).toContain(Anna.email);
});

/** How many characters were added, with what differs by itself (the address, row ids) left out. */
function difference(before: string, after: string): number {
  const rows = (dump: string) => dump.match(/"kind":"sign-up"/g)?.length ?? 0;
  return rows(after) - rows(before);
}
