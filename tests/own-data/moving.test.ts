import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal, Paula } from '../support/people.ts';
import { linkIn, openSite, type Site } from '../support/site.ts';
import { askFor, countMails, readerOf } from './readers.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const NEW = 'anna@nieuw.example';
const CONFIRM = 'Bevestig uw nieuwe e-mailadres voor de nieuwsbrief';
const NOTICE = 'De nieuwsbrief gaat voortaan naar een ander e-mailadres';

/** Anna asks to move, and opens the mail at the new address. Returns her link and the one to confirm. */
async function askToMove(site: Site, to = NEW) {
  const own = await askFor(site, Anna.email);
  const answer = await site.post(`${own}/adres`, { email: to });
  await site.settle();
  return { own, answer, confirm: linkIn(site.mailTo(to), '/mijn-gegevens/verhuizen/') };
}

it('moves only when the owner of the new address has pressed the button there', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const before = readerOf(site, Anna.email);
  const { own, answer, confirm } = await askToMove(site);
  expect(answer.status).toBe(303);
  const told = await site.get(String(answer.headers.location));
  expect(told.text).toContain('Kijk nu in de mail van het nieuwe adres');
  await site.get(confirm);
  await site.request('head', confirm);
  expect(readerOf(site, Anna.email)).toEqual(before);
  expect(countMails(site, NOTICE)).toBe(0);

  site.clock.advance(60_000);
  const moved = await site.post(confirm);
  expect(moved).toMatchObject({ status: 303, headers: { location: paths.moved() } });
  expect((await site.get(paths.moved())).status).toBe(200);
  const { id, changedAt, leaveToken, createdAt } = before;
  expect(readerOf(site, NEW)).toMatchObject({ id, changedAt, leaveToken, createdAt, state: 'subscribed' });
  expect(site.services.subscribers.list({ words: 'lezers.example' }).subscribers).toEqual([]);
  const dead = await site.get(own);
  expect([dead.status, dead.text.includes('Deze link hoorde bij het oude')]).toEqual([410, true]);
  expect(dead.text).not.toContain(NEW);
  await site.settle();
  expect(site.mailTo(Anna.email).subject).toBe(NOTICE);
});

it('tells the old address in a mail without a link of its own or the new address', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const { confirm } = await askToMove(site);
  const asking = site.mailTo(NEW);
  for (const part of [asking.text, asking.html]) expect(part).not.toMatch(/anna(?!@nieuw)/i);
  await site.post(confirm);
  await site.settle();
  const notice = site.mailTo(Anna.email);
  expect(notice.subject).toBe(NOTICE);
  for (const part of [notice.text, notice.html]) {
    expect(part).not.toContain(NEW);
    expect(part).not.toMatch(/mijn-gegevens|\/nieuwsbrief\//);
  }
});

it('keeps the evidence of the move, which cannot be changed, for staff and reader to see', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const { confirm } = await askToMove(site);
  const { messageId } = site.mailTo(NEW);
  site.clock.advance(HOUR);
  await site.post(confirm);
  const { id } = readerOf(site, NEW);
  const { connection, subscribers } = site.services;
  expect(subscribers.story(id).events.slice(-2)).toMatchObject([
    { kind: 'move-mailed', detail: messageId, at: '2026-03-05T10:00:00.000Z' },
    { kind: 'moved', detail: Anna.email, at: '2026-03-05T11:00:00.000Z' },
  ]);
  expect(() => connection.exec(`UPDATE consent_events SET detail = ''`)).toThrow('append-only');
  const paula = await site.signIn(Paula);
  expect((await paula.get(paths.staff.subscriber(id))).text).toContain(`Het oude adres was ${Anna.email}.`);
  const own = await site.get(await askFor(site, NEW));
  expect(own.text).toContain(`Uw oude adres was ${Anna.email}.`);
  await site.post(leave);
  expect(subscribers.counts()).toMatchObject({ subscribed: 0, left: 1 });
});

it('answers and shows the same for an address that is free, on the list, left, removed or blocked', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.subscribe({ email: 'subscribed@lezers.example' });
  await site.post((await site.subscribe({ email: 'left@lezers.example' })).leave);
  await site.subscribe({ email: 'removed@lezers.example' });
  await site.subscribe({ email: 'blocked@lezers.example' });
  site.services.connection.exec(`UPDATE subscribers SET state = 'blocked' WHERE address LIKE 'blocked%'`);
  site.services.subscribers.retention.remove(readerOf(site, 'removed@lezers.example').id);
  site.clock.advance(DAY);

  const seen = [];
  for (const state of ['free', 'subscribed', 'left', 'removed', 'blocked']) {
    site.clock.advance(DAY);
    const email = `${state}@lezers.example`;
    const own = await askFor(site, Anna.email);
    const { status, text, headers } = await site.post(`${own}/adres`, { email });
    await site.settle();
    const page = await site.get(String(headers.location));
    const copy = await site.get(`${own}/mijn-gegevens.json`);
    const same = (answer: string) =>
      answer
        .replaceAll(own, '/OWN')
        .replaceAll(email, 'NEW')
        .replaceAll(/2026-[\d:.TZ-]+|\d+ maart 2026/g, 'WHEN');
    seen.push([
      status,
      text && same(text),
      same(String(headers.location)),
      lastMove(same(page.text)),
      last(copy.body),
    ]);
  }
  expect(
    new Set(seen.map((one) => JSON.stringify(one).replaceAll(/\w+@lezers\.example|2026-[\d:.TZ-]+/g, '')))
      .size,
  ).toBe(1);
  expect(seen[0]?.[3]).toContain('NEW');
  expect(countMails(site, CONFIRM)).toBe(1);
  expect(site.mailTo('subscribed@lezers.example').subject).toBe('U bent al ingeschreven voor de nieuwsbrief');
  expect(readerOf(site, Anna.email).state).toBe('subscribed');

  function lastMove(text: string): string {
    return String(text.match(/<li>Op [^<]*<strong>[^<]*<\/strong>[^<]*<\/li>/g)?.at(-1));
  }
  function last(copy: { adreswijzigingen: object[] }): object | undefined {
    return copy.adreswijzigingen.at(-1);
  }
});

