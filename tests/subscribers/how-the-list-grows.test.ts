import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal, Quinten, Zoe } from '../support/people.ts';
import { openSite } from '../support/site.ts';

const DAY = 24 * 60 * 60 * 1000;

it('counts who came and went by month, and how many were on the list at its end', async () => {
  const site = await openSite();
  const { subscribers } = site.services;
  const anna = await site.subscribe(Anna);
  await site.subscribe(Bilal);
  site.clock.advance(30 * DAY);
  await site.subscribe(Zoe);
  await site.post(anna.leave);
  site.clock.advance(60 * DAY);
  expect(subscribers.growth()).toEqual([
    { month: '2026-03', joined: 2, gone: 0, size: 2 },
    { month: '2026-04', joined: 1, gone: 1, size: 2 },
    { month: '2026-05', joined: 0, gone: 0, size: 2 },
    { month: '2026-06', joined: 0, gone: 0, size: 2 },
  ]);
});

it('ends at the number on the list, whatever was undone, blocked, removed or added at once', async () => {
  const site = await openSite();
  const { subscribers, connection } = site.services;
  const size = () => subscribers.growth().at(-1)?.size ?? 0;
  const { leave } = await site.subscribe(Anna);
  const left = String((await site.post(leave)).headers.location);
  await site.post(`${left}/terug`);
  await site.subscribe(Bilal);
  await site.subscribe(Zoe);
  site.clock.advance(30 * DAY);
  subscribers.addMany(
    Array.from({ length: 30 }, (_, number) => ({
      name: '',
      address: { typed: `r${number}@lezers.example`, key: `r${number}@lezers.example` },
      state: number % 3 === 0 ? ('left' as const) : ('subscribed' as const),
      since: site.clock.now().toISOString(),
    })),
  );
  connection
    .prepare(`UPDATE subscribers SET state = 'blocked', changed_at = ? WHERE address = ?`)
    .run(site.clock.now().toISOString(), Bilal.email);
  subscribers.retention.remove(String(subscribers.list({ words: 'Zoë' }).subscribers[0]?.id));
  expect(subscribers.counts().subscribed).toBe(21);
  expect(size()).toBe(21);
  await site.post(leave);
  site.clock.advance(800 * DAY);
  await site.runTask('remove what is past its term');
  expect(size()).toBe(subscribers.counts().subscribed);
  expect(size()).toBe(20);
});

it('shows at most two years, with the right size at their beginning', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  site.clock.advance(1000 * DAY);
  const growth = site.services.subscribers.growth();
  expect(growth).toHaveLength(24);
  expect(growth[0]).toMatchObject({ joined: 0, size: 1 });
});

it('is drawn and told in figures on the dashboard, from the second month on', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  expect((await (await site.signIn()).get(paths.staff.dashboard())).text).not.toContain('Zo groeit de lijst');
  site.clock.advance(28 * DAY);
  await site.subscribe(Bilal);
  const quinten = await site.signIn(Quinten);
  const { text } = await quinten.get(paths.staff.dashboard());
  expect(text).toContain('<path d="M0 16L100 2"/>');
  expect(text).toMatch(/april 2026<\/th>\s*<td[^>]*>1<\/td>\s*<td[^>]*>0<\/td>\s*<td[^>]*>2<\/td>/);
  expect(text).toContain('Er staan nu 2 lezers op de lijst.');
});

it('costs the same with a hundred thousand readers as with ten: it reads one row a month', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const plan = site.services.connection
    .prepare('EXPLAIN QUERY PLAN SELECT month, joined, gone FROM list_growth ORDER BY month')
    .all();
  expect(JSON.stringify(plan)).not.toContain('subscribers');
  expect(site.services.connection.prepare('SELECT count(*) FROM list_growth').pluck().get()).toBe(1);
});
