import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { freePort } from '../support/programs.ts';
import { openSite } from '../support/site.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

it('tries again with growing pauses while no server answers, and gives up after two days', async () => {
  const site = await openSite({ env: { SMTP_URL: `smtp://127.0.0.1:${await freePort()}` } });
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  const mail = () => site.services.connection.prepare('SELECT state, attempts FROM outbox').get();
  expect(mail()).toEqual({ state: 'retry', attempts: 1 });
  await site.settle();
  expect(mail()).toEqual({ state: 'retry', attempts: 1 });
  site.clock.advance(MINUTE);
  await site.settle();
  expect(mail()).toEqual({ state: 'retry', attempts: 2 });
  site.clock.advance(MINUTE);
  await site.settle();
  expect(mail()).toEqual({ state: 'retry', attempts: 2 });
  site.clock.advance(2 * DAY);
  await site.settle();
  expect(mail()).toMatchObject({ state: 'failed' });
  expect(site.dump()).toContain('anna');
});

it('keeps a mail whose sender the server refuses: that is our own configuration, and can be mended', async () => {
  const site = await openSite();
  site.smtp.mood.statusForSender = 550;
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  expect(site.services.outbox.countByState()).toEqual([{ state: 'retry', count: 1 }]);
  site.smtp.mood.statusForSender = undefined;
  site.clock.advance(MINUTE);
  await site.settle();
  expect(site.mailTo(Anna.email).subject).toContain('Bevestig');
});
