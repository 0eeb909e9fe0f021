import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { SCHEDULE } from '../../src/schedule.ts';
import { openSending, reader } from '../newsletter/sending.ts';
import { Anna, Bilal, Quinten, Zoe } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const NIGHT = 'remove what is past its term';

async function askedToSignUp(): Promise<Site> {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  return site;
}

it('runs once a night, after three', async () => {
  const site = await openSite();
  const due = () => SCHEDULE.find(({ name }) => name === NIGHT)?.due?.(site.services);
  expect(due()).toBe(true);
  await site.runTask(NIGHT);
  expect(due()).toBe(false);
  site.clock.set(new Date('2026-03-06T01:59:00.000Z'));
  expect(due()).toBe(false);
  site.clock.set(new Date('2026-03-06T02:01:00.000Z'));
  expect(due()).toBe(true);
});

it('tells staff a week ahead what will go, on its page and on the dashboard', async () => {
  const site = await askedToSignUp();
  site.clock.advance(22 * DAY);
  await site.runTask(NIGHT);
  const paula = await site.signIn();
  expect((await paula.get(paths.staff.retention())).text).toContain('gaat er niets weg');
  expect((await paula.get(paths.staff.dashboard())).text).toContain('deze week gaat er niets weg');
  site.clock.advance(2 * DAY);
  await site.runTask(NIGHT);
  const quinten = await site.signIn(Quinten);
  const page = (await quinten.get(paths.staff.retention())).text;
  expect(page).toMatch(/<dt>Een aanvraag die niet is bevestigd<\/dt>\s*<dd>1 van de 1<\/dd>/);
  expect((await quinten.get(paths.staff.dashboard())).text).toMatch(/loopt van \d+ gegevens? de termijn af/);
  expect(page).not.toContain(Anna.email);
});

it('leaves a receipt in numbers that names nobody', async () => {
  const site = await askedToSignUp();
  const before = await site.signIn();
  expect((await before.get(paths.staff.retentionReceipts())).text).toContain('Er is nog niet opgeruimd');
  site.clock.advance(31 * DAY);
  await site.runTask(NIGHT);
  expect(site.dump()).not.toContain(Anna.email);
  const paula = await site.signIn();
  const page = (await paula.get(paths.staff.retentionReceipts())).text;
  expect(page).toContain('Een aanvraag die niet is bevestigd: 1 gewist');
  await site.runTask(NIGHT);
  expect((await paula.get(paths.staff.retentionReceipts())).text).toContain('Er was niets over de termijn');
});

it('goes on with the rest where a step fails, says so, and does it again', async () => {
  const site = await askedToSignUp();
  const { connection, retention } = site.services;
  site.clock.advance(31 * DAY);
  connection.exec('ALTER TABLE bounces RENAME TO bounces_away');
  await expect(site.runTask(NIGHT)).rejects.toThrow('bounces');
  expect(retention.isDue()).toBe(false);
  site.clock.advance(HOUR / 4);
  expect(retention.isDue()).toBe(true);
  connection.exec('ALTER TABLE bounces_away RENAME TO bounces');
  await expect(site.runTask(NIGHT)).resolves.toBeUndefined();
  expect(site.dump()).not.toContain(Anna.email);
  expect(retention.isDue()).toBe(false);
});

it('forgets who got which newsletter after 13 months, and keeps the figures', async () => {
  const { site, send, counts } = await openSending(3);
  // The access log refuses to let go of what is younger than 13 months by the clock of the machine.
  site.clock.set(new Date('2024-03-05T10:00:00.000Z'));
  await send();
  const before = counts();
  expect(before?.sent).toBe(3);
  site.clock.advance(392 * DAY);
  await site.runTask(NIGHT);
  expect(site.services.connection.prepare('SELECT address FROM deliveries').pluck().all()).toContain(
    reader(1),
  );
  site.clock.advance(6 * DAY);
  await site.runTask(NIGHT);
  const rows = site.services.connection.prepare('SELECT * FROM deliveries').all();
  expect(JSON.stringify(rows)).not.toContain('lezer');
  expect(counts()).toEqual(before);
});

it('removes addresses that came without consent after half a year, without a trace', async () => {
  const site = await openSite();
  const moment = site.clock.now().toISOString();
  site.services.connection
    .prepare(`INSERT INTO subscribers (id, address, address_key, name, state, leave_token, created_at, changed_at, search)
      VALUES ('oud', ?, ?, '', 'put-aside', 'token', ?, ?, '')`)
    .run(Bilal.email, Bilal.email, moment, moment);
  site.clock.advance(180 * DAY);
  await site.runTask(NIGHT);
  expect(site.dump()).toContain(Bilal.email);
  site.clock.advance(5 * DAY);
  await site.runTask(NIGHT);
  expect(site.dump()).not.toContain(Bilal.email);
  expect(site.services.connection.prepare('SELECT count(*) FROM suppressions').pluck().get()).toBe(0);
});

it('keeps why people left for two years, without who', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Zoe);
  const left = String((await site.post(leave)).headers.location);
  await site.post(`${left}/reden`, { reden: 'other', toelichting: 'Te vaak' });
  const reasons = () =>
    site.services.connection.prepare('SELECT count(*) FROM leaving_reasons').pluck().get();
  site.clock.set(new Date('2028-03-04T10:00:00.000Z'));
  await site.runTask(NIGHT);
  expect(reasons()).toBe(1);
  site.clock.set(new Date('2028-04-01T10:00:00.000Z'));
  await site.runTask(NIGHT);
  expect(reasons()).toBe(0);
});

it('keeps nothing of the text and the address of a mail once it is sent', async () => {
  const site = await askedToSignUp();
  const [mail] = site.services.connection.prepare('SELECT * FROM outbox').all() as Record<string, string>[];
  expect(mail).toMatchObject({
    state: 'sent',
    recipient: '',
    text: '',
    html: '',
    headers: '{}',
    attachments: '[]',
  });
});