it('holds for a day, once, and only while nothing else was asked after it', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const first = await askToMove(site);
  const second = await askToMove(site, 'anna@tweede.example');
  expect((await site.post(first.confirm)).status).toBe(410);
  expect((await site.get(first.confirm)).text).toContain('Er is na deze mail iets anders gevraagd');
  site.clock.advance(DAY);
  const expired = await site.post(second.confirm);
  expect([expired.status, expired.text.includes('Deze link is verlopen')]).toEqual([410, true]);
  expect(readerOf(site, Anna.email).state).toBe('subscribed');

  const third = await askToMove(site, 'anna@derde.example');
  await site.post(third.confirm);
  expect(await site.post(third.confirm)).toMatchObject({ status: 303, headers: { location: paths.moved() } });
  expect(await site.get(third.confirm)).toMatchObject({ status: 303, headers: { location: paths.moved() } });
  await site.settle();
  expect(countMails(site, NOTICE)).toBe(1);
});

it('does not move a reader who left in between, nor onto an address that came onto the list in between', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const { confirm } = await askToMove(site);
  const left = String((await site.post(leave)).headers.location);
  expect((await site.post(confirm)).status).toBe(410);
  await site.post(`${left}/terug`);
  await site.subscribe({ email: NEW });
  const taken = await site.post(confirm);
  expect([taken.status, taken.text.includes('Dit adres is al bij ons bekend')]).toEqual([410, true]);
  expect(readerOf(site, Anna.email).state).toBe('subscribed');
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 2 });
});

it('takes the place of an unconfirmed sign-up with that address, whose link is then worth nothing', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.post(paths.newsletter(), { email: NEW });
  await site.settle();
  const signUp = linkIn(site.mailTo(NEW), '/nieuwsbrief/bevestigen/');
  const { confirm } = await askToMove(site);
  await site.post(confirm);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1, waiting: 0, left: 0 });
  expect((await site.post(signUp)).status).toBe(404);
});

it('suppresses the old address, which only its own reader can take up again', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.post((await askToMove(site)).confirm);
  const suppressed = () => site.services.connection.prepare('SELECT reason FROM suppressions').pluck().all();
  expect(suppressed()).toEqual(['left']);

  await site.subscribe(Bilal);
  const bilal = await askFor(site, Bilal.email);
  await site.post(`${bilal}/adres`, { email: Anna.email });
  await site.settle();
  expect(countMails(site, CONFIRM)).toBe(1);

  site.clock.advance(DAY);
  const own = await askFor(site, NEW);
  await site.post(`${own}/adres`, { email: Anna.email });
  await site.settle();
  await site.post(linkIn(site.mailTo(Anna.email), '/mijn-gegevens/verhuizen/'));
  expect(readerOf(site, Anna.email).state).toBe('subscribed');
  await site.post(`${await askFor(site, Anna.email)}/wissen`);
  expect(suppressed().sort()).toEqual(['left', 'removed']);
});

it('lets the old address be signed up with anew, by its owner', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.post((await askToMove(site)).confirm);
  site.clock.advance(DAY);
  await site.subscribe(Anna);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 2 });
});

it('refuses the address that she has already, one that is none, and too many wishes a day', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const own = await askFor(site, Anna.email);
  for (const email of ['ANNA@lezers.example', 'anna@', '']) {
    const refused = await site.post(`${own}/adres`, { email });
    expect([email, refused.status]).toEqual([email, 422]);
    expect(refused.text).toContain('href="#veld-email"');
    expect(refused.text).toContain(Anna.name);
  }
  for (let time = 0; time < 5; time += 1) {
    const answer = await site.post(`${own}/adres`, { email: `anna${time}@nieuw.example` });
    expect(answer.status).toBe(303);
  }
  const refused = await site.post(`${own}/adres`, { email: NEW });
  expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
});

it('counts a wish to move with the other public forms of one sender', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const own = await askFor(site, Anna.email);
  for (let time = 0; time < 18; time += 1) await site.post(paths.askToLeave(), { email: 'x@lezers.example' });
  expect((await site.post(`${own}/adres`, { email: NEW })).status).toBe(429);
});

it('offers no move to who is not on the list', async () => {
  const site = await openSite();
  await site.post((await site.subscribe(Anna)).leave);
  const own = await askFor(site, Anna.email);
  expect((await site.get(own)).text).not.toContain('Uw nieuwe e-mailadres');
  expect((await site.post(`${own}/adres`, { email: NEW })).headers.location).toBe(own);
  await site.settle();
  expect(site.dump()).not.toContain(NEW);
});

it('forgets a wish to move a week after its link expired', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await askToMove(site);
  expect(site.dump()).toContain(NEW);
  site.clock.advance(8 * DAY + 1);
  await site.runTask('remove what is past its term');
  site.services.connection.exec('DELETE FROM outbox');
  expect(site.dump()).not.toContain(NEW);
});
